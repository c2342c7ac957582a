"""Who a leader spoke for whose country an article takes for known: "President Reagan", "Obama".

A reference list with years of office; what an article says itself always comes first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick_rs

from etl.annotate.countries import country_name
from etl.annotate.offices import load_lexicon
from etl.annotate.represented import ROYAL
from etl.terms.load import TermsError, read_terms

_ROLES = ("president", "prime_minister", "chancellor", "monarch", "foreign_minister", "body")
_HEADS = {
    "president": frozenset({"president", "vice president", "vice-president", "leader", "head of state", "general secretary", "chairman"}),
    "prime_minister": frozenset({"prime minister", "premier", "taoiseach"}),
    "chancellor": frozenset({"chancellor"}),
    "monarch": ROYAL,
    "foreign_minister": frozenset(
        {
            "foreign secretary",
            "secretary of state",
            "defense secretary",
            "secretary of defense",
            "national security adviser",
            "national security advisor",
        }
    ),
    "body": frozenset({"secretary-general", "secretary general", "president", "commissioner", "foreign policy chief"}),
}
_PRIVATE = frozenset(
    {"chairman", "spokesman", "spokeswoman", "governor", "managing director", "official", "lawmaker", "senator", "president"}
)
_PORTFOLIO = re.compile(r"\b(?:foreign|external|defen[cs]e)\b")
_FIRST_NAME = re.compile(r"\b([A-Z][a-z]+) \Z")
_TITLES = ("Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms")
_MARGIN = 1  # years before and after the office


@dataclass(frozen=True, slots=True)
class Leader:
    """One term of one leader; ``iso3`` is None for the head of a body without a code."""

    name: str
    surname: str
    iso3: str | None
    country: str
    first: int
    last: int
    role: str

    def served(self, year: int | None) -> bool:
        """Whether ``year`` is in or near the years of office; any year will do when it is not known."""
        return year is None or self.first - _MARGIN <= year <= self.last + _MARGIN


def leader_with_office(name: str, head: str, words: str, year: int | None) -> Leader | None:
    """The leader named with an office that says no country ("President Bush"); None if nobody or several countries' leaders fit.

    Args:
        name: As the article gives it, full or the surname alone.
        head: The word that makes the office ("minister"), and ``words`` all its words ("foreign minister").
        year: When the article was published, if known.
    """
    tokens = name.casefold().split()
    if len(tokens) > 1:
        found = [one for one in _index()[tokens[0], tokens[-1]] if head not in _PRIVATE or one.role in ("president", "body")]
        found = [one for one in found if year is None or year >= one.first - _MARGIN]  # a former president, too
    else:
        found = [one for one in _by_surname()[tokens[-1]] if _may_be(one, head, words) and one.served(year)] if tokens else []
    return found[-1] if len({one.country for one in found}) == 1 else _of_time(found, year)


def named_leaders(text: str, year: int | None) -> Iterator[Leader]:
    """The leaders whom a text names without an office, each once, in the order of the list: the full name, or an unmistakable surname."""
    names, automaton = _automaton()
    seen: dict[str, None] = {}
    for index, start, end in automaton.find_matches_as_indexes(text):
        if names[index] not in seen and _stands_alone(text, start, end):
            seen[names[index]] = None
    for name in seen:
        leader = _of_time([one for one in _by_name()[name] if one.served(year)], year)
        if leader is not None:
            yield Leader(
                _untitled(name),
                leader.surname,
                leader.iso3,
                leader.country,
                leader.first,
                leader.last,
                leader.role,
            )


def _untitled(name: str) -> str:
    first, _, surname = name.partition(" ")
    return surname if first in _TITLES else name


def _of_time(found: Sequence[Leader], year: int | None) -> Leader | None:
    """The one of several terms that the year settles; None when two countries remain."""
    if year is not None and len({one.country for one in found}) > 1:
        found = [one for one in found if one.first <= year <= one.last]
    return found[-1] if len({one.country for one in found}) == 1 else None


def _may_be(leader: Leader, head: str, words: str) -> bool:
    if head in _HEADS[leader.role] and (leader.role, head) != ("president", "chairman"):
        return True
    return leader.role == "foreign_minister" and head.endswith("minister") and _PORTFOLIO.search(words) is not None


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in ("-", "@", "/") or after.isalnum() or after == "@":
        return False
    if " " not in text[start:end]:
        own = _FIRST_NAME.search(text, max(0, start - 24), start)
        if own is not None and own[1].casefold() not in load_lexicon().before_surname and own[1] not in load_lexicon().titles:
            return False  # "Melania Trump"
    following = re.match(r" ([A-Z]\w+)", text[end : end + 24])
    return following is None or following[1] not in read_terms("leaders")["not_before"]


@cache
def _leaders() -> tuple[Leader, ...]:
    terms = read_terms("leaders")
    return tuple(_leader(row, role) for role in _ROLES for row in terms[role])


def _leader(row: Sequence[Any], role: str) -> Leader:
    name, place, first, last = row[:4]
    known = country_name(place)
    if known is None and len(place) == 3:
        raise TermsError(f"etl/terms/leaders.toml: '{place}' of {name} is no code in countries.toml. Correct it.")
    surname = row[4] if len(row) > 4 else name.split()[-1]
    return Leader(name, surname, place if known else None, known or place, first, last, role)


@cache
def first_names() -> frozenset[str]:
    """The first names of all leaders of the list, in lower case: names that people bear, and companies seldom."""
    return frozenset(leader.name.split()[0].casefold() for leader in _leaders() if leader.role != "monarch")


@cache
def _index() -> defaultdict[tuple[str, str], list[Leader]]:
    """Leaders by the first and the last word of the full name."""
    found: defaultdict[tuple[str, str], list[Leader]] = defaultdict(list)
    for leader in _leaders():
        words = leader.name.casefold().split()
        found[words[0], words[-1]].append(leader)
    return found


@cache
def _by_surname() -> defaultdict[str, list[Leader]]:
    found: defaultdict[str, list[Leader]] = defaultdict(list)
    for leader in _leaders():
        found[leader.surname.casefold()].append(leader)
    return found


@cache
def _by_name() -> defaultdict[str, list[Leader]]:
    """Leaders by what names them without an office."""
    terms = read_terms("leaders")
    alone, mister, shared = frozenset(terms["alone"]), frozenset(terms["mister"]), frozenset(terms["needs_office"])
    found: defaultdict[str, list[Leader]] = defaultdict(list)
    for leader in _leaders():
        names = [leader.name] if leader.name.split()[0].casefold() not in ROYAL and leader.name not in shared else []
        names += [leader.surname] if leader.surname in alone else []
        names += [f"{title} {leader.surname}" for title in _TITLES] if leader.surname in mister else []
        for name in dict.fromkeys(names):
            found[name].append(leader)
    return found


@cache
def _automaton() -> tuple[list[str], ahocorasick_rs.AhoCorasick]:
    names = list(_by_name())
    return names, ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
