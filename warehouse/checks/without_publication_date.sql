-- severity: info
-- what: articles without a publication date: weekdays and months in them stay undated
select doc_id from core.article where published_start is null
