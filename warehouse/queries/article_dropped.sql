-- name: article_dropped
-- Grain: one row per number of the article that was not made a figure, in reading order. Parameters: $id.
select start, "end", text, reason
from dropped_number
where doc_id = $id
order by start, "end"
limit 500
