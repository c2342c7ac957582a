"""Reads where a report was written: the dateline of a wire story, or the country of its publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ahocorasick_rs import AhoCorasick

from etl.automaton import automaton
from etl.document import CountryForm, CountryMention, Dateline
from etl.model import Article, Span
from etl.terms.load import read_terms

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? (?:19|20)\d\d)?"
_AGENCY = (
    r"[(/](?:Reuters?|AP|AFP|UPI|Xinhua|Kyodo|Bernama|Antara|TASS|PNA|dpa|IANS|PTI|PRNewswire|Bloomberg|EFE|ANI|[A-Z][\w ]{2,24})"
    r"[^()\n/]{0,20}[)/]"
)
_PLACE = r"[A-Z][\w.'’-]*+(?: [A-Z][\w.'’-]*+){0,3}"
_DATELINE = re.compile(
    rf"^ *(?P<place>{_PLACE}(?:(?:, ?| \(){_PLACE}\)?){{0,2}}?)"  # "Calgary, Alberta", "HANGZHOU (CHINA)"
    rf"(?P<date> ?[,.]? {_DAY},?)?"
    rf"(?P<agency> ?,? ?{_AGENCY})?"
    r" ?(?:--|[-–—:])(?=\s)",
    re.MULTILINE,
)
_KREMLIN_STYLE = re.compile(rf"^[ ]*(?P<date>{_DAY}), (?P<place>{_PLACE}(?:, {_PLACE}){{0,2}})[ ]*$", re.MULTILINE)
_ALONE = re.compile(rf"^[ ]*(?P<place>{_PLACE}(?:, {_PLACE})?)\.?[ ]*\r?$", re.MULTILINE)
_HEAD = 1_500
_MASTHEAD = 200
_MAX_PLACE = 48
_CITY_STATES = ("SGP", "HKG", "MAC", "LUX", "MCO")
_PLACES = (CountryForm.CAPITAL, CountryForm.CITY, CountryForm.NAME)
# Wires count in the dollars of these countries without saying so (bare "dlrs" in some 2,000 of 2,500 cases); elsewhere they are American.
_DOLLARS = {"CAN": "CAD", "AUS": "AUD", "NZL": "NZD", "HKG": "HKD", "SGP": "SGD", "TWN": "TWD"}
_PRESS_DOLLARS = ("CAN", "AUS", "NZL", "SGP")


def find_dateline(text: str, countries: Sequence[CountryMention]) -> Dateline | None:
    """The dateline at the head of ``text``: a place with a date, an agency or in capitals; None if there is none.

    Reads "TOKYO, March 11 -", "JAKARTA (Reuters) -", "Calgary, Alberta, April 7 -", "September 18, 2003, Yalta", and a capital or city
    alone on its line ("Jakarta.").
    """
    head = text[:_HEAD]
    countries = [mention for mention in countries[:_HEAD] if mention.span.start < _HEAD]
    for match in _DATELINE.finditer(head):
        place = match["place"]
        if len(place) <= _MAX_PLACE and (match["date"] or match["agency"] or _is_place(match, countries)):
            country = _country_of(match.start("place"), match.end("place"), countries)
            if country is not None or match["date"]:
                return Dateline(Span(match.start("place"), match.end()), place, country, _is_capital(match, countries))
    for pattern in (_KREMLIN_STYLE, _ALONE):
        for match in pattern.finditer(head):
            country = _country_of(match.start("place"), match.end("place"), countries)
            if country is not None and (pattern is _KREMLIN_STYLE or (not match["place"].isupper() and _is_place(match, countries))):
                return Dateline(
                    Span(match.start("place"), match.end("place")), match["place"].rstrip("."), country, _is_capital(match, countries)
                )
    return None


def _country_of(start: int, end: int, countries: Sequence[CountryMention]) -> str | None:
    """The country of the last place named between ``start`` and ``end`` ("KASHIKOJIMA, JAPAN")."""
    found = [mention for mention in countries if start <= mention.span.start and mention.span.end <= end and mention.form in _PLACES]
    return found[-1].iso3 if found else None


def _is_capital(match: re.Match[str], countries: Sequence[CountryMention]) -> bool:
    """Whether the place is a seat of government or a city that is a state."""
    start, end = match.span("place")
    return any(
        start <= mention.span.start and mention.span.end <= end and (mention.form is CountryForm.CAPITAL or mention.iso3 in _CITY_STATES)
        for mention in countries
    )


def _is_place(match: re.Match[str], countries: Sequence[CountryMention]) -> bool:
    """Whether the first part is a capital or city and nothing else; a country alone ("Japan") is a section or a tag unless in capitals."""
    start = match.start("place")
    end = start + len(re.split(r",| \(", match["place"], maxsplit=1)[0].rstrip("."))
    for mention in countries:
        if mention.span == Span(start, end):
            dash = match[0].rstrip()[-1] in "-–—"
            city_state = mention.iso3 in _CITY_STATES and match[0].rstrip()[-1] in "-–—:."
            return mention.form in (CountryForm.CAPITAL, CountryForm.CITY) or city_state or (dash and match["place"].isupper())
    return False


class Source(StrEnum):
    """How the home of a report is known; the first two are the tables of ``publishers.toml``."""

    PRESS = "press"
    GOVERNMENT = "government"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a report comes from.

    Attributes:
        iso3: The publisher's country, else the dateline's.
        source: By what it is known.
    """

    iso3: str
    source: Source

    @property
    def official(self) -> bool:
        """Whether the publisher is that country's government."""
        return self.source is Source.GOVERNMENT


def find_home(article: Article, text: str, dateline: Dateline | None) -> Home | None:
    """The country whose government an article means when it names none; None if neither publisher nor dateline tells."""
    owner = publisher_home(article)
    if owner is not None:
        return owner
    named = _names_of_publishers().find_matches_as_indexes(text[:_MASTHEAD])  # in most texts none
    for line in text[:_MASTHEAD].split("\n", 4)[:4] if named else ():
        for name, home in _publishers():
            if name in line and len(line) <= len(name) + 8:
                return home
    if dateline is None or dateline.iso3 is None:
        return None
    if text[: dateline.span.start].endswith(", ") and not any(house in dateline.place for house in _houses()):
        return None  # "September 18, 2003, Yalta" is where they met, not where it was written; "The Kremlin, Moscow" is both
    return (
        Home(dateline.iso3, Source.DATELINE) if dateline.capital else None
    )  # ministers speak in their capital; in Chicago they are guests


def publisher_home(article: Article) -> Home | None:
    """The home of the publisher that the metadata name, by name or address; None if it is not known."""
    owner = f"{article.publisher or ''} {article.url or ''}"
    if owner != " ":
        for name, home in _publishers():
            if name in owner:
                return home
    return None


def home_dollar(text: str, dateline: Dateline | None, home: Home | None) -> str | None:
    """The ISO 4217 code that a bare dollar has in ``text``; None if it is the American one.

    In a wire story ("dlrs") the dollar of the dateline, in a newspaper the one of its country; today's wires count in U.S. dollars.
    """
    if dateline is not None and dateline.iso3 in _DOLLARS and ("dlrs" in text or " dlr " in text):
        return _DOLLARS[dateline.iso3]
    if home is not None and home.source is not Source.DATELINE and home.iso3 in _PRESS_DOLLARS:
        return _DOLLARS[home.iso3]
    return None


@cache
def _houses() -> tuple[str, ...]:
    """The houses of governments: "Kremlin", "White House"."""
    return tuple(house for row in read_terms("countries")["country"].values() for house in row.get("houses", ()))


@cache
def _names_of_publishers() -> AhoCorasick:
    return automaton(name for name, _ in _publishers())


@cache
def _publishers() -> tuple[tuple[str, Home], ...]:
    terms = read_terms("publishers")
    tables = (Source.PRESS, Source.GOVERNMENT)
    rows = [(name, Home(iso3, source)) for source in tables for iso3, names in terms[source].items() for name in names]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))
