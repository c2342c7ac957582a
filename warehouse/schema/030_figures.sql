-- Figures: what each article states (fact), and what is the same figure told by several (observation).
create table core.fact (
    fact_id varchar not null,
    doc_id varchar not null,
    observation_id varchar not null,
    series_id varchar not null,
    indicator varchar not null,
    kind varchar not null check (kind in ('level', 'change_abs', 'change_pct', 'multiplier', 'share', 'rank')),
    value double not null check (isfinite(value)),
    low double,
    high double check (high >= low),
    unit varchar not null,
    reporter varchar,
    partner varchar,
    reporter_name varchar,
    partner_name varchar,
    period_label varchar,
    period_start date,
    period_end date check (period_end > period_start),
    period_basis varchar,
    status varchar not null check (status in ('reported', 'forecast', 'target')),
    qualifier varchar check (qualifier in ('about', 'more_than', 'less_than', 'up_to')),
    qualifier_text varchar,
    attribution varchar,
    product varchar,
    alternative_value double,
    alternative_unit varchar,
    value_start bigint not null check (value_start >= 0),
    value_end bigint not null,
    quote_start bigint not null check (quote_start >= 0),
    quote_end bigint not null,
    value_text varchar not null,
    quote_text varchar not null,
    rule varchar not null,
    confidence double not null check (confidence between 0 and 1),
    group_id varchar,
    corrected boolean not null,
    check (value_end > value_start),
    check (quote_end > quote_start),
    check ((period_label is null) = (period_start is null) and (period_label is null) = (period_end is null))
);
comment on table core.fact is 'Figures with their words. Grain: one row per figure that one article states.';
comment on column core.fact.value is 'In base units of unit: 3 billion dollars is 3e9 USD, 27 percent is 27; negative for a deficit or a fall.';
comment on column core.fact.low is 'Lower end where the article gives a range, else null.';
comment on column core.fact.unit is 'ISO 4217 code, percent, ratio, rank, a physical unit, or the noun counted.';
comment on column core.fact.reporter is 'ISO 3166-1 alpha-3 of the side the figure belongs to; null when not stated or without a code.';
comment on column core.fact.partner is 'ISO 3166-1 alpha-3 of the other side; null for a domestic figure.';
comment on column core.fact.period_end is 'First day after the period: intervals are half-open. Null when the article does not say.';
comment on column core.fact.status is 'reported is an observation; forecast and target never are.';
comment on column core.fact.alternative_value is 'The same figure in the second currency the article gives, in units of alternative_unit.';
comment on column core.fact.value_start is 'Offset of the figure in the article, in Unicode characters, half-open.';
comment on column core.fact.confidence is '0 to 1, from the extractor.';
comment on column core.fact.group_id is 'Figures of one statement (level, change and rate together) share it.';
comment on column core.fact.series_id is 'Figures that ought to be equal share it: indicator, kind, unit, sides, period, status, product.';
comment on column core.fact.corrected is 'Whether an analyst changed a field of it.';

create table core.observation (
    observation_id varchar not null,
    fact_id varchar not null,
    series_id varchar not null,
    mention_count bigint not null check (mention_count > 0),
    article_count bigint not null check (article_count > 0),
    agreement varchar not null check (agreement in ('single', 'agree', 'differ')),
    fact_ids varchar[] not null
);
comment on table core.observation is 'Resolved figures. Grain: one row per figure over all articles that tell it; those that differ keep rows of their own.';
comment on column core.observation.fact_id is 'The best mention: most confident, then earliest published.';
comment on column core.observation.agreement is 'single: one article; agree: several, the same value; differ: the series holds another value, which stands beside it.';
comment on column core.observation.fact_ids is 'All mentions, sorted.';

create table core.rate (
    unit varchar not null,
    period_start date,
    period_end date,
    usd_per_unit double check (usd_per_unit > 0),
    first_day date,
    last_day date,
    days integer,
    source varchar,
    note varchar not null
);
comment on table core.rate is 'Rates used for conversion to USD. Grain: one row per currency and period; a period without a rate says so in note.';
comment on column core.rate.usd_per_unit is 'US dollars for one unit of the currency, mean over the days; null when there is no rate.';
comment on column core.rate.days is 'Number of daily rates in the mean; null for an annual average taken whole.';

create table core.derived_figure (
    derived_id varchar not null,
    name varchar not null,
    formula varchar not null,
    indicator varchar not null,
    kind varchar not null,
    value double not null,
    unit varchar not null,
    reporter varchar,
    partner varchar,
    period_label varchar,
    period_start date,
    period_end date,
    status varchar not null,
    fact_ids varchar[] not null
);
comment on table core.derived_figure is 'Figures computed from stated ones, never stated themselves. Grain: one row per computed figure.';
comment on column core.derived_figure.formula is 'The calculation in words and numbers.';
comment on column core.derived_figure.status is 'reported, or target when it follows from one.';

create table core.consistency_check (
    check_id varchar not null,
    statement varchar not null,
    fact_ids varchar[] not null,
    holds boolean not null
);
comment on table core.consistency_check is 'Arithmetic between stated figures. Grain: one row per comparison; holds within the rounding of the words.';
