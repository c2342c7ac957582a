-- severity: error
-- what: rates without their source or days
select unit from core.rate where usd_per_unit is not null and (source is null or first_day is null or last_day is null)
