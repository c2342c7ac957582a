-- name: events_list
-- Grain: one row per event in view, newest first; requests, setbacks and planned ones included. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least,
-- $counted_only, $most, $skip (rows before them).
select
    event_id, act, act_label, quad, status, polarity, counted, planned, date_label, date_start, date_end, date_precision, year, areas,
    area_labels, parties_label, instrument, mention_count, article_count, doc_id, quote_text, title, publisher, confidence
from served.event
where place in (
    select place
    from events_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $acts, $sources, $least)
    where polarity = 'affirmed' and status <> 'hypothetical' and ($counted_only = false or counted)
    order by place
    limit $most
    offset $skip
)
order by place
