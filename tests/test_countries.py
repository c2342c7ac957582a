import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.annotate.countries import find_countries, load_gazetteer
from etl.document import CountryForm, CountryMention
from etl.terms.load import read_terms

CASES = tomllib.loads((Path(__file__).parent / "cases" / "countries.toml").read_text(encoding="utf-8"))["case"]
PIECES = [
    "Japan",
    "U.S.",
    "'s",
    " ",
    "Georgia",
    ", ",
    "Airlines",
    "-",
    "Bank of ",
    "Tokyo",
    "Minister ",
    "EC",
    "’",
    "İ",
    "\n",
    "Jordan",
    "<AXP>",
]
PROSE = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def shown(text: str, mention: CountryMention) -> list[str]:
    marks = " p" * mention.possessive + " n" * mention.in_name
    return [mention.span.of(text), mention.iso3 or "", mention.form.value + marks]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_countries(case: dict[str, Any]) -> None:
    assert [shown(case["text"], mention) for mention in find_countries(case["text"])] == case["want"]


@given(PROSE)
def test_mentions_are_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for mention in find_countries(text):
        assert mention.span.start >= at
        assert mention.span.end <= len(text)
        at = mention.span.end


def test_every_name_is_found_by_itself() -> None:
    for iso3, row in read_terms("countries")["country"].items():
        if row["name"] not in read_terms("homonyms")["guard"]:
            assert [mention.iso3 for mention in find_countries(f"It said {row['name']}.")] == [iso3]


def test_all_countries_of_the_standard_have_a_row() -> None:
    from babel import Locale
    from babel.core import get_global

    alpha3 = {codes[0]: code for code, codes in get_global("territory_aliases").items() if len(code) == 3 and code.isalpha()}
    no_population = {
        "AC",
        "AQ",
        "BV",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "GS",
        "HM",
        "IC",
        "TA",
        "TF",
        "UM",
        "UN",
        "XA",
        "XB",
        "ZZ",
        "XK",
        "QO",
    }
    listed = set(read_terms("countries")["country"])
    missing = {
        name
        for code, name in Locale("en").territories.items()
        if len(code) == 2
        and code.isalpha()
        and code not in no_population
        and alpha3.get(code) not in listed
        and code not in {"RS", "TL", "CD", "MM", "YE", "FR", "DE"}
    }

    assert missing == set()


def test_guards_name_words_that_exist() -> None:
    gazetteer = load_gazetteer()
    guarded = [name for name in gazetteer.names if name.guard is not None]

    assert len(read_terms("homonyms")["guard"]) <= len(guarded)


def test_forms_tell_places_from_states() -> None:
    mentions = find_countries("Osaka, Tokyo, Japan and the Japanese")

    assert [mention.form for mention in mentions] == [CountryForm.CITY, CountryForm.CAPITAL, CountryForm.NAME, CountryForm.DEMONYM]
