-- severity: warning
-- what: events told as happened with a date after their article appeared
select event_id from event_evidence where counted and date_start > published + interval 1 day
