-- name: totals_events
-- Grain: one row: how many events are in view, and over which years. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least.
select
    count(*) as n,
    coalesce(sum(mention_count), 0)::bigint as mentions,
    min(year) as first_year,
    max(year) as last_year,
    count(*) filter (where year is null) as undated
from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
