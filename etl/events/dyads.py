"""The two sides that a topic names: "Omani-Kenyan relations", "relations between Oman and Kenya"."""

from __future__ import annotations

from collections.abc import Sequence

from etl.events.clause import Clause
from etl.events.units import Kind, Side
from etl.events.words import word_list

_JOINTS = frozenset(["-", "–", "—", "/", "and"])
_RELATIONS = word_list("relations")
_REACH = 6  # words between a pair of adjectives and the noun they belong to


def find_dyad(clause: Clause, subject: Sequence[Side], start: int, end: int) -> list[Side]:
    """The sides of the relations that unnamed leaders discussed; none where the subject is named and no part of them."""
    units = clause.units
    for index in range(start + 1, end):
        joined = index + 1 < end and units[index].lower in _JOINTS and units[index - 1].sides and units[index + 1].sides
        if not joined:
            continue
        dyad = list(dict.fromkeys((*units[index - 1].sides, *units[index + 1].sides)))
        if len(dyad) == 2 and set(subject) <= set(dyad) and (_has_noun(clause, index + 2, end) or units[index - 1].prep == "between"):
            return [side for side in dyad if side not in subject]
    return []


def _has_noun(clause: Clause, start: int, end: int) -> bool:
    """Whether the noun behind the pair is one of relations ("Omani-Kenyan trade and economic cooperation")."""
    near = clause.units[start : min(end, start + _REACH)]
    return any(unit.kind is Kind.WORD and unit.lower in _RELATIONS for unit in near)
