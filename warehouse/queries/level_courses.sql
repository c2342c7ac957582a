-- name: level_courses
-- Grain: one row per dated amount of these pairs in view, newest first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $pairs (as in served.figure), $each (the newest so many of a pair).
select
    pair,
    fact_id, doc_id, indicator, indicator_label, indicator_order, kind, value, low, high, unit, dimension, usd_value, usd_low, usd_high,
    reporter, reporter_label, partner, partner_label, direction_label, period_label, year, status, qualifier, qualifier_text, attribution,
    product, quote_text, confidence, title, publisher, published_label, article_count, agreement
from served.figure
where place in (
    select place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where kind = 'level' and dimension = 'money' and usd_value is not null and year is not null and list_contains($pairs::varchar[], pair)
    qualify row_number() over (partition by pair order by place) <= $each
)
order by place
