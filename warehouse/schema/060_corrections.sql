-- What analysts decided about findings; applied in every build, whatever extracted the finding.
create table core.correction (
    line bigint not null,
    action varchar not null,
    target varchar not null,
    field varchar,
    value varchar,
    made_by varchar,
    made_on varchar,
    why varchar,
    was varchar,
    what varchar check (what in ('figure', 'event')),
    doc_id varchar,
    applied boolean not null,
    problem varchar,
    note varchar,
    check (applied = (problem is null))
);
comment on table core.correction is 'Corrections by analysts. Grain: one row per line of corrections.csv.';
comment on column core.correction.line is 'Line of the file, from 2; later lines win.';
comment on column core.correction.target is 'fact_id, or the event_id of an event or of one article''s telling of it; for add the article''s doc_id or text_hash.';
comment on column core.correction.problem is 'Why it could not be applied; null when it was.';
comment on column core.correction.was is 'How the target, or its field, read when the correction was made; null when nobody noted it.';
comment on column core.correction.note is 'How the target reads otherwise by now; the correction holds all the same. Null when nothing changed.';
