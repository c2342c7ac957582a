"""Finds listed phrases in a text in one pass: the longest at each place, on word borders, whatever their case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from ahocorasick_rs import MatchKind

from etl.automaton import automaton

T = TypeVar("T")


class Lexicon(Generic[T]):
    """Phrases with what they mean; built once, read by every article."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        table: dict[str, list[T]] = {}
        for phrase, meaning in entries:
            meanings = table.setdefault(phrase, [])
            if meaning not in meanings:
                meanings.append(meaning)
        self._meanings = [tuple(meanings) for meanings in table.values()]
        self._automaton = automaton(table, MatchKind.Standard)

    def find(self, lowered: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(start, end, meanings) of each phrase in a lower-cased text, in reading order, without overlaps.

        A match stands on word borders; of those that overlap the first counts, of those with the same start the longest.
        """
        done = 0
        matches = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True)
            if not (lowered[start - 1 : start].isalnum() and lowered[start].isalnum())
            and not (lowered[end : end + 1].isalnum() and lowered[end - 1].isalnum())
        ]
        matches.sort()
        for start, minus_end, index in matches:
            if start >= done:
                done = -minus_end
                yield start, done, self._meanings[index]


_SURROGATE = re.compile(r"[\ud800-\udfff]")


def lower(text: str) -> str:
    """The text in lower case, of the same length: a letter whose lower case is longer ("İ") stays as it is; lone surrogates are masked."""
    if text.isascii():
        return text.lower()
    lowered = _SURROGATE.sub("\ufffd", text).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in _SURROGATE.sub("\ufffd", text))
