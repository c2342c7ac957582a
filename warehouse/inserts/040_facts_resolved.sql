-- Figures with their observation. Inputs: fact_row, series_row, figure_cluster (series_id, value, low, high, hedged, cluster: values
-- of a series that agree have the same cluster; a series without rows has one value).
create temp table mention_row as
select
    fact_row.fact_id,
    series_row.series_id,
    coalesce(figure_cluster.cluster, 0) as cluster,
    fact_row.doc_id,
    row_number() over best as rank
from fact_row
join series_row using (fact_id)
left join figure_cluster
    on figure_cluster.series_id = series_row.series_id
    and figure_cluster.value = series_row.value
    and figure_cluster.low is not distinct from series_row.low
    and figure_cluster.high is not distinct from series_row.high
    and figure_cluster.hedged = series_row.hedged
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
    list(distinct doc_id) as doc_ids,
    list_sort(list(fact_id)) as fact_ids
from mention_row
group by series_id, cluster;

-- Two values contradict each other when they come from different articles. What one article states side by side it tells apart, by
-- words that the series does not have; then others may do so, too. Nor do shares contradict each other, whose whole is not in the
-- series, nor values more than 2.5 times apart: those are of two things whose names were not read.
create temp table told_apart as
select distinct series_id
from mention_row
group by series_id, doc_id
having count(distinct cluster) > 1;

create temp table contradicted as
select distinct one.observation_id
from observation_row as one
join observation_row as other using (series_id)
join fact_row on fact_row.fact_id = one.observation_id
join fact_row as other_fact on other_fact.fact_id = other.observation_id
where one.cluster <> other.cluster
    and fact_row.kind <> 'share'
    and series_id not in (from told_apart)
    and greatest(abs(fact_row.value), abs(other_fact.value)) <= 2.5 * least(abs(fact_row.value), abs(other_fact.value));

insert into core.observation by name
select
    observation_id,
    observation_id as fact_id,
    series_id,
    mention_count,
    article_count,
    case
        when observation_id in (from contradicted) then 'differ'
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
