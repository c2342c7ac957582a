-- name: totals_figures
-- Grain: one row: how many figures are in view, over which years. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses.
select count(*) as n, min(year) as first_year, max(year) as last_year, count(*) filter (where year is null) as undated
from observation_evidence
where (year between $first_year and $last_year or (year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any([reporter, partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([reporter, partner], $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect([reporter, partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], status))
