-- severity: info
-- what: figures whose period the article does not state
select fact_id from core.fact where period_start is null
