-- name: headlines_weights
-- Grain: one row per pair of countries that trades in view, those first that readers want to know of: the more articles and the more
-- money, the more. The median, for one misread amount must not lead the page. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $sure (from which a reading is not called uncertain), $most (and those that weigh the same as the last).
select
    pair,
    coalesce(sum(article_count) filter (where indicator <> 'trade_balance'), 0)::bigint as told,
    sqrt(told) * log10(10 + coalesce(median(usd_value) filter (where usd_value > 0), 0) / 1e6) as weight
from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
where grade = 1 and confidence >= $sure and contains(pair, ' ')
group by pair
having told > 0
qualify rank() over (order by weight desc) <= $most
order by weight desc, pair;

-- name: headlines_counts
-- Grain: one row per pair of countries, or country alone, with figures in view, $pairs and those with most figures first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $pairs (wanted in any case), $most (others).
select pair, count(*) as figures
from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
where grade is not null
group by pair
order by list_contains($pairs::varchar[], pair) desc, contains(pair, ' ') desc, figures desc, pair
limit len($pairs) + $most;

-- name: headlines_candidates
-- Grain: one row per pair, giving side, indicator, kind and status: the newest, best supported figure of it. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $pairs, $sure (from which a reading is not called uncertain).
select
    pair, -best.before as place, best.grade, best.sure, nullif(best.year, -32768) as year, best.articles as article_count,
    best.indicator_order, best.value
from (
    select
        pair,
        max(struct_pack(
            sure := confidence >= $sure, year := coalesce(year, -32768), whole_year := whole_year, articles := article_count,
            confidence := confidence, usd := coalesce(usd_value, '-infinity'::double), before := -place,
            grade := grade, indicator_order := indicator_order, value := value
        )) as best
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where grade is not null and pair in (select unnest($pairs::varchar[]))
    group by pair, if(indicator = 'trade_total', '', coalesce(reporter, '')), indicator, kind, status
)
order by pair, place;

-- name: figures_at
-- Grain: one row per figure at these places of served.figure. Parameters: $places.
select
    place, fact_id, doc_id, indicator, indicator_label, indicator_order, kind, value, low, high, unit, dimension, usd_value, usd_low,
    usd_high, reporter, reporter_label, partner, partner_label, direction_label, period_label, year, status, qualifier, qualifier_text,
    attribution, product, quote_text, confidence, title, publisher, published_label, article_count, agreement,
    nullif(split_part(pair, ' ', 1), '') as side_a, nullif(split_part(pair, ' ', 2), '') as side_b
from served.figure
where place in (select unnest($places::integer[]))
