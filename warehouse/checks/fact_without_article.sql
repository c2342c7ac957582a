-- severity: error
-- what: figures whose article is missing or a copy
select fact_id from core.fact left join core.article using (doc_id) where article.doc_id is null or article.duplicate_of is not null
