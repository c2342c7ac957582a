-- name: search_events
-- Grain: one row per event in view whose sentence, title, act or parties hold words that begin so: first those that stand there whole,
-- then what most articles tell, then the newest; without words the newest. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least,
-- $words (lower case; empty: all), $act ('': all), $most, $skip (rows before them).
select
    event_id, act, act_label, quad, status, polarity, counted, planned, date_label, date_start, date_end, date_precision, year, areas,
    area_labels, parties_label, instrument, mention_count, article_count, doc_id, quote_text, title, publisher, confidence
from served.event
where place in (
    select seen.place
    from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least) as seen
    left join places_of_words('event', $words) as hit on hit.place = seen.place
    where (len($words) = 0 or seen.place in (select place from places_with('event', $words))) and ($act = '' or seen.act = $act)
    order by coalesce(hit.whole, 0) desc, if(len($words) = 0, 0, seen.article_count) desc, seen.place
    limit $most
    offset $skip
)
order by article_count desc, place
