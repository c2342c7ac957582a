-- severity: error
-- what: texts stored more than once
select text_hash from core.text group by text_hash having count(*) > 1
