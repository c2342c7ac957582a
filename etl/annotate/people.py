"""Finds the people who act for a country: office-holders, their counterparts, and their later mentions by surname.

There is no list of persons: who somebody is, the article says. What one mention says of a person holds for all the others; an office
without a country gets one only where the context names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import ahocorasick_rs

from etl.annotate.countries import country_name
from etl.annotate.offices import Office, Reader, load_lexicon
from etl.document import CountryForm, CountryMention, PersonMention, Sentence
from etl.model import Span

_COORDINATED = re.compile(r",?(?: and| as well as)?,? (?:the |its |his |their )?")
_PAIR = re.compile(r"\s?(?:[-–/,]|and|with)\s?")
_MAX_NAMESAKES = 8
_MAX_RIVALS = 8
_PLACE_BEFORE = re.compile(r"\b(?:in|to|from|against|on|over|into|across|with|near|of|for|around|via|toward|towards) (?:the )?\Z")
_ROYAL = frozenset({"king", "queen", "emperor", "sultan", "emir", "amir", "crown prince"})
_NICKNAME = re.compile(r"[“\"‘'(](\w+)[”\"’')]")


@dataclass(slots=True)
class _Person:
    """A person the article names, with what all mentions together say."""

    name: str
    country: CountryMention | None = None
    iso3: str | None = None
    country_name: str | None = None
    office: str | None = None
    known_by: str = "carried"
    offices: list[Office] = field(default_factory=list)

    def stands_for(self, iso3: str | None, name: str | None, known_by: str) -> None:
        """Remember the country unless another mention has already said it."""
        if self.country_name is None:
            self.iso3, self.country_name, self.known_by = iso3, name, known_by


def find_people(
    text: str,
    sentences: Sequence[Sentence],
    countries: Sequence[CountryMention],
    *,
    home: str | None = None,
    official: bool = False,
) -> tuple[PersonMention, ...]:
    """The people who act for a country, in reading order, never overlapping.

    Args:
        home: ISO code of the country where the report was written or published: offices without any country are of this one if the
            text is mostly about it.
        official: Whether the publisher is the government of ``home``, which need not name itself.
    """
    reader = Reader(text, sentences, countries)
    offices = list(reader.offices())
    if not offices:
        return ()
    people = _Cast(text)
    holders = {id(office): people.enter(office) for office in offices if office.name is not None}
    _resolve(reader, offices, holders, countries, home, official=official)
    titled = {office.name.start for office in offices if office.name and not office.apposition}
    found = [mention for office in offices for mention in _mention(office, holders.get(id(office)), people, titled)]
    taken = _without_overlaps(found)
    return tuple(sorted([*taken, *people.later_mentions(taken)], key=lambda mention: mention.span))


class _Cast:
    """The persons of one article, found again by surname."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people: list[_Person] = []
        self._by_token: dict[str, list[_Person]] = {}

    def enter(self, office: Office) -> _Person | None:
        """The person whom this office names, known already or new."""
        assert office.name is not None
        if office.other_body and office.country is None and office.head not in load_lexicon().state:
            return None
        name = " ".join(office.name.of(self.text).split())
        person = self._known(name)
        if person is not None and office.head in _ROYAL and " " not in name and all(one.head != office.head for one in person.offices):
            person = None  # "Sultan Ibrahim" is not the minister Anwar Ibrahim
        if person is None:
            person = _Person(name)
            self.people.append(person)
            for token in {*name.casefold().split()}:
                self._by_token.setdefault(token, []).append(person)
        elif len(name) > len(person.name) and not name.isupper():
            person.name = name
        person.offices.append(office)
        if office.head not in ("counterpart", "opposite number", "leader", "official"):
            person.office = person.office or office.words
        if office.country is not None:
            person.stands_for(office.country.iso3, office.country.name, "apposition" if office.apposition else "office")
        return person

    def _known(self, name: str) -> _Person | None:
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
                known_by = "dateline" if person.known_by == "dateline" else "carried"
                yield PersonMention(span, person.name, person.iso3, person.country_name, person.office, known_by)

    def _hits(self, taken: Sequence[PersonMention]) -> Iterable[tuple[_Person, Span, bool]]:
        """Each later naming: the person, where, and whether by the first word of the name alone."""
        owners = self._handles()
        if not owners:
            return
        automaton = ahocorasick_rs.AhoCorasick(list(owners), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
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

    def _handles(self) -> Mapping[str, tuple[_Person, bool]]:
        """The words by which each person may be named again: full name, surname, nickname; and the first word of the name (True)."""
        owners: dict[str, tuple[_Person, bool]] = {}
        for person in self.people:
            tokens = person.name.split()
            for handle in (person.name, tokens[-1], *_NICKNAME.findall(person.name)):
                if len(handle) > 2 or " " in person.name:
                    owners.setdefault(handle, (person, False))
                    owners.setdefault(handle.upper(), (person, False))
        for person in self.people:
            first = person.name.split()[0]
            if len(first) > 1 and " " in person.name:
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
        if not token[0].isupper() or token[-1] in ".,:;!?”\"’'":
            return True
        return (
            token.casefold() in load_lexicon().before_surname
            or token in load_lexicon().titles
            or not token[1:].islower()
            or start - len(token) - 1 == 0
        )


def _resolve(
    reader: Reader,
    offices: Sequence[Office],
    holders: Mapping[int, _Person | None],
    countries: Sequence[CountryMention],
    home: str | None,
    *,
    official: bool,
) -> None:
    """Give countries to the persons whose offices name none, where the context does."""
    named = Counter(mention.iso3 for mention in countries if mention.iso3 and not mention.in_name and mention.form is not CountryForm.CITY)
    for before, office in pairwise(offices):
        _from_coordination(reader, before, office, holders)
    for at, office in enumerate(offices):
        person = holders.get(id(office))
        if person is not None and person.office is None and office.head in ("counterpart", "opposite number"):
            person.office = _office_before(reader, offices, at)
        if person is not None and person.country_name is None:
            other = _counterpart_after(reader, offices, at)
            iso3 = _other_side(reader.text, countries, other) if other else None
            if iso3 is None and other is not None and home in named and home != other:
                iso3 = home
            if iso3 is not None:
                person.stands_for(iso3, country_name(iso3), "carried")
    spoken_for = {person.iso3 for person in holders.values() if person is not None}
    iso3 = _own_country(reader.text, countries, named, spoken_for, home, official=official)
    if iso3 is not None:
        _give_offices_of(reader.text, iso3, offices, holders, official=official)


def _own_country(
    text: str, countries: Sequence[CountryMention], named: Counter[str], spoken_for: set[str | None], home: str | None, *, official: bool
) -> str | None:
    """The country whose offices the text names without saying so: a government's own site, the home of a report that is mostly about it,
    or the only country of the text, unless it has its own speakers there or is only a place ("troops in Bosnia")."""
    if home is not None and (official or (named[home] and 2 * named[home] >= max(named.values()))):
        return home
    if len(named) == 1 and not spoken_for & named.keys():
        for mention in countries:
            before = text[max(0, mention.span.start - 12) : mention.span.start]
            if mention.iso3 and (mention.form is CountryForm.DEMONYM or mention.possessive or not _PLACE_BEFORE.search(before)):
                return mention.iso3
    return None


def _give_offices_of(text: str, iso3: str, offices: Sequence[Office], holders: Mapping[int, _Person | None], *, official: bool) -> None:
    """Let each unresolved office be of ``iso3`` if that country has it and nobody else in the text holds it."""
    held = {office.words for office in offices if (person := holders.get(id(office))) is not None and person.iso3 == iso3}
    rivals: dict[str, list[_Person]] = {}
    for office in offices:
        person = holders.get(id(office))
        if person is not None and person.country_name is None and not office.other_body and _may_hold(office, iso3):
            claimants = rivals.setdefault(office.words, [])
            if all(person is not other for other in claimants[: _MAX_RIVALS + 1]):
                claimants.append(person)
    for words, claimants in rivals.items():
        holder = _likely_holder(text, claimants, official=official)
        if words not in held and holder is not None:
            holder.stands_for(iso3, country_name(iso3), "dateline")


def _likely_holder(text: str, claimants: Sequence[_Person], *, official: bool) -> _Person | None:
    """The only claimant; on a government's own site the one named first and at least twice as often as any other."""
    if len(claimants) == 1:
        return claimants[0]
    if len(claimants) > _MAX_RIVALS:
        return None
    counts = [text.count(person.name.split()[-1]) for person in claimants]
    return claimants[0] if official and counts[0] >= 2 * max(counts[1:]) else None


def _may_hold(office: Office, iso3: str) -> bool:
    """Whether the country has such an office at all, and the office is a state's."""
    lexicon = load_lexicon()
    if office.head in ("president", "vice president", "vice-president"):
        return iso3 not in lexicon.no_president
    if office.head == "prime minister":
        return iso3 not in lexicon.no_prime_minister
    if office.head.startswith("chancellor"):
        return iso3 in lexicon.chancellor
    if office.head in _ROYAL:
        return iso3 in lexicon.monarchies
    if office.head.endswith("secretary"):
        return iso3 in lexicon.secretaries or office.head.endswith("cabinet secretary")
    return office.head in lexicon.state or office.head in ("governor", "speaker")


def _from_coordination(reader: Reader, before: Office, office: Office, holders: Mapping[int, _Person | None]) -> None:
    """ "Japanese Foreign Minister A and Defence Minister B": the second office is of the same country, unless it is the same office."""
    person, leader = holders.get(id(office)), holders.get(id(before))
    if person is None or leader is None or person.country_name is not None or leader.country_name is None or office.words == before.words:
        return
    if office.head != "counterpart" and before.end <= office.start and _COORDINATED.fullmatch(reader.text, before.end, office.start):
        person.stands_for(leader.iso3, leader.country_name, "carried")


def _counterpart_after(reader: Reader, offices: Sequence[Office], at: int) -> str | None:
    """The country of the counterpart whom the holder of ``offices[at]`` meets in the same sentence."""
    _, last = reader.sentence(offices[at].start)
    for office in offices[at + 1 : at + 1 + _MAX_RIVALS]:
        if office.start >= last:
            return None
        if office.head in ("counterpart", "opposite number"):
            return office.country.iso3 if office.country else None
    return None


def _office_before(reader: Reader, offices: Sequence[Office], at: int) -> str | None:
    """The office that the counterpart ``offices[at]`` holds too: the one named before in the sentence."""
    first, _ = reader.sentence(offices[at].start)
    if at and offices[at - 1].start >= first and offices[at - 1].head != offices[at].head:
        return offices[at - 1].words
    return None


def _other_side(text: str, countries: Sequence[CountryMention], iso3: str) -> str | None:
    """The country most often paired with ``iso3`` ("Japan-Israel relations", "Israel and Japan"); None if none or a tie."""
    partners: Counter[str] = Counter()
    for one, other in pairwise(countries):
        codes = {one.iso3, other.iso3}
        if iso3 not in codes or len(codes) != 2 or None in codes or CountryForm.CITY in (one.form, other.form):
            continue
        if other.span.start - one.span.end <= 12 and _PAIR.fullmatch(text, one.span.end, other.span.start):
            partners.update(code for code in codes if code is not None and code != iso3)
    ranked = partners.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _mention(office: Office, person: _Person | None, cast: _Cast, titled: Collection[int]) -> Iterable[PersonMention]:
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


def _own_office(office: Office, person: _Person | None) -> str:
    if office.head in ("counterpart", "opposite number") and person is not None and person.office:
        return person.office
    return office.words


def _without_overlaps(found: Iterable[PersonMention]) -> list[PersonMention]:
    """The mentions that start first and reach farthest; a later one that overlaps is dropped."""
    kept: list[PersonMention] = []
    for mention in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept
