"""From findings to the lake's rows: one Arrow table for each of its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from etl.identity import text_hash
from etl.inputs import input_key
from etl.lake.durable import digest
from etl.lake.schema import SCHEMAS, TABLES
from etl.model import Article, Dropped, Event, Extraction, Fact, Period, Span
from etl.sketch import sketch

MAX_QUOTE = 2000
"""Longest quotation stored with a finding, in characters; a longer one is cut to a window around its figure."""

COPY_WORDS = 20
"""From so many words on, two texts with the same words in the same order are one article."""

_WORD = re.compile(r"\w+")


def to_tables(extractions: Mapping[str, Extraction]) -> dict[str, pa.Table]:
    """The rows of all findings, by table; ``extractions`` by content key."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for key, extraction in extractions.items():
        text = extraction.article.text
        rows["articles"].append(_article_row(key, extraction.article))
        rows["facts"].extend(_fact_row(key, text, fact) for fact in extraction.facts)
        rows["events"].extend(_event_row(key, text, event) for event in extraction.events)
        rows["dropped"].extend(_dropped_row(key, text, dropped) for dropped in extraction.dropped)
    return {table: pa.Table.from_pylist(rows[table], schema=SCHEMAS[table]) for table in TABLES}


def article_table(articles: Mapping[str, Article]) -> pa.Table:
    """The rows of articles themselves; ``articles`` by content key, with their publication date."""
    return pa.Table.from_pylist([_article_row(key, article) for key, article in articles.items()], schema=SCHEMAS["articles"])


def _period_row(name: str, period: Period | None) -> dict[str, Any]:
    if period is None:
        return dict.fromkeys((f"{name}_label", f"{name}_start", f"{name}_end", f"{name}_basis"))
    return {f"{name}_label": period.label, f"{name}_start": period.start, f"{name}_end": period.end, f"{name}_basis": str(period.basis)}


_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str | None) -> str | None:
    """``text`` with surrogates, which UTF-8 cannot hold, as U+FFFD: one character for one, so that offsets stay."""
    return text if text is None or text.isascii() else _SURROGATE.sub("\ufffd", text)


def _article_row(key: str, article: Article) -> dict[str, Any]:
    return {
        "content_key": key,
        "text_hash": text_hash(article.text),
        "words_hash": _words_hash(article.text),
        "text": storable(article.text),
        "title": storable(article.title),
        "publisher": storable(article.publisher),
        "url": storable(article.url),
        "language": article.language,
        "chars": len(article.text),
        "sketch": sketch(article.text),
        "input_key": input_key(article),
        **_period_row("published", article.published),
    }


def _words_hash(text: str) -> str:
    """Digest of the words alone: syndicated copies differ in spaces, quotes and dashes. Short texts must be equal in all."""
    words = _WORD.findall(text.lower())
    return digest(" ".join(words)) if len(words) >= COPY_WORDS else text_hash(text)


def _fact_row(key: str, text: str, fact: Fact) -> dict[str, Any]:
    quote = _window(fact.quote, fact.value_span)
    alternative_value, alternative_unit = fact.alternative or (None, None)
    return {
        "content_key": key,
        "fact_id": fact.fact_id,
        "indicator": str(fact.indicator),
        "kind": str(fact.kind),
        "value": str(fact.value),
        "low": None if fact.low is None else str(fact.low),
        "high": None if fact.high is None else str(fact.high),
        "unit": storable(fact.unit),
        "reporter": fact.reporter,
        "partner": fact.partner,
        "reporter_name": storable(fact.reporter_name),
        "partner_name": storable(fact.partner_name),
        "status": str(fact.status),
        "qualifier": None if fact.qualifier is None else str(fact.qualifier),
        "qualifier_text": storable(fact.qualifier_text),
        "attribution": storable(fact.attribution),
        "product": storable(fact.product),
        "alternative_value": None if alternative_value is None else str(alternative_value),
        "alternative_unit": alternative_unit,
        "value_start": fact.value_span.start,
        "value_end": fact.value_span.end,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "value_text": storable(fact.value_span.of(text)),
        "quote_text": storable(quote.of(text)),
        "rule": fact.rule,
        "confidence": fact.confidence,
        "group_id": fact.group,
        **_period_row("period", fact.period),
    }


def _window(quote: Span, focus: Span) -> Span:
    """The quotation, cut around ``focus`` when it is too long: a page without a full stop must not be stored per figure."""
    if quote.end - quote.start <= MAX_QUOTE:
        return quote
    start = max(quote.start, min(focus.start, quote.end) - MAX_QUOTE // 2)
    return Span(start, max(start + 1, min(quote.end, start + MAX_QUOTE)))


def _event_row(key: str, text: str, event: Event) -> dict[str, Any]:
    return {
        "content_key": key,
        "event_id": event.event_id,
        "act": str(event.act),
        "areas": [
            {"area": str(each.area), "start": each.span and each.span.start, "end": each.span and each.span.end} for each in event.areas
        ],
        "participants": [{"name": storable(each.name), "iso3": each.iso3, "role": str(each.role)} for each in event.participants],
        "status": str(event.status),
        "polarity": str(event.polarity),
        "instrument": storable(event.instrument),
        "serial": event.serial,
        "headline_only": event.headline_only,
        "officials": [storable(name) for name in event.officials],
        "mentions": [_mention_row(text, span) for span in event.mentions],
        "rule": event.rule,
        "confidence": event.confidence,
        **_period_row("date", event.date),
    }


def _mention_row(text: str, span: Span) -> dict[str, Any]:
    window = _window(span, span)
    return {"start": window.start, "end": window.end, "text": storable(window.of(text))}


def _dropped_row(key: str, text: str, dropped: Dropped) -> dict[str, Any]:
    words = storable(dropped.span.of(text)[:MAX_QUOTE])
    return {"content_key": key, "start": dropped.span.start, "end": dropped.span.end, "text": words, "reason": dropped.reason}
