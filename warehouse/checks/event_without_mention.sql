-- severity: error
-- what: events without a sentence that tells them
select event_id
from core.event
left join core.event_card using (event_id)
where event_card.event_id is null
