-- severity: error
-- what: events with an act that dim_act does not have
select event_id from core.event left join core.dim_act using (act) where dim_act.act is null
