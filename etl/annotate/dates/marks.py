"""What stands before a date and decides how it is meant: names, horizons, comparisons."""

from __future__ import annotations

import re
from functools import cache

from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.meaning import Anchor, Piece, Same
from etl.annotate.dates.words import either, words
from etl.document import DateForm

_REACH = 48
_NUMBERED_TEXT = re.compile(r"(?:^|[^a-z])no\.?[ ]?\(?\d{1,4}\)?[ ]of[ ]$")  # "Act, No. 55 of 1981"
_CAPITALISED = re.compile(r"[ ](?:(?:[A-Z][\w.'’-]*|of|on|the|for|and|nuclear|trade)[ ]){0,6}?(?:[A-Z][\w'’-]*)")


def in_name(text: str, low: str, atom: Atom) -> bool:
    """Whether a year is part of a name: "Vision 2030", "the 2020 Olympics", "the Trade Act of 1974"."""
    if atom.form not in (DateForm.YEAR, DateForm.SPAN) or not (
        isinstance(atom.meaning, Piece) and atom.meaning.year.anchor is Anchor.NUMBER
    ):
        return False
    if not low[atom.start : atom.start + 4].isdecimal():
        return False
    before = low[max(0, atom.start - _REACH) : atom.start]
    if _name_before().search(before) and not before.endswith(" in "):
        match = _name_before().search(before)
        start = atom.start - len(before) + (match.start(1) if match else 0)
        return text[start].isupper()
    after = low[atom.end : atom.end + _REACH]
    if _name_after().match(after):
        return True
    if _statute_before().search(before) or _NUMBERED_TEXT.search(before):
        return True
    statute = _statute_after().match(after)
    return bool(statute) and text[atom.end + statute.start(1)].isupper() and text[atom.end + 1].isupper() if statute else False


def is_horizon(low: str, atom: Atom) -> bool:
    """Whether something is to be reached by or until then."""
    return atom.horizon or bool(_horizon().search(low, max(0, atom.start - 24), atom.start))


def is_comparison(low: str, atom: Atom, previous_end: int = -1) -> bool:
    """Whether it is the period compared with: "than in 2015", "up 4 percent from a year earlier".

    With the end of the date before it, "fell 1 percent in May from April" is one too.
    """
    if atom.comparison:
        return True
    if atom.form in (DateForm.WEEKDAY, DateForm.DAY, DateForm.SPAN) or low.startswith(("from ", "between ", "since "), atom.start):
        return False
    start = max(0, atom.start - _REACH)
    if _comparison().search(low, start, atom.start):
        return True
    match = _after_change().search(low, start, atom.start)
    if not match:
        return False
    if isinstance(atom.meaning, Same) and atom.meaning.year.anchor is Anchor.NONE:
        return atom.meaning.count < 0
    if _change().search(low, max(0, match.start(1) - 24), match.start(1)):
        return True
    return previous_end == match.start(1) - 1 and bool(_change_before().search(low, max(0, match.start(1) - _REACH), match.start(1)))


def points_ahead(low: str, atom: Atom) -> bool:
    """Whether words beside it say that it is still to come, whatever the verb: "planned for May", "to be held on Monday"."""
    return bool(_planned().search(low, max(0, atom.start - _REACH), atom.start))


def is_of_compared_amount(low: str, atom: Atom) -> bool:
    """Whether it dates the amount compared with: "from 4 bn in May". The figure itself is of that period."""
    return bool(_compared_amount().search(low, max(0, atom.start - _REACH), atom.start))


@cache
def _compared_amount() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().compared_amount) + r"[ ][^.;,\n]{0,12}\d[^;,\n]{0,24}(?:[ ](?:in|for|at)[ ]|[ ])$")


@cache
def _change_before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().change) + r"[ ][^.;:]{0,40}$")


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().planned) + r"(?:[ ][a-z'-]{1,14}){0,4}[ ]$")


@cache
def _name_before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])(" + either(words().name_before) + r")[ ]$")


@cache
def _name_after() -> re.Pattern[str]:
    return re.compile(r"(?:[ ][a-z'-]{2,14}){0,2}[ ]" + either(words().name_after) + r"(?![a-z])")


@cache
def _statute_before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().statutes) + r"(?:[ ]of|,)[ ]$")


@cache
def _statute_after() -> re.Pattern[str]:
    return re.compile(r"[ ](?:[a-z'’-]{2,16}[ ]){0,4}?(" + either(words().statutes) + r")(?![a-z])")


@cache
def _horizon() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().horizon) + r"[ ](?:the[ ]|about[ ]|around[ ]|end-|mid-|late[ ]|early[ ])?$")


@cache
def _comparison() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().comparison) + r"[ ](?:the[ ]|in[ ]|for[ ])?$")


@cache
def _after_change() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])(" + either(words().comparison_after_change) + r")[ ]$")


@cache
def _change() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().change) + r"[ ,]{1,2}$")
