-- name: event_mentions
-- Grain: one row per sentence that tells the event. Parameters: $id.
select *
from event_mention
where event_id = $id
order by headline_only, published nulls last, doc_id, start
limit 50
