-- severity: error
-- what: event sentences that are not at their place in the article
select event_id
from core.event_mention
join core.article using (doc_id)
join core.text using (text_hash)
where article.chars < 100000  -- beyond, each look into a text would take too long
    and substring(text.text, start + 1, "end" - start) <> quote_text
