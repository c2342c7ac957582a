"""Whose share a share is: the holder of part of another country's trade, told in the sentence or before it."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Party, party_of, party_or_none
from etl.facts.governors import Link
from etl.facts.kinds import Reading
from etl.facts.products import load_goods
from etl.facts.roles import Roles
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.facts.work import Line, Work
from etl.model import Fact, Indicator, Kind

_HOLDING = words(
    "accounts accounted accounting makes made represents represented constitutes share supplied takes took absorbs absorbed "
    "buys bought supplies supply provides provided provide contributed contributes had has held holds"
)

_GOODS = words("goods products exports imports merchandise tourists visitors companies firms investors")
_PLACES = words("destination origin source market buyer supplier home")
_RELYING = words("relies rely relied depends depend depended counts count relying depending dependent")
_PARTICIPLES = frozenset({"accounting", "making", "representing", "taking", "absorbing", "buying", "supplying"})
_ADVERBS = words("also alone now still currently already thus")
_MAKING_UP = words("accounting making representing accounts accounted represents represented makes made")


def roles_of_rank(last: Fact | None, row: Row, indicator: Indicator) -> Roles | None:
    """The parties of the rank before in the sentence ("the largest market, with 20 percent of exports")."""
    if last and last.kind is Kind.RANK and last.quote == row.sentence.span and last.indicator is indicator:
        return Roles(party_or_none(last.reporter, last.reporter_name), party_or_none(last.partner, last.partner_name), ("frame",))
    return None


def share_roles(work: Work, line: Line, index: int, link: Link, reading: Reading, roles: Roles) -> Roles | None:
    """The parties of a share of trade where its holder is no part of the noun's own frame; None where the frame's hold."""
    row, last = line.row, work.facts[-1] if work.facts else None
    if link.step == "after" and "subject" in roles.steps and _accounts(row, index):
        whole = work.context.home if not (work.context.home and work.context.home.same(roles.reporter)) else work.memory.reporter
        if whole and not whole.same(roles.reporter):
            several = any(_is_one_of_several(row, at) for at, token in enumerate(row.tokens) if token.country and at < index)
            return Roles(whole, None if several else roles.reporter, ("frame", "home"))
    if places := _places(row, index):
        return Roles(*places, ("frame",))
    if roles.reporter is None:
        return None
    if (other := _for_country(row, index)) is not None and not other.same(roles.reporter):
        return Roles(roles.reporter, other, roles.steps)
    if (gone := _destination(row, index)) is not None and not gone.same(roles.reporter):
        return Roles(roles.reporter, gone, roles.steps)
    if roles.partner is not None and "bilateral" in roles.steps and (other := _holder(row, index)) and not other.same(roles.reporter):
        return Roles(roles.reporter, other, roles.steps)  # "followed by Chile with 11 percent"
    partner = None
    if (
        roles.partner is None
        and last
        and last.kind is Kind.RANK
        and last.quote == row.sentence.span
        and last.reporter == roles.reporter.iso3
    ):
        partner = party_or_none(last.partner, last.partner_name)
    elif (roles.partner is None or roles.partner.iso3 is None) and "share" in reading.step:
        partner = _holder(row, index)
    if (partner is None or partner.same(roles.reporter)) and roles.partner is None:
        partner = _told_before(work, line, index, roles)
    return Roles(roles.reporter, partner, roles.steps) if partner and not partner.same(roles.reporter) else None


def _told_before(work: Work, line: Line, index: int, roles: Roles) -> Party | None:
    """The partner of the trade that the share is of: "exported 5 million to Oman, accounting for 3 percent of ...", "It represents ..."."""
    row, reporter = line.row, roles.reporter
    before = {row.word(at) for at in range(max(0, index - 6), index)}
    if reporter is None or not before & _MAKING_UP:
        return None
    if line.roles and before & {"accounting", "making", "representing"}:
        pair = (line.roles.reporter, line.roles.partner)
    elif work.memory.last and row.word(0) in ("it", "this", "that", "they") and work.memory.sentence - work.memory.last_sentence <= 1:
        pair = work.memory.last[1:]
    else:
        return None
    others = [party for party in pair if party and not party.same(reporter)]
    return others[0] if len(others) == 1 and any(reporter.same(party) for party in pair) else None


def _accounts(row: Row, index: int) -> bool:
    """Whether the subject only holds the share ("the EU accounts for 48 percent of exports")."""
    return any(row.word(at).startswith("account") for at in range(max(0, index - 5), index))


def _places(row: Row, index: int) -> tuple[Party, Party] | None:
    """Whose trade and who holds the share in "Peru was the destination of 14 percent of Kenyan exports and the origin of 9 percent"."""
    at = next((at for at in range(index - 1, max(-1, index - 4), -1) if row.word(at) in _PLACES), None)
    if at is None or row.word(at + 1) not in ("of", "for"):
        return None
    named = [token.country for token in row.tokens if token.country and token.country.form is not CountryForm.CITY]
    before = [k for k in range(at) if row.tokens[k].country]
    subject = next(
        (k for k in before if row.word(k + 1) in ("is", "was", "are", "were", "remains", "remained")), before[0] if before else 0
    )
    holder = row.tokens[subject].country if before else None
    others = [party_of(mention) for mention in named if holder and not party_of(mention).same(party_of(holder))]
    return (others[0], party_of(holder)) if holder and others and all(other.same(others[0]) for other in others) else None


def _holder(row: Row, index: int) -> Party | None:
    """Who holds the share: "Kenya accounted for 21 percent of ...", "Kenya's share of ...", "... and Kenya for 3 percent"."""
    beside = row.tokens[index - 2].country if index > 1 and row.word(index - 1) in ("with", "for", "at") else None
    if beside is not None and beside.form is not CountryForm.CITY:
        return party_of(beside)
    own = next(
        (at for at in range(index - 1, max(0, index - 10), -1) if row.word(at) == "share" and row.word(at - 1) in ("its", "their")), None
    )
    if own is not None:
        whose = next((t.country for t in row.tokens[:own] if t.country and not t.country.possessive and not t.country.in_name), None)
        return party_of(whose) if whose else None
    part = next((at for at in range(index - 1, max(0, index - 5), -1) if row.word(at) in _PARTICIPLES and row.word(at - 1) == ","), 0)
    main = next((at for at in range(part) if row.tokens[at].country and row.word(at + 1) in ("is", "was", "remains", "remained")), None)
    if main is not None and (named := row.tokens[main].country) and not named.possessive and not named.in_name:
        return party_of(named)  # "Peru is Oman's main market, accounting for 40 percent of Oman's exports"
    for at in range(index - 1, max(-1, index - 24), -1):
        token = row.tokens[at]
        if token.figure or token.word in (";", "while", "but"):
            return None
        if token.word == "whose" and row.word(at + 1) in load_goods().nouns:  # "Peru, whose copper makes up 15 percent of ..."
            whose = next((row.tokens[k].country for k in range(at - 1, max(-1, at - 3), -1) if row.tokens[k].country), None)
            return party_of(whose) if whose else None
        if token.country is None or token.country.form is CountryForm.CITY or row.word(index - 1) == "of":
            continue
        following = row.word(at + 1) if row.word(at + 1) not in _ADVERBS else row.word(at + 2)
        if token.country.possessive:
            if "share" in (following, row.word(at + 2), row.word(at + 3)):
                return party_of(token.country)
            continue
        of_share = row.word(at - 1) == "of" and row.word(at - 2) == "share" and following in ("in", "of")
        made_there = (following in _GOODS or following in load_goods().nouns) and row.word(at + 2) in _HOLDING  # "Peruvian copper made up"
        relied_on = row.word(at - 1) in ("on", "upon") and row.word(at - 2) in _RELYING and following == "for"
        responsible = following in ("is", "was", "are", "were") and row.word(at + 2) == "responsible"
        if of_share or made_there or relied_on or responsible or following in _HOLDING:
            return None if _is_one_of_several(row, at) else party_of(token.country)
    return None


def _for_country(row: Row, index: int) -> Party | None:
    """Whose part is set beside the one told before ("against 13.9 percent for China")."""
    at = index + 2 if row.word(index + 2) != "the" else index + 3
    token = row.tokens[at] if at < len(row.tokens) else None
    return party_of(token.country) if token and token.country and row.word(index + 1) == "for" else None


def _destination(row: Row, index: int) -> Party | None:
    """Where the part goes: "45 percent of it to Peru", "60 percent of which went to Peru"."""
    first = index + 2 if row.word(index + 1) in ("to", "from") else index + 3
    if first == index + 3 and (row.word(index + 1) != "of" or row.word(index + 2) not in ("it", "which", "them", "this", "these")):
        return None
    for at in range(first, min(len(row.tokens), index + 8)):
        token = row.tokens[at]
        if token.country and (row.word(at - 1) if row.word(at - 1) != "the" else row.word(at - 2)) in ("to", "from", "with"):
            return None if _is_one_of_several(row, at) else party_of(token.country)
        if token.figure or token.word in (",", ";"):
            return None
    return None


def _is_one_of_several(row: Row, at: int) -> bool:
    """Whether the country is listed with others that hold the share together."""
    if row.word(at + 1) in ("and", ",") and at + 2 < len(row.tokens) and row.tokens[at + 2].country:
        return True
    before = at - 1 if row.word(at - 1) != "the" else at - 2
    back = before - 1 if row.word(before - 1) != "," else before - 2
    other = row.tokens[back].country if row.word(before) == "and" and back >= 0 else None
    return other is not None and not other.possessive and not any(row.tokens[k].figure for k in range(back, at))
