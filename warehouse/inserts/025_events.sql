-- Events as the articles tell them. Inputs: live, variable lake_events.
create temp table event_row as
select
    lake.* exclude (content_key),
    live.doc_id,
    live.published_start,
    false as corrected,
    case
        when lake.date_label is null then 'unknown'
        when contains(lake.date_label, '/') then 'span'
        when lake.date_label like '____-__-__' then 'day'
        when lake.date_label like '____-Q_' then 'quarter'
        when lake.date_label like '____-H_' then 'half'
        when lake.date_label like '____-__' then 'month'
        else 'year'
    end as date_precision,
    list_sort(list_distinct(list_transform(
        list_filter(lake.participants, lambda each: each.role in ('actor', 'recipient')),
        lambda each: coalesce(each.iso3, lower(each.name))
    ))) as parties,
    list_sort(list_distinct(list_transform(lake.areas, lambda each: each.area))) as area_codes
from read_parquet(getvariable('lake_events'), union_by_name = true) as lake
join live on live.content_key = lake.content_key and live.part_number = lake.file_index;
