"""Finds listed phrases in a text in one pass: the longest at each place, on word borders, whatever their case."""

from __future__ import annotations

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
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)

    def find(self, lowered: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(start, end, meanings) of each phrase in a lower-cased text, in reading order, without overlaps.

        A match must stand on word borders; where the longest match does not ("agreements" inside "disagreements"), nothing is found.
        """
        size = len(lowered)
        for index, start, end in self._automaton.find_matches_as_indexes(lowered):
            if start and lowered[start - 1].isalnum() and lowered[start].isalnum():
                continue
            if end < size and lowered[end].isalnum() and lowered[end - 1].isalnum():
                continue
            yield start, end, self._meanings[index]


def lower(text: str) -> str:
    """The text in lower case, of the same length: a letter whose lower case is longer ("İ") stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
