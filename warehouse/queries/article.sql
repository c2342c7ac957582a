-- name: article
-- Grain: one row: the article with its text. Parameters: $id.
select article_overview.*, article_text.text
from article_overview
join article_text using (doc_id)
where doc_id = $id
