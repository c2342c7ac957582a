"""Finds the people who act for a country: office-holders, their counterparts, and their later mentions by surname.

Who somebody is, the article says first; what one mention says of a person holds for all the others. An office without a country gets one
only where the context names it, or where a list of leaders settles it ("President Reagan").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import ahocorasick_rs

from etl.annotate.leaders import Leader, leader_with_office, named_leaders
from etl.annotate.offices import Office, Reader, load_lexicon
from etl.annotate.represented import COUNTERPARTS, ROYAL, Person, resolve_countries
from etl.document import CountryMention, PersonMention, Sentence
from etl.model import Span

_MAX_NAMESAKES = 8
_NO_TITLES = COUNTERPARTS | {"leader", "official"}
_GOVERNING = frozenset({"prime minister", "premier", "chancellor", "taoiseach"})
_NICKNAME = re.compile(r"[“\"‘'(](\w+)[”\"’')]")


def find_people(
    text: str,
    sentences: Sequence[Sentence],
    countries: Sequence[CountryMention],
    *,
    home: str | None = None,
    official: bool = False,
    year: int | None = None,
) -> tuple[PersonMention, ...]:
    """The people who act for a country, in reading order, never overlapping.

    Args:
        home: ISO code of the country where the report was written or published: offices without any country are of this one if the
            text is mostly about it.
        official: Whether the publisher is the government of ``home``, which need not name itself.
        year: When the report was published, if known: it tells leaders of one name apart.
    """
    reader = Reader(text, sentences, countries)
    offices = list(reader.offices())
    leaders = list(named_leaders(text, year))
    if not offices and not leaders:
        return ()
    people = _Cast(text)
    holders = {id(office): people.enter(office) for office in offices if office.name is not None}
    for office in offices:
        _refer(office, holders.get(id(office)), year)
    resolve_countries(reader, offices, holders, countries, home, official=official)
    for leader in leaders:
        people.refer(leader)
    titled = {office.name.start for office in offices if office.name and not office.apposition}
    found = [mention for office in offices for mention in _mention(office, holders.get(id(office)), people, titled)]
    taken = _without_overlaps(found)
    return tuple(sorted([*taken, *people.later_mentions(taken)], key=lambda mention: mention.span))


class _Cast:
    """The persons of one article, found again by surname."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people: list[Person] = []
        self._by_token: dict[str, list[Person]] = {}

    def enter(self, office: Office) -> Person | None:
        """The person whom this office names, known already or new."""
        assert office.name is not None
        if office.other_body and office.country is None and office.head not in load_lexicon().state:
            return None
        name = " ".join(office.name.of(self.text).split())
        person = self._known(name)
        if person is not None and office.head in ROYAL and " " not in name and all(one.head != office.head for one in person.offices):
            person = None  # "Sultan Ibrahim" is not the minister Anwar Ibrahim
        if person is None:
            person = Person(name)
            self.people.append(person)
            for token in {*name.casefold().split()}:
                self._by_token.setdefault(token, []).append(person)
        elif len(name) > len(person.name) and not name.isupper():
            person.name = name
        person.offices.append(office)
        if office.head not in _NO_TITLES:
            person.office = person.office or office.words
        if office.country is not None:
            person.stands_for(office.country.iso3, office.country.name, "apposition" if office.apposition else "office")
        return person

    def refer(self, leader: Leader) -> None:
        """Enter a leader whom the article names without an office, unless it says itself who bears the name."""
        words = {leader.name.casefold().split()[-1], leader.surname.casefold()}
        for person in self.people:
            if words & set(person.name.casefold().split()):
                if person.country_name is None and person.name.casefold() == leader.name.casefold():
                    person.stands_for(leader.iso3, leader.country, "reference")
                return
        person = Person(leader.name, surname=leader.surname)
        person.stands_for(leader.iso3, leader.country, "reference")
        self.people.append(person)

    def _known(self, name: str) -> Person | None:
        """The person of this name named last: the same surname and initial, or one word of the full name alone."""
        tokens = name.casefold().split()
        for person in reversed(self._by_token.get(tokens[-1], [])[-_MAX_NAMESAKES:]):
            known = person.name.casefold().split()
            if len(tokens) == 1 or len(known) == 1 or (known[-1] == tokens[-1] and known[0][0] == tokens[0][0]):
                return person
        alone = [person for person in self._by_token.get(tokens[0], [])[-_MAX_NAMESAKES:] if " " not in person.name]
        return alone[-1] if alone else None

    def later_mentions(self, taken: Sequence[PersonMention]) -> Iterable[PersonMention]:
        """Where a known person is named again without the office."""
        hits = list(self._hits(taken))
        by_surname = {id(person) for person, span, first in hits if not first and span.end - span.start < len(person.name)}
        for person, span, first in hits:
            if not first or id(person) not in by_surname:  # "Xi Jinping", then "Xi"
                known_by = person.known_by if person.known_by in ("dateline", "reference") else "carried"
                yield PersonMention(span, person.name, person.iso3, person.country_name, person.office, known_by)

    def _hits(self, taken: Sequence[PersonMention]) -> Iterable[tuple[Person, Span, bool]]:
        """Each later naming: the person, where, and whether by the first word of the name alone."""
        owners = self._handles()
        if not owners:
            return
        automaton = ahocorasick_rs.AhoCorasick(
            list(owners),
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.NoncontiguousNFA,  # built for every article: half the time of the default
        )
        handles = list(owners.values())
        spans = sorted((mention.span.start, mention.span.end) for mention in taken)
        at = 0
        for index, start, end in automaton.find_matches_as_indexes(self.text):
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            if (at < len(spans) and spans[at][0] < end) or not self._is_whole(start, end):
                continue
            person, first = handles[index]
            if first and self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper():
                continue  # another "Vladimir"
            yield person, Span(start, end), first

    def _handles(self) -> Mapping[str, tuple[Person, bool]]:
        """The words by which each person may be named again: full name, surname, nickname; and the first word of the name (True)."""
        owners: dict[str, tuple[Person, bool]] = {}
        for person in self.people:
            tokens = person.name.split()
            for handle in (person.name, person.surname or tokens[-1], *_NICKNAME.findall(person.name)):
                if len(handle) > 2 or " " in person.name:
                    owners.setdefault(handle, (person, False))
                    owners.setdefault(handle.upper(), (person, False))
        for person in self.people:
            first = person.name.split()[0]
            if len(first) > 1 and " " in person.name and person.surname is None:
                owners.setdefault(first, (person, True))
        return owners

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the words are a name of their own: "Abe", not the "Abe" of "Akie Abe" or "Aberdeen"."""
        text = self.text
        if (start and (text[start - 1].isalnum() or text[start - 1] in "-.@/")) or (
            end < len(text) and (text[end].isalnum() or text[end] == "@")
        ):
            return False
        if text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper():
            return False
        before = text[max(0, start - 24) : start]
        if before[-1:] not in " \u00a0" or not before.strip():
            return True
        token = before.split()[-1]
        if len(token) == 2 and token[0].isupper() and token[1] == ".":
            return False  # "John F. Kennedy" is not the "Robert F. Kennedy" named before
        if token[-2:] in ("'s", "’s") or not token[0].isupper() or token[-1] in ".,:;!?”\"’'":
            return True
        return (
            token.casefold() in load_lexicon().before_surname
            or token in load_lexicon().titles
            or not token[1:].islower()
            or start - len(token) - 1 == 0
        )


def _refer(office: Office, person: Person | None, year: int | None) -> None:
    """Give the holder of an office without a country that of the leader of this name."""
    if person is None or person.country_name is not None or office.country is not None:
        return
    if office.other_body and " " not in person.name and office.head not in _GOVERNING:
        return  # "the bank and Chairman Smith"; but "President Biden and Prime Minister Trudeau"
    leader = leader_with_office(person.name, office.head, office.words, year)
    if leader is not None:
        person.stands_for(leader.iso3, leader.country, "reference")


def _mention(office: Office, person: Person | None, cast: _Cast, titled: Collection[int]) -> Iterable[PersonMention]:
    """The mentions one office makes; ``titled`` are the starts of names that already stand behind an office of their own."""
    words = _own_office(office, person)
    for other in office.others:
        yield PersonMention(other.span, "", other.iso3, other.name, words, "definite")
    if person is not None:
        apart = office.name is not None and office.apposition and office.name.start not in titled
        start = office.name.start if apart and office.name else office.start
        country = office.country
        known_by = "apposition" if office.apposition else "office" if country else person.known_by
        iso3, name = (country.iso3, country.name) if country else (person.iso3, person.country_name)
        yield PersonMention(Span(start, office.end), person.name, iso3, name, words, known_by)
    elif office.country is not None:
        yield PersonMention(Span(office.start, office.end), "", office.country.iso3, office.country.name, words, "definite")
    elif office.definite and office.name is None and not office.plural:
        holders = [one for one in cast.people if one.office == office.words]
        if len(holders) == 1 and holders[0].country_name is not None:
            yield PersonMention(Span(office.start, office.end), holders[0].name, holders[0].iso3, holders[0].country_name, words, "carried")


def _own_office(office: Office, person: Person | None) -> str:
    if office.head in COUNTERPARTS and person is not None and person.office:
        return person.office
    return office.words


def _without_overlaps(found: Iterable[PersonMention]) -> list[PersonMention]:
    """The mentions that start first and reach farthest; a later one that overlaps is dropped."""
    kept: list[PersonMention] = []
    for mention in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept
