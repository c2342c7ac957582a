import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean import blank_boilerplate

CASES = tomllib.loads((Path(__file__).parent / "cases" / "clean.toml").read_text(encoding="utf-8"))["case"]
PIECES = [
    "MOST READ\n",
    "Tags:\n",
    "Trade grew by 4 percent in the year to March.\n",
    "You have read 3 articles\n",
    "https://a.b/c ",
    "&nbsp;",
    "\u00a0",
    "\t",
    "\r\n",
    "©",
    "1.\n",
    "Facebook\n",
    "A b",
]
PROSE = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_boilerplate_goes_and_news_stays(case: dict[str, Any]) -> None:
    out = blank_boilerplate(case["text"])

    assert [line.strip() for line in out.split("\n") if line.strip()] == case["kept"]


@given(PROSE)
def test_blanking_never_moves_a_character(text: str) -> None:
    out = blank_boilerplate(text)

    assert len(out) == len(text)
    assert all(new == old or new == " " for new, old in zip(out, text, strict=True))
    assert [at for at, sign in enumerate(out) if sign == "\n"] == [at for at, sign in enumerate(text) if sign == "\n"]


def test_every_kind_of_space_becomes_a_plain_one() -> None:
    assert blank_boilerplate("South\u00a0Korea\u2009and\u202fJapan") == "South Korea and Japan"


def test_the_annotated_articles_keep_their_figures(shared: Path) -> None:
    articles = {
        row["id"]: row["text"]
        for row in map(json.loads, (shared / "gold/facts_dev/articles.jsonl").read_text(encoding="utf-8").splitlines())
    }
    facts = [json.loads(line) for line in (shared / "gold/facts_dev/facts.jsonl").read_text(encoding="utf-8").splitlines()]
    cleaned = {name: blank_boilerplate(text) for name, text in articles.items()}

    lost = [fact for fact in facts if not cleaned[fact["doc"]][fact["char_start"] : fact["char_end"]].strip()]

    assert not lost
