"""Quantities: the tables of cases, the stress set, and what holds for any text."""

from __future__ import annotations

import json
import time
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.annotate.quantities import find_quantities, noise
from etl.annotate.quantities.anchors import anchors, find_words
from etl.annotate.quantities.generate_currencies import render
from etl.annotate.quantities.lexicon import lexicon
from etl.annotate.quantities.measures import measures, pint_name
from etl.annotate.quantities.printing import to_json
from etl.model import Dimension, Quantity
from etl.terms.load import read_terms

FOLDER = Path(__file__).parent / "cases" / "quantities"
CASES: list[dict[str, Any]] = [
    case | {"table": table.stem} for table in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(table.read_text("utf-8"))["case"]
]
STRESS: list[dict[str, Any]] = [json.loads(line) for line in (FOLDER / "stress.jsonl").read_text("utf-8").splitlines()]
UNIT_OF_GOLD = {"%": "percent", "pp": "percentage point", "bp": "basis point", "x": "ratio", "frac": "fraction"}

_PIECES = [
    *(
        "$",
        "US$",
        "€",
        "£",
        "Rs. ",
        "RM",
        "A ",
        "a ",
        "an ",
        "3",
        "12",
        "1,234",
        "2.5",
        "2016",
        "0",
        "½",
        "5-1/2",
        "1/2",
        "-",
        "–",
        " to ",
        " and ",
    ),
    *(
        " or ",
        "between ",
        "from ",
        "by ",
        "one ",
        "Two ",
        "twenty-",
        "five ",
        "hundred ",
        "million ",
        "billion",
        "mln ",
        "bn",
        "b. ",
        "m",
        "k",
        "dozen ",
    ),
    *(
        "half ",
        "a third ",
        "two-thirds ",
        "tens of thousands of ",
        "doubled ",
        "double ",
        "twice ",
        "times ",
        "-fold ",
        "factor of ",
        "percent ",
        "%",
        "pct",
    ),
    *(
        "dlrs ",
        "dollars ",
        "francs ",
        "yen ",
        "cents ",
        "km ",
        "tonnes ",
        "years ",
        "year-old ",
        "people ",
        "companies ",
        "of the ",
        "per ",
        "a year ",
    ),
    *(
        "more than ",
        "up to ",
        "some ",
        "rose ",
        "fell ",
        "Nov. ",
        "29",
        ", ",
        ". ",
        "\n",
        "(",
        ")",
        "S&P 500 ",
        "G20 ",
        "'",
        "”",
        "Canadian ",
        "who ",
        "/",
    ),
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))


def summary(quantity: Quantity, text: str) -> list[Any]:
    value: Any = float(quantity.value) if quantity.high is None else [float(quantity.value), float(quantity.high)]
    unit = f"{quantity.unit} per {quantity.per}" if quantity.per else quantity.unit or ""
    return [quantity.span.of(text), pytest.approx(value), unit, quantity.change.value]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['table']}: {case['why']}")
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_miss" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_miss"], strict=True))
    found = find_quantities(case["text"], case.get("home_dollar"), home=case.get("home"))
    assert [summary(quantity, case["text"]) for quantity in found] == case["want"]


def test_no_case_stands_twice() -> None:
    texts = [(case["text"], case.get("home"), case.get("home_dollar")) for case in CASES]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 250


def stress_counts() -> tuple[int, int, int]:
    """(quantities of the stress set, right in value and unit, spurious)."""
    wanted = right = spurious = 0
    for row in STRESS:
        left = to_json(row["id"], row["text"], find_quantities(row["text"]))
        for gold in row["quantities"]:
            wanted += 1
            match = next((line for line in left if line["value"] == pytest.approx(gold["value"])), None)
            if match is not None:
                left.remove(match)
                right += same_unit(gold["unit"], match["unit"])
        spurious += len(left)
    return wanted, right, spurious


def same_unit(gold: str | None, found: str | None) -> bool:
    """Whether a gold unit and ours are one: singular or plural, with or without adjectives."""
    gold = UNIT_OF_GOLD.get(gold or "", gold or "")
    words = (found or "").lower().split(" per ")[0].split()[-1:] if found not in UNIT_OF_GOLD.values() else [found]
    stem = (words[0] if words else "").removesuffix("ies") or ""
    head = gold.lower().split(" per ")[0].split()[-1] if gold and gold not in UNIT_OF_GOLD.values() else gold.lower()
    return bool(words) and (words[0] in (head, head + "s", head[:-2] + "a") or stem + "y" == head)


def test_the_stress_set_is_read() -> None:
    wanted, right, spurious = stress_counts()

    assert wanted == 139
    assert right >= 130
    assert spurious <= 3


def test_from_to_is_two_quantities_and_prints_as_one_range() -> None:
    text = "Duties fell from $75 to $45 a ton."
    found = find_quantities(text)

    assert [(quantity.lead, quantity.value) for quantity in found] == [("from", Decimal(75)), ("to", Decimal(45))]
    assert [line["value"] for line in to_json("1", text, found)] == [[75.0, 45.0]]


def test_what_context_decided_is_noted() -> None:
    (plain,) = find_quantities("It cost 3 mln dlrs.", "CAD")
    (open_,) = find_quantities("It cost 3 mln francs.")
    _, elided = find_quantities("Exports were $5 billion and imports 3 billion.")

    assert plain.unit == "CAD" and plain.note == "dlrs: the dollar of the country spoken of"
    assert open_.unit == "franc" and open_.dimension is Dimension.MONEY and open_.note == "francs: whose is not said"
    assert elided.note == "unit left out: as in '$5 billion'"


def test_the_bound_has_its_own_span() -> None:
    text = "Trade of more than $3 billion was recorded."
    (found,) = find_quantities(text)

    assert found.hedge is not None and found.hedge.of(text) == "more than"
    assert found.span.of(text) == "$3 billion"
    assert found.concept is not None and found.concept.of(text) == "Trade"


@given(texts)
@settings(max_examples=400, deadline=None)
def test_any_text_yields_quantities_in_order_that_do_not_overlap(text: str) -> None:
    found = find_quantities(text)

    for quantity in found:
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.value.is_finite()
        assert quantity.hedge is None or quantity.hedge.end <= len(text)
        assert quantity.concept is None or quantity.concept.end <= len(text)
        assert any(letter.isalnum() or letter in "½¼¾⅓⅔⅛⅜⅝⅞" for letter in quantity.span.of(text))
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert find_quantities(text) == found


@given(st.integers(min_value=1, max_value=999), st.sampled_from([("million", 6), ("bn", 9), ("trillion", 12), ("mln", 6)]))
@settings(max_examples=100, deadline=None)
def test_scales_are_exact(count: int, scale: tuple[str, int]) -> None:
    (found,) = find_quantities(f"It cost ${count}.7 {scale[0]} in all.")

    assert found.value == Decimal(f"{count}.7").scaleb(scale[1])


HOSTILE = {
    "digits": "1" * 1_000_000,
    "digits and commas": "111," * 250_000,
    "groups of digits": "111 " * 250_000,
    "one and a half": "one and a half " * 66_000,
    "dollar signs": "$ " * 500_000,
    "million million": "3 million million " * 6_000,
    "a list": "3, " * 33_000,
    "ranges": "3-5 to " * 14_000,
    "hundreds of": "hundreds of " * 16_000,
    "spaces": "3" + " " * 1_000_000,
    "dashes": "3-" * 500_000,
    "letters": "a" * 1_000_000,
    "one line of words": "more than about some 3 big red fine Japanese cats " * 4_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_hostile_line_takes_linear_time(name: str) -> None:
    text = HOSTILE[name]
    find_quantities(text[:1000])
    part = _seconds(text[: len(text) // 8])
    whole = _seconds(text)

    assert whole < max(40 * part, 4.0)
    assert whole < 60


def _seconds(text: str) -> float:
    start = time.process_time()
    find_quantities(text)
    return time.process_time() - start


def test_every_unit_converts_in_pint() -> None:
    registry = measures()
    names = [row["name"] for row in read_terms("units")["unit"]]

    for name in names:
        assert registry.Unit(pint_name(name)).dimensionality is not None
    assert registry.Quantity(2, pint_name("hectare")).to("metre ** 2").magnitude == pytest.approx(20_000)
    assert registry.Quantity(1, pint_name("metric ton")).to("kilogram").magnitude == pytest.approx(1000)
    assert registry.Quantity(1, pint_name("barrel")).to("litre").magnitude == pytest.approx(158.987, rel=1e-4)
    assert registry.Quantity(50, pint_name("basis point")).to("percent").magnitude == pytest.approx(0.5)


def test_every_currency_is_a_dimension_of_its_own() -> None:
    registry = measures()

    for code in sorted(lexicon().codes):
        assert registry.Quantity(3, pint_name(code)).to(pint_name(code)).magnitude == 3
    with pytest.raises(pint.DimensionalityError):
        registry.Quantity(3, pint_name("USD")).to(pint_name("EUR"))


def test_the_currency_list_is_what_babel_gives() -> None:
    written = (Path(__file__).parents[1] / "etl" / "terms" / "currencies.toml").read_text("utf-8")

    assert written == render(), "run: python -m etl.annotate.quantities.generate_currencies > etl/terms/currencies.toml"


def test_every_form_of_a_unit_is_found_after_a_number() -> None:
    for row in read_terms("units")["unit"]:
        for word in row["words"]:
            found = find_quantities(f"it was 40 {word} there")
            name = row["name"]
            assert found and found[0].unit == name, (word, found)


def test_every_currency_noun_is_found_after_a_number() -> None:
    for row in read_terms("money")["noun"]:
        for form in row["forms"]:
            (found,) = find_quantities(f"It cost 40 million {form} in May.")
            assert found.dimension is Dimension.MONEY
            assert found.unit == (row["code"] or row["forms"][0])


def test_every_anchor_word_is_a_kind() -> None:
    for word in anchors().kinds:
        for spelling in (word, word.capitalize(), word.replace(" ", "-")):
            assert find_words(spelling)[0] == (0, len(word))
            assert (4, 4 + len(word)) in find_words(f"for {spelling} more")


AFTER_A_NUMBER = """
am p.m. o'clock hrs GMT EST local st nd rd th January of and to or x s people million stones tons rods nice ' / 45
"""


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(["5", "12", "345", "1986", "10.45", "1,000", "14.5.1", "07", "2024", "18-22"]),
    st.sampled_from([" ", "", "-", "\u00a0"]),
    st.sampled_from(AFTER_A_NUMBER.split()),
    st.sampled_from(["", " time", " March", " 09 10", ".m.", "s"]),
)
def test_what_is_plainly_a_number_is_nothing_else(number: str, gap: str, word: str, rest: str) -> None:
    text = number + gap + word + rest
    assert not (noise._PLAIN_NUMBER.match(text) and noise._NOT_A_NUMBER.match(text))
