"""Finds listed phrases in a text in one pass: the longest at each place, on word borders, whatever their case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

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
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.Standard)

    def find(self, lowered: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(start, end, meanings) of each phrase in a lower-cased text, in reading order, without overlaps.

        A match stands on word borders; of those that overlap the first counts, of those with the same start the longest.
        """
        size, done = len(lowered), 0
        matches = sorted((start, -end, index) for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True))
        for start, minus_end, index in matches:
            end = -minus_end
            if start < done or not _on_borders(lowered, start, end, size):
                continue
            done = end
            yield start, end, self._meanings[index]


def _on_borders(lowered: str, start: int, end: int, size: int) -> bool:
    if start and lowered[start - 1].isalnum() and lowered[start].isalnum():
        return False
    return not (end < size and lowered[end].isalnum() and lowered[end - 1].isalnum())


_SURROGATE = re.compile("[\ud800-\udfff]")


def lower(text: str) -> str:
    """The text in lower case, of the same length: a letter whose lower case is longer ("İ") stays as it is; lone surrogates are masked."""
    lowered = _SURROGATE.sub("\ufffd", text).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in _SURROGATE.sub("\ufffd", text))
