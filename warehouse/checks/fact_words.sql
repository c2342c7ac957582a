-- severity: error
-- what: figures whose words are not at their place in the article
select fact_id
from core.fact
join core.article using (doc_id)
join core.text using (text_hash)
where article.chars < 100000  -- beyond, each look into a text would take too long
    and (
        substring(text.text, value_start + 1, value_end - value_start) <> value_text
        or substring(text.text, quote_start + 1, quote_end - quote_start) <> quote_text
    )
