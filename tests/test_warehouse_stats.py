"""Reported trade stands beside the record, with a verdict; sources are kept with their vintage, listed and removed."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.synthetic import A, F, make_home
from warehouse.errors import WarehouseError
from warehouse.publish import is_current, update
from warehouse.read import Warehouse
from warehouse.stats import add_statistics, remove_statistics, statistics_sources

RECORDS = (
    "year,iso1,iso2,note,imports_1_from_2_musd,imports_2_from_1_musd\n2016,ISR,JPN,x,2200,690\n2016,KOR,CHN,x,,100\n2015,ISR,JPN,x,1,2\n"
    "1986,RUS,USA,x,1400,500\n"
)
SDMX = "REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "dyadic.csv.gz"
    path.write_bytes(gzip.compress(RECORDS.encode()))
    return path


def article(doc_id: str, value: float, **changes: Any) -> A:
    given: dict[str, Any] = {"indicator": "exports", "period": "2016", **changes}
    return A(doc_id, f"In {doc_id} it was {value} x.", facts=(F(f"{value} x", value=value, **given),))


def sdmx(path: Path, *rows: str) -> Path:
    path.write_text(SDMX + "".join(f"{row}\n" for row in rows))
    return path


def compared(home: Path, *columns: str) -> list[list[object]]:
    rows = Warehouse(home).execute(f"select doc_id, {', '.join(columns)} from record_comparison order by doc_id, source")
    return [[None if pd.isna(cell) else cell for cell in row] for row in rows.astype(object).values.tolist()]


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
            article("soviet", 4.9e8, reporter="USA", partner="SUN", period="1986"),
        ],
    )

    assert compared(home, "recorded_usd", "recorded_by", "round(ratio, 2)", "verdict") == [
        ["balance", -1.51e9, "each side's imports or exports", -0.66, "contradicts"],
        ["exports", 6.9e8, "Japan", 1.01, "agrees"],
        ["imports", 2.2e9, "Israel", 1.27, "close"],
        ["mirrored", 6.9e8, "Japan", 1.03, "agrees"],
        ["soviet", 1.4e9, "Soviet Union", 0.35, "contradicts"],
        ["total", 2.89e9, "each side's imports or exports", 1.0, "agrees"],
        ["unrecorded", None, None, None, "no record"],
    ]
    assert Warehouse(home).execute("from core.trade_record").shape[0] == 4


def test_the_verdict_is_by_the_nearer_of_the_record_and_its_mirror(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = sdmx(
        tmp_path / "imts.csv",
        "ISR,JPN,XG_FOB_USD,2016,500000000", "JPN,ISR,MG_CIF_USD,2016,690000000",
        "ISR,JPN,MG_CIF_USD,2016,2000000000", "JPN,ISR,XG_FOB_USD,2016,1800000000",
    )  # fmt: skip
    add_statistics(file, home)
    make_home(
        home,
        [
            article("exports", 7e8),
            article("imports", 2.1e9, indicator="imports"),
            article("total", 2.5e9, indicator="trade_total"),
            article("deficit", -1.1e9, indicator="trade_balance"),
        ],
    )

    assert compared(
        home, "recorded_usd", "recorded_by", "round(ratio, 2)", "mirror_usd", "mirror_by", "round(mirror_ratio, 2)", "verdict"
    ) == [
        ["deficit", -1.5e9, "Israel", 0.73, -1.11e9, "Japan", 0.99, "agrees"],
        ["exports", 5e8, "Israel", 1.4, 6.9e8, "Japan", 1.01, "agrees"],
        ["imports", 2e9, "Israel", 1.05, 1.8e9, "Japan", 1.17, "agrees"],
        ["total", 2.5e9, "Israel", 1.0, 2.49e9, "Japan", 1.0, "agrees"],
    ]


def test_months_and_quarters_are_added_up_only_when_they_cover_the_figures_period(tmp_path: Path) -> None:
    home = tmp_path / "home"
    add_statistics(sdmx(tmp_path / "year.csv", "ISR,JPN,XG_FOB_USD,2016,40"), home)
    monthly = [f"ISR,JPN,XG_FOB_USD,2016-{month:02d},{month}" for month in range(1, 12)]
    add_statistics(sdmx(tmp_path / "months.csv", *monthly, "ISR,JPN,XG_FOB_USD,2016-Q4,33"), home)
    make_home(
        home,
        [article("1-may", 5, period="2016-05"), article("2-half", 21, period="2016-H1"), article("3-year", 40, period="2016"),
         article("4-day", 5, period="2016-05-03"), article("5-quarter", 33, period="2016-Q4"), article("6-years", 80, period="2015/2016")],
    )  # fmt: skip

    assert compared(home, "source", "recorded_usd", "verdict") == [
        ["1-may", "months", 5, "agrees"],
        ["2-half", "months", 21, "agrees"],
        ["3-year", "months", None, "no record"],  # December is missing
        ["3-year", "year", 40, "agrees"],
        ["5-quarter", "months", 33, "agrees"],
    ]


def test_every_source_says_what_file_and_vintage_it_is_of(tmp_path: Path, records: Path) -> None:
    home = tmp_path / "home"
    os.utime(records, (0, 0))
    add_statistics(records, home)
    add_statistics(
        sdmx(tmp_path / "imts.csv", "ISR,JPN,XG_FOB_USD,2016,1", "ISR,G001,XG_FOB_USD,2016,1"), home, name="imf", vintage="2024-05"
    )
    make_home(home, [article("exports", 7e8)])

    columns = "source, form, file, vintage, flows, left_out, finest_months, records_used"
    assert Warehouse(home).execute(f"select {columns} from statistics_source order by source").values.tolist() == [
        ["dyadic", "Correlates of War, dyadic", "dyadic.csv.gz", "1970-01-01", 7, 1, 12, 2],
        ["imf", "SDMX-CSV", "imts.csv", "2024-05", 1, 1, 12, 1],
    ]
    assert compared(home, "source", "vintage") == [["exports", "dyadic", "1970-01-01"], ["exports", "imf", "2024-05"]]


def test_removed_statistics_are_compared_with_no_more(tmp_path: Path, records: Path) -> None:
    home = tmp_path / "home"
    add_statistics(records, home)
    make_home(home, [article("exports", 7e8)])
    remove_statistics("dyadic", home)
    update(home / "lake", home)

    assert statistics_sources(home) == []
    assert compared(home, "verdict") == []
    with pytest.raises(WarehouseError, match=r"^dyadic: no statistics of this name\. There are none; see 'entente stats list'\.$"):
        remove_statistics("dyadic", home)


def test_a_damaged_source_is_named_with_what_to_do_and_the_last_generation_stays(tmp_path: Path, records: Path) -> None:
    home = tmp_path / "home"
    source = add_statistics(records, home)
    first = make_home(home, [article("exports", 7e8)])
    source.path.write_bytes(source.path.read_bytes()[:-9])

    with pytest.raises(WarehouseError, match=r"dyadic\.parquet: cannot be read \(.*\)\. Remove it with 'entente stats remove dyadic'"):
        update(home / "lake", home)
    found = Warehouse(home).generation()
    assert found is not None
    assert found.name == first.generation


def test_new_statistics_make_a_new_generation(tmp_path: Path, records: Path) -> None:
    home = tmp_path / "home"
    first = make_home(home, [article("exports", 7e8)])
    add_statistics(records, home)

    assert not is_current(home / "lake", home)
    assert update(home / "lake", home).generation != first.generation


def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, records: Path) -> None:
    for name in ("../x", ".hidden"):
        with pytest.raises(WarehouseError, match="no name for a source"):
            add_statistics(records, tmp_path / "home", name=name)


FIRST_SIX = ("BEL", "DEU", "FRA", "ITA", "LUX", "NLD")


def test_a_figure_of_the_european_union_meets_the_sum_of_the_members_of_its_day(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "flows.csv"
    rows = [f"{iso3},JPN,XG_FOB_USD,{year},100" for iso3 in (*FIRST_SIX, "GBR") for year in (1970, 1985)]
    rows += [f"JPN,{iso3},XG_FOB_USD,1970,10" for iso3 in FIRST_SIX[:-1]]  # one of six is missing, so there is no sum
    rows += ["DEU,FRA,XG_FOB_USD,1970,7", "DEU,GBR,XG_FOB_USD,1970,5", *(f"{iso3},GBR,XG_FOB_USD,1970,5" for iso3 in FIRST_SIX[2:])]
    add_statistics(sdmx(path, *rows, "BEL,GBR,XG_FOB_USD,1970,5"), home)
    make_home(
        home,
        [
            article("earlier", 600, reporter="EUU", partner="JPN", period="1970"),
            article("later", 900, reporter="EUU", partner="JPN", period="1985"),
            article("back", 60, reporter="JPN", partner="EUU", period="1970"),
            article("britain", 30, reporter="GBR", partner="EUU", period="1970", indicator="imports"),
        ],
    )

    assert compared(home, "recorded_usd", "recorded_by", "verdict") == [
        ["back", None, None, "no record"],
        ["britain", 30, "European Union, members added up", "agrees"],
        ["earlier", 600, "European Union, members added up", "agrees"],
        ["later", None, None, "no record"],
    ]
    assert Warehouse(home).execute("select count(*) from core.trade_record where importer = 'FRA'").iloc[0, 0] == 0
