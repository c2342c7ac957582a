"""One clause as the grammar works on it, where it ends, and the frames it opens: an act with its parties before mentions are merged."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.document import DateMention, Sentence
from etl.events.acts import Row
from etl.events.areas import AreaIndex
from etl.events.context import Context
from etl.events.reading import Reading
from etl.events.units import Kind, Side, Unit
from etl.events.words import word_list
from etl.model import Act, AreaMention, EventStatus, Polarity

_BREAKS = word_list("breaks")
_ADJUNCT = word_list("adjunct")
_FUTURE_ADJUNCT = word_list("future_adjunct")


@dataclass(slots=True)
class Frame:
    """One act as one clause tells it, before mentions are merged."""

    act: Act
    row: Row | None
    start: int
    end: int
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    status: EventStatus
    polarity: Polarity
    tense: str
    areas: list[AreaMention]
    dates: list[DateMention]
    trigger: int
    scope_end: int
    sentence: int
    paragraph: int
    heading: bool
    caption: bool
    is_noun: bool = False
    instrument: str | None = None
    serial: int | None = None
    enumerates: int = 0
    officials: frozenset[str] = frozenset()
    suppliers: tuple[Side, ...] = ()
    places: tuple[Side, ...] = ()
    one_sided: bool = False
    pronoun: bool = False
    has_topic: bool = False
    within_trip: bool = False
    anonymous: int = 0
    ranks: frozenset[str] = frozenset()
    local: bool = False
    sequel: bool = False
    freeing: bool = False
    yielding: bool = False
    opening: bool = False  # told in the first sentence of the text, which names no date
    lasting: bool = False  # "since", "always": told of a long time, not as news
    rule: str = ""

    @property
    def sides(self) -> frozenset[Side]:
        """All parties."""
        return frozenset(self.actors) | frozenset(self.recipients)


@dataclass(slots=True)
class Clause:
    """What the grammar looks at: the sentence's units and the article's state."""

    text: str
    lowered: str
    units: list[Unit]
    sentence: Sentence
    number: int
    areas: AreaIndex
    context: Context
    opening: bool = False  # one of the first sentences of the body, and no date in it
    lead: bool = False  # one of them, with a date or without
    verbs: tuple[int, ...] = ()  # where verbs of acts stand, as indices of units
    nouns: tuple[int, ...] = ()  # where nouns of acts stand
    taken: list[tuple[int, int]] = field(default_factory=list)  # scopes whose nouns and infinitives are content of another act
    frames: list[Frame] = field(default_factory=list)


@dataclass(slots=True)
class Subject:
    """Who stands before the verb."""

    sides: tuple[Side, ...] = ()
    people: frozenset[str] = frozenset()
    start: int = -1
    private: bool = False
    pronoun: bool = False
    speaker: bool = False
    between: bool = False
    crossed: bool = False  # an earlier verb stands between ("met X and agreed")
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RightSide:
    """A side to the right of the verb."""

    index: int
    unit: Unit
    sides: tuple[Side, ...]
    complement: bool


@dataclass(slots=True)
class Parties:
    """Who takes part, and which other roles the clause names."""

    actors: list[Side]
    recipients: list[Side]
    suppliers: list[Side] = field(default_factory=list)
    places: list[Side] = field(default_factory=list)
    dyads: list[Side] = field(default_factory=list)  # separate partners of a plural ("partnerships with A and B")
    people: set[str] = field(default_factory=set)
    pronoun: bool = False


def find_end(units: list[Unit], start: int) -> int:
    """Index after the last unit of the clause that the verb before ``start`` governs."""
    size = len(units)
    for index in range(start, size):
        word = units[index].lower
        if word in _BREAKS:
            return index
        if word == "which" and index > start and units[index - 1].lower in ("during", "after", "at"):
            return index - 1
        if word in ("said", "says", "told", "reported") and index > start:
            return _before_speaker(units, start, index)
        if word in ("expected", "scheduled", "due") and index > start and units[index - 1].lower == ",":
            return index
        if word in ("according", "adding", "saying") and index > start:
            return index
        if (
            word in ("and", "as", ",")
            and index + 2 < size
            and units[index + 1].kind is Kind.SIDE
            and units[index + 1].prep == ""
            and _finite_soon(units, index + 2)
        ):
            return index
    return size


def _before_speaker(units: list[Unit], start: int, index: int) -> int:
    """ "..., the foreign ministry said": the clause ends at the comma before the speaker."""
    for back in range(index - 1, max(start, index - 14), -1):
        if units[back].lower in (",", "”", '"'):
            return back
    return index


def _finite_soon(units: list[Unit], index: int) -> bool:
    return any(
        unit.lower in ("will", "has", "have", "is", "are", "was", "were", "said", "would", "had", "can", "also")
        or (unit.lower.endswith("ed") and len(unit.lower) > 4)
        for unit in units[index : index + 2]
        if unit.kind is Kind.WORD
    )


def find_governor(units: list[Unit], index: int) -> tuple[str, int]:
    """The preposition or verb that governs the noun phrase, left of its determiners, adjectives and owners."""
    back = index - 1
    steps = 0
    while back >= 0 and steps < 9:
        unit = units[back]
        if unit.kind is Kind.WORD and unit.lower in _ADJUNCT | _FUTURE_ADJUNCT | {
            "for",
            "to",
            "of",
            "with",
            "no",
            "by",
            "from",
            "and",
            "without",
        }:
            if (
                unit.lower == "of"
                and back
                and units[back - 1].lower in ("hour", "hours", "day", "days", "round", "rounds", "week", "weeks", "series", "minutes")
            ):
                back, steps = back - 1, 0
                continue
            if unit.lower == "of" and back and units[back - 1].lower == "ahead":
                return "ahead", back - 1
            return unit.lower, back
        if unit.kind is Kind.MARK and unit.lower not in ('"', "“", "”", "'", "-", "–", "’"):
            return "", back
        if unit.kind is Kind.WORD and (
            unit.lower.endswith("ed")
            or unit.lower in ("will", "is", "are", "was", "were", "held", "holds", "has", "had", "that", "follows")
        ):
            return unit.lower, back
        back -= 1
        steps += 1
    return "", back


def find_start(units: list[Unit], index: int, reading: Reading, subject: Subject) -> int:
    """Index of the first unit of the clause: its subject, else where the words before the verb begin."""
    if subject.start >= 0:
        return min(subject.start, index)
    position = min(index, reading.edge)
    while position > 0 and units[position - 1].lower not in _BREAKS and index - position < 25:
        position -= 1
    return position
