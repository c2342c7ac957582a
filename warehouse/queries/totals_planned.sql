-- name: totals_planned
-- Grain: one row: how many planned events the other filters leave. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas.
select count(*) as n
from event_evidence
where (year between $first_year and $last_year or (year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any(countries, $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any(countries, $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect(countries, list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($areas::varchar[]) = 0 or list_has_any(areas, $areas::varchar[]))
    and planned
