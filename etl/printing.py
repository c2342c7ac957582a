"""Findings as the plain values that the programs print as JSON; other tools rely on these names."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import Any

from etl.model import Article, Dropped, Event, Extraction, Fact, Participant, Period, Span


def to_json(extraction: Extraction) -> dict[str, Any]:
    """One article's findings; offsets are Unicode characters into its own text, half-open."""
    text = extraction.article.text
    return {
        "article": _article(extraction.article),
        "facts": [_fact(fact, text) for fact in extraction.facts],
        "events": [_event(event) for event in extraction.events],
        "dropped": [_dropped(dropped, text) for dropped in extraction.dropped],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.doc_id,
        "source": article.source,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "published": _period(article.published),
        "warnings": list(article.warnings),
    }


def _fact(fact: Fact, text: str) -> dict[str, Any]:
    return {
        "fact_id": fact.fact_id,
        "indicator": fact.indicator.value,
        "kind": fact.kind.value,
        "value": _number(fact.value),
        "low": _number(fact.low),
        "high": _number(fact.high),
        "unit": fact.unit,
        "reporter": fact.reporter,
        "partner": fact.partner,
        "reporter_name": fact.reporter_name,
        "partner_name": fact.partner_name,
        "period": _period(fact.period),
        "status": fact.status.value,
        "qualifier": fact.qualifier.value if fact.qualifier else None,
        "qualifier_text": fact.qualifier_text,
        "attribution": fact.attribution,
        "product": fact.product,
        "alternative": {"value": _number(fact.alternative[0]), "unit": fact.alternative[1]} if fact.alternative else None,
        "group": fact.group,
        "value_span": {**_span(fact.value_span), "text": fact.value_span.of(text)},
        "quote": _span(fact.quote),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "event_id": event.event_id,
        "act": event.act.value,
        "areas": [
            {
                "area": mention.area.value,
                "start": mention.span.start if mention.span else None,
                "end": mention.span.end if mention.span else None,
            }
            for mention in event.areas
        ],
        "countries": [{"iso3": who.iso3, "role": who.role.value, "name": who.name} for who in event.participants if _is_country(who)],
        "others": [{"name": who.name, "role": who.role.value} for who in event.participants if not _is_country(who)],
        "date": _period(event.date),
        "status": event.status.value,
        "polarity": event.polarity.value,
        "instrument": event.instrument,
        "serial": event.serial,
        "headline_only": event.headline_only,
        "officials": list(event.officials),
        "mentions": [_span(mention) for mention in event.mentions],
        "rule": event.rule,
        "confidence": event.confidence,
    }


def _is_country(who: Participant) -> bool:
    """Whether a participant is a state; the EU is printed among the others, as ISO 3166 has no code for it."""
    return who.iso3 is not None and who.iso3 != "EUU"


def _dropped(dropped: Dropped, text: str) -> dict[str, Any]:
    return {**_span(dropped.span), "text": dropped.span.of(text), "reason": dropped.reason}


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {
        "label": period.label,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "basis": period.basis.value,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _number(value: Decimal | None) -> float | None:
    """The nearest JSON number; None also beyond what one can hold ("1" and 400 zeros), as JSON has no infinity."""
    number = None if value is None else float(value)
    return number if number is not None and isfinite(number) else None


def to_text(extraction: Extraction) -> str:
    """One article's findings for a person: each with its words."""
    article, text = extraction.article, extraction.article.text
    published = article.published.label if article.published else "undated"
    lines = [f"{article.doc_id}  {article.title or article.source}  ({article.publisher or 'publisher not known'}, {published})"]
    lines += [_fact_line(fact, text) for fact in extraction.facts]
    lines += [_event_line(event, text) for event in extraction.events]
    lines += [f"  dropped  {_one_line(dropped.span.of(text))}: {dropped.reason}" for dropped in extraction.dropped]
    return "\n".join(lines)


def _fact_line(fact: Fact, text: str) -> str:
    who = " -> ".join(name for name in (fact.reporter_name or fact.reporter, fact.partner_name or fact.partner) if name)
    about = "  ".join(part for part in (who, fact.period.label if fact.period else "undated", fact.status.value) if part)
    value = f"{fact.indicator.value} {fact.kind.value} {fact.value:f} {fact.unit}"
    return f"  figure   {value}  {about}\n           “{_one_line(fact.quote.of(text))}”"


def _event_line(event: Event, text: str) -> str:
    areas = ", ".join(mention.area.value for mention in event.areas)
    who = ", ".join(f"{country.iso3 or country.name} ({country.role.value})" for country in event.participants)
    when = event.date.label if event.date else "undated"
    return (
        f"  event    {event.act.value} [{areas}]  {who}  {when}  {event.status.value}\n           “{_one_line(event.mentions[0].of(text))}”"
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())
