-- name: comparison
-- Grain: one row per stated trade figure of a year and source of official statistics. Parameters: $first_year, $last_year (inclusive), $countries, $partners, $most.
select
    record_comparison.fact_id, record_comparison.indicator, dim_indicator.label as indicator_label, record_comparison.direction_label,
    record_comparison.year, record_comparison.value_text, record_comparison.usd_value, record_comparison.source,
    record_comparison.vintage, record_comparison.recorded_usd, record_comparison.recorded_by, record_comparison.mirror_usd,
    record_comparison.mirror_by, record_comparison.ratio, record_comparison.verdict
from record_comparison
join dim_indicator on dim_indicator.code = record_comparison.indicator
where record_comparison.year between $first_year and $last_year
    and (len($countries::varchar[]) = 0 or list_has_any([reporter, partner], $countries::varchar[]))
    and (len($partners::varchar[]) = 0 or list_has_any([reporter, partner], $partners::varchar[]))
order by record_comparison.year desc, record_comparison.direction_label, record_comparison.indicator, record_comparison.source
limit $most
