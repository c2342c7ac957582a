"""Where a quantity may begin: one compiled pattern over digits and the words of numbers.toml, scanned at tens of MB/s.

Python's ``re`` is fast when a pattern can only begin with a few characters. So a word must follow one of the characters that
precede words, and the words are folded into a tree of common beginnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from etl.terms.load import read_terms

VULGAR = "½¼¾⅓⅔⅛⅜⅝⅞"
_BEFORE_WORD = " \\n\\t\\r\u00a0\u2009\u202f\"“”'‘’(\\[—–/\\-,;:*•>"


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
    """The pattern (group 1: the words, unset for a digit or fraction sign), one for the very start of a text, and what each word is."""

    pattern: re.Pattern[str]
    at_start: re.Pattern[str]
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


def _upper(words: Iterable[str]) -> Iterator[str]:
    return (word.upper() for word in words if " " not in word)


@cache
def anchors() -> Anchors:
    """The patterns, built on first use."""
    kinds = _kinds()
    mixed = _pattern_of(_tree(kinds), first=True)
    upper = _pattern_of(_tree(_upper(kinds)))
    words = f"((?:{mixed}|{upper})(?:[ -]?fold)?)(?![\\w])"
    return Anchors(
        pattern=re.compile(rf"[\d{VULGAR}]|[{_BEFORE_WORD}]{words}"),
        at_start=re.compile(rf"[\d{VULGAR}]|{words}"),
        kinds=kinds,
    )
