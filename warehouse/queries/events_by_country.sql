-- name: events_by_country
-- Grain: one row per country that is a party to events in view, most first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least.
select party.iso3, dim_country.label, party.events, party.mentions
from (
    select iso3, count(*) as events, sum(mention_count)::bigint as mentions
    from (
        select unnest(parties) as iso3, mention_count
        from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
    )
    group by iso3
) as party
join dim_country on dim_country.code = party.iso3
order by party.events desc, party.iso3
