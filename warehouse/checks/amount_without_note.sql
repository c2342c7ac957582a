-- severity: error
-- what: amounts in another currency that have neither a rate nor a reason
select fact_id from fact_evidence where dimension = 'money' and unit <> 'USD' and kind in ('level', 'change_abs') and rate_note is null
