"""Leaders whose country an article takes for known, and names that only look like theirs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etl.annotate.countries import find_countries
from etl.annotate.people import find_people
from etl.sentences import split_sentences
from etl.terms.load import read_terms

CASES = tomllib.loads((Path(__file__).parent / "cases" / "leaders.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_country_of_leader(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_people(text, split_sentences(text), find_countries(text), year=case.get("published"))
    assert [[text[one.span.start : one.span.end], one.iso3 or one.country_name or ""] for one in found] == case["people"]


def test_rows_are_terms_of_office() -> None:
    terms = read_terms("leaders")
    rows = [row for role in ("president", "prime_minister", "chancellor", "monarch", "foreign_minister", "body") for row in terms[role]]
    assert len(rows) >= 350
    assert all(1930 < row[2] <= row[3] <= 2026 for row in rows if row[0] != "Emperor Hirohito")
