-- name: event
-- Grain: one row: the event with this id, which may be the id of one of its tellings. Parameters: $id.
select *
from event_evidence
where event_id = $id
    or event_id in (select event_id from event_mention where member_id = $id)
order by event_id = $id desc
limit 1
