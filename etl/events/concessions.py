"""What a government or its opponents concede at home ("agreed to resign"): an act though only one country is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from etl.events.verbs import forms
from etl.terms.load import read_terms, require_keys


def concedes(lowered: str, start: int, stop: int) -> bool:
    """Whether ``lowered[start:stop]`` tells of a concession."""
    return _pattern().search(lowered, start, stop) is not None


def concedes_passively(subject: str, verb: str) -> bool:
    """Whether the subject of a passive and its verb tell of a concession ("the curfew would be" "eased")."""
    return any(verb in deeds and things.search(subject) for deeds, things in _rows())


@cache
def _rows() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    return tuple(
        (frozenset(form for verb in row["verbs"] for form, _ in forms(verb)), re.compile(rf"(?<!\w){_either(row['things'])}(?!\w)"))
        for row in read_terms("concessions")["concession"]
    )


@cache
def _pattern() -> re.Pattern[str]:
    terms = read_terms("concessions")
    ways = [_either(terms["alone"])]
    for row in terms["concession"]:
        require_keys("concessions", row, ("verbs", "things", "example"))
        deeds = {form for verb in row["verbs"] for form, _ in forms(verb)}
        ways.append(rf"{_either(deeds)} (?:[\w,-]+ ){{0,4}}{_either(row['things'])}")
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
