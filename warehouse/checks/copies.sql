-- severity: info
-- what: articles with the words of another one; their findings are counted once
select doc_id from core.article where duplicate_of is not null
