"""A table of the warehouse as a file for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import EtlError
from warehouse.home import data_home
from warehouse.read import Warehouse

if TYPE_CHECKING:
    import pandas as pd


def export_table(table: str, kind: str, output: Path | None, home: str | None) -> None:
    """Write ``facts``, ``events`` or ``articles`` as ``csv``, ``json`` or ``parquet``; to standard output without a path.

    Raises:
        EtlError: Parquet to standard output, or a place that cannot be written to.
        WarehouseError: There is no warehouse yet.
    """
    if output is None and kind == "parquet":
        raise EtlError("Parquet is not text. Name a file: -o FILE.")
    rows = Warehouse(data_home(home)).query(f"export_{table}")
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
