-- name: derived_in_view
-- Grain: one row per figure computed from figures in view. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $most.
select derived_id, name, formula, indicator, indicator_label, kind, value, unit, reporter_label, partner_label, period_label, status, fact_ids
from derived_figure
where (year between $first_year and $last_year or (year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any([reporter, partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([reporter, partner], $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect([reporter, partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], status))
order by period_end desc nulls last, indicator, derived_id
limit $most
