-- Events over all articles. Inputs: event_row, event_group (member_id, event_id, merge_reason); a telling without a row stands alone.
-- An id that the extractor gave twice is one event, too.
create temp table member_row as
with ranked as (
    select
        event_row.rowid as row,
        coalesce(event_group.event_id, event_row.event_id) as group_id,
        event_group.merge_reason,
        row_number() over (
            partition by coalesce(event_group.event_id, event_row.event_id)
            order by
                case event_row.date_precision
                    when 'day' then 0 when 'month' then 1 when 'quarter' then 2 when 'half' then 3 when 'year' then 4 when 'span' then 5 else 6
                end,
                event_row.headline_only, event_row.confidence desc, event_row.published_start nulls last, event_row.doc_id, event_row.event_id
        ) as rank
    from event_row
    left join event_group on event_group.member_id = event_row.event_id
)
select event_row.*, ranked.group_id, ranked.merge_reason, ranked.rank
from event_row
join ranked on ranked.row = event_row.rowid;

create temp table event_told as
select event_id from event_row;

drop table event_row;

-- What all tellings of an event add up to; the rest is as its best telling has it.
create temp table told as
select
    group_id,
    count(*) as tellings,
    bool_or(status = 'happened') as happened,
    min_by(instrument, rank) filter (where instrument is not null) as instrument,
    list_sort(list_distinct(flatten(list(officials)))) as officials,
    bool_and(headline_only) as headline_only,
    max(confidence) as confidence,
    count(distinct doc_id) as article_count,
    min_by(merge_reason, rank) filter (where merge_reason is not null) as merge_reason,
    bool_or(corrected) as corrected
from member_row
group by group_id;

insert into core.event by name
select
    group_id as event_id,
    best.act,
    if(told.happened, 'happened', best.status) as status,
    best.polarity,
    best.date_label,
    best.date_start,
    best.date_end,
    best.date_precision,
    best.date_basis,
    told.instrument,
    best.serial,
    told.officials,
    told.headline_only,
    best.rule,
    told.confidence,
    best.doc_id,
    told.article_count,
    told.merge_reason,
    told.corrected
from member_row as best
join told using (group_id)
where best.rank = 1
order by group_id;

insert into core.event_member by name
select group_id as event_id, event_id as member_id, doc_id
from member_row
order by 1, 2, 3;

insert into core.event_telling by name
select event_id as member_id, act, status, polarity, date_label, instrument, parties, area_codes
from member_row
where group_id in (select group_id from told where tellings > 1)
order by member_id;

insert into core.event_mention by name
select distinct group_id as event_id, event_id as member_id, doc_id, mention.start as start, mention."end" as "end", mention.text as quote_text, headline_only
from (select group_id, event_id, doc_id, headline_only, unnest(mentions) as mention from member_row)
order by event_id, doc_id, start, "end", member_id;

insert into core.event_area by name
select distinct group_id as event_id, unnest(area_codes) as area
from member_row
order by 1, 2;

-- One name per coded party: articles that call it differently would otherwise show it twice.
insert into core.event_party by name
select event_id, min(name) as name, iso3, role
from (
    select group_id as event_id, party.name as name, party.iso3 as iso3, party.role as role
    from (select group_id, unnest(participants) as party from member_row)
)
group by event_id, role, iso3, case when iso3 is null then lower(name) end
order by event_id, role, iso3, name;

drop table member_row;
drop table told;
