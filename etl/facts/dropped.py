"""Why a number is no fact, in words a reader of the dashboard understands."""

from __future__ import annotations

import re

from etl.facts.figures import Figure
from etl.model import Dimension

_LENGTHS = re.compile(r"mile|kilomet|km\b|metre|meter|feet|foot|yard|inch|hectare|acre|square|sq\b", re.IGNORECASE)


def reason_of(figure: Figure, text: str, reason: str | None) -> str:
    """The most telling reason: what the number measures if that is no indicator, else why the reading failed."""
    quantity = figure.quantity
    if quantity is not None:
        if quantity.dimension is Dimension.TIME:
            return "duration or age"
        if quantity.dimension is Dimension.PHYSICAL and _LENGTHS.search(figure.span.of(text)):
            return "distance or area"
        if quantity.per:
            return f"price or rate per {quantity.per}"
        if reason is None and quantity.dimension is Dimension.COUNT:
            return f"count of {quantity.unit}"
        if reason is None and quantity.dimension is Dimension.NONE:
            return "bare number"
    return reason or "no indicator"
