-- name: events_by_country
-- Grain: one row per country that is a party to events in view, most first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least.
with alike as (
    select parties, count(*) as events, sum(mention_count) as mentions
    from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
    group by parties
)
select party.iso3, dim_country.label, sum(party.events)::bigint as events, sum(party.mentions)::bigint as mentions
from (select unnest(parties) as iso3, events, mentions from alike) as party
join dim_country on dim_country.code = party.iso3
group by party.iso3, dim_country.label
order by events desc, party.iso3
