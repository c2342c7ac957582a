-- Cooperation events, each once over all articles, with every mention.
create table core.event (
    event_id varchar not null,
    act varchar not null,
    status varchar not null check (status in ('happened', 'past-background', 'planned', 'hypothetical')),
    polarity varchar not null check (polarity in ('affirmed', 'negated')),
    date_label varchar,
    date_start date,
    date_end date check (date_end > date_start),
    date_precision varchar not null check (date_precision in ('day', 'month', 'quarter', 'half', 'year', 'span', 'unknown')),
    date_basis varchar,
    instrument varchar,
    serial bigint,
    officials varchar[] not null,
    headline_only boolean not null,
    rule varchar not null,
    confidence double not null check (confidence between 0 and 1),
    doc_id varchar not null,
    article_count bigint not null check (article_count > 0),
    merge_reason varchar,
    corrected boolean not null,
    check ((date_label is null) = (date_precision = 'unknown'))
);
comment on table core.event is 'Cooperation events. Grain: one row per distinct event over all articles.';
comment on column core.event.status is 'happened: news of the article; past-background: told as context; planned; hypothetical.';
comment on column core.event.date_end is 'First day after: intervals are half-open. Null when no article says.';
comment on column core.event.date_precision is 'How finely the date is known; the finest of all its articles.';
comment on column core.event.doc_id is 'The article whose telling is shown first.';
comment on column core.event.serial is 'Number in an enumeration of the article ("the second agreement"); such events are never merged.';
comment on column core.event.merge_reason is 'Why tellings of several articles were taken for one event; null when one article tells it.';

create table core.event_member (
    event_id varchar not null,
    member_id varchar not null,
    doc_id varchar not null
);
comment on table core.event_member is 'Tellings that make up an event. Grain: one row per event as one article tells it.';
comment on column core.event_member.member_id is 'The extractor''s id of this telling; links to it lead to event_id.';

create table core.event_telling (
    member_id varchar not null,
    act varchar not null,
    status varchar not null,
    polarity varchar not null,
    date_label varchar,
    instrument varchar,
    parties varchar[] not null,
    area_codes varchar[] not null
);
comment on table core.event_telling is 'How each article tells an event that several tell. Grain: one row per telling of such an event.';
comment on column core.event_telling.parties is 'Codes of actors and recipients, names in lower case where there is no code.';

create table core.event_mention (
    event_id varchar not null,
    member_id varchar not null,
    doc_id varchar not null,
    start bigint not null check (start >= 0),
    "end" bigint not null,
    quote_text varchar not null,
    headline_only boolean not null,
    check ("end" > start)
);
comment on table core.event_mention is 'Sentences that tell an event. Grain: one row per sentence or clause.';
comment on column core.event_mention.start is 'Offset in the article, in Unicode characters, half-open.';

create table core.event_area (
    event_id varchar not null,
    area varchar not null
);
comment on table core.event_area is 'Areas of an event. Grain: one row per event and area; an event of n areas adds 1 to each.';

create table core.event_party (
    event_id varchar not null,
    name varchar not null,
    iso3 varchar,
    role varchar not null check (role in ('actor', 'recipient', 'topic', 'place', 'supplier'))
);
comment on table core.event_party is 'Who takes part in an event and as what. Grain: one row per event, name and role; only actors and recipients are parties.';

create table core.event_card (
    event_id varchar not null,
    areas varchar[] not null,
    area_labels varchar[] not null,
    countries varchar[] not null,
    parties_label varchar,
    mention_count bigint not null check (mention_count > 0),
    quote_start bigint not null,
    quote_end bigint not null,
    quote_text varchar not null
);
comment on table core.event_card is 'What is shown of an event, gathered from the other tables. Grain: one row per event.';
comment on column core.event_card.areas is 'In the order of dim_area; area_labels likewise.';
comment on column core.event_card.countries is 'Codes of the parties, sorted.';
comment on column core.event_card.quote_start is 'The first sentence of the article that is shown first.';
