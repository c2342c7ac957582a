"""Expressions that repeat the period before in another year: "the same period of last year", "year on year", "year-ago"."""

from __future__ import annotations

import re

from etl.annotate.dates.atoms import Atom, rule, word_before, year_of
from etl.annotate.dates.meaning import Anchor, Meaning, Piece, Same, Shift, YearOf
from etl.document import DateForm

SAME_PERIOD: re.Pattern[str] = rule(
    r"""(?P<the>the~(?:(?:very~)?same|corresponding|comparable|similar|equivalent|like)(?P<ago_before>~year-(?:ago|earlier))?|corresponding|same
          |(?:the~)?(?P<ago_alone>year-(?:ago|earlier)))~
        (?:<NUMBER>(?:-|~))?
        (?P<unit>period|months?|quarter|weeks?|half|time|day|year|term)(?![a-z-])
        (?:~(?P<ago>(?:a|one)~year~(?:ago|earlier|before|previously)|(?:(?:in|of|during)~)?(?:the~)?(?:previous|preceding|prior)~year|the~year~before)
          |<TAIL>)"""
)
YEAR_ON_YEAR: re.Pattern[str] = rule(
    r"""(?:(?P<unit>year|month|quarter|week)s?(?:~|-)(?:on|over)(?:~|-)(?:year|month|quarter|week)|y(?:-o-|/|o|-on-)y|yr/yr)(?![a-z])"""
)
YEAR_AGO: re.Pattern[str] = rule(r"(?:the~|a~)?year-(?:ago|earlier)(?![a-z])(?:~(?:period|quarter|month|level|figure))?")


def build_same_period(match: re.Match[str]) -> Atom | None:
    """ "the same period of last year", "the corresponding month a year earlier", "on the same day"."""
    unit = match["unit"].rstrip("s")
    if unit == "time" and "," in match[0]:
        return None  # "at the same time, last year ..."
    year, _ = year_of(match)
    if match["ago_before"] or match["ago_alone"] or match["ago"]:
        year = YearOf(Anchor.CONTEXT, -1)
    if year.anchor is Anchor.NONE:
        before = word_before(match.string, match.start())
        if unit in ("time", "term") or (match["the"] == "same" and before not in ("in", "from", "for", "over", "during")):
            return None
        if unit in ("year", "day", "week"):
            meaning: Meaning = Piece(YearOf(Anchor.CONTEXT), "year") if unit == "year" else Shift(unit, 0, Anchor.CONTEXT)
            return Atom(match.start(), match.end(), DateForm.ANAPHORIC, meaning)
    meaning = Same("year", 0, year, needs_context=True)
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, meaning, comparison=year.count < 0)


def build_year_on_year(match: re.Match[str]) -> Atom | None:
    """ "year on year", "month-on-month", "yoy": the period before, compared with."""
    meaning = Same(match["unit"] or "year", -1, needs_context=True, looks_ahead=True)
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, meaning, comparison=True)


def build_year_ago(match: re.Match[str]) -> Atom | None:
    """ "the year-ago figure", "a year-earlier loss"."""
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Same("year", -1), comparison=True)
