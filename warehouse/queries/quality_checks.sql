-- name: quality_checks
-- Grain: one row per check of the build, broken ones first. Parameters: none.
select name, severity, rows, what
from quality_check
order by rows > 0 desc, severity, name
