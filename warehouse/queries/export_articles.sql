-- name: export_articles
-- Grain: one row per article in view. Parameters: $first_year, $last_year (inclusive), $undated, $most.
select
    doc_id, title, publisher, published, published_label, published_basis, language, source, url, chars, fact_count, event_count,
    dropped_count, duplicate_of, array_to_string(warnings, '; ') as warnings
from article_overview
where year(published) between $first_year and $last_year or (published is null and $undated)
order by published nulls last, doc_id
limit $most
