-- severity: warning
-- what: figures reported for a time after their article appeared
select fact_id from fact_evidence where status = 'reported' and kind <> 'rank' and period_start > published
