-- name: search_figures_count
-- Grain: one row: how many figures search_figures finds. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $words (lower case; empty: all).
select count(*) as n
from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
where len($words) = 0 or place in (select place from places_with('figure', $words))
