-- name: fact
-- Grain: one row: the figure with this id; else the best one of the observation with this id. Parameters: $id.
select *
from fact_evidence
where fact_id = coalesce(
    (select fact_id from core.fact where fact_id = $id),
    (select fact_id from core.observation where observation_id = $id)
)
