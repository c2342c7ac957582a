"""Builds the automata that find all phrases of a word list in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind


def automaton(phrases: Iterable[str], matchkind: MatchKind = MatchKind.LeftmostLongest) -> AhoCorasick:
    """An automaton that reports phrases by their number in the order given.

    Of the kind that the library chooses. Its largest one is twice as fast alone, but so large that among all the other words it is never
    in the processor's cache: whole articles then take longer.
    """
    return AhoCorasick(list(phrases), matchkind=matchkind)
