"""Closed classes of English words (articles, prepositions, auxiliaries) written as one line of text."""

from __future__ import annotations

CLAUSE_BREAKS = frozenset({";", "while", "whereas", "but", "although"})
"""What opens another clause of a sentence."""


def words(text: str) -> frozenset[str]:
    """The words of ``text``, which are separated by spaces.

    >>> sorted(words("of in"))
    ['in', 'of']
    """
    return frozenset(text.split())
