-- severity: error
-- what: figures of the articles that are in no observation
select fact_id from fact_told left join core.fact using (fact_id) where fact.fact_id is null
