"""The word tables of quantities, read once from etl/terms: dictionaries from lower-case words to what they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from etl.model import Change, Dimension
from etl.terms.load import one_owner, read_terms

WORDLIKE_CODES = frozenset(
    {"ALL", "TOP", "TRY", "CUP", "MAD", "BAM", "COP", "GEL", "PEN", "PES", "SOS", "BOB", "LAK", "MOP", "BAN", "BAD", "ARM", "BEL"}
)
"""ISO codes that are also English words or abbreviations: read as money only beside a scale ("TRY 5 billion", not "TOP 20")."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as findings carry it; ``noun`` is the bare currency noun that context may resolve ("dollar"), else None."""

    name: str
    dimension: Dimension
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables. Phrases are keyed by their first word (units) or last word (bounds), longest first."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, Decimal]
    letters: Mapping[str, Decimal]
    vague: Mapping[str, Decimal]
    denominators: Mapping[str, int]
    before: Mapping[str, Unit]  # currency signs before the number
    need_scale: frozenset[str]  # those that are also other words: money only beside a scale or thousands
    codes: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Unit], ...]]  # first word -> (rest, unit), longest first
    signs: Mapping[str, Unit]  # exact-case abbreviations after digits
    dollars: Mapping[str, str]
    homes: Mapping[str, Mapping[str, str]]
    home_nouns: Mapping[str, str]  # "dlrs" -> "dollar", the noun that ``homes`` knows
    bounds_before: Mapping[str, tuple[tuple[tuple[str, ...], Change], ...]]  # last word -> (words, change), longest first
    bounds_after: Mapping[str, tuple[tuple[tuple[str, ...], Change], ...]]  # first word -> (words, change)
    between: frozenset[str]
    fillers: frozenset[str]
    object_verbs: frozenset[str]
    verbs: Mapping[str, Change]
    trend_nouns: Mapping[str, Change]
    months: frozenset[str]
    weekdays: frozenset[str]
    numbered: frozenset[str]
    numbered_lower: frozenset[str]
    indices: frozenset[str]
    year_before: frozenset[str]
    of_a_year: frozenset[str]
    one_not_before: frozenset[str]
    one_not_after: frozenset[str]
    pronouns: frozenset[str]
    hyphen_not_nouns: frozenset[str]
    double_not_before: frozenset[str]
    double_before: frozenset[str]
    named_half: frozenset[str]
    per_a: frozenset[str]
    per_each: frozenset[str]
    links: frozenset[str]
    compound_first: frozenset[str]
    stop: frozenset[str]
    skip: frozenset[str]
    sequence: frozenset[str]
    plurals: frozenset[str]
    not_plural: frozenset[str]
    plural_if_last: frozenset[str]
    casualties: frozenset[str]
    harm: frozenset[str]
    lasting: frozenset[str]
    persons: frozenset[str]
    adjectives_too: frozenset[str]
    superlatives: Mapping[str, str]  # "oldest" -> "old"


def _by_first(pairs: Iterable[tuple[str, Unit]]) -> dict[str, tuple[tuple[tuple[str, ...], Unit], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], Unit]]] = defaultdict(list)
    for phrase, unit in pairs:
        first, *rest = phrase.split()
        table[first].append((tuple(rest), unit))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def superlative(word: str) -> str:
    """The superlative of a short adjective.

    >>> [superlative(word) for word in ("old", "large", "big", "early")]
    ['oldest', 'largest', 'biggest', 'earliest']
    """
    if word.endswith("e"):
        return word + "st"
    if word.endswith("y") and word[-2] not in "aeo":
        return word[:-1] + "iest"
    short = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in "aeiou" and word[-3] not in "aeiou"
    return word + word[-1] * short + "est"


def _bounds(side: str) -> dict[str, tuple[tuple[tuple[str, ...], Change], ...]]:
    terms = read_terms("bounds")
    keys = {"about": Change.ABOUT, "more": Change.MORE, "less": Change.LESS}
    owners = one_owner("bounds", ((phrase, key) for key in keys for phrase in terms[key][side]))
    table: dict[str, list[tuple[tuple[str, ...], Change]]] = defaultdict(list)
    for phrase, key in owners.items():
        words = tuple(phrase.split())
        table[words[-1] if side == "before" else words[0]].append((words, keys[key]))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in table.items()}


def _trends(kind: str) -> dict[str, Change]:
    terms = read_terms("bounds")
    owners = one_owner("bounds", ((word, key) for key in ("up", "down") for word in terms[key][kind]))
    return {word: Change(key) for word, key in owners.items()}


def _money_phrases(money: dict[str, Any], names: dict[str, str]) -> dict[str, Unit]:
    phrases = {name: Unit(code, Dimension.MONEY) for name, code in names.items()}
    for adjective, code in money["dollars"].items():
        for noun in ("dollar", "dollars", "dlr", "dlrs"):
            phrases[f"{adjective} {noun}"] = Unit(code, Dimension.MONEY)
    for row in money["noun"]:
        for form in row["forms"]:
            phrases[form] = Unit(row["code"] or row["forms"][0], Dimension.MONEY, noun=form)
    for form, code in money["after"].items():
        phrases[form] = Unit(code, Dimension.MONEY)
    for coin, forms in money["coins"].items():
        for form in forms:
            phrases[form] = Unit(coin, Dimension.MONEY)
            phrases[f"us {form}"] = phrases[f"u.s. {form}"] = phrases[f"euro {form}"] = Unit(coin, Dimension.MONEY)
    return phrases


def _unit_rows() -> list[tuple[Unit, list[str], list[str]]]:
    return [(Unit(row["name"], Dimension(row["dimension"])), row["words"], row["signs"]) for row in read_terms("units")["unit"]]


@cache
def lexicon() -> Lexicon:
    """The tables, built on first use and shared; nothing in them changes afterwards.

    Raises:
        TermsError: The lists contradict each other.
    """
    numbers, money, noise, nouns = (read_terms(name) for name in ("numbers", "money", "noise", "nouns"))
    currencies, bounds = read_terms("currencies"), read_terms("bounds")
    codes = frozenset(currencies["names"].values()) | {"BRC"}
    phrases = _money_phrases(money, currencies["names"])
    phrases |= {code.lower(): Unit(code, Dimension.MONEY) for code in sorted(codes - WORDLIKE_CODES)}
    one_owner("units", ((word, unit.name) for unit, words, _ in _unit_rows() for word in words))
    signs: dict[str, Unit] = {}
    for unit, words, abbreviations in _unit_rows():
        phrases |= dict.fromkeys(words, unit)
        signs |= dict.fromkeys(abbreviations, unit)
    signs |= {sign: Unit(coin, Dimension.MONEY) for sign, coin in money["coin_signs"].items()}
    before = {sign: Unit(code, Dimension.MONEY, noun=money["before_nouns"].get(sign)) for sign, code in money["before"].items()}
    before |= {code: Unit(code, Dimension.MONEY) for code in sorted(codes)}
    names_before = money["names_before"]
    before |= {
        name: Unit(code, Dimension.MONEY, noun=name.split()[-1].lower() if " " not in name else None) for name, code in names_before.items()
    }
    return Lexicon(
        cardinals=numbers["cardinals"],
        scales={word: Decimal(value) for table in ("scales", "suffixes") for word, value in numbers[table].items()},
        letters={word: Decimal(value) for word, value in numbers["letters"].items()},
        vague={word: Decimal(value) for word, value in numbers["vague"].items()},
        denominators=numbers["fractions"],
        before=before,
        need_scale=WORDLIKE_CODES | frozenset(names_before),
        codes=codes,
        phrases=_by_first(phrases.items()),
        signs=signs,
        dollars=money["dollars"],
        homes=currencies["homes"] | money["homes"],
        home_nouns={form: row["home"] for row in money["noun"] for form in row["forms"]},
        bounds_before=_bounds("before"),
        bounds_after=_bounds("after"),
        between=frozenset(bounds["between"]["words"]),
        fillers=frozenset(bounds["fillers"]["words"]),
        object_verbs=frozenset(bounds["object"]["verbs"]),
        verbs=_trends("verbs"),
        trend_nouns=_trends("nouns"),
        months=frozenset(noise["months"]["names"]),
        weekdays=frozenset(noise["weekdays"]["names"]),
        numbered=frozenset(noise["numbered"]["words"]),
        numbered_lower=frozenset(noise["numbered"]["lower"]),
        indices=frozenset(noise["numbered"]["indices"]),
        year_before=frozenset(noise["year"]["before"]),
        of_a_year=frozenset(noise["year"]["of"]),
        one_not_before=frozenset(noise["one"]["not_before"]),
        one_not_after=frozenset(noise["one"]["not_after"]),
        pronouns=frozenset(noise["one"]["pronouns"]),
        hyphen_not_nouns=frozenset(noise["hyphen"]["not_nouns"]),
        double_not_before=frozenset(noise["double"]["not_before"]),
        double_before=frozenset(numbers["double"]["before"]),
        named_half=frozenset(numbers["half"]["named"]),
        per_a=frozenset(read_terms("units")["per"]["a"]),
        per_each=frozenset(read_terms("units")["per"]["a"]) | frozenset(read_terms("units")["per"]["each"]),
        links=frozenset(nouns["links"]["words"]),
        compound_first=frozenset(nouns["compound_first"]["words"]),
        stop=frozenset(nouns["stop"]["words"]),
        skip=frozenset(nouns["skip"]["words"]),
        sequence=frozenset(nouns["sequence"]["words"]),
        plurals=frozenset(nouns["plurals"]["words"]),
        not_plural=frozenset(nouns["not_plural"]["words"]),
        plural_if_last=frozenset(nouns["plural_if_last"]["words"]),
        casualties=frozenset(nouns["casualties"]["words"]),
        harm=frozenset(nouns["casualties"]["verbs"]),
        persons=frozenset(nouns["persons"]["words"]),
        lasting=frozenset(nouns["lasting"]["words"]),
        adjectives_too=frozenset(nouns["adjectives_too"]["words"]),
        superlatives=nouns["superlatives"]["irregular"] | {superlative(word): word for word in nouns["superlatives"]["regular"]},
    )
