-- severity: warning
-- what: shares above 100 percent
select fact_id from core.fact where kind = 'share' and unit = 'percent' and value > 100
