-- name: rates
-- Grain: one row per rate that a figure needed. Parameters: $most.
select unit, currency_name, period_start, period_end, usd_per_unit, first_day, last_day, days, source, note, figures
from rate_used
order by unit, period_start
limit $most
