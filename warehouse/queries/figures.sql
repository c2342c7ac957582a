-- name: figures
-- Grain: one row per resolved figure in view, newest and most supported first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $kinds, $dimensions (empty: all), $pair ('' or two codes in order), $most.
select figure.*
from served.figure
where place in (
    select place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where list_contains($kinds::varchar[], kind)
        and (len($dimensions::varchar[]) = 0 or list_contains($dimensions::varchar[], dimension))
        and ($pair = '' or pair = $pair)
    order by place
    limit $most
)
order by place
