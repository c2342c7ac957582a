-- statistics_source. Grain: one row per source of official statistics: format, file, vintage, and how much of it there is.
create view statistics_source as
select
    statistics.*,
    (select count(*) from core.trade_record where trade_record.source = statistics.source) as records_used
from core.statistics;

-- record_comparison. Grain: one row per resolved trade figure between two countries, of whole months up to a year, and source of
-- statistics with periods that short. recorded_usd is what the reporter's own statistics say (exports as the exporter counts them, imports as the
-- importer does), else the partner's; mirror_usd what the partner's say where both do; recorded_by and mirror_by whose they are.
-- ratio and mirror_ratio: reported / recorded. verdict, by the nearer of the two: agrees (within 15 percent), close (within a factor
-- of 1.5), contradicts, no record. A bloc's record is the sum of its members'.
create view record_comparison as
with figure as (
    select
        observation_id, fact_id, doc_id, indicator, reporter, partner, direction_label, year, period_label,
        period_start, period_end, value_text, usd_value,
        reporter_label || if(reporter in (select bloc from core.bloc_member), ', members added up', '') as reporter_label,
        partner_label || if(partner in (select bloc from core.bloc_member), ', members added up', '') as partner_label,
        datediff('month', period_start, period_end) as months,
        if(indicator = 'imports', recorded_as(partner), recorded_as(reporter)) as exporter,
        if(indicator = 'imports', recorded_as(reporter), recorded_as(partner)) as importer
    from observation_evidence
    where indicator in ('trade_total', 'exports', 'imports', 'trade_balance')
        and kind = 'level' and status = 'reported' and usd_value is not null
        and reporter is not null and partner is not null
        and day(period_start) = 1 and day(period_end) = 1 and months between 1 and 12  -- "1985/86" is a fiscal year as often as two years
        and lower(coalesce(product, '')) in ('', 'goods', 'merchandise', 'goods and services')
),
-- What was recorded for the whole of a figure's period, as one number or as the sum of its months, quarters or halves.
covered as (
    select
        figure.observation_id, record.source, record.exporter = figure.exporter as there, record.reported_by,
        datediff('month', record.period_start, record.period_end) as months, sum(record.usd) as usd
    from figure
    join core.trade_record as record
        on least(record.exporter, record.importer) = least(figure.exporter, figure.importer)
        and greatest(record.exporter, record.importer) = greatest(figure.exporter, figure.importer)
    where record.period_start >= figure.period_start and record.period_end <= figure.period_end
    group by all
    having sum(datediff('month', record.period_start, record.period_end)) = any_value(figure.months)
),
recorded as (
    select
        observation_id, source,
        max_by(usd, months) filter (where there and reported_by = 'exporter') as there_by_exporter,
        max_by(usd, months) filter (where there and reported_by = 'importer') as there_by_importer,
        max_by(usd, months) filter (where not there and reported_by = 'exporter') as back_by_exporter,
        max_by(usd, months) filter (where not there and reported_by = 'importer') as back_by_importer
    from covered
    group by observation_id, source
),
-- Own is the reporter's side: the exporter of what goes there, or the importer where the figure is of imports.
sided as (
    select
        figure.*, statistics.source, statistics.vintage,
        if(indicator = 'imports', there_by_importer, there_by_exporter) as own_there,
        if(indicator = 'imports', there_by_exporter, there_by_importer) as mirror_there,
        if(indicator in ('trade_total', 'trade_balance'), back_by_importer, null) as own_back,
        if(indicator in ('trade_total', 'trade_balance'), back_by_exporter, null) as mirror_back,
        case indicator when 'trade_total' then 1 when 'trade_balance' then -1 else 0 end as sign
    from figure
    join core.statistics on figure.months % statistics.finest_months = 0
        and (month(period_start) - 1) % statistics.finest_months = 0
    left join recorded on recorded.observation_id = figure.observation_id and recorded.source = statistics.source
),
paired as (
    select
        *,
        coalesce(own_there, mirror_there) as usd_there,
        coalesce(own_back, mirror_back) as usd_back,
        if(sign = 0, usd_there, usd_there + sign * usd_back) as recorded_usd,
        case
            when recorded_usd is null then null
            when own_there is not null and (sign = 0 or own_back is not null) then reporter_label
            when own_there is null and (sign = 0 or own_back is null) then partner_label
            else 'each side''s imports or exports'
        end as recorded_by,
        case
            when own_there is null or (sign <> 0 and own_back is null) then null
            when sign = 0 then mirror_there
            else mirror_there + sign * mirror_back
        end as mirror_usd,
        if(mirror_usd is null, null, partner_label) as mirror_by,
        usd_value / nullif(recorded_usd, 0) as ratio,
        usd_value / nullif(mirror_usd, 0) as mirror_ratio,
        least(
            if(ratio > 0, greatest(ratio, 1 / nullif(ratio, 0)), null),
            if(mirror_ratio > 0, greatest(mirror_ratio, 1 / nullif(mirror_ratio, 0)), null)
        ) as apart
    from sided
)
select
    observation_id, fact_id, doc_id, indicator, reporter, partner, direction_label, year, period_label, period_start, period_end,
    value_text, usd_value, source, vintage, usd_there, usd_back, recorded_usd, recorded_by, ratio, mirror_usd, mirror_by, mirror_ratio,
    case
        when recorded_usd is null then 'no record'
        when apart <= 1.15 then 'agrees'
        when apart <= 1.5 then 'close'
        else 'contradicts'
    end as verdict
from paired;
