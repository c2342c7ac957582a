"""Amounts in other currencies become US dollars at the period's average rate, or say that there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pint
import pytest
from currency_converter import CurrencyConverter

from tests.synthetic import A, F, make_home
from warehouse.rates import average_rate
from warehouse.read import Warehouse
from warehouse.sqlfiles import read_table
from warehouse.units import add_currency, convert, registry, unit_kind


def test_a_month_takes_the_mean_of_its_daily_rates() -> None:
    rate = average_rate("JPY", date(2016, 6, 1), date(2016, 7, 1))
    converter = CurrencyConverter()
    days = [date(2016, 6, day) for day in range(1, 31) if date(2016, 6, day).weekday() < 5]
    expected = sum(converter.convert(1, "JPY", "USD", date=day) for day in days) / len(days)

    assert rate.usd_per_unit == pytest.approx(expected, rel=1e-12)
    assert (rate.days, rate.first_day, rate.last_day) == (22, date(2016, 6, 1), date(2016, 6, 30))
    assert rate.source is not None
    assert "European Central Bank" in rate.source
    assert rate.note == "mean of 22 daily rates 2016-06-01 to 2016-06-30"


def test_a_sunday_takes_the_last_rate_before_it() -> None:
    rate = average_rate("EUR", date(2016, 6, 5), date(2016, 6, 6))

    assert (rate.first_day, rate.days, rate.note) == (date(2016, 6, 3), 1, "daily rate of 2016-06-03")


@pytest.mark.parametrize(
    ("currency", "year", "expected"),
    [("JPY", 1987, 1 / 144.6375), ("DEM", 1987, 1 / 1.7973917), ("ILS", 1998, 1 / 3.800075), ("MXP", 1987, 1 / 1378.1825)],
)
def test_before_the_euro_the_annual_average_is_taken(currency: str, year: int, expected: float) -> None:
    rate = average_rate(currency, date(year, 1, 1), date(year + 1, 1, 1))

    assert rate.usd_per_unit == pytest.approx(expected, rel=1e-6)
    assert rate.note == f"annual average of {year}"
    assert rate.source is not None
    assert "Penn World Table" in rate.source


def test_annual_and_daily_rates_agree_where_both_exist() -> None:
    annual = {(row["currency"], row["year"]): float(str(row["units_per_usd"])) for row in read_table("annual_rates")}
    for currency in ("JPY", "GBP", "CHF", "CAD", "KRW", "ILS", "CNY", "THB"):
        daily = average_rate(currency, date(2015, 1, 1), date(2016, 1, 1)).usd_per_unit
        assert daily is not None
        assert daily * annual[currency, "2015"] == pytest.approx(1, abs=0.01), currency


@pytest.mark.parametrize(
    ("currency", "start", "end", "reason"),
    [
        ("RUB", date(2023, 1, 1), date(2024, 1, 1), "none is known for RUB"),  # the bank stopped quoting it in March 2022
        ("SUR", date(1987, 1, 1), date(1988, 1, 1), "none is known for SUR"),
        ("JPY", date(2040, 1, 1), date(2041, 1, 1), "none is known for JPY"),
        ("XXX", date(2016, 1, 1), date(2017, 1, 1), "none is known for XXX"),
        ("JPY", None, None, "the article gives no period"),
    ],
)
def test_no_rate_is_said_and_never_zero(currency: str, start: date | None, end: date | None, reason: str) -> None:
    rate = average_rate(currency, start, end)

    assert rate.usd_per_unit is None
    assert rate.note.startswith(f"no rate: {reason}")


def test_amounts_are_converted_with_their_rate_beside_them(tmp_path: Path) -> None:
    make_home(tmp_path)
    rows = Warehouse(tmp_path).execute("from fact_evidence where dimension = 'money'").set_index("value_text")

    yen, euros, shekels, dollars = (
        rows.loc[words] for words in ("250 billion yen", "40 million euros to 60 million euros", "1.3 billion shekels", "$2.3 billion")
    )
    assert yen["usd_value"] == pytest.approx(2.5e11 / 108.5, rel=0.01)
    assert (yen["value"], yen["unit"]) == (2.5e11, "JPY")
    assert yen["rate_note"].startswith("mean of 257 daily rates")
    assert euros["usd_low"] < euros["usd_value"] < euros["usd_high"]
    assert shekels["usd_value"] != shekels["usd_value"]  # NaN: null
    assert shekels["rate_note"] == "no rate: the article gives no period"
    assert dollars["usd_value"] == 2.3e9


def test_only_amounts_are_converted(tmp_path: Path) -> None:
    make_home(
        tmp_path,
        [A("a", "Trade grew 20 percent in 2016.", facts=(F("20 percent", "trade_total", 20, "percent", "change_pct", period="2016"),))],
    )

    assert Warehouse(tmp_path).execute("select usd_value, rate_note from fact_evidence").isna().all(axis=None)


def test_every_rate_used_has_source_and_days(tmp_path: Path) -> None:
    make_home(tmp_path)
    used = Warehouse(tmp_path).execute("from rate_used")

    with_rate = used[used["usd_per_unit"].notna()]
    assert with_rate[["source", "first_day", "last_day"]].notna().all(axis=None)
    assert used["note"].notna().all()
    assert set(used["unit"]) == {"JPY", "EUR", "ILS", "DEM", "RUB"}


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("USD", "money"), ("SUR", "money"), ("percent", "percent"), ("percentage point", "percent"), ("ratio", "ratio"), ("rank", "rank"),
        ("companies", "count"), ("people", "count"), ("tonne", "physical"), ("barrel per day", "physical"), ("kilowatt hour", "physical"),
        ("", "count"), ("a*b", "count"), ("__class__", "count"), ("\N{GRINNING FACE}", "count"),
    ],
)  # fmt: skip
def test_units_have_a_dimension(unit: str, dimension: str) -> None:
    assert unit_kind(unit).dimension == dimension


def test_physical_units_convert() -> None:
    assert convert(1, "barrel", "litre") == pytest.approx(158.987, rel=1e-5)
    assert convert(1, "terawatt hour", "gigawatt hour") == pytest.approx(1000)
    with pytest.raises(pint.DimensionalityError):
        convert(1, "tonne", "barrel")


def test_no_currency_adds_to_another() -> None:
    dollars, yen = (registry().Quantity(1, add_currency(code)) for code in ("USD", "JPY"))

    with pytest.raises(pint.DimensionalityError):
        dollars + yen
