"""An article as a record of fields: a line of JSON, a row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from etl.model import Article, Period
from etl.sources.build import Metadata, build_article, parse_published
from etl.sources.problem import Problem

FIELDS = {
    "text": ("text", "content", "body", "article"),
    "id": ("id", "doc_id", "article_id"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "publication", "newspaper"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at", "publication_date"),
}
"""What a table from elsewhere may call each field, best first."""


def name_columns(columns: list[str]) -> dict[str, str]:
    """Which column of a table holds which field; letters may be large or small.

    >>> name_columns(["Date", "Headline", "Text"])
    {'text': 'Text', 'title': 'Headline', 'published': 'Date'}
    """
    known = {column.strip().lower(): column for column in reversed(columns)}
    return {field: known[names[0]] for field, options in FIELDS.items() if (names := [name for name in options if name in known])}


def read_record(record: Mapping[str, Any], where: str, name: str, *, warnings: tuple[str, ...] = ()) -> Article | Problem:
    """The article of a record; ``name`` is its id where it gives none.

    Fields are text, and id, title, publisher, url and published as far as they are known. A record without a text is a problem.
    """
    text = record.get("text")
    if not isinstance(text, str):
        return Problem(where, "no text", "Give it a field 'text' with the article.")
    published, broken = _published(record.get("published"))
    metadata = Metadata(as_word(record.get("title")), as_word(record.get("publisher")), as_word(record.get("url")), published)
    return build_article(as_word(record.get("id")) or name, text, where, metadata, warnings=warnings + broken)


def _published(value: Any) -> tuple[Period | None, tuple[str, ...]]:
    """The period that the field states, and the warning if it states none."""
    if value in (None, ""):
        return None, ()
    published = parse_published(value.isoformat() if isinstance(value, date) else str(value))
    return published, () if published else (f"published {str(value)[:40]!r} is not a date like YYYY-MM-DD, so it is read without one",)


def as_word(value: Any) -> str | None:
    """A field as text; numbers are taken as they stand, anything else is not one."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
