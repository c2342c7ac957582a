-- name: fact_siblings
-- Grain: one row per other mention of the same figure or series, agreeing ones first. Parameters: $id.
with this as (
    select fact_id, series_id, observation_id
    from core.fact
    where fact_id = $id
)
select other.*, other.observation_id = this.observation_id as same
from fact_evidence as other
join this on other.series_id = this.series_id and other.fact_id <> this.fact_id
where other.fact_id in (select sibling.fact_id from core.fact as sibling join this on sibling.series_id = this.series_id)
order by same desc, other.published nulls last, other.fact_id
limit 20
