-- severity: warning
-- what: country codes that dim_country does not have
select distinct code
from (
    select reporter as code from core.fact
    union all
    select partner from core.fact
    union all
    select iso3 from core.event_party
) as used
left join core.dim_country on iso3 = code
where code is not null and iso3 is null
