"""From a text and its metadata to an article, or to the reason why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from etl.model import Article, Basis, Period
from etl.sources.language import detect_language, is_latin
from etl.sources.problem import Problem

LONGEST_ARTICLE = 1_000_000
"""Characters. A news article has a few thousand; more is a dump or an archive, which JSON Lines can hold article by article."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\S.*)?)?)?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text; None where it is not."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Period | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and where one is missing the other's."""
        return Metadata(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            url=self.url or other.url,
            published=self.published or other.published,
        )


def build_article(doc_id: str, text: str, source: str, metadata: Metadata, *, warnings: tuple[str, ...] = ()) -> Article | Problem:
    """An article that can be read, or the problem that keeps it from being one."""
    if not text.strip():
        return Problem(source, "empty", "Put the article's text into it or delete it.")
    if len(text) > LONGEST_ARTICLE:
        return too_large(source, f"{len(text):,} characters")
    if not is_latin(text):
        return Problem(source, "not written in Latin letters", "Only English is read; give an English version.")
    language = detect_language(text)
    if language not in (None, "en"):
        warnings = (*warnings, f"seems to be written in another language than English ({language}), so little is found in it")
    return Article(
        doc_id=doc_id,
        text=text,
        source=source,
        title=metadata.title,
        publisher=metadata.publisher,
        url=metadata.url,
        published=metadata.published,
        language=language,
        warnings=warnings,
    )


def too_large(source: str, size: str) -> Problem:
    """The problem of something longer than any article."""
    return Problem(
        source,
        f"too large for one article ({size}; at most {LONGEST_ARTICLE:,} characters are read)",
        "Split it into one file per article, or give the articles as JSON Lines, one a line.",
    )


def parse_published(value: str) -> Period | None:
    """The day, month or year that a metadata field states as YYYY-MM-DD (a time may follow), YYYY-MM or YYYY; None if it does not.

    >>> parse_published("2017-05").label
    '2017-05'
    """
    match = _DATE.fullmatch(value.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        start = date(year or 0, month or 1, day or 1)
        return Period(
            label="-".join(part for part in match.groups() if part), start=start, end=_end(start, month, day), basis=Basis.METADATA
        )
    except (ValueError, OverflowError):  # 2017-02-30, year 0, the day after 9999-12-31
        return None


def _end(start: date, month: int | None, day: int | None) -> date:
    """The first day after the period that begins on ``start``."""
    if day:
        return start + timedelta(days=1)
    if month and month < 12:
        return start.replace(month=month + 1)
    return date(start.year + 1, 1, 1)
