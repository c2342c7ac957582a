-- name: article_events
-- Grain: one row per sentence of the article that tells an event, in reading order. Parameters: $id.
select event_mention.*, event_evidence.act_label, event_evidence.parties_label, event_evidence.area_labels, event_evidence.status, event_evidence.date_label
from event_mention
join event_evidence using (event_id)
where event_mention.doc_id = $id
order by event_mention.start, event_mention."end", event_mention.event_id
limit 500
