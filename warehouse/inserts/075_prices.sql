-- The price level of each period that an amount is stated for. Inputs: core.price_level.
insert into core.deflator by name
with period as (
    select distinct period_start, period_end, year(period_start) as first_year, year(period_end - interval 1 day) as last_year
    from core.fact
    where kind = 'level'
),
known as (
    select min(year) as first_known, max(year) as last_known from core.price_level
),
levels as (
    select period_start, period_end, avg(price_level) as price_level
    from period
    join core.price_level on year between first_year and last_year
    group by period_start, period_end, first_year, last_year
    having count(*) = last_year - first_year + 1
)
select
    period.period_start,
    period.period_end,
    levels.price_level,
    case
        when period.period_start is null then 'no deflator: the article gives no period'
        when levels.price_level is null then format('no deflator: price levels are known for {} to {}', first_known, last_known)
        else format(
            'dollars of 2017, at the price level {:.4f} of {} (GDP of the United States, Penn World Table 10.01)',
            levels.price_level,
            if(first_year = last_year, first_year::varchar, first_year || ' to ' || last_year)
        )
    end as note
from period
cross join known
left join levels on levels.period_start = period.period_start and levels.period_end = period.period_end
order by period_start, period_end;
