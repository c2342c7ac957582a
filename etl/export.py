"""A table of the warehouse as a file for other programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from etl.errors import EtlError
from warehouse.export import defuse_formulas
from warehouse.home import data_home
from warehouse.read import Warehouse, find_query, query_parameters

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
    "most": 2**62,
}


def export_table(table: str, kind: str, output: Path | None, home: str | None) -> None:
    """Write ``facts``, ``events`` or ``articles`` as ``csv``, ``json`` or ``parquet``; to standard output without a path.

    Raises:
        EtlError: Parquet to standard output, or a place that cannot be written to.
        WarehouseError: There is no warehouse yet.
    """
    if output is None and kind == "parquet":
        raise EtlError("Parquet is not text. Name a file: -o FILE.")
    name = f"export_{table}"
    rows = Warehouse(data_home(home)).query(name, **{each: _EVERYTHING[each] for each in query_parameters(find_query(name))})
    for column in rows.select_dtypes("datetime"):
        rows[column] = rows[column].dt.date  # days, which pandas knows only as midnights
    if output is None:
        _write(rows, kind, sys.stdout)
        return
    try:
        _write(rows, kind, output)
    except OSError as err:
        raise EtlError(f"{output}: cannot be written ({err.strerror or err}). Choose another file with -o.") from err


def _write(rows: pd.DataFrame, kind: str, output: Path | TextIO) -> None:
    if kind == "parquet" and isinstance(output, Path):
        rows.to_parquet(output, index=False)
    elif kind == "json":
        records = rows.astype(object).where(rows.notna(), None).to_dict(orient="records")
        text = json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n"
        output.write_text(text, encoding="utf-8") if isinstance(output, Path) else output.write(text)
    else:
        defuse_formulas(rows).to_csv(output, index=False, lineterminator="\n")
