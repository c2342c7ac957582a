"""Findings that an analyst adds by their words: a figure or an event that the article tells and the extractor missed."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import islice

from duckdb import DuckDBPyConnection

from warehouse.correction_fields import FIELDS, NotAppliedError
from warehouse.corrections import Correction

_DEFAULTS = {"figure": {"kind": "level", "status": "reported"}, "event": {"status": "happened", "polarity": "affirmed"}}
_NEEDED = {"figure": {"indicator", "value", "unit"}, "event": {"act", "parties"}}
_TABLES = {"figure": "fact_row", "event": "event_row"}
_SAME_FIGURE = """
    select fact_id
    from fact_row
    where doc_id = $doc_id and indicator = $indicator and kind = $kind and value_start < $end and value_end > $start
"""


def add_finding(con: DuckDBPyConnection, correction: Correction) -> tuple[str, str]:
    """Add the figure to fact_row, or the event to event_row; gives which it is and the article's doc_id.

    Raises:
        NotAppliedError: the words do not stand in the article, the finding is there already, or a value does not fit.
    """
    what, columns = added_finding(con, correction)
    told = ", ".join(f"${name} as {name}" for name in columns)
    published = "(select live.published_start from live where live.doc_id = $doc_id) as published_start"
    con.execute(f"insert into {_TABLES[what]} by name select {told}, {published}", columns)
    return what, str(columns["doc_id"])


def added_finding(con: DuckDBPyConnection, correction: Correction) -> tuple[str, dict[str, object]]:
    """Whether ``value`` describes a figure or an event (which has an act), and its columns; the same errors as add_finding."""
    doc_id, text_hash, text = _article(con, correction.target)
    given = _named_values(correction.value)
    what = "event" if "act" in given else "figure"
    start, end = _place(text, given.pop("words", ""), given.pop("at", None))
    columns = _columns(con, what, {**_DEFAULTS[what], **given})
    quote_start, quote_end = _sentence_around(text, start, end)
    quote = text[quote_start:quote_end]
    shared = {"doc_id": doc_id, "rule": f"added by {correction.signed()}", "confidence": 1.0, "corrected": True}
    if what == "event":
        mention = {"start": quote_start, "end": quote_end, "text": quote}
        identity = _identity("added", text_hash, columns["act"], start)
        columns = {"date_precision": "unknown", "area_codes": ["unspecified"], **columns, "event_id": identity, "mentions": [mention]}
        columns |= {"officials": [], "headline_only": False}
        _refuse_known(con, "select event_id from event_row where event_id = $event_id", {"event_id": identity})
        return what, columns | shared
    place = {"doc_id": doc_id, "indicator": columns["indicator"], "kind": columns["kind"], "start": start, "end": end}
    _refuse_known(con, _SAME_FIGURE, place)
    columns["fact_id"] = _identity("added", text_hash, start, end, columns["indicator"], columns["kind"])
    columns |= {"value_start": start, "value_end": end, "quote_start": quote_start, "quote_end": quote_end}
    return what, columns | {"value_text": text[start:end], "quote_text": quote} | shared


def _columns(con: DuckDBPyConnection, what: str, given: dict[str, str]) -> dict[str, object]:
    fields = FIELDS[what]
    unknown, missing = sorted(given.keys() - fields.keys()), sorted(_NEEDED[what] - given.keys())
    if unknown or missing:
        said = f"no such field: {', '.join(unknown)}" if unknown else f"{', '.join(missing)} missing"
        raise NotAppliedError(f"{said}; there are words, at, {', '.join(fields)}")
    columns: dict[str, object] = {}
    for name, value in given.items():
        columns |= fields[name](con, value or None)
    return columns


def _refuse_known(con: DuckDBPyConnection, sql: str, values: dict[str, object]) -> None:
    same = con.execute(sql, values).fetchall()
    if same:
        raise NotAppliedError(f"it is there already as {same[0][0]}")


def _identity(*parts: object) -> str:
    """An id that depends on the article's words only."""
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def _article(con: DuckDBPyConnection, target: str) -> tuple[str, str, str]:
    """doc_id, digest and text of the article whose findings count for ``target``: its doc_id, or its text_hash, which survives a rename."""
    rows = con.execute(
        """
        select coalesce(duplicate_of, doc_id), text_hash, text
        from core.article
        join core.text using (text_hash)
        where doc_id = $target or text_hash = $target
        order by duplicate_of is not null, doc_id
        """,
        {"target": target},
    ).fetchall()
    if not rows:
        raise NotAppliedError("no article has this doc_id or text_hash any more")
    doc_id, text_hash, text = rows[0]
    if con.execute("select text_hash from core.article where doc_id = ?", [doc_id]).fetchall() != [(text_hash,)]:
        raise NotAppliedError(f"the article is a copy of {doc_id}; add the figure to that one")
    return doc_id, text_hash, text


def _named_values(value: str | None) -> dict[str, str]:
    """The parts of "name=value; name=value"."""
    parts = [part.partition("=") for part in (value or "").split(";") if part.strip()]
    if not parts or not all(sign for _, sign, _ in parts):
        raise NotAppliedError('value is like "words=about $3 billion; value=3e9; unit=USD; indicator=exports; reporter=ISR; period=2016"')
    return {name.strip(): given.strip() for name, _, given in parts}


def _place(text: str, words: str, at: str | None) -> tuple[int, int]:
    """Where the figure's words stand in the text, as half-open offsets."""
    if not words:
        raise NotAppliedError("words missing: the article's own words of the figure")
    starts = [match.start() for match in islice(re.finditer(re.escape(words), text), 100)]
    if at is not None:
        starts = [start for start in starts if str(start) == at]
    if not starts:
        raise NotAppliedError(f"{words!r} does not stand {f'at {at}' if at else 'in the article'}")
    if len(starts) > 1:
        raise NotAppliedError(f"{words!r} stands there {len(starts)} times; say which with at={starts[0]}, or give more words")
    return starts[0], starts[0] + len(words)


_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9$])|\n+")
_LONGEST_QUOTE = 1000


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that a figure stands in, as far as full stops and line ends tell; at most so many characters to each side."""
    first = max(0, start - _LONGEST_QUOTE)
    before = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    after = _SENTENCE_END.search(text, end, end + _LONGEST_QUOTE)
    last = len(text[: min(len(text), end + _LONGEST_QUOTE)]) if after is None else after.end()
    return before, before + len(text[before:last].rstrip())
