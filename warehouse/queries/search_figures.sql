-- name: search_figures
-- Grain: one row per figure in view whose sentence or title holds the words, newest first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $words ('': all), $most.
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
    and ($words = '' or contains(lower(concat_ws(' ', quote_text, title, direction_label, indicator_label)), lower($words)))
order by indicator_order, year desc nulls last, usd_value desc nulls last, fact_id
limit $most
