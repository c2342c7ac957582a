-- name: multiples
-- Grain: one row per multiple of the start in view, those that most articles state first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least, $most.
select
    fact_id, doc_id, indicator, indicator_label, indicator_order, kind, value, low, high, unit, dimension, usd_value, usd_low, usd_high,
    reporter, reporter_label, partner, partner_label, direction_label, period_label, year, status, qualifier, qualifier_text, attribution,
    product, quote_text, confidence, title, publisher, published_label, article_count, agreement
from served.figure
where place in (
    select place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where kind = 'multiplier'
    order by article_count desc, confidence desc, year desc nulls last, place
    limit $most
)
order by article_count desc, confidence desc, year desc nulls last, place
