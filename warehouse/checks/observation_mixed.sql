-- severity: error
-- what: resolved figures that mix kinds, units or status
select observation_id
from core.fact
group by observation_id
having count(distinct (indicator, kind, unit, status)) > 1
