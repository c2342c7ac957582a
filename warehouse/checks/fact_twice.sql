-- severity: error
-- what: figures that share an id
select fact_id from core.fact group by fact_id having count(*) > 1
