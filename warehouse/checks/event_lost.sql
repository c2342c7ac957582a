-- severity: error
-- what: tellings of the articles that are in no event
select event_told.event_id from event_told left join core.event_member as member on member.member_id = event_told.event_id where member.member_id is null
