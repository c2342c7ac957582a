"""A country, its office words and the holder's name as one side: "Japan's foreign minister Taro Kono"."""

from __future__ import annotations

from etl.events.acts import noun_list
from etl.events.units import Head, Kind, Unit
from etl.events.words import word_list

_TITLE_WORDS = word_list("title_words")
_BODIES = frozenset(
    ["ministry", "department", "agency", "office", "bureau", "directorate", "authority", "administration", "commission", "council"]
)
_JOINTS = frozenset([",", "and", "&", "the", "of"])


def join_portfolios(units: list[Unit]) -> list[Unit]:
    """Join a country's ministry and its portfolio into the country's side ("Japan's Ministry of Economy, Trade and Industry")."""
    stop = 0
    joined: list[Unit] = []
    for index, unit in enumerate(units):
        if index < stop:
            continue
        joined.append(unit)
        if unit.kind is Kind.SIDE and unit.sides and not unit.person:
            stop = _end_of_portfolio(units, index)
            if stop:
                unit.end, unit.head, unit.head_word = units[stop - 1].end, Head.STATE, "ministry"
    return joined


def _end_of_portfolio(units: list[Unit], index: int) -> int:
    """Index after the last word of "Ministry of Economy, Trade and Industry" behind a side; 0 when no such body follows."""
    body = next((at for at in range(index + 1, min(index + 3, len(units))) if units[at].lower in _BODIES and units[at].raw_capital), 0)
    if not body or body + 2 >= len(units) or units[body + 1].lower not in ("of", "for"):
        return 0
    last, at = 0, body + 2
    while at < len(units) and units[at].kind is not Kind.SIDE and (units[at].raw_capital or units[at].lower in _JOINTS):
        last = at if units[at].raw_capital else last
        at += 1
    return last + 1 if last else 0


def join_titles(units: list[Unit]) -> list[Unit]:
    """Join a country, its office words and the holder's name into one side ("Japan's foreign minister Taro Kono")."""
    state = noun_list("state")
    joined: list[Unit] = []
    absorbed: set[int] = set()
    for index, unit in enumerate(units):
        if id(unit) in absorbed:
            continue
        if (
            unit.form == "person"
            and not unit.sides
            and index + 2 < len(units)
            and units[index + 1].lower == "of"
            and units[index + 2].form == "name"
        ):
            unit.sides = units[index + 2].sides
        if unit.form == "person" and index + 2 < len(units) and units[index + 1].lower == "of" and units[index + 2].sides == unit.sides:
            unit.end, unit.possessive = units[index + 2].end, units[index + 2].possessive  # "King Hassan of Morocco" is one
            absorbed = {id(units[index + 1]), id(units[index + 2])}
        if unit.form == "person" and unit.sides:
            back = len(joined) - 1
            while (
                back >= 0
                and len(joined) - back <= 9
                and joined[back].kind is Kind.WORD
                and (joined[back].lower in state or joined[back].lower in _TITLE_WORDS)
            ):
                back -= 1
            owner = joined[back] if back >= 0 else None
            if (
                owner is not None
                and owner.kind is Kind.SIDE
                and owner.sides == unit.sides
                and not owner.person
                and len(joined) - back <= 10
            ):
                unit.start, unit.lower = owner.start, unit.lower
                del joined[back:]
        joined.append(unit)
    return joined
