"""Figures governed by a verb: "Chile sold copper worth 4 billion to Korea", "German firms have put 20 billion into Romania"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from etl.document import CountryForm
from etl.facts.context import Party, party_of
from etl.facts.frames import ABBREVIATED, names_thing
from etl.facts.products import load_goods
from etl.facts.subjects import PREPOSITIONS, find_subject
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.model import Indicator
from etl.terms.load import read_terms

_CLAUSE = frozenset({";", "while", "whereas", "but", "although", "though", "because"})
_BE = words("was were is are been being be")
_MADE = frozenset({"made", "built", "grown", "produced"})
_ANOTHERS = words("said says told that company bank he she company's corporation corp inc ltd")
_MEETING = words("meets meet met meeting covers cover covered covering supplies supply supplied provides provide provided satisfies fills")
_NOUNS = frozenset({"supply", "exchange"})
_BEFORE_VERBS = words("will would to can could may might should must not shall they we")
_NEEDS = words("needs need requirements demand consumption")
_REACH = 26
Whose = Callable[[int], Party | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a verb of trade says: the indicator, and the prepositions before its other side."""

    indicator: Indicator
    to: frozenset[str]
    into: bool = False
    near: bool = False
    swap: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A deed found beside a figure: its verb's token and the two sides."""

    deed: Deed
    at: int
    reporter: Party
    partner: Party


_SUPPLY = Deed(Indicator.IMPORTS, frozenset({"from"}))


@cache
def load_deeds() -> dict[str, Deed]:
    """Deeds by their word forms, from ``etl/terms/deeds.toml``."""
    return {
        word: Deed(
            Indicator(row["indicator"]),
            frozenset(row["to"]),
            row.get("into", False),
            row.get("near", False),
            row.get("swap", False),
        )
        for row in read_terms("deeds")["deed"]
        for word in row["words"]
    }


def find_deed(row: Row, index: int, governor: int, whose: Whose) -> Done | None:
    """The verb between the governing token (-1: none) and the figure at token ``index``, if both sides of it are countries.

    ``whose`` tells whom a pronoun means that is the subject of the verb at a token.
    """
    deeds = load_deeds()
    for at in range(index - 1, max(governor - 1, index - _REACH, -1), -1):
        word = row.word(at)
        if word in _CLAUSE:
            break
        if (deed := deeds.get(word)) and _is_verb(row, at):
            if _is_price(row, at, index):
                return None
            sides = _sides(row, at, index, deed, whose)
            return Done(deed, at, *sides) if sides else _behind(row, index)
    return _behind(row, index)


def _is_price(row: Row, verb: int, index: int) -> bool:
    """Whether the amount is what was paid for something that is no goods ("bought 30 percent of the lender for 250 million")."""
    at = index - 1
    while at > verb and row.word(at) in ("about", "some", "around", "nearly", "only", "more", "than", "over"):
        at -= 1
    if row.word(at) != "for":
        return False
    nouns = load_goods().nouns
    return not any(row.word(k) in nouns or row.word(k) in ("goods", "products") for k in range(verb + 1, at))


def find_supply(row: Row, index: int, earlier: tuple[Party | None, Party | None] | None) -> Done | None:
    """Who meets what share of whose needs: "Oman meets 55 percent of Kenya's gas needs", "33 percent of its coal" (``earlier``)."""
    verb = next((at for at in range(index - 1, max(-1, index - 24), -1) if row.word(at) in _MEETING), None)
    if verb is None or row.word(index + 1) != "of":
        return None
    supplier = find_subject(row, verb)
    owner = next((token.country for token in row.tokens[index + 2 : index + 5] if token.country and token.country.iso3), None)
    needy = party_of(owner) if owner else None
    if needy is None and row.word(index + 2) == "its" and earlier is not None:
        needy = earlier[0]
    needs = any(row.word(at) in _NEEDS for at in range(index + 3, min(len(row.tokens), index + 9)))
    if supplier is None or needy is None or supplier.same(needy) or not (needs or (earlier is not None and owner is None)):
        return None
    return Done(_SUPPLY, verb, needy, supplier)


def find_outflow(row: Row, index: int) -> Done | None:
    """What share of a country's goods goes abroad: "two-thirds of Laos's power is exported to Thailand"."""
    if row.word(index + 1) != "of":
        return None
    owner = next((token.country for token in row.tokens[index + 2 : index + 5] if token.country and token.country.iso3), None)
    if owner is None:
        return None
    for at in range(index + 3, min(len(row.tokens), index + 14)):
        if row.tokens[at].figure or row.word(at) in _CLAUSE or row.word(at) in (",", "."):
            return None
        deed = load_deeds().get(row.word(at))
        if deed and deed.indicator is Indicator.EXPORTS and row.word(at - 1) in _BE:
            buyer = after_preposition(row, at + 1, deed.to, party_of(owner))
            return Done(deed, at, party_of(owner), buyer) if buyer else None
    return None


def _behind(row: Row, index: int) -> Done | None:
    """The verb behind its amount: "goods worth 3 million were sold to Turkey by Iran"."""
    deeds = load_deeds()
    for at in range(index + 1, min(len(row.tokens), index + 9)):
        if row.word(at) in _CLAUSE or row.tokens[at].figure or row.word(at) in (",", "."):
            return None
        deed = deeds.get(row.word(at))
        if deed and not deed.into and (told := _in_relative(row, index, at)) and (other := after_preposition(row, at + 1, deed.to, told)):
            return Done(deed, at, told, other)
        if deed and not deed.into and row.word(at - 1) in _BE:
            sides = _between(row, at) if deed.indicator is Indicator.TRADE_TOTAL else _passive_sides(row, at, deed)
            if sides:
                return Done(deed, at, *sides)
    return None


def _in_relative(row: Row, index: int, verb: int) -> Party | None:
    """The subject of a relative clause behind the amount ("3 million in goods that Peru imported from Oman")."""
    opening = next((at for at in range(index + 1, verb) if row.word(at) in ("that", "which")), None)
    if opening is None:
        return None
    subject = next((token.country for token in row.tokens[opening + 1 : verb] if token.country and token.country.iso3), None)
    return party_of(subject) if subject else None


def _is_verb(row: Row, at: int) -> bool:
    """Whether the word is a verb here: no article, adjective of trade or possessive before it, no "of" after it."""
    before = row.word(at - 1)
    if row.word(at) in _NOUNS and before not in _BEFORE_VERBS:
        return False  # "the supply to Oman"
    if before in ("the", "a", "an", "of", "its", "their", "our", "total", "and", "'", "s", "'s", "in", "for"):
        return before == "and" and not row.word(at).endswith("s")
    token = row.tokens[at - 1] if at else None
    if token is not None and token.country is not None and token.country.possessive:
        return False
    return row.word(at + 1) not in ("of", "chain", "chains", "side", "from") or row.word(at).endswith("ed")


def _sides(row: Row, at: int, index: int, deed: Deed, whose: Whose) -> tuple[Party, Party] | None:
    """Reporter and partner around the verb at ``at``."""
    if row.word(at - 1) in _BE:
        return _between(row, at) if deed.indicator is Indicator.TRADE_TOTAL else _passive_sides(row, at, deed)
    if deed.indicator is Indicator.TRADE_TOTAL and (pair := _joined_subject(row, at)) is not None:
        return pair
    reporter = whose(at) or _subject(row, at)
    if reporter is None:
        return None
    partner = after_preposition(row, at + 1, deed.to, reporter, near=deed.near)
    if partner is None and not deed.into:
        partner = _object(row, at, index, deed, reporter)
    if partner is None:
        return None
    return (partner, reporter) if deed.swap else (reporter, partner)


def _between(row: Row, at: int) -> tuple[Party, Party] | None:
    """The two countries behind "between" ("goods worth 3 million were exchanged between Peru and Chile")."""
    start = next((k for k in range(at + 1, min(len(row.tokens), at + 12)) if row.word(k) == "between"), None)
    named = [party_of(token.country) for token in row.tokens[start : start + 6] if token.country and token.country.iso3] if start else []
    return (named[0], named[1]) if len(named) == 2 else None


def _joined_subject(row: Row, at: int) -> tuple[Party, Party] | None:
    """The two countries that together are the subject ("Peru and Chile exchanged goods")."""
    while at > 3 and row.word(at - 1) in ("have", "has", "had", "already", "also", "together"):
        at -= 1
    second = row.tokens[at - 1].country if at > 2 and row.word(at - 2) == "and" else None
    first = row.tokens[at - 3].country if second else None
    return (party_of(first), party_of(second)) if first and second and first.iso3 and second.iso3 else None


def _subject(row: Row, at: int) -> Party | None:
    """The subject, unless somebody else's verb of saying or a company stands between it and the verb."""
    for back in range(at - 1, max(-1, at - 16), -1):
        token = row.tokens[back]
        if token.country:
            return find_subject(row, at)
        if token.word in _ANOTHERS:
            return None
    return find_subject(row, at)


def _passive_sides(row: Row, at: int, deed: Deed) -> tuple[Party, Party] | None:
    """Who sold and who bought in "oil worth 3 million was sold to Peru by Oman"; the maker's adjective may stand for "by"."""
    actor = after_preposition(row, at + 1, frozenset({"by"}), None) or (find_subject(row, at) if not deed.into else None) or _maker(row, at)
    other = after_preposition(row, at + 1, deed.to, actor)
    if other is None and actor is not None:  # "Kenyan tea was bought by Oman", "Nepal was granted 5 million by Oman"
        other = _maker(row, at) if deed.indicator is Indicator.IMPORTS else find_subject(row, at)
    return (actor, other) if actor is not None and other is not None and not actor.same(other) else None


def _maker(row: Row, verb: int) -> Party | None:
    """Whose goods they are by their adjective ("3 billion of Italian goods were exported to Peru")."""
    for at in range(verb - 1, max(-1, verb - 6), -1):
        mention = row.tokens[at].country
        if mention:
            return party_of(mention) if mention.form is CountryForm.DEMONYM or mention.possessive else None
    return None


def after_preposition(row: Row, start: int, prepositions: frozenset[str], known: Party | None, *, near: bool = False) -> Party | None:
    """The first country after one of the prepositions, within the clause."""
    for at in range(start, min(len(row.tokens), start + _REACH)):
        token = row.tokens[at]
        if (
            token.word in _CLAUSE
            or token.word == "which"
            or (token.figure and at > start and row.word(at + 1) == "of" and row.word(at + 2) in ("it", "them", "this", "that"))
        ):
            return None  # "3 billion, 45 percent of it to Peru": Peru takes the share only
        if not token.country or token.country.form is CountryForm.CITY or token.country.iso3 is None:
            continue
        party = party_of(token.country)
        if party.same(known):
            continue
        for back in range(at - 1, max(start - 1, at - 5), -1):
            if row.word(back) in prepositions:
                return party
            if not row.tokens[back].plain or not row.word(back).isalpha() or row.word(back) in PREPOSITIONS:
                break
            if near and row.word(back) != "the":
                break
    return None


def _object(row: Row, at: int, index: int, deed: Deed, reporter: Party) -> Party | None:
    """The buyer named right after the verb ("sold India arms"), the maker by an adjective ("bought Russian oil"), "there" excluded."""
    for k in range(at + 1, min(index + 6, len(row.tokens))):
        token = row.tokens[k]
        if token.country and token.country.iso3:
            party = party_of(token.country)
            if party.same(reporter):
                continue
            if deed.indicator is Indicator.IMPORTS:
                made = row.word(k + 1) == "-" and row.word(k + 2) in _MADE
                named = token.country.form is CountryForm.DEMONYM or (token.word in ABBREVIATED and names_thing(row, k + 1))
                return party if made or named else None
            return party if k <= at + 2 and token.country.form is not CountryForm.DEMONYM else None
        if token.word in _CLAUSE or token.word == ",":
            return None
    return None
