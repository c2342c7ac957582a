"""Which country a person represents whose office names none: what the rest of the article says, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.annotate.countries import country_name
from etl.annotate.offices import Office, Reader, load_lexicon
from etl.document import CountryForm, CountryMention

_COORDINATED = re.compile(r",?(?: and| as well as)?,? (?:the |its |his |their )?")
_PAIR = re.compile(r"\s?(?:[-–/,]|and|with)\s?")
_PLACE_BEFORE = re.compile(r"\b(?:in|to|from|against|on|over|into|across|with|near|of|for|around|via|toward|towards) (?:the )?\Z")
_NAMES = re.compile(r" (?:[A-Z][\w’'-]*[^\W_]\b ?){1,4}")
_MEETING = re.compile(
    r"\b(?:met|meets?|meeting|talks?|conversation|conferred|negotiat\w+|spoke|speaks?|told|tells|hosted|hosts|received|receives|welcomed|welcomes|greeted"
    r"|invited|visited|called|telephoned|counterpart|congratulated|thanked)\b"
)
ROYAL = frozenset({"king", "queen", "emperor", "sultan", "emir", "amir", "crown prince"})
COUNTERPARTS = frozenset({"counterpart", "opposite number"})
_MAX_RIVALS = 8
_MAX_BETWEEN = 120


@dataclass(slots=True)
class Person:
    """A person the article names, with what all mentions together say."""

    name: str
    country: CountryMention | None = None
    iso3: str | None = None
    country_name: str | None = None
    office: str | None = None
    known_by: str = "carried"
    surname: str | None = None  # of a leader known from the list; else the last word of the name
    offices: list[Office] = field(default_factory=list)

    def stands_for(self, iso3: str | None, name: str | None, known_by: str) -> None:
        """Remember the country unless another mention has already said it."""
        if self.country_name is None:
            self.iso3, self.country_name, self.known_by = iso3, name, known_by


def resolve_countries(
    reader: Reader,
    offices: Sequence[Office],
    holders: Mapping[int, Person | None],
    countries: Sequence[CountryMention],
    home: str | None,
    *,
    official: bool,
) -> None:
    """Give countries to the persons whose offices name none, where the context does."""
    named = Counter(mention.iso3 for mention in countries if mention.iso3 and not mention.in_name and mention.form is not CountryForm.CITY)
    _from_possessives(reader.text, countries, [person for person in holders.values() if person is not None])
    for before, office in pairwise(offices):
        _from_coordination(reader, before, office, holders)
    for at, office in enumerate(offices):
        person = holders.get(id(office))
        if person is not None and person.office is None and office.head in COUNTERPARTS:
            person.office = _office_before(reader, offices, at)
        if person is not None and person.country_name is None:
            iso3 = _from_partner(reader, offices, at, countries, named, home)
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
    if len(named) == 1 and spoken_for.isdisjoint(named):
        for mention in countries:
            before = text[max(0, mention.span.start - 12) : mention.span.start]
            if mention.iso3 and (mention.form is CountryForm.DEMONYM or mention.possessive or not _PLACE_BEFORE.search(before)):
                return mention.iso3
    return None


def _give_offices_of(text: str, iso3: str, offices: Sequence[Office], holders: Mapping[int, Person | None], *, official: bool) -> None:
    """Let each unresolved office be of ``iso3`` if that country has it and nobody else in the text holds it."""
    held = {office.words for office in offices if (person := holders.get(id(office))) is not None and person.iso3 == iso3}
    rivals: dict[str, list[Person]] = {}
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


def _likely_holder(text: str, claimants: Sequence[Person], *, official: bool) -> Person | None:
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
    if office.head == "minister":
        return iso3 not in lexicon.no_minister
    if office.head.startswith("chancellor"):
        return iso3 in lexicon.chancellor
    if office.head in ROYAL:
        return iso3 in lexicon.monarchies
    if office.head.endswith("secretary"):
        return iso3 in lexicon.secretaries or office.head.endswith("cabinet secretary")
    return office.head in lexicon.state or office.head in ("governor", "speaker")


def _from_possessives(text: str, countries: Sequence[CountryMention], people: Sequence[Person]) -> None:
    """ "Brazil's Ana Ruiz" tells whose president "President Ruiz" is."""
    unknown = {name: person for person in people if person.country_name is None for name in (person.name, person.name.split()[-1])}
    if not unknown:
        return
    for mention in countries:
        match = _NAMES.match(text, mention.span.end + 2) if mention.possessive else None
        words = match[0].split() if match else []
        for length in range(len(words), 0, -1):
            person = unknown.get(" ".join(words[:length]))
            if person is not None:
                person.stands_for(mention.iso3, mention.name, "office")


def _from_coordination(reader: Reader, before: Office, office: Office, holders: Mapping[int, Person | None]) -> None:
    """Take the country of the office before: "Japanese Foreign Minister A and Defence Minister B", "the Saudi Crown Prince and Premier B".

    Not for the same office twice: a country has one prime minister.
    """
    person, leader = holders.get(id(office)), holders.get(id(before))
    if person is None or person.country_name is not None or office.words == before.words or office.head in COUNTERPARTS:
        return
    if before.end > office.start or not _COORDINATED.fullmatch(reader.text, before.end, office.start):
        return
    if leader is not None and leader.country_name is not None:
        person.stands_for(leader.iso3, leader.country_name, "carried")
    elif before.name is None and before.country is not None and not before.plural:
        person.stands_for(before.country.iso3, before.country.name, "carried")


def _from_partner(
    reader: Reader,
    offices: Sequence[Office],
    at: int,
    countries: Sequence[CountryMention],
    named: Counter[str],
    home: str | None,
) -> str | None:
    """The other side, for somebody who meets a counterpart or an office-holder of a named country in the same sentence."""
    counterpart = _counterpart_after(reader, offices, at)
    partner = counterpart or _met(reader, offices, at)
    if partner is None:
        return None
    other = _other_side(reader.text, countries, partner)
    if other is None:
        first_two = dict(named.most_common(2))
        enough = min(first_two.values(), default=0) >= 2 or (counterpart is not None and len(named) == 2)
        if partner in first_two and len(first_two) == 2 and enough and sum(first_two.values()) >= 0.8 * named.total():
            other = next(iso3 for iso3 in first_two if iso3 != partner)
    if other is None and counterpart is not None and home in named and home != partner:
        other = home
    return other if other is not None and _may_hold(offices[at], other) else None


def _met(reader: Reader, offices: Sequence[Office], at: int) -> str | None:
    """The country of the office-holder beside ``offices[at]`` if a word of meeting stands between the two."""
    first, last = reader.sentence(offices[at].start)
    for other in (*offices[at + 1 : at + 2], *offices[max(0, at - 1) : at]):
        if other.country is None or other.plural or not first <= other.start < last:
            continue
        start, end = sorted((offices[at], other), key=lambda office: office.start)
        if start.end <= end.start <= start.end + _MAX_BETWEEN and _MEETING.search(reader.text, start.end, end.start):
            return other.country.iso3
    return None


def _counterpart_after(reader: Reader, offices: Sequence[Office], at: int) -> str | None:
    """The country of the counterpart whom the holder of ``offices[at]`` meets in the same sentence."""
    _, last = reader.sentence(offices[at].start)
    for office in offices[at + 1 : at + 1 + _MAX_RIVALS]:
        if office.start >= last:
            return None
        if office.head in COUNTERPARTS:
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
