-- name: checks_in_view
-- Grain: one row per arithmetic check that a figure in view takes part in. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $pair ("ISR JPN", or empty for any), $most.
with seen as (
    select term.id, min_by(term.place, term.number) as place
    from served.term
    where term.what = 'check' and term.place in (select place from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least))
    group by term.id
)
select
    checked.check_id, checked.statement, checked.fact_ids, checked.holds,
    figure.reporter, figure.partner, figure.reporter_label, figure.partner_label
from consistency_check as checked
join seen on seen.id = checked.check_id
join served.figure using (place)
where $pair = '' or figure.pair = $pair
order by checked.holds, checked.check_id
limit $most
