-- What pages ask for again and again, gathered once per generation. Nothing here is new: every row follows from schema core.
create schema served;

-- Areas of an article: those of the events that it tells, one bit per area (see area_bits).
create temp table article_area as
select event_member.doc_id, bit_or(1 << dim_area.sort_order)::integer as areas
from core.event_member
join core.event_area using (event_id)
join core.dim_area using (area)
group by event_member.doc_id;

-- What all tellings of a figure add up to.
create temp table figure_telling as
select
    fact.observation_id,
    list_sort(list(distinct coalesce(article.publisher, ''))) as outlets,
    bit_or(coalesce(article_area.areas, 0)) as areas
from core.fact
join core.article using (doc_id)
left join article_area using (doc_id)
group by fact.observation_id;

create table served.figure as
select row_number() over ()::integer as place, *
from (
    select
        observation_evidence.*,
        dim_indicator.sort_order as indicator_order,
        concat_ws(' ', least(reporter, partner), if(reporter is null or partner is null, null, greatest(reporter, partner))) as pair,
        figure_telling.outlets,
        case
            when figure_telling.areas <> 0 or own.sort_order is not null then figure_telling.areas | coalesce(1 << own.sort_order, 0)
            else (select 1 << sort_order from core.dim_area where area = 'unspecified')
        end::integer as area_bits
    from observation_evidence
    join figure_telling using (observation_id)
    join core.dim_indicator using (indicator)
    left join core.dim_area as own on own.area = dim_indicator.area
    order by
        observation_evidence.year desc nulls last, observation_evidence.article_count desc, indicator_order,
        observation_evidence.usd_value desc nulls last, observation_evidence.fact_id
);
create unique index figure_place on served.figure (place); -- a list fetches its rows by it: reading them by scanning takes ten times as long
comment on table served.figure is 'Resolved figures as lists show them. Grain: one row per figure.';
comment on column served.figure.place is 'Place in lists: newest and most supported first, from 1.';
comment on column served.figure.pair is 'Codes of its sides in their order, separated by a space; one code where one is known, empty where none is.';
comment on column served.figure.outlets is 'Publishers of the articles that tell it, sorted; empty text where one is not named.';
comment on column served.figure.area_bits is 'Areas of the events of its articles and of its indicator: bit n is the area with sort_order n.';

-- Which figures an arithmetic check compares and a computed figure is made of.
create table served.term as
select part.what, part.id, part.number, figure.place
from (
    select 'check' as what, check_id as id, unnest(range(1, len(fact_ids) + 1)) as number, unnest(fact_ids) as fact_id
    from core.consistency_check
    union all
    select 'derived', derived_id, unnest(range(1, len(fact_ids) + 1)), unnest(fact_ids)
    from core.derived_figure
) as part
join core.fact using (fact_id)
join served.figure using (observation_id)
order by all;
comment on table served.term is 'Figures in arithmetic. Grain: one row per figure and what it is part of (check or derived).';
comment on column served.term.number is 'Its number in the list fact_ids there, from 1.';

-- The few columns that filters and counts need, once under "*" and once more under each side, or '' where no side is known: rows of a
-- country lie together, so that asking for it reads a hundredth of the table,
-- and within it those of a pair.
create table served.figure_of as
with side as (
    select place, '*' as side, null as other from served.figure
    union all
    select place, coalesce(reporter, partner, ''), null from served.figure
    union all
    select place, partner, reporter from served.figure where partner <> reporter
)
select
    side.side,
    side.other,
    place,
    figure.year, figure.reporter, figure.partner, figure.pair, figure.indicator, figure.indicator_order, figure.kind, figure.status,
    figure.dimension, figure.confidence, figure.value, figure.usd_value, figure.article_count,
    figure.outlets[1] as outlet,
    if(len(figure.outlets) > 1, figure.outlets, null) as outlets,
    figure.area_bits,
    figure.place in (select place from served.term where what = 'check') as is_checked,
    figure.place in (select place from served.term where what = 'derived' and number = 1) as is_reckoned,
    coalesce(figure.period_end - figure.period_start >= 360, false) as whole_year,
    figure.indicator in ('trade_total', 'exports', 'imports', 'trade_balance')
        and coalesce(lower(figure.product), 'goods') in ('goods', 'all goods', 'merchandise', 'goods and services') as of_trade,
    case
        when kind = 'level' and status = 'reported' and of_trade and usd_value is not null then 1
        when kind = 'multiplier' and status = 'reported' and indicator <> 'tariff' then 2
        when kind in ('multiplier', 'level') and status = 'target' and indicator <> 'tariff' then 3
        when kind = 'level' and status = 'reported' and indicator in ('investment', 'contract', 'aid') and usd_value is not null then 4
        when kind = 'change_pct' and status = 'reported' and of_trade then 5
        when kind = 'level' and status = 'reported' and dimension = 'count' and not of_trade then 6
        when kind in ('level', 'change_abs', 'change_pct', 'multiplier') then 7
    end::tinyint as grade
from side
join served.figure using (place)
order by side.side, figure.pair, place;
comment on table served.figure_of is 'Figures by their sides, for filters. Grain: one row per figure and side, and one under * for all.';
comment on column served.figure_of.other is 'The other side whose rows hold this figure, too; null in the first of them.';
comment on column served.figure_of.of_trade is 'Whether it is of all goods, or goods and services, that two sides trade.';
comment on column served.figure_of.is_checked is 'Whether an arithmetic check compares it.';
comment on column served.figure_of.is_reckoned is 'Whether a computed figure names it first.';
comment on column served.figure_of.grade is 'How fit it is to be a headline, 1 most; null for those that are not.';
comment on column served.figure_of.outlets is 'All publishers where there are several, else null.';

drop table figure_telling;

-- Whoever reads the view reads the table: gathering a row from eight tables takes seconds for a million.
create or replace view observation_evidence as
select * exclude (place, indicator_order, pair, outlets, area_bits) from served.figure;
