"""Parts of a flow told by verbs: "Poland buys 46 percent of its oil from Oman", "... Japan took 430,000 tonnes and Peru 250,000"."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Party, party_of, party_or_none
from etl.facts.deeds import Whose, after_preposition
from etl.facts.products import load_goods
from etl.facts.subjects import find_subject
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.model import Fact, Indicator, Kind

_BUYING = words(
    "buys buy bought gets get got sources sourced obtains obtained purchases purchased draws drew procures procured imports imported"
)
_SELLING = words("sells sell sold sends send sent ships ship shipped exports exported")
_SUPPLYING = words("supplies supply supplied provides provided")
_TAKING = words("bought buys took takes imported received purchased absorbed")
_RELYING = words("relies rely relied depends depend depended counts count")
_OWN = words("its their all the country's nation's his our")
_AMOUNTS = words("about around some nearly almost over more than less up to as much roughly approximately only just at least an estimated")
_OUTPUT = words("exports output production goods produce products crop harvest")
_BREAKS = words("; while whereas but although though because which who")


def find_portion(row: Row, index: int, whose: Whose) -> tuple[Indicator, int, Party, Party] | None:
    """The indicator, the verb's token and the two sides of a share of a country's goods that a verb of trade moves; None without both."""
    if row.word(index + 1) != "of":
        return None
    at = index - 1
    while at > 0 and row.word(at) in _AMOUNTS:
        at -= 1
    if row.word(at) == "for" and (relied := _relied_on(row, at, whose)) is not None and _names_goods(row, index + 2):
        return Indicator.IMPORTS, relied[0], relied[1], relied[2]
    dative = row.tokens[at].country
    verb = at - 1 if dative and dative.form is not CountryForm.DEMONYM else at
    word = row.word(verb)
    buying, selling = word in _BUYING, word in _SELLING
    if not (buying or selling or word in _SUPPLYING) or not _names_goods(row, index + 2):
        return None
    subject = whose(verb) or find_subject(row, verb)
    if subject is None:
        return None
    owner = _owner(row, index + 2)
    if owner is not None and not owner.same(subject):
        return (Indicator.IMPORTS, verb, owner, subject) if not buying else None  # "Peru supplied 92 percent of Oman's copper"
    if owner is None and row.word(index + 2) not in _OWN:
        return None
    other = after_preposition(row, index + 1, frozenset({"from"} if buying else {"to"}), subject)
    if other is None and selling and verb != at and dative is not None:
        other = party_of(dative)  # "sells Peru two-thirds of its exports"
    if other is None or other.same(subject):
        return None
    return (Indicator.IMPORTS if buying else Indicator.EXPORTS), verb, subject, other


def _relied_on(row: Row, at: int, whose: Whose) -> tuple[int, Party, Party] | None:
    """The verb, who relies and on whom, before "for" ("Taiwan depends on Oman for 28 percent of its gas")."""
    mention = row.tokens[at - 1].country if at > 2 else None
    on = at - 2 if row.word(at - 2) != "the" else at - 3
    if mention is None or mention.iso3 is None or row.word(on) not in ("on", "upon") or row.word(on - 1) not in _RELYING:
        return None
    subject = whose(on - 1) or find_subject(row, on - 1)
    return (on - 1, subject, party_of(mention)) if subject and not subject.same(party_of(mention)) else None


def _names_goods(row: Row, start: int) -> bool:
    goods = load_goods().nouns
    return any(row.word(at) in goods or row.word(at) in _OUTPUT for at in range(start, min(len(row.tokens), start + 6)))


def _owner(row: Row, start: int) -> Party | None:
    at = start + 1 if row.word(start) in ("the", "all") else start
    mention = row.tokens[at].country if at < len(row.tokens) else None
    return party_of(mention) if mention and (mention.possessive or mention.form is CountryForm.DEMONYM) else None


def find_taken(row: Row, index: int, last: Fact | None) -> tuple[int, Party, Party] | None:
    """The verb and the sides of what a country took of the exports told last ("... Japan took 430,000 tonnes and Peru 250,000")."""
    if last is None or last.kind is not Kind.LEVEL:
        return None
    again = last.indicator is Indicator.IMPORTS and "taken" in last.rule
    if not (again or last.indicator is Indicator.EXPORTS):
        return None
    seller = party_or_none(last.partner, last.partner_name) if again else party_or_none(last.reporter, last.reporter_name)
    verb = next((at for at in range(index - 1, max(-1, index - 16), -1) if row.word(at) in _TAKING), None)
    if seller is None or verb is None or any(row.word(at) in _BREAKS for at in range(verb, index)):
        return None
    buyer = (_joined_buyer(row, index, verb) if again else None) or _buyer(row, verb)
    if buyer is None or (any(token.country for token in row.tokens[verb:index]) and not again):
        return None
    elsewhere = any(token.country and row.word(at - 1) in ("from", "of") for at, token in enumerate(row.tokens) if index < at < index + 6)
    if buyer.same(seller) or elsewhere:
        return None
    return verb, buyer, seller


def _buyer(row: Row, verb: int) -> Party | None:
    """The country directly before the verb, past auxiliaries."""
    at = verb - 1
    while row.word(at) in ("has", "have", "had", "also", "alone", "itself"):
        at -= 1
    mention = row.tokens[at].country if at >= 0 else None
    plain = mention is not None and mention.iso3 is not None and mention.form not in (CountryForm.DEMONYM, CountryForm.CITY)
    return party_of(mention) if mention and plain and row.word(at - 1) not in (",", "including", "of", "in", "from", "to") else None


def _joined_buyer(row: Row, index: int, verb: int) -> Party | None:
    """The country that a comma or "and" joins to the buyer before ("Japan took 43 tonnes and Peru 25")."""
    at = next((at for at in range(index - 1, verb, -1) if row.tokens[at].country), None)
    mention = row.tokens[at].country if at is not None else None
    if at is None or mention is None or row.word(at - 1 if row.word(at - 1) != "the" else at - 2) not in ("and", ","):
        return None
    return party_of(mention)
