"""A table of the warehouse as a file for other programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from etl.errors import EtlError
from warehouse.export import defuse_formulas, with_amounts, write_workbook
from warehouse.home import data_home
from warehouse.read import Warehouse, find_query, query_parameters
from warehouse.sdmx import observations

if TYPE_CHECKING:
    import pandas as pd

# The queries are those of the page's download buttons; these values leave every filter open.
_EVERYTHING: dict[str, Any] = {
    "first_year": 0,
    "last_year": 9999,
    "undated": True,
    "countries": [],
    "partners": [],
    "areas": [],
    "statuses": [],
    "acts": [],
    "indicators": [],
    "sources": [],
    "least": 0,
    "skip": 0,
    "most": 2**62,
}


_NOT_TEXT = {"parquet": "Parquet", "xlsx": "An Excel workbook"}


def export_table(
    table: str, kind: str, output: Path | None, home: str | None, *, currency: str | None = None, prices_of: int | None = None
) -> int:
    """Write ``facts``, ``events`` or ``articles``; to standard output without a path.

    Args:
        kind: ``csv``, ``json``, ``parquet``, ``xlsx``, or for facts ``sdmx-csv``.
        currency, prices_of: For facts: amounts also in this currency, or in dollars of this year (see ``with_amounts``).

    Returns:
        How many rows the kind has no place for: SDMX takes only figures with a side and a period, and no targets.

    Raises:
        EtlError: A file that is not text to standard output, a place that cannot be written to, or no figures as SDMX.
        WarehouseError: There is no warehouse yet.
    """
    if output is None and kind in _NOT_TEXT:
        raise EtlError(f"{_NOT_TEXT[kind]} is not text. Name a file: -o FILE.")
    if kind == "sdmx-csv" and table != "facts":
        raise EtlError(f"SDMX has no place for {table}. Export facts, or choose another --format.")
    if (currency or prices_of) and (table != "facts" or kind == "sdmx-csv"):
        raise EtlError("Only facts have amounts, and SDMX takes them as stated. Leave out --currency and --prices-of.")
    name = f"export_{table}"
    warehouse = Warehouse(data_home(home))
    rows = warehouse.query(name, **{each: _EVERYTHING[each] for each in query_parameters(find_query(name))})
    if table == "facts":
        rows = with_amounts(rows, warehouse, currency=currency, prices_of=prices_of)
    for column in rows.select_dtypes("datetime"):
        rows[column] = rows[column].dt.date  # days, which pandas knows only as midnights
    left_out = 0
    if kind == "sdmx-csv":
        found = observations(rows)
        rows, left_out = found.table, found.left_out
    try:
        _write(rows, table, kind, sys.stdout if output is None else output)
    except OSError as err:
        if output is None:
            raise
        raise EtlError(f"{output}: cannot be written ({err.strerror or err}). Choose another file with -o.") from err
    return left_out


def _write(rows: pd.DataFrame, table: str, kind: str, output: Path | TextIO) -> None:
    if kind == "parquet" and isinstance(output, Path):
        rows.to_parquet(output, index=False)
    elif kind == "xlsx" and isinstance(output, Path):
        write_workbook(rows, table, output)
    elif kind == "json":
        records = rows.astype(object).where(rows.notna(), None).to_dict(orient="records")
        text = json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n"
        output.write_text(text, encoding="utf-8") if isinstance(output, Path) else output.write(text)
    else:
        defuse_formulas(rows).to_csv(output, index=False, lineterminator="\n")
