"""Which part of trade a figure is about: the goods named before the governing noun, or after its "of", "in", "on"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.document import CountryForm
from etl.facts.tokens import Row
from etl.facts.unlisted import unlisted_after, unlisted_before
from etl.facts.wordlist import words
from etl.model import Indicator
from etl.terms.load import read_terms

_PIECE = re.compile(r"[^\W\d_][\w'’]*(?:[-‑][^\W\d_][\w'’]*)*|[^\w\s]")
_JOINTS = frozenset({"and", "&", ",", "/", "or"})
_COLLECTIVE = words("product products goods commodity commodities items supplies exports imports equipment")
_STOPS = words(
    "from to with by was were is are be been has have had will would could at for on in during while which that who worth "
    "totalled totaled amounted amounting reached rose fell grew increased decreased climbed dropped valued and or but as"
)
_NAMING = {Indicator.TARIFF: ("on",), Indicator.TRADE_TOTAL: ("in", "of"), Indicator.TRADE_BALANCE: ("in",), Indicator.INVESTMENT: ()}
_MOVED = words(
    "exported exporting imported importing shipped ships sold sells sell selling bought buys buy buying purchased purchases purchasing "
    "supplied supplies delivered delivers procured sourced"
)
_GOODS = re.compile(r"goods|services", re.IGNORECASE)
_MOVED_GOODS = re.compile(
    r"goods (?:exported|imported|bought|purchased|exchanged|turnover)|imported goods|exchange of goods", re.IGNORECASE
)
_BRANCH = re.compile(r"(agricultural|industrial|manufacturing|oil|crude(?: oil)?|grain|gas|arms) \w", re.IGNORECASE)
_POSSESSIVES = frozenset({"its", "their", "our", "his", "all"})
_GENITIVE = frozenset({"'", "’", "s"})
_REACH = 70


@dataclass(frozen=True, slots=True)
class Goods:
    """Nouns of goods with their plurals; what may stand before one; what names a branch alone."""

    nouns: frozenset[str]
    attributes: frozenset[str]
    alone: frozenset[str]

    def is_noun(self, word: str, before: str) -> bool:
        """Whether ``word`` heads a name of goods; ``before`` is the word left of it."""
        if word in self.nouns or f"{before} {word}" in self.nouns:
            return True
        return word in _COLLECTIVE and (before in self.nouns or before in self.attributes)


@cache
def load_goods() -> Goods:
    """The goods of ``etl/terms/goods.toml``."""
    terms = read_terms("goods")
    nouns = {form for noun in terms["goods"]["words"] for form in (noun, *_plurals(noun))}
    return Goods(frozenset(nouns), frozenset(terms["attributes"]["words"]), frozenset(terms["attributes"]["alone"]))


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (f"{noun[:-1]}ies",)
    return (f"{noun}es", f"{noun}s") if noun.endswith(("s", "x", "ch", "sh", "o")) else (f"{noun}s",)


def find_product(text: str, row: Row, governor: int, figure: int | None = None) -> str | None:
    """The goods or branch named with the governing word at token ``governor``, as the text spells it; None if there is none.

    ``figure`` is the token of the amount, behind which the goods may stand too ("3 billion worth of gas").
    """
    if governor < 0:
        return None
    if figure is not None and figure > governor and (bracket := _bracket_before(row, figure)) is not None:
        last = next((at for at in range(bracket - 1, governor, -1) if not row.tokens[at].plain or row.word(at) in (":", ")")), governor)
        return _before(text, row.tokens[last].end, row.tokens[bracket].start)  # "led by rice (+9%), rubber (+3%)"
    found = _around(text, row, governor)
    if found is None and figure is not None and figure < governor and row.word(figure - 1) in ("worth", "valued"):
        opening = next((at for at in range(figure - 2, -1, -1) if not row.tokens[at].plain), -1)
        owned = opening >= 0 and row.tokens[opening].country is not None  # "Norwegian salmon worth 2 million was shipped"
        return _before(text, row.tokens[opening + 1].start, row.tokens[figure - 1].start, unlisted=owned, owned=owned)
    if found is None and figure is not None and figure > governor and row.word(figure + 1) in ("worth", "of", "in"):
        at = figure + 2 if row.word(figure + 1) == "worth" and row.word(figure + 2) in ("of", "in") else figure + 1
        end = min(row.tokens[-1].end, row.tokens[figure].end + _REACH)
        stop = next((token.start for token in row.tokens[at + 1 :] if token.figure or token.date or token.governor), end)
        traded = row.word(figure + 1) == "worth" or row.word(governor) in _MOVED
        if row.word(at) in ("of", "in"):
            whose = row.tokens[at + 1] if at + 1 < len(row.tokens) and row.tokens[at + 1].country else None
            start, governing = (whose.end, "of") if whose else (row.tokens[figure].end, "")
            found = (
                _after(text, start, min(end, stop), ("worth", "of", "in"), governing, unlisted=traded) if start < min(end, stop) else None
            )
    return found


def _bracket_before(row: Row, figure: int) -> int | None:
    """The bracket that opens right before the figure, past a sign; None if there is none or a second bracket parts it from its noun."""
    at = figure - 1 if row.word(figure - 1) not in ("+", "-", "–", "up", "down", "plus", "minus") else figure - 2
    return at if row.word(at) == "(" and row.tokens[at - 1].plain and row.word(at - 1).isalpha() else None


def _around(text: str, row: Row, governor: int) -> str | None:
    token = row.tokens[governor]
    indicator = token.governor.indicator if token.governor else None
    if indicator in (Indicator.GDP, Indicator.OTHER, Indicator.TOURISTS, Indicator.PEOPLE, Indicator.COMPANIES):
        return None
    left = governor - 1
    while left >= 0 and row.tokens[left].plain and token.start - row.tokens[left].start < _REACH:
        left -= 1
    if left < governor - 1:
        mention = row.tokens[left].country if left >= 0 else None
        owned = mention is not None and (mention.possessive or mention.form is CountryForm.DEMONYM)
        trade = indicator in (Indicator.EXPORTS, Indicator.IMPORTS) and not token.word.endswith(("ed", "ing"))
        if found := _before(text, row.tokens[left + 1].start, token.start, unlisted=trade, owned=owned):
            return found
    right = governor + 1
    while right < len(row.tokens) and not row.tokens[right].figure and not row.tokens[right].date and not row.tokens[right].governor:
        right += 1
    end = row.tokens[right].start if right < len(row.tokens) else row.tokens[-1].end
    named_by: tuple[str, ...] = ("of",) if indicator or token.word == "those" else ()
    naming = _NAMING.get(indicator, named_by) if indicator else named_by
    goods = indicator in (None, Indicator.EXPORTS, Indicator.IMPORTS, Indicator.TRADE_TOTAL, Indicator.TARIFF)
    start, governing = token.end, token.word
    whose = governor + 2 if row.word(governor + 1) in naming else governor + 1
    if (
        whose < len(row.tokens)
        and row.tokens[whose].country
        and (whose == governor + 2 or governing in _MOVED or governing.rsplit(" ", 1)[-1] in naming)
    ):
        start, governing = row.tokens[whose].end, naming[0] if naming else governing  # "exports of Kenyan tea", "sold Oman tea"
    named = _after(text, start, min(end, start + _REACH), naming, governing, unlisted=goods) if start < end else None
    return named or _inside(text, token.start, token.end)


def _inside(text: str, start: int, end: int) -> str | None:
    """ "goods" or "services" where the governing phrase itself names the one and not the other ("the goods deficit", "trade in goods")."""
    words = text[start:end]
    named = list(_GOODS.finditer(words))
    if len(named) == 1 and not _MOVED_GOODS.search(words):
        return named[0][0]
    branch = _BRANCH.match(words)
    return branch[1] if branch else None


def _before(text: str, start: int, end: int, *, unlisted: bool = False, owned: bool = False) -> str | None:
    """The goods that end directly before ``end``; ``unlisted`` if nouns count that no list knows, ``owned`` if a country's name opens."""
    goods = load_goods()
    pieces = list(_PIECE.finditer(text, start, end))
    if not pieces:
        return None
    spelled = [piece[0].lower() for piece in pieces]
    last = len(pieces) - 1
    first = None
    if goods.is_noun(spelled[last], spelled[last - 1] if last else "") or spelled[last] in goods.alone:
        first = last
    while first is not None and first > 0:
        word, before = spelled[first - 1], spelled[first - 2] if first > 1 else ""
        if word in goods.nouns or word in goods.attributes:
            first -= 1
        elif word in _JOINTS and first > 1 and (goods.is_noun(before, spelled[first - 3] if first > 2 else "") or before in goods.alone):
            first -= 2
        else:
            break
    if unlisted:
        words = [piece[0] for piece in pieces]
        further = unlisted_before(words, last if first is None else first - 1, owned)
        first = further if further is not None else first
    return text[pieces[first].start() : pieces[last].end()] if first is not None else None


def _after(text: str, start: int, end: int, naming: tuple[str, ...], governing: str, *, unlisted: bool) -> str | None:
    """The first goods named after ``start`` by one of the prepositions ``naming``, or as the object of a verb of trade.

    ``unlisted`` if nouns count that no list knows.
    """
    goods = load_goods()
    pieces = list(_PIECE.finditer(text, start, end))
    spelled = [piece[0].lower() for piece in pieces]
    if not pieces:
        return None
    ends_in_preposition = governing.rsplit(" ", 1)[-1] in naming
    if not (ends_in_preposition or spelled[0] in naming or governing in _MOVED):
        return None
    begin = 0 if ends_in_preposition or governing in _MOVED else 1
    while begin < len(spelled) and spelled[begin] in _GENITIVE:
        begin += 1
    first = _first_listed(goods, spelled, begin, naming)
    opening = begin + 1 if begin < len(spelled) and spelled[begin] in naming else begin  # "worth of"
    if opening < len(spelled) and spelled[opening] in _POSSESSIVES:
        opening += 1
    behind = unlisted_after([piece[0] for piece in pieces], opening, goods.nouns.__contains__) if unlisted else None
    if behind is not None and (first is None or first <= behind):
        first, last = opening, behind
    elif first is None:
        return None
    else:
        last = first
    last = _with_joined(goods, spelled, last)
    while first > 0 and spelled[first - 1] in goods.attributes:
        first -= 1
    return text[pieces[first].start() : pieces[last].end()]


def _first_listed(goods: Goods, spelled: list[str], begin: int, naming: tuple[str, ...]) -> int | None:
    """The first listed noun of goods within six words from ``begin``, unless a preposition or verb stands before it."""
    for at in range(begin, min(begin + 6, len(spelled))):
        word = spelled[at]
        if goods.is_noun(word, spelled[at - 1] if at else ""):
            return at
        if (word in _STOPS and word not in naming) or not word[:1].isalpha():
            return None
    return None


def _with_joined(goods: Goods, spelled: list[str], last: int) -> int:
    """The last word of the goods that end at ``last`` and of those that a comma or "and" joins to them."""
    while last + 1 < len(spelled):
        word = spelled[last + 1]
        if goods.is_noun(word, spelled[last]):
            last += 1
        elif word in _JOINTS and last + 2 < len(spelled) and (spelled[last + 2] in goods.nouns):
            last += 2
        else:
            break
    return last
