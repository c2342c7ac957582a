-- severity: error
-- what: figures with a unit that dim_unit does not have
select fact_id from core.fact left join core.dim_unit using (unit) where dim_unit.unit is null
