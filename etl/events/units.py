"""The pieces of a sentence that the grammar reads: words, sides (countries, people, organisations), dates and marks."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from etl.document import CountryForm, DateMention


class Kind(StrEnum):
    """What a unit is."""

    WORD = "word"
    SIDE = "side"
    DATE = "date"
    MARK = "mark"


class Head(StrEnum):
    """What noun a country's name or adjective belongs to."""

    BARE = "bare"  # Japan; Netanyahu
    STATE = "state"  # the Japanese government, Japan's foreign ministry
    PRIVATE = "private"  # Japanese companies
    THING = "thing"  # Japan's efforts, Israeli assistance


class Side(NamedTuple):
    """A country, bloc or organisation that may be a party."""

    name: str
    iso3: str | None


class Unit:
    """One word, side, date or mark of a sentence.

    Only the first four are set for each unit; the others fall back to the class, because most units are plain words and there are many.

    Attributes:
        sides: The countries or organisations a side unit stands for; empty for a pronoun before it is resolved.
        anaphor: "pair", "person", "thing", "counterpart" or "speaker" for a pronoun or a phrase like one.
        person: The name of the person, if it is one, and ``office`` the words of the office.
        prep: The preposition that governs a side, "" when none does.
        head: What noun a side modifies, and ``head_word`` that noun.
    """

    sides: tuple[Side, ...] = ()
    form: str = ""
    anaphor: str = ""
    person: str | None = None
    office: str = ""
    prep: str = ""
    head: Head
    head_word: str = ""
    possessive: bool = False
    date: DateMention | None = None
    raw_capital: bool = False

    def __init__(self, start: int, end: int, lower: str, kind: Kind) -> None:
        self.start = start
        self.end = end
        self.lower = lower
        self.kind = kind
        self.head = Head.BARE


def is_place(unit: Unit) -> bool:
    """Whether a side unit is a place: a city, or a capital after a preposition of place."""
    if unit.form == CountryForm.CITY.value:
        return True
    return (
        unit.form == CountryForm.CAPITAL.value
        and not unit.possessive
        and unit.prep in ("in", "at", "near", "from", "to", "into", "outside", "around", "across")
    )
