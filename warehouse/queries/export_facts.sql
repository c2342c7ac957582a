-- name: export_facts
-- Grain: one row per resolved figure in view, by id of the best mention. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $most.
select
    fact_id, observation_id, doc_id, indicator, kind, value, low, high, unit, dimension, usd_value, rate_note, reporter, reporter_label,
    partner, partner_label, period_label, period_start, period_end, period_basis, year, status, qualifier, qualifier_text, attribution,
    product, value_text, quote_text, value_start, value_end, quote_start, quote_end, rule, confidence, title, publisher, published, url,
    mention_count, article_count, agreement, corrected
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
order by year nulls last, indicator, fact_id
limit $most
