-- name: figures_by_country
-- Grain: one row per country that is a side of figures in view, most first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least.
select side.iso3, dim_country.label, count(*) as figures
from (
    select unnest(list_distinct([reporter, partner])) as iso3
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
) as side
join dim_country on dim_country.code = side.iso3
group by side.iso3, dim_country.label
order by figures desc, side.iso3
