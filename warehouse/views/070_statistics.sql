-- record_comparison. Grain: one row per resolved trade figure of a whole year between two states and source of statistics.
-- ratio: reported / recorded. verdict: agrees (within 15 percent), close (within a factor of 1.5), contradicts, no record.
create view record_comparison as
with figure as (
    select
        observation_id, fact_id, doc_id, indicator, reporter, partner, direction_label, year, value_text, usd_value,
        case when indicator in ('exports', 'trade_total', 'trade_balance') then reporter else partner end as exporter,
        case when indicator in ('exports', 'trade_total', 'trade_balance') then partner else reporter end as importer
    from observation_evidence
    where indicator in ('trade_total', 'exports', 'imports', 'trade_balance')
        and kind = 'level' and status = 'reported' and usd_value is not null
        and reporter is not null and partner is not null
        and period_end = period_start + interval 1 year and month(period_start) = 1
        and lower(coalesce(product, '')) in ('', 'goods', 'merchandise', 'goods and services')
),
source as (
    select distinct source from core.trade_record
),
paired as (
    select
        figure.*,
        source.source,
        there.usd as usd_there,
        back.usd as usd_back,
        case indicator
            when 'trade_total' then there.usd + back.usd
            when 'trade_balance' then there.usd - back.usd
            else there.usd
        end as recorded_usd
    from figure
    cross join source
    left join core.trade_record as there
        on there.exporter = figure.exporter and there.importer = figure.importer
        and there.year = figure.year and there.source = source.source
    left join core.trade_record as back
        on back.exporter = figure.importer and back.importer = figure.exporter
        and back.year = figure.year and back.source = source.source
)
select
    * exclude (exporter, importer),
    usd_value / nullif(recorded_usd, 0) as ratio,
    case
        when recorded_usd is null then 'no record'
        when ratio is null or ratio <= 0 then 'contradicts'
        when ratio between 1 / 1.15 and 1.15 then 'agrees'
        when ratio between 1 / 1.5 and 1.5 then 'close'
        else 'contradicts'
    end as verdict
from paired;
