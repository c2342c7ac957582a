"""Which two countries "bilateral", "their trade", "the neighbours" mean, and who is the other of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.document import CountryForm
from etl.facts.context import PARTNERS, Context, Party, party_of
from etl.facts.frames import Frame
from etl.facts.subjects import joined_before
from etl.facts.tokens import Row
from etl.model import Indicator

if TYPE_CHECKING:
    from etl.facts.roles import Memory

_TOTALS = ("total", "overall", "global", "world", "worldwide", "foreign", "regional")


def dashed(party: Party, row: Row) -> Party | None:
    """The country that a dash joins to ``party`` ("Fiji-Oman trade showed a deficit")."""
    for at, token in enumerate(row.tokens):
        first = joined_before(row, at) if token.country and row.word(at - 1) in ("-", "–", "‑") else None
        if first is not None and first.country and token.country and party.same(party_of(first.country)):
            return party_of(token.country)
    return None


def coordinated(row: Row, frame: Frame) -> tuple[Party, Party] | None:
    """The two countries that together are the subject ("Oman and Fiji hope to triple trade"), if no third stands before the noun."""
    named = [at for at in range(frame.at) if row.tokens[at].country and row.tokens[at].country.iso3]  # type: ignore[union-attr]
    if len(named) != 2 or named[1] - named[0] != 2 or row.word(named[0] + 1) != "and" or not frame.subject:
        return None
    first, second = (party_of(row.tokens[at].country) for at in named)  # type: ignore[arg-type]
    return (first, second) if not first.same(second) and frame.subject.same(second) else None


def other_before(reporter: Party, row: Row, context: Context, memory: Memory) -> Party | None:
    """The other country of the title's only pair, whose trade the sentence before told, where this one names nobody else."""
    titled = [party for party in context.titled if party.iso3]
    if len(titled) != 2 or not all(any(party.same(other) for other in titled) for party in memory.before):
        return None
    if any(token.country and token.country.iso3 and not party_of(token.country).same(reporter) for token in row.tokens):
        return None
    others = [party for party in memory.before if not party.same(reporter)]
    return others[0] if len(others) == 1 else None


def find_pair(row: Row, frame: Frame, speaker: Party | None, context: Context, memory: Memory) -> tuple[Party, Party] | None:
    """The two countries that "bilateral" means: the sentence's own two, memory's pair, the speaker's, the article's."""
    last = memory.last[1:] if memory.last else (None, None)
    told = (last[0], last[1]) if last[0] and last[1] and _is_pair(last[0], last[1]) else None
    if told is not None and memory.sentence == memory.last_sentence:
        return told
    coded = _coded(row)
    if (named := _joined(row) or ((coded[0], coded[1]) if len(coded) == 2 else None) or _turned_to(memory, speaker)) is not None:
        return _in_titled_order(named, context)
    if memory.bilateral and memory.reporter and memory.partner:
        return memory.reporter, memory.partner
    if told is not None and memory.sentence - memory.last_sentence <= 2:
        return told
    if _is_before(coded, context, memory, speaker):
        return memory.before[0], memory.before[1]
    if frame.subject and (other := context.other(frame.subject)):
        return frame.subject, other
    if speaker and (other := context.other(speaker)):
        return speaker, other
    return context.pair


def _in_titled_order(pair: tuple[Party, Party], context: Context) -> tuple[Party, Party]:
    """The pair, the title's first country first where both are the title's: a total told twice is told of the same pair."""
    first, second = pair
    titled = [party for party in context.titled if party.same(first) or party.same(second)]
    return (titled[0], titled[1]) if len(titled) == 2 else pair


def _joined(row: Row) -> tuple[Party, Party] | None:
    """The two countries that the sentence joins by a dash or "and"."""
    for at, token in enumerate(row.tokens):
        joined = joined_before(row, at) if token.country and token.country.form is not CountryForm.ORGANISATION else None
        if joined is not None and joined.country and token.country:
            return party_of(joined.country), party_of(token.country)
    return None


def _coded(row: Row) -> list[Party]:
    """The countries that the sentence names or that its office-holders stand for, each once."""
    coded: list[Party] = []
    for token in row.tokens:
        named = party_of(token.country) if token.country else None
        if token.person and token.person.iso3:
            named = Party(token.person.iso3, token.person.country_name or "")
        if named and named.iso3 and not any(named.same(party) for party in coded):
            coded.append(named)
    return coded


def _is_before(coded: list[Party], context: Context, memory: Memory, speaker: Party | None) -> bool:
    """Whether the two countries of the sentence before are meant: the title and the speaker are none but they, nor who is named here."""
    before = memory.before
    if len(before) != 2 or not (speaker is None or any(speaker.same(party) for party in before)):
        return False
    titled = len(context.titled) == 1 and all(party.iso3 for party in before) and any(context.titled[0].same(party) for party in before)
    return (titled or not context.titled) and all(any(party.same(other) for other in before) for party in coded)


def _turned_to(memory: Memory, speaker: Party | None) -> tuple[Party, Party] | None:
    """The speaker and the country that the sentence before turned to, away from the partner told of last; None if it did not turn."""
    others = [party for party in memory.before if not party.same(speaker)]
    if speaker is None or memory.partner is None or len(others) != 1 or not others[0].iso3:
        return None
    if others[0].same(memory.partner) or others[0].same(memory.reporter):
        return None
    return speaker, others[0]


def same_pair(reporter: Party | None, memory: Memory) -> Party | None:
    """The partner of the trade told of a sentence or two ago, while its reporter goes on."""
    last = memory.last
    near = memory.sentence - memory.last_sentence <= 2
    if not near or last is None or last[0] is not Indicator.TRADE_TOTAL or last[1] is None or not last[1].same(reporter):
        return None
    return last[2]


def _is_pair(first: Party, second: Party) -> bool:
    """Whether both are countries or trade blocs, rather than a continent."""
    return all(party.iso3 or party.name in PARTNERS for party in (first, second))


def find_other(reporter: Party | None, speaker: Party | None, context: Context, memory: Memory) -> Party | None:
    """The partner that "bilateral" means beside ``reporter``: memory's, the speaker's country, the article's other country."""
    last = memory.last[2] if memory.last and memory.last[1] and memory.last[1].same(reporter) else None
    for party in (memory.partner if memory.bilateral else None, last, speaker, context.other(reporter)):
        if party and not party.same(reporter):
            return party
    return None


def is_total(row: Row) -> bool:
    """Whether the sentence says that trade with all partners is meant ("total exports", "foreign trade")."""
    words = [(row.word(at - 1), token) for at, token in enumerate(row.tokens)]
    return any(
        (token.word in _TOTALS and before not in ("that", "this")) or (token.governor and token.word.split(" ", 1)[0] in _TOTALS)
        for before, token in words
    )
