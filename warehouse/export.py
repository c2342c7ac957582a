"""Tables on their way to a spreadsheet: words of articles must not run there as formulas."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from numpy import bool_

from warehouse.errors import WarehouseError
from warehouse.read import Warehouse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")
"""What spreadsheets take for the start of a formula, or skip before one."""


def defuse_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """A copy for CSV in which no text cell starts a formula: an apostrophe before it makes spreadsheets show it as text.

    Only text is touched, numbers and dates keep their signs; lists are joined by semicolons first. A lone carriage return, which
    CSV writers leave unquoted and readers take for the end of a row, becomes a line feed.

    >>> defuse_formulas(pd.DataFrame({"quote": ["=1+1", "a=b"], "value": [-1.5, 2.0]})).to_dict("list")
    {'quote': ["'=1+1", 'a=b'], 'value': [-1.5, 2.0]}
    """
    safe = table.copy()
    for column in safe.columns:
        if not (pd.api.types.is_numeric_dtype(safe[column]) or pd.api.types.is_datetime64_any_dtype(safe[column])):
            safe[column] = safe[column].map(_defused)
    return safe


def _defused(value: Any) -> Any:
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        value = "; ".join(str(each) for each in value)
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def with_amounts(figures: pd.DataFrame, warehouse: Warehouse, *, currency: str | None = None, prices_of: int | None = None) -> pd.DataFrame:
    """Rows of ``export_facts`` with amounts as a reader chose to see them; unchanged without a choice.

    Columns added: amount_unit, amount, amount_low, amount_high, amount_note in ``currency``; usd_constant, constant_note in dollars of
    the year ``prices_of``. An amount that cannot be converted is empty, and its note says why.

    Raises:
        WarehouseError: no amount can be shown in that currency or in the prices of that year; the message says in which.
    """
    if currency is not None:
        known = warehouse.query("display_currencies")["currency"].tolist()
        if currency.upper() not in known:
            raise WarehouseError(f"{currency}: no rates are known for this currency. Choose one of {', '.join(known)}.")
        figures = figures.merge(warehouse.query("amounts_in", currency=currency.upper()), on="fact_id", how="left")
    if prices_of is not None:
        first, last = warehouse.execute("select min(year), max(year) from core.price_level").iloc[0]
        if not first <= prices_of <= last:
            raise WarehouseError(f"{prices_of}: no price level is known for this year. Choose one from {first} to {last}.")
        figures = figures.merge(warehouse.query("amounts_in_prices_of", base_year=prices_of), on="fact_id", how="left")
    return figures


SHEET_ROWS = 1_048_575
"""Rows that a sheet of a workbook holds below its header."""

_LONGEST_CELL = 32_767


def write_workbook(table: pd.DataFrame, name: str, path: Path) -> None:
    """Write a table as the one sheet of an Excel workbook: header frozen and filtered, text never a formula or a link.

    Raises:
        WarehouseError: xlsxwriter is not installed, or a sheet does not hold so many rows.
        OSError: the file cannot be written.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # ships no types
    except ImportError as err:
        raise WarehouseError("Excel files need xlsxwriter, which is not installed. Run 'pip install entente[export]'.") from err
    if len(table) > SHEET_ROWS:
        raise WarehouseError(f"{path}: a sheet holds {SHEET_ROWS:,} rows, there are {len(table):,}. Choose --format csv or parquet.")
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same rows give the same file
    sheet, bold, day = book.add_worksheet(name), book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [str(column) for column in table.columns], bold)
    for number, row in enumerate(table.itertuples(index=False, name=None), 1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), max(0, len(table.columns) - 1))
    book.close()
    path.write_bytes(content.getvalue())


def _write_cell(sheet: Any, row: int, place: int, value: Any, day: Any) -> None:
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        value = "; ".join(str(each) for each in value)
    if isinstance(value, str):
        sheet.write_string(row, place, value[:_LONGEST_CELL])
    elif value is None or pd.isna(value):
        return
    elif isinstance(value, bool | bool_):
        sheet.write_boolean(row, place, bool(value))
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    else:
        sheet.write_number(row, place, float(value))
