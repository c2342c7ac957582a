"""A sentence as the grammar reads it: words, sides (countries, people, organisations), dates and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from etl.document import CountryForm, CountryMention, DateMention, Document, PersonMention, Sentence, within
from etl.events.acts import noun_list
from etl.events.words import word_list
from etl.model import Span
from etl.terms.load import read_terms

_TOKEN = re.compile(r"['’](?:re|ve|ll|m|d|s)\b|[^\W\d_]+(?:[.'’&-][^\W_]+)*['’]?|\d[\d.,]*|[^\w\s]")
_MAX_UNITS = 400  # a "sentence" longer than this is a table or a list without stops: only its start is read

_AND = word_list("and")
_PREPOSITIONS = word_list("prepositions")
_DETERMINERS = word_list("determiners")
_STOPS_HEAD = word_list("stops_head")
_ANAPHORS = re.compile(
    r"(?<!\w)(?:(?P<pair>(?:the|these|our|their|both|all|those) (?:two |three |four |five )?(?:leaders|sides|countries|nations|governments|"
    r"parties|states|ministers|presidents|prime ministers|premiers|heads of state|foreign ministers|officials|delegations|"
    r"neighbou?rs|allies|men)"
    r"|their (?:(?:foreign|defen[cs]e|finance|trade|economy|energy|prime|and) )+ministers"
    r"|both (?:of them|sides)|the two|they|each other|one another|them)"
    r"|(?P<counterpart>(?:his|her|its|their) (?:\w+ )?(?:counterpart|colleague|opposite number|host|guest)s?)"
    r"|(?P<home>the government|the cabinet|the cabinet of ministers|our government)(?! of\b)"
    r"|(?P<person>he|she)|(?P<thing>it)|(?P<speaker>i|we|us|my country|our country))(?!\w)"
)


class Kind(StrEnum):
    """What a unit is."""

    WORD = "word"
    SIDE = "side"
    DATE = "date"
    MARK = "mark"


_WORD, _SIDE, _MARK = Kind.WORD, Kind.SIDE, Kind.MARK  # looked up once: they are asked for at every word


class Head(StrEnum):
    """What noun a country's name or adjective belongs to."""

    BARE = "bare"  # Japan; Netanyahu
    STATE = "state"  # the Japanese government, Japan's foreign ministry
    PRIVATE = "private"  # Japanese companies
    THING = "thing"  # Japan's efforts, Israeli assistance


class Side(NamedTuple):
    """A country, bloc or organisation that may be a party."""

    name: str
    iso3: str | None


class Unit:
    """One word, side, date or mark of a sentence.

    Only the first four are set for each unit; the others fall back to the class, because most units are plain words and there are many.

    Attributes:
        sides: The countries or organisations a side unit stands for; empty for a pronoun before it is resolved.
        anaphor: "pair", "person", "thing", "counterpart" or "speaker" for a pronoun or a phrase like one.
        person: The name of the person, if it is one, and ``office`` the words of the office.
        prep: The preposition that governs a side, "" when none does.
        head: What noun a side modifies, and ``head_word`` that noun.
    """

    sides: tuple[Side, ...] = ()
    form: str = ""
    anaphor: str = ""
    person: str | None = None
    office: str = ""
    prep: str = ""
    head: Head = Head.BARE
    head_word: str = ""
    possessive: bool = False
    date: DateMention | None = None
    raw_capital: bool = False

    def __init__(self, start: int, end: int, lower: str, kind: Kind) -> None:
        self.start = start
        self.end = end
        self.lower = lower
        self.kind = kind


def build_units(document: Document, lowered: str, sentence: Sentence) -> list[Unit]:
    """The units of a sentence, in reading order, with the preposition and head of each side found."""
    units = _tokens(document, lowered, sentence)[:_MAX_UNITS]
    sides = [index for index, unit in enumerate(units) if unit.kind is _SIDE]
    _find_heads(units, sides)
    if any(units[index].form == "person" for index in sides):
        units = _join_titles(units)
    _find_prepositions(units)
    return units


def _tokens(document: Document, lowered: str, sentence: Sentence) -> list[Unit]:
    units: list[Unit] = []
    stop = sentence.span.end
    cursor = sentence.span.start
    curly = lowered.find("’", cursor, stop) >= 0
    for mark in _marks(document, lowered, sentence):
        if cursor >= stop or len(units) > _MAX_UNITS:
            return units
        _add_words(units, document.text, lowered, cursor, mark.start, curly)
        units.append(mark)
        cursor = max(mark.start, mark.end)
    if cursor < stop:
        _add_words(units, document.text, lowered, cursor, stop, curly)
    return units


def _add_words(units: list[Unit], text: str, lowered: str, start: int, end: int, curly: bool) -> None:
    """Append the words and marks of ``text[start:end]``; ``curly`` if their apostrophes may need straightening."""
    for token in _TOKEN.finditer(lowered, start, end):
        first, last = token.span()
        word = lowered[first:last]
        unit = Unit(first, last, word.replace("’", "'") if curly else word, _WORD if lowered[first].isalnum() else _MARK)
        if text[first].isupper():
            unit.raw_capital = True
        units.append(unit)


def _marks(document: Document, lowered: str, sentence: Sentence) -> list[Unit]:
    """Sides and dates of the sentence, the longer one where two overlap."""
    span = sentence.span
    found: list[Unit] = [_person_unit(person, lowered) for person in within(document.people, span)]
    found += [_country_unit(country, lowered) for country in within(document.countries, span) if _acts(country, lowered)]
    found += [_date_unit(date, lowered) for date in within(document.dates, span)]
    found += _anaphors(document, lowered, span, found)
    found.sort(key=lambda unit: (unit.start, -unit.end, unit.person is None))
    marks: list[Unit] = []
    for unit in found:
        if not marks or unit.start >= marks[-1].end:
            marks.append(unit)
    return marks


_MONEY = re.compile(
    r"\s?\$|\s(?:dollars?|yen|rupees?|won|pounds?|francs?|roubles?|rubles?|riyals?|dirhams?|dinars?|yuan|krone[r]?|kronor|baht|pesos?|cents?)\b"
)


def _acts(country: CountryMention, lowered: str) -> bool:
    """Whether a name can be a side at all: regions ("Asia"), forums ("the G20") and currencies ("US dollars") cannot."""
    if _MONEY.match(lowered, country.span.end):
        return False
    return country.iso3 is not None or country.form is CountryForm.ORGANISATION or country.name in noun_list("acting_blocs")


def _anaphors(document: Document, lowered: str, span: Span, names: Sequence[Unit]) -> Iterator[Unit]:
    """Pronouns and phrases like them; not where a name follows that says who it is ("his counterpart Ken Mori")."""
    for match in _ANAPHORS.finditer(lowered, span.start, span.end):
        if match[0] == "us" and document.text[match.start()] == "U":
            continue
        if match.lastgroup == "pair" and lowered.startswith(" of ", match.end()) and match[0] != "both":
            continue
        if match.lastgroup == "counterpart" and any(match.start() <= unit.start < match.end() + 3 for unit in names):
            continue
        unit = Unit(match.start(), match.end(), match[0], Kind.SIDE)
        unit.anaphor = str(match.lastgroup)
        yield unit


def has_pronoun(lowered: str, sentence: Sentence) -> bool:
    """Whether a pronoun or a phrase like one ("the two leaders") stands in a sentence."""
    return _ANAPHORS.search(lowered, sentence.span.start, sentence.span.end) is not None


def _person_unit(person: PersonMention, lowered: str) -> Unit:
    known = person.country_name is not None and (
        person.iso3 is not None or person.country_name in noun_list("acting_blocs") or person.country_name in _organisations()
    )
    sides = (Side(person.country_name or "", person.iso3),) if known else ()
    start, end = person.span.start, person.span.end
    possessive = lowered[end : end + 2] in ("'s", "’s")
    end += 2 * possessive
    name = None if person.known_by == "definite" else person.name
    unit = Unit(start, end, lowered[start:end], Kind.SIDE)
    unit.sides, unit.form, unit.person, unit.possessive, unit.office = sides, "person", name, possessive, person.office or ""
    return unit


@cache
def _organisations() -> frozenset[str]:
    return frozenset(read_terms("countries")["organisation"])


def _country_unit(country: CountryMention, lowered: str) -> Unit:
    start, end = country.span.start, country.span.end
    possessive = lowered[end : end + 2] in ("'s", "’s")
    end += 2 * possessive
    sides = (Side(country.name, country.iso3),)
    possessive = possessive or country.possessive
    unit = Unit(start, end, lowered[start:end], Kind.SIDE)
    unit.sides, unit.form, unit.possessive, unit.raw_capital = sides, country.form.value, possessive, True
    return unit


def _date_unit(date: DateMention, lowered: str) -> Unit:
    unit = Unit(date.span.start, date.span.end, lowered[date.span.start : date.span.end], Kind.DATE)
    unit.date = date
    return unit


def _find_heads(units: Sequence[Unit], sides: Sequence[int]) -> None:
    """For each adjective or possessive: the noun it belongs to ("Israeli" prime minister, "Iran's" nuclear program)."""
    state, private = noun_list("state"), noun_list("private")
    for index in reversed(sides):  # from the right, so that "Israeli and Japanese ministers" can look at its neighbour
        unit = units[index]
        if unit.anaphor or unit.form == "city":
            continue
        after = index + 1
        if after < len(units) and units[after].lower in ("'s", "'"):
            unit.possessive, after = True, after + 1
        words: list[str] = []
        if _is_compound(units, index):
            unit.head, unit.head_word = Head.PRIVATE, units[index + 2].lower
            continue
        if unit.form in ("capital", "organisation", "bloc") and _is_named_after(units, index):
            unit.form = "city"
            continue
        while after < len(units) and len(words) < 4 and units[after].kind is Kind.WORD and units[after].lower not in _STOPS_HEAD:
            words.append(units[after].lower.rstrip("'"))
            after += 1
        if unit.form != "demonym" and not unit.possessive:
            if words and words[0] in state and unit.form != "person" and words[0] not in ("people", "first", "special", "general"):
                unit.head, unit.head_word = Head.STATE, words[0]
            elif words and words[0] in ("summit", "forum", "dialogue", "treaty", "alliance") and unit.form in ("name", "bloc"):
                unit.head, unit.head_word = Head.THING, words[0]  # "the ASEAN-China Summit will contribute"
            elif words and unit.form == "name" and words[0] in _GOODS and (unit.lower.isascii() and len(unit.lower) <= 4):
                unit.head, unit.head_word = Head.THING, words[0]  # "U.S. products", "UK proposals"
            continue
        if not words:
            follower = after + 1
            joined = after < len(units) and units[after].lower in ("and", "or", ",", "-", "–")
            if joined and follower < len(units) and units[follower].kind is Kind.SIDE and units[follower].form == "demonym":
                unit.head, unit.head_word = units[follower].head, units[follower].head_word
            elif after < len(units) and units[after].kind is Kind.SIDE and units[after].form == "person":
                unit.head = Head.STATE
            continue
        nouns = noun_list("state_nouns")
        if tuple(words[:2]) in _SERVING:
            unit.head, unit.head_word = Head.STATE, words[1]
            continue
        hit = next((word for word in words if word in nouns or word in private), None)
        if hit is None:
            unit.head, unit.head_word = Head.THING, words[0]
        elif hit in private and not (words[0] in nouns and words[0] not in private):
            unit.head, unit.head_word = Head.PRIVATE, hit
        else:
            unit.head, unit.head_word = Head.STATE, next(word for word in reversed(words) if word in nouns or word in private)


_GOODS = word_list("goods")
_SERVING = frozenset(  # "Kenyan aid workers", "Omani security services": two words that mean the state's people
    [(one, other) for one in ("aid", "relief", "rescue", "medical") for other in ("workers", "teams", "team", "flights", "flight")]
    + [(one, other) for one in ("security", "intelligence", "secret") for other in ("services", "service", "agencies")]
)


def _is_compound(units: Sequence[Unit], index: int) -> bool:
    """ "U.S.-made drones", "the Saudi-led coalition"."""
    return index + 2 < len(units) and units[index + 1].lower in ("-", "–") and units[index + 2].lower in noun_list("hyphened")


def _is_named_after(units: Sequence[Unit], index: int) -> bool:
    """ "the Paris Agreement", "the Minsk Contact Group", "the Tokyo Olympics": a name made with a capital."""
    if index + 1 >= len(units) or units[index].possessive:
        return False
    following = units[index + 1]
    if following.kind is not Kind.WORD:
        return False
    if units[index].form != "capital":
        return following.lower in _NAMED_AFTER_BODY  # "the United Nations Framework Convention"
    return following.lower in noun_list("named_after") or (following.raw_capital and following.lower not in noun_list("state"))


_NAMED_AFTER_BODY = word_list("named_after_body")


def _join_titles(units: list[Unit]) -> list[Unit]:
    """Join a country, its office words and the holder's name into one side ("Japan's foreign minister Taro Kono")."""
    state = noun_list("state")
    joined: list[Unit] = []
    absorbed: set[int] = set()
    for index, unit in enumerate(units):
        if id(unit) in absorbed:
            continue
        if (
            unit.form == "person"
            and not unit.sides
            and index + 2 < len(units)
            and units[index + 1].lower == "of"
            and units[index + 2].form == "name"
        ):
            unit.sides = units[index + 2].sides
        if unit.form == "person" and index + 2 < len(units) and units[index + 1].lower == "of" and units[index + 2].sides == unit.sides:
            unit.end, unit.possessive = units[index + 2].end, units[index + 2].possessive  # "King Hassan of Morocco" is one
            absorbed = {id(units[index + 1]), id(units[index + 2])}
        if unit.form == "person" and unit.sides:
            back = len(joined) - 1
            while (
                back >= 0
                and len(joined) - back <= 9
                and joined[back].kind is Kind.WORD
                and (joined[back].lower in state or joined[back].lower in _TITLE_WORDS)
            ):
                back -= 1
            owner = joined[back] if back >= 0 else None
            if (
                owner is not None
                and owner.kind is Kind.SIDE
                and owner.sides == unit.sides
                and not owner.person
                and len(joined) - back <= 10
            ):
                unit.start, unit.lower = owner.start, unit.lower
                del joined[back:]
        joined.append(unit)
    return joined


_TITLE_WORDS = word_list("title_words")


def _find_prepositions(units: Sequence[Unit]) -> None:
    state = noun_list("state")
    for index, unit in enumerate(units):
        if unit.kind is not _SIDE:
            continue
        back = index - 1
        while back >= 0:
            word = units[back]
            if word.kind is Kind.WORD and (word.lower in _DETERMINERS or (word.lower in state and not _verb_like(units, back))):
                back -= 1
            elif word.lower == "of" and _is_name_of(units, back):
                back -= 3  # "Benny Gantz of Israel"
            elif (
                word.lower in ("of", "for")
                and back
                and units[back - 1].lower in state
                and units[back - 1].lower not in ("people", "economy")
            ):
                back -= 2
            elif word.lower == '"' or word.lower in ("“", "‘", "(", "'"):
                back -= 1
            else:
                break
        if back < 0:
            continue
        word = units[back]
        if word.kind is Kind.WORD and word.lower in _PREPOSITIONS:
            unit.prep = "" if word.lower in _CONJUNCTIONS and _has_verb_after(units, index) else word.lower
        elif word.lower in _AND:
            unit.prep = _prep_of_list(units, index, back)
        elif word.kind is Kind.SIDE and word.sides and word.end + 1 >= unit.start:
            unit.prep = word.prep  # "Japan-Russia relations", "Israel Prime Minister X"


def _is_name_of(units: Sequence[Unit], of: int) -> bool:
    """Whether two words of a person's name stand before "of"; institutions are no persons ("the Exim Bank of China")."""
    names = units[max(0, of - 2) : of]
    return len(names) == 2 and all(
        unit.kind is Kind.WORD and unit.raw_capital and unit.lower not in _INSTITUTIONS and unit.lower not in noun_list("state")
        for unit in names
    )


_INSTITUTIONS = word_list("institutions")
_FINITE = frozenset(["has", "have", "had", "is", "was", "were", "are", "will", "would", "said"])
_CONJUNCTIONS = frozenset(["as", "after", "before", "since", "until", "than"])


def _has_verb_after(units: Sequence[Unit], index: int) -> bool:
    """ "as Israel announced": the word before the side opens a clause."""
    after = [unit for unit in units[index + 1 : index + 4] if unit.kind is Kind.WORD]
    return any(unit.lower in _FINITE or unit.lower.endswith("ed") for unit in after)


def _prep_of_list(units: Sequence[Unit], index: int, joint: int) -> str:
    """The preposition of the list that a side continues ("with Japan, China and Peru"); "" when the comma or "and" opens a clause."""
    state = noun_list("state")
    other = joint - 1
    while (
        other >= 0
        and units[other].kind is not Kind.SIDE
        and (units[other].lower in _AND or units[other].lower in state or units[other].lower in _DETERMINERS)
    ):
        other -= 1
    following = units[index + 1].lower if index + 1 < len(units) else ""
    if other >= 0 and units[other].kind is Kind.SIDE:
        if units[index].anaphor in ("person", "thing", "speaker") and units[joint - 1].lower == ",":
            return ""
        if units[joint].lower == "," and joint - 1 == other and is_place(units[other]):
            return "in"  # "in Kathmandu, Nepal"
        if units[joint].lower == "," and following not in (",", "and", "or", "&") and units[index].head is not Head.STATE:
            return ""
        if units[other].prep == "of" and other > 1 and units[other - 2].kind is Kind.SIDE:
            return ""  # "King X of Morocco and President Y"
        return units[other].prep
    return _prep_of_group(units, joint - 1) if units[joint].lower == "and" else ""


def _prep_of_group(units: Sequence[Unit], index: int) -> str:
    """ "talks involving six countries and Iran": the preposition before the words that "and" joins."""
    for back in range(index, max(-1, index - 4), -1):
        unit = units[back]
        if unit.kind is Kind.SIDE and unit.head is not Head.BARE:
            return unit.prep  # "between an Israeli movement and the PLO"
        if unit.kind is not Kind.WORD:
            return ""
        if unit.lower in ("with", "between", "involving", "among"):
            return unit.lower
    return ""


def _verb_like(units: Sequence[Unit], index: int) -> bool:
    """Whether a word of the office list is used as a verb here ("the two states trade with ...")."""
    return units[index].lower in ("head", "heads", "state", "states") and index > 0 and units[index - 1].kind is Kind.SIDE


def is_place(unit: Unit) -> bool:
    """Whether a side unit is a place: a city, or a capital after a preposition of place."""
    if unit.form == CountryForm.CITY.value:
        return True
    return unit.form == CountryForm.CAPITAL.value and unit.prep in ("in", "at", "near", "from", "to", "into", "outside", "around", "across")


def span_of(units: Sequence[Unit]) -> Span:
    """The range of characters from the first unit to the last."""
    return Span(units[0].start, units[-1].end)
