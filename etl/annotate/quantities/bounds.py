"""What stands before a quantity: a bound ("more than"), a preposition that says its part in a change, the verb that gives its direction."""

from __future__ import annotations

import re

from etl.model import Change, Span

from .draft import Draft, Form
from .lexicon import Lexicon

_WINDOW = 90
_LEADS = frozenset({"by", "from", "to"})
_TO_LEVEL = frozenset({"to", "at", "from"})


def words_before(text: str, end: int, *, most: int = 8) -> list[str]:
    """The last words before ``end``, in reading order, of the same line."""
    window = text[max(0, end - _WINDOW) : end]
    line = window.rfind("\n", 0, len(window.rstrip()))
    if line >= 0:
        window = window[line + 1 :]
    elif end > _WINDOW:
        window = window.partition(" ")[2]
    return window.split()[-most:]


def read_before(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Find the bound, the leading preposition and the direction before a quantity; sets ``change``, ``hedge_*``, ``lead``."""
    at = draft.start
    if not draft.before or draft.start != draft.number_start:
        draft.before = words_before(text, at)
    words = draft.before
    position = len(words)
    if position and text[at - 1] == "-" and words[-1].lower() == "sub-":
        draft.change = Change.LESS
        draft.hedge_start, draft.hedge_end = at - 4, at
        draft.left = at - 4
        return
    position = draft.governed = _hedge(text, at, words, position, draft, lexicon)
    while position and words[position - 1].lower() in (
        "a",
        "an",
        "the",
        "another",
        "further",
        "additional",
        "extra",
        "just",
        "only",
        "even",
    ):
        position -= 1
    if position:
        lead = words[position - 1].lower()
        if lead in _LEADS:
            draft.lead = lead
    if draft.change in (None, Change.ABOUT):
        trend = _trend(words, position, lexicon, draft)
        if trend is not None:
            draft.change = trend


def _hedge(text: str, at: int, words: list[str], position: int, draft: Draft, lexicon: Lexicon) -> int:
    """Look for a bound that ends at the number, or one or two words before it; returns how many words stand before it."""
    for gap in (0, 1, 2):
        here = position - gap
        if here <= 0 or (gap and words[here].lower() not in lexicon.between):
            break
        rows = lexicon.bounds_before.get(words[here - 1].lower().lstrip("(\"“'‘[—–"))
        if rows is None:
            continue
        for phrase, change in rows:
            size = len(phrase)
            if size <= here and (size == 1 or all(words[here - size + i].lower().lstrip("(\"“'—") == phrase[i] for i in range(size - 1))):
                if size == 1 and phrase[0] in _NEEDS_CARE and not _careful(words, here, phrase[0], draft):
                    return position
                start = _find_back(text, at, words[here - size :])
                lead = len(words[here - size]) - len(words[here - size].lstrip("(\"“'‘[—–"))
                end = _find_back(text, at, words[here:]) if here < len(words) else at
                draft.hedge_start, draft.hedge_end = start + lead, start + lead + len(text[start + lead : end].rstrip())
                draft.change = change
                draft.left = start + lead
                return here - size
    return position


_NEEDS_CARE = frozenset(
    {"over", "some", "within", "under", "above", "below", "near", "minimum", "maximum", "passing", "beyond", "older", "exceed"}
)


def _careful(words: list[str], here: int, word: str, draft: Draft) -> bool:
    """Prepositions that are bounds beside an amount but say place or time elsewhere: "over three years", "within six weeks"."""
    time = draft.unit is not None and draft.unit.dimension.value == "time"
    if word in ("within", "near", "beyond", "passing"):
        return False
    if word == "over" and time:
        before = words[here - 2].lower() if here > 1 else ""
        return before in ("for", "in", "of", "just", "takes", "took", "lasted", "after", "is", "was", "were", "unemployed", "well")
    return True


def _find_back(text: str, at: int, words: list[str]) -> int:
    position = at
    for word in reversed(words):
        position = text.rfind(word, 0, position)
    return position


def _trend(words: list[str], position: int, lexicon: Lexicon, draft: Draft) -> Change | None:
    to_level = False
    steps = 0
    while position and steps < 6:
        word = words[position - 1].lower()
        verb = lexicon.verbs.get(word)
        if verb is not None and not (to_level and draft.form is Form.MULTIPLIER):
            return verb
        if not (word in lexicon.fillers or word.endswith("ly") or word.endswith("ly,")):
            return None
        if word in ("from", "at", "of", "in") and steps == 0:
            return None
        position -= 1
        steps += 1
    return None


_AFTER = re.compile(r"(?:[ \u00a0]|(?=[-+]))([-+]?[a-z]+|\+)(?:[ ]([a-z]+))?(?:[ ]([a-z]+))?", re.IGNORECASE)
_TREND_NOUN = re.compile(r"[ -]((?:[a-z][a-z-]*[ ]){0,2}?)([a-z]+)\b")


def read_after(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Find a bound after the quantity ("or more", "-plus") and a noun that gives its direction ("a 3 pct drop")."""
    at = draft.after
    following = text[at : at + 1]
    if following not in (" ", "-", "+"):
        return
    match = _AFTER.match(text, at)
    if match is None:
        return
    first = match[1].lower()
    rows = lexicon.bounds_after.get(first)
    if rows is not None and draft.change is None:
        for phrase, change in rows:
            if all((match[i + 1] or "").lower() == word for i, word in enumerate(phrase)):
                draft.change = change
                draft.hedge_start, draft.hedge_end = match.start(1), match.end(len(phrase))
                return
    if draft.change in (None,) and draft.unit is not None and draft.unit.dimension.value in ("percent", "ratio", "money"):
        noun = lexicon.trend_nouns.get(first)
        if noun is None and match[2]:
            noun = lexicon.trend_nouns.get(match[2].lower()) if first not in lexicon.stop else None
        if noun is not None:
            draft.change = noun


def hedge_span(draft: Draft) -> Span | None:
    """The bound's words as a span; None without one."""
    return Span(draft.hedge_start, draft.hedge_end) if draft.hedge_end > draft.hedge_start else None
