-- name: figures_count
-- Grain: one row per kind, status and dimension of the figures in view. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least.
select kind, status, dimension, count(*) as n
from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
group by kind, status, dimension
order by kind, status, dimension
