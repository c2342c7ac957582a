"""The words of dates, read once from ``etl/terms/dates.toml`` and turned into tables and pieces of patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from re import escape

from etl.terms.load import read_terms


@dataclass(frozen=True, slots=True)
class Words:
    """Tables from a lower-case word to what it means, and the lists of neighbours that decide doubtful cases."""

    months: dict[str, int]
    full_months: frozenset[str]
    ambiguous_months: frozenset[str]
    weekdays: dict[str, int]
    full_weekdays: frozenset[str]
    seasons: dict[str, int]
    deictic: dict[str, int]
    current: frozenset[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    not_after: frozenset[str]
    not_before: frozenset[str]
    hedges: frozenset[str]
    name_before: tuple[str, ...]
    name_after: tuple[str, ...]
    statutes: frozenset[str]
    horizon: tuple[str, ...]
    comparison: tuple[str, ...]
    comparison_after_change: tuple[str, ...]
    change: tuple[str, ...]
    superlatives: frozenset[str]
    left: frozenset[str]
    walkable: frozenset[str]
    walkable_to_month: frozenset[str]
    walkable_to_year: frozenset[str]
    month_licence: frozenset[str]
    month_nouns: frozenset[str]
    may_verbs: frozenset[str]
    not_weekday_after: frozenset[str]
    not_weekday_before: frozenset[str]
    year_prepositions: frozenset[str]
    year_strict: frozenset[str]
    not_the_unit: frozenset[str]
    compared_amount: tuple[str, ...]
    planned: tuple[str, ...]
    plan: tuple[str, ...]


@cache
def words() -> Words:
    """The word tables."""
    terms = read_terms("dates")
    numbers = {str(key): int(value) for key, value in terms["numbers"].items()}
    tens = {word: value for word, value in numbers.items() if value in range(20, 100, 10)}
    units = {word: value for word, value in numbers.items() if 0 < value < 10 and word not in ("a", "an")}
    numbers |= {f"{ten}-{unit}": tens[ten] + units[unit] for ten in tens for unit in units}
    return Words(
        months={name: row["index"] for row in terms["month"] for name in row["names"]},
        full_months=frozenset(row["names"][0] for row in terms["month"]),
        ambiguous_months=frozenset(row["names"][0] for row in terms["month"] if row.get("ambiguous")),
        weekdays={name: row["index"] for row in terms["weekday"] for name in row["names"]},
        full_weekdays=frozenset(row["names"][0] for row in terms["weekday"]),
        seasons={name: row["index"] for row in terms["season"] for name in row["names"]},
        deictic={word: row["days"] for row in terms["deictic"] for word in row["words"]},
        current=frozenset(word for row in terms["current"] for word in row["words"]),
        numbers=numbers,
        ordinals={str(key): int(value) for key, value in terms["ordinals"].items()},
        not_after=frozenset(terms["year"]["not_after"]),
        not_before=frozenset(terms["year"]["not_before"]),
        hedges=frozenset(terms["year"]["hedges"]),
        name_before=tuple(terms["names"]["before"]),
        name_after=tuple(terms["names"]["after"]),
        statutes=frozenset(terms["names"]["statutes"]),
        horizon=tuple(terms["horizon"]["words"]),
        comparison=tuple(terms["comparison"]["always"]),
        comparison_after_change=tuple(terms["comparison"]["after_change"]),
        change=tuple(terms["comparison"]["change"]),
        superlatives=frozenset(terms["comparison"]["superlatives"]),
        left=frozenset(terms["walk"]["left"]),
        walkable_to_month=frozenset(
            [*terms["walk"]["left_of_month"], *terms["ordinals"], *(name for row in terms["weekday"] for name in row["names"])]
        ),
        walkable_to_year=frozenset(terms["walk"]["left_of_year"]),
        walkable=frozenset(
            [*terms["walk"]["left"], *numbers, *terms["ordinals"], *(name for row in terms["weekday"] for name in row["names"])]
        ),
        month_licence=frozenset(terms["month_neighbours"]["before"]),
        month_nouns=frozenset(terms["month_neighbours"]["after"]),
        may_verbs=frozenset(terms["month_neighbours"]["may_is_a_verb_before"]),
        not_weekday_after=frozenset(terms["weekday_neighbours"]["not_after"]),
        not_weekday_before=frozenset(terms["weekday_neighbours"]["not_before"]),
        year_prepositions=frozenset(terms["year"]["prepositions"]),
        planned=tuple(terms["planned"]["words"]),
        plan=tuple(terms["plan"]["words"]),
        compared_amount=tuple(terms["compared_amount"]["words"]),
        not_the_unit=frozenset(terms["unit_neighbours"]["not_before"]),
        year_strict=frozenset(terms["year"]["strict"]),
    )


def either(phrases: Iterable[str]) -> str:
    """A pattern for one of the phrases, longest first; their blanks match any blanks."""
    return "(?:" + "|".join(escape(phrase).replace(r"\ ", "[ ]{1,3}") for phrase in sorted(phrases, key=lambda p: (-len(p), p))) + ")"


def count_of(word: str) -> int | None:
    """The number a word or numeral names; None if it is vague ("few", "several")."""
    word = word.strip().replace(" ", "-")
    if word.isdecimal():
        return int(word) if len(word) <= 4 else None
    return words().numbers.get(word)


def ordinal_of(word: str) -> int | None:
    """The number an ordinal names ("first", "3rd", "31")."""
    digits = word.rstrip("stndrh")
    if digits.isdecimal() and len(digits) <= 2:
        return int(digits)
    return words().ordinals.get(word)
