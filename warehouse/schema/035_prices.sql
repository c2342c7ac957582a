-- Amounts as a reader may choose to see them: in the prices of one year, in another currency.
create table core.price_level (
    year integer primary key,
    price_level double not null check (price_level > 0)
);
comment on table core.price_level is 'Price level of GDP of the United States (Penn World Table 10.01, pl_gdpo, CC BY 4.0). Grain: one row per year.';
comment on column core.price_level.price_level is '2017 = 1.';

create table core.deflator (
    period_start date,
    period_end date,
    price_level double check (price_level > 0),
    note varchar not null
);
comment on table core.deflator is 'Price level of the periods that amounts are stated for. Grain: one row per period; one without a level says so in note.';
comment on column core.deflator.price_level is '2017 = 1, mean over the years that the period touches; null unless all of them are known.';

create table core.display_rate (
    currency varchar not null,
    period_start date not null,
    period_end date not null,
    units_per_usd double not null check (units_per_usd > 0),
    source varchar not null,
    note varchar not null
);
comment on table core.display_rate is 'What a US dollar was in the currencies that amounts can be shown in. Grain: one row per currency and period that an amount is stated for; no row, no rate.';
comment on column core.display_rate.units_per_usd is 'Units of the currency for one dollar: the inverse of the mean rate over the period.';
