-- name: corrections_all
-- Grain: one row per line of the corrections, those that want another look first. Parameters: $most.
select line, action, target, field, value, made_by, made_on, why, applied, coalesce(problem, '') as problem
from correction
order by problem is null or problem = '', line
limit $most
