-- article_overview. Grain: one row per article; the findings of copies are counted for the article they copy.
create view article_overview as
with facts as (
    select doc_id, count(*) as fact_count from core.fact group by doc_id
),
events as (
    select doc_id, count(*) as event_count from core.event_member group by doc_id
),
dropped as (
    select doc_id, count(*) as dropped_count from core.dropped_number group by doc_id
)
select
    article.doc_id, article.title, article.publisher,
    article.published_start as published, article.published_label, article.published_basis,
    article.language, article.source, article.url, article.chars,
    coalesce(facts.fact_count, 0) as fact_count,
    coalesce(events.event_count, 0) as event_count,
    coalesce(dropped.dropped_count, 0) as dropped_count,
    article.duplicate_of, article.duplicate_reason, article.warnings, article.content_key
from core.article
left join facts using (doc_id)
left join events using (doc_id)
left join dropped using (doc_id);

-- article_text. Grain: one row per article, copies included.
create view article_text as
select article.doc_id, text.text
from core.article
join core.text using (text_hash);

-- dropped_number. Grain: one row per number that was considered and not made a figure.
create view dropped_number as
select * from core.dropped_number;

-- rejected_article. Grain: one row per source that gave no article.
create view rejected_article as
select * from core.rejected_article;
