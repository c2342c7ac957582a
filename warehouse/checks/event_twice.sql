-- severity: error
-- what: events that share an id
select event_id from core.event group by event_id having count(*) > 1
