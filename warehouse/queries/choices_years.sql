-- name: choices_years
-- Grain: one row per year of a figure or an event. Parameters: none.
select distinct year
from (select year from observation_evidence union all select year from event_evidence)
where year is not null
order by year
