"""Reported trade stands beside the record, with a verdict."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.synthetic import A, F, make_home
from warehouse.errors import WarehouseError
from warehouse.publish import is_current, update
from warehouse.read import Warehouse
from warehouse.stats import add_statistics

RECORDS = (
    "year,iso1,iso2,note,imports_1_from_2_musd,imports_2_from_1_musd\n2016,ISR,JPN,x,2200,690\n2016,KOR,CHN,x,,100\n2015,ISR,JPN,x,1,2\n"
)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "dyadic.csv.gz"
    path.write_bytes(gzip.compress(RECORDS.encode()))
    return path


def article(doc_id: str, value: float, **changes: str) -> A:
    return A(
        doc_id,
        f"In {doc_id} it was {value} x.",
        facts=(F(f"{value} x", value=value, **{"indicator": "exports", "period": "2016", **changes}),),
    )  # type: ignore[arg-type]


def test_each_flow_is_compared_with_the_right_direction(tmp_path: Path, records: Path) -> None:
    home = tmp_path / "home"
    add_statistics(records, home)
    make_home(
        home,
        [
            article("exports", 7e8),
            article("imports", 2.8e9, indicator="imports"),
            article("total", 2.9e9, indicator="trade_total"),
            article("balance", 1e9, indicator="trade_balance"),
            article("mirrored", 7.1e8, indicator="imports", reporter="JPN", partner="ISR"),
            article("unrecorded", 7e8, reporter="JPN", partner="DEU"),
            article("half", 7e8, period="2016-H1"),
            article("cars", 7e8, product="cars"),
            article("goal", 7e8, status="target"),
        ],
    )

    rows = Warehouse(home).execute("select doc_id, recorded_usd, round(ratio, 2) as ratio, verdict from record_comparison order by doc_id")

    assert rows.fillna(0).values.tolist() == [
        ["balance", -1.51e9, -0.66, "contradicts"],
        ["exports", 6.9e8, 1.01, "agrees"],
        ["imports", 2.2e9, 1.27, "close"],
        ["mirrored", 6.9e8, 1.03, "agrees"],
        ["total", 2.89e9, 1.0, "agrees"],
        ["unrecorded", 0, 0, "no record"],
    ]
    assert Warehouse(home).execute("from core.trade_record").shape[0] == 2


def test_new_statistics_make_a_new_generation(tmp_path: Path, records: Path) -> None:
    home = tmp_path / "home"
    first = make_home(home, [article("exports", 7e8)])
    add_statistics(records, home)

    assert not is_current(home / "lake", home)
    assert update(home / "lake", home).generation != first.generation


def test_another_format_is_refused_with_the_columns_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("year,reporter,value\n")
    with pytest.raises(WarehouseError, match=r"has no column iso1, iso2, .* Read are files with the columns year, iso1"):
        add_statistics(tmp_path / "other.csv", tmp_path / "home")
    with pytest.raises(WarehouseError, match="cannot be read"):
        add_statistics(tmp_path / "missing.csv", tmp_path / "home")
