-- severity: error
-- what: tellings of the articles that are in no event
select event_row.event_id from event_row left join core.event_member as member on member.member_id = event_row.event_id where member.member_id is null
