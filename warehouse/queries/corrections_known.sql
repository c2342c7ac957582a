-- name: corrections_known
-- Grain: one row per finding that a correction of this generation names. Parameters: none.
select distinct target
from correction
order by target
