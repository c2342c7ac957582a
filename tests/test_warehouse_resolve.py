"""The same figure or event told by several articles is one; what differs stays apart, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.synthetic import A, E, F, make_home
from warehouse.read import Warehouse
from warehouse.sqlfiles import read_table

PUBLISHED = "2017-05-10"
TRADE = F("", "trade_total", 3e9, period="2016")
CYBER = E("", "agreement_signed", "cyber", date="2017-05-03")
MEETING = E("", "talks_held", "diplomacy", date="2017-05-03")


def trade(value: float, **changes: Any) -> F:
    return replace(TRADE, value=value, **changes)


def signed(**changes: Any) -> E:
    return replace(CYBER, **changes)


def met(**changes: Any) -> E:
    return replace(MEETING, **changes)


SAME_FIGURE = {
    "equal values are one figure": (trade(3e9), trade(3e9)),
    "trade of A with B is trade of B with A": (trade(3e9), trade(3e9, reporter="JPN", partner="ISR")),
    "a hedged figure is the rounded one": (trade(2.97e9), trade(3e9, qualifier="about")),
    "two digits say enough to be a rounding": (trade(2.3e9), trade(2.28e9)),
    "goods are what trade is in": (trade(3e9), trade(3e9, product="goods")),
    "four digits may be cut off instead of rounded": (trade(587.8e9), trade(587.87e9)),
    "a value inside the other's range": (trade(2.5e9), trade(2.5e9, low=2e9, high=3e9)),
}
OTHER_FIGURE = {
    "another year": (trade(3e9), trade(3e9, period="2017")),
    "a year and its first quarter": (trade(3e9), trade(3e9, period="2016-Q1")),
    "a target is not an observation": (trade(3e9), trade(3e9, status="target")),
    "another currency": (trade(3e9), trade(3e9, unit="EUR")),
    "another product": (trade(3e9), trade(3e9, product="cars")),
    "exports of A are not exports of B": (
        trade(3e9, indicator="exports"),
        trade(3e9, indicator="exports", reporter="JPN", partner="ISR"),
    ),
    "a period that is not stated equals no other": (trade(3e9, period=None), trade(3e9, period=None)),
    "values far apart are of two things": (trade(3e9), trade(9e9)),
    "a change is not a level": (trade(3e9), trade(3e9, kind="change_abs")),
    "sides that are not known equal no others": (trade(3e9, reporter=None, partner=None), trade(3e9, reporter=None, partner=None)),
}
DIFFERING_FIGURE = {
    "plainly different": (trade(3e9), trade(3.5e9)),
    "one digit without a hedge is not a rounding": (trade(3e9), trade(2.97e9)),
    "a hedge does not cover everything": (trade(1.4e9), trade(1e9, qualifier="about")),
}
SAME_EVENT = {
    "same day and area": (signed(), signed(), "same date 2017-05-03, shared area cyber"),
    "a month contains its days": (signed(), signed(date="2017-05", status="past-background"), "2017-05 contains 2017-05-03"),
    "an official instead of an area": (signed(officials=("Seko",)), signed(areas="health", officials=("Hiroshige Seko",)), "Seko"),
    "the same said in almost the same words": (
        signed(act="agreed_to", words="the leaders resolved to forge still closer links in security"),
        signed(act="agreed_to", words="they resolved to forge still closer links in the security realm"),
        "shared area cyber",
    ),
    "names are the same without accents and given names": (
        met(areas="health", officials=("Tarō Kōno",)),
        met(officials=("Kono",)),
        "shared official Kono",
    ),
    "a year, with an area that says enough": (signed(), signed(date="2017"), "2017 contains 2017-05-03"),
    "different officials sign one agreement": (signed(officials=("Seko",)), signed(officials=("Cohen",)), "shared area cyber"),
}
OTHER_EVENT = {
    "another day": (signed(), signed(date="2017-05-04")),
    "another month": (signed(), signed(date="2017-06")),
    "unknown is compatible with nothing": (signed(), signed(date=None)),
    "not even with unknown": (signed(date=None), signed(date=None)),
    "other parties": (signed(), signed(parties="ISR CHN")),
    "a third party": (signed(), signed(parties="CHN ISR JPN")),
    "another act": (signed(), signed(act="agreed_to")),
    "no shared area or official": (signed(), signed(areas="health")),
    "a plan is not yet an event": (signed(), signed(status="planned")),
    "a negation is no telling of it": (signed(), signed(polarity="negated")),
    "numbered differently": (signed(serial=1), signed(serial=2)),
    "an area that is not stated is none in common": (signed(areas="unspecified"), signed(areas="unspecified")),
    "different people met": (met(officials=("Sergei Lavrov",)), met(officials=("Shinzo Abe",))),
    "one of them met somebody else": (met(officials=("Wang Yi", "Retno Marsudi")), met(officials=("Wang Yi", "Prabowo Subianto"))),
    "an official alone does not tie a day to a year": (met(officials=("Abe",)), met(date="2017", areas="health", officials=("Abe",))),
    "diplomacy alone does not tie a day to a year": (met(), met(date="2017")),
    "what was signed over many years is not one signature": (signed(), signed(date="2001/2017")),
    "two sides meet more than once a year": (met(date="2017", officials=("Abe",)), met(date="2017", officials=("Abe",))),
    "who is visited is not who visits": (
        met(act="visit", recipients="JPN", parties="ISR", officials=("Abe",)),
        met(act="visit", recipients="ISR", parties="JPN", officials=("Abe",)),
    ),
    "two things said on one day": (
        signed(act="endorsed", words="Israel thanked Japan for the help that its engineers gave after the earthquake"),
        signed(act="endorsed", words="Israel praised the steps Japan had taken against attacks on hospitals"),
    ),
}
CASES: list[tuple[str, tuple[Any, ...]]] = [
    case for table in (SAME_FIGURE, OTHER_FIGURE, DIFFERING_FIGURE, SAME_EVENT, OTHER_EVENT) for case in table.items()
]


def tell(findings: Mapping[str, list[F | E]]) -> list[A]:
    """One article per doc_id with its findings."""
    given = []
    for doc_id, found in findings.items():
        named = [replace(each, words=f"{each.words if isinstance(each, E) else 'finding'} {number}x") for number, each in enumerate(found)]
        text = f"Article {doc_id}. " + " ".join(f"It was {each.words}." for each in named)
        facts = tuple(each for each in named if isinstance(each, F))
        events = tuple(each for each in named if isinstance(each, E))
        given.append(A(doc_id, text, PUBLISHED, facts=facts, events=events))
    return given


def moved(finding: F | E, places: Mapping[str, str]) -> F | E:
    """The finding with its countries replaced, so that no case of a table meets another."""
    if isinstance(finding, E):
        parties, recipients = (" ".join(places[code] for code in codes.split()) for codes in (finding.parties, finding.recipients))
        return replace(finding, parties=parties, recipients=recipients)
    return replace(
        finding,
        reporter=finding.reporter and places[finding.reporter],
        partner=finding.partner and places[finding.partner],
    )


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """All cases of the tables, resolved in one build; the articles of case n are called n-0 and n-1."""
    home = tmp_path_factory.mktemp("resolved")
    codes = [str(row["iso3"]) for row in read_table("dim_country") if row["kind"] == "country" and row["iso3"] != "CHN"]
    articles: dict[str, list[F | E]] = {}
    for number, (_, (one, other, *_)) in enumerate(CASES):
        places = {"ISR": codes[2 * number], "JPN": codes[2 * number + 1], "CHN": "CHN"}
        articles |= {f"{number}-0": [moved(one, places)], f"{number}-1": [moved(other, places)]}
    make_home(home, tell(articles))
    return Warehouse(home)


def rows(warehouse: Warehouse, view: str, why: str) -> pd.DataFrame:
    number = [name for name, _ in CASES].index(why)
    return warehouse.execute(f"from {view} where doc_id in ($one, $other) order by doc_id", {"one": f"{number}-0", "other": f"{number}-1"})


@pytest.mark.parametrize("why", SAME_FIGURE)
def test_the_same_figure_in_two_articles_is_one_observation(resolved: Warehouse, why: str) -> None:
    found = rows(resolved, "observation_evidence", why)

    assert found[["mention_count", "article_count", "agreement"]].values.tolist() == [[2, 2, "agree"]]
    assert len(found.loc[0, "fact_ids"]) == 2


@pytest.mark.parametrize("why", OTHER_FIGURE)
def test_figures_about_different_things_stay_apart_and_do_not_contradict(resolved: Warehouse, why: str) -> None:
    found = rows(resolved, "observation_evidence", why)

    assert found["agreement"].tolist() == ["single", "single"]


@pytest.mark.parametrize("why", DIFFERING_FIGURE)
def test_figures_that_disagree_stand_side_by_side(resolved: Warehouse, why: str) -> None:
    found = rows(resolved, "observation_evidence", why)

    assert found["value"].tolist() == [each.value for each in DIFFERING_FIGURE[why]]
    assert found["agreement"].tolist() == ["differ", "differ"]


@pytest.mark.parametrize("why", SAME_EVENT)
def test_an_event_told_by_two_articles_is_one_event(resolved: Warehouse, why: str) -> None:
    found = rows(resolved, "event_evidence", why)

    assert found[["mention_count", "article_count", "date_label"]].values.tolist() == [[2, 2, "2017-05-03"]]
    assert SAME_EVENT[why][2] in found.loc[0, "merge_reason"]


@pytest.mark.parametrize("why", OTHER_EVENT)
def test_events_that_may_differ_stay_apart(resolved: Warehouse, why: str) -> None:
    found = rows(resolved, "event_evidence", why)

    assert found["mention_count"].tolist() == [1, 1]
    assert found["merge_reason"].isna().all()


def test_a_target_quoted_twice_is_one_target_with_two_mentions(tmp_path: Path) -> None:
    double = F("", "trade_total", 2, "ratio", "multiplier", status="target")
    make_home(tmp_path, tell({"a": [double, double]}))

    found = Warehouse(tmp_path).execute("from observation_evidence")

    assert found[["mention_count", "article_count", "agreement", "status"]].values.tolist() == [[2, 1, "single", "target"]]


def test_figures_that_one_article_tells_apart_do_not_contradict_each_other(tmp_path: Path) -> None:
    """They are about things that the article tells apart and the extractor does not, such as two kinds of goods."""
    make_home(tmp_path, tell({"a": [trade(3e9), trade(5e9)], "b": [trade(5e9)], "c": [trade(6e9)]}))

    found = Warehouse(tmp_path).execute("select value, agreement, article_count from observation_evidence order by value")

    assert found.values.tolist() == [[3e9, "single", 1], [5e9, "agree", 2], [6e9, "single", 1]]  # "c" may tell of a third kind
    make_home(tmp_path, tell({"a": [trade(3e9), trade(5e9)], "b": [trade(5e9)]}))
    assert Warehouse(tmp_path).execute("select agreement from observation_evidence order by value")["agreement"].tolist() == [
        "single",
        "agree",
    ]


def test_the_best_mention_speaks_for_the_figure(tmp_path: Path) -> None:
    make_home(tmp_path, tell({"a": [trade(3e9, confidence=0.5)], "b": [trade(3e9, confidence=0.8)]}))

    assert Warehouse(tmp_path).execute("from observation_evidence")["doc_id"].tolist() == ["b"]


def events(home: Path, findings: Mapping[str, list[F | E]]) -> pd.DataFrame:
    make_home(home, tell(findings))
    return Warehouse(home).execute("from event_evidence order by mention_count, event_id")


def test_what_one_article_keeps_apart_no_other_article_joins(tmp_path: Path) -> None:
    found = events(tmp_path, {"a": [signed(serial=1), signed(serial=2)], "b": [signed()]})

    assert found["mention_count"].tolist() == [1, 1, 1]  # "b" may mean either, so it joins neither


def test_an_area_tells_which_of_two_agreements_is_meant(tmp_path: Path) -> None:
    found = events(tmp_path, {"a": [signed(serial=1), signed(serial=2, areas="health")], "c": [signed()]})

    assert list(zip(found["mention_count"], found["areas"].map(list), strict=True)) == [(1, ["health"]), (2, ["cyber"])]


def test_an_official_who_signed_twice_does_not_hide_the_shared_area(tmp_path: Path) -> None:
    first = signed(serial=1, areas="trade_economy rd_technology", officials=("Eli Cohen", "Hiroshige Seko"))
    second = signed(serial=2, areas="investment cyber", officials=("Eli Cohen", "Hiroshige Seko"))
    retold = signed(date="2017-05", status="past-background", officials=("Seko",))

    found = events(tmp_path, {"a": [first, second], "b": [retold]})

    assert [(n, list(areas)) for n, areas in zip(found["mention_count"], found["areas"], strict=True)] == [
        (1, ["trade_economy", "rd_technology"]),
        (2, ["investment", "cyber"]),
    ]


def test_a_month_that_could_be_two_days_joins_neither(tmp_path: Path) -> None:
    found = events(tmp_path, {"a": [met()], "b": [met(date="2017-05-20")], "c": [met(date="2017-05")]})

    assert len(found) == 3


def test_areas_and_parties_of_all_tellings_are_kept(tmp_path: Path) -> None:
    found = events(tmp_path, {"a": [signed(areas="cyber defence_security")], "b": [signed(areas="cyber rd_technology")]})

    assert list(found.loc[0, "areas"]) == ["rd_technology", "defence_security", "cyber"]
    assert list(found.loc[0, "countries"]) == ["ISR", "JPN"]
    assert found.loc[0, "parties_label"] == "Israel – Japan"


def test_every_telling_leads_to_its_event(tmp_path: Path) -> None:
    events(tmp_path, {"a": [signed()], "b": [signed()], "c": [signed()]})
    members = Warehouse(tmp_path).execute("from core.event_member order by doc_id")

    assert members["doc_id"].tolist() == ["a", "b", "c"]
    assert members["event_id"].nunique() == 1
    assert members["event_id"].iloc[0] in set(members["member_id"])


def test_copies_of_an_article_count_once(tmp_path: Path) -> None:
    make_home(tmp_path)
    warehouse = Warehouse(tmp_path)

    copy = warehouse.execute("from article_overview where duplicate_of is not null")
    mentions = warehouse.execute("select mention_count from observation_evidence where doc_id = '003-trade' and indicator = 'exports'")
    texts = warehouse.execute("select count(distinct text) as texts, count(*) as articles from article_text")

    assert copy[["doc_id", "duplicate_of", "fact_count"]].values.tolist() == [["003-trade-copy", "003-trade", 0]]
    assert mentions["mention_count"].tolist() == [1]
    assert texts.values.tolist() == [[8, 9]]
    assert warehouse.execute("from core.text").shape[0] == 8


def test_a_copy_with_other_spaces_and_dashes_is_a_copy_and_keeps_its_own_text(tmp_path: Path) -> None:
    words = "The trade of the two countries came to $3 billion in 2016, said the ministry - " + "and it is expected to grow further. " * 3
    first = A("first", words, "2017-01-01", facts=(F("$3 billion", "trade_total", 3e9, period="2016"),))
    second = replace(first, doc_id="second", text=words.replace(" - ", "\n\N{EM DASH} ").upper(), facts=(), published="2017-01-02")
    short = [A("short one", "Nothing new."), A("short two", "Nothing, new!")]
    make_home(tmp_path, [first, second, *short])
    warehouse = Warehouse(tmp_path)

    copies = warehouse.execute("select doc_id, duplicate_of from article_overview where duplicate_of is not null")

    assert copies.values.tolist() == [["second", "first"]]
    assert warehouse.execute("select text from article_text where doc_id = 'second'")["text"].tolist() == [second.text]


def test_the_views_count_what_is_cooperation_and_keep_the_rest_apart(tmp_path: Path) -> None:
    make_home(tmp_path)
    found = Warehouse(tmp_path).execute("from event_evidence")

    apart = found[~found["counted"]]
    assert set(found[found["counted"]]["status"]) <= {"happened", "past-background"}
    assert set(apart["act"]) == {"setback", "agreement_signed", "plan_announced", "talks_held"}
    assert set(apart[apart["planned"]]["status"]) == {"planned"}
    assert found.set_index("act").loc["urged", "quad"] == "request"
    assert found[found["date_label"].isna()]["year"].isna().all()
