-- name: changes_of_generation
-- Grain: one row per figure, event or article that changed since the generation before. Parameters: $most.
select change, what, label, id
from generation_change
order by change, what, label, id
limit $most
