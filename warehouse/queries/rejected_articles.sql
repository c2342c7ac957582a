-- name: rejected_articles
-- Grain: one row per source that gave no article. Parameters: $most.
select source, reason, remedy
from rejected_article
order by source
limit $most
