"""What leaves for a spreadsheet is data there."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest

from tests.synthetic import make_home
from warehouse.errors import WarehouseError
from warehouse.export import SHEET_ROWS, defuse_formulas, write_workbook
from warehouse.read import Warehouse
from warehouse.sdmx import COLUMNS, observations, time_period


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1"])
def test_a_formula_in_an_article_is_text_in_the_file(words: str) -> None:
    written = defuse_formulas(pd.DataFrame({"quote": [words]})).to_csv(index=False)

    (_, (cell,)) = csv.reader(io.StringIO(written, newline=""))
    assert cell == "'" + words.replace("\r", "\n")


def test_numbers_days_lists_and_other_words_stay() -> None:
    table = pd.DataFrame(
        {
            "value": [-1.5, np.nan],
            "day": pd.to_datetime(["2017-05-03", None]),
            "date": [date(2017, 5, 3), None],
            "areas": [["cyber", "health"], []],
            "title": ["Trade = growth", None],
            "yes": [True, False],
        }
    )
    safe = defuse_formulas(table)

    assert safe["areas"].tolist() == ["cyber; health", ""]
    pd.testing.assert_frame_equal(safe.drop(columns="areas"), table.drop(columns="areas"))
    assert table["areas"].tolist() == [["cyber", "health"], []]


TABLE = pd.DataFrame(
    {
        "quote": ["=1+1", None],
        "value": [-1.5, np.nan],
        "day": [date(2017, 5, 3), None],
        "ids": [["a", "b"], []],
        "corrected": [True, False],
        "url": ["http://x.test", ""],
    }
)


def test_a_workbook_holds_values_and_no_formulas_or_links(tmp_path: Path) -> None:
    write_workbook(TABLE, "facts", tmp_path / "one.xlsx")
    write_workbook(TABLE, "facts", tmp_path / "two.xlsx")

    with ZipFile(tmp_path / "one.xlsx") as book:
        sheet, strings = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert "<v>-1.5</v>" in sheet and "<v>42858</v>" in sheet
    assert "=1+1" in strings and "a; b" in strings
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_table_too_long_for_a_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="a sheet holds 1,048,575 rows"):
        write_workbook(pd.DataFrame({"n": range(SHEET_ROWS + 1)}), "facts", tmp_path / "long.xlsx")
    assert not (tmp_path / "long.xlsx").exists()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2016, 4, 1), date(2016, 7, 1), "2016-Q2"),
        (date(2016, 5, 1), date(2016, 6, 1), "2016-05"),
        (date(2016, 1, 1), date(2016, 6, 1), "2016-01-01/P5M"),
        (date(2016, 4, 1), date(2017, 4, 1), "2016-04-01/P12M"),
        (date(2016, 2, 1), date(2016, 5, 1), "2016-02-01/P3M"),
        (date(2016, 5, 3), date(2016, 5, 10), "2016-05-03/P7D"),
    ],
)
def test_periods_as_sdmx_writes_them(start: date, end: date, expected: str) -> None:
    assert time_period(start, end) == expected


def test_only_observations_are_sdmx_and_the_others_are_counted(tmp_path: Path) -> None:
    make_home(tmp_path)
    figures = Warehouse(tmp_path).execute("from observation_evidence order by fact_id")

    found = observations(figures)

    assert tuple(found.table.columns) == COLUMNS
    fitting = figures[figures["reporter"].notna() & figures["period_start"].notna() & (figures["status"] != "target")]
    assert found.table["SOURCE_ID"].tolist() == fitting["fact_id"].tolist()
    assert found.left_out == len(figures) - len(fitting) > 0
    assert set(found.table["OBS_STATUS"]) <= {"A", "F"}
    assert not found.table.isna().any().any()
