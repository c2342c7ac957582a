-- name: derived_in_view
-- Grain: one row per figure computed from figures in view. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $pair ("ISR JPN", or empty for any), $most.
select derived_id, name, formula, indicator, indicator_label, kind, value, unit, reporter_label, partner_label, period_label, status, fact_ids
from derived_figure
join (select fact_id, publisher, confidence from fact_evidence) as stated on stated.fact_id = derived_figure.fact_ids[1]
where (year between $first_year and $last_year or (year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any([reporter, partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([reporter, partner], $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect([reporter, partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], status))
    and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], derived_figure.indicator))
    and (len($sources::varchar[]) = 0 or list_contains($sources::varchar[], coalesce(stated.publisher, '')))
    and stated.confidence >= $least
    and ($pair = '' or list_sort([reporter, partner]) = list_sort(string_split($pair, ' ')))
order by period_end desc nulls last, indicator, derived_id
limit $most
