"""Sums as evidence: what fits makes figures surer and settles what was open, what contradicts makes them less sure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from etl.annotate.article import annotate
from etl.annotate.dates.periods import day
from etl.facts import find_facts
from etl.model import Article, Basis, Fact

FLOWS = "In 2023 Kenya's exports to Peru were $120 million and its imports from Peru $80 million. "


def facts_of(text: str, *, title: str | None = None) -> list[Fact]:
    period = day(date(2024, 6, 12), Basis.METADATA)
    return list(find_facts(annotate(Article("sums", text, title=title, published=period)))[0])


FITTING = [
    ("exports and imports make the trade", "sum:total",
     FLOWS + "Trade between Kenya and Peru was $200 million."),
    ("exports less imports make the balance", "sum:balance",
     FLOWS + "Kenya's surplus in trade with Peru was $40 million."),
    ("a change in percent is measured by the level before", "sum:percent",
     "In 2023 Kenya's exports rose 50 percent to $120 million from $80 million in 2022."),
    ("a level less its change is the level before", "sum:change",
     "Kenya's trade deficit widened by $40 million from $80 million in 2022 to $120 million in 2023."),
    ("a share of the whole is the part", "sum:share",
     "In 2023 Kenya's exports were $800 million. Its exports to Peru came to $120 million, accounting for 15 percent of its exports."),
]  # fmt: skip


@pytest.mark.parametrize(("step", "text"), [pytest.param(step, text, id=why) for why, step, text in FITTING])
def test_figures_that_fit_are_surer(step: str, text: str) -> None:
    facts = facts_of(text)

    assert len(facts) == 3
    assert all(step in fact.rule.split("+") for fact in facts)
    assert all(fact.confidence >= 0.7 for fact in facts)


def test_figures_that_contradict_each_other_are_less_sure() -> None:
    sentence = FLOWS + "Trade between Kenya and Peru was ${} million in 2023."
    right, wrong = facts_of(sentence.format(200)), facts_of(sentence.format(300))

    assert [fact.rule.split("+")[-1] for fact in wrong] == ["sum:differs"] * 3
    assert all(one.confidence > other.confidence for one, other in zip(right, wrong, strict=True))


def test_hedged_figures_contradict_nothing() -> None:
    facts = facts_of(FLOWS.replace("were", "were about") + "Trade between Kenya and Peru was $300 million in 2023.")

    assert not any("sum:" in fact.rule for fact in facts)


def test_the_sum_gives_a_total_its_partner() -> None:
    facts = facts_of(
        "In 2023 Kenya's exports to Peru were $1,264 million and its imports from Peru $831 million. "
        "Kenya's trade surplus was $433 million in 2023."
    )

    assert [(fact.reporter, fact.partner) for fact in facts] == [("KEN", "PER")] * 3


def test_a_deficit_is_of_the_side_that_buys_more() -> None:
    facts = facts_of(
        "In 2023 Kenya's exports to Peru were $831 million and its imports from Peru $1,264 million. The trade balance was $433 million."
    )

    assert facts[-1].value == Decimal(-433_000_000)


def test_sums_of_other_years_prove_nothing() -> None:
    facts = facts_of(
        "In 2022 Kenya's exports to Peru were $120 million. In 2021 Kenya's imports from Peru were $80 million. "
        "In 2023 trade between Kenya and Peru was $200 million."
    )

    assert len(facts) == 3
    assert not any("sum:" in fact.rule for fact in facts)


def test_the_order_of_facts_stays() -> None:
    facts = facts_of(FITTING[0][2])

    assert [fact.value_span.start for fact in facts] == sorted(fact.value_span.start for fact in facts)
