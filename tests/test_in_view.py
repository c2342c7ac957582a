"""What a filter lets through is said once, in the macros of the warehouse; and words lead to sentences."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.search import around, places, searched
from tests.synthetic import make_home
from warehouse.in_view import written
from warehouse.lists import listing
from warehouse.read import Warehouse, all_queries, find_query, query_parameters


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder)
    return Warehouse(folder)


def seen(warehouse: Warehouse, what: str, where: str) -> list[dict[str, Any]]:
    table = {"figures": "figure", "events": "event"}[what]
    rows = warehouse.execute(f"select {table}.* from {what}_in_view({where}) join served.{table} using (place) order by place")
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def test_without_a_filter_everything_is_in_view_once(warehouse: Warehouse) -> None:
    assert len(seen(warehouse, "figures", "")) == len(warehouse.execute("from observation_evidence"))
    assert len(seen(warehouse, "events", "")) == len(warehouse.execute("from event_evidence"))


def test_a_figure_between_two_chosen_countries_is_in_view_once(warehouse: Warehouse) -> None:
    rows = seen(warehouse, "figures", "countries := ['ISR', 'JPN']")
    expected = warehouse.execute("from observation_evidence where reporter in ('ISR', 'JPN') or partner in ('ISR', 'JPN')")

    assert len(rows) == len({row["fact_id"] for row in rows}) == len(expected)


def test_with_country_and_partner_both_sides_are_chosen(warehouse: Warehouse) -> None:
    for rows in (seen(warehouse, "figures", "countries := ['ISR'], partners := ['JPN']"),):
        assert rows and all({row["reporter"], row["partner"]} == {"ISR", "JPN"} for row in rows)
    events = seen(warehouse, "events", "countries := ['ISR'], partners := ['JPN']")
    assert events and all({"ISR", "JPN"} <= set(row["countries"]) for row in events)


def test_the_other_side_that_is_not_stated_can_be_chosen(warehouse: Warehouse) -> None:
    rows = seen(warehouse, "figures", "countries := ['ISR'], partners := ['']")

    assert [(row["indicator"], row["reporter"]) for row in rows] == [("companies", "ISR")]


def test_an_area_lets_through_what_measures_it_and_articles_that_tell_of_it(warehouse: Warehouse) -> None:
    cyber = seen(warehouse, "figures", "areas := ['cyber']")
    trade = seen(warehouse, "figures", "areas := ['trade_economy']")

    assert {row["doc_id"] for row in cyber} == {"001-investors", "003-trade"}
    assert {"exports", "imports", "trade_total"} <= {row["indicator"] for row in trade}


@pytest.mark.parametrize(("sources", "count"), [("['Daily Two']", 4), ("['']", 1), ("['Nobody']", 0)])
def test_an_outlet_lets_through_what_any_of_its_articles_tells(warehouse: Warehouse, sources: str, count: int) -> None:
    assert len(seen(warehouse, "figures", f"sources := {sources}")) == count


VIEWS = (
    Filters(),
    Filters(countries=("ISR",)),
    Filters(countries=("ISR", "JPN")),
    Filters(partners=("JPN",)),
    Filters(partners=("JPN", "RUS")),
    Filters(countries=("ISR",), partners=("JPN",)),
    Filters(countries=("ISR",), partners=("",)),
    Filters(countries=("",)),
    Filters(first=2016),
    Filters(last=2016, undated=False),
    Filters(undated=False),
    Filters(areas=("cyber", "diplomacy")),
    Filters(statuses=("reported",)),
    Filters(statuses=("planned", "target")),
    Filters(indicators=("exports",), acts=("agreement_signed",)),
    Filters(sources=("Daily Two", "")),
    Filters(sures=("80",)),
    Filters(countries=("ISR",), first=2016, areas=("trade_economy",), sources=("Daily Two",), sures=("60",)),
)


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("macro", ["figures_in_view", "events_in_view", "events_on_charts", "articles_in_view"])
def test_a_question_with_only_the_filters_in_force_finds_the_same(warehouse: Warehouse, macro: str, view: Filters) -> None:
    params = view.figures() if macro == "figures_in_view" else view.articles() if macro == "articles_in_view" else view.events()
    order = {
        "figures_in_view": "first_year last_year undated countries partners areas statuses indicators sources least",
        "articles_in_view": "first_year last_year undated countries sources",
    }.get(macro, "first_year last_year undated countries partners areas statuses acts sources least")
    arguments = ", ".join(f"${name}" for name in order.split()) + (", ''" if macro == "articles_in_view" else "")
    question = f"select place from {macro}({arguments}) order by place"
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in params.items()}

    text, needed = written(question, given)

    assert list(warehouse.execute(text, needed)["place"]) == list(warehouse.execute(question, given)["place"])
    assert macro not in text and "-- if" not in text


@pytest.mark.parametrize("name", [name for name, sql in all_queries().items() if listing(sql)])
def test_a_list_in_two_steps_is_the_list(warehouse: Warehouse, name: str) -> None:
    rest = {
        "kinds": ["level"],
        "dimensions": [],
        "pair": "",
        "pairs": ["ISR JPN"],
        "each": 9,
        "words": [],
        "act": "",
        "counted_only": False,
    }
    known = {**Filters().figures(), **Filters().events(), **rest, "most": 50, "skip": 1}
    given = {each: known[each] for each in query_parameters(find_query(name))}
    given = {each: list(value) if isinstance(value, tuple) else value for each, value in given.items()}

    rows, table = warehouse.records(name, **given), warehouse.execute(find_query(name), given)

    key = "fact_id" if "fact_id" in table else "event_id"
    assert len(rows) == len(table) > 0 and list(rows[0]) == list(table)
    assert {row[key] for row in rows} == set(table[key])
    if find_query(name).endswith("order by place"):
        assert [row[key] for row in rows] == list(table[key])
    assert [row[key] for row in warehouse.records(name, **given)] == [row[key] for row in rows], "kept rows are the same"


def test_what_holds_the_words_whole_comes_first(warehouse: Warehouse) -> None:
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in Filters().figures().items()}

    rows = warehouse.records("search_figures", words=["export"], most=50, skip=0, **given)
    table = warehouse.query("search_figures", words=["export"], most=50, skip=0, **given)

    assert [row["fact_id"] for row in rows] == list(table["fact_id"]) and len(rows) > 1
    whole = warehouse.execute("select place, whole from places_of_words('figure', ['exports', 'japan'])")
    assert set(whole["whole"]) == {1, 2}


@pytest.mark.parametrize(
    ("question", "found"),
    [("fisheries", 2), ("FISH", 2), ("meeting fisheries", 2), ("meeting cyber", 0), ("", None), ("Japan's treaty", 1), ("treaties", 0)],
)
def test_words_lead_to_the_sentences_that_hold_all_of_them(warehouse: Warehouse, question: str, found: int | None) -> None:
    words = list(searched(question))
    if found is None:
        assert words == []
        return
    rows = warehouse.execute("select place from places_with('event', $words)", {"words": words})

    assert len(rows) == found


def test_a_question_becomes_words_without_accents_and_signs() -> None:
    assert searched("São Tomé: oil & gas") == ("sao", "tome", "oil", "gas")
    assert searched("five words are one too many") == ("five", "words", "are", "many")
    assert searched(None) == ()


def test_hits_are_where_words_begin_so() -> None:
    text = "The São Tomé trade grew; traders said so."

    assert [text[start:end] for start, end in places(text, ["trad", "sao"])] == ["São", "trade", "traders"]


def test_a_long_sentence_is_cut_around_its_first_hit() -> None:
    text = "word " * 100 + "fisheries " + "word " * 100

    assert "fisheries" in around(text, ["fish"], 180) and len(around(text, ["fish"], 180)) < 200
    assert around("short", ["fish"], 180) == "short"
