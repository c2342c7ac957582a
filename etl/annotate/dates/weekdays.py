"""Weekdays and words for days: "on Wednesday", "Sunday afternoon", "Monday last week", "yesterday"."""

from __future__ import annotations

from etl.annotate.dates.atoms import Atom, rule, word_after, word_before
from etl.annotate.dates.meaning import Anchor, DayOfWeek, Piece, Shift, YearOf
from etl.annotate.dates.words import words
from etl.document import DateForm

_WEEKDAY_DATE = rule(
    r"""
    (?:(?:early|late|earlier|later)~(?:on~)?)?
    (?:(?P<which>last|next|this|this~past|this~coming|the~following|the~previous|the~next|past|coming)~)?
    (?P<weekday><WEEKDAY>)
    (?:~(?:early~|late~)?(?:morning|afternoon|evening|night|noon|midday)(?![a-z]))?
    (?:,?~(?:of~)?(?P<week>last|this|next)~week(?![a-z]))?
    """
)
_WEEKS = {"last": -1, "this": 0, "next": 1}
_WHICH_OF_MONTH = frozenset(("first", "last", "final", *words().ordinals))
_OF_MONTH = rule(r"~(?:in|of)~(?:(?:each|every|the)~month|<MONTH>)")  # "the first Sunday in April"


def read_weekday(text: str, low: str, start: int, trigger: int) -> Atom | None:
    """The weekday expression from ``start`` that holds the weekday at ``trigger``."""
    match = _WEEKDAY_DATE.match(low, start)
    if not match or match.start("weekday") != trigger or not text[trigger].isupper():
        return None
    name = match["weekday"]
    if name.rstrip(".") not in words().full_weekdays and not (name.endswith(".") and word_before(low, trigger) in ("on", "last", "next")):
        return None
    if _OF_MONTH.match(low, match.end()) and word_before(low, trigger) in _WHICH_OF_MONTH:
        return None
    if word_before(low, start) in words().not_weekday_after or word_after(low, match.end()) in words().not_weekday_before:
        return None
    which = (match["which"] or "").replace("the ", "").replace("this ", "")
    which = {"past": "last", "coming": "next"}.get(which, which)
    week = _WEEKS[match["week"]] if match["week"] else None
    end = match.end() - (name.endswith(".") and match.end() == match.end("weekday") and name.rstrip(".") in words().full_weekdays)
    return Atom(match.start(), end, DateForm.WEEKDAY, DayOfWeek(words().weekdays[name.rstrip(".")], which, week))


def read_deictic(low: str, start: int, end: int) -> Atom | None:
    """ "today", "yesterday", "tomorrow" and words for the present at ``low[start:end]``."""
    phrase = " ".join(low[start:end].split())
    if phrase in words().deictic:
        return Atom(start, end, DateForm.DEICTIC, Shift("day", words().deictic[phrase]))
    if phrase in words().current:
        return Atom(start, end, DateForm.DEICTIC, Piece(YearOf(Anchor.PUBLICATION), "year"))
    return None
