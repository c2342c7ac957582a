-- Figures with their observation. Inputs: fact_row, series_row, figure_cluster (series_id, value, low, high, hedged, cluster: values
-- of a series that agree have the same cluster; a series without rows has one value).
create temp table mention_row as
select
    series_row.fact_id,
    series_row.series_id,
    series_row.doc_id,
    series_row.value,
    series_row.share,
    first_value(series_row.fact_id) over best as observation_id
from series_row
left join figure_cluster
    on figure_cluster.series_id = series_row.series_id
    and figure_cluster.value = series_row.value
    and figure_cluster.low is not distinct from series_row.low
    and figure_cluster.high is not distinct from series_row.high
    and figure_cluster.hedged = series_row.hedged
window best as (
    partition by series_row.series_id, coalesce(figure_cluster.cluster, 0)
    order by
        series_row.confidence desc, series_row.published_start nulls last, series_row.doc_id, series_row.value_start, series_row.fact_id
);

-- Two values contradict each other when they come from different articles. What one article states side by side it tells apart, by
-- words that the series does not have; then others may do so, too. Nor do shares contradict each other, whose whole is not in the
-- series, nor values more than 2.5 times apart: those are of two things whose names were not read.
create temp table contradicted as
with best as (
    select observation_id, series_id, abs(value) as size
    from mention_row
    where fact_id = observation_id and not share and series_id in (
        select series_id from mention_row group by series_id having count(distinct observation_id) > 1
    )
),
told_apart as (
    select distinct series_id
    from mention_row
    where series_id in (select series_id from best)
    group by series_id, doc_id
    having count(distinct observation_id) > 1
)
select distinct one.observation_id
from best as one
join best as other using (series_id)
where one.observation_id <> other.observation_id
    and series_id not in (from told_apart)
    and greatest(one.size, other.size) <= 2.5 * least(one.size, other.size);

insert into core.observation by name
select
    observation_id,
    observation_id as fact_id,
    any_value(series_id) as series_id,
    count(*) as mention_count,
    count(distinct doc_id) as article_count,
    case
        when observation_id in (from contradicted) then 'differ'
        when article_count > 1 then 'agree'
        else 'single'
    end as agreement,
    list_sort(list(fact_id)) as fact_ids
from mention_row
group by observation_id
order by observation_id;

insert into core.fact by name
select fact_row.* exclude (published_start), mention_row.series_id, mention_row.observation_id
from fact_row
join mention_row using (fact_id)
order by fact_row.doc_id, fact_row.value_start, fact_row.fact_id;

-- Of what was read, the ids are kept for the check that nothing is lost.
create temp table fact_told as
select fact_id from fact_row;

drop table fact_row;
drop table series_row;
drop table figure_cluster;
drop table mention_row;
drop table contradicted;
