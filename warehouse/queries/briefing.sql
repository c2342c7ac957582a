-- name: briefing_articles
-- Grain: one row: how many articles tell of a figure or an event in view. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $indicators, $sources, $least.
select count(distinct article) as n
from served.told
where (what = 'figure' and place in (select place from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)))
    or (what = 'event' and place in (select place from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)));

-- name: briefing_events
-- Grain: one row per event in view that stands in the briefing: those told by most articles and the latest. Parameters: $first_year, $last_year (inclusive), $undated, $countries,
-- $partners, $statuses, $areas, $acts, $indicators, $sources, $least, $most_told, $latest (how many of each).
with seen as (
    select
        place,
        row_number() over (order by article_count desc, place) as told_place,
        row_number() over (order by place) as late_place
    from events_on_charts($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
)
select
    event_id, act_label, status, polarity, quad, planned, date_label, date_start, areas, area_labels, parties_label,
    event.article_count, quote_text, title, publisher, event.confidence, told_place, late_place,
    told_place <= $most_told and event.article_count > 1 as most_told
from served.event
join seen using (place)
where (told_place <= $most_told and event.article_count > 1) or late_place <= $latest
order by most_told desc, late_place
