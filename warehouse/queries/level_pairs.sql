-- name: level_pairs
-- Grain: one row per pair of countries with amounts in view, richest first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $most.
select
    least(reporter, partner) as side_a,
    if(partner is null, null, greatest(reporter, partner)) as side_b,
    count(*) as n,
    count(distinct year) as years
from observation_evidence
where (year between $first_year and $last_year or (year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any([reporter, partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([reporter, partner], $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect([reporter, partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], status))
    and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], indicator))
    and (
        len($sources::varchar[]) = 0
        or observation_id in (
            select told.observation_id from fact_evidence as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
        )
    )
    and confidence >= $least
    and kind = 'level'
    and usd_value is not null
group by side_a, side_b
order by (side_b is not null) desc, n desc, side_a, side_b
limit $most
