-- Articles as they were given, their texts once, and what was seen but not used.
create table core.text (
    text_hash varchar not null,
    text varchar not null
);
comment on table core.text is 'Texts of articles. Grain: one row per distinct text; offsets count Unicode characters of it.';

create table core.article (
    doc_id varchar not null,
    content_key varchar not null,
    text_hash varchar not null,
    title varchar,
    publisher varchar,
    url varchar,
    language varchar,
    source varchar not null,
    published_label varchar,
    published_start date,
    published_end date check (published_end > published_start),
    published_basis varchar,
    chars bigint not null check (chars >= 0),
    duplicate_of varchar check (duplicate_of <> doc_id),
    duplicate_reason varchar check ((duplicate_reason is null) = (duplicate_of is null)),
    warnings varchar[] not null
);
comment on table core.article is 'Articles of the collection. Grain: one row per doc_id.';
comment on column core.article.content_key is 'Digest of text and metadata; stays when a file is renamed.';
comment on column core.article.published_end is 'First day after the publication period: intervals are half-open.';
comment on column core.article.published_basis is 'metadata, or text when only the article itself states it; null when not known.';
comment on column core.article.chars is 'Length of the text in Unicode characters.';
comment on column core.article.duplicate_of is 'doc_id of the article with the same or nearly the same words that findings are counted for; null when this one is it.';
comment on column core.article.duplicate_reason is 'Why it counts as a copy, in plain words; null when it is none.';

create table core.dropped_number (
    doc_id varchar not null,
    start bigint not null check (start >= 0),
    "end" bigint not null,
    text varchar not null,
    reason varchar not null,
    check ("end" > start)
);
comment on table core.dropped_number is 'Numbers that were considered and not made figures. Grain: one row per number.';

create table core.rejected_article (
    source varchar not null,
    reason varchar not null,
    remedy varchar not null
);
comment on table core.rejected_article is 'Sources that gave no article. Grain: one row per source.';
