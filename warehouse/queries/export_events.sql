-- name: export_events
-- Grain: one row per event in view, newest first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least,
-- $most, $skip (how many before them).
select
    event_id, act, act_label, quad, status, polarity, counted, planned, date_label, date_start, date_end, date_precision, date_basis, year,
    array_to_string(areas, ';') as areas, array_to_string(countries, ';') as countries, parties_label, instrument, mention_count,
    article_count, doc_id, quote_start, quote_end, quote_text, title, publisher, published, url, confidence, merge_reason
from served.event
where place in (
    select place
    from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
    order by place
    limit $most
    offset $skip
)
order by place
