-- severity: error
-- what: articles whose text is missing
select doc_id from core.article left join core.text using (text_hash) where text.text is null
