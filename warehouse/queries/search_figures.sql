-- name: search_figures
-- Grain: one row per figure in view whose sentence, title or sides hold words that begin so: first those that stand there whole,
-- then what most articles tell, then the newest; without words the newest. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $words (lower case; empty: all), $most, $skip (rows before them).
select
    fact_id, doc_id, indicator, indicator_label, indicator_order, kind, value, low, high, unit, dimension, usd_value, usd_low, usd_high,
    reporter, reporter_label, partner, partner_label, direction_label, period_label, year, status, qualifier, qualifier_text, attribution,
    product, quote_text, confidence, title, publisher, published_label, article_count, agreement
from served.figure
where place in (
    select seen.place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least) as seen
    left join places_of_words('figure', $words) as hit on hit.place = seen.place
    where len($words) = 0 or seen.place in (select place from places_with('figure', $words))
    order by coalesce(hit.whole, 0) desc, if(len($words) = 0, 0, seen.article_count) desc, seen.place
    limit $most
    offset $skip
)
order by article_count desc, place
