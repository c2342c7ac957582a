"""What the whole article tells about who is meant: its countries, its pair, its home country, who speaks where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from etl.annotate.countries import find_countries
from etl.annotate.people import find_people
from etl.document import CountryForm, CountryMention, Document, within
from etl.facts.currencies import issuer_of
from etl.model import Span
from etl.sentences import split_sentences

_SPEAKER = re.compile(r"[ \t]*([A-Z][^:.\n]{2,110}?)(?:\s*\([^)\n]{3,60}\))?:[ \t]*(?=\S)")
PARTNERS = frozenset({"ASEAN", "Eurasian Economic Union", "GCC", "Gulf Cooperation Council", "African Union", "Mercosur", "MERCOSUR"})
_SKIPPED = (CountryForm.ORGANISATION,)


class Party(NamedTuple):
    """A country, bloc or region in a role; ``iso3`` is None for those without a code."""

    iso3: str | None
    name: str

    def same(self, other: Party | None) -> bool:
        """Whether both are the same country or bloc."""
        return other is not None and self.iso3 == other.iso3 and (self.iso3 is not None or self.name == other.name)


@dataclass(frozen=True, slots=True)
class Context:
    """The article as the background of its sentences.

    Attributes:
        ranking: The article's countries, most present first (the title and the opening weigh more).
        home: The country of the dateline, else the one the opening is about; None if no country is named.
        places: Those of them that are named as places, not by a demonym.
        writer: The publisher's country, if the article names it.
        titled: The countries of the title, each once.
        turns: Where a speaker's turn starts in a transcript, with the speaker's country.
    """

    ranking: tuple[Party, ...]
    home: Party | None
    turns: tuple[tuple[int, Party | None], ...]
    titled: tuple[Party, ...] = ()
    places: tuple[Party, ...] = ()
    writer: Party | None = None

    @property
    def pair(self) -> tuple[Party, Party] | None:
        """The two countries the article is about."""
        titled = [party for party in self.titled if party.iso3 or party.name in PARTNERS]
        if len(titled) == 1 and self.writer and not self.writer.same(titled[0]):
            return self.writer, titled[0]
        if len(titled) == 2:
            return titled[0], titled[1]
        coded = [party for party in self.ranking if party.iso3]
        return (coded[0], coded[1]) if len(coded) > 1 else None

    def named(self, iso3: str) -> Party | None:
        """The party with this code, if the article names it."""
        return next((party for party in self.ranking if party.iso3 == iso3), None)

    def other(self, party: Party | None) -> Party | None:
        """The article's other country, seen from ``party``."""
        if party is None or not self.pair:
            return None
        first, second = self.pair
        return second if first.same(party) else first

    def title_other(self, party: Party) -> Party | None:
        """The title's only other country, if the title names ``party`` too."""
        others = [other for other in self.titled if not other.same(party)]
        return others[0] if len(others) == 1 and len(others) < len(self.titled) else None

    def speaker_at(self, offset: int) -> Party | None:
        """The country of whoever speaks at ``offset``; None outside of transcripts or if it is not known."""
        at = bisect_right(self.turns, offset, key=lambda turn: turn[0])
        return self.turns[at - 1][1] if at else None


def read_context(document: Document) -> Context:
    """The background of an article; everything in one pass over its mentions."""
    weights: Counter[Party] = Counter()
    opening = document.sentences[min(2, len(document.sentences) - 1)].span.end if document.sentences else 0
    headings = [sentence.span for sentence in document.sentences if sentence.heading]
    in_heading = {mention.span.start for span in headings[:3] for mention in within(document.countries, span)}
    first: dict[Party, int] = {}
    for mention in document.countries:
        party, start = party_of(mention), mention.span.start
        first.setdefault(party, start)
        if mention.form not in _SKIPPED and not mention.in_name and not _is_currency(document.text, mention):
            weights[party] += 3 if start in in_heading else 2 if start < opening else 1
    title = document.article.title or ""
    title_mentions = tuple(mention for mention in find_countries(title) if not _is_currency(title, mention))
    for mention in title_mentions:
        if mention.form not in _SKIPPED:
            weights[party_of(mention)] += 4
    ranking = tuple(sorted(weights, key=lambda party: (-weights[party], first.get(party, 0), party.name)))
    titled: list[Party] = []
    for mention in title_mentions:
        if mention.form not in _SKIPPED and not any(party_of(mention).same(party) for party in titled):
            titled.append(party_of(mention))
    if len(titled) == 1:
        titled.extend(_people_titled(title, title_mentions, titled[0]))
    return Context(
        ranking,
        _home(document, ranking, titled),
        tuple(_turns(document)),
        tuple(titled),
        _places(title_mentions),
        _writer(document, ranking),
    )


def _people_titled(title: str, mentions: tuple[CountryMention, ...], known: Party) -> tuple[Party, ...]:
    """The country of the only other office-holder that the title names ("President Vladimir Putin met with Kazakhstan's ...")."""
    people = find_people(title, split_sentences(title), mentions)
    parties = {(person.iso3, person.country_name or "") for person in people if person.iso3 and person.iso3 != known.iso3}
    return (Party(*parties.pop()),) if len(parties) == 1 else ()


def _is_currency(text: str, mention: CountryMention) -> bool:
    """Whether the name belongs to a currency ("US $147 million", "United States Dollars")."""
    return text[mention.span.end : mention.span.end + 9].lstrip().lower().startswith(("$", "dollar", "dlr"))


def _writer(document: Document, ranking: tuple[Party, ...]) -> Party | None:
    """The publisher's country, if the article names it."""
    return next((party for party in ranking if party.iso3 and party.iso3 == document.home), None)


def _places(mentions: tuple[CountryMention, ...]) -> tuple[Party, ...]:
    return tuple(party_of(mention) for mention in mentions if mention.form in (CountryForm.NAME, CountryForm.CAPITAL) and mention.iso3)


def party_of(mention: CountryMention) -> Party:
    """The party that a mention names."""
    return Party(mention.iso3, mention.name)


def party_or_none(iso3: str | None, name: str | None) -> Party | None:
    """The party with this code or name; None without either."""
    return Party(iso3, name or "") if iso3 or name else None


def _home(document: Document, ranking: tuple[Party, ...], titled: list[Party]) -> Party | None:
    coded = [party for party in titled if party.iso3]
    if coded:
        return coded[0]
    line = document.dateline
    foremost = [party for party in ranking if party.iso3]
    if line and line.iso3:
        named = next((party for party in foremost[:2] if party.iso3 == line.iso3), None)
        if named:
            return named
    if writer := _writer(document, ranking):
        return writer
    issuer = issuer_of(quantity.unit for quantity in document.quantities)
    if issuer and (named := next((party for party in foremost if party.iso3 == issuer), None)):
        return named
    return next((party for party in ranking if party.iso3), None)


def _labels(text: str) -> Iterator[re.Match[str]]:
    """The beginnings of lines that look like a speaker's name and a colon."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text.find(":", start, min(end, start + 180)) > 0 and (match := _SPEAKER.match(text, start, end)):
            yield match
        start = end + 1


def _turns(document: Document) -> list[tuple[int, Party | None]]:
    """Where speakers begin in a transcript ("President of X Name: ...")."""
    names: dict[str, Party] = {}
    turns: list[tuple[int, Party | None]] = []
    for match in _labels(document.text):
        label = Span(*match.span(1))
        if match[1].isupper() or "," in match[1]:
            continue
        surname = match[1].split()[-1]
        named = (mention for mention in within(document.countries, label) if mention.form is not CountryForm.CITY)
        party = next((party_of(mention) for mention in named if mention.iso3), None)  # a continent does not speak
        if party is None:
            person = next((person for person in within(document.people, label) if person.iso3), None)
            party = Party(person.iso3, person.country_name or "") if person else names.get(surname)
        if party is None and not (match[1].istitle() and len(match[1].split()) <= 4):
            continue
        if party:
            names.setdefault(surname, party)
        turns.append((match.end(), party))
    return turns
