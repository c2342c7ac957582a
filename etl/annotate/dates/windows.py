"""Stretches of time up to or from publication: "in the last three years", "within five years", "for 14 consecutive years"."""

from __future__ import annotations

import re

from etl.annotate.dates.atoms import Atom, rule
from etl.annotate.dates.meaning import Shift, Vague, Window
from etl.annotate.dates.words import count_of
from etl.document import DateForm

VAGUE_COUNT = r"(?:a~)?few|several|(?:a~)?couple~of|many"
WINDOW: re.Pattern[str] = rule(
    rf"""(?P<opener>(?:(?:with)?in|over|during|for|through|throughout)~)?(?:(?P<the>the|these)~)?
        (?P<way>last|past|previous|recent|preceding|latest|next|coming|following|upcoming|forthcoming|subsequent)~
        (?:(?P<count>{VAGUE_COUNT}|<NUMBER>)(?P<half>~and~a~half)?(?:~|-)
           (?:or~so~|consecutive~|full~|trading~|calendar~|working~|fiscal~)?)?
        (?P<unit>day|week|month|quarter|year|decade)(?P<plural>s)?(?![a-z-])(?!~of~)"""
)
WITHIN: re.Pattern[str] = rule(
    r"within~(?:the~)?(?:next~|coming~)?(?P<count><NUMBER>)(?:~|-)(?P<unit>day|week|month|year|decade)s?(?:'?~time)?(?![a-z])(?!~(?:of|from|after|prior|before)~)"
)
IN_TIME: re.Pattern[str] = rule(r"in~(?P<count><NUMBER>)~(?P<unit>day|week|month|year)s?'?~time(?![a-z])")
RUNNING: re.Pattern[str] = rule(
    r"""(?:for~)?(?:the~(?:past|last)~)?(?P<count><NUMBER>)~(?:consecutive|straight|successive|running)~
        (?P<unit>year|month|quarter|week|day)s(?![a-z])"""
)
_BACKWARD = frozenset(["last", "past", "previous", "recent", "preceding", "latest"])
_OF_THE_TEXT = frozenset(["following", "subsequent", "previous", "preceding"])
_OPENERS = frozenset(["over", "during", "within", "throughout", "in", "through"])


def build_window(match: re.Match[str]) -> Atom | None:
    """ "the last three years", "the coming weeks" (no period), "over the past year"; but "the past year" alone is last year."""
    way, opener = match["way"], (match["opener"] or "").strip()
    ahead = way not in _BACKWARD
    start = match.start() + (len(match["opener"] or "") if opener != "within" else 0)
    if match["count"] is None:
        if match["plural"]:
            return Atom(start, match.end(), DateForm.SPAN, Vague(), horizon=ahead)
        stretch = opener in _OPENERS or match["unit"] == "decade"
        if not stretch or way not in ("past", "last", "next", "coming") or (way == "last" and not match["the"]):
            return None
    if way in _OF_THE_TEXT:
        return Atom(start, match.end(), DateForm.ANAPHORIC, Vague())
    count = number(match["count"] or "one")
    if count is None:
        return Atom(start, match.end(), DateForm.SPAN, Vague(), horizon=ahead)
    window = _window(match["unit"], count, ahead)
    if match["half"] and match["unit"] == "decade":
        window = Window("year", window.count + 5, ahead)
    return Atom(start, match.end(), DateForm.SPAN, window, horizon=ahead)


def build_within(match: re.Match[str]) -> Atom | None:
    """ "within five years"."""
    count = count_of(match["count"])
    if not count:
        return None
    return Atom(match.start(), match.end(), DateForm.SPAN, _window(match["unit"], count, True), horizon=True)


def build_in_time(match: re.Match[str]) -> Atom | None:
    """ "in two years' time"."""
    count = count_of(match["count"])
    return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift(match["unit"], count), horizon=True) if count else None


def build_running(match: re.Match[str]) -> Atom | None:
    """ "for 14 consecutive years"."""
    count = count_of(match["count"])
    return Atom(match.start(), match.end(), DateForm.SPAN, _window(match["unit"], count, False)) if count else None


def number(count: str) -> int | None:
    """The number of units; a couple is two, "few" and "several" are none."""
    return 2 if "couple" in count else count_of(count)


def _window(unit: str, count: int, ahead: bool) -> Window:
    if unit == "decade":
        return Window("year", 10 * count, ahead)
    if unit == "quarter":
        return Window("month", 3 * count, ahead)
    return Window(unit, count, ahead)
