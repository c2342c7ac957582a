-- name: events_by_area_year
-- Grain: one row per area and year (null: undated) with events in view; an event of two areas counts in both. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least.
with alike as (
    select year, area_bits, count(*) as events, sum(mention_count) as mentions
    from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
    group by year, area_bits
)
select alike.year, dim_area.area, dim_area.label as area_label, sum(alike.events)::bigint as events, sum(alike.mentions)::bigint as mentions
from alike
join dim_area on alike.area_bits & (1 << dim_area.sort_order) <> 0
group by alike.year, dim_area.area, dim_area.label
order by alike.year nulls last, dim_area.area
