-- name: events_by_pair
-- Grain: one row per pair of parties with events in view, most first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least, $most.
with counted as (
    select pair_no, count(*) as events, sum(mention_count)::bigint as mentions
    from (select unnest(pairs) as pair_no, mention_count from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least))
    group by pair_no
    order by events desc, pair_no
    limit $most
)
select pair.pair, pair.pair_label, pair.label_a, pair.label_b, counted.events, counted.mentions
from counted
join served.pair using (pair_no)
order by counted.events desc, pair.pair_no
