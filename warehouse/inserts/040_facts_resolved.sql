-- Figures with their observation. Inputs: fact_row, series_row, figure_cluster (fact_id, cluster: figures of a series that agree).
create temp table mention_row as
select
    fact_row.fact_id,
    series_row.series_id,
    coalesce(figure_cluster.cluster, 0) as cluster,
    fact_row.doc_id,
    row_number() over best as rank
from fact_row
join series_row using (fact_id)
left join figure_cluster using (fact_id)
window best as (
    partition by series_row.series_id, coalesce(figure_cluster.cluster, 0)
    order by fact_row.confidence desc, fact_row.published_start nulls last, fact_row.doc_id, fact_row.value_start, fact_row.fact_id
);

create temp table observation_row as
select
    min_by(fact_id, rank) as observation_id,
    series_id,
    cluster,
    count(*) as mention_count,
    count(distinct doc_id) as article_count,
    list_sort(list(fact_id)) as fact_ids
from mention_row
group by series_id, cluster;

insert into core.observation by name
select
    observation_id,
    observation_id as fact_id,
    series_id,
    mention_count,
    article_count,
    case
        when count(*) over (partition by series_id) > 1 then 'differ'
        when article_count > 1 then 'agree'
        else 'single'
    end as agreement,
    fact_ids
from observation_row
order by observation_id;

insert into core.fact by name
select fact_row.* exclude (published_start), mention_row.series_id, observation_row.observation_id
from fact_row
join mention_row using (fact_id)
join observation_row using (series_id, cluster)
order by fact_row.doc_id, fact_row.value_start, fact_row.fact_id;
