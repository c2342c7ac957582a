-- name: checks_in_view
-- Grain: one row per arithmetic check that a figure in view takes part in. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $pair ("ISR JPN", or empty for any), $most.
with seen as (
    select checked.check_id, checked.statement, checked.fact_ids, checked.holds, part.place
    from consistency_check as checked
    join (
        select id, min_by(place, number) as place
        from served.term
        where what = 'check' and place in (select place from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least) where is_checked and ($pair = '' or pair = $pair))
        group by id
    ) as part on part.id = checked.check_id
    order by checked.holds, checked.check_id
    limit $most
)
select
    seen.check_id, seen.statement, seen.fact_ids, seen.holds, figure.reporter, figure.partner, figure.reporter_label, figure.partner_label
from seen
join served.figure using (place)
order by seen.holds, seen.check_id
