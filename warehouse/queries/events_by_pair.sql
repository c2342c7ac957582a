-- name: events_by_pair
-- Grain: one row per pair of parties with events in view, most first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $areas, $acts, $sources, $least, $most.
select
    event_pair.iso3_a || ' ' || event_pair.iso3_b as pair,
    one.label || ' – ' || other.label as pair_label,
    one.label as label_a,
    other.label as label_b,
    count(*) as events,
    sum(event_evidence.mention_count)::bigint as mentions
from event_evidence
join event_pair using (event_id)
join dim_country as one on one.code = event_pair.iso3_a
join dim_country as other on other.code = event_pair.iso3_b
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
group by pair, pair_label, label_a, label_b
order by events desc, pair
limit $most
