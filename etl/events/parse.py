"""From the text of a sentence to its units, in four steps: cut, nouns of the countries, titles, prepositions."""

from __future__ import annotations

from etl.document import Document, Sentence
from etl.events.heads import find_heads
from etl.events.marks import cut
from etl.events.prepositions import find_prepositions
from etl.events.titles import join_portfolios, join_titles
from etl.events.units import Kind, Unit


def build_units(document: Document, lowered: str, sentence: Sentence) -> list[Unit]:
    """The units of a sentence, in reading order, with the preposition and head of each side found."""
    units = cut(document, lowered, sentence)
    sides = [index for index, unit in enumerate(units) if unit.kind is Kind.SIDE]
    find_heads(units, sides)
    if any(units[index].form == "person" for index in sides):
        units = join_titles(units)
    if lowered.find(" of ", sentence.span.start, sentence.span.end) >= 0:
        units = join_portfolios(units)
    find_prepositions(units)
    return units
