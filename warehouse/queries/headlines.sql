-- name: headlines
-- Grain: one row per headline figure: the newest, best supported one of its indicator and kind between its pair. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $sure (from which a reading is not called uncertain), $most.
with candidate as (
    select
        place, pair, contains(pair, ' ') as of_two, grade, indicator, indicator_order, kind, status, reporter, year, whole_year,
        article_count, confidence, value, usd_value
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where grade is not null
),
weighed as (
    -- The more articles and the more money, the more a reader wants to know of it; the median, for one misread amount must not lead the page.
    select
        pair,
        of_two,
        coalesce(sum(article_count) filter (where grade = 1 and indicator <> 'trade_balance' and confidence >= $sure), 0) as told,
        sqrt(told) * log10(10 + coalesce(median(usd_value) filter (where grade = 1 and usd_value > 0 and confidence >= $sure), 0) / 1e6) as weight,
        count(*) as figures
    from candidate
    group by pair, of_two
),
foremost as (
    select pair, if(of_two, row_number() over heaviest, null) as pair_rank, told >= 0.3 * first_value(told) over heaviest as comparable
    from weighed
    window heaviest as (order by of_two desc, if(of_two, weight, 0) desc, if(of_two, figures, 0) desc, pair)
    qualify row_number() over heaviest <= greatest(4, $most)
),
best as (
    select candidate.*, foremost.pair_rank, foremost.comparable
    from candidate
    join foremost using (pair)
    qualify row_number() over (
        partition by pair, if(indicator = 'trade_total', '', coalesce(reporter, '')), indicator, kind, status
        order by
            confidence >= $sure desc, year desc nulls last, whole_year desc, article_count desc, confidence desc,
            usd_value desc nulls last, place
    ) = 1
),
ranked as (
    select
        *,
        row_number() over (
            partition by pair, grade
            order by confidence >= $sure desc, year desc nulls last, indicator_order, article_count desc, value desc, place
        ) as depth
    from best
    qualify depth <= case grade when 1 then 4 when 2 then 2 else 1 end
),
-- First what the leading pair trades, then one figure each of the next three if they are told of nearly as much, then all else of the first.
chosen as (
    select
        place,
        row_number() over (
            order by
                case
                    when pair_rank = 1 and grade = 1 then 0
                    when pair_rank <= 4 and comparable and grade = 1 and depth = 1 then 1
                    when pair_rank = 1 and grade < 7 then 2
                    else 3
                end,
                pair_rank nulls last, pair, grade, year desc nulls last, indicator_order, value desc, place
        ) as rank
    from ranked
    qualify rank <= $most
)
select
    fact_id, doc_id, indicator, indicator_label, indicator_order, kind, value, low, high, unit, dimension, usd_value, usd_low, usd_high,
    reporter, reporter_label, partner, partner_label, direction_label, period_label, year, status, qualifier, qualifier_text, attribution,
    product, quote_text, confidence, title, publisher, published_label, article_count, agreement,
    nullif(split_part(pair, ' ', 1), '') as side_a, nullif(split_part(pair, ' ', 2), '') as side_b
from served.figure
join chosen using (place)
order by chosen.rank
