-- severity: error
-- what: entries of the commit that are not among the articles
select inventory.doc_id from inventory left join core.article using (doc_id) where article.doc_id is null
