"""What the warehouse says in English sentences (why a number was left out, how a figure was computed), in the reader's language.

A catalogue other than English has a table ``[said]``: the English sentence, with ``{places}`` for what differs, and how it is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from dashboard.wording import catalogue, count, language, listing, period, say

MOST_REASONS = 3  # of why several tellings are one event
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_FORMULA = re.compile(r"(?P<sum>.+?) \((?P<meaning>[^()]+)\)")
_SAME = re.compile(
    r"same parties and act, (?:same date (?P<date>\S+?)|(?P<whole>\S+) contains (?P<part>\S+?)), "
    r"(?:shared area (?P<areas>[a-z_]+(?:, [a-z_]+)*))?(?: and )?(?:shared official (?P<officials>.+))?"
)


@lru_cache(maxsize=4096)
def _translated(text: str, code: str) -> str:
    exact, patterns = _sentences(code)
    if text in exact:
        return exact[text]
    for pattern, said in patterns:
        if found := pattern.fullmatch(text):
            return said.format(**found.groupdict())
    return text


def translate(text: str) -> str:
    """A sentence of the warehouse in the reader's language; what the catalogue does not know stays as it is."""
    return _translated(text.replace("_", " "), language())


def translate_formula(text: str) -> str:
    """A computation in the reader's language: "0.7 + 2.3 = 3.0 billion USD (exports + imports = trade, 2016)"."""
    words = _words(language())
    found = _FORMULA.fullmatch(text)
    if not words or not found:
        return text
    return f"{_each(found['sum'], words)}（{_each(found['meaning'], words)}）"


def why_one(reason: str, areas: Mapping[str, str]) -> str:
    """Why several tellings are one event, area codes by their names: the first few grounds and how many more there are.

    >>> why_one("same parties and act, same date 2023-11-15, shared area cyber", {"cyber": "Cyber security"})
    'same parties and act; same date (15 November 2023); both about Cyber security'
    """
    grounds = []
    for part in reason.split("; "):
        if not (found := _SAME.fullmatch(part)):
            grounds.append(part)
            continue
        if found["date"]:
            dates = say("merged.date", date=period(found["date"]))
        else:
            dates = say("merged.within", whole=period(found["whole"]), part=period(found["part"]))
        names = listing([areas.get(code, code) for code in (found["areas"] or "").split(", ") if code], 4)
        more = [say("merged.areas", areas=names)] if names else []
        more += [say("merged.officials", officials=found["officials"])] if found["officials"] else []
        grounds.append("; ".join((dates, *more)))
    distinct = list(dict.fromkeys(grounds))
    first = f"{say('merged.same')}; " if any(_SAME.fullmatch(part) for part in reason.split("; ")) else ""
    left = len(distinct) - MOST_REASONS
    return first + "; ".join([*distinct[:MOST_REASONS], *([say("merged.more", count=count(left))] if left > 0 else [])])


def _each(text: str, words: Mapping[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub("|".join(rf"\b{re.escape(word)}\b" for word in longest_first), lambda found: words[found[0]], text)


@cache
def _sentences(code: str) -> tuple[Mapping[str, str], list[tuple[re.Pattern[str], str]]]:
    said: Mapping[str, str] = catalogue(code).get("said", {})
    patterns = [(_pattern(english), other) for english, other in said.items() if "{" in english]
    return {english: other for english, other in said.items() if "{" not in english}, patterns


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)


@cache
def _words(code: str) -> Mapping[str, str]:
    found: Mapping[str, str] = catalogue(code).get("formula", {})
    return found
