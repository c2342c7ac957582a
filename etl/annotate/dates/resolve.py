"""From meanings to periods, with the publication date and the dates already read in the text."""

from __future__ import annotations

from dataclasses import replace

from etl.annotate.dates import periods
from etl.annotate.dates.context import FINENESS, Context, Place
from etl.annotate.dates.counted import resolve_same, resolve_shift, resolve_weekday, resolve_window, step_to
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
from etl.annotate.dates.pieces import build_piece, possible_piece, resolve_ending, resolve_piece
from etl.model import Period


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
        return resolve_piece(meaning, place, context, future)
    if isinstance(meaning, DayOfWeek):
        return resolve_weekday(meaning, place, context, future)
    if isinstance(meaning, Shift):
        return resolve_shift(meaning, place, context, future)
    if isinstance(meaning, Same):
        return resolve_same(meaning, place, context)
    if isinstance(meaning, Window):
        return resolve_window(meaning, context)
    if isinstance(meaning, Ending):
        return resolve_ending(meaning, place, context, future)
    if isinstance(meaning, Since):
        return _since(meaning, place, context)
    if isinstance(meaning, Between):
        return _between(meaning, place, context, future)
    return None


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
        first = build_piece(own, last.start.year, last.basis)
        if first.start > last.start:
            first = build_piece(own, last.start.year - 1, last.basis)
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
        return periods.span(first, periods.day(step_to(between.last.index, first.start, 1), first.basis))
    last = possible_piece(between.last, first.start.year) if isinstance(between.last, Piece) else None
    if last and last.start < first.start and isinstance(between.last, Piece):
        last = possible_piece(between.last, first.start.year + 1)
    return periods.span(first, last, first.basis) if last else None


def _run(first: Period, last: Period) -> Period:
    """A span, named as a quarter or half where two months bound one: October to December is Q4."""
    if len(first.label) == len(last.label) == 7 and "Q" not in first.label + last.label and "H" not in first.label + last.label:
        length = 12 * (last.start.year - first.start.year) + last.start.month - first.start.month + 1
        if length in (3, 6, 12):
            return periods.months(first.start.year, first.start.month, length, last.basis)
    return periods.span(first, last, last.basis)
