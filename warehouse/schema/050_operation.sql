-- How this generation came about. Nothing here belongs to its content: times and counts differ between equal generations.
create table core.quality_check (
    name varchar primary key,
    severity varchar not null check (severity in ('error', 'warning', 'info')),
    rows bigint not null,
    what varchar not null
);
comment on table core.quality_check is 'Results of warehouse/checks. Grain: one row per check; an error with rows stops the publication.';

create table core.run (
    number bigint primary key,
    run_id varchar,
    started varchar,
    extractor_version varchar not null,
    seen bigint,
    new bigint,
    changed bigint,
    unchanged bigint,
    removed bigint,
    rejected bigint,
    seconds double,
    details varchar not null
);
comment on table core.run is 'Runs that committed to the lake. Grain: one row per commit.';
comment on column core.run.details is 'All that the run recorded, as JSON.';

create table core.generation (
    generation varchar primary key,
    input_digest varchar not null,
    extractor_version varchar not null,
    schema_digest varchar not null,
    commit_number bigint not null,
    built_at timestamp not null,
    build_seconds double not null,
    previous varchar,
    articles bigint not null,
    facts bigint not null,
    observations bigint not null,
    events bigint not null
);
comment on table core.generation is 'This generation. Grain: one row.';
comment on column core.generation.generation is 'Digest of the content of all other tables of this schema but those of operation.';
comment on column core.generation.built_at is 'UTC.';

create table core.generation_change (
    change varchar not null check (change in ('added', 'changed', 'withdrawn')),
    what varchar not null check (what in ('figure', 'event', 'article')),
    label varchar not null,
    id varchar not null
);
comment on table core.generation_change is 'Differences from the generation before. Grain: one row per figure, event or article.';
