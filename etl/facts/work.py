"""What is established while an article and its sentences are read from top to bottom."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from etl.document import Document
from etl.facts.attribution import credits_by_pronoun, find_attribution
from etl.facts.context import Context
from etl.facts.governors import Link
from etl.facts.kinds import Reading
from etl.facts.lexicon import Governor, Lexicon
from etl.facts.periods import Clock
from etl.facts.roles import Memory, Roles
from etl.facts.tariff_sides import Sides
from etl.facts.tokens import Phrases, Row
from etl.model import Dropped, Fact, Indicator, Period, Span

_BACK = 4  # sentences


@dataclass(slots=True)
class Work:
    """What is established while one article is read from top to bottom."""

    document: Document
    lexicon: Lexicon
    phrases: Phrases
    context: Context
    hash: str
    facts: list[Fact] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    clock: Clock = field(default_factory=Clock)
    sides: Sides = field(default_factory=Sides)
    governor: Governor | None = None
    money_unit: str | None = None
    count_unit: str | None = None
    units: dict[Indicator | None, str] = field(default_factory=dict)
    number: int = 0
    credited: tuple[Span, str | None] | None = None

    def credit(self, sentence: Span) -> str | None:
        """Whom the sentence credits, found once for all its figures."""
        if self.credited is None or self.credited[0] != sentence:
            words = sentence.of(self.document.text)
            self.credited = (sentence, find_attribution(words) or (self._credited_before(sentence) if credits_by_pronoun(words) else None))
        return self.credited[1]

    def _credited_before(self, sentence: Span) -> str | None:
        """Who was credited last in the few sentences before: whom "he said" means."""
        sentences = self.document.sentences
        at = bisect_left(sentences, sentence.start, key=lambda before: before.span.start)
        for before in reversed(sentences[max(0, at - _BACK) : at]):
            if named := find_attribution(before.span.of(self.document.text)):
                return named
        return None


@dataclass(slots=True)
class Line:
    """What is established while one sentence is read."""

    row: Row
    figures: list[int]
    reading: Reading | None = None
    index: int | None = None
    main: Period | None = None
    last: Period | None = None
    future: bool = False  # the main period is that of a forecast or target
    base: Period | None = None
    base_group: str | None = None
    link: Link | None = None
    roles: Roles | None = None
    indicator: Indicator | None = None
    group: str | None = None
    unit: str | None = None
    open: list[int] = field(default_factory=list)  # facts of the running group without a period
    open_bases: list[int] = field(default_factory=list)  # those of them that are compared with


def is_list_item(row: Row) -> bool:
    """Whether the sentence is an item of a list."""
    return row.word(0) in ("-", "–", "•", "*", "·")
