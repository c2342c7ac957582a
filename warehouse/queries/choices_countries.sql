-- name: choices_countries
-- Grain: one row per country that is a side of a figure or a party to an event, most frequent first; last '' with an empty label, if
-- there is any of which no country is stated. Parameters: none.
with found as (
    select side, count(*) as n
    from (select side from served.figure_of union all select side from served.event_of)
    where side <> '*'
    group by side
)
select found.side as iso3, coalesce(dim_country.label, '') as label, found.n
from found
left join dim_country on dim_country.code = found.side
where dim_country.label is not null or found.side = ''
order by found.side = '', found.n desc, found.side
