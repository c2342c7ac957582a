-- name: definitions_indicators
-- Grain: one row per indicator. Parameters: none.
select code, label, definition from dim_indicator order by sort_order
