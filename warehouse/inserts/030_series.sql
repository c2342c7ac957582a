-- Which figures ought to be the same: the series. Inputs: fact_row.
-- Trade between A and B is the same as between B and A. What is unknown equals nothing: a figure without a period, or without
-- any side, can only be repeated within its own article. "Goods" is what trade is in by default.
create temp table series_row as
select
    fact_id, doc_id, value, low, high, qualifier is not null as hedged, kind = 'share' as share, confidence, published_start, value_start,
    printf('%016x', hash(
        indicator, kind, unit, status,
        case when either_order then least(side_a, side_b) else side_a end,
        case when either_order then greatest(side_a, side_b) else side_b end,
        period_start, period_end,
        case when lower(coalesce(product, '')) in ('', 'goods', 'merchandise', 'goods and services') then '' else lower(product) end,
        case when period_start is null or (side_a = '' and side_b = '') then doc_id else '' end
    )) as series_id
from (
    select
        *,
        indicator = 'trade_total' as either_order,
        coalesce(reporter, lower(reporter_name), '') as side_a,
        coalesce(partner, lower(partner_name), '') as side_b
    from fact_row
);
