-- What facts and events refer to. Filled from warehouse/reference; small, so real keys guard them.
create schema core;

create table core.dim_country (
    iso3 varchar primary key,
    iso2 varchar,
    name varchar not null unique,
    region varchar not null,
    subregion varchar not null,
    kind varchar not null check (kind in ('country', 'historic', 'bloc')),
    valid_from integer,
    valid_to integer check (valid_to >= valid_from),
    successor varchar
);
comment on table core.dim_country is 'Countries, historic states and the European Union. Grain: one row per code.';
comment on column core.dim_country.iso3 is 'ISO 3166-1 alpha-3; historic states by the code of their time; EUU for the European Union.';
comment on column core.dim_country.iso2 is 'ISO 3166-1 alpha-2; null for historic states.';
comment on column core.dim_country.region is 'Region of the UN M49 scheme.';
comment on column core.dim_country.valid_from is 'First year of a historic state; null for present ones.';
comment on column core.dim_country.successor is 'Code of the state that continues a historic one; null when none does.';

create table core.bloc_member (
    bloc varchar not null,
    iso3 varchar not null,
    joined date not null,
    departed date check (departed > joined),
    primary key (bloc, iso3)
);
comment on table core.bloc_member is 'Members of blocs. Grain: one row per bloc and country.';
comment on column core.bloc_member.joined is 'First day of membership.';
comment on column core.bloc_member.departed is 'First day without; null for present members.';

create table core.dim_area (
    area varchar primary key,
    label varchar not null unique,
    definition varchar not null,
    plover_context varchar,
    cameo varchar,
    sort_order integer not null unique
);
comment on table core.dim_area is 'Areas of cooperation. Grain: one row per area.';
comment on column core.dim_area.plover_context is 'Contexts of PLOVER that cover this area, comma separated.';
comment on column core.dim_area.cameo is 'CAMEO codes that cover this area, space separated.';

create table core.dim_act (
    act varchar primary key,
    label varchar not null unique,
    definition varchar not null,
    plover varchar not null,
    cameo varchar not null,
    quad varchar not null check (quad in ('verbal', 'material', 'request', 'setback')),
    cooperation boolean not null,
    sort_order integer not null unique
);
comment on table core.dim_act is 'Acts of cooperation. Grain: one row per act.';
comment on column core.dim_act.quad is 'verbal or material cooperation; request (PLOVER files it under verbal conflict, so it can be told apart); setback.';
comment on column core.dim_act.cooperation is 'Whether the act is counted as cooperation; false for setbacks.';

create table core.dim_indicator (
    indicator varchar primary key,
    label varchar not null unique,
    definition varchar not null,
    flow varchar not null check (flow in ('out', 'in', 'both', 'with')),
    area varchar references core.dim_area (area),
    sort_order integer not null unique
);
comment on table core.dim_indicator is 'What figures measure. Grain: one row per indicator.';
comment on column core.dim_indicator.flow is 'out: reporter to partner; in: partner to reporter; both: both ways added; with: a balance of the reporter.';
comment on column core.dim_indicator.area is 'Area of cooperation that it measures; null where that depends on the figure.';

create table core.dim_currency (
    currency varchar primary key,
    name varchar not null
);
comment on table core.dim_currency is 'Currencies that figures are stated in or that a reader may choose. Grain: one row per ISO 4217 code, present or historic.';

create table core.dim_unit (
    unit varchar primary key,
    dimension varchar not null check (dimension in ('money', 'count', 'ratio', 'percent', 'rank', 'physical')),
    base_unit varchar,
    factor double check (factor > 0)
);
comment on table core.dim_unit is 'Units that occur in the figures. Grain: one row per unit.';
comment on column core.dim_unit.base_unit is 'For physical units: the unit of the same dimension that amounts are compared in.';
comment on column core.dim_unit.factor is 'How many base units one unit is; null unless physical.';
