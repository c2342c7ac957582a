"""Where dates may stand: month, weekday and unit words and digits; the grammar is tried only around them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.months import read_month
from etl.annotate.dates.units import read_unit
from etl.annotate.dates.weekdays import read_deictic, read_weekday
from etl.annotate.dates.words import words
from etl.annotate.dates.years import read_fiscal_short, read_numeric_day, read_season, read_year

_FOUR_DIGITS = re.compile(r"[12]\d\d\d")  # as plain as this because `re` is fast on it; borders are checked after
_DAY_AND_MONTH = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1$")
_UNITS = (
    "day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "quarters", "qtr", "year", "years", "half", "halves", "decade",
    "decades", "fortnight", "semester", "trimester", "period", "same time", "year-ago", "q1", "q2", "q3", "q4", "h1", "h2", "1q", "2q", "3q", "4q", "1h",
    "2h", "y-o-y", "y/y", "yoy", "yr/yr", "year-end",
)  # fmt: skip
_MAX_LEFT = 8
_SIGNS = (
    ("\u00a0", " "), ("\u2009", " "), ("\u202f", " "), ("\t", " "), ("\u2013", "-"), ("\u2014", "-"), ("\u2011", "-"), ("\u2010", "-"),
    ("\u2019", "'"), ("\u2018", "'"),
)  # fmt: skip


class _Trigger(NamedTuple):
    start: int
    end: int
    kind: str


def lowered(text: str) -> str:
    """The text in lower case with plain blanks, hyphens and apostrophes, character for character."""
    plain = text
    for sign, replacement in _SIGNS:
        plain = plain.replace(sign, replacement)
    low = plain.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


def find_atoms(text: str, low: str) -> list[Atom]:
    """All date expressions in reading order, none overlapping."""
    atoms: list[Atom] = []
    cursor = 0
    triggers = _find_triggers(low)
    for number, trigger in enumerate(triggers):
        if trigger.start < cursor:
            continue
        following = triggers[number + 1] if number + 1 < len(triggers) else None
        atom = _read(text, low, trigger, following, cursor)
        if atom:
            atoms.append(atom)
            cursor = atom.end
    return atoms


def _find_triggers(low: str) -> list[_Trigger]:
    automaton, kinds = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(low):
        before, after = low[start - 1 : start], low[end : end + 1]
        if not (before.isalnum() or after.isalpha() or (after.isdecimal() and kinds[index] != "fy")):
            found.append(_Trigger(start, end, kinds[index]))
    for match in _FOUR_DIGITS.finditer(low):
        start, end = match.span()
        if low[end : end + 1].isdecimal():
            continue
        if low[start - 1 : start] in ("-", "/", ".") and (day := _DAY_AND_MONTH.search(low, max(0, start - 6), start)):
            found.append(_Trigger(day.start(), end, "day"))
        if not low[start - 1 : start].isdecimal():
            found.append(_Trigger(start, end, "year"))
    return sorted(found, key=lambda trigger: (trigger.start, -trigger.end))


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    terms = words()
    kinds: dict[str, str] = dict.fromkeys(_UNITS, "unit")
    kinds |= dict.fromkeys(terms.months, "month") | dict.fromkeys(terms.weekdays, "weekday") | dict.fromkeys(terms.seasons, "season")
    kinds |= dict.fromkeys(terms.deictic, "deictic") | dict.fromkeys(terms.current, "deictic") | {"fy": "fy"}
    return ahocorasick_rs.AhoCorasick(list(kinds), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), list(kinds.values())


def _read(text: str, low: str, trigger: _Trigger, following: _Trigger | None, cursor: int) -> Atom | None:
    """The expression around one trigger; the leftmost start that reads wins, so modifiers belong to it."""
    if trigger.kind == "deictic":
        return read_deictic(low, trigger.start, trigger.end)
    if trigger.kind == "fy":
        return read_fiscal_short(low, trigger.start)
    if trigger.kind == "day":
        return read_numeric_day(low, trigger.start)
    month = following.start if following and following.kind == "month" and following.start - trigger.end < 30 else None
    for start in _starts(low, trigger.start, cursor):
        atom = None
        if trigger.kind == "month":
            atom = read_month(text, low, start, trigger.start)
        elif trigger.kind == "weekday":
            atom = (read_month(text, low, start, month) if month else None) or read_weekday(text, low, start, trigger.start)
        elif trigger.kind == "season":
            atom = read_season(low, start, trigger.start) or read_unit(low, start, trigger.start)
        elif trigger.kind == "year":
            atom = (read_numeric_day(low, start) if start == trigger.start else None) or read_year(low, start, trigger.start)
        else:
            atom = read_unit(low, start, trigger.start)
        if atom:
            return atom
    return None


def _starts(low: str, trigger: int, cursor: int) -> list[int]:
    """Starts of the words left of a trigger that may belong to its expression, leftmost first, and the trigger itself."""
    starts = [trigger]
    position = trigger
    while len(starts) <= _MAX_LEFT:
        end = position
        while end > cursor and low[end - 1] == " ":
            end -= 1
        start = end
        stop = max(cursor, end - 16)
        while start > stop and low[start - 1] not in " \n":
            start -= 1
        if start == end or (start == stop and start > cursor and low[start - 1] not in " \n"):
            break
        word = low[start:end].strip("(,.'\"-[").removeprefix("'")
        if low[start] in "([\"'":
            start += 1
        if not (
            word in words().left
            or low[start:end] == "-"
            or word[:1].isdecimal()
            or word in words().numbers
            or word in words().ordinals
            or _compound(word)
        ):
            if end == position:
                starts.append(start)  # glued to the trigger: "mid-May", "FY2023"
            break
        starts.append(start)
        position = start
        if low[max(0, position - 1)] == "\n":
            break
    return [start for start in sorted(set(starts)) if start >= cursor]


def _compound(word: str) -> bool:
    parts = word.split("-")
    known = words()
    return (
        len(parts) > 1
        and all(part in known.left or part in known.numbers or part in known.ordinals or part in known.months for part in parts if part)
    ) or word in known.weekdays
