"""What stands before a date and decides how it is meant: horizons, comparisons, plans."""

from __future__ import annotations

import re
from functools import cache

from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.meaning import Anchor, Same
from etl.annotate.dates.words import either, words
from etl.document import DateForm

_REACH = 48
_CLAUSE = 160  # characters within which a plan governs a year
_NO_LATER_THAN = ("later than ", "earlier than ", "sooner than ")


def words_before(low: str, atom: Atom) -> frozenset[str]:
    """The words near before a date: a quick test of what cannot be, before any pattern is tried."""
    return frozenset(low[max(0, atom.start - _REACH) : atom.start].split())


def is_horizon(low: str, atom: Atom, before: frozenset[str]) -> bool:
    """Whether something is to be reached by or until then."""
    if atom.horizon or before.isdisjoint(_openings("horizon")):
        return atom.horizon
    return bool(_horizon().search(low, max(0, atom.start - 24), atom.start))


def is_comparison(low: str, atom: Atom, before: frozenset[str], previous_end: int = -1) -> bool:
    """Whether it is the period compared with: "than in 2015", "up 4 percent from a year earlier".

    With the end of the date before it, "fell 1 percent in May from April" is one too.
    """
    if atom.comparison:
        return True
    if low.endswith(_NO_LATER_THAN, 0, atom.start):
        return False
    if atom.form in (DateForm.WEEKDAY, DateForm.DAY, DateForm.SPAN) or low.startswith(("from ", "between ", "since "), atom.start):
        return False
    if before.isdisjoint(_openings("comparison", "comparison_after_change")):
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


def points_ahead(low: str, atom: Atom, before: frozenset[str]) -> bool:
    """Whether words beside it say that it is still to come, whatever the verb: "planned for May", "to be held on Monday"."""
    if before.isdisjoint(_planned_endings()):
        return False
    return bool(_planned().search(low, max(0, atom.start - _REACH), atom.start))


def is_of_plan(low: str, atom: Atom) -> bool:
    """Whether it stands in a clause about a plan ("plans to deploy the drones in 2031"): the article is of another year."""
    return bool(_plan().search(low, max(0, atom.start - _CLAUSE), atom.start))


def is_of_compared_amount(low: str, atom: Atom, before: frozenset[str]) -> bool:
    """Whether it dates the amount compared with: "from 4 bn in May". The figure itself is of that period."""
    if before.isdisjoint(_openings("compared_amount")):
        return False
    return bool(_compared_amount().search(low, max(0, atom.start - _REACH), atom.start))


@cache
def _compared_amount() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().compared_amount) + r"[ ][^.;,\n]{0,12}\d[^;,\n]{0,24}(?:[ ](?:in|for|at)[ ]|[ ])$")


@cache
def _change_before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().change) + r"[ ][^.;:]{0,40}$")


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().planned) + r"(?:[ ][a-z0-9'-]{1,14}){0,7}[ ]$")


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().plan) + r"[ ][^.;:\n]*$")


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


@cache
def _openings(*lists: str) -> frozenset[str]:
    """The first words of the phrases in some of the lists of ``words()``."""
    return frozenset(phrase.split()[0] for name in lists for phrase in getattr(words(), name))


@cache
def _planned_endings() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in words().planned)
