-- name: totals_figures
-- Grain: one row: how many figures are in view, over which years. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least.
select count(*) as n, min(year) as first_year, max(year) as last_year, count(*) filter (where year is null) as undated
from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
