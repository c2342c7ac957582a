-- name: headlines
-- Grain: one row per headline figure: the newest, best supported one of its indicator and kind between its pair. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $partners, $statuses, $indicators, $sources, $least, $sure (from which a reading is not called uncertain), $most.
with candidate as (
    select observation_evidence.*, place.indicator_order,
        least(reporter, partner) as side_a,
        if(partner is null, null, greatest(reporter, partner)) as side_b,
        indicator in ('trade_total', 'exports', 'imports', 'trade_balance')
            and coalesce(lower(product), 'goods') in ('goods', 'all goods', 'merchandise', 'goods and services') as of_trade,
        case
            when kind = 'level' and status = 'reported' and of_trade and usd_value is not null then 1
            when kind = 'multiplier' and status = 'reported' and indicator <> 'tariff' then 2
            when kind in ('multiplier', 'level') and status = 'target' and indicator <> 'tariff' then 3
            when kind = 'level' and status = 'reported' and indicator in ('investment', 'contract', 'aid') and usd_value is not null then 4
            when kind = 'change_pct' and status = 'reported' and of_trade then 5
            when kind = 'level' and status = 'reported' and dimension = 'count' and not of_trade then 6
            when kind in ('level', 'change_abs', 'change_pct', 'multiplier') then 7
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
weighed as (
    -- The more articles and the more money, the more a reader wants to know of it; the median, for one misread amount must not lead the page.
    select side_a, side_b,
        coalesce(sum(article_count) filter (where grade = 1 and indicator <> 'trade_balance' and confidence >= $sure), 0) as told,
        sqrt(told) * log10(10 + coalesce(median(usd_value) filter (where grade = 1 and usd_value > 0 and confidence >= $sure), 0) / 1e6) as weight,
        count(*) as figures
    from candidate
    where grade is not null and side_b is not null
    group by side_a, side_b
),
pair as (
    select side_a, side_b, row_number() over heaviest as pair_rank, told >= 0.3 * first_value(told) over heaviest as comparable
    from weighed
    window heaviest as (order by weight desc, figures desc, side_a, side_b)
),
best as (
    select candidate.*, pair.pair_rank, pair.comparable
    from candidate
    left join pair using (side_a, side_b)
    where grade is not null
    qualify row_number() over (
        partition by side_a, side_b, if(indicator = 'trade_total', '', coalesce(reporter, '')), indicator, kind, status
        order by
            confidence >= $sure desc, year desc nulls last, coalesce(period_end - period_start >= 360, false) desc,
            article_count desc, confidence desc, usd_value desc nulls last, fact_id
    ) = 1
),
ranked as (
    select *,
        row_number() over (
            partition by side_a, side_b, grade
            order by confidence >= $sure desc, year desc nulls last, indicator_order, article_count desc, value desc, fact_id
        ) as depth
    from best
    qualify depth <= case grade when 1 then 4 when 2 then 2 else 1 end
)
-- First what the leading pair trades, then one figure each of the next three if they are told of nearly as much, then all else of the first.
select *
from ranked
order by
    case
        when pair_rank = 1 and grade = 1 then 0
        when pair_rank <= 4 and comparable and grade = 1 and depth = 1 then 1
        when pair_rank = 1 and grade < 7 then 2
        else 3
    end,
    coalesce(pair_rank, 1e9), side_a nulls last, side_b nulls last,
    grade, year desc nulls last, indicator_order, value desc, fact_id
limit $most
