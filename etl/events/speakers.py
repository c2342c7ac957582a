"""Who speaks: the side of the person who says the words quoted in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from etl.events.units import Kind, Side, Unit
from etl.events.words import word_list

_SAYING = word_list("saying")


def find_speaker(units: Sequence[Unit]) -> tuple[Side, ...]:
    """The side of "Cohen said", "said the minister", "President of Russia Vladimir Putin:" in a sentence; empty if none."""
    for index, unit in enumerate(units):
        if unit.lower in _SAYING:
            for near in (index - 1, index - 2, index + 1, index + 2, index + 3):
                if (
                    0 <= near < len(units)
                    and units[near].kind is Kind.SIDE
                    and (units[near].person or units[near].sides)
                    and not units[near].anaphor
                ):
                    return units[near].sides
    return ()
