-- name: events_by_act
-- Grain: one row per act with events in view, most first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least.
select act, act_label, count(*) as events, sum(mention_count)::bigint as mentions
from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
group by act, act_label
order by events desc, act
