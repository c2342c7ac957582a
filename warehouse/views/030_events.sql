-- event_country. Grain: one row per event, country and role; parties are actors and recipients.
create view event_country as
select party.event_id, party.iso3, coalesce(dim_country.name, party.name) as country_label, party.role
from core.event_party as party
left join core.dim_country using (iso3);

-- event_area. Grain: one row per event and area.
create view event_area as
select event_area.event_id, event_area.area, dim_area.label as area_label
from core.event_area
join core.dim_area using (area);

-- event_mention. Grain: one row per sentence that tells an event, in any article.
create view event_mention as
select
    mention.event_id, mention.member_id, mention.doc_id, mention.start, mention."end", mention.quote_text, mention.headline_only,
    article.title, article.publisher, article.published_start as published, article.published_label, article.url
from core.event_mention as mention
join core.article using (doc_id);

-- event_evidence. Grain: one row per distinct event over all articles; the quote is the first sentence of its best telling.
create view event_evidence as
select
    event.event_id,
    event.act,
    dim_act.label as act_label,
    dim_act.quad,
    event.status,
    event.polarity,
    dim_act.cooperation and event.polarity = 'affirmed' and event.status in ('happened', 'past-background') as counted,
    dim_act.cooperation and event.polarity = 'affirmed' and event.status = 'planned' as planned,
    event.date_label,
    event.date_start,
    event.date_end,
    event.date_precision,
    event.date_basis,
    year(event.date_end - interval 1 day)::integer as year,
    card.areas,
    card.area_labels,
    card.countries,
    card.parties_label,
    event.instrument,
    event.officials,
    event.headline_only,
    card.mention_count,
    event.article_count,
    event.doc_id,
    card.quote_start,
    card.quote_end,
    card.quote_text,
    article.title,
    article.publisher,
    article.published_start as published,
    article.published_label,
    article.url,
    event.confidence,
    event.rule,
    event.merge_reason,
    event.corrected
from core.event
join core.dim_act using (act)
join core.article on article.doc_id = event.doc_id
join core.event_card as card using (event_id);

-- event_pair. Grain: one row per event and pair of parties with codes; an event of three sides has three rows.
create view event_pair as
select distinct one.event_id, one.iso3 as iso3_a, other.iso3 as iso3_b
from core.event_party as one
join core.event_party as other on other.event_id = one.event_id and other.iso3 > one.iso3
where one.role in ('actor', 'recipient') and other.role in ('actor', 'recipient');
