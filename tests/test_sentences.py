import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))["case"]
PIECES = [
    "U.S.",
    "Mr.",
    "$2.3b.",
    " ",
    ". ",
    "\n",
    "\r\n",
    "\n\n",
    "trade",
    "Japan",
    '."',
    "?",
    "…",
    ". . .",
    "(",
    ")",
    "-",
    "a.m.",
    "12",
    "\u2028",
    "é",
    "“",
    "T\n",
    ",",
]
PROSE = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]

    found = split_sentences(text)

    assert [sentence.span.of(text) for sentence in found] == case["want"]
    if "heading" in case:
        assert [sentence.span.of(text) for sentence in found if sentence.heading] == case["heading"]
    if "caption" in case:
        assert [sentence.span.of(text) for sentence in found if sentence.caption] == case["caption"]


@given(PROSE)
def test_sentences_never_overlap_and_cover_every_word(text: str) -> None:
    at = 0
    for sentence in split_sentences(text):
        assert sentence.span.start >= at
        assert not text[at : sentence.span.start].strip()
        at = sentence.span.end

    assert not text[at:].strip()


@given(PROSE)
def test_paragraphs_are_numbered_upwards(text: str) -> None:
    numbers = [sentence.paragraph for sentence in split_sentences(text)]

    assert numbers == sorted(numbers)
