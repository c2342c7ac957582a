"""The sides to the right of a verb, in reading order, and whether each stands inside an infinitive or a verb in -ing."""

from __future__ import annotations

from etl.events.clause import Clause, RightSide
from etl.events.units import Kind, Unit
from etl.events.words import word_list

_DETERMINERS = word_list("determiners")
_GERUND_NOUNS = frozenset(["meeting", "hearing", "briefing", "opening", "signing", "beginning", "spring", "morning", "evening", "training"])
_NO_VERBS = frozenset(["about", "almost", "nearly", "the", "a", "an", "its", "his", "their", "her", "both", "war-torn", "some"])


def find_right_sides(clause: Clause, start: int, end: int) -> list[RightSide]:
    """The sides between two places of the sentence, and whether each stands inside an infinitive."""
    units = clause.units
    found: list[RightSide] = []
    complement = 0 < start < end and units[start - 1].lower == "to" and _is_infinitive(units[start])
    for index in range(start, end):
        unit = units[index]
        if unit.kind is Kind.SIDE:
            found.append(RightSide(index, unit, clause.context.resolve(unit), complement or _in_gerund(units, start, index)))
        elif unit.lower == "to" and index + 1 < end and _is_infinitive(units[index + 1]):
            complement = True
    return found


def _in_gerund(units: list[Unit], start: int, index: int) -> bool:
    """ "cooperate in responding to North Korea": a side that belongs to a verb in -ing behind "in" or "by"."""
    return any(
        units[back].lower.endswith("ing")
        and units[back - 1].lower in ("in", "by", "without", "towards", "toward")
        and units[back].lower not in _GERUND_NOUNS
        and not units[back].raw_capital
        for back in range(max(start + 1, index - 4), index)
        if units[back].kind is Kind.WORD
    )


def _is_infinitive(unit: Unit) -> bool:
    """Whether the word after "to" looks like a verb: no article, no name, no plural noun ("aid to refugees")."""
    if unit.kind is not Kind.WORD or unit.raw_capital or unit.lower in _NO_VERBS or unit.lower[0].isdigit():
        return False
    if unit.lower in _DETERMINERS or unit.lower.endswith(("ern", "ous", "ful", "oded", "cked", "oded")):
        return False  # "to northern Nepal"
    if "-" in unit.lower and not unit.lower.startswith(("re-", "co-")):
        return False  # "to quake-hit Nepal"
    return not (unit.lower.endswith("s") and not unit.lower.endswith("ss"))
