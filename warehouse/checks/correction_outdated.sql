-- severity: warning
-- what: corrections whose target is read otherwise by now than when they were made
select line from core.correction where note is not null
