-- Events as pages show them.
create table served.event as
select row_number() over ()::integer as place, *
from (
    select
        event_evidence.*,
        coalesce(told.outlets, []) as outlets,
        coalesce(area.bits, 0)::integer as area_bits
    from event_evidence
    left join (
        select event_member.event_id, list_sort(list(distinct coalesce(article.publisher, ''))) as outlets
        from core.event_member
        join core.article using (doc_id)
        group by event_member.event_id
    ) as told using (event_id)
    left join (
        select event_area.event_id, bit_or(1 << dim_area.sort_order) as bits
        from core.event_area
        join core.dim_area using (area)
        group by event_area.event_id
    ) as area using (event_id)
    order by
        event_evidence.date_start desc nulls last, event_evidence.article_count desc, event_evidence.confidence desc,
        event_evidence.event_id
);
create unique index event_place on served.event (place);
comment on table served.event is 'Events as lists show them. Grain: one row per event.';
comment on column served.event.place is 'Place in lists: newest and most told first, from 1.';
comment on column served.event.outlets is 'Publishers of the articles that tell it, sorted; empty text where one is not named.';
comment on column served.event.area_bits is 'Its areas: bit n is the area with sort_order n.';

-- Articles as pages show them.
create table served.article as
select row_number() over ()::integer as place, *
from (
    select article_overview.*, year(article_overview.published)::integer as year
    from article_overview
    order by article_overview.published desc nulls last, article_overview.doc_id
);
create unique index article_place on served.article (place);
comment on table served.article is 'Articles as lists show them. Grain: one row per article.';
comment on column served.article.place is 'Place in lists: newest first, from 1.';
comment on column served.article.year is 'Year of publication; null when not known.';

-- Who with whom.
create table served.pair as
select row_number() over (order by pair)::integer as pair_no, *
from (
    select distinct
        pair.iso3_a || ' ' || pair.iso3_b as pair,
        one.name || ' – ' || other.name as pair_label,
        one.name as label_a,
        other.name as label_b
    from event_pair as pair
    join core.dim_country as one on one.iso3 = pair.iso3_a
    join core.dim_country as other on other.iso3 = pair.iso3_b
)
order by pair_no;
comment on table served.pair is 'Pairs of parties with codes. Grain: one row per pair that an event has.';
comment on column served.pair.pair_no is 'Its number in the order of the codes, from 1.';

create temp table event_pairs as
select event.place, list(pair.pair_no order by pair.pair_no) as pairs
from event_pair
join served.event using (event_id)
join served.pair on pair.pair = event_pair.iso3_a || ' ' || event_pair.iso3_b
group by event.place;

create table served.event_of as
with side as (
    select place, '*' as side, [] as others from served.event
    union all
    select place, '', [] from served.event where len(countries) = 0
    union all
    select place, countries[number], countries[: number - 1]
    from (select place, countries, unnest(range(1, len(countries) + 1)) as number from served.event)
)
select
    side.side,
    side.others,
    event.place,
    event.year, event.countries as parties, event.act, event.act_label, event.status, event.polarity, event.counted, event.planned, event.confidence,
    event.mention_count, event.article_count,
    article.place as article,
    event.outlets[1] as outlet,
    if(len(event.outlets) > 1, event.outlets, null) as outlets,
    event.area_bits,
    event_pairs.pairs
from side
join served.event on event.place = side.place
left join event_pairs on event_pairs.place = side.place
join served.article on article.doc_id = event.doc_id
order by side.side, event.place;
comment on table served.event_of is 'Events by their parties, for filters. Grain: one row per event and party, and one under * for all.';
comment on column served.event_of.others is 'Parties whose rows hold this event before this one.';
comment on column served.event_of.article is 'Place of the article that is shown first.';
comment on column served.event_of.outlets is 'All publishers where there are several, else null.';
comment on column served.event_of.pairs is 'Its pairs of parties (see served.pair); null where there is none.';
drop table event_pairs;

-- Which articles tell what, and which countries that makes them articles about.
create table served.told as
select 'figure' as what, figure.place, article.place as article
from core.fact
join served.figure using (observation_id)
join served.article on article.doc_id = fact.doc_id
group by all
union all
select 'event', event.place, article.place
from core.event_member
join served.event using (event_id)
join served.article on article.doc_id = event_member.doc_id
group by all
order by 1, 2, 3;
comment on table served.told is 'Articles that tell a figure or an event. Grain: one row per finding and article.';

create table served.article_of as
select unnest([figure.reporter, figure.partner]) as side, told.article as place
from served.told
join served.figure on figure.place = told.place
where told.what = 'figure'
union
select party.iso3, told.article
from served.told
join served.event on event.place = told.place
join core.event_party as party on party.event_id = event.event_id
where told.what = 'event'
union
select '*', place from served.article
order by 1, 2;
delete from served.article_of where side is null;
insert into served.article_of
select '', place from served.article where place not in (select place from served.article_of where side <> '*');
comment on table served.article_of is 'Articles by the countries that their findings name; '''' for those without. Grain: one row per article and country, one under *.';

-- Whoever reads these views reads the tables.
create or replace view event_evidence as
select * exclude (place, outlets, area_bits) from served.event;

create or replace view article_overview as
select * exclude (place, year) from served.article;
