"""The annotated article: what stands where in one text, found once, read by the fact and event finders."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Protocol, TypeVar

from etl.model import Article, Period, Quantity, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, headline, caption or list item.

    Attributes:
        paragraph: Number of the paragraph (block between line breaks) it stands in, from 0.
        heading: A headline, subhead or section title: a line without a finite sentence's full stop.
        caption: A photo caption (its news is a mention of what the body tells).
    """

    span: Span
    paragraph: int
    heading: bool = False
    caption: bool = False


class CountryForm(StrEnum):
    """By which kind of word a country is named."""

    NAME = "name"  # Japan, the United States, U.S.
    DEMONYM = "demonym"  # Japanese, Israelis
    CAPITAL = "capital"  # Tokyo, the Kremlin, the White House: government or place, by context
    CITY = "city"  # Osaka: always a place
    BLOC = "bloc"  # EU, ASEAN, Western Europe: iso3 None unless EUU
    ORGANISATION = "organisation"  # the World Bank, the IMF, the United Nations: iso3 None


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country, bloc or international organisation named in the text.

    Attributes:
        iso3: ISO 3166 alpha-3, historic codes for their time, EUU for the EU; None for those without a code.
        name: English display name ("Japan", "ASEAN").
        possessive: Followed by 's or ' ("Japan's", "the United States'").
        in_name: Part of the name of a bank, currency, text or event ("Bank of Japan", "Swiss francs", "Kyoto Protocol"): no party or place.
    """

    span: Span
    iso3: str | None
    name: str
    form: CountryForm
    possessive: bool = False
    in_name: bool = False


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person acting for a country, at every later mention too ("Seko", "the Israeli premier").

    Attributes:
        iso3: The country the person speaks for; None if it is a bloc or organisation or not known.
        country_name: Display name of that country, bloc or organisation; None if not known.
        office: Words of the office where the text gives them ("economy minister"), carried to later mentions.
        known_by: How the country is known: "office" (title with country), "apposition", "carried", "dateline", "definite",
            "reference" (a list of leaders, where the article takes the country for known).
    """

    span: Span
    name: str
    iso3: str | None
    country_name: str | None = None
    office: str | None = None
    known_by: str = "office"


class DateForm(StrEnum):
    """What a date expression looks like; tells how far its reading depends on tense and context."""

    DAY = "day"  # 3 May 2017, Nov. 29, 2019-05-03
    WEEKDAY = "weekday"  # Monday, on Wednesday, Sunday afternoon
    DEICTIC = "deictic"  # today, yesterday, tonight, this week
    MONTH = "month"  # May 2017, in May, January-June
    QUARTER = "quarter"  # first quarter of 2024, Q1, first half
    YEAR = "year"  # 2016, fiscal 2015, 2013-14
    RELATIVE = "relative"  # last month, earlier this year, a year earlier, two weeks ago
    SPAN = "span"  # in the last three years, from 2014 to 2017, between January and November 2018
    ANAPHORIC = "anaphoric"  # the following month, the same period, that year


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date or period expression, read both ways; the governing verb's tense decides which reading holds.

    Attributes:
        past: The reading under a past or neutral verb; None where the text and the publication date do not settle it.
        future: The reading under a future-marked verb ("will meet on Monday"); equal to ``past`` for absolute dates.
        fiscal: A fiscal or financial year or quarter.
        in_name: Part of a name ("2020 Olympics", "Vision 2030"): never the date of an event or figure.
        horizon: A time by or until which something is to be reached ("by 2030", "until 2025").
        comparison: A period compared with ("from a year earlier", "year on year", "than in 2015").
    """

    span: Span
    form: DateForm
    past: Period | None
    future: Period | None
    fiscal: bool = False
    in_name: bool = False
    horizon: bool = False
    comparison: bool = False


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a wire report: "TOKYO, March 11 -", "JAKARTA (Reuters) -".

    Attributes:
        span: From the place to the dash.
        place: As the article spells it.
        iso3: The country of the place; None if it is not known.
        capital: The place is a seat of government.
    """

    span: Span
    place: str
    iso3: str | None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One article with everything that stands in it, each tuple in reading order.

    Attributes:
        text: The article's text with boilerplate blanked: same length, same offsets.
        published: The publication date from metadata, else from the text, else None.
        dateline: The place where the report was written, if the text opens with one.
        home: ISO code of the publisher's country, else of the dateline's: whose government "the prime minister" is; None if not known.
    """

    article: Article
    text: str
    published: Period | None
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    countries: tuple[CountryMention, ...]
    people: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    dateline: Dateline | None = None
    home: str | None = None


class _Mention(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=_Mention)
_START = attrgetter("span.start")


def within(mentions: Sequence[M], span: Span) -> Sequence[M]:
    """The mentions that start inside ``span``; ``mentions`` must be in reading order."""
    if not mentions or mentions[-1].span.start < span.start:
        return mentions[:0]
    first = last = bisect_left(mentions, span.start, key=_START)
    size, end = len(mentions), span.end
    while last < size and mentions[last].span.start < end:  # as a rule there are few
        last += 1
    return mentions[first:last]
