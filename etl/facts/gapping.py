"""Lists that leave the verb and its noun out: "Danish imports rose 3 pct to 2 million; Japan, 9 pct to 1 million"."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Party, party_of
from etl.facts.roles import Roles
from etl.facts.tokens import Row

_BEFORE = frozenset({";", ",", "and", "while", "but", "-", "–", ":"})
_HEDGES = frozenset(
    {"about", "some", "around", "nearly", "almost", "over", "up", "down", "by", "to", "with", "at", "'", "s", "ones", "goods"}
)


def gapped_roles(row: Row, previous: int, index: int, roles: Roles) -> Roles | None:
    """The roles of the figure at ``index`` that goes on a list begun at the figure ``previous``, whose roles are ``roles``.

    A country between the two figures without preposition takes the place of the one that the first figure named without preposition.
    """
    if (pair := _pair_before(row, previous, index)) is not None:
        return Roles(*pair, (*roles.steps, "gapped"))
    named: Party | None = None
    place = -1
    for at in range(previous + 1, index):
        token = row.tokens[at]
        if token.governor or token.person or (token.plain and token.word in ("of", "for", "said", "which", "that", "is", "was")):
            return None
        if token.country and token.country.form is not CountryForm.CITY and token.country.iso3:
            if named is not None:
                return None
            named, place = party_of(token.country), at
    if named is None or row.word(place - 1 if row.word(place - 1) != "the" else place - 2) not in _BEFORE:
        return None
    behind = row.word(place + 1)
    if not (place + 1 == index or behind == "," or behind in _HEDGES):
        return None
    first, partner = roles.reporter, roles.partner
    if partner is not None and _stands_alone(row, previous, partner) and not (first and _stands_alone(row, previous, first)):
        return Roles(first, named, (*roles.steps, "gapped")) if not named.same(first) else None
    if named.same(partner):
        return Roles(named, first, (*roles.steps, "gapped")) if first and not named.same(first) else None  # "... and Indian ones 6 million"
    return Roles(named, partner, (*roles.steps, "gapped"))


def _pair_before(row: Row, previous: int, index: int) -> tuple[Party, Party] | None:
    """The two countries of the list's item ("trade of Peru and Fiji 3 million; Peru and Oman: 5 million")."""
    at = index - 1 if row.word(index - 1) not in (":", ",") else index - 2
    if at - 2 <= previous or row.word(at - 1) not in ("and", "-", "–", "/"):
        return None
    first, second = row.tokens[at - 2].country, row.tokens[at].country
    if first is None or second is None or row.word(at - 3) not in (";", ",", "and"):
        return None
    return party_of(first), party_of(second)


def _stands_alone(row: Row, stop: int, party: Party) -> bool:
    """Whether ``party`` is named before ``stop`` without a preposition."""
    for at in range(stop):
        mention = row.tokens[at].country
        if mention and party_of(mention).same(party):
            before = row.word(at - 1) if row.word(at - 1) != "the" else row.word(at - 2)
            return before not in ("to", "from", "with", "in", "against", "by")
    return False
