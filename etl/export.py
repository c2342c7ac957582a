"""A table of the warehouse as a file for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.errors import EtlError
from warehouse.home import data_home
from warehouse.read import Warehouse, find_query, query_parameters

if TYPE_CHECKING:
    import pandas as pd

# The queries are those of the page's download buttons; these values leave every filter open.
_EVERYTHING: dict[str, Any] = {
    **{"first_year": 0, "last_year": 9999, "undated": True, "most": 2**62},
    **{"countries": [], "partners": [], "areas": [], "statuses": []},
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
    try:
        _write(rows, kind, output)
    except OSError as err:
        raise EtlError(f"{output}: cannot be written ({err.strerror}). Choose another file with -o.") from err


def _write(rows: pd.DataFrame, kind: str, output: Path | None) -> None:
    if kind == "parquet" and output is not None:
        rows.to_parquet(output, index=False)
    elif kind == "json":
        rows.to_json(output or sys.stdout, orient="records", lines=False, date_format="iso", force_ascii=False, indent=1)
    else:
        rows.to_csv(output or sys.stdout, index=False, lineterminator="\n")
