-- name: statistics_sources
-- Grain: one row per source of official statistics that stated trade is compared with. Parameters: none.
select source, form, file, vintage, flows, left_out, records_used
from statistics_source
order by source
