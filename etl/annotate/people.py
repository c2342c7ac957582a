"""Finds the people who act for a country: office-holders, their counterparts, and their later mentions by surname.

There is no list of persons. An office found by its head word ("minister") is read outwards: portfolio and modifiers to the left, then the
country; portfolio, country and name to the right; else a name in apposition. What one mention of a person says holds for all the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick_rs

from etl.document import CountryForm, CountryMention, PersonMention, Sentence
from etl.model import Span
from etl.terms.load import read_terms

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŽŹŻȘȚ"
_TOKEN_BEFORE = re.compile(r"(?P<token>[^\s]+)(?P<gap>[ \u00a0]|\r?\n(?!\s))?\Z")
_WORD = re.compile(r"[^\W_](?:[\w'’.-]*[\w.])?|&")
_CARRIES_ON = re.compile(r"(?:,? and |, )(?:(?:the|its|his|their) )?\Z")
_RELATIVE = re.compile(r",? ?[–—-]? ?who (?:also |currently |now )?(?:serves?|served|is|was|acts?) (?:also )?(?:as )?(?:the )?\Z")
_PAIR = re.compile(r"\s?(?:[-–/,]|and|with|to)\s?\Z")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of ``offices.toml``, ready to look up; all lower case except names' parts."""

    automaton: ahocorasick_rs.AhoCorasick
    heads: tuple[str, ...]
    state: frozenset[str]
    portfolio: frozenset[str]
    joining: frozenset[str]
    modifiers: frozenset[str]
    not_names: frozenset[str]
    name: re.Pattern[str]
    apposed: re.Pattern[str]
    before: re.Pattern[str]


@dataclass(slots=True)
class _Office:
    """One office as it stands in the text, while it is being read."""

    start: int  # of the country or the office's first word
    end: int  # of the office, its country or its name
    head: str
    words: str
    plural: bool
    country: CountryMention | None
    name: Span | None = None
    known_by: str = "office"
    definite: bool = False
    other_body: bool = False  # "Toyota Motor Corp President": not of a state
    head_start: int = 0


@cache
def load_lexicon() -> Lexicon:
    """The offices, ready to use."""
    terms = read_terms("offices")
    singular = [*terms["head"]["state"], *terms["head"]["other"]]
    forms: dict[str, str] = {}
    for head in singular:
        for number in (head, head + "s"):
            for form in (number, number.title(), number.capitalize(), number.upper()):
                forms.setdefault(form, head)
    titles = "|".join(re.escape(title) for title in sorted(terms["word"]["titles"], key=len, reverse=True))
    particles = "|".join(terms["word"]["particles"])
    word = rf"(?:[{_UPPER}][\w’'-]*\w|[{_UPPER}]\.?|(?:al|el|Al|El)-[{_UPPER}]\w*)"
    stop = "|".join(terms["word"]["not_names"])
    token = rf"(?!(?:{stop})(?!\w)){word}"
    name = rf"(?P<name>{token}(?: (?:(?:{particles}) ){{0,2}}{token}){{0,4}})"
    return Lexicon(
        automaton=ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        heads=tuple(forms.values()),
        state=frozenset(terms["head"]["state"]),
        portfolio=frozenset(terms["portfolio"]["words"]),
        joining=frozenset(terms["portfolio"]["joining"]),
        modifiers=frozenset(terms["word"]["modifiers"]),
        not_names=frozenset(terms["word"]["not_names"]),
        name=re.compile(rf"[ \u00a0](?:(?:{titles}) ){{0,3}}{name}"),
        apposed=re.compile(rf", (?:(?:{titles}) ){{0,3}}{name}(?=[,.;:)–—]| –| and | said)"),
        before=re.compile(rf"(?<![\w’'-]){name},? ?(?:[–—-] ?)?(?:who (?:is|was) )?(?:(?:the|a|an|then|former|ex|then the)[ -])*\Z"),
    )


def find_people(
    text: str, sentences: Sequence[Sentence], countries: Sequence[CountryMention], *, home: str | None = None
) -> tuple[PersonMention, ...]:
    """The people who act for a country, in reading order, never overlapping.

    Args:
        home: ISO code of the country where the report was written or published; offices without a country are of this one.
    """
    lexicon = load_lexicon()
    by_end = {mention.span.end: mention for mention in countries}
    by_start = {mention.span.start: mention for mention in countries}
    bounds = _Bounds(sentences)
    offices = [
        office
        for index, start, end in lexicon.automaton.find_matches_as_indexes(text)
        if (office := _read_office(lexicon, text, lexicon.heads[index], start, end, by_end, by_start, bounds)) is not None
    ]
    return _mentions(text, offices, countries, bounds, home)


class _Bounds:
    """Where the sentence around an offset starts and ends."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.starts = [sentence.span.start for sentence in sentences]
        self.ends = [sentence.span.end for sentence in sentences]

    def around(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that ``offset`` lies in."""
        from bisect import bisect_right

        at = bisect_right(self.starts, offset) - 1
        return (self.starts[at], self.ends[at]) if at >= 0 else (0, 0)


def _read_office(
    lexicon: Lexicon,
    text: str,
    head: str,
    start: int,
    end: int,
    by_end: Mapping[int, CountryMention],
    by_start: Mapping[int, CountryMention],
    bounds: _Bounds,
) -> _Office | None:
    if (start and (text[start - 1].isalnum() or text[start - 1] == "_")) or (end < len(text) and text[end].isalnum()):
        return None
    first, last = bounds.around(start)
    begin, country, known_body = _to_the_left(lexicon, text, start, first, by_end)
    plural = text[end - 1] in "sS" and not head.endswith("s")
    stop, right = _to_the_right(lexicon, text, end, last, by_start)
    words = " ".join(
        text[
            begin if country is None else country.span.end + (2 if country.possessive else 0) : stop if right is None else right[0]
        ].split()
    )
    office = _Office(
        country.span.start if country else begin,
        stop,
        head,
        words.casefold(),
        plural,
        country or (right[1] if right else None),
        other_body=known_body,
        head_start=start,
    )
    office.definite = text[max(0, office.start - 4) : office.start].casefold() == "the "
    if not plural:
        _find_name(lexicon, text, office, first, last, by_start)
    return office if office.country or office.name or office.definite else None


def _to_the_left(
    lexicon: Lexicon, text: str, start: int, first: int, by_end: Mapping[int, CountryMention]
) -> tuple[int, CountryMention | None, bool]:
    """Where the office begins, its country if one stands before it, and whether another body's name does."""
    begin = start
    at = start
    for _ in range(9):
        country = _country_ending(text, at, by_end)
        if country is not None:
            return begin, country, False
        match = _TOKEN_BEFORE.search(text, max(first, at - 30), at)
        if match is None:
            return begin, None, False
        token = match["token"].casefold().rstrip(",")
        if token in lexicon.modifiers or token in lexicon.portfolio or token.removeprefix("then-") in lexicon.portfolio:
            at = match.start()
            if token not in lexicon.joining:
                begin = at
            continue
        capital = match["token"][0].isupper() and match.start() > first and not match["token"].endswith(",")
        return begin, None, capital and match["gap"] is not None
    return begin, None, False


def _country_ending(text: str, at: int, by_end: Mapping[int, CountryMention]) -> CountryMention | None:
    """The country whose name (with 's) ends right before ``at``."""
    end = at
    while end and text[end - 1] in " \u00a0\n":
        end -= 1
    if end == at and end and text[end - 1] not in "-–":
        return None
    if end and text[end - 1] in "-–":
        end -= 1
    mention = by_end.get(end)
    if mention is None and text[end - 2 : end] in ("'s", "’s"):
        mention = by_end.get(end - 2)
    if mention is None and text[end - 1 : end] in ("'", "’"):
        mention = by_end.get(end - 1)
    return mention if mention is not None and mention.form is not CountryForm.CITY else None


def _to_the_right(
    lexicon: Lexicon, text: str, end: int, last: int, by_start: Mapping[int, CountryMention]
) -> tuple[int, tuple[int, CountryMention] | None]:
    """Where the office ends, and (end of its own words, country) if "of Japan" follows."""
    at = stop = end
    for _ in range(12):
        gap = at
        while gap < last and text[gap] in ", ":
            gap += 1
        if gap - at > 2 or gap >= last or gap == at:
            break
        match = _WORD.match(text, gap, last)
        if match is None:
            break
        token = match[0].casefold()
        if token not in lexicon.portfolio:
            break
        at = match.end()
        if token in ("of", "for"):
            after = at + 1
            if text.startswith("the ", after):
                after += 4
            country = by_start.get(after)
            if country is not None and country.form is not CountryForm.CITY:
                return country.span.end, (stop, country)
        elif token not in lexicon.joining:
            if text[gap - 1] == "," or stop == end and not _opens_portfolio(text, end, gap):
                break
            stop = at
    return stop, None


def _opens_portfolio(text: str, end: int, gap: int) -> bool:
    return any(word in text[end:gap].casefold().split() for word in ("of", "for", "in"))


def _find_name(lexicon: Lexicon, text: str, office: _Office, first: int, last: int, by_start: Mapping[int, CountryMention]) -> None:
    match = lexicon.name.match(text, office.end, last)
    if match is None and (office.country is not None or office.head == "counterpart"):
        match = lexicon.apposed.match(text, office.end, last)
    if match is not None and match.start("name") not in by_start:
        office.name = Span(match.start("name"), match.end("name"))
        office.end = match.end("name")
        return
    if office.country is None:
        return
    match = lexicon.before.search(text, max(first, office.start - 70), office.start)
    if (
        match is not None
        and match.start("name") not in by_start
        and match[0].rstrip()[-1:] in ",-–—"
        or (match is not None and "," in match[0])
    ):
        assert match is not None
        name = match["name"]
        if " " in name or match.start("name") > first:
            office.name = Span(match.start("name"), match.end("name"))
            office.start = match.start("name")
            office.known_by = "apposition"


def _mentions(
    text: str, offices: Sequence[_Office], countries: Sequence[CountryMention], bounds: _Bounds, home: str | None
) -> tuple[PersonMention, ...]:
    found: list[PersonMention] = []
    for office in offices:
        if office.other_body and office.country is None and office.head not in load_lexicon().state:
            continue
        country = office.country
        name = office.name.of(text) if office.name else ""
        if country is None and not name:
            continue
        known_by = "definite" if country is not None and not name else office.known_by
        found.append(
            PersonMention(
                Span(office.start, office.end),
                name,
                country.iso3 if country else None,
                country.name if country else None,
                office.words,
                known_by,
            )
        )
    return tuple(found)
