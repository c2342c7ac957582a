"""Named pieces of the calendar: which year a month, day or quarter without one belongs to, and what periods they are."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from etl.annotate.dates import periods
from etl.annotate.dates.context import FINENESS, Context, Place, fineness
from etl.annotate.dates.meaning import Anchor, Ending, Piece, YearOf
from etl.model import Basis, Period

_SOON = timedelta(days=60)  # a day so near ahead is not meant a year back, whatever the verb ("set the meeting for May 18")


def resolve_piece(piece: Piece, place: Place, context: Context, future: bool) -> Period | None:
    """The period of a named piece; without a year of its own it takes one by the rules of ``_yearless``."""
    anchor = piece.year.anchor
    if anchor is Anchor.NONE:
        return _yearless(piece, place, context, future)
    settled = resolve_year(piece.year, place, context)
    return build_piece(piece, *settled) if settled else None


def resolve_ending(ending: Ending, place: Place, context: Context, future: bool) -> Period | None:
    """The months or days that end with the piece that is named."""
    last = resolve_piece(ending.last, place, context, future)
    if last is None:
        return None
    if ending.last.unit == "day":
        return periods.span(periods.day(last.end - timedelta(days=ending.length), last.basis), last)
    first = periods.add_months(last.start, 1 - ending.length)
    return periods.months(first.year, first.month, ending.length, last.basis)


def resolve_year(year: YearOf, place: Place, context: Context) -> tuple[int, Basis] | None:
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
    if year.anchor is Anchor.TOPIC and published and (last is None or fineness(last) > FINENESS["year"]):
        return published.start.year, Basis.RELATIVE
    if last is None:
        return (published.start.year + 1, Basis.RELATIVE) if published and year.count == 1 else None
    return periods.last_day(last).year + year.count, Basis.CONTEXT


def build_piece(piece: Piece, number: int, basis: Basis) -> Period:
    """The piece in a year. Raises ValueError for days that do not exist."""
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
        return build_piece(piece, number, Basis.CONTEXT) if number else None
    behind, ahead = _neighbours(piece, published.start, periods.last_day(published))
    return ahead if future else behind


@lru_cache(maxsize=4096)  # the same months and days come again and again in one article
def _neighbours(piece: Piece, first: date, last: date) -> tuple[Period | None, Period | None]:
    """The readings under a past and a future verb of a piece without a year, seen from a publication between two days."""
    reach = 8 if piece.unit == "day" and (piece.weekday is not None or (piece.index, piece.day) == (2, 29)) else 1
    years = range(last.year - reach - (piece.length > 1), last.year + reach + 1)
    candidates = [period for number in years if (period := possible_piece(piece, number))]
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


def possible_piece(piece: Piece, number: int) -> Period | None:
    """The piece in a year, None if that year has no such day."""
    try:
        return build_piece(piece, number, Basis.RELATIVE)
    except ValueError:  # 29 February
        return None


def _has_come(piece: Piece, period: Period, last: date) -> bool:
    """Whether a period has begun; runs of several months ("the first nine months") must be over or in their last month."""
    if piece.unit == "months" and piece.length > 1:
        return period.end - timedelta(days=31) <= last
    return period.start <= last
