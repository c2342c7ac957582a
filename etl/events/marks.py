"""A sentence cut into units: its words and marks, and the sides and dates that stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from etl.annotate.countries import country_name
from etl.document import CountryForm, CountryMention, DateMention, Document, PersonMention, Sentence, within
from etl.events.acts import noun_list
from etl.events.lexicon import Lexicon
from etl.events.units import Kind, Side, Unit
from etl.model import Span
from etl.terms.load import read_terms, require_keys

_TOKEN = re.compile(r"['’](?:re|ve|ll|m|d|s)\b|[^\W\d_]+(?:[.'’&-][^\W_]+)*['’]?|\d[\d.,]*|[^\w\s]")
_MAX_UNITS = 400  # a "sentence" longer than this is a table or a list without stops: only its start is read
_ANAPHORS = re.compile(
    r"(?<!\w)(?:(?P<pair>(?:the|these|our|their|both|those) (?:two |three |four |five |six )?(?:leaders|sides|countries|nations|"
    r"governments|parties|states|ministers|presidents|prime ministers|premiers|heads of state|foreign ministers|officials|delegations|"
    r"neighbou?rs|allies|men)"
    r"|their (?:(?:foreign|defen[cs]e|finance|trade|economy|energy|prime|and) )+ministers"
    r"|both (?:of them|sides)|the (?:pair|duo|trio|(?:three|four|five|six)(?= (?:\w+ed|also|had|have|held|met|spoke|then|will|would)\b))"
    r"|all (?:three|four|five|six)(?: (?:leaders|sides|countries|nations|governments|parties|states|ministers|presidents))?"
    r"|the two|they|each other|one another|them)"
    r"|(?P<counterpart>(?:his|her|its|their) (?:\w+ )?(?:counterpart|colleague|opposite number|host|guest)s?|its neighbou?r(?!s)|him)"
    r"|(?P<home>the government|the cabinet|the cabinet of ministers|our government)(?! of\b)"
    r"|(?P<person>he|she)|(?P<thing>it)|(?P<speaker>i|we|us|my country|our country))(?!\w)"
)

_WORD, _MARK = Kind.WORD, Kind.MARK  # looked up once: they are asked for at every word


def cut(document: Document, lowered: str, sentence: Sentence) -> list[Unit]:
    """The first units of a sentence, in reading order; the grammar looks at no more of a table without stops."""
    units: list[Unit] = []
    stop = sentence.span.end
    cursor = sentence.span.start
    curly = lowered.find("’", cursor, stop) >= 0
    for mark in _marks(document, lowered, sentence):
        if cursor >= stop or len(units) > _MAX_UNITS:
            return units[:_MAX_UNITS]
        _add_words(units, document.text, lowered, cursor, mark.start, curly)
        units.append(mark)
        cursor = max(mark.start, mark.end)
    if cursor < stop:
        _add_words(units, document.text, lowered, cursor, stop, curly)
    return units[:_MAX_UNITS]


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
    found: list[Unit] = [_person_unit(person, lowered) for person in within(document.people, span) if not _is_private(person, lowered)]
    found += [_country_unit(country, lowered) for country in within(document.countries, span) if _acts(country, lowered)]
    found += [_date_unit(date, lowered) for date in within(document.dates, span)]
    found += _anaphors(document, lowered, span, found)
    found += _groups(lowered, span)
    found.sort(key=lambda unit: (unit.start, -unit.end, unit.person is None))
    marks: list[Unit] = []
    for unit in found:
        if not marks or unit.start >= marks[-1].end:
            marks.append(unit)
    return marks


_MONEY = re.compile(
    r"\s?\$|\s(?:dollars?|dlrs?|mln dlrs|yen|rupees?|won|pounds?|francs?|roubles?|rubles?|riyals?|dirhams?|dinars?|yuan|krone[r]?"
    r"|kronor|baht|pesos?|cents?)\b"
)


_DATELINE = re.compile(r",? (?:-|–|—) ")
_PRIVATE_LEADERS = re.compile(
    r"(?<!\w)(?:business|industry|religious|church|community|student|union|labou?r|corporate|youth) (?:leader|official)s?(?!\w)"
)


def _is_private(person: PersonMention, lowered: str) -> bool:
    """ "German business leaders"."""
    if lowered.endswith("ethnic ", 0, person.span.start):
        return True  # "ethnic Albanian leaders" speak for no state
    return _PRIVATE_LEADERS.search(lowered, person.span.start, person.span.end) is not None


def _acts(country: CountryMention, lowered: str) -> bool:
    """Whether a name can be a side at all: regions ("Asia"), forums ("the G20") and currencies ("US dollars") cannot."""
    if _MONEY.match(lowered, country.span.end):
        return False
    if country.form is CountryForm.DEMONYM and lowered.endswith("ethnic ", 0, country.span.start):
        return False  # "ethnic Albanians" live elsewhere
    if (
        country.form is CountryForm.CAPITAL
        and _DATELINE.match(lowered, country.span.end)
        and lowered[country.span.start - 1 : country.span.start] in ("", "\n")
    ):
        return False  # "ROME - Israeli Foreign Minister": where the news is written
    return country.iso3 is not None or country.form is CountryForm.ORGANISATION or country.name in noun_list("acting_blocs")


def _anaphors(document: Document, lowered: str, span: Span, names: list[Unit]) -> Iterator[Unit]:
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


def _groups(lowered: str, span: Span) -> Iterator[Unit]:
    """ "the two Koreas": one phrase that stands for several states."""
    if not _names_groups(lowered):
        return
    for start, end, members in _group_lexicon().find(lowered[span.start : span.end]):
        unit = Unit(span.start + start, span.start + end, lowered[span.start + start : span.start + end], Kind.SIDE)
        unit.sides, unit.form, unit.raw_capital = members[0], "name", True
        yield unit


@lru_cache(maxsize=1)
def _names_groups(lowered: str) -> bool:
    """Whether such a phrase stands anywhere in a text; kept for the text's other sentences, since in most texts there is none."""
    return next(_group_lexicon().find(lowered), None) is not None


@cache
def _group_lexicon() -> Lexicon[tuple[Side, ...]]:
    rows = read_terms("groups")["group"]
    for row in rows:
        require_keys("groups", row, ("words", "members", "example"))
    return Lexicon(
        (phrase, tuple(Side(country_name(code) or code, code) for code in row["members"])) for row in rows for phrase in row["words"]
    )


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
