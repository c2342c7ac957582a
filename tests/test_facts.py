"""Facts by example: own sentences with the facts that must, and must not, be read from them; and what holds for any article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.annotate.article import annotate
from etl.annotate.dates.periods import day
from etl.facts import find_facts
from etl.facts.confidence import CALIBRATION, confidence
from etl.model import Article, Basis, Fact, Kind, Span

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("facts*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def facts_of(text: str, *, published: str | None = None, title: str | None = None) -> tuple[Fact, ...]:
    period = day(date.fromisoformat(published), Basis.METADATA) if published else None
    return find_facts(annotate(Article("case", text, title=title, published=period)))[0]


def shown(fact: Fact, text: str) -> str:
    """A fact in the notation of the cases: words | indicator kind value unit | reporter>partner | period | status."""
    value = format(fact.value.normalize(), "f")
    if fact.high is not None and fact.low is not None:
        value = f"{format(fact.low.normalize(), 'f')}..{format(fact.high.normalize(), 'f')}"
    elif fact.value != round(fact.value, 2):
        value = f"{fact.value:.2f}"
    period = fact.period.label if fact.period else "-"
    roles = f"{fact.reporter or '-'}>{fact.partner or '-'}"
    return f"{fact.value_span.of(text)} | {fact.indicator} {fact.kind} {value} {fact.unit} | {roles} | {period} | {fact.status}"


def _param(case: dict[str, Any]) -> Any:
    """A case of the table; a known miss is a strict xfail that speaks up once it works."""
    marks = [pytest.mark.xfail(reason=case["known_miss"], strict=True)] if "known_miss" in case else []
    return pytest.param(case, id=case["why"], marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_the_facts_of_a_case(case: dict[str, Any]) -> None:
    found = facts_of(case["text"], published=case.get("published"), title=case.get("title"))

    assert [shown(fact, case["text"]) for fact in found] == case["want"]
    for quote, words in case.get("qualifiers", {}).items():
        assert {fact.value_span.of(case["text"]): str(fact.qualifier) for fact in found}[quote] == words
    for quote, words in case.get("products", {}).items():
        assert {fact.value_span.of(case["text"]): fact.product or "" for fact in found}[quote] == words


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(CASES) >= 120
    assert sum(not case["want"] for case in CASES) >= 35


def test_a_rise_in_three_forms_is_one_group() -> None:
    facts = facts_of("In 2019 Norway's exports rose by 3 billion dollars or 12 percent to 28 billion dollars.")

    assert [fact.kind for fact in facts] == [Kind.CHANGE_ABS, Kind.CHANGE_PCT, Kind.LEVEL]
    assert len({fact.group for fact in facts}) == 1


def test_a_second_currency_is_an_alternative_and_no_second_fact() -> None:
    (fact,) = facts_of("Thailand's exports to Laos were worth 1.3 billion baht ($35 million) in 2021.")

    assert fact.unit == "THB"
    assert fact.alternative == (Decimal(35_000_000), "USD")


def test_the_source_of_a_figure_is_named() -> None:
    (fact,) = facts_of("Kenya's imports from Uganda reached $400 million in 2018, according to the Central Bank of Kenya.")

    assert fact.attribution == "the Central Bank of Kenya"


def test_the_source_of_a_figure_may_be_named_a_sentence_before() -> None:
    (fact,) = facts_of(
        "Peru's trade minister Rosa Vega spoke in Lima, Vega said. Peru's exports to Norway rose 3 percent in 2019, she said."
    )

    assert fact.attribution == "Vega"


def test_the_subject_of_what_is_said_is_no_source() -> None:
    (fact,) = facts_of("Officials in Lima said Peru exported goods worth 3 million dollars to Norway in 2019.")

    assert fact.attribution != "Peru"


def test_a_part_of_trade_is_named() -> None:
    (fact,) = facts_of("Ecuador's banana exports to Poland reached $40 million in 2018.")

    assert fact.product == "banana"


def test_a_region_without_a_code_is_named() -> None:
    (fact,) = facts_of("In 2015 Egypt's exports to ASEAN countries reached $300 million.")

    assert (fact.partner, fact.partner_name) == (None, "ASEAN")


def test_every_number_is_a_fact_or_dropped_with_a_reason() -> None:
    text = "The ship lay 40 miles off the coast for 3 days. Oil cost $80 a barrel. Fiji's exports to Samoa reached $9 million in 2014."
    facts, dropped = find_facts(annotate(Article("case", text)))

    assert [fact.value_span.of(text) for fact in facts] == ["$9 million"]
    assert {drop.span.of(text): drop.reason for drop in dropped} == {
        "40 miles": "distance or area",
        "3 days": "duration or age",
        "$80": "price or rate per barrel",
    }


def test_a_headline_takes_the_period_of_the_body() -> None:
    text = "KENYA EXPORTS RISE 9 PCT\n\nKenya's exports rose 9 pct in 1986, the Finance Ministry said."
    headline, body = facts_of(text, published="1987-03-02")

    assert headline.period is not None
    assert body.period is not None
    assert headline.period.label == body.period.label == "1986"


SWAPPED = (
    "In 2017 {a}'s exports to {b} rose 4 percent to $3 billion, while imports from {b} fell to $2 billion. "
    "{a} had a surplus with {b} of $1 billion."
)


@pytest.mark.parametrize(("one", "two"), [("Japan", "Brazil"), ("Peru", "Norway"), ("Kenya", "France"), ("India", "Mexico")])
def test_swapping_the_countries_swaps_the_roles(one: str, two: str) -> None:
    there = facts_of(SWAPPED.format(a=one, b=two))
    back = facts_of(SWAPPED.format(a=two, b=one))

    assert len(there) == 4
    assert [(fact.reporter, fact.partner) for fact in there] == [(fact.partner, fact.reporter) for fact in back]
    assert [(fact.indicator, fact.kind, fact.value) for fact in there] == [(fact.indicator, fact.kind, fact.value) for fact in back]


@pytest.mark.parametrize("words", ["last year", "in the first half of this year", "in the last three years", "in February"])
def test_a_year_later_relative_periods_lie_a_year_later(words: str) -> None:
    text = f"Trade between Peru and Chile grew by 12 percent {words}."
    (early,), (late,) = (facts_of(text, published=f"{number}-05-20") for number in (2015, 2016))

    assert early.period is not None
    assert late.period is not None
    assert late.period.start == early.period.start.replace(year=early.period.start.year + 1)


def test_an_absolute_period_does_not_depend_on_publication() -> None:
    text = "Trade between Peru and Chile reached $2 billion in 2014."
    (early,), (late,) = (facts_of(text, published=f"{number}-05-20") for number in (2015, 2016))

    assert early.period == late.period


def test_page_furniture_around_an_article_changes_no_fact() -> None:
    body = "Trade between Peru and Chile reached $2 billion in 2014."
    framed = f"Share this article\nFacebook\n\n{body}\n\nYou have read 3 articles this month.\n"

    assert [without_place(fact) for fact in facts_of(framed)] == [without_place(fact) for fact in facts_of(body)]


def without_place(fact: Fact) -> Fact:
    return replace(fact, fact_id="", group=None, quote=NOWHERE, value_span=NOWHERE)


NOWHERE = Span(0, 1)


def test_confidence_never_falls_as_the_evidence_grows() -> None:
    assert [row[1] for row in CALIBRATION] == sorted(row[1] for row in CALIBRATION)
    assert confidence(("frame", "link:after", "period:date")) > confidence(("frame", "home", "link:carried", "period:none"))


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "exports imports trade deficit surplus rose fell to from by of in with and , . ( ) $3 billion 12 pct percent 5 Japan's Brazil "
        "Kenya 2016 last year investment tariffs on doubled third-largest trading partner compared while 300 companies respectively",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_row_of_words_is_read_within_the_text_and_without_overlaps(row: list[str]) -> None:
    text = " ".join(row)
    facts, dropped = find_facts(annotate(Article("case", text)))

    assert find_facts(annotate(Article("case", text))) == (facts, dropped)
    for fact in facts:
        assert fact.value_span.end <= len(text)
        assert fact.quote.covers(fact.value_span)
        assert 0 < fact.confidence <= 1
    spans = sorted(fact.value_span for fact in facts)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    find_facts(annotate(Article("case", text)))
