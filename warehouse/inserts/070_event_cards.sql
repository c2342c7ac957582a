-- What lists and charts show of each event, gathered once: gathering it for every question takes seconds at 10^5 events.
insert into core.event_card by name
with areas as (
    select event_id, list(area order by sort_order) as areas, list(label order by sort_order) as area_labels
    from core.event_area
    join core.dim_area using (area)
    group by event_id
),
party as (
    select distinct event_id, party.iso3, coalesce(dim_country.name, party.name) as label
    from core.event_party as party
    left join core.dim_country using (iso3)
    where role in ('actor', 'recipient')
),
parties as (
    select
        event_id,
        list(distinct iso3 order by iso3) filter (where iso3 is not null) as countries,
        string_agg(label, ' – ' order by label) as parties_label
    from party
    group by event_id
),
mentions as (
    select event_id, count(*) as mention_count
    from core.event_mention
    group by event_id
),
first_mention as (
    select
        event_id,
        doc_id,
        arg_min({'quote_start': start, 'quote_end': "end", 'quote_text': quote_text}, (headline_only, start, "end", member_id)) as quote
    from core.event_mention
    group by event_id, doc_id
)
select
    event.event_id,
    coalesce(areas.areas, []) as areas,
    coalesce(areas.area_labels, []) as area_labels,
    coalesce(parties.countries, []) as countries,
    parties.parties_label,
    mentions.mention_count,
    first_mention.quote.quote_start,
    first_mention.quote.quote_end,
    first_mention.quote.quote_text
from core.event
join mentions using (event_id)
join first_mention on first_mention.event_id = event.event_id and first_mention.doc_id = event.doc_id
left join areas on areas.event_id = event.event_id
left join parties on parties.event_id = event.event_id
order by event.event_id;
