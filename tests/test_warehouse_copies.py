"""Syndicated copies that were edited count once; articles written from the same form do not."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sketch import SIZE, sketch
from tests.synthetic import A, F, make_home
from warehouse.copies import shared
from warehouse.read import Warehouse

STORY = (
    "The two governments signed an agreement on farm trade in the old town hall on Monday after talks that had gone on for most of a year. "
    "Trade between them came to $3 billion in 2016, the ministry of economy said, and both sides expect it to grow as the duties on "
    "olives, wine and machine tools fall. The minister thanked her guest for his patience and spoke of a day that farmers on both "
    "shores had waited for. Critics in the parliament asked what would become of the smaller growers in the hills, who can hardly "
    "compete with the large estates of the plain, and wanted to see the annexes before any vote. Officials answered that a fund would "
    "help those who change to other crops, and that the text would be published as soon as the translators had finished their work. "
    "The opposition leader said that he would read every page of it. Outside, a band played the anthems of both countries in the rain."
)
COPIES = {
    "another headline and a credit": f"Farm pact sealed at last\n\n{STORY}\n\nPhoto: the agency's archive",
    "a paragraph cut": STORY[: STORY.index("Outside")] + "Reporting by the agency.",
    "spelling changed here and there": STORY.replace("parliament", "chamber").replace("thanked", "praised"),
}
OTHERS = {
    "another amount": STORY.replace("$3 billion", "$4 billion"),
    "another year": STORY.replace("2016", "2017"),
    "another day": STORY.replace("Monday", "Tuesday"),
    "it was denied": STORY.replace("governments signed", "governments have not signed"),
    "a report that quotes some of it": STORY[:300] + " ".join(f"Word{chr(97 + n % 26)} follows word here." for n in range(60)),
}


@pytest.mark.parametrize("why", COPIES)
def test_an_edited_copy_counts_once(tmp_path: Path, why: str) -> None:
    assert copies(tmp_path, [story("first", STORY), story("second", COPIES[why])]) == 1


@pytest.mark.parametrize("why", OTHERS)
def test_another_article_counts_for_itself(tmp_path: Path, why: str) -> None:
    assert copies(tmp_path, [story("first", STORY), story("second", OTHERS[why])]) == 0


def test_the_longest_article_is_the_one_that_counts_and_the_reason_is_said(tmp_path: Path) -> None:
    longer = f"{STORY} A second band joined in."
    make_home(tmp_path, [story("cut", STORY), story("cut-again", STORY), story("whole", longer, published="2017-01-03")])
    rows = Warehouse(tmp_path).execute("select doc_id, duplicate_of, duplicate_reason, fact_count from article_overview order by doc_id")

    assert rows[["doc_id", "fact_count"]].values.tolist() == [["cut", 0], ["cut-again", 0], ["whole", 1]]
    assert rows["duplicate_of"].tolist()[:2] == ["whole", "whole"]
    assert rows["duplicate_reason"].tolist()[:2] == [
        "nearly the same words (100 % of its five-word sequences) and no other figures",
        "the same words in the same order",
    ]


def test_the_same_words_a_year_later_are_another_article(tmp_path: Path) -> None:
    later = story("later", COPIES["a paragraph cut"], published="2018-01-02")
    assert copies(tmp_path, [story("first", STORY), later]) == 0


def test_what_is_a_copy_does_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    articles = [story("a", STORY), *(story(f"b{number}", text) for number, text in enumerate([*COPIES.values(), *OTHERS.values()]))]
    found = []
    for home, order in ((tmp_path / "one", articles), (tmp_path / "two", articles[::-1])):
        make_home(home, order)
        found.append(Warehouse(home).execute("select doc_id, duplicate_of from article_overview order by doc_id").to_json())
    assert found[0] == found[1]


def story(doc_id: str, text: str, published: str = "2017-01-02") -> A:
    figure = "$4 billion" if "$4 billion" in text else "$3 billion"
    return A(doc_id, text, published, facts=(F(figure, "trade_total", 3e9, period="2016"),))


def copies(home: Path, articles: list[A]) -> int:
    make_home(home, [replace(article) for article in articles])
    return int(Warehouse(home).execute("select count(duplicate_of) as n from article_overview")["n"][0])


@given(st.text())
def test_a_sketch_is_short_sorted_and_of_the_words_alone(text: str) -> None:
    found = sketch(text)
    assert found == sorted(set(found))
    assert len(found) <= SIZE
    assert sketch(f"  {text}\n") == found


@given(st.text(), st.text())
def test_no_text_raises(one: str, other: str) -> None:
    share = shared(one, other)
    assert share is None or 0.8 <= share <= 1


def test_a_sketch_of_a_large_article_takes_no_time() -> None:
    text = "trade rose in the month of the year to a new record " * 19_000
    started = time.perf_counter()
    sketch(text)
    assert time.perf_counter() - started < 10
