"""The partner left out where a flow is told right after one between two countries ("...; Fijian exports fell")."""

from __future__ import annotations

from etl.facts.context import Party, party_of, party_or_none
from etl.facts.pairs import is_total
from etl.facts.roles import Memory, Roles
from etl.facts.tokens import FLOWS, Row
from etl.model import Fact, Indicator, Kind

_COMPLEMENT = {Indicator.EXPORTS: Indicator.IMPORTS, Indicator.IMPORTS: Indicator.EXPORTS}
_OPENING = 6
_OWN = frozenset({"frame", "subject", "pronoun", "ours"})


def mirrored_partner(row: Row, indicator: Indicator, roles: Roles, line: Roles | None) -> Party | None:
    """The other country of the figure before in the sentence, whose ``line`` roles are, where this one's reporter was its partner."""
    if line is None or line.reporter is None or not line.reporter.iso3 or line.partner is None or indicator not in FLOWS:
        return None
    if (
        roles.reporter is None
        or not roles.reporter.iso3
        or roles.partner is not None
        or not roles.reporter.same(line.partner)
        or is_total(row)
    ):
        return None
    return line.reporter if set(roles.steps) <= _OWN else None


def followed_partner(row: Row, governor: int, indicator: Indicator, roles: Roles, memory: Memory, kind: Kind | None) -> Party | None:
    """The partner of the sentence before, where this one opens with the other flow ("Imports amounted to 3 million")."""
    last = memory.last
    if (
        kind in (None, Kind.SHARE, Kind.RANK)
        or last is None
        or last[1] is None
        or last[2] is None
        or not last[2].iso3
        or memory.sentence - memory.last_sentence != 1
    ):
        return None
    if roles.reporter is None or roles.partner is not None or governor < 0 or is_total(row):
        return None
    if not memory.traded or not all(any(party.same(side) for party in memory.before) for side in last[1:]):
        return None  # after "imports from Oman rose" in one country's statistics the next total is that with all
    opens = governor <= _OPENING and not any(token.figure for token in row.tokens[:governor])
    if not opens or any(_is_third(row, at, last[1], last[2]) for at in range(len(row.tokens))):
        return None
    if roles.reporter.same(last[1]) and _COMPLEMENT.get(last[0]) is indicator:
        return last[2]
    if roles.reporter.same(last[2]) and last[0] in FLOWS and indicator in _COMPLEMENT and set(roles.steps) <= _OWN:
        return last[1]
    return None


def partner_of_rank(last: Fact | None, row: Row, index: int, indicator: Indicator, roles: Roles) -> Party | None:
    """The ranked country, whose trade stands right beside its rank ("Peru is Fiji's largest partner, with trade of 3 million")."""
    if last is None or last.kind is not Kind.RANK or last.quote != row.sentence.span:
        return None
    if last.indicator is not indicator and _COMPLEMENT.get(last.indicator) is not indicator:
        return None
    pair = (party_or_none(last.reporter, last.reporter_name), party_or_none(last.partner, last.partner_name))
    if roles.partner is not None or roles.reporter is None or not any(roles.reporter.same(party) for party in pair) or is_total(row):
        return None
    if any(token.country and token.start > last.value_span.end for token in row.tokens[:index]):
        return None
    if last.indicator is not indicator and not roles.reporter.same(pair[1]):
        return None  # "Fiji is the largest buyer of Omani tea, with purchases of 3 million"
    return next((party for party in pair if party and not party.same(roles.reporter)), None)


def _is_third(row: Row, at: int, first: Party, second: Party) -> bool:
    mention = row.tokens[at].country
    return mention is not None and not mention.in_name and not party_of(mention).same(first) and not party_of(mention).same(second)
