-- name: review_figures
-- Grain: one row per figure in view that no analyst has looked at, the least sure first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $most.
select figure.*
from served.figure
where place in (
    select seen.place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least) as seen
    join served.figure as waiting on waiting.place = seen.place
    where not waiting.corrected and waiting.fact_id not in (select target from correction)
    order by seen.confidence, seen.article_count desc, seen.place
    limit $most
)
order by confidence, article_count desc, place
