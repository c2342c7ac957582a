"""Reads one office where its head word stands: "Japanese Defence Minister Itsunori Onodera", "the foreign ministers of Japan and Russia".

From the head ("minister") outwards: portfolio and modifiers to the left, then the country; portfolio, country and name to the right; else
a name in apposition before it ("Taro Mori, Japan's minister of finance").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from etl.automaton import automaton
from etl.document import CountryForm, CountryMention, Sentence
from etl.model import Span
from etl.terms.load import read_terms

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŽŹŻȘȚ"
_WORD = re.compile(r"[^\W_](?:[\w'’.-]*\w)?|&")
_STATE_NAME = re.compile(
    r"""the\ (?=[A-Z])
    | (?:the\ )?(?:[A-Z][\w'’-]+\ ){0,3}
      (?:Republic|Kingdom|State|Federation|Confederation|Sultanate|Emirate|Principality|Commonwealth|Government|Union|Duchy|republic|government)
      \ of\ (?:the\ )?""",
    re.VERBOSE,
)
_AND = re.compile(r"(?:,? and |, )(?:the )?")
_AND_BEFORE = re.compile(r",? and (?:the )?\Z")
_LISTED_BEFORE = re.compile(r"(?:,? and |, )(?:the )?\Z")
_TO = re.compile(r" (?:to|of) (?=the |\w)")
_PORTFOLIO_HEADS = frozenset(
    {"minister", "secretary", "cabinet secretary", "secretary of state", "under secretary of state", "commissioner"}
)
_ENVOYS = frozenset({"ambassador", "envoy", "special envoy", "consul general"})
_GENERIC = frozenset(
    {"official", "lawmaker", "diplomat", "delegate", "negotiator", "chief negotiator", "spokesman", "spokeswoman", "spokesperson"}
)
_OPENS_PORTFOLIO = frozenset({"of", "for", "in"})
_MAX_WORD = 40
_LOCAL = frozenset({"governor", "speaker", "official", "leader"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of ``offices.toml``, ready to look up; ``heads[i]`` is the head that phrase ``i`` of the automaton stands for."""

    automaton: ahocorasick_rs.AhoCorasick
    heads: tuple[str, ...]
    state: frozenset[str]
    portfolio: frozenset[str]
    joining: frozenset[str]
    joining_left: frozenset[str]
    modifiers: frozenset[str]
    titles: frozenset[str]
    before_surname: frozenset[str]
    no_president: frozenset[str]
    no_prime_minister: frozenset[str]
    no_minister: frozenset[str]
    secretaries: frozenset[str]
    chancellor: frozenset[str]
    monarchies: frozenset[str]
    name: re.Pattern[str]
    apposed: re.Pattern[str]
    before: re.Pattern[str]


@dataclass(slots=True)
class Office:
    """One office as it stands in the text.

    Attributes:
        start, end: From the country, name or first word of the office to its last word, country or name.
        head: "minister", "president", "counterpart", ... in the singular.
        words: The office's own words, lower case: "minister of economy, trade and industry".
        others: Further countries whose holders are meant ("the Israeli and Japanese ministers").
        definite: "the prime minister".
        other_body: A capitalised name stands before it that is no country ("Acme Steel President").
        realm: The country stands after the office ("President of Chile").
    """

    start: int
    end: int
    head: str
    words: str
    plural: bool
    country: CountryMention | None
    others: tuple[CountryMention, ...] = ()
    name: Span | None = None
    apposition: bool = False
    definite: bool = False
    other_body: bool = False
    realm: bool = False


class Reader:
    """Reads the offices of one text."""

    def __init__(self, text: str, sentences: Sequence[Sentence], countries: Sequence[CountryMention]) -> None:
        self.text = text
        self.lexicon = load_lexicon()
        self.by_end: Mapping[int, CountryMention] = {mention.span.end: mention for mention in countries}
        self.by_start: Mapping[int, CountryMention] = {mention.span.start: mention for mention in countries}
        self._starts = [sentence.span.start for sentence in sentences]
        self._ends = [sentence.span.end for sentence in sentences]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that ``offset`` lies in; (0, 0) before the first."""
        at = bisect_right(self._starts, offset) - 1
        return (self._starts[at], self._ends[at]) if at >= 0 else (0, 0)

    def offices(self) -> Iterator[Office]:
        """The offices that have a country, a name or a definite article, in reading order; they may touch but start after one another."""
        heads = self.lexicon.heads
        for index, start, end in self.lexicon.automaton.find_matches_as_indexes(self.text):
            if (start == 0 or not self.text[start - 1].isalnum()) and (end == len(self.text) or not self.text[end].isalnum()):
                if end - start <= 3 and self.text[max(0, start - 3) : start].strip()[-1:].isdigit():
                    continue  # "at 3 PM"
                office = self._read(heads[index], start, end)
                if office.country or office.name or office.definite:
                    yield office

    def _read(self, head: str, start: int, end: int) -> Office:
        text = self.text
        first, last = self.sentence(start)
        begin, country, other_body = self._to_the_left(start, first, head)
        stop, own_end, right = self._to_the_right(end, last, head)
        office = Office(
            start=country.span.start if country else begin,
            end=stop,
            head=head,
            words=" ".join((text[begin:start] + (head if end - start <= 3 else text[start:end]) + text[end:own_end]).casefold().split()),
            plural=text[end - 1] in "sS" and not head.endswith("s"),
            country=country or right,
            other_body=other_body,
            realm=right is not None,
        )
        office.definite = text[max(0, office.start - 4) : office.start].casefold() == "the "
        if office.plural:
            self._read_others(office, country is not None, first)
        else:
            self._read_name(office, first, last)
            if office.country is not None and office.name is not None and not _has_offices(office.country):
                office.start, office.country = begin, None  # "in the Asia-Pacific President Ruiz ..."
        return office

    def _to_the_left(self, start: int, first: int, head: str) -> tuple[int, CountryMention | None, bool]:
        """Where the office's words begin, the country before them, and whether another body's name stands there instead."""
        begin = at = start
        listed = joined = False
        for _ in range(9):
            country = None if joined else self._country_ending(at, first, head)
            if country is not None:
                return begin, country, False
            end = at - 1 if self.text[at - 1 : at] == " " else at
            at = max(first, end - _MAX_WORD, self.text.rfind(" ", max(first, end - _MAX_WORD), end) + 1)
            word = self.text[at:end]
            token = word.casefold().rstrip(",-–")
            if word[-1:] == "," and not listed:
                return begin, None, False  # "for economic cooperation, President Ruiz"
            listed = listed or token in self.lexicon.joining_left
            known = token in self.lexicon.modifiers or (token in self.lexicon.portfolio and token not in self.lexicon.joining)
            if not known and token not in self.lexicon.joining_left:
                return begin, None, (at > first or begin != start) and self._names_body(word)
            joined = not known  # "in Hanoi and Minister ...": what stands before "and" is no part of the office
            if known:
                begin = at
        return begin, None, False

    def _names_body(self, word: str) -> bool:
        """Whether a word before an office is the end of a body's name: "Acme President", not "On Monday President"."""
        return word.strip("()")[:1].isupper() and word[-1] not in ",;:" and word.casefold() not in self.lexicon.before_surname

    def _country_ending(self, at: int, first: int, head: str) -> CountryMention | None:
        """The country whose name, with or without 's, ends right before ``at``."""
        text = self.text
        end = at
        while end > first and text[end - 1] in " \u00a0-–":
            end -= 1
        if end == at or end <= first:
            return None
        mention = self.by_end.get(end)
        if mention is None and text[end - 2 : end] in ("'s", "’s"):
            mention = self.by_end.get(end - 2)
        if mention is None and text[end - 1] in "'’":
            mention = self.by_end.get(end - 1)
        if mention is None or mention.form is CountryForm.CITY or (mention.form is CountryForm.CAPITAL and head in _LOCAL):
            return None
        return mention

    def _to_the_right(self, end: int, last: int, head: str) -> tuple[int, int, CountryMention | None]:
        """Where the office ends with its country, where its own words end, and the country ("minister of trade of Japan")."""
        at = own = end
        for _ in range(14):
            gap = at
            while gap < last and self.text[gap] in ", \u00a0":
                gap += 1
            match = _WORD.match(self.text, gap, last) if 0 < gap - at <= 2 else None
            if match is None or match[0].casefold() not in self.lexicon.portfolio:
                break
            token = match[0].casefold()
            if own == end and at == end and token not in _OPENS_PORTFOLIO:
                break
            if gap - at == 2 and token in self.lexicon.joining and token not in self.lexicon.joining_left:
                break  # "minister of trade, for cyber security"
            at = match.end()
            if token in ("of", "for"):
                country = self._country_after(at + 1, last)
                if country is not None and not (country.form is CountryForm.CAPITAL and head in _LOCAL):
                    return country.span.end, own, country
                if head not in _PORTFOLIO_HEADS:
                    break  # "director general of the Department of ..."
            if token not in self.lexicon.joining:
                own = at
        return own, own, None

    def _country_after(self, at: int, last: int) -> CountryMention | None:
        """The country named at ``at``, perhaps after "the", "the Socialist Republic of"."""
        mention = self.by_start.get(at)
        if mention is None and at < last:
            match = _STATE_NAME.match(self.text, at, last)
            mention = next((self.by_start[i] for i in range(at + 1, match.end() + 1) if i in self.by_start), None) if match else None
        if mention is None or mention.form in (CountryForm.CITY, CountryForm.DEMONYM):
            return None
        end = mention.span.end + 3
        return None if mention.possessive and self.text[end : end + 1].isupper() else mention

    def _read_others(self, office: Office, left: bool, first: int) -> None:
        """The further countries of "the Israeli and Japanese ministers", "the presidents of Russia and Uzbekistan"."""
        others: list[CountryMention] = []
        if office.country is None:
            return
        at = office.country
        for _ in range(8):
            if left:
                match = (_LISTED_BEFORE if others else _AND_BEFORE).search(self.text, max(first, at.span.start - 12), at.span.start)
                found = self.by_end.get(match.start()) if match else None
                if found is not None and found.form is CountryForm.NAME and not found.span.of(self.text).isupper() and found.iso3 != "USA":
                    break  # "the border with Bulgaria and Macedonian officials"
            else:
                match = _AND.match(self.text, at.span.end)
                found = self.by_start.get(match.end()) if match else None
            if found is None or found.form is CountryForm.CITY:
                break
            others.append(found)
            at = found
        office.others = tuple(sorted(others, key=lambda mention: mention.span))

    def _read_name(self, office: Office, first: int, last: int) -> None:
        """The name after the office, or in apposition before or after it."""
        if office.country is None and office.head in _GENERIC:
            return  # "the official Xinhua news agency"
        if office.head in _ENVOYS:
            self._skip_host(office, last)
        match = self.lexicon.name.match(self.text, office.end, last)
        if match is not None and office.realm and " " not in match["name"]:
            match = None  # "head of the Kenya Ports Authority"
        if match is None and (office.country is not None or office.head == "counterpart"):
            match = self.lexicon.apposed.match(self.text, office.end, last)
        if match is not None:
            span = self._name_span(match, first, last)
            if span is not None:
                office.name, office.end = span, span.end
                self._read_realm(office, last)
                return
        if office.country is None and not (office.head in self.lexicon.state and " of " in office.words):
            return
        match = self.lexicon.before.search(self.text, max(first, office.start - 90), office.start)
        if match is not None and match.start("name") not in self.by_start and _is_apposed(match["name"], match.start("name") > first):
            office.name = Span(match.start("name"), match.end("name"))
            office.apposition = True

    def _skip_host(self, office: Office, last: int) -> None:
        """Move past the host of "ambassador to Pakistan Reza Khan"."""
        match = _TO.match(self.text, office.end, last)
        host = self._country_after(match.end(), last) if match else None
        if host is not None:
            office.end = host.span.end

    def _read_realm(self, office: Office, last: int) -> None:
        """The country after the name: "King Hassan of Morocco"."""
        if office.country is None and self.text.startswith(" of ", office.end):
            country = self._country_after(office.end + 4, last)
            if country is not None:
                office.country, office.end = country, country.span.end

    def _name_span(self, match: re.Match[str], first: int, last: int) -> Span | None:
        """The name without a country at its end; one word only in a headline of capitals, where verbs look like names."""
        start, end = match.span("name")
        if start in self.by_start:
            return None
        name = self.text[start:end]
        if " " in name and name.isupper() and self.text[first:last].isupper():
            end = start + name.index(" ")
        for at in range(start + 1, end):
            if at in self.by_start and self.text[at - 1] == " ":
                end = at - 1
                break
        return Span(start, end) if end > start else None


def _is_apposed(name: str, inside: bool) -> bool:
    """Whether the words before "Japan's minister" can be a name: two of them, or one inside the sentence, but no letters ("JP")."""
    return " " in name or (inside and not (name.isupper() and len(name) <= 3))


def _has_offices(country: CountryMention) -> bool:
    """Whether one person can speak for it: a state, an organisation or a union, but no region."""
    if country.iso3 is not None or country.form is CountryForm.ORGANISATION or country.name.isupper():
        return True
    return any(
        word in country.name
        for word in ("Union", "League", "Commonwealth", "Organisation", "Organization", "Group of", "euro zone", "Pact")
    )


@cache
def load_lexicon() -> Lexicon:
    """The offices, ready to use."""
    terms = read_terms("offices")
    words = terms["word"]
    forms: dict[str, str] = {}
    for head in [*terms["head"]["state"], *terms["head"]["other"]]:
        for number in (head, head + "s"):
            for form in (
                number,
                number.title(),
                number.capitalize(),
                number.upper(),
                number.title().replace(" Of ", " of ").replace(" The ", " the "),
            ):
                forms.setdefault(form, head)
    forms |= terms["short"]
    titles = "|".join(re.escape(title) for title in sorted(words["titles"], key=len, reverse=True))
    particles = "|".join(words["particles"])
    stop = "|".join(words["not_names"])
    caps = "|".join([*(word.upper() for word in words["not_names"] if len(word) > 1), *words["headline_words"]])
    word = rf"(?:[{_UPPER}][\w-]*\w(?:['’][{_UPPER}]\w+)?|[{_UPPER}]['’][{_UPPER}]\w+|[{_UPPER}]\.?|(?:al|el|as|an|ar)-[{_UPPER}]\w*)"
    token = rf"(?!(?:{stop}|{caps})(?!\w)){word}"
    nickname = r"(?:[“\"‘'(]\w+[”\"’')] )?"
    name = rf"(?P<name>{token}(?: {nickname}(?:(?:{particles}) ){{0,2}}{token}){{0,4}})"
    return Lexicon(
        automaton=automaton(forms),
        heads=tuple(forms.values()),
        state=frozenset(terms["head"]["state"]),
        portfolio=frozenset(terms["portfolio"]["words"]),
        joining=frozenset(terms["portfolio"]["joining"]),
        joining_left=frozenset(terms["portfolio"]["joining_left"]),
        modifiers=frozenset(words["modifiers"]),
        titles=frozenset(words["titles"]),
        before_surname=frozenset(words["before_surname"]),
        no_president=frozenset(terms["exists"]["president_not_in"]),
        no_minister=frozenset(terms["exists"]["minister_not_in"]),
        no_prime_minister=frozenset(terms["exists"]["prime_minister_not_in"]),
        secretaries=frozenset(terms["exists"]["secretary_in"]),
        chancellor=frozenset(terms["exists"]["chancellor_in"]),
        monarchies=frozenset(terms["exists"]["monarch_in"]),
        name=re.compile(rf"[ \u00a0](?:(?:{titles}) ){{0,3}}{name}"),
        apposed=re.compile(rf", (?:(?:{titles}) ){{0,3}}{name}(?=[,.;:)–—]| –| and | said)"),
        before=re.compile(
            rf"(?<![\w’'-]){name}(?:,|,? [–—-]|(?= who )) "
            r"(?:who (?:also |currently |now )?(?:is|was|serves?|served|acts?) (?:also )?(?:as )?)?"
            r"(?:the|a|an|then|former|ex|then the|his|her|their|its)?[ -]?\Z"
        ),
    )
