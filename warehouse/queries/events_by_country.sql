-- name: events_by_country
-- Grain: one row per country that is a party to events in view, most first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $areas, $acts, $sources, $least.
select
    party.iso3,
    dim_country.label,
    count(*) as events,
    sum(party.mention_count)::bigint as mentions
from (
    select unnest(event_evidence.countries) as iso3, event_evidence.mention_count
    from event_evidence
    where (event_evidence.year between $first_year and $last_year or (event_evidence.year is null and $undated))
        and (len($countries::varchar[]) = 0 or list_has_any(event_evidence.countries, $countries::varchar[]))
        and (len($partners::varchar[]) = 0 or list_has_any(event_evidence.countries, $partners::varchar[]))
        and (
            len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
            or len(list_intersect(event_evidence.countries, list_concat($countries::varchar[], $partners::varchar[]))) > 1
        )
        and (len($areas::varchar[]) = 0 or list_has_any(event_evidence.areas, $areas::varchar[]))
        and (len($acts::varchar[]) = 0 or list_contains($acts::varchar[], event_evidence.act))
        and (
            len($sources::varchar[]) = 0
            or event_evidence.event_id in (
                select told.event_id from event_mention as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
            )
        )
        and event_evidence.confidence >= $least
        and (
            (event_evidence.counted and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], 'reported')))
            or (event_evidence.planned and list_contains($statuses::varchar[], 'planned'))
        )
) as party
join dim_country on dim_country.code = party.iso3
group by party.iso3, dim_country.label
order by events desc, party.iso3
