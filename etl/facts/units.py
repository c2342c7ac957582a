"""Units left out or named twice: elided units, goods as units, second currencies in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.facts.figures import Figure
from etl.facts.governors import Link
from etl.facts.kinds import Reading
from etl.facts.products import find_product
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.facts.work import Line, Work
from etl.model import Indicator, Kind

_COUNTED = (Indicator.TOURISTS, Indicator.PEOPLE, Indicator.COMPANIES)
_SCALE_ONLY = re.compile(r"[\d.,\s]+(?:bn|bln|billion|mln|million|mil|trillion|thousand|m|b|k)?\.?", re.IGNORECASE)
_COUNTABLE = words(
    "car truck lorry van vehicle automobile auto motorcycle bicycle computer television set unit aircraft automobile tractor bus ship phone"
)


def in_brackets(row: Row, index: int, other: int) -> bool:
    """Whether the figure at ``other`` is a second currency for the one at ``index``."""
    first, second = row.tokens[index].figure, row.tokens[other].figure
    if any(row.word(at) == "revised" for at in range(index + 1, other)) and other - index < 6:
        return True
    if first and second and first.form == "fraction" and second.form == "percent" and _repeats_fraction(row, other):
        return True
    if not (first and second and first.form == second.form == "money" and first.unit != second.unit):
        return False
    return any(row.word(at) in ("(", "[", "or") for at in range(index + 1, other)) and other - index < 7


def is_alternative(work: Work, line: Line, index: int) -> bool:
    """Store a second currency for the figure before ("1.3 billion shekels ($350 million)") with that fact."""
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    if figure.form == "percent" and _repeats_fraction(row, index):
        return True
    if figure.form != "money" or line.index is None or not work.facts or not figure.unit:
        return False
    earlier = row.tokens[line.index].figure
    at = next(
        (k for k in range(len(work.facts) - 1, max(-1, len(work.facts) - 4), -1) if earlier and work.facts[k].value_span == earlier.span),
        None,
    )
    fact = work.facts[at] if at is not None else None
    if at is None or fact is None or earlier is None or earlier.form != "money" or fact.unit == figure.unit or fact.kind is not Kind.LEVEL:
        return False
    between = [token.word for token in row.tokens[line.index + 1 : index]]
    while between and between[-1] in (
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "nearly",
        "almost",
        "in",
        "total",
        "equivalent",
        "to",
        "or",
        ",",
    ):
        if between[-1] == "or":
            break
        between.pop()
    if not between or between[-1] not in ("(", "[", "or", ";", "/"):
        return False
    if fact.alternative is None:
        work.facts[at] = replace(fact, alternative=(figure.value, figure.unit))
    return True


def _repeats_fraction(row: Row, index: int) -> bool:
    """Whether the percentage in brackets says once more what the words before it say ("half (50%) of export revenue")."""
    first, again = row.tokens[index - 2].figure if index > 1 and row.word(index - 1) == "(" else None, row.tokens[index].figure
    return first is not None and again is not None and first.form == "fraction" and abs(first.value - again.value) <= 1


def with_unit(work: Work, line: Line, figure: Figure, reading: Reading, link: Link) -> tuple[Figure, str | None]:
    """The figure with its elided unit filled in from the figures before it."""
    if figure.form == "count" and link.governor.indicator in (Indicator.TOURISTS, Indicator.PEOPLE):
        return replace(figure, unit="people"), None
    if link.governor.indicator in _COUNTED and figure.form == "money" and _names_no_currency(figure, work.document.text):
        counted = "companies" if link.governor.indicator is Indicator.COMPANIES else "people"
        return replace(figure, unit=counted, form="count"), None
    if figure.form == "money" and _names_no_currency(figure, work.document.text) and (earlier := line.unit or work.money_unit):
        return (replace(figure, unit=earlier), "unit:elided") if earlier.isupper() and len(earlier) == 3 else (figure, None)
    if figure.form != "bare" or figure.counted:
        return figure, None
    if link.governor.indicator in (Indicator.TOURISTS, Indicator.PEOPLE):
        return replace(figure, unit="people", form="count"), None
    if link.governor.indicator is Indicator.COMPANIES:
        return replace(figure, unit="companies", form="count"), None
    if line.unit and (reading.base or reading.joined or line.unit != "percent"):
        return replace(figure, unit=line.unit), "unit:elided"
    goods = _goods_unit(work, line.row, link)
    if goods:
        work.count_unit = goods
        return replace(figure, unit=goods), "unit:goods"
    unit = work.units.get(link.governor.indicator)
    if unit is None:
        unit = (
            (work.money_unit or work.count_unit)
            if re.search(r"[a-z]", figure.span.of(work.document.text), re.IGNORECASE)
            else work.count_unit
        )
    return (replace(figure, unit=unit), "unit:carried") if unit else (figure, None)


def _names_no_currency(figure: Figure, text: str) -> bool:
    """Whether the currency was left out ("from 9.3 billion") and filled in from the words before."""
    return _SCALE_ONLY.fullmatch(figure.span.of(text)) is not None


def _goods_unit(work: Work, row: Row, link: Link) -> str | None:
    """What an export or output without a unit counts ("output of light trucks fell to 13,200": trucks)."""
    if link.governor.indicator not in (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.PRODUCTION):
        return None
    product = find_product(work.document.text, row, link.index)
    word = product.split()[-1].lower() if product else ""
    singular = word.removesuffix("s")
    return f"{singular}s" if singular in _COUNTABLE else None


def unit_of(figure: Figure, reading: Reading) -> str:
    """The unit a fact stores: ratio for multiples, percent for shares and changes in percent, else the figure\'s own."""
    if reading.kind is Kind.MULTIPLIER:
        return "ratio"
    if reading.kind in (Kind.SHARE, Kind.CHANGE_PCT):
        return "percent"
    return figure.unit or "count"
