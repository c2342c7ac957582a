-- name: corrections_refused
-- Grain: one row per correction that could not be applied, with the reason. Parameters: $most.
select line, action, target, problem
from correction
where not applied
order by line
limit $most
