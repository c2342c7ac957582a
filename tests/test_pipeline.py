"""What holds for any article: no text raises, quotations lie in the text, the result never depends on chance, time grows with length."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.model import Act, Area, AreaMention, Article, Basis, Event, EventStatus, Extraction, Fact, Indicator, Kind, Period, Polarity, Span
from etl.pipeline import extract, extract_all
from etl.printing import to_json, to_text

REPOSITORY = Path(__file__).parents[1]
PUBLISHED = Period("2017-05-04", date(2017, 5, 4), date(2017, 5, 5), Basis.METADATA)

VOCABULARY = """
Japan Israel Japanese Israeli Tokyo Russia's the two countries trade exports imports to from with of and in by $3 billion $2.3b. 700 mln
pct percent 20 times doubled fell signed agreed visit talks minister Prime Minister Shinzo Abe Netanyahu said on Monday 2016 last year May 4
rose 2014-2017 agreement cyber security investment about more than not will . , ; : ( ) " “ ” - – ’s U.S. % € £ 1,000 1.5 one-third first
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)


def check(text: str, published: Period | None) -> None:
    extraction = extract(Article("x", text, published=published))
    spans = [fact.value_span for fact in extraction.facts] + [fact.quote for fact in extraction.facts]
    spans += [span for event in extraction.events for span in event.mentions] + [dropped.span for dropped in extraction.dropped]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(fact.quote.covers(fact.value_span) for fact in extraction.facts)
    assert len({fact.fact_id for fact in extraction.facts}) == len(extraction.facts)
    assert len({event.event_id for event in extraction.events}) == len(extraction.events)
    json.dumps(to_json(extraction), allow_nan=False)
    to_text(extraction)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEWSLIKE, st.sampled_from([None, PUBLISHED]))
def test_no_news_like_text_raises(text: str, published: Period | None) -> None:
    check(text, published)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NEWSLIKE, max_size=4))
def test_articles_read_together_are_read_as_each_alone(texts: list[str]) -> None:
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    assert extract_all(articles) == [extract(article) for article in articles]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    check(text, PUBLISHED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\ud800 $3 billion",
        "$" + "9" * 5000,
        "1e999999999 percent of $1e99999",
        "\u0663\u0664 million dollars and ² ½ ⅔",
        "on 31 February 2017 and 0 May 0000 and 99/99/9999",
        "in 9999 and 10000 years ago, 9999999999 months ago",
        "\x00\x01\x0b\x0c\x1c\x85\u2028\u2029",
        "İstanbul'da ticaret ﬃ ŉ ǰ 3 milyar",
    ],
)
def test_no_strange_text_raises(text: str) -> None:
    check(text, PUBLISHED)
    check(text, None)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1 ",
        "1,",
        "$",
        "(",
        "“",
        ". ",
        "\n",
        "Japan ",
        "Japan and ",
        "$3 billion ",
        "of the ",
        "U.S.",
        "Prime Minister ",
        "Mr. Abe said ",
        "2016-",
        "on Monday ",
        "signed an agreement with Israel and ",
        "trade rose 3 percent to $4 billion from ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(characters: int) -> float:
        started = process_time()
        extract(Article("x", (unit * (characters // len(unit) + 1))[:characters], published=PUBLISHED))
        return process_time() - started

    seconds(1000)
    short, long = seconds(5_000), seconds(20_000)
    assert long < 0.5 + 4 * 2 * short, f"{short:.2f} s for 5,000 characters, {long:.2f} s for 20,000"


def test_the_result_depends_neither_on_process_nor_on_hash_seed() -> None:
    def output(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", "from etl.cli import main; main()", "extract", "seeds"]
        return subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True).stdout

    assert output("0") == output("1")


def test_the_order_of_articles_changes_nothing() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "seeds").glob("*.txt"))]
    forth = [extract(Article(str(number), text)) for number, text in enumerate(texts)]
    back = [extract(Article(str(number), text)) for number, text in reversed(list(enumerate(texts)))]
    assert forth == back[::-1]


def test_what_is_not_known_is_printed_as_null() -> None:
    fact = Fact("f", Indicator.TRADE_TOTAL, Kind.LEVEL, Decimal("1e400"), "USD", Span(0, 1), Span(0, 2), "r", 0.5)
    event = Event(
        "e", Act.VISIT, (AreaMention(Area.DIPLOMACY, None),), (), None, EventStatus.PLANNED, Polarity.AFFIRMED, (Span(0, 2),), "r", 0.5
    )
    printed = to_json(Extraction(Article("x", "ab"), (fact,), (event,)))

    assert printed["article"]["published"] is None
    assert {printed["facts"][0][name] for name in ("value", "low", "high", "reporter", "partner", "period", "qualifier", "product")} == {
        None
    }
    assert printed["events"][0]["areas"] == [{"area": "diplomacy", "start": None, "end": None}]
    assert printed["events"][0]["date"] is None


def test_half_a_character_in_a_title_is_read_over() -> None:
    extract(Article("a", "Japan's exports rose 5 percent to $3 billion.", title="\ud800 Japan"))
