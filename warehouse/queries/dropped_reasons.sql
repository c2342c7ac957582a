-- name: dropped_reasons
-- Grain: one row per reason for which numbers were not made figures, most first; rare nouns ("count of puzzle pieces") share a row. Parameters: none.
with named as (
    select reason, count(*) as n, count(distinct doc_id) as articles, coalesce(max(text) filter (where length(text) between 6 and 28), min(text)) as example, min(doc_id) as doc_id
    from dropped_number
    group by reason
),
folded as (
    select
        named.*,
        if(n >= 0.002 * sum(n) over (), reason, regexp_replace(reason, '^(count_of|count of|price or rate per)[_\s].*', '\1 …', 's')) as kind
    from named
)
select kind as reason, sum(n)::bigint as n, sum(articles)::bigint as articles, max(example) as example, min(doc_id) as doc_id
from folded
group by kind
order by n desc, reason
