-- name: events_by_pair
-- Grain: one row per pair of parties with events in view, most first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least, $most.
select
    event_pair.pair,
    event_pair.pair_label,
    event_pair.label_a,
    event_pair.label_b,
    count(*) as events,
    sum(seen.mention_count)::bigint as mentions
from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least) as seen
join served.event_pair using (place)
group by event_pair.pair, event_pair.pair_label, event_pair.label_a, event_pair.label_b
order by events desc, event_pair.pair
limit $most
