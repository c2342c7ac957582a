"""From meanings to periods, with the publication date and the dates already read in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from etl.annotate.dates import periods
from etl.annotate.dates.context import FINENESS, Context, Place, fineness
from etl.annotate.dates.meaning import (
    Anchor,
    Between,
    DayOfWeek,
    Ending,
    Fixed,
    Meaning,
    Piece,
    Same,
    Shift,
    Since,
    Window,
    YearOf,
)
from etl.model import Basis, Period

_SOON = timedelta(days=60)  # a day so near ahead is not meant a year back, whatever the verb ("set the meeting for May 18")


def resolve(meaning: Meaning, place: Place, context: Context, *, future: bool) -> Period | None:
    """The period an expression names; None where publication date and text do not settle it."""
    try:
        return _resolve(meaning, place, context, future)
    except (ValueError, OverflowError):  # 30 February, year 0: the text says something that is no date
        return None


def _resolve(meaning: Meaning, place: Place, context: Context, future: bool) -> Period | None:
    if isinstance(meaning, Fixed):
        return meaning.period
    if isinstance(meaning, Piece):
        return _piece(meaning, place, context, future)
    if isinstance(meaning, DayOfWeek):
        return _weekday(meaning, place, context, future)
    if isinstance(meaning, Shift):
        return _shift(meaning, place, context, future)
    if isinstance(meaning, Same):
        return _same(meaning, place, context)
    if isinstance(meaning, Window):
        return _window(meaning, context)
    if isinstance(meaning, Ending):
        return _ending(meaning, place, context, future)
    if isinstance(meaning, Since):
        return _since(meaning, place, context)
    if isinstance(meaning, Between):
        return _between(meaning, place, context, future)
    return None


def _piece(piece: Piece, place: Place, context: Context, future: bool) -> Period | None:
    anchor = piece.year.anchor
    if anchor is Anchor.NONE:
        return _yearless(piece, place, context, future)
    settled = _year(piece.year, place, context)
    return _build(piece, *settled) if settled else None


def _year(year: YearOf, place: Place, context: Context) -> tuple[int, Basis] | None:
    """The number of a year and how it is known."""
    if year.anchor is Anchor.NUMBER:
        return year.count, Basis.STATED
    published = context.published
    if year.anchor is Anchor.PUBLICATION:
        return (published.start.year + year.count, Basis.RELATIVE) if published else None
    if year.anchor is Anchor.THE_YEAR:
        near = context.year_of_sentence(place)
        if near and (published is None or periods.precision(near) in ("year", "quarter")):
            return periods.last_day(near).year, Basis.CONTEXT
        if published:
            return published.start.year, Basis.RELATIVE
        return None
    last = context.topic(place, backward=year.count < 0)
    if last is None:
        return (published.start.year + 1, Basis.RELATIVE) if published and year.count == 1 else None
    return periods.last_day(last).year + year.count, Basis.CONTEXT


def _build(piece: Piece, number: int, basis: Basis) -> Period:
    if piece.unit == "year":
        return periods.year(number, basis)
    if piece.unit == "half":
        return periods.half(number, piece.index, basis)
    if piece.unit == "quarter":
        return periods.quarter(number, piece.index, basis)
    if piece.unit == "months":
        return periods.months(number, piece.index, piece.length, basis)
    return periods.day(date(number, piece.index, piece.day), basis)


def _yearless(piece: Piece, place: Place, context: Context, future: bool) -> Period | None:
    """A month, day, quarter or season without a year: the most recent one not after publication, or the next one."""
    published = context.published
    if published is None:
        near = context.year_of_sentence(place)
        number = periods.last_day(near).year if near else context.main_year
        return _build(piece, number, Basis.CONTEXT) if number else None
    behind, ahead = _neighbours(piece, published.start, periods.last_day(published))
    return ahead if future else behind


@lru_cache(maxsize=4096)  # the same months and days come again and again in one article
def _neighbours(piece: Piece, first: date, last: date) -> tuple[Period | None, Period | None]:
    """The readings under a past and a future verb of a piece without a year, seen from a publication between two days."""
    reach = 8 if piece.unit == "day" and (piece.weekday is not None or (piece.index, piece.day) == (2, 29)) else 1
    years = range(last.year - reach - (piece.length > 1), last.year + reach + 1)
    candidates = [period for number in years if (period := _possible(piece, number))]
    if piece.which == "this":
        return _twice(next((period for period in candidates if period.start.year == last.year), None))
    if piece.which == "last":
        return _twice(next((period for period in reversed(candidates) if period.end <= first), None))
    if piece.which == "next":
        return _twice(next((period for period in candidates if period.start > last), None))
    ahead = next((period for period in candidates if period.end > first), None)
    behind = next((period for period in reversed(candidates) if _has_come(piece, period, last)), None)
    if piece.unit == "day" and ahead and ahead.start - last <= _SOON:
        behind = ahead
    if piece.weekday is not None:
        past = _with_weekday(piece.weekday, candidates, behind, ahead, False)
        return past, _with_weekday(piece.weekday, candidates, behind, ahead, True)
    return behind, ahead


def _twice(period: Period | None) -> tuple[Period | None, Period | None]:
    return period, period


def _with_weekday(weekday: int, candidates: list[Period], behind: Period | None, ahead: Period | None, future: bool) -> Period | None:
    """The nearest year in which the day falls on the weekday named beside it, if it is one of the two neighbours."""
    first, second = (ahead, behind) if future else (behind, ahead)
    for period in (first, second):
        if period and period.start.weekday() == weekday:
            return period
    fitting = [period for period in candidates if period.start.weekday() == weekday and behind and period.start <= behind.start]
    return fitting[-1] if fitting and not future else first


def _possible(piece: Piece, number: int) -> Period | None:
    try:
        return _build(piece, number, Basis.RELATIVE)
    except ValueError:  # 29 February
        return None


def _has_come(piece: Piece, period: Period, last: date) -> bool:
    """Whether a period has begun; runs of several months ("the first nine months") must be over or in their last month."""
    if piece.unit == "months" and piece.length > 1:
        return period.end - timedelta(days=31) <= last
    return period.start <= last


def _weekday(weekday: DayOfWeek, place: Place, context: Context, future: bool) -> Period | None:
    published = context.published
    if weekday.which in ("following", "previous"):
        origin = context.latest(place, "day")
        if origin:
            step = 1 if weekday.which == "following" else -1
            return periods.day(_step_to(weekday.index, origin.start + step * timedelta(days=1), step), Basis.CONTEXT)
    if published is None or periods.precision(published) != "day":
        return None
    today = published.start
    if weekday.week is not None:
        monday = today - timedelta(days=today.weekday())
        return periods.day(monday + timedelta(days=weekday.index + 7 * weekday.week), Basis.RELATIVE)
    if weekday.which == "last" or weekday.which == "previous":
        return periods.day(_step_to(weekday.index, today - timedelta(days=1), -1), Basis.RELATIVE)
    if weekday.which in ("next", "following"):
        return periods.day(_step_to(weekday.index, today + timedelta(days=1), 1), Basis.RELATIVE)
    return periods.day(_step_to(weekday.index, today, 1 if future else -1), Basis.RELATIVE)


def _step_to(weekday: int, when: date, step: int) -> date:
    while when.weekday() != weekday:
        when += timedelta(days=step)
    return when


def _shift(shift: Shift, place: Place, context: Context, future: bool) -> Period | None:
    published = context.published
    if shift.anchor is Anchor.CONTEXT:
        origin = context.latest(place, shift.unit)
        if origin is None and published and (shift.count == 1 or (shift.unit == "day" and not context.has_days)):
            return _shift(Shift(shift.unit, shift.count), place, context, future)  # "the next year", "the same day": the article's own
        if origin is None or shift.unit not in ("day", "week", "month", "quarter", "half", "year"):
            return None
        return _moved(periods.last_day(origin), shift.unit, shift.count, Basis.CONTEXT)
    if published is None:
        return None
    if FINENESS[shift.unit] < FINENESS.get(periods.precision(published), 6):
        return None
    if shift.unit == "weekend":
        return _weekend(published.start, shift.count, future)
    if shift.unit == "decade":
        return (
            periods.span(periods.year(published.start.year - 10), periods.year(published.start.year), Basis.RELATIVE)
            if shift.count < 0
            else None
        )
    return _moved(published.start, shift.unit, shift.count, Basis.RELATIVE)


def _moved(origin: date, unit: str, count: int, basis: Basis) -> Period:
    if unit == "day":
        return periods.day(origin + timedelta(days=count), basis)
    if unit == "week":
        return periods.week(origin + timedelta(days=7 * count), basis)
    return periods.with_precision(
        periods.add_months(origin.replace(day=1), count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]), unit, basis
    )


def _weekend(today: date, count: int, future: bool) -> Period:
    monday = today - timedelta(days=today.weekday())
    if count == 0 and not future and today.weekday() < 5:
        count = -1 if today.weekday() < 3 else 0
    saturday = monday + timedelta(days=5 + 7 * count)
    return periods.span(periods.day(saturday, Basis.RELATIVE), periods.day(saturday + timedelta(days=1), Basis.RELATIVE))


def _same(same: Same, place: Place, context: Context) -> Period | None:
    """The context's period in another year ("the same period of last year"), or moved ("a year earlier")."""
    origin = context.latest(place, "week") if same.unit in ("day", "week") else context.topic(place, backward=same.count <= 0)
    if same.year.anchor is not Anchor.NONE:
        return _in_year(same, origin, place, context)
    if origin is None:
        if same.needs_context or context.published is None or same.count == 0:
            return None
        return _shift(Shift(same.unit, same.count), place, context, False)
    if same.count == 0:
        return periods.rebased(origin, Basis.CONTEXT)
    if fineness(origin) > FINENESS[same.unit] and not (same.unit == "year" and (origin.end - origin.start).days <= 731):
        return None
    if same.unit != "day" and periods.precision(origin) == "day":
        return _moved(origin.start, same.unit, same.count, Basis.CONTEXT)
    return periods.shift(origin, same.count, same.unit, Basis.CONTEXT)


def _in_year(same: Same, origin: Period | None, place: Place, context: Context) -> Period | None:
    """The piece of a year that ``origin`` is, in the year that is named; the whole year where origin is no such piece."""
    target = _year(same.year, place, context)
    if target is None:
        return None
    if origin is None or periods.precision(origin) == "day" or fineness(origin) > FINENESS["year"]:
        return periods.year(*target)
    return periods.shift(origin, target[0] - periods.last_day(origin).year, "year", Basis.CONTEXT)


def _window(window: Window, context: Context) -> Period | None:
    """From the unit ``count`` before publication to the publication's own: three years in December 2017 are 2014/2017."""
    published = context.published
    if published is None or FINENESS["day" if window.unit == "week" else window.unit] < FINENESS.get(periods.precision(published), 6):
        return None
    unit, count = ("day", 7 * window.count) if window.unit == "week" else (window.unit, window.count)
    here = _moved(published.start, unit, 0, Basis.RELATIVE)
    there = _moved(published.start, unit, count if window.ahead else -count, Basis.RELATIVE)
    return periods.span(here, there, Basis.RELATIVE)


def _ending(ending: Ending, place: Place, context: Context, future: bool) -> Period | None:
    last = _piece(ending.last, place, context, future)
    if last is None:
        return None
    if ending.last.unit == "day":
        return periods.span(periods.day(last.end - timedelta(days=ending.length), last.basis), last)
    first = periods.add_months(last.start, 1 - ending.length)
    return periods.months(first.year, first.month, ending.length, last.basis)


def _since(since: Since, place: Place, context: Context) -> Period | None:
    """From then to publication, at the precision of the start."""
    first = _resolve(since.first, place, context, False)
    published = context.published
    if first is None or published is None or first.start > published.start:
        return first if first and published and first.start > published.start else None
    unit = periods.precision(first)
    if unit == "span" or FINENESS[unit] < FINENESS.get(periods.precision(published), 6):
        return first
    return periods.span(first, periods.with_precision(published.start, unit, first.basis), first.basis)


def _between(between: Between, place: Place, context: Context, future: bool) -> Period | None:
    first_meaning = between.first
    if _yearless_days(between):
        return _days_between(between, place, context, future)
    last = _resolve(between.last, place, context, future)
    if last is None:
        return None
    if isinstance(first_meaning, Piece) and first_meaning.year.anchor is Anchor.NONE:
        own = replace(first_meaning, year=YearOf(Anchor.NUMBER, last.start.year))
        first = _build(own, last.start.year, last.basis)
        if first.start > last.start:
            first = _build(own, last.start.year - 1, last.basis)
    else:
        resolved = _resolve(first_meaning, place, context, future)
        if resolved is None:
            return None
        first = resolved
    return _run(first, last)


def _yearless_days(between: Between) -> bool:
    first, last = between.first, between.last
    if isinstance(first, DayOfWeek) and isinstance(last, DayOfWeek):
        return True
    return isinstance(first, Piece) and isinstance(last, Piece) and first.unit == "day" and last.year.anchor is Anchor.NONE


def _days_between(between: Between, place: Place, context: Context, future: bool) -> Period | None:
    """Days without a year: the last one follows the first, which alone must not lie after publication ("April 5-7")."""
    first = _resolve(between.first, place, context, future)
    if first is None:
        return None
    if isinstance(between.last, DayOfWeek):
        return periods.span(first, periods.day(_step_to(between.last.index, first.start, 1), first.basis))
    last = _possible(between.last, first.start.year) if isinstance(between.last, Piece) else None
    if last and last.start < first.start and isinstance(between.last, Piece):
        last = _possible(between.last, first.start.year + 1)
    return periods.span(first, last, first.basis) if last else None


def _run(first: Period, last: Period) -> Period:
    """A span, named as a quarter or half where two months bound one: October to December is Q4."""
    if len(first.label) == len(last.label) == 7 and "Q" not in first.label + last.label and "H" not in first.label + last.label:
        length = 12 * (last.start.year - first.start.year) + last.start.month - first.start.month + 1
        if length in (3, 6, 12):
            return periods.months(first.start.year, first.start.month, length, last.basis)
    return periods.span(first, last, last.basis)
