"""How a verb stands in its clause, and the adverbs that stand inside its group."""

from __future__ import annotations

from dataclasses import dataclass

from etl.events.units import Kind, Unit
from etl.events.words import word_list
from etl.model import EventStatus, Polarity

_ADVERBS = word_list("adverbs")
_NO_ADVERBS = word_list("no_adverbs")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a verb stands in its clause.

    Attributes:
        tense: present, perfect, past, pluperfect or future.
        passive: The subject is what the act was done to.
        reduced: A participle behind its noun ("an agreement signed in May").
        edge: Index of the first unit that belongs to the verb group; the subject stands left of it.
    """

    status: EventStatus
    polarity: Polarity
    tense: str
    passive: bool
    reduced: bool
    edge: int


def told(
    edge: int, tense: str, negated: bool, *, passive: bool = False, reduced: bool = False, status: EventStatus = EventStatus.HAPPENED
) -> Reading:
    """A verb group from ``edge`` on, told as done unless ``status`` says otherwise."""
    return Reading(status, Polarity.NEGATED if negated else Polarity.AFFIRMED, tense, passive, reduced, edge)


def is_filler(unit: Unit) -> bool:
    """Whether a word may stand inside a verb group without changing what it tells ("will formally sign")."""
    return unit.kind is Kind.WORD and (unit.lower in _ADVERBS or (unit.lower.endswith("ly") and unit.lower not in _NO_ADVERBS))
