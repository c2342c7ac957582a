"""What a quantity measures, as far as the words beside it say: "exports of $5 billion", "30 per cent of men"."""

from __future__ import annotations

import re

from etl.model import Span

from .draft import Draft

_RIGHT = re.compile(
    r" (?:of|in|for) (?:the |its |their |his |her |a |an )?((?:[A-Za-z][\w'’-]*)(?: [a-z][\w'’-]*){0,2}?)(?= (?:of|in|at|to|from|by|for|and|is|are|was|were|will|has|have|had|said|on|with|as)\b|[,.;:)]|$)"
)
_LEFT = re.compile(
    r"([A-Za-z][\w'’&-]*(?: [a-z][\w'’-]*)?) (?:of|at|to|is|are|was|were|stood at|rose|fell|grew|reached|totalled|totaled|amounted to|increased|decreased|declined|dropped|by|hit|has|have|had|worth|climbed|jumped) (?:by |to |a |about |around |some |nearly |almost |more than |over )*$"
)
_WINDOW = 80


def find_concept(text: str, draft: Draft) -> Span | None:
    """The span of the thing measured; None when the words beside the quantity do not say it."""
    match = _RIGHT.match(text, draft.after)
    if match is not None:
        return Span(match.start(1), match.end(1))
    left = draft.hedge_start if draft.hedge_end and draft.hedge_start < draft.start else draft.start
    match = _LEFT.search(text, max(0, left - _WINDOW), left)
    return Span(match.start(1), match.end(1)) if match else None
