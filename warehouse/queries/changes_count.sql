-- name: changes_count
-- Grain: one row per kind of change and what changed. Parameters: none.
select change, what, count(*) as n
from generation_change
group by change, what
order by change, what
