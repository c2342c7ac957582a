-- Articles. Inputs: temporary table inventory (doc_id, source, content_key, part_number, warnings), variable lake_articles (Parquet
-- files, in which that of a part stands under its number).
-- Of articles with the same words in the same order, findings are counted for one: the earliest published, then the first by doc_id.
create temp table article_row as
select inventory.doc_id, inventory.source, inventory.warnings, inventory.part_number, lake.* exclude (text)
from read_parquet(getvariable('lake_articles'), union_by_name = true) as lake
join inventory on inventory.content_key = lake.content_key and inventory.part_number = lake.file_index;

insert into core.article by name
select
    doc_id, content_key, text_hash, title, publisher, url, language, source,
    published_label, published_start, published_end, published_basis, chars,
    nullif(first_value(doc_id) over (partition by coalesce(words_hash, text_hash) order by published_start nulls last, doc_id), doc_id) as duplicate_of,
    if(duplicate_of is null, null, 'the same words in the same order') as duplicate_reason,
    warnings
from article_row
order by doc_id;

-- Each distinct text once, from whichever article has it.
create temp table text_source as
select text_hash, min(content_key) as content_key, arg_min(part_number, content_key) as part_number
from article_row
group by text_hash;

insert into core.text by name
select lake.text_hash, lake.text
from read_parquet(getvariable('lake_articles'), union_by_name = true) as lake
join text_source on text_source.content_key = lake.content_key and text_source.part_number = lake.file_index;
