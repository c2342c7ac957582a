-- name: article_facts
-- Grain: one row per figure of the article, in reading order. Parameters: $id.
select *
from fact_evidence
where doc_id = $id
order by value_start, value_end, fact_id
limit 500
