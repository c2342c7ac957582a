-- name: fact_siblings
-- Grain: one row per other mention of the same figure or series, agreeing ones first. Parameters: $id.
select other.*, other.observation_id = this.observation_id as same
from fact_evidence as this
join fact_evidence as other on other.series_id = this.series_id and other.fact_id <> this.fact_id
where this.fact_id = $id
order by same desc, other.published nulls last, other.fact_id
limit 20
