-- Official statistics beside the news, as far as the news speaks of the same trade.
create table core.statistics (
    source varchar primary key,
    form varchar not null,
    file varchar not null,
    digest varchar not null,
    vintage varchar not null,
    flows bigint not null,
    left_out bigint not null,
    finest_months bigint not null
);
comment on table core.statistics is 'Sources of official statistics. Grain: one row per source that the home keeps.';
comment on column core.statistics.form is 'Format that the file was read as.';
comment on column core.statistics.digest is 'Digest of the file as it was added.';
comment on column core.statistics.vintage is 'When the figures were published; if the file does not say, the day it was last changed.';
comment on column core.statistics.flows is 'Flows between two countries that the file holds.';
comment on column core.statistics.left_out is 'Rows of the file that are no flow between two countries: groups, single goods, other flows.';
comment on column core.statistics.finest_months is 'Length of the shortest periods in months: 12, 6, 3 or 1.';

create table core.trade_record (
    exporter varchar not null,
    importer varchar not null,
    period_start date not null,
    period_end date not null check (period_end > period_start),
    reported_by varchar not null check (reported_by in ('exporter', 'importer')),
    valuation varchar check (valuation in ('FOB', 'CIF')),
    usd double not null check (usd >= 0),
    source varchar not null
);
comment on table core.trade_record is 'Recorded trade. Grain: one row per direction, period, side that recorded it and source.';
comment on column core.trade_record.exporter is 'Code of the country, or of a bloc whose members of the period''s last day are added up (nine in ten must have a record).';
comment on column core.trade_record.reported_by is 'Whose statistics it is: exports of the exporter, or imports of the importer (the mirror of the former).';
comment on column core.trade_record.valuation is 'FOB: at the exporter''s border; CIF: with freight and insurance to the importer''s; null when not stated.';
comment on column core.trade_record.usd is 'US dollars of the period.';
comment on column core.trade_record.source is 'Key of statistics.';

-- The code under which statistics carry a state on: the Soviet Union as Russia, Burma as Myanmar.
create macro recorded_as(code) as
    case code when 'SUN' then 'RUS' when 'BUR' then 'MMR' when 'RHO' then 'ZWE' when 'ZAR' then 'COD' else code end;
