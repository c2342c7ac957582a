"""What leaves the page: the same rows and charts as files. Says which extra is missing instead of failing."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from typing import Any

import pandas as pd

from dashboard.charts import Chart
from dashboard.filters import Filters
from warehouse.read import Warehouse

MOST_ROWS = 1_000_000
XLSX_ROWS = 1_000_000  # a sheet holds 1,048,576


def can_draw() -> bool:
    """Whether charts can be written to files (vl-convert is installed)."""
    return find_spec("vl_convert") is not None


def can_sheet() -> bool:
    """Whether Excel files can be written (xlsxwriter is installed)."""
    return find_spec("xlsxwriter") is not None


def exported(warehouse: Warehouse, what: str, view: Filters) -> pd.DataFrame:
    """The rows of an export (facts, events, articles) with the filters in force."""
    params = {"facts": view.figures, "events": view.events, "articles": view.articles}[what]()
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in params.items()}
    return warehouse.query(f"export_{what}", most=MOST_ROWS, skip=0, **lists)


def csv(rows: pd.DataFrame) -> bytes:
    """Comma separated, UTF-8; what is not stated is an empty cell."""
    return rows.to_csv(index=False, lineterminator="\n").encode()


def json(rows: pd.DataFrame) -> bytes:
    """A list of objects; what is not stated is null, dates are ISO."""
    return (rows.to_json(orient="records", date_format="iso", force_ascii=False) or "[]").encode()


def parquet(rows: pd.DataFrame) -> bytes:
    """Apache Parquet, the types kept; what is not stated is null."""
    buffer = io.BytesIO()
    rows.to_parquet(buffer, index=False)
    return buffer.getvalue()


def xlsx(sheets: dict[str, pd.DataFrame]) -> bytes:
    """One sheet per table, the header frozen; text that looks like a formula stays text."""
    import xlsxwriter  # type: ignore[import-untyped]  # it has no stubs

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    )
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.write_row(0, 0, list(rows.columns), bold)
        sheet.freeze_panes(1, 0)
        for place, record in enumerate(rows.head(XLSX_ROWS).itertuples(index=False), start=1):
            for column, value in enumerate(record):
                _cell(sheet, place, column, value, day)
    book.close()
    return buffer.getvalue()


def picture(chart: Chart, kind: str, *, title: str, footer: str) -> bytes:
    """The chart as "svg" or "png", on white in its own theme's colours."""
    import vl_convert

    spec = chart.whole(title=title, footer=footer)
    spec["background"] = "#FFFFFF" if _is_light(chart) else "#0F1419"
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=2))


def slug(text: str) -> str:
    """A name for a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "chart"


def _cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or (not isinstance(value, list) and pd.isna(value)):
        return
    if isinstance(value, pd.Timestamp):
        sheet.write_datetime(row, column, value.to_pydatetime(), day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif hasattr(value, "item"):
        sheet.write(row, column, value.item())
    else:
        sheet.write(row, column, str(value) if not isinstance(value, int | float) else value)


def _is_light(chart: Chart) -> bool:
    return str(chart.spec.get("config", {}).get("axis", {}).get("labelColor", "")).upper() == "#57606A"
