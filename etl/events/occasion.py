"""The day and place that head a readout: "September 18, 2003, The Kremlin, Moscow" dates the meeting told below it."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.document import DateForm, Document
from etl.model import Basis, Period

_HEAD = 800  # characters of a text in which such a line can open it
_FOOT = 300
_LINE = 90
_PLACE = re.compile(
    r"[,\s]*(?:\d{1,2}[:.]\d{2}[,\s]*)?(?:the )?(?:kremlin|white house|moscow|washington|oval office|cabinet office|novo-ogaryovo"
    r"|st petersburg|sochi|elysee|downing street|prime minister.s office|\w+ (?:palace|residence|house)|federal chancellery)\b",
    re.IGNORECASE,
)


def find_occasion(document: Document) -> Period | None:
    """The day of such a line, where a text has exactly one; None otherwise."""
    text, size = document.text, len(document.text)
    found: dict[str, Period] = {}
    for date in document.dates:
        start, end = date.span.start, date.span.end
        if date.form is not DateForm.DAY or date.past is None or not (end <= _HEAD or start >= size - _FOOT):
            continue
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        stop = size if stop < 0 else stop
        if stop - line <= _LINE and not text[line:start].strip() and _PLACE.match(text, end) and re.search(r"\d{4}", text[start:end]):
            found[date.past.label] = date.past
    return replace(next(iter(found.values())), basis=Basis.CONTEXT) if len(found) == 1 else None
