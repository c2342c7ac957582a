-- name: headlines
-- Grain: one row per headline figure: the newest, best supported one of its indicator and kind between its pair. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $most.
with candidate as (
    select observation_evidence.*, place.indicator_order,
        least(reporter, partner) as side_a,
        if(partner is null, null, greatest(reporter, partner)) as side_b,
        case
            when kind = 'level' and status = 'reported' and indicator in ('trade_total', 'exports', 'imports') and usd_value is not null then 1
            when kind = 'multiplier' and status = 'reported' then 2
            when status = 'target' and kind in ('multiplier', 'level') then 3
            when kind = 'level' and status = 'reported' and indicator in ('investment', 'trade_balance', 'contract', 'aid') and usd_value is not null then 4
            when kind = 'level' and status = 'reported' and dimension = 'count' then 5
            when kind = 'change_pct' and status = 'reported' then 6
            when kind in ('level', 'change_abs') then 7
        end as grade
    from observation_evidence
    join (select code as indicator, sort_order as indicator_order from dim_indicator) as place using (indicator)
    where (observation_evidence.year between $first_year and $last_year or (observation_evidence.year is null and $undated))
    and (len($countries::varchar[]) = 0 or list_has_any([observation_evidence.reporter, observation_evidence.partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([observation_evidence.reporter, observation_evidence.partner], $partners::varchar[]))
    and (
        len($countries::varchar[]) = 0 or len($partners::varchar[]) = 0
        or len(list_intersect([observation_evidence.reporter, observation_evidence.partner], list_concat($countries::varchar[], $partners::varchar[]))) > 1
    )
    and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], observation_evidence.status))
    and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], observation_evidence.indicator))
    and (
        len($sources::varchar[]) = 0
        or observation_evidence.observation_id in (
            select told.observation_id from fact_evidence as told where list_contains($sources::varchar[], coalesce(told.publisher, ''))
        )
    )
    and observation_evidence.confidence >= $least
),
pair as (
    select side_a, side_b, count(*) as figures
    from candidate
    where grade is not null and side_b is not null
    group by side_a, side_b
),
best as (
    select candidate.*, pair.figures
    from candidate
    left join pair using (side_a, side_b)
    where grade is not null
    qualify row_number() over (
        partition by side_a, side_b, coalesce(reporter, ''), indicator, kind, status
        order by year desc nulls last, article_count desc, confidence desc, usd_value desc nulls last, fact_id
    ) = 1
)
select *
from best
qualify row_number() over (
    partition by side_a, side_b, grade
    order by year desc nulls last, indicator_order, value desc, fact_id
) <= case grade when 1 then 4 when 2 then 2 else 1 end
order by
    coalesce(figures, 0) desc, side_a nulls last, side_b nulls last,
    grade, year desc nulls last, indicator_order, value desc, fact_id
limit $most
