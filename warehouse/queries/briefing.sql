-- name: briefing_articles
-- Grain: one row: how many articles tell of a figure or an event in view. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $areas, $acts, $indicators, $sources, $least.
select count(*) as n
from (
    select fact_evidence.doc_id
    from fact_evidence
    where (year between $first_year and $last_year or (year is null and $undated))
        and (len($countries::varchar[]) = 0 or list_has_any([reporter, partner], $countries::varchar[]))
        and (len($partners::varchar[]) = 0 or list_has_any([reporter, partner], $partners::varchar[]))
        and (
            len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
            or len(list_intersect([reporter, partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
        )
        and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], status))
        and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], indicator))
        and (len($sources::varchar[]) = 0 or list_contains($sources::varchar[], coalesce(publisher, '')))
        and confidence >= $least
    union
    select event_mention.doc_id
    from event_evidence
    join event_mention using (event_id)
    where (year between $first_year and $last_year or (year is null and $undated))
        and (len($countries::varchar[]) = 0 or list_has_any(countries, $countries::varchar[]))
        and (len($partners::varchar[]) = 0 or list_has_any(countries, $partners::varchar[]))
        and (
            len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
            or len(list_intersect(countries, list_concat($countries::varchar[], $partners::varchar[]))) > 1
        )
        and (len($areas::varchar[]) = 0 or list_has_any(areas, $areas::varchar[]))
        and (len($acts::varchar[]) = 0 or list_contains($acts::varchar[], act))
        and (
            len($sources::varchar[]) = 0
            or event_evidence.event_id in (
                select told.event_id from event_mention as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
            )
        )
        and confidence >= $least
        and (
            (counted and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], 'reported')))
            or (planned and list_contains($statuses::varchar[], 'planned'))
        )
);

-- name: briefing_events
-- Grain: one row per event in view that stands in the briefing: those told by most articles and the latest. Parameters: $first_year, $last_year (inclusive), $undated, $countries,
-- $partners, $statuses, $areas, $acts, $indicators, $sources, $least, $most_told, $latest (how many of each).
with seen as (
    select
        event_id, act_label, status, polarity, quad, planned, date_label, date_start, areas, area_labels, parties_label, article_count,
        quote_text, title, publisher, confidence,
        row_number() over (order by article_count desc, date_start desc nulls last, confidence desc, event_id) as told_place,
        row_number() over (order by date_start desc nulls last, article_count desc, confidence desc, event_id) as late_place
    from event_evidence
    where (year between $first_year and $last_year or (year is null and $undated))
        and (len($countries::varchar[]) = 0 or list_has_any(countries, $countries::varchar[]))
        and (len($partners::varchar[]) = 0 or list_has_any(countries, $partners::varchar[]))
        and (
            len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
            or len(list_intersect(countries, list_concat($countries::varchar[], $partners::varchar[]))) > 1
        )
        and (len($areas::varchar[]) = 0 or list_has_any(areas, $areas::varchar[]))
        and (len($acts::varchar[]) = 0 or list_contains($acts::varchar[], act))
        and (
            len($sources::varchar[]) = 0
            or event_evidence.event_id in (
                select told.event_id from event_mention as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
            )
        )
        and confidence >= $least
        and (
            (counted and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], 'reported')))
            or (planned and list_contains($statuses::varchar[], 'planned'))
        )
)
select *, told_place <= $most_told and article_count > 1 as most_told
from seen
where (told_place <= $most_told and article_count > 1) or late_place <= $latest
order by most_told desc, late_place
