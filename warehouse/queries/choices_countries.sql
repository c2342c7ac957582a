-- name: choices_countries
-- Grain: one row per country that is a side of a figure or a party to an event, most frequent first. Parameters: none.
with side as (
    select reporter as iso3 from observation_evidence
    union all
    select partner from observation_evidence
    union all
    select iso3 from event_country where role in ('actor', 'recipient')
)
select side.iso3, dim_country.label, count(*) as n
from side
join dim_country on dim_country.code = side.iso3
group by side.iso3, dim_country.label
order by n desc, side.iso3
