"""Part of a file that holds several articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """Where a slice begins and ends.

    Attributes:
        start, end: Bytes of a JSON Lines file once it is unpacked, row groups of a Parquet file; half-open.
        items: Lines or rows that stand before it.
    """

    start: int
    end: int
    items: int
