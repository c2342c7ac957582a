-- severity: error
-- what: figures with an indicator that dim_indicator does not have
select fact_id from core.fact left join core.dim_indicator using (indicator) where dim_indicator.indicator is null
