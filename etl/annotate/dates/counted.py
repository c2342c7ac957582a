"""Time that is counted: weekdays, shifts ("two days ago"), echoes ("a year earlier") and windows ("the last three years")."""

from __future__ import annotations

from datetime import date, timedelta

from etl.annotate.dates import periods
from etl.annotate.dates.context import FINENESS, Context, Place, fineness
from etl.annotate.dates.meaning import Anchor, DayOfWeek, Same, Shift, Window
from etl.annotate.dates.pieces import resolve_year
from etl.model import Basis, Period

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_TWO_YEARS = 731  # days; a fiscal year "1986/87" moves by years like a calendar year


def resolve_weekday(weekday: DayOfWeek, place: Place, context: Context, future: bool) -> Period | None:
    """The day a weekday means: on or before publication under a past verb, on or after it under a future one."""
    published = context.published
    if weekday.which in ("following", "previous"):
        origin = context.latest(place, "day")
        if origin:
            step = 1 if weekday.which == "following" else -1
            return periods.day(step_to(weekday.index, origin.start + step * timedelta(days=1), step), Basis.CONTEXT)
    if published is None or periods.precision(published) != "day":
        return None
    today = published.start
    if weekday.week is not None:
        monday = today - timedelta(days=today.weekday())
        return periods.day(monday + timedelta(days=weekday.index + 7 * weekday.week), Basis.RELATIVE)
    if weekday.which == "last" or weekday.which == "previous":
        return periods.day(step_to(weekday.index, today - timedelta(days=1), -1), Basis.RELATIVE)
    if weekday.which in ("next", "following"):
        return periods.day(step_to(weekday.index, today + timedelta(days=1), 1), Basis.RELATIVE)
    return periods.day(step_to(weekday.index, today, 1 if future else -1), Basis.RELATIVE)


def step_to(weekday: int, when: date, step: int) -> date:
    """The nearest such weekday from a day on (step 1) or back (step -1), the day itself included."""
    while when.weekday() != weekday:
        when += timedelta(days=step)
    return when


def resolve_shift(shift: Shift, place: Place, context: Context, future: bool) -> Period | None:
    """The unit so many units from publication, or from the date before it in the text."""
    published = context.published
    if shift.anchor is Anchor.CONTEXT:
        origin = context.latest(place, shift.unit)
        if origin is None and published and (shift.count == 1 or (shift.unit == "day" and not context.has_days)):
            return resolve_shift(
                Shift(shift.unit, shift.count), place, context, future
            )  # "the next year", "the same day": the article's own
        if origin is None or shift.unit not in FINENESS or shift.unit in ("weekend", "decade"):
            return None
        return _moved(periods.last_day(origin), shift.unit, shift.count, Basis.CONTEXT)
    if published is None:
        return None
    if FINENESS[shift.unit] < FINENESS.get(periods.precision(published), 6):
        return None
    if shift.unit == "weekend":
        return _weekend(published.start, shift.count, future)
    if shift.unit == "decade's end":
        return periods.year(published.start.year - published.start.year % 10 + 10, Basis.RELATIVE)
    if shift.unit == "decade":
        return resolve_window(Window("year", 10), context) if shift.count < 0 else None
    return _moved(published.start, shift.unit, shift.count, Basis.RELATIVE)


def _moved(origin: date, unit: str, count: int, basis: Basis) -> Period:
    if unit == "day":
        return periods.day(origin + timedelta(days=count), basis)
    if unit == "week":
        return periods.week(origin + timedelta(days=7 * count), basis)
    return periods.with_precision(periods.add_months(origin.replace(day=1), count * _MONTHS_IN[unit]), unit, basis)


def _weekend(today: date, count: int, future: bool) -> Period:
    monday = today - timedelta(days=today.weekday())
    if count == 0 and not future and today.weekday() < 5:
        count = -1
    saturday = monday + timedelta(days=5 + 7 * count)
    return periods.span(periods.day(saturday, Basis.RELATIVE), periods.day(saturday + timedelta(days=1), Basis.RELATIVE))


def resolve_same(same: Same, place: Place, context: Context) -> Period | None:
    """The context's period in another year ("the same period of last year"), or moved ("a year earlier")."""
    origin = context.latest(place, "week") if same.unit in ("day", "week") else context.topic(place, backward=same.count <= 0)
    if same.year.anchor is not Anchor.NONE:
        return _in_year(same, origin, place, context)
    if origin is None:
        if same.needs_context or context.published is None or same.count == 0:
            return None
        return resolve_shift(Shift(same.unit, same.count), place, context, False)
    if same.count == 0:
        return periods.rebased(origin, Basis.CONTEXT)
    if fineness(origin) > FINENESS[same.unit] and not (same.unit == "year" and (origin.end - origin.start).days <= _TWO_YEARS):
        return None
    if same.unit != "day" and periods.precision(origin) == "day":
        return _moved(origin.start, same.unit, same.count, Basis.CONTEXT)
    return periods.shift(origin, same.count, same.unit, Basis.CONTEXT)


def _in_year(same: Same, origin: Period | None, place: Place, context: Context) -> Period | None:
    """The piece of a year that ``origin`` is, in the year that is named; the whole year where origin is no such piece."""
    target = resolve_year(same.year, place, context)
    if target is None:
        return None
    if origin is None or periods.precision(origin) == "day" or fineness(origin) > FINENESS["year"]:
        return periods.year(*target)
    crosses = (
        same.year.anchor is Anchor.NUMBER and origin.start.year != periods.last_day(origin).year
    )  # "the same period of 1985/86" after October 1986 to January 1987
    return periods.shift(origin, target[0] - (origin.start if crosses else periods.last_day(origin)).year, "year", Basis.CONTEXT)


def resolve_window(window: Window, context: Context) -> Period | None:
    """From the unit ``count`` before publication to the publication's own: three years in December 2017 are 2014/2017."""
    published = context.published
    if published is None or FINENESS["day" if window.unit == "week" else window.unit] < FINENESS.get(periods.precision(published), 6):
        return None
    unit, count = ("day", 7 * window.count) if window.unit == "week" else (window.unit, window.count)
    here = _moved(published.start, unit, 0, Basis.RELATIVE)
    there = _moved(published.start, unit, count if window.ahead else -count, Basis.RELATIVE)
    return periods.span(here, there, Basis.RELATIVE)
