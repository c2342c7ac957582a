-- name: about_generation
-- Grain: one row: the generation, what it holds, what it left out. Parameters: none.
select
    generation.*,
    (select count(*) from dropped_number) as dropped,
    (select count(*) from rejected_article) as rejected,
    (select count(*) from event_evidence where counted) as counted_events
from generation
