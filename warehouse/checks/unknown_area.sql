-- severity: error
-- what: events with an area that dim_area does not have
select event_id from core.event_area left join core.dim_area using (area) where dim_area.area is null
