-- name: checks_in_view
-- Grain: one row per arithmetic check that a figure in view takes part in. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $pair ("ISR JPN", or empty for any), $most.
select consistency_check.check_id, consistency_check.statement, consistency_check.fact_ids, consistency_check.holds,
    first.reporter, first.partner, first.reporter_label, first.partner_label
from consistency_check
join (select fact_id, reporter, partner, reporter_label, partner_label from fact_evidence) as first
    on first.fact_id = consistency_check.fact_ids[1]
where ($pair = '' or list_sort([first.reporter, first.partner]) = list_sort(string_split($pair, ' ')))
and exists (
    select 1
    from fact_evidence
    where list_contains(consistency_check.fact_ids, fact_evidence.fact_id)
        and (fact_evidence.year between $first_year and $last_year or (fact_evidence.year is null and $undated))
        and (len($countries::varchar[]) = 0 or list_has_any([fact_evidence.reporter, fact_evidence.partner], $countries::varchar[]))
        and (len($partners::varchar[]) = 0 or list_has_any([fact_evidence.reporter, fact_evidence.partner], $partners::varchar[]))
        and (
            len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
            or len(list_intersect([fact_evidence.reporter, fact_evidence.partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
        )
        and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], fact_evidence.status))
        and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], fact_evidence.indicator))
        and (len($sources::varchar[]) = 0 or list_contains($sources::varchar[], coalesce(fact_evidence.publisher, '')))
        and fact_evidence.confidence >= $least
)
order by consistency_check.holds, consistency_check.check_id
limit $most
