-- name: search_events_count
-- Grain: one row: how many events search_events finds. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least,
-- $words (lower case; empty: all), $act ('': all).
select count(*) as n
from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
where (len($words) = 0 or place in (select place from places_with('event', $words))) and ($act = '' or act = $act)
