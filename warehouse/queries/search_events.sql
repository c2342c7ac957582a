-- name: search_events
-- Grain: one row per event in view whose sentence, title, act or parties hold words that begin so, newest first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least,
-- $words (lower case; empty: all), $act ('': all), $most, $skip (rows before them).
select
    event_id, act, act_label, quad, status, polarity, counted, planned, date_label, date_start, date_end, date_precision, year, areas,
    area_labels, parties_label, instrument, mention_count, article_count, doc_id, quote_text, title, publisher, confidence
from served.event
where place in (
    select place
    from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
    where (len($words) = 0 or place in (select place from places_with('event', $words))) and ($act = '' or act = $act)
    order by place
    limit $most
    offset $skip
)
order by place
