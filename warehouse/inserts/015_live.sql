-- The articles whose findings count, with the part that holds them.
create temp table live as
select article.doc_id, article.content_key, article.published_start, inventory.part_number
from core.article
join inventory using (doc_id)
where article.duplicate_of is null;

drop table article_row;
drop table text_source;
