"""The author's hedge: about, more than, less than, up to, with its words."""

from __future__ import annotations

from etl.facts.figures import Figure
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.facts.work import Work
from etl.model import Change, Qualifier

_QUALIFIERS = {Change.ABOUT: Qualifier.ABOUT, Change.MORE: Qualifier.MORE_THAN, Change.LESS: Qualifier.LESS_THAN}
_ABOUT = ("about", "around", "some", "roughly", "approximately", "estimated")
_HEDGES = words(
    "about around some roughly approximately estimated nearly almost under below less than over more exceed exceeded "
    "exceeds exceeding surpass surpassed topped passed above up to as much many at least approaching approached close just "
    "a record well the an"
)
_EXCEEDING = ("exceed", "surpass", "top", "exceeded", "surpassed")
_LESS = ("nearly", "almost", "under", "below", "less", "approaching", "just under", "fewer")
_UP_TO = ("up to", "as much as", "as many as", "a maximum", "at most")
_MORE = ("over", "more than", "exceed", "surpass", "at least", "topped", "above", "passed", "upward", "plus", "in excess")


def read_qualifier(work: Work, row: Row, index: int, figure: Figure, *, base: bool) -> tuple[Qualifier | None, str | None]:
    """The author's hedge and its words."""
    quantity = figure.quantity
    text = work.document.text
    if figure.up_to:
        return Qualifier.UP_TO, figure.span.of(text)
    if quantity is None:
        word = row.word(index - 1)
        before = f"{row.word(index - 2)} {word}"
        if word in ("nearly", "almost"):
            return Qualifier.LESS_THAN, word
        if word in ("about", "roughly", "approximately"):
            return Qualifier.ABOUT, word
        return (Qualifier.MORE_THAN, "more than") if before == "more than" else (None, None)
    words = quantity.hedge.of(text) if quantity.hedge else None
    lowered = f"{_words_before(row, index)} {words or ''}".lower()
    if base and "than" in lowered:
        return None, None
    if row.word(index - 1) == "the" and row.word(index - 2) in ("below", "above", "over", "under"):
        return None, None  # "below the 628 million of February" compares
    if "more than" in lowered and (row.word(index - 3) in ("no", "not") or lowered.startswith(("no more", "not more"))):
        return Qualifier.UP_TO, words
    if row.word(index - 1) in _EXCEEDING and any(row.word(at) == "not" for at in range(max(0, index - 4), index)):
        return Qualifier.UP_TO, words
    if "up to" in lowered and row.word(index - 3) in ("adds", "add", "added", "adding"):
        return None, None
    if any(word in lowered for word in _UP_TO):
        return Qualifier.UP_TO, words
    if any(word in lowered for word in _LESS) and "least" not in lowered and "no less" not in lowered:
        return Qualifier.LESS_THAN, words
    if any(word in lowered for word in _MORE):
        return Qualifier.MORE_THAN, words
    if any(word in lowered.split() for word in _ABOUT) or "close to" in lowered:
        return Qualifier.ABOUT, words
    return _QUALIFIERS.get(quantity.change), words


def _words_before(row: Row, index: int) -> str:
    """The hedging words directly before the figure."""
    found: list[str] = []
    for at in range(index - 1, max(-1, index - 5), -1):
        word = row.word(at)
        if word not in _HEDGES:
            break
        found.insert(0, word)
    return " ".join(found)
