"""Reads the expression around a word for a unit of time, by the rules that this word can trigger."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from etl.annotate.dates import echoes, quarters, relative, windows
from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.words import words

_Builder = Callable[[re.Match[str]], Atom | None]
_UNITS = ("day", "week", "month", "quarter", "half", "year", "decade", "fortnight")
_COUNTED = frozenset([*_UNITS, "days", "weeks", "months", "quarters", "halves", "years", "decades"])
_SINGLE = frozenset([*_UNITS, "weekend", *words().seasons])
_SHORT = frozenset(["q1", "q2", "q3", "q4", "h1", "h2", "1q", "2q", "3q", "4q", "1h", "2h"])
# Each rule with the words that may trigger it, in the order in which they are tried.
_RULES: tuple[tuple[frozenset[str], re.Pattern[str], _Builder], ...] = (
    (
        frozenset(["year", "years", "season", "quarter", "quarters", "month", "months", "week", "weeks", "half"]),
        quarters.ENDED,
        quarters.build_ended,
    ),
    (
        frozenset(["period", "same time", "year-ago", "month", "months", "quarter", "week", "weeks", "half", "day", "year"]),
        echoes.SAME_PERIOD,
        echoes.build_same_period,
    ),
    (frozenset(["quarter", "quarters", "qtr", "half", "semester", "trimester"]), quarters.QUARTER, quarters.build_quarter),
    (_SHORT, quarters.SHORT_QUARTER, quarters.build_short_quarter),
    (_COUNTED, quarters.RUN_OF_MONTHS, quarters.build_run_of_months),
    (
        frozenset(["year", "years", "month", "quarter", "week", "y-o-y", "y/y", "yoy", "yr/yr"]),
        echoes.YEAR_ON_YEAR,
        echoes.build_year_on_year,
    ),
    (_COUNTED, relative.AGO, relative.build_ago),
    (_COUNTED, windows.IN_TIME, windows.build_in_time),
    (_COUNTED, windows.RUNNING, windows.build_running),
    (_COUNTED, windows.WITHIN, windows.build_within),
    (frozenset(["year-ago", "year"]), echoes.YEAR_AGO, echoes.build_year_ago),
    (_SINGLE | {"season"}, relative.BEFORE, relative.build_before),
    (_COUNTED, windows.WINDOW, windows.build_window),
    (frozenset(["decade"]), relative.DECADE_END, relative.build_decade_end),
    (_SINGLE, relative.NEAR, relative.build_near),
    (frozenset(["year", "year-end", "month", "quarter", "weekend", "week", "period", "day"]), relative.THE_UNIT, relative.build_the_unit),
    (_SINGLE, relative.SEASON, relative.build_season),
)
TRIGGERS = tuple(sorted(frozenset().union(*(triggers for triggers, _, _ in _RULES)) - frozenset(words().seasons)))


def read_unit(low: str, start: int, trigger: int, trigger_end: int) -> Atom | None:
    """The first rule that reads an expression from ``start`` across the word at ``low[trigger:trigger_end]``."""
    for pattern, build in _rules_for(low[trigger:trigger_end]):
        match = pattern.match(low, start)
        if match and match.end() > trigger and (atom := build(match)):
            return atom
    return None


@cache
def _rules_for(word: str) -> tuple[tuple[re.Pattern[str], _Builder], ...]:
    return tuple((pattern, build) for triggers, pattern, build in _RULES if word in triggers)
