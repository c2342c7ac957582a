import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.annotate.countries import find_countries
from etl.dateline import find_dateline, find_home, home_dollar
from etl.model import Article, Basis
from etl.published import find_publication_date

CASES = tomllib.loads((Path(__file__).parent / "cases" / "published.toml").read_text(encoding="utf-8"))["case"]
PIECES = [
    "LIMA, March 16 - ",
    "Published: ",
    "3 May 2017",
    "\n",
    "Monday (Dec. 25)",
    "ahead of 2020",
    "TOKYO",
    " (Reuters) - ",
    "31 Feb 2011",
    "Jakarta.",
    "9999",
    ", ",
]
PROSE = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_where_and_when_it_was_published(case: dict[str, Any]) -> None:
    text = case["text"]
    article = Article("a", text)

    published = find_publication_date(article, text)
    dateline = find_dateline(text, find_countries(text))
    home = find_home(article, text, dateline)

    assert (published.label if published else "") == case["published"]
    assert ([dateline.place, dateline.iso3] if dateline else []) == case["dateline"]
    assert (home.iso3 if home else "") == case["home"]
    assert published is None or published.basis is Basis.TEXT


@given(PROSE)
def test_no_text_raises(text: str) -> None:
    article = Article("a", text)
    find_publication_date(article, text)
    find_home(article, text, find_dateline(text, find_countries(text)))


def test_the_publisher_comes_before_the_dateline() -> None:
    text = "BEIJING, May 3 - The minister spoke."
    dateline = find_dateline(text, find_countries(text))

    home = find_home(Article("a", text, publisher="The Jakarta Post"), text, dateline)

    assert home is not None
    assert (home.iso3, home.official) == ("IDN", False)


def test_a_government_is_known_by_its_address() -> None:
    home = find_home(Article("a", "Text.", url="http://en.kremlin.ru/events/1"), "Text.", None)

    assert home is not None
    assert (home.iso3, home.official) == ("RUS", True)


def test_a_wire_counts_in_the_dollars_of_its_dateline() -> None:
    wire, press = "CANBERRA, May 3 - Exports rose to 3 mln dlrs.", "CANBERRA (AFP) - Exports rose to $3 million."

    assert home_dollar(wire, find_dateline(wire, find_countries(wire)), None) == "AUD"
    assert home_dollar(press, find_dateline(press, find_countries(press)), None) is None
    assert home_dollar(press, None, None) is None


def test_a_newspaper_counts_in_its_own_dollars() -> None:
    text = "Exports rose to $3 million."

    assert home_dollar(text, None, find_home(Article("a", text, publisher="The Straits Times"), text, None)) == "SGD"


def test_the_address_may_hold_the_day() -> None:
    def published(url: str) -> Any:
        return find_publication_date(Article("a", "Text.", url=url), "Text.")

    assert published("https://example.org/world/2016/05/23/ports-open.html").label == "2016-05-23"
    assert published("https://example.org/world/2016/05/ports-open.html") is None
    assert published("https://example.org/world/2016/02/31/ports-open.html") is None
