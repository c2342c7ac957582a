-- name: articles_list
-- Grain: one row per article in view, newest first. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $sources,
-- $words ('': all), $most, $skip (rows before them).
select
    doc_id, title, publisher, published, published_label, published_basis, language, source, url, chars, fact_count, event_count,
    dropped_count, duplicate_of, duplicate_reason, warnings
from articles_in_view($first_year, $last_year, $undated, $countries, $sources, $words)
order by place
limit $most
offset $skip
