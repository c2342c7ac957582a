-- name: dropped_reasons
-- Grain: one row per reason for which numbers were not made figures, most first. Parameters: none.
select reason, count(*) as n, count(distinct doc_id) as articles, min(text) as example, min(doc_id) as doc_id
from dropped_number
group by reason
order by n desc, reason
