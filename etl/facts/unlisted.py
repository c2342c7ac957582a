"""Goods that no list knows, where only goods can stand: "its halloumi exports", "exports of jaggery to Oman", "sold jaggery worth 3"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from etl.facts.lexicon import load_lexicon
from etl.facts.wordlist import words
from etl.terms.load import read_terms

_LONGEST = 4
# After these a verb cannot follow, so that the word before "exports" is a noun or an adjective
_OPENERS = words("the a an its their our his her your of in on from by with through despite including as ' ’ s 's that this other")
_UNLIKE_GOODS = tuple(sorted(words("ing ed ly ous ive ful less able ible ary ern est al ic 's ’s ish ese ian")))
_NO_HEAD = tuple(sorted(words("ing ed ly ous ive ful able ible al ic 's ’s")))
_ENDING = words(
    "to from in by for with into through during worth valued via on at and was were is are be has have had will would could totalled "
    "totaled amounted reached rose fell grew stood came went hit that which who while but as after since until between under over than"
)


@dataclass(frozen=True, slots=True)
class _Never:
    before: frozenset[str]
    head: frozenset[str]
    first: frozenset[str]


@cache
def _never() -> _Never:
    terms = read_terms("goods")["unlisted"]
    return _Never(*(frozenset(terms[name]) for name in ("never_before", "never_head", "never_first")))


def unlisted_before(spelled: Sequence[str], last: int, owned: bool) -> int | None:
    """Where a noun of goods begins that ends at the word ``last``, directly before the flow; None if the words need not be goods.

    ``spelled`` are the words as the text spells them; ``owned`` says whether a country's adjective or possessive stands before the first.
    """
    first = None
    while last >= 0 and _may_be_goods(spelled[last]):
        opener = spelled[last - 1].lower() if last else ""
        if opener in _OPENERS or (not last and owned):
            first = last
        last -= 1
    return first


def _may_be_goods(word: str) -> bool:
    if len(word) < 3 or not word.islower() or not word.replace("-", "").isalpha() or word.endswith(_UNLIKE_GOODS):
        return False
    return not (word in _OPENERS or word in _ENDING or word in _never().before or word in _never().head or _moves(word))


def _moves(word: str) -> bool:
    lexicon = load_lexicon()
    return bool(lexicon.direction(word)) or word in lexicon.level


def unlisted_after(spelled: Sequence[str], begin: int, listed: Callable[[str], bool]) -> int | None:
    """The last word of a noun phrase of goods that begins at ``begin``, behind "of" or a verb of trade; None if it need not be goods."""
    never = _never()
    end = begin
    while end < len(spelled) and end < begin + _LONGEST and _goes_on(spelled, begin, end, listed):
        end += 1
    if end == begin or spelled[begin] in never.first:
        return None
    if (
        end < len(spelled)
        and spelled[end].isalpha()
        and not (spelled[end] in _ENDING or spelled[end].endswith("ed") or _moves(spelled[end]))
    ):
        return None
    head = spelled[end - 1]
    return None if head in never.head or len(head) < 3 or (head.endswith(_NO_HEAD) and not listed(head)) else end - 1


def _goes_on(spelled: Sequence[str], begin: int, at: int, listed: Callable[[str], bool]) -> bool:
    word = spelled[at]
    if not word.replace("-", "").isalpha() or not word.islower() or (word in _ENDING and not listed(word)):
        return False
    return not _moves(word) and (at == begin or not (word.endswith("ed") and spelled[at - 1].endswith("s")))
