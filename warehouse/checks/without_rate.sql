-- severity: info
-- what: amounts that no rate converts to US dollars
select fact_id from fact_evidence where dimension = 'money' and kind in ('level', 'change_abs') and usd_value is null
