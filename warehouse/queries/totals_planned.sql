-- name: totals_planned
-- Grain: one row: how many planned events the other filters leave. Parameters: $first_year, $last_year (inclusive), $undated,
-- $countries, $partners, $areas, $acts, $sources, $least.
select count(*) as n
from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, ['planned'], $acts, $sources, $least)
