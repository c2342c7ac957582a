"""Search by words: what is asked of the index, and where it stands in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

MOST_WORDS = 4  # as many as the index looks for at once
_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r"[^\W_]{2,}|\d")  # a letter alone ("Japan's") says nothing


def searched(text: str | None) -> tuple[str, ...]:
    """The words of a question as the index holds them: in lower case and without accents, the longest where there are too many.

    >>> searched("Free-trade in Côte d'Ivoire")
    ('free', 'trade', 'cote', 'ivoire')
    """
    found = list(dict.fromkeys(_ASKED.findall(_bare(text or "").lower())))
    kept = sorted(found, key=len, reverse=True)[:MOST_WORDS]
    return tuple(word for word in found if word in kept)


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words of the text begin as one of ``words``, in order.

    >>> places("Trading, not trade.", ["trad"])
    [(0, 7), (13, 18)]
    """
    if not words:
        return []
    return [(found.start(), found.end()) for found in _WORD.finditer(text) if _bare(found[0]).lower().startswith(tuple(words))]


def around(text: str, words: Sequence[str], limit: int) -> str:
    """At most about ``limit`` characters of a sentence, those around the first hit, cut between words."""
    whole = " ".join(text.split())
    hits = places(whole, words)
    if len(whole) <= limit or not hits or hits[0][1] < limit:
        return whole if len(whole) <= limit else f"{whole[:limit].rsplit(' ', 1)[0]} …"
    start = whole.find(" ", max(0, hits[0][0] - limit // 3)) + 1
    rest = whole[start:]
    return f"… {rest}" if len(rest) <= limit else f"… {rest[:limit].rsplit(' ', 1)[0]} …"


def emphasised(text: str, words: Sequence[str], write: Callable[[str], str]) -> str:
    """The text as Markdown with its hits in bold; ``write`` makes the other characters harmless."""
    parts, last = [], 0
    for start, end in places(text, words):
        parts += [write(text[last:start]), f"**{write(text[start:end])}**"]
        last = end
    return "".join([*parts, write(text[last:])])


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
