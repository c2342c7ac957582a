-- name: review_events
-- Grain: one row per event in view that no analyst has looked at, the least sure first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least,
-- $most.
select event.*
from served.event
where place in (
    select seen.place
    from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least) as seen
    join served.event as waiting on waiting.place = seen.place
    where not waiting.corrected and waiting.event_id not in (select target from correction)
    order by seen.confidence, seen.article_count desc, seen.place
    limit $most
)
order by confidence, article_count desc, place
