-- Dimensions under the names that readers use; ``code`` is the key in each.

-- dim_country. Grain: one row per country, historic state or bloc; code and label are its key and name.
create view dim_country as
select *, iso3 as code, name as label from core.dim_country;

-- dim_area. Grain: one row per area of cooperation.
create view dim_area as
select *, area as code from core.dim_area;

-- dim_act. Grain: one row per act.
create view dim_act as
select *, act as code from core.dim_act;

-- dim_indicator. Grain: one row per indicator.
create view dim_indicator as
select *, indicator as code from core.dim_indicator;

-- dim_currency. Grain: one row per currency that occurs or that amounts can be shown in.
create view dim_currency as
select *, currency as code, name as label from core.dim_currency;

-- dim_unit. Grain: one row per unit that occurs.
create view dim_unit as
select *, unit as code from core.dim_unit;


-- dim_date. Grain: one row per day from the first year to the last that an article, a figure or an event is of; joins to any day.
create view dim_date as
with days as (
    select date_trunc('year', min(first_day)) as first_day, date_trunc('year', max(last_day) - interval 1 day) as last_year
    from (
        select published_start as first_day, published_end as last_day from core.article
        union all
        select period_start, period_end from core.fact
        union all
        select date_start, date_end from core.event
    )
)
select
    day::date as day,
    year(day)::integer as year,
    if(month(day) <= 6, 1, 2) as half,
    quarter(day)::integer as quarter,
    month(day)::integer as month,
    isodow(day)::integer as weekday,
    strftime(day, '%Y-%m') as month_label,
    strftime(day, '%Y-Q') || quarter(day) as quarter_label,
    strftime(day, '%Y-H') || if(month(day) <= 6, 1, 2) as half_label
from days, unnest(range(first_day, last_year + interval 1 year, interval 1 day)) as series (day);
