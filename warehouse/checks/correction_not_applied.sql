-- severity: warning
-- what: corrections that could not be applied: their target is gone or their value does not fit
select line from core.correction where not applied
