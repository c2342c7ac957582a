-- name: derived_in_view
-- Grain: one row per figure computed from figures in view. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $pair ("ISR JPN", or empty for any), $most.
select derived_id, name, formula, indicator, indicator_label, kind, value, unit, reporter_label, partner_label, period_label, status, fact_ids
from derived_figure
where derived_id in (
    select term.id
    from served.term
    where term.what = 'derived' and term.number = 1
        and term.place in (select place from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least) where is_reckoned and ($pair = '' or pair = $pair))
)
order by period_end desc nulls last, indicator, derived_id
limit $most
