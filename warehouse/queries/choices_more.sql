-- name: choices_more
-- Grain: one row per act, indicator or outlet ('' if none is named) with findings, most frequent first within its filter. Parameters: none.
with found as (
    select 'act' as filter, act as code, act_label as label, count(*) as n from event_evidence group by act, act_label
    union all
    select 'indicator', indicator, indicator_label, count(*) from observation_evidence group by indicator, indicator_label
    union all
    select 'source', coalesce(publisher, ''), coalesce(publisher, ''), count(*) from article_overview group by publisher
)
select filter, code, label, n
from found
order by filter, n desc, code
