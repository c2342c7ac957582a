-- Official statistics beside the news, as far as the news speaks of the same trade.
create table core.trade_record (
    exporter varchar not null,
    importer varchar not null,
    year integer not null,
    usd double not null check (usd >= 0),
    source varchar not null
);
comment on table core.trade_record is 'Recorded trade. Grain: one row per direction, year and source.';
comment on column core.trade_record.usd is 'US dollars of the year, as the importer recorded it.';
comment on column core.trade_record.source is 'File name of the statistics.';
