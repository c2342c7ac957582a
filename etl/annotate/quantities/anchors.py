"""Where a quantity may begin: at a digit, or at one of the words of numbers.toml.

One pass of an automaton finds where such a word may stand; there a pattern, in which the words are folded into a tree of common
beginnings, tells where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from etl.automaton import automaton
from etl.terms.load import read_terms

VULGAR = "½¼¾⅓⅔⅛⅜⅝⅞"
ANY_DIGIT = re.compile(rf"[\d{VULGAR}]")
ASCII_DIGIT = re.compile(r"[0-9]")  # found at twice the speed
_BEFORE_WORD = frozenset(" \n\t\r\u00a0\u2009\u202f\"“”'‘’([—–/-,;:*•>")


class Anchor(Enum):
    """What kind of word was found."""

    DIGIT = "digit"  # 5, ½
    CARDINAL = "cardinal"  # three
    ARTICLE = "article"  # a million, a third
    HALF = "half"
    VAGUE = "vague"  # tens (of thousands)
    VERB = "verb"  # doubled
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The words of numbers: all their spellings, a pattern for the longest of them at a place, and what each word is."""

    automaton: AhoCorasick
    words: re.Pattern[str]
    kinds: Mapping[str, Anchor]


_VERBS = dict.fromkeys(("doubl", "tripl", "trebl", "quadrupl", "quintupl", "halv"), ("e", "es", "ed", "ing"))


def _kinds() -> dict[str, Anchor]:
    numbers = read_terms("numbers")
    kinds = dict.fromkeys(numbers["cardinals"], Anchor.CARDINAL)
    wholes = [word for word in numbers["scales"] if not word.endswith("s")]
    parts = [word for word in numbers["fractions"] if not word.endswith(("s", "halves"))]
    for word in (*wholes, *parts):
        article = "an" if word.startswith("eighth") else "a"
        kinds[f"{article} {word}"] = Anchor.ARTICLE
    kinds |= dict.fromkeys(numbers["vague"], Anchor.VAGUE)
    kinds |= {stem + ending: Anchor.VERB for stem, endings in _VERBS.items() for ending in endings}
    return kinds | {"half": Anchor.HALF, "twice": Anchor.TWICE, "thrice": Anchor.TWICE}


def _tree(words: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return root


def _pattern_of(node: Mapping[str, Any], *, first: bool = False) -> str:
    branches = [_letter(letter, first=first) + _pattern_of(child) for letter, child in node.items() if letter]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return body + ("?" if "" in node else "")


def _letter(letter: str, *, first: bool) -> str:
    if letter == " ":
        return "[ \\-]"
    return f"[{letter}{letter.upper()}]" if first else letter


def _hyphened(words: Iterable[str]) -> Iterator[str]:
    return (word.replace(" ", "-") for word in words if " " in word)


def _upper(words: Iterable[str]) -> Iterator[str]:
    return (word.upper() for word in words if " " not in word)


@cache
def anchors() -> Anchors:
    """The tables, built on first use."""
    kinds = _kinds()
    mixed = _pattern_of(_tree(kinds), first=True)
    upper = _pattern_of(_tree(_upper(kinds)))
    return Anchors(
        automaton=automaton(
            sorted({*kinds, *_hyphened(kinds), *(word.capitalize() for word in (*kinds, *_hyphened(kinds))), *_upper(kinds)}),
            MatchKind.Standard,
        ),
        words=re.compile(f"(?:{mixed}|{upper})(?:[ -]?fold)?(?![\\w])"),
        kinds=kinds,
    )


def find_words(text: str) -> list[tuple[int, int]]:
    """Where the words of numbers stand, in reading order; they may overlap ("a thousandths")."""
    tables = anchors()
    match = tables.words.match
    starts = {start for _, start, _ in tables.automaton.find_matches_as_indexes(text, overlapping=True)}
    return [found.span() for start in sorted(starts) if (not start or text[start - 1] in _BEFORE_WORD) and (found := match(text, start))]
