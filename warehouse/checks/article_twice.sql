-- severity: error
-- what: articles that share a doc_id
select doc_id from core.article group by doc_id having count(*) > 1
