-- name: articles_list
-- Grain: one row per article in view, newest first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $sources, $words ('': all), $most.
select
    doc_id, title, publisher, published, published_label, published_basis, language, source, url, chars, fact_count, event_count,
    dropped_count, duplicate_of, duplicate_reason, warnings
from article_overview
where (year(published) between $first_year and $last_year or (published is null and $undated))
    and (
        len($countries::varchar[]) = 0
        or doc_id in (select doc_id from fact_evidence where list_has_any([reporter, partner], $countries::varchar[]))
        or doc_id in (select event_mention.doc_id from event_mention join event_country using (event_id) where list_contains($countries::varchar[], iso3))
    )
    and (len($sources::varchar[]) = 0 or list_contains($sources::varchar[], coalesce(publisher, '')))
    and ($words = '' or contains(lower(concat_ws(' ', title, publisher, doc_id)), lower($words)))
order by published desc nulls last, doc_id
limit $most
