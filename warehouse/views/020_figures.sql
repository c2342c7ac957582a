-- fact_evidence. Grain: one row per figure that one article states, with its words, article, rate and agreement.
create view fact_evidence as
select
    fact.fact_id,
    fact.observation_id,
    fact.series_id,
    fact.doc_id,
    fact.indicator,
    dim_indicator.label as indicator_label,
    fact.kind,
    fact.value,
    fact.low,
    fact.high,
    fact.unit,
    dim_unit.dimension,
    fact.value * coalesce(rate.usd_per_unit, if(fact.unit = 'USD', 1, null)) as usd_value,
    fact.low * coalesce(rate.usd_per_unit, if(fact.unit = 'USD', 1, null)) as usd_low,
    fact.high * coalesce(rate.usd_per_unit, if(fact.unit = 'USD', 1, null)) as usd_high,
    rate.note as rate_note,
    if(fact.kind = 'level', usd_value / deflator.price_level, null) as usd_constant,
    case
        when dim_unit.dimension <> 'money' or fact.kind not in ('level', 'change_abs') then null
        when fact.kind = 'change_abs' then 'not deflated: a change mixes the prices of two years'
        when usd_value is null then 'not deflated: there is no amount in dollars'
        else deflator.note
    end as constant_note,
    fact.reporter,
    coalesce(reporter.name, fact.reporter_name, fact.reporter) as reporter_label,
    fact.partner,
    coalesce(partner.name, fact.partner_name, fact.partner) as partner_label,
    case
        when reporter_label is null and partner_label is null then null
        when partner_label is null then reporter_label
        when dim_indicator.flow = 'both' then coalesce(reporter_label, '?') || ' – ' || partner_label
        when dim_indicator.flow = 'in' then coalesce(reporter_label, '?') || ' ← ' || partner_label
        when dim_indicator.flow = 'with' then coalesce(reporter_label, '?') || ' with ' || partner_label
        else coalesce(reporter_label, '?') || ' → ' || partner_label
    end as direction_label,
    fact.period_label,
    fact.period_start,
    fact.period_end,
    fact.period_basis,
    year(fact.period_end - interval 1 day)::integer as year,
    fact.status,
    fact.qualifier,
    fact.qualifier_text,
    fact.attribution,
    fact.product,
    fact.alternative_value,
    fact.alternative_unit,
    fact.value_start,
    fact.value_end,
    fact.quote_start,
    fact.quote_end,
    fact.value_text,
    fact.quote_text,
    fact.rule,
    fact.confidence,
    fact.group_id,
    article.title,
    article.publisher,
    article.published_start as published,
    article.published_label,
    article.url,
    observation.mention_count,
    observation.article_count,
    observation.agreement,
    fact.corrected
from core.fact
join core.article using (doc_id)
join core.observation using (observation_id)
join core.dim_indicator using (indicator)
join core.dim_unit using (unit)
left join core.dim_country as reporter on reporter.iso3 = fact.reporter
left join core.dim_country as partner on partner.iso3 = fact.partner
left join core.rate
    on rate.unit = fact.unit
    and rate.period_start is not distinct from fact.period_start
    and rate.period_end is not distinct from fact.period_end
    and fact.kind in ('level', 'change_abs')
left join core.deflator
    on deflator.period_start is not distinct from fact.period_start
    and deflator.period_end is not distinct from fact.period_end;

-- observation_evidence. Grain: one row per resolved figure: its best mention, and the ids of all.
create view observation_evidence as
select fact_evidence.*, observation.fact_ids
from core.observation
join fact_evidence using (fact_id);

-- figures_in. Grain: one row per resolved figure, its amount also in the currency that is given, as in ``from figures_in('EUR')``:
-- amount, amount_low and amount_high at the mean rates of the figure's period, amount_note how or why not.
create macro figures_in(chosen) as table
select
    figure.*,
    upper(chosen) as amount_unit,
    case when unit = upper(chosen) then value else usd_value * per_usd end as amount,
    case when unit = upper(chosen) then low else usd_low * per_usd end as amount_low,
    case when unit = upper(chosen) then high else usd_high * per_usd end as amount_high,
    case
        when dimension <> 'money' or kind not in ('level', 'change_abs') then null
        when unit = upper(chosen) then 'as stated'
        when usd_value is null or upper(chosen) = 'USD' then rate_note
        when per_usd is null then 'no rate: none is known for ' || upper(chosen) || ' in this period'
        else concat_ws('; ', unit || ' to USD: ' || rate_note, 'USD to ' || upper(chosen) || ': ' || rate.note)
    end as amount_note
from observation_evidence as figure
left join core.display_rate as rate
    on rate.currency = upper(chosen)
    and rate.period_start = figure.period_start
    and rate.period_end = figure.period_end
cross join lateral (select if(upper(chosen) = 'USD', 1, rate.units_per_usd) as per_usd) as used;

-- figures_in_prices_of. Grain: one row per resolved figure, usd_constant in dollars of the year that is given, as in
-- ``from figures_in_prices_of(2015)``; figures without a deflator stay, usd_constant null and constant_note why.
create macro figures_in_prices_of(base_year) as table
select
    figure.* replace (
        usd_constant * base.price_level as usd_constant,
        case
            when usd_constant is null then constant_note
            when base.price_level is null then 'no deflator: no price level is known for ' || base_year
            else replace(constant_note, 'dollars of 2017', 'dollars of ' || base_year)
        end as constant_note
    )
from observation_evidence as figure
left join core.price_level as base on base.year = base_year;

-- derived_figure. Grain: one row per computed figure.
create view derived_figure as
select
    derived.*,
    dim_indicator.label as indicator_label,
    coalesce(reporter.name, derived.reporter) as reporter_label,
    coalesce(partner.name, derived.partner) as partner_label,
    year(derived.period_end - interval 1 day)::integer as year
from core.derived_figure as derived
join core.dim_indicator using (indicator)
left join core.dim_country as reporter on reporter.iso3 = derived.reporter
left join core.dim_country as partner on partner.iso3 = derived.partner;

-- consistency_check. Grain: one row per comparison between stated figures.
create view consistency_check as
select * from core.consistency_check;

-- rate_used. Grain: one row per currency and period that a figure needs.
create view rate_used as
select
    rate.*,
    dim_currency.name as currency_name,
    (
        select count(*)
        from core.fact
        where fact.unit = rate.unit
            and fact.period_start is not distinct from rate.period_start
            and fact.period_end is not distinct from rate.period_end
            and fact.kind in ('level', 'change_abs')
    ) as figures
from core.rate
left join core.dim_currency on dim_currency.currency = rate.unit;
