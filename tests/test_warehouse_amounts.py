"""Amounts as a reader chooses to see them: in another currency, in the prices of one year; what cannot be converted says why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.synthetic import A, F, make_home
from warehouse.errors import WarehouseError
from warehouse.export import with_amounts
from warehouse.rates import average_rate, quoted_currencies
from warehouse.read import Warehouse
from warehouse.sqlfiles import read_table

FIGURES = (
    F("$3 billion", "exports", 3e9, period="2016"),
    F("40 million euros", "imports", 4e7, "EUR", period="2016", low=4e7, high=6e7),
    F("500 million marks", "loan", 5e8, "DEM", period="1987"),
    F("$7 billion", "aid", 7e9, period="1986/1987"),
    F("$8 billion", "aid", 8e9, period="2023"),
    F("$9 billion", "aid", 9e9),
    F("$2 billion", "exports", 2e9, kind="change_abs", period="2016"),
    F("12 percent", "exports", 12, "percent", "change_pct", period="2016"),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    home = tmp_path_factory.mktemp("home")
    make_home(home, [A("a", "; ".join(figure.words for figure in FIGURES) + ".", facts=FIGURES)])
    return Warehouse(home)


def shown(warehouse: Warehouse, sql: str) -> dict[str, tuple[object, ...]]:
    rows = warehouse.execute(sql)
    return {words: tuple(None if pd.isna(cell) else cell for cell in cells) for words, *cells in rows.itertuples(index=False)}


def test_an_amount_in_another_currency_takes_the_mean_rates_of_its_period(warehouse: Warehouse) -> None:
    found = shown(warehouse, "select value_text, amount, amount_low, amount_note from figures_in('eur')")
    start, end = warehouse.execute("select period_start, period_end from fact_evidence where value_text = '$3 billion'").iloc[0]
    euro = average_rate("EUR", start.date(), end.date()).usd_per_unit

    assert euro is not None
    assert found["$3 billion"][0] == pytest.approx(3e9 / euro)
    assert found["$3 billion"][2] == "USD to EUR: mean of 257 daily rates 2016-01-04 to 2016-12-30"
    assert found["40 million euros"] == (4e7, 4e7, "as stated")
    assert found["500 million marks"] == (None, None, "no rate: none is known for EUR in this period")
    assert found["12 percent"] == (None, None, None)


def test_a_stated_currency_without_daily_rates_can_be_chosen_too(warehouse: Warehouse) -> None:
    found = shown(warehouse, "select value_text, amount, amount_note from figures_in('DEM')")

    assert found["500 million marks"] == (5e8, "as stated")
    assert found["$3 billion"] == (None, "no rate: none is known for DEM in this period")


def test_dollars_of_one_year_divide_by_the_price_level_of_the_figures_year(warehouse: Warehouse) -> None:
    level = {int(str(row["year"])): float(str(row["price_level"])) for row in read_table("usd_price_level")}
    found = shown(warehouse, "select value_text, usd_constant, constant_note from fact_evidence")
    of_1987 = shown(warehouse, "select value_text, usd_constant, constant_note from figures_in_prices_of(1987)")

    assert level[2017] == 1
    assert found["$3 billion"][0] == pytest.approx(3e9 / level[2016])
    assert found["$7 billion"][0] == pytest.approx(7e9 / ((level[1986] + level[1987]) / 2))
    assert of_1987["$3 billion"][0] == pytest.approx(3e9 / level[2016] * level[1987])
    assert str(of_1987["$3 billion"][1]).startswith("dollars of 1987, at the price level 0.9816 of 2016 (GDP of the United States")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("$8 billion", "no deflator: price levels are known for 1950 to 2019"),
        ("$9 billion", "no deflator: the article gives no period"),
        ("$2 billion", "not deflated: a change mixes the prices of two years"),
        ("12 percent", None),
    ],
)
def test_what_has_no_deflator_says_why_and_is_never_zero(warehouse: Warehouse, words: str, why: str | None) -> None:
    assert shown(warehouse, "select value_text, usd_constant, constant_note from fact_evidence")[words] == (None, why)


def test_a_base_year_without_a_price_level_gives_no_amount(warehouse: Warehouse) -> None:
    found = shown(warehouse, "select value_text, usd_constant, constant_note from figures_in_prices_of(2050)")

    assert found["$3 billion"] == (None, "no deflator: no price level is known for 2050")
    assert len(found) == len(FIGURES)


def test_an_export_gains_the_amounts_that_were_asked_for(warehouse: Warehouse) -> None:
    figures = warehouse.execute("from observation_evidence")[["fact_id", "value_text"]]
    table = with_amounts(figures, warehouse, currency="jpy", prices_of=1987).set_index("value_text")

    assert len(table) == len(FIGURES)
    assert set(table["amount_unit"].dropna()) == {"JPY"}
    assert table["amount"].to_dict()["$3 billion"] > 3e11
    assert table["usd_constant"].to_dict()["500 million marks"] == pytest.approx(5e8 / 1.7973917, rel=1e-6)
    assert with_amounts(figures, warehouse) is figures


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"currency": "XXX"}, "XXX: no rates are known for this currency. Choose one of AUD, "),
        ({"prices_of": 1900}, "1900: no price level is known for this year. Choose one from 1950 to 2019."),
    ],
)
def test_a_choice_that_cannot_be_is_answered_with_those_that_can(warehouse: Warehouse, choice: dict[str, str], message: str) -> None:
    with pytest.raises(WarehouseError) as raised:
        with_amounts(pd.DataFrame({"fact_id": []}), warehouse, **choice)  # type: ignore[arg-type]
    assert str(raised.value).startswith(message)


def test_the_bank_quotes_the_euro_and_forty_others() -> None:
    assert {"EUR", "USD", "JPY", "CHF", "ILS"} <= set(quoted_currencies())
    assert len(quoted_currencies()) > 40


def test_the_file_of_price_levels_names_its_source() -> None:
    import warehouse

    text = (Path(warehouse.__file__).parent / "reference" / "usd_price_level.csv").read_text()
    assert "Penn World Table 10.01" in text
    assert "CC BY 4.0" in text
    assert [int(str(row["year"])) for row in read_table("usd_price_level")] == list(range(1950, 2020))
