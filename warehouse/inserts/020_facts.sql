-- Figures as the articles state them. Inputs: live, variable lake_facts.
create temp table fact_row as
select
    lake.* exclude (content_key, value, low, high, alternative_value),
    live.doc_id,
    live.published_start,
    try_cast(lake.value as double) as value,
    try_cast(lake.low as double) as low,
    try_cast(lake.high as double) as high,
    try_cast(lake.alternative_value as double) as alternative_value,
    false as corrected
from read_parquet(getvariable('lake_facts'), union_by_name = true) as lake
join live on live.content_key = lake.content_key and live.part_number = lake.file_index;

-- A number that no float holds is not lost in silence.
create temp table unstorable as
select doc_id, value_start as start, value_end as "end", value_text as text, 'too large to store' as reason
from fact_row
where value is null or not isfinite(value) or not isfinite(coalesce(low, 0)) or not isfinite(coalesce(high, 0));

delete from fact_row
where value is null or not isfinite(value) or not isfinite(coalesce(low, 0)) or not isfinite(coalesce(high, 0));

insert into core.dropped_number by name
select live.doc_id, lake.start, lake."end", lake.text, lake.reason
from read_parquet(getvariable('lake_dropped'), union_by_name = true) as lake
join live on live.content_key = lake.content_key and live.part_number = lake.file_index
union all
select doc_id, start, "end", text, reason from unstorable
order by 1, 2, 3, 5;
