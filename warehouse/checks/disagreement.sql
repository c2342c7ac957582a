-- severity: info
-- what: resolved figures that another source contradicts
select observation_id from core.observation where agreement = 'differ'
