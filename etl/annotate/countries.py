"""Finds the countries, blocs and international organisations named in a text: one Aho-Corasick pass, then a look around each name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase
from typing import Any

import ahocorasick_rs

from etl.document import CountryForm, CountryMention
from etl.model import Span
from etl.terms.load import TermsError, read_terms

_FORMS = {
    "names": CountryForm.NAME,
    "demonyms": CountryForm.DEMONYM,
    "capitals": CountryForm.CAPITAL,
    "houses": CountryForm.CAPITAL,
    "cities": CountryForm.CITY,
}
_PLACES = (CountryForm.CAPITAL, CountryForm.CITY)
_NO_PLURAL = ("s", "ese", "ish", "ch", "men", "nch")
_CAP = r"[A-Z][\w&.'’-]*"
_JOINED_HEAD = re.compile(r"(?<![\w-])([A-Z][a-z]{2,})-\Z")
_PREFIXES = frozenset(
    [
        "Sino",
        "Indo",
        "Franco",
        "Anglo",
        "Afro",
        "Russo",
        "Euro",
        "Non",
        "Anti",
        "Pro",
        "Pre",
        "Post",
        "Ex",
        "Trans",
        "Mid",
        "All",
        "Intra",
        "Inter",
        "Pan",
        "Austro",
        "Greco",
        "Israelo",
        "Arab",
        "Gulf",
        "Mercosur",
        "Asean",
        "Asia",
        "Africa",
        "Europe",
        "Nordic",
        "Baltic",
    ]
)
_SET_APART = re.compile(r"^(?P<capital>[A-Z])\r?\n(?P<rest>[a-zà-ÿ]\w+)", re.MULTILINE)
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)|(?<=S)['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase stands for; ``form`` is None for phrases that hide a name ("South China Sea"), ``guard`` the word of its guard."""

    iso3: str | None
    display: str
    form: CountryForm | None
    guard: str | None = None
    before: Name | None = None  # "North and South Korea": North Korea


@dataclass(frozen=True, slots=True)
class Guard:
    """What must (not) stand around a word with two meanings."""

    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    only_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    unless_text_has: re.Pattern[str] | None
    only_if_text_has: re.Pattern[str] | None

    def allows(self, text: str, start: int, end: int) -> bool:
        """Whether the words around ``text[start:end]`` allow the country."""
        if self.not_before and self.not_before.match(text, end):
            return False
        if self.only_before and not self.only_before.match(text, end):
            return False
        before = text[max(0, start - 40) : start]
        if self.only_after and not self.only_after.search(before):
            return False
        return not (self.not_after and self.not_after.search(before))

    def suits(self, text: str) -> bool:
        """Whether the text as a whole allows the country."""
        if self.only_if_text_has and not self.only_if_text_has.search(text):
            return False
        return not (self.unless_text_has and self.unless_text_has.search(text))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The automaton over all phrases; ``names[i]`` is what phrase ``i`` stands for."""

    automaton: ahocorasick_rs.AhoCorasick
    names: tuple[Name, ...]
    after: re.Pattern[str]
    after_starts: frozenset[str]
    before: re.Pattern[str]
    before_words: frozenset[str]
    person_openers: frozenset[str]
    person: re.Pattern[str]
    first_name: re.Pattern[str]
    part_of: re.Pattern[str]
    currency: re.Pattern[str]


def find_countries(text: str) -> tuple[CountryMention, ...]:
    """The countries, blocs and organisations that ``text`` names, in reading order, never overlapping.

    Names inside the names of companies, newspapers, universities and seas are not mentions (see NOTES.md).
    """
    gazetteer = load_gazetteer()
    mentions: list[CountryMention] = []
    initial = _SET_APART.search(text)
    if initial is not None:
        mentions += _behind_initial(gazetteer, text, initial)
    suited: dict[int, bool] = {}
    for index, start, end in gazetteer.automaton.find_matches_as_indexes(text):
        name = gazetteer.names[index]
        if name.form is None or not _stands_alone(text, start, end):
            continue
        if name.guard is not None:
            guard = _guard(name.guard)
            if index not in suited:
                suited[index] = guard.suits(text)
            if not suited[index] or not guard.allows(text, start, end):
                continue
        if _is_hidden(gazetteer, text, start, end):
            continue
        if name.form in _PLACES and start > 1 and text[start - 1] == "-" and not (mentions and mentions[-1].span.end == start - 1):
            continue  # "Oranje-Nassau", "Hydro-Quebec"
        if name.form is CountryForm.NAME and start > 2 and text[start - 1] == "-" and _is_of_company(text, start, mentions):
            continue  # "Protela-Colombia"
        if name.before is not None:
            first = Span(start, text.index(" ", start))
            mentions.append(CountryMention(first, name.before.iso3, name.before.display, CountryForm.NAME))
            start = text.index(" ", first.end + 1) + 1  # after "and"
        in_name = _in_name(gazetteer, text, start, end, name.form)
        possessive = end < len(text) and text[end] in "'’" and _POSSESSIVE.match(text, end) is not None
        mentions.append(CountryMention(Span(start, end), name.iso3, name.display, name.form, possessive, in_name))
    return tuple(mentions) if initial is None else tuple(sorted(mentions, key=lambda mention: mention.span))


def _behind_initial(gazetteer: Gazetteer, text: str, initial: re.Match[str]) -> Iterator[CountryMention]:
    """The country whose first letter is set apart at the head of the article: "J", then "apan agreed" on the next line."""
    word = initial["capital"] + text[initial.start("rest") : initial.end()]
    for index, start, end in gazetteer.automaton.find_matches_as_indexes(word):
        name = gazetteer.names[index]
        if start == 0 and name.form is not None and name.guard is None and end == len(word):
            yield CountryMention(Span(initial.start(), initial.end()), name.iso3, name.display, name.form)


def country_name(iso3: str) -> str | None:
    """The display name of a country by its code; None for an unknown code."""
    row = read_terms("countries")["country"].get(iso3)
    return row["name"] if row else None


def last_year(iso3: str | None) -> int | None:
    """The last year of a state that is no more ("East Germany"); None for the others."""
    row = read_terms("countries")["country"].get(iso3)
    return row.get("until") if row else None


def _display(iso3: str) -> str:
    name = country_name(iso3)
    if name is None:
        raise TermsError(f"etl/terms/homonyms.toml: '{iso3}' is no code in countries.toml. Correct it.")
    return name


def _is_of_company(text: str, start: int, mentions: list[CountryMention]) -> bool:
    """Whether a capitalised word, no country and no prefix ("Franco-", "EU-"), is joined to the name by a hyphen."""
    if mentions and mentions[-1].span.end == start - 1:
        return False
    head = _JOINED_HEAD.search(text, max(0, start - 24), start)
    return head is not None and head[1] not in _PREFIXES


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit, @ or # touches the phrase."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "@#_"):
        return False
    return end == len(text) or not (text[end].isalnum() or text[end] in "_@")


def _is_hidden(gazetteer: Gazetteer, text: str, start: int, end: int) -> bool:
    """Whether the name is part of a company's, newspaper's, school's or person's name."""
    begins = end + (text[end : end + 1] == ",")
    if text[begins : begins + 1] == " " and text[begins + 1 : begins + 2] in gazetteer.after_starts and gazetteer.after.match(text, end):
        return True
    if start < 2 or text[start - 1] != " ":
        return False
    word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
    if word in gazetteer.before_words and gazetteer.before.search(text[max(0, start - 48) : start]):
        return True
    if word in gazetteer.person_openers:
        return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper() and gazetteer.first_name.match(text, end + 1) is not None
    return word[:1].isupper() and word[-1:].isalnum() and gazetteer.person.search(text[max(0, start - 60) : start]) is not None


def _in_name(gazetteer: Gazetteer, text: str, start: int, end: int, form: CountryForm) -> bool:
    """Whether the name is part of a bank's, currency's, text's or event's name."""
    if form in _PLACES:
        return gazetteer.part_of.match(text, end) is not None
    if gazetteer.currency.match(text, end):
        return True
    return text[max(0, start - 8) : start].casefold() == "bank of "


@cache
def load_gazetteer() -> Gazetteer:
    """The names of ``countries.toml`` and the hiding phrases and guards of ``homonyms.toml``.

    Raises:
        TermsError: A phrase has two owners.
    """
    homonyms = read_terms("homonyms")
    phrases: dict[str, Name] = {}
    for phrase, name in _named_phrases(read_terms("countries"), frozenset(homonyms["guard"])):
        known = phrases.setdefault(phrase, name)
        if known.display != name.display:
            raise TermsError(f"etl/terms/countries.toml: '{phrase}' stands under {known.display} and {name.display}. Keep one of them.")
    for phrase, (first, second) in homonyms["shared"].items():
        phrases[phrase] = Name(second, _display(second), CountryForm.NAME, before=Name(first, _display(first), CountryForm.NAME))
    for phrase in homonyms["hidden"]:
        phrases.setdefault(phrase, Name(None, phrase, None))
    for phrase, name in list(phrases.items()):
        if len(phrase) > 2:
            phrases.setdefault(phrase.upper(), name)

    def either(*keys: str) -> str:
        return "|".join(re.escape(word) for word in sorted((word for key in keys for word in homonyms[key]), key=len, reverse=True))

    return Gazetteer(
        automaton=ahocorasick_rs.AhoCorasick(list(phrases), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        names=tuple(phrases.values()),
        after=re.compile(
            rf"""
            (?:\ {_CAP}|\ (?:&|and|of)(?=\ [A-Z])){{0,4}}?\ (?:{either("company_words")})(?![\w-])  # "Turkish Airlines"
          | (?:\ {_CAP}){{0,5}}\ <[A-Z0-9.]+>                                                          # "American Express Co <AXP>"
          | ,\ (?:{either("states")})(?!\w)                                                            # "Lebanon, Pennsylvania"
            """,
            re.VERBOSE,
        ),
        after_starts=frozenset([*ascii_uppercase, *"&ao<", *(word[0] for key in ("company_words", "states") for word in homonyms[key])]),
        before=re.compile(rf"(?<!\w)(?:{either('company_openers', 'given_names')})\ \Z"),
        before_words=frozenset(phrase.split()[-1] for phrase in [*homonyms["company_openers"], *homonyms["given_names"]]),
        person_openers=frozenset(homonyms["person_openers"]),
        person=re.compile(rf"(?<!\w)(?:{either('person_openers')}) {_CAP} \Z"),
        first_name=re.compile(r"[A-Z][a-zà-ÿ’'-]+(?! (?:Minister|President|Secretary|Ambassador))"),
        part_of=re.compile(rf"(?:\ {_CAP}){{0,3}}?\ (?:{either('place_names')})(?!\w)"),
        currency=re.compile(rf" (?:{either('currency_words')})(?![\w-])"),
    )


def _named_phrases(terms: dict[str, Any], guarded: frozenset[str]) -> Iterator[tuple[str, Name]]:
    def guard_of(phrase: str) -> str | None:
        return phrase if phrase in guarded else None

    for iso3, row in terms["country"].items():
        form = CountryForm.BLOC if iso3 == "EUU" else CountryForm.NAME
        yield row["name"], Name(iso3, row["name"], form, guard_of(row["name"]))
        for key, kind in _FORMS.items():
            for phrase in row.get(key, ()):
                kind_here = CountryForm.BLOC if iso3 == "EUU" else kind
                yield phrase, Name(iso3, row["name"], kind_here, guard_of(phrase))
                if kind is CountryForm.DEMONYM and not phrase.endswith(_NO_PLURAL):
                    yield phrase + "s", Name(iso3, row["name"], kind_here, guard_of(phrase))
    for table, form in (("bloc", CountryForm.BLOC), ("organisation", CountryForm.ORGANISATION)):
        for display, spellings in terms[table].items():
            for phrase in spellings:
                yield phrase, Name(None, display, form, guard_of(phrase))


@cache
def _guard(word: str) -> Guard:
    """The guard of a word, compiled when a text first holds the word: there are many, and few texts hold more than two."""
    row = read_terms("homonyms")["guard"][word]

    def words(key: str, template: str) -> re.Pattern[str] | None:
        return re.compile(template.format("|".join(re.escape(word) for word in row[key]))) if key in row else None

    return Guard(
        not_before=words("not_before", r"[\s-]*(?:{})(?!\w)"),
        not_after=words("not_after", r"(?<!\w)(?:{})[\s-]*\Z"),
        only_before=words("only_before", r"\s?(?:{})"),
        only_after=words("only_after", r"(?<!\w)(?:{})\s\Z"),
        unless_text_has=words("unless_text_has", r"(?<!\w)(?:{})(?!\w)"),
        only_if_text_has=words("only_if_text_has", r"(?<!\w)(?:{})(?!\w)"),
    )
