"""Quantities as the lines of ``entente quantities``: one JSON object each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from etl.model import Dimension, Quantity

from .lexicon import lexicon


def to_json(doc_id: str, text: str, quantities: Sequence[Quantity]) -> list[dict[str, Any]]:
    """The contract's objects for the quantities of one text, in reading order.

    "from A to B" with nothing else between becomes one range, as readers of general quantities expect; the values
    themselves (and so facts) keep the two sides apart.
    """
    lines = []
    for first, last in _merged(text, quantities):
        unit = dictionary_form(first.unit) if first.unit and first.dimension is Dimension.COUNT else first.unit
        unit = unit if first.per is None else f"{unit} per {first.per}"
        value: Any = float(first.value)
        if last is not first:
            value = [float(first.value), float(last.value if last.high is None else last.high)]
        elif first.high is not None:
            value = [value, float(first.high)]
        lines.append(
            {
                "id": doc_id,
                "start": first.span.start,
                "end": last.span.end,
                "text": text[first.span.start : last.span.end],
                "value": value,
                "unit": unit,
                "change": first.change.value,
                "concept": first.concept.of(text) if first.concept else None,
            }
        )
    return lines


def dictionary_form(noun: str) -> str:
    """A counted noun without comparison: "oldest buildings" are old buildings, "most useful tools" useful tools."""
    first, _, rest = noun.partition(" ")
    if not rest:
        return noun
    if first in ("most", "least"):
        return rest
    return f"{lexicon().superlatives.get(first, first)} {rest}"


def _merged(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    index = 0
    while index < len(quantities):
        first = last = quantities[index]
        if index + 1 < len(quantities) and _is_pair(text, first, quantities[index + 1]):
            last = quantities[index + 1]
            index += 1
        yield first, last
        index += 1


def _is_pair(text: str, first: Quantity, second: Quantity) -> bool:
    return (
        first.lead == "from"
        and first.high is None
        and first.unit == second.unit
        and text[first.span.end : second.span.start].strip() == "to"
    )
