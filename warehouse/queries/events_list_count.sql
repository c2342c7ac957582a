-- name: events_list_count
-- Grain: one row: how many events events_list has. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least.
select count(*) as n
from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
where polarity = 'affirmed' and status <> 'hypothetical'
