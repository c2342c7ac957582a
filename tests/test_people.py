import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.annotate.countries import find_countries
from etl.annotate.people import find_people
from etl.document import PersonMention
from etl.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "people.toml").read_text(encoding="utf-8"))["case"]
PIECES = [
    "Japan",
    "Japanese ",
    "Prime Minister ",
    "Kenji Sato",
    "Sato",
    " of ",
    " and ",
    "counterpart ",
    ", ",
    "'s ",
    "\n",
    ". ",
    "the ",
    "president",
    "ministers ",
    "Mr. ",
    "(",
    "“",
    "bin ",
    "İ",
]
PROSE = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def people(text: str, **where: Any) -> tuple[PersonMention, ...]:
    return find_people(text, split_sentences(text), find_countries(text), **where)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=pytest.mark.xfail(reason=case["known_miss"], strict=True) if "known_miss" in case else ()) for case in CASES],
    ids=[case["why"] for case in CASES],
)
def test_people(case: dict[str, Any]) -> None:
    text = case["text"]

    found = [[one.span.of(text), one.name, one.iso3 or "", one.office] for one in people(text)]

    assert found == case["want"]


@given(PROSE)
def test_mentions_are_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for mention in people(text):
        assert mention.span.start >= at
        assert mention.span.end <= len(text)
        at = mention.span.end


def test_the_home_of_the_report_has_the_office_without_a_country() -> None:
    text = "Finance Minister Kenji Sato said Japan would buy more. Japan is rich."

    assert [mention.iso3 for mention in people(text, home="JPN")] == ["JPN"]


def test_a_report_about_others_does_not_make_their_president_ours() -> None:
    text = "President Wu Jianmin spoke in Peru. Peru and Peru's ports gain. Chile watches. Peru is glad."

    assert [mention.iso3 for mention in people(text, home="CHL")] == [None]


def test_a_monarchy_has_no_president() -> None:
    text = "President Wu Jianmin came to Thailand. Thailand is glad; the Thai baht rose."

    assert [mention.iso3 for mention in people(text, home="THA")] == [None]


def test_a_government_need_not_name_itself() -> None:
    text = "President John Marsh met workers."

    assert [mention.iso3 for mention in people(text, home="USA", official=True)] == ["USA"]
