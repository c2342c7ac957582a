"""An article's text as HTML with its findings marked; every character of the text is escaped, none is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dashboard.charts.ink import Ink

_ENTITY = re.compile(r"&amp;(#?\w{2,8};)")  # "&nbsp;" left over from a web page is shown as what it means; a browser makes no markup of it
_ORDER = ("target", "figure", "event", "dropped")  # the first one covering a place gives it its colour


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text to mark.

    Attributes:
        kind: target (what was asked for), figure, event, dropped.
        note: What the pointer over it says.
    """

    start: int
    end: int
    kind: str
    note: str = ""


def to_html(text: str, marks: Iterable[Mark], ink: Ink, *, first: int = 0, last: int | None = None) -> str:
    """The text from ``first`` to ``last`` with its marks, as paragraphs.

    Overlapping marks are cut into pieces; a piece under a figure and an event shows the figure, underlined by the event's colour.
    """
    end = len(text) if last is None else min(last, len(text))
    pieces = _pieces(sorted(marks, key=lambda mark: (mark.start, -mark.end)), first, end)
    body = "".join(_piece(text[start:stop], covering, ink) for start, stop, covering in pieces)
    paragraphs = [part for part in body.split("\n") if part.strip()]
    cut_before = "<p>…</p>" if first > 0 else ""
    cut_after = "<p>…</p>" if end < len(text.rstrip()) else ""
    inner = cut_before + "".join(f"<p style='margin:0 0 0.8em'>{part}</p>" for part in paragraphs) + cut_after
    return f"<div style='max-width:46em;line-height:1.65;overflow-wrap:anywhere'>{inner}</div>"


def around(text: str, start: int, end: int, reach: int = 420) -> tuple[int, int]:
    """Where an excerpt begins and ends that holds ``[start, end)`` and some of its neighbourhood, whole lines where they are near."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    before = text.rfind("\n", max(0, first - 240), first)
    if first and before >= 0:
        first = before + 1
    elif first:
        first = text.find(" ", first, start) + 1 or first
    after = text.find("\n", last, last + 240)
    if last < len(text) and after >= 0:
        last = after
    elif last < len(text):
        gap = text.rfind(" ", end, last)
        last = gap if gap > 0 else last
    return first, last


def _pieces(marks: Sequence[Mark], first: int, last: int) -> Iterable[tuple[int, int, list[Mark]]]:
    edges = sorted({first, last, *(edge for mark in marks for edge in (mark.start, mark.end) if first < edge < last)})
    waiting = list(marks)
    open_marks: list[Mark] = []
    place = 0
    for start, stop in pairwise(edges):
        open_marks = [mark for mark in open_marks if mark.end > start]
        while place < len(waiting) and waiting[place].start <= start:
            if waiting[place].end > start:
                open_marks.append(waiting[place])
            place += 1
        yield start, stop, list(open_marks)


def _piece(words: str, covering: Sequence[Mark], ink: Ink) -> str:
    shown = _ENTITY.sub(r"&\1", escape(words))
    if not covering or not words.strip():
        return shown
    kinds = [kind for kind in _ORDER if any(mark.kind == kind for mark in covering)]
    note = " · ".join(dict.fromkeys(mark.note for mark in covering if mark.note))
    title = f' title="{escape(note, quote=True)}"' if note else ""
    style = _style(kinds, ink)
    # a mark never runs over a line break: the text is cut into paragraphs there
    return "\n".join(f'<mark style="{style}"{title}>{part}</mark>' if part.strip() else part for part in shown.split("\n"))


def _style(kinds: Sequence[str], ink: Ink) -> str:
    figure, event = ink.series[0], ink.series[1]
    tint = "2E" if ink.name == "light" else "40"
    # the theme may change under the text: what stands on a full colour brings its own
    parts = [f"color:{ink.text}" if "target" in kinds else "color:inherit", "padding:0.1em 0", "border-radius:2px"]
    if kinds[0] == "target":
        parts += [f"background:{'#FFE58A' if ink.name == 'light' else '#6B5200'}", f"border-bottom:2px solid {event}", "font-weight:600"]
    elif kinds[0] == "figure":
        parts += [f"background:{figure}{tint}", f"border-bottom:2px solid {figure}"]
    elif kinds[0] == "event":
        parts += [f"background:{event}{'1A' if ink.name == 'light' else '26'}"]
    else:
        parts += ["background:transparent", f"border-bottom:2px dotted {ink.muted}"]
    return ";".join(parts)
