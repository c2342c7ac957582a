-- name: statistics_count
-- Grain: one row: how many records of official statistics there are to compare with. Parameters: none.
select count(*) as n
from core.trade_record
