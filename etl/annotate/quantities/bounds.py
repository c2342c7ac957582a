"""The bound or approximation beside a quantity: "more than", "some", "up to", "or more", "-plus"."""

from __future__ import annotations

import re

from etl.model import Change, Dimension, Span

from .draft import Draft
from .lexicon import Lexicon

_WINDOW = 90
_LONGEST = 6  # words in a bound
_OPENING = "(\"“'‘[—–"
_NOT_BOUNDS = frozenset({"within", "near", "beyond", "passing"})  # of place and time far more often than of amounts
_PLACES = frozenset({"under", "over", "above", "below"})  # before an article they say place: "under a $2 billion plan"
_UP_TO = ("up", "to")
_WITH_UP = frozenset(
    {"ticked", "edged", "inched", "nudged", "moved", "crept", "went", "goes", "going", "gone", "shot", "picked", "pushed", "pushing"}
    | {"bumped", "climbed", "climbing", "rose", "jumped", "creeping", "moving", "edging", "inching", "bounced", "drifted"}
)
_WITH_OVER = frozenset(
    {"hand", "hands", "handed", "handing", "take", "takes", "taking", "turned", "turns", "turning", "presided", "watched", "fought"}
)
_OVER_TIME = frozenset(["for", "in", "of", "just", "takes", "took", "lasted", "after", "is", "was", "were", "well", "last"])


def words_before(text: str, end: int, *, most: int = 9) -> list[str]:
    """The last words before ``end``, in reading order, of the same line."""
    window = text[max(0, end - _WINDOW) : end]
    line = window.rfind("\n", 0, len(window.rstrip()))
    if line >= 0:
        window = window[line + 1 :]
    elif end > _WINDOW:
        window = window.partition(" ")[2]
    return window.rsplit(None, most)[-most:]


def read_bound_before(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Find the bound before a quantity; sets ``change``, ``hedge_*``, ``before``, ``governed``, ``left``."""
    at = draft.start
    if not draft.before or at != draft.number_start:
        draft.before = words_before(text, at)
    words = draft.before
    draft.governed = position = len(words)
    if position and words[-1].lower() == "sub-" and text[at - 1] == "-":
        _set(draft, Change.LESS, at - 4, at)
        return
    for gap in (0, 1, 2):
        here = position - gap
        if here <= 0 or (gap and words[here].lower() not in lexicon.between):
            return
        rows = lexicon.bounds_before.get(words[here - 1].lower().lstrip(_OPENING))
        if rows is None:
            continue
        lowered = [word.lower().lstrip(_OPENING) for word in words[max(0, here - _LONGEST) : here]]
        for phrase, change in rows:
            size = len(phrase)
            if size > here or (size > 1 and tuple(lowered[-size:]) != phrase):
                continue
            if phrase == _UP_TO and here > 2 and words[here - 3].lower() in _WITH_UP:
                return  # "ticked up to 2.1 per cent": a level that is reached
            if size == 1 and ((gap and phrase[0] in _PLACES) or not _is_bound(words, here, phrase[0], draft, lexicon)):
                return
            start = find_back(text, at, words[here - size :])
            start += len(words[here - size]) - len(words[here - size].lstrip(_OPENING))
            end = find_back(text, at, words[here:]) if gap else at
            _set(draft, change, start, start + len(text[start:end].rstrip()))
            draft.governed = here - size
            return


def _set(draft: Draft, change: Change, start: int, end: int) -> None:
    draft.change, draft.hedge_start, draft.hedge_end = change, start, end
    draft.left = min(draft.left, start)


def _is_bound(words: list[str], here: int, word: str, draft: Draft, lexicon: Lexicon) -> bool:
    """Prepositions that are bounds beside an amount but say place or time elsewhere: "over three years", "near 20 ships"."""
    if word in _NOT_BOUNDS or (word == "over" and here > 1 and words[here - 2].lower() in _WITH_OVER):
        return False
    lasts = draft.unit is not None and draft.unit.name.rpartition(" ")[2].lower() in lexicon.lasting
    if word == "over" and (draft.dimension is Dimension.TIME or lasts):
        before = words[here - 2].lower() if here > 1 else ""
        return before in _OVER_TIME
    return True


def find_back(text: str, at: int, words: list[str]) -> int:
    """Where the first of ``words``, which stand directly before ``at``, begins."""
    for word in reversed(words):
        at = text.rfind(word, 0, at)
    return at


_AMOUNT = frozenset("0123456789$€£")
_AFTER = re.compile(r"(?:[ \u00a0]|(?=[-+]))([-+]?[a-z]+|\+)(?:[ ]([a-z]+))?(?:[ ]([a-z]+))?", re.IGNORECASE)


def read_bound_after(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Find a bound after the quantity ("or more", "-plus") if there is none before it."""
    if draft.change is not None or text[draft.after : draft.after + 1] not in (" ", "-", "+"):
        return
    match = _AFTER.match(text, draft.after)
    rows = lexicon.bounds_after.get(match[1].lower()) if match else None
    for phrase, change in rows or ():
        if match and match[1].lower() == "plus" and text[match.end(1) + 1 : match.end(1) + 2] in _AMOUNT:
            return  # "2.9% plus 30 cents"
        if match and all((match[i + 1] or "").lower() == word for i, word in enumerate(phrase)):
            draft.change, draft.hedge_start, draft.hedge_end = change, match.start(1), match.end(len(phrase))
            return


def hedge_span(draft: Draft) -> Span | None:
    """The bound's words as a span; None without one."""
    return Span(draft.hedge_start, draft.hedge_end) if draft.hedge_end > draft.hedge_start else None
