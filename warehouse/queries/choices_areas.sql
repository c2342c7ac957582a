-- name: choices_areas
-- Grain: one row per area, most frequent first over the whole generation. Parameters: none.
select dim_area.code as area, dim_area.label as area_label, dim_area.definition, count(event_evidence.event_id) as n
from dim_area
left join event_area on event_area.area = dim_area.code
left join event_evidence on event_evidence.event_id = event_area.event_id and event_evidence.counted
group by dim_area.code, dim_area.label, dim_area.definition, dim_area.sort_order
order by dim_area.code = 'unspecified', n desc, dim_area.sort_order
