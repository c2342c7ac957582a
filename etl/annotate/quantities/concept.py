"""What a quantity measures, as far as the words beside it say: "exports of $5 billion", "30 per cent of men", "trade rose 3 pct"."""

from __future__ import annotations

import re

from etl.model import Span

from .draft import Draft
from .lexicon import Lexicon

_RIGHT = re.compile(
    r" (?:of|in|for) (?:the |its |their |his |her |a |an )?([A-Za-z][\w'’-]*(?: [a-z][\w'’-]*){0,2}?)"
    r"(?= (?:of|in|at|to|from|by|for|and|is|are|was|were|will|has|have|had|said|on|with|as)\b|[,.;:)]|$)"
)


def find_concept(text: str, draft: Draft, lexicon: Lexicon) -> Span | None:
    """The span of the thing measured; None when the words beside the quantity do not say it."""
    match = _RIGHT.match(text, draft.after)
    if match is not None:
        return Span(match.start(1), match.end(1))
    words = draft.before
    position = draft.governed
    linked = False
    while position and (words[position - 1] in lexicon.links or words[position - 1] in lexicon.verbs):
        position -= 1
        linked = True
    if not linked or not position:
        return None
    word = words[position - 1]
    if word.lower() in lexicon.stop or not word[-1].isalpha():
        return None
    at = draft.start
    for later in reversed(words[position - 1 :]):
        at = text.rfind(later, 0, at)
    return Span(at, at + len(word)) if at >= 0 else None
