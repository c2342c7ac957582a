"""What leaves for a spreadsheet is data there."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pandas as pd
import pytest

from warehouse.export import defuse_formulas


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
