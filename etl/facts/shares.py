"""Whose share a share is: the holder of part of another country's trade, told in the sentence or before it."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Party, party_of, party_or_none
from etl.facts.governors import Link
from etl.facts.kinds import Reading
from etl.facts.roles import Roles
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.facts.work import Line, Work
from etl.model import Fact, Indicator, Kind

_HOLDING = words(
    "accounts accounted accounting makes made represents represented constitutes share supplied takes took absorbs absorbed "
    "buys bought supplies supply provides provided provide contributed contributes"
)

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
            return Roles(whole, roles.reporter, ("frame", "home"))
    if roles.reporter is None:
        return None
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
    """Whether the subject only holds the share ("the EU and the U.S. account for 48 percent of exports")."""
    return any(row.word(at).startswith("account") for at in range(max(0, index - 5), index))


def _holder(row: Row, index: int) -> Party | None:
    """Who holds the share: "Kenya accounted for 21 percent of ...", "Kenya's share of ..."."""
    for at in range(index - 1, max(-1, index - 24), -1):
        token = row.tokens[at]
        if token.figure or token.word in (";", "while", "but"):
            return None
        if token.country and token.country.form is not CountryForm.CITY and (row.word(index - 1) != "of"):
            if token.country.possessive and "share" in (row.word(at + 1), row.word(at + 2), row.word(at + 3)):
                return party_of(token.country)
            of_share = row.word(at - 1) == "of" and row.word(at - 2) == "share" and row.word(at + 1) in ("in", "of")
            if not token.country.possessive and (row.word(at + 1) in _HOLDING or of_share):
                return party_of(token.country)
    return None
