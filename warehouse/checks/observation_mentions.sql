-- severity: error
-- what: resolved figures whose mentions do not add up
select observation_id
from core.observation
left join core.fact using (observation_id)
group by observation_id
having count(fact.fact_id) <> any_value(mention_count) or count(distinct fact.doc_id) <> any_value(article_count)
