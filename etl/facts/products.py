"""Which part of trade a figure is about: the adjectives before the governing noun, the goods after "of" or "in"."""

from __future__ import annotations

from etl.facts.lexicon import Lexicon
from etl.facts.tokens import Row
from etl.facts.wordlist import words

_NOT_GOODS = words(
    "the a an its their our total overall bilateral said that value volume annual record this all mutual whose while as "
    "other such s 's u cumulative gross net average monthly new real nominal recent of in and to with seasonally adjusted "
    "increased growing May but limit through massive huge large small preliminary may world global rising falling higher "
    "lower"
)
_STOP = words("from to with by was were rose fell is are for at on , . during while and which that ( worth totalled amounted reached")


def find_product(text: str, row: Row, governor: int, lexicon: Lexicon) -> str | None:
    """The goods or sector named with the governing noun at token ``governor``, as the text spells it; None if there is none."""
    if governor < 0 or not row.tokens[governor].governor:
        return None
    before = _before(row, governor, lexicon)
    if before is not None:
        return text[row.tokens[before].start : row.tokens[governor - 1].end]
    return _after(text, row, governor)


def _before(row: Row, governor: int, lexicon: Lexicon) -> int | None:
    first = None
    at = governor - 1
    while at >= 0 and at > governor - 4:
        token = row.tokens[at]
        if (
            not token.plain
            or not token.word.replace("-", "").isalpha()
            or token.word in _NOT_GOODS
            or token.word in _STOP
            or lexicon.direction(token.word)
            or token.word in lexicon.level
            or len(token.word) < 3
        ):
            break
        first = at
        at -= 1
    return first


def _after(text: str, row: Row, governor: int) -> str | None:
    if row.word(governor + 1) != "of":
        return None
    start = end = None
    for at in range(governor + 2, min(governor + 7, len(row.tokens))):
        token = row.tokens[at]
        if token.word in _STOP or token.figure or token.date or token.governor:
            break
        if token.country or token.word in _NOT_GOODS:
            continue
        if token.word.isalpha():
            start = token.start if start is None else start
            end = token.end
    return text[start:end] if start is not None and end is not None else None
