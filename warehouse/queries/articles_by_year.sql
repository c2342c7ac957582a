-- name: articles_by_year
-- Grain: one row per year of publication (null: unknown) and whether something was found. Parameters: none.
select
    year(published)::integer as year,
    fact_count + event_count > 0 as found,
    count(*) as n
from article_overview
where duplicate_of is null
group by all
order by year nulls last, found
