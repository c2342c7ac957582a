-- name: definitions_acts
-- Grain: one row per act. Parameters: none.
select code, label, definition, quad, cooperation from dim_act order by sort_order
