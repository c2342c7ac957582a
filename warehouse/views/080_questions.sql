-- Answers to the questions asked most, for 'entente sql' and for other programs.

-- figure_spread. Grain: one row per indicator, kind, sides, unit, period, status and product that articles give a figure of: the
-- lowest and highest value, never their mean, and how many articles and values there are.
create view figure_spread as
select
    indicator, kind, reporter, partner, direction_label, unit, period_label, period_start, period_end, year, status, product,
    count(*) as values_stated,
    min(coalesce(low, value)) as lowest,
    max(coalesce(high, value)) as highest,
    min(coalesce(usd_low, usd_value)) as lowest_usd,
    max(coalesce(usd_high, usd_value)) as highest_usd,
    sum(mention_count)::bigint as mention_count,
    max(article_count) as most_articles,
    bool_or(agreement = 'differ') as differ,
    list(fact_id order by value, fact_id) as fact_ids
from observation_evidence
group by all;

-- trade_by_year. Grain: one row per reporter, partner and year that articles state trade of, in US dollars: the highest value stated
-- for whole years; targets and forecasts are left out.
create view trade_by_year as
select
    reporter, partner, year,
    max(highest_usd) filter (where indicator = 'trade_total') as trade_usd,
    max(highest_usd) filter (where indicator = 'exports') as exports_usd,
    max(highest_usd) filter (where indicator = 'imports') as imports_usd,
    bool_or(differ) as differ
from figure_spread
where indicator in ('trade_total', 'exports', 'imports') and kind = 'level' and status = 'reported' and highest_usd is not null
    and reporter is not null and partner is not null and period_end = period_start + interval 1 year
    and lower(coalesce(product, 'goods')) in ('goods', 'merchandise', 'goods and services')
group by reporter, partner, year;

-- cooperation_by_year. Grain: one row per pair of countries, year and area: events that happened, and plans; an event of several
-- areas counts once in each, so areas do not add up to events.
create view cooperation_by_year as
select
    one.iso3 as country, other.iso3 as partner, event.year, area.area, area.area_label,
    count(distinct event.event_id) filter (where event.counted) as events,
    count(distinct event.event_id) filter (where event.planned) as plans
from event_evidence as event
join event_area as area using (event_id)
join event_country as one on one.event_id = event.event_id and one.role in ('actor', 'recipient')
join event_country as other on other.event_id = event.event_id and other.role in ('actor', 'recipient') and one.iso3 < other.iso3
where event.counted or event.planned
group by all;

-- publisher_overview. Grain: one row per publisher: how much of it there is and what it told.
create view publisher_overview as
select
    coalesce(publisher, 'not stated') as publisher,
    count(*) as articles,
    count(duplicate_of) as copies,
    min(published) as first_published,
    max(published) as last_published,
    sum(fact_count)::bigint as facts,
    sum(event_count)::bigint as events
from article_overview
group by all;

-- country_overview. Grain: one row per country that a figure or an event is about.
create view country_overview as
with told as (
    select reporter as iso3, fact_id, null as event_id from observation_evidence
    union all
    select partner, fact_id, null from observation_evidence
    union all
    select iso3, null, event_id from event_country where role in ('actor', 'recipient')
)
select iso3, name, region, count(distinct fact_id) as figures, count(distinct event_id) as events
from told
join core.dim_country using (iso3)
group by iso3, name, region;
