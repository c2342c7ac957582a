"""How often each country of an article is said to impose tariffs and to be hit by them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from etl.annotate.countries import find_countries
from etl.document import CountryForm, Document, within
from etl.facts.context import Party, party_of
from etl.facts.tokens import Phrases
from etl.facts.wordlist import words
from etl.model import Indicator, Span

NO_NOUN = words("in to of on from with and or , ( ) by for at as that which than")


@dataclass(slots=True)
class Sides:
    """How often the article's countries are said to impose tariffs and to be hit by them."""

    imposing: Counter[Party] = field(default_factory=Counter)
    hit: Counter[Party] = field(default_factory=Counter)
    foremost: tuple[Party, ...] = ()
    titled: Party | None = None  # whose tariffs the title names

    @property
    def imposer(self) -> Party | None:
        """Who imposes the article's tariffs; None if several do about as often, or one in passing."""
        party = _dominant(self.imposing)
        return party if party and (self.imposing[party] > 1 or any(party.same(known) for known in self.foremost)) else None

    @property
    def only_hit(self) -> Party | None:
        """Whose goods the article's tariffs hit; None if several countries' are about as often."""
        return _dominant(self.hit)


def _dominant(counts: Counter[Party]) -> Party | None:
    first = sorted(counts.items(), key=lambda item: (-item[1], item[0].name))[:2]
    if not first or (len(first) == 2 and first[1][1] * 2 >= first[0][1]):
        return None
    return first[0][0]


def count_sides(document: Document, phrases: Phrases, foremost: tuple[Party, ...]) -> Sides:
    """The countries beside every mention of a tariff in the article ("US tariffs", "tariffs on Chilean goods")."""
    sides = Sides(foremost=foremost)
    for start, end, governor in phrases.within(Span(0, max(1, len(document.text)))):
        if governor.indicator is not Indicator.TARIFF:
            continue
        for mention in reversed(within(document.countries, Span(max(0, start - 45), start))) if start else ():
            between = document.text[mention.span.end : start]
            if mention.form is CountryForm.CITY or (not between.replace(" ", "").replace("-", "").isalpha() and between.strip()):
                break
            if len(between.split()) <= 3 and not mention.possessive and not set(between.split()) & NO_NOUN:
                sides.imposing[party_of(mention)] += 1
            break
        for person in reversed(within(document.people, Span(max(0, start - 30), start))) if start else ():
            between = document.text[person.span.end : start].replace("'s", "").replace("’s", "")
            if person.iso3 and len(between.split()) <= 2 and not set(between.split()) & NO_NOUN:
                sides.imposing[Party(person.iso3, person.country_name or "")] += 1
            break
        for mention in within(document.countries, Span(end, end + 60)):
            linking = document.text[end : mention.span.start].split()
            if linking and not set("".join(linking)) & set(".;:%") and set(linking) & {"on", "against"} and len(linking) <= 7:
                sides.hit[party_of(mention)] += 1
            break
    _count_title(document, sides)
    return sides


def _count_title(document: Document, sides: Sides) -> None:
    """The imposer that the title names ("US reciprocal tariffs and Fiji's economy")."""
    title = document.article.title or ""
    for mention in find_countries(title):
        after = title[mention.span.end :].lower().split()[:4]
        noun = next((at for at, word in enumerate(after) if word.startswith("tariff")), None)
        if noun is not None and not mention.possessive and not set(after[:noun]) & NO_NOUN:
            sides.titled = party_of(mention)
            sides.imposing[sides.titled] += 1
