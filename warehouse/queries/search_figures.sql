-- name: search_figures
-- Grain: one row per figure in view whose sentence, title or sides hold words that begin so, newest first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $words (lower case; empty: all), $most.
select figure.*
from served.figure
where place in (
    select place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where len($words) = 0 or place in (select place from places_with('figure', $words))
    order by place
    limit $most
)
order by place
