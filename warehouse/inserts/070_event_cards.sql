-- What lists and charts show of each event, gathered once: gathering it for every question takes seconds at 10^5 events.
insert into core.event_card by name
with areas as (
    select event_id, list_sort(list({'place': sort_order, 'area': area, 'label': label})) as areas
    from core.event_area
    join core.dim_area using (area)
    group by event_id
),
parties as (
    select
        event_id,
        list_sort(list_distinct(list(iso3))) as countries,
        nullif(array_to_string(list_sort(list_distinct(list(coalesce(dim_country.name, party.name)))), ' – '), '') as parties_label
    from core.event_party as party
    left join core.dim_country using (iso3)
    where role in ('actor', 'recipient')
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
    [each.area for each in coalesce(areas.areas, [])] as areas,
    [each.label for each in coalesce(areas.areas, [])] as area_labels,
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
