-- name: figures_by_country
-- Grain: one row per country that is a side of figures in view, most first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least.
with pair as (
    select reporter, partner, count(*) as figures
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    group by reporter, partner
)
select side.iso3, dim_country.label, sum(side.figures)::bigint as figures
from (select unnest(list_distinct([reporter, partner])) as iso3, figures from pair) as side
join dim_country on dim_country.code = side.iso3
group by side.iso3, dim_country.label
order by figures desc, side.iso3
