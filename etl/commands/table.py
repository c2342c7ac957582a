"""Tables as text: in columns for reading, CSV and JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 60
"""Characters of a cell shown in columns; CSV and JSON are never cut."""


class TableFormat(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def in_columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows below their names, columns two spaces apart, numbers to the right; nothing is shown where there is no value.

    >>> print(in_columns(["name", "rows"], [("trade", 12), (None, 3)]))
    name   rows
    trade    12
              3
    """
    lines = [list(names), *([_cell(value) for value in row] for row in rows)]
    values = [list(row) for row in rows] if isinstance(rows, Sequence) else []
    widths = [max(len(line[number]) for line in lines) for number in range(len(names))]
    right = [bool(values) and all(_is_number(row[number]) for row in values) for number in range(len(names))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if to_right else text.ljust(width) for text, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def as_text(table: pd.DataFrame, form: TableFormat) -> str:
    """A data frame in one of the formats, ending in a line feed; formulas in CSV are defused."""
    if form is TableFormat.CSV:
        from warehouse.export import defuse_formulas

        return str(defuse_formulas(table).to_csv(index=False, lineterminator="\n"))
    rows = list(table.itertuples(index=False, name=None))
    if form is TableFormat.JSON:
        records = [dict(zip(map(str, table.columns), row, strict=True)) for row in rows]
        return json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n"
    return in_columns(list(map(str, table.columns)), rows) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:,.15g}" if isinstance(value, float) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
