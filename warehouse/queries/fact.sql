-- name: fact
-- Grain: one row: the figure with this id; or the best one of the observation with this id. Parameters: $id.
select *
from fact_evidence
where fact_id = $id or observation_id = $id
order by fact_id = $id desc, confidence desc, fact_id
limit 1
