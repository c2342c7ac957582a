"""Quarters, halves and runs of months: "first quarter of 2024", "Q1", "the first nine months", "the year ended March 31"."""

from __future__ import annotations

import re

from etl.annotate.dates.atoms import Atom, rule, word_after, word_before, year_of
from etl.annotate.dates.meaning import Anchor, Ending, Piece
from etl.annotate.dates.words import count_of, words
from etl.document import DateForm

QUARTER: re.Pattern[str] = rule(
    r"""(?:the~)?(?P<index>first|second|third|fourth|last|final|opening|closing|1st|2nd|3rd|4th)(?:~|-)
        (?:(?:calendar|(?P<own_fiscal>fiscal|financial)|full)~)?(?P<unit>quarter|qtr|half|trimester|semester)(?:'s)?(?![a-z])<TAIL>"""
)
SHORT_QUARTER: re.Pattern[str] = rule(r"(?:(?P<unit>q|h)(?P<index>[1-4])|(?P<index_first>[1-4])(?P<unit_last>q|h))(?![a-z0-9])<TAIL>")
RUN_OF_MONTHS: re.Pattern[str] = rule(
    r"""(?:the~)?(?P<end>first|opening|initial|last|final|closing)~(?P<count><NUMBER>)(?:~|-)(?:full~|calendar~)?
        (?P<unit>month|quarter|half|halve)s?(?![a-z])<TAIL>"""
)
ENDED: re.Pattern[str] = rule(
    r"""(?:the~)?(?P<own_fiscal>(?:fiscal|financial)~)?(?:(?P<count><NUMBER>)(?:~|-))?(?P<unit>year|season|quarter|month|week|half)s?~
        (?:(?:which|that)~)?(?:ended|ending|ends?|to|through|up~to)~(?:on~|in~|at~|the~)?(?:end(?:~|-)(?:of~)?)?
        (?:(?P<day>\d{1,2})(?:st|nd|rd|th)?~(?:of~)?)?(?:(?P<which>last|next|this)~)?(?P<month><MONTH>)(?:~(?P<day_after>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d))?<TAIL>"""
)
_ORDINALS = {"first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "halve": 6, "year": 12, "season": 12}


def build_quarter(match: re.Match[str]) -> Atom | None:
    """ "the third quarter of 2023", "second half"; the last one is the fourth quarter or second half."""
    half = match["unit"] in ("half", "semester")
    index = _ORDINALS.get(match["index"], 2 if half else 4)
    year, fiscal = year_of(match)
    if (half and index > 2) or (match["index"] in ("opening", "closing") and year.anchor is Anchor.NONE):
        return None
    if year.anchor is Anchor.NONE and (match["index"] == "last" or word_after(match.string, match.end()) == "of"):
        return None  # "last quarter" is the one before this; "the first half of the match", "of the century"
    piece = Piece(year, "half" if half else "quarter", index)
    return Atom(match.start(), match.end(), DateForm.QUARTER, piece, fiscal or bool(match["own_fiscal"]))


def build_short_quarter(match: re.Match[str]) -> Atom | None:
    """ "Q1 2024", "4Q", "H1"."""
    half = (match["unit"] or match["unit_last"]) == "h"
    index = int(match["index"] or match["index_first"])
    year, fiscal = year_of(match)
    if half and index > 2:
        return None
    if (
        match["unit_last"]
        and year.anchor is Anchor.NONE
        and word_before(match.string, match.start()) not in ("in", "for", "of", "the", "during")
    ):
        return None  # "lots 1A to 1Q"
    return Atom(match.start(), match.end(), DateForm.QUARTER, Piece(year, "half" if half else "quarter", index), fiscal)


def build_run_of_months(match: re.Match[str]) -> Atom | None:
    """ "the first nine months of 2016"; "the last two months" only with a year, else it is a window before publication."""
    length = (count_of(match["count"]) or 99) * _MONTHS_IN[match["unit"]]
    year, fiscal = year_of(match)
    if length > 12:
        return None
    from_end = match["end"] in ("last", "final", "closing")
    if year.anchor is Anchor.NONE and (from_end or word_after(match.string, match.end()) in ("of", "after", "since")):
        return None
    piece = Piece(year, "months", 13 - length if from_end else 1, length)
    return Atom(match.start(), match.end(), DateForm.MONTH, piece, fiscal)


def build_ended(match: re.Match[str]) -> Atom | None:
    """ "the year ended March 31", "the three months to June 1986", "the week ended May 3"."""
    unit, count = match["unit"], count_of(match["count"] or "1") or 1
    year, _ = year_of(match)
    index = words().months[match["month"].rstrip(".")]
    if unit == "week":
        day = int(match["day"] or match["day_after"] or 0)
        if not day or count > 104:
            return None
        return Atom(match.start(), match.end(), DateForm.SPAN, Ending(Piece(year, "day", index, day=day), 7 * count))
    length = count * _MONTHS_IN[unit]
    if length == 1 or length > 36:
        return None
    fiscal = unit in ("year", "season") and (index != 12 or bool(match["own_fiscal"]))
    form = DateForm.YEAR if unit == "year" else DateForm.QUARTER
    return Atom(match.start(), match.end(), form, Ending(Piece(year, "months", index, which=match["which"] or ""), length), fiscal)
