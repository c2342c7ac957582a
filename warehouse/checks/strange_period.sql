-- severity: warning
-- what: periods before 1800 or after 2150
select fact_id from core.fact where year(period_start) < 1800 or year(period_end) > 2150
