"""What leaves the page: the same rows and charts as files. Says which extra is missing instead of failing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from tempfile import TemporaryFile
from textwrap import wrap
from typing import Any

import pandas as pd

from dashboard.charts import Chart
from dashboard.filters import Filters
from warehouse.export import defuse_formulas
from warehouse.read import Warehouse

MOST_SIGNS = 110  # of a line under a picture's title
MOST_ROWS = 100_000  # of a file that the page offers: it is made in memory; the addresses for machines give all rows


def can_draw() -> bool:
    """Whether charts can be written to files (vl-convert is installed)."""
    return find_spec("vl_convert") is not None


def can_sheet() -> bool:
    """Whether Excel files can be written (xlsxwriter is installed)."""
    return find_spec("xlsxwriter") is not None


def exported(warehouse: Warehouse, what: str, view: Filters, *, most: int = MOST_ROWS, skip: int = 0) -> pd.DataFrame:
    """The rows of an export (facts, events, articles) with the filters in force."""
    return pd.concat(pages(warehouse, what, view, most=most, skip=skip), ignore_index=True)


def pages(warehouse: Warehouse, what: str, view: Filters, *, most: int, skip: int = 0) -> Iterator[pd.DataFrame]:
    """The same in pieces of bounded size, the first of them even where there is nothing."""
    params = {"facts": view.figures, "events": view.events, "articles": view.articles}[what]()
    lists: dict[str, Any] = {name: list(value) if isinstance(value, tuple) else value for name, value in params.items()}
    return warehouse.pages(f"export_{what}", most=most, skip=skip, **lists)


def csv(rows: pd.DataFrame, *, header: bool = True) -> bytes:
    """Comma separated, UTF-8; what is not stated is an empty cell, and no text is a formula to a spreadsheet."""
    return defuse_formulas(rows).to_csv(index=False, header=header, lineterminator="\n").encode()


def json(rows: pd.DataFrame) -> bytes:
    """A list of objects; what is not stated is null, dates are ISO."""
    return (rows.to_json(orient="records", date_format="iso", force_ascii=False) or "[]").encode()


def parquet(rows: pd.DataFrame) -> bytes:
    """Apache Parquet, the types kept; what is not stated is null."""
    buffer = io.BytesIO()
    rows.to_parquet(buffer, index=False)
    return buffer.getvalue()


def streamed(kind: str, rows: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """A file of this kind (csv, json, parquet) made while it is sent: however many rows, never more than one piece in memory."""
    return {"csv": _csv_parts, "json": _json_parts, "parquet": _parquet_parts}[kind](rows)


def _csv_parts(rows: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    for number, piece in enumerate(rows):
        yield csv(piece, header=number == 0)


def _json_parts(rows: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    yield b"["
    before = b""
    for piece in rows:
        inner = json(piece)[1:-1]
        if inner:
            yield before + inner
            before = b","
    yield b"]"


def _parquet_parts(rows: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """Every piece a row group; all in the types of the first, where a column may hold nothing."""
    import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    with TemporaryFile() as file:
        writer = None
        for piece in rows:
            table = _plain_table(pa, piece)
            writer = writer or pq.ParquetWriter(file, table.schema)
            writer.write_table(table.cast(writer.schema))
        if writer is not None:
            writer.close()
        file.seek(0)
        while part := file.read(1 << 20):
            yield part


def _plain_table(pa: Any, piece: pd.DataFrame) -> Any:
    """The piece with a type for every column: text where all is missing, doubles for numbers that may be missing in other pieces."""
    table = pa.Table.from_pandas(piece, preserve_index=False).replace_schema_metadata()
    for place, field in enumerate(table.schema):
        kind = pa.string() if pa.types.is_null(field.type) or pa.types.is_large_string(field.type) else field.type
        kind = pa.int64() if pa.types.is_integer(kind) else kind
        table = table.set_column(place, pa.field(field.name, kind), table.column(place).cast(kind))
    return table


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
        for place, record in enumerate(rows.itertuples(index=False), start=1):
            for column, value in enumerate(record):
                _cell(sheet, place, column, value, day)
    book.close()
    return buffer.getvalue()


def picture(chart: Chart, kind: str, *, title: str, footer: str) -> bytes:
    """The chart as "svg", "png" or "pdf", on white in its own theme's colours; ``footer`` may have several lines."""
    import vl_convert

    spec = chart.whole(title=title, footer=footer)
    spec["title"]["subtitle"] = [part for line in footer.splitlines() for part in wrap(line, MOST_SIGNS)]
    spec["background"] = "#FFFFFF" if _is_light(chart) else "#0F1419"
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_pdf(spec) if kind == "pdf" else vl_convert.vegalite_to_png(spec, scale=2))


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
