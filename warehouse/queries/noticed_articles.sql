-- name: noticed_articles
-- Grain: one row per article that was read with a note. Parameters: $most.
select doc_id, title, source, warnings
from article_overview
where len(warnings) > 0
order by doc_id
limit $most
