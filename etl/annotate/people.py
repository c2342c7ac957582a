"""Finds the people who act for a country: office-holders, their counterparts, and their later mentions by surname."""

from __future__ import annotations

from collections.abc import Sequence

from etl.document import CountryMention, PersonMention, Sentence


def find_people(text: str, sentences: Sequence[Sentence], countries: Sequence[CountryMention]) -> tuple[PersonMention, ...]:
    """The people who act for a country, in reading order."""
    return ()
