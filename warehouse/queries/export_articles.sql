-- name: export_articles
-- Grain: one row per article in view, newest first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $sources,
-- $most, $skip (how many before them).
select
    doc_id, title, publisher, published, published_label, published_basis, language, source, url, chars, fact_count, event_count,
    dropped_count, duplicate_of, duplicate_reason, array_to_string(warnings, '; ') as warnings
from articles_in_view($first_year, $last_year, $undated, $countries, $sources, '')
order by place
limit $most
offset $skip
