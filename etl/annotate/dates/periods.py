"""Makers of periods: half-open intervals of days with the labels of the contract (YYYY, YYYY-MM, YYYY-Qn, a/b)."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta

from etl.model import Basis, Period

_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1000, MAXYEAR - 2


def year(number: int, basis: Basis = Basis.STATED) -> Period:
    """The calendar year: label ``2016``."""
    return Period(f"{number:04d}", date(number, 1, 1), date(number + 1, 1, 1), basis)


def half(number: int, index: int, basis: Basis = Basis.STATED) -> Period:
    """The first (1) or second (2) half of a year: label ``2016-H1``."""
    return Period(f"{number:04d}-H{index}", *_months(number, 6 * index - 5, 6), basis)


def quarter(number: int, index: int, basis: Basis = Basis.STATED) -> Period:
    """A quarter (1 to 4) of a year: label ``2016-Q1``."""
    return Period(f"{number:04d}-Q{index}", *_months(number, 3 * index - 2, 3), basis)


def month(number: int, index: int, basis: Basis = Basis.STATED) -> Period:
    """A month (1 to 12) of a year: label ``2016-05``."""
    return Period(f"{number:04d}-{index:02d}", *_months(number, index, 1), basis)


def day(when: date, basis: Basis = Basis.STATED) -> Period:
    """One day: label ``2016-05-03``."""
    return Period(when.isoformat(), when, when + _DAY, basis)


def span(first: Period, last: Period, basis: Basis | None = None) -> Period:
    """From the first day of ``first`` to the last day of ``last``: label ``2014/2017``; one of them if they are equal.

    The basis is that of ``last`` unless given. Ends in the wrong order are exchanged.
    """
    if last.start < first.start:
        first, last = last, first
    basis = basis or last.basis
    start, end = first.start, max(first.end, last.end)
    if first.label == last.label:
        return Period(first.label, start, end, basis)
    return Period(f"{first.label.split('/')[0]}/{last.label.split('/')[-1]}", start, end, basis)


def months(number: int, index: int, length: int, basis: Basis = Basis.STATED) -> Period:
    """``length`` months from month ``index`` of a year, labelled as a quarter, half or year where they are one."""
    if length == 12 and index == 1:
        return year(number, basis)
    if length == 6 and index in (1, 7):
        return half(number, index // 6 + 1, basis)
    if length == 3 and index % 3 == 1:
        return quarter(number, index // 3 + 1, basis)
    last_year, last_index = _month_at(number, index + length - 1)
    return span(month(number, index, basis), month(last_year, last_index, basis))


def week(when: date, basis: Basis = Basis.STATED) -> Period:
    """The week from Monday to Sunday that holds a day: label ``2017-05-01/2017-05-07``."""
    monday = when - timedelta(days=when.weekday())
    return span(day(monday, basis), day(monday + 6 * _DAY, basis))


def add_months(when: date, count: int) -> date:
    """The same day ``count`` months later (earlier if negative), or the last day of that month."""
    number, index = _month_at(when.year, when.month + count)
    return min(date(number, index, 1) + timedelta(days=when.day - 1), _months(number, index, 1)[1] - _DAY)


def shift(period: Period, count: int, unit: str, basis: Basis) -> Period:
    """The period moved by ``count`` days, weeks, months, quarters or years, at its own precision."""
    if "/" in period.label:
        first, last = _ends(period)
        return span(shift(first, count, unit, basis), shift(last, count, unit, basis), basis)
    if unit in ("day", "week"):
        moved = period.start + timedelta(days=count * (7 if unit == "week" else 1))
    else:
        moved = add_months(period.start, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])
    return with_precision(moved, precision(period), basis)


def precision(period: Period) -> str:
    """What a period's label names: ``day``, ``month``, ``quarter``, ``half``, ``year`` or ``span``."""
    label = period.label
    if "/" in label:
        return "span"
    if "Q" in label:
        return "quarter"
    if "H" in label:
        return "half"
    return {4: "year", 7: "month"}.get(len(label), "day")


def with_precision(when: date, unit: str, basis: Basis) -> Period:
    """The day, week, month, quarter, half or year that holds a day."""
    if unit == "day":
        return day(when, basis)
    if unit == "week":
        return week(when, basis)
    if unit == "month":
        return month(when.year, when.month, basis)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3, basis)
    if unit == "half":
        return half(when.year, 1 if when.month < 7 else 2, basis)
    return year(when.year, basis)


def last_day(period: Period) -> date:
    """The last day that belongs to the period."""
    return period.end - _DAY


def contains(outer: Period, inner: Period) -> bool:
    """Whether every day of ``inner`` lies in ``outer``: May 2017 contains 3 May 2017, and itself."""
    return outer.start <= inner.start and inner.end <= outer.end


def compatible(one: Period | None, other: Period | None) -> bool:
    """Whether both may name the same time: one contains the other. Unknown is compatible with nothing."""
    return one is not None and other is not None and (contains(one, other) or contains(other, one))


def rebased(period: Period, basis: Basis) -> Period:
    """The same period, known in another way."""
    return Period(period.label, period.start, period.end, basis)


def _ends(period: Period) -> tuple[Period, Period]:
    first, last = period.label.split("/")
    return (
        with_precision(period.start, precision(Period(first, period.start, period.end, period.basis)), period.basis),
        with_precision(last_day(period), precision(Period(last, period.start, period.end, period.basis)), period.basis),
    )


def _month_at(number: int, index: int) -> tuple[int, int]:
    return number + (index - 1) // 12, (index - 1) % 12 + 1


def _months(number: int, index: int, length: int) -> tuple[date, date]:
    first, last = _month_at(number, index), _month_at(number, index + length)
    return date(*first, 1), date(*last, 1)
