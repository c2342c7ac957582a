-- name: review_figures
-- Grain: one row per figure in view that no analyst has looked at, the least sure first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $most.
select observation_evidence.*, place.indicator_order
from observation_evidence
join (select code as indicator, sort_order as indicator_order from dim_indicator) as place using (indicator)
where (observation_evidence.year between $first_year and $last_year or (observation_evidence.year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any([observation_evidence.reporter, observation_evidence.partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([observation_evidence.reporter, observation_evidence.partner], $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect([observation_evidence.reporter, observation_evidence.partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], observation_evidence.status))
    and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], observation_evidence.indicator))
    and (
        len($sources::varchar[]) = 0
        or observation_evidence.observation_id in (
            select told.observation_id from fact_evidence as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
        )
    )
    and observation_evidence.confidence >= $least
    and not observation_evidence.corrected
    and observation_evidence.fact_id not in (select target from correction)
order by observation_evidence.confidence, article_count desc, observation_evidence.fact_id
limit $most
