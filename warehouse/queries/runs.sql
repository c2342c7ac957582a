-- name: runs
-- Grain: one row per run, newest first. Parameters: $most.
select number, run_id, started, extractor_version, seen, new, changed, unchanged, removed, rejected, seconds
from run
order by number desc
limit $most
