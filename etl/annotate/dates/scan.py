"""Where dates may stand: month, weekday and unit words and digits; the grammar is tried only around them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.months import read_month
from etl.annotate.dates.units import TRIGGERS, read_unit
from etl.annotate.dates.weekdays import read_deictic, read_weekday
from etl.annotate.dates.words import words
from etl.annotate.dates.years import read_fiscal_short, read_numeric_day, read_season, read_year
from etl.automaton import automaton

_FOUR_DIGITS = re.compile(r"[12]\d\d\d")  # as plain as this because `re` is fast on it; borders are checked after
_DAY_AND_MONTH = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1$")
_MAX_LEFT = 8
_REACH = 90
_NEVER_FIRST = ("in ", "of ", "and ", "to ", "on ", "or ")
_SIGNS = (
    ("\u00a0", " "), ("\u2009", " "), ("\u202f", " "), ("\u2013", "-"), ("\u2011", "-"), ("\u2010", "-"),
    ("\u2019", "'"), ("\u2018", "'"),
)  # fmt: skip


class _Trigger(NamedTuple):
    start: int
    end: int
    kind: str


def lowered(text: str) -> str:
    """The text in lower case with plain blanks, hyphens and apostrophes, character for character."""
    plain = text.replace("\t", " ")
    if not text.isascii():
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
    triggers, kinds = _automaton()
    found = []
    for index, start, end in triggers.find_matches_as_indexes(low):
        if low[start - 1 : start].isalnum():
            continue
        after = low[end : end + 1]
        if not (after.isalpha() or (after.isdecimal() and kinds[index] != "fy")):
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
    kinds: dict[str, str] = dict.fromkeys(TRIGGERS, "unit")
    kinds |= dict.fromkeys(terms.months, "month") | dict.fromkeys(terms.weekdays, "weekday") | dict.fromkeys(terms.seasons, "season")
    kinds |= dict.fromkeys(terms.deictic, "deictic") | dict.fromkeys(terms.current, "deictic") | {"fy": "fy"}
    return automaton(kinds), list(kinds.values())


def _read(text: str, low: str, trigger: _Trigger, following: _Trigger | None, cursor: int) -> Atom | None:
    """The expression around one trigger; the leftmost start that reads wins, so modifiers belong to it."""
    if trigger.kind == "deictic":
        return read_deictic(low, trigger.start, trigger.end)
    if trigger.kind == "fy":
        return read_fiscal_short(low, trigger.start)
    if trigger.kind == "day":
        return read_numeric_day(low, trigger.start)
    month = following.start if following and following.kind == "month" and following.start - trigger.end < 30 else None
    for start in _starts(low, trigger, cursor):
        atom = None
        if trigger.kind == "month":
            atom = read_month(text, low, start, trigger.start)
        elif trigger.kind == "weekday":
            atom = (read_month(text, low, start, month) if month else None) or read_weekday(text, low, start, trigger.start)
        elif trigger.kind == "season":
            atom = read_season(low, start, trigger.start) or read_unit(low, start, trigger.start, trigger.end)
        elif trigger.kind == "year":
            atom = (read_numeric_day(low, start) if start == trigger.start else None) or read_year(low, start, trigger.start)
        else:
            atom = read_unit(low, start, trigger.start, trigger.end)
        if atom:
            return atom
    return None


def _starts(low: str, trigger: _Trigger, cursor: int) -> list[int]:
    """Starts of the words left of a trigger that may belong to its expression, leftmost first, and the trigger itself."""
    walkable, digits = _walkable(trigger.kind)
    floor = max(cursor, low.rfind("\n", cursor, trigger.start) + 1, trigger.start - _REACH)
    starts = [trigger.start]
    position = trigger.start
    while len(starts) <= _MAX_LEFT:
        end = position
        while end > floor and low[end - 1] == " ":
            end -= 1
        if end == floor:
            break
        start = max(low.rfind(" ", floor, end) + 1, floor)
        token = low[start:end]
        if token[0] in "([\"'":
            start += 1
        word = token.strip("(,.'\"-[")
        if not (word in walkable or (digits and word[:1].isdecimal()) or token == "-" or _compound(word)):
            if end == position and start < trigger.start:
                starts.append(start)  # glued to the trigger: "mid-May"
            break
        if start < position:
            starts.append(start)
        position = end - len(token)
    starts.reverse()
    if trigger.kind in ("month", "year") and len(starts) > 1 and low.startswith(_NEVER_FIRST, starts[0]):
        del starts[0]  # "in 2016": only "late in 2016" needs the "in"
    return starts


@cache
def _walkable(kind: str) -> tuple[frozenset[str], bool]:
    """The words that may stand left of a trigger in one expression, and whether numerals may."""
    if kind == "year":
        return words().walkable_to_year, False
    return (words().walkable_to_month if kind in ("month", "weekday") else words().walkable), True


def _compound(word: str) -> bool:
    """Whether all parts of a hyphenated word may belong: "year-end", "twenty-first", "October-December"."""
    return "-" in word and all(part in words().walkable or part in words().months for part in word.split("-"))
