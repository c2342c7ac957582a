-- severity: warning
-- what: stated figures that contradict each other (exports, imports, trade, balance)
select check_id from core.consistency_check where not holds
