-- name: review_events
-- Grain: one row per event in view that no analyst has looked at, the least sure first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $areas, $acts, $sources, $least,
-- $most.
select *
from event_evidence
where (year between $first_year and $last_year or (year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any(countries, $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any(countries, $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect(countries, list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($areas::varchar[]) = 0 or list_has_any(areas, $areas::varchar[]))
    and (len($acts::varchar[]) = 0 or list_contains($acts::varchar[], act))
    and (
        len($sources::varchar[]) = 0
        or event_evidence.event_id in (
            select told.event_id from event_mention as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
        )
    )
    and confidence >= $least
    and (
        len($statuses::varchar[]) = 0
        or (not planned and list_contains($statuses::varchar[], 'reported'))
        or (planned and list_contains($statuses::varchar[], 'planned'))
    )
    and not corrected
    and event_id not in (select target from correction)
order by confidence, article_count desc, event_id
limit $most
