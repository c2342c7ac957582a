"""Tables on their way to a spreadsheet: words of articles must not run there as formulas."""

from __future__ import annotations

from typing import Any

import pandas as pd

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
