"""Publication dates: read from metadata strings and header lines, or solved from a weekday beside a day and month."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from ahocorasick_rs import AhoCorasick

from etl.annotate.dates import periods
from etl.annotate.dates.atoms import rule
from etl.annotate.dates.context import Context, Place
from etl.annotate.dates.meaning import Anchor, Piece
from etl.annotate.dates.resolve import resolve
from etl.annotate.dates.scan import find_atoms, lowered
from etl.annotate.dates.words import ordinal_of, words
from etl.automaton import automaton
from etl.document import DateForm
from etl.model import Basis, Period

_COMPACT = re.compile(r"(?:\D|^)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4,6}Z?)?(?!\d)")
_ISO_MONTH = re.compile(r"((?:19|20)\d\d)[-/](0[1-9]|1[0-2])$")
_DIGIT_RUN = re.compile(r"\d+")
_MAX_METADATA = 200
_MAX_HEADER = 240
_WEEKDAY_AND_DAY = rule(
    r"""(?P<weekday><WEEKDAY>)(?:~?[,(])?~?(?:the~)?
        (?:(?P<day>\d{1,2})(?:st|nd|rd|th)?~(?:of~)?(?P<month><MONTH>)|(?P<month_first><MONTH>)~(?P<day_last>\d{1,2})(?:st|nd|rd|th)?)(?![\d:])(?!,?~(?:19|20)\d\d)"""
)


def read_date_text(value: str, *, basis: Basis = Basis.METADATA) -> Period | None:
    """The day, month or year that a metadata string names, whatever its format; None if it names none or several.

    Reads ISO 8601 with or without a time ("1987-02-26T15:01:01"), RFC 2822, "22 Oct 2024", "May 3, 2017", "20170503",
    "2019-08", "2016". The day is the one written; time zones are not applied. "3/5/2017" is ambiguous: None.
    """
    value = " ".join(value[:_MAX_METADATA].split())
    if match := _ISO_MONTH.match(value):
        return periods.month(int(match[1]), int(match[2]), basis)
    days = {period.label: period for period in _absolute_days(value)}
    if len(days) > 1:
        return None
    if match := _COMPACT.match(value):
        found = _day(int(match[1]), int(match[2]), int(match[3]))
    else:
        found = next(iter(days.values()), None) or _rfc_2822(value) or _month_or_year(value)
    return periods.rebased(found, basis) if found else None


def read_header_date(line: str) -> Period | None:
    """The one absolute day in a header or dateline: "Friday, March 8, 2019 9:15 AM"; None if there is none or more than one."""
    found = {period.label: period for period in _absolute_days(line[:_MAX_HEADER])}
    return periods.rebased(next(iter(found.values())), Basis.TEXT) if len(found) == 1 else None


def weekday_days(text: str) -> tuple[tuple[int, int, int], ...]:
    """All (weekday, month, day) that a text names together without a year: "Monday (Dec. 25)" is (0, 12, 25)."""
    low = lowered(text)
    found = []
    end = 0
    for _, start, _ in _weekdays().find_matches_as_indexes(low):
        match = _WEEKDAY_AND_DAY.match(low, start) if start >= end else None
        if match is None:
            continue
        end = match.end()
        month = words().months[(match["month"] or match["month_first"]).rstrip(".")]
        day = ordinal_of(match["day"] or match["day_last"]) or 0
        found.append((words().weekdays[match["weekday"].rstrip(".")], month, day))
    return tuple(found)


@cache
def _weekdays() -> AhoCorasick:
    return automaton(words().weekdays)


def solve_weekday(weekday: int, month: int, day: int, *, latest: int, earliest: int | None = None) -> Period | None:
    """The last year not after ``latest`` in which the day falls on the weekday (0 is Monday): None if there is none.

    The same day falls on the same weekday again after five, six or eleven years, so the bounds must come from the text.
    """
    floor = earliest if earliest is not None else latest - 11
    for number in range(latest, floor - 1, -1):
        found = _day(number, month, day)
        if found and found.start.weekday() == weekday:
            return periods.rebased(found, Basis.TEXT)
    return None


def _month_or_year(value: str) -> Period | None:
    """The month or year of a string that has no other digits: "May 2017"; but "2024-13-45" is damaged."""
    if len(_DIGIT_RUN.findall(value)) != 1:
        return None
    context = Context(None)
    found = [
        period
        for atom in find_atoms(value, lowered(value))
        if isinstance(atom.meaning, Piece) and atom.meaning.year.anchor is Anchor.NUMBER
        if (period := resolve(atom.meaning, Place(atom.start, 0), context, future=False))
    ]
    return found[0] if len(found) == 1 else None


def _absolute_days(value: str) -> list[Period]:
    low = lowered(value)
    context = Context(None)
    return [
        period
        for atom in find_atoms(value, low)
        if atom.form is DateForm.DAY
        if (period := resolve(atom.meaning, Place(atom.start, 0), context, future=False)) and period.basis is Basis.STATED
    ]


def _rfc_2822(value: str) -> Period | None:
    try:
        when: datetime = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):  # not a date; the parser's own errors for odd input
        return None
    return periods.day(when.date())


def _day(number: int, month: int, day: int) -> Period | None:
    try:
        return periods.day(date(number, month, day))
    except ValueError:
        return None
