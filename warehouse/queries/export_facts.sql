-- name: export_facts
-- Grain: one row per resolved figure in view, by id of the best mention. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least,
-- $most, $skip (how many before them).
select
    fact_id, observation_id, doc_id, indicator, kind, value, low, high, unit, dimension, usd_value, rate_note, reporter, reporter_label,
    partner, partner_label, period_label, period_start, period_end, period_basis, year, status, qualifier, qualifier_text, attribution,
    product, value_text, quote_text, value_start, value_end, quote_start, quote_end, rule, confidence, title, publisher, published, url,
    mention_count, article_count, agreement, corrected
from served.figure
where place in (
    select place
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    order by place
    limit $most
    offset $skip
)
order by place
