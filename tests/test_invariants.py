"""What stays true whatever changes: the invariants of the warehouse, one test each (the extractor's are in test_pipeline.py).

3 incremental equals full · 4 nothing is lost in silence · 5 a reader sees one whole generation · 8 nothing is stated that an article
does not state · 9 corrections survive.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import warehouse.publish
from etl.lake import Lake
from etl.model import Article
from etl.pipeline import extract
from etl.update import update as run_etl
from tests.synthetic import A, E, F, articles, make_home, with_copies, write_lake
from warehouse.compare import compare
from warehouse.corrections import Correction, append_corrections
from warehouse.home import Layout
from warehouse.publish import update
from warehouse.read import Warehouse
from warehouse.review import with_reading
from warehouse.stats import add_statistics

NEWS = {
    "trade.txt": "Trade between Israel and Japan came to $3 billion in 2016, with exports of 700 million euros. It is 200 km away.\n",
    "pact.txt": "Japan and Israel signed an agreement on cyber security in Tokyo on 3 May 2017. Exports rose 12 percent in 2016.\n",
    "talks.txt": "The foreign ministers of Israel and Japan held talks in Jerusalem on 4 May 2017. Imports were $2 billion in 2016.\n",
    "plain.txt": "The weather was fine, and 3 people saw it.\n",
}
RECORDS = "year,iso1,iso2,imports_1_from_2_musd,imports_2_from_1_musd\n2016,ISR,JPN,2300,700\n"


def news(folder: Path) -> Path:
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def analyst(home: Path, folder: Path) -> None:
    """What analysts gave: statistics, and corrections of a figure, an event, and of something that is not there."""
    records = folder.parent / "records.csv"
    records.write_text(RECORDS)
    add_statistics(records, home, vintage="2020")
    lines = [("add", "plain", "words=3 people; value=3; unit=people; indicator=companies"), ("reject", "0" * 16, None)]
    append_corrections(home, [Correction(0, action, target, None, value, "Ada", "2024-05-01", "seen") for action, target, value in lines])


def change(folder: Path, chance: random.Random, number: int) -> None:
    """Add, change, remove or rename one article."""
    files = sorted(folder.glob("*.txt"))
    file = chance.choice(files)
    match chance.choice(("add", "change", "remove", "rename") if len(files) > 2 else ("add",)):
        case "add":
            (folder / f"new{number}.txt").write_text(
                f"Exports of Israel to Japan were ${number + 2} billion in 2015, up {number + 3} percent.\n"
            )
        case "change":
            file.write_text(f"{file.read_text()}Japan invested {number + 5} million dollars in Israel in 2014.\n")
        case "remove":
            file.unlink()
        case "rename":
            file.rename(folder / f"renamed{number}.txt")


@pytest.mark.parametrize("seed", [1, 2])
def test_invariant_3_incremental_equals_full(tmp_path: Path, seed: int) -> None:
    folder, home, scratch, chance = news(tmp_path / "news"), tmp_path / "home", tmp_path / "scratch", random.Random(seed)
    for number in range(6):
        if number == 2:
            analyst(home, folder)
        run_etl(str(folder), home)
        change(folder, chance, number)
    run_etl(str(folder), home)
    analyst(scratch, folder)
    run_etl(str(folder), scratch)

    assert compare(Layout(home).current, Layout(scratch).current) == []
    names = [generation.name for place in (home, scratch) if (generation := Warehouse(place).generation())]
    assert len(names) == 2
    assert names[0] == names[1]  # digests of all rows of all content tables


def test_invariant_4_nothing_is_lost_in_silence(tmp_path: Path) -> None:
    folder, home = news(tmp_path / "news"), tmp_path / "home"
    (folder / "empty.txt").write_text("")
    (folder / "damaged.json").write_text("{")
    (folder / "copy.txt").write_text(NEWS["pact.txt"])
    first = run_etl(str(folder), home)
    (folder / "plain.txt").write_text("The weather was worse, and 4 people saw it.\n")
    second = run_etl(str(folder), home)
    reader = Warehouse(home)

    for run in (first, second):
        assert run.seen == run.new + run.changed + run.unchanged + run.rejected == 7
    assert (first.new, first.rejected, second.changed, second.unchanged, second.rejected) == (5, 2, 1, 4, 2)
    rejected = reader.execute("from rejected_article order by source")
    assert [Path(source).name for source in rejected["source"]] == ["damaged.json", "empty.txt"]
    assert (rejected[["reason", "remedy"]].map(len) > 4).to_numpy().all()
    counted = reader.execute("from article_overview").set_index("doc_id")
    assert len(counted) == 5  # the copy too, with the article it copies
    assert counted["duplicate_of"].count() == 1
    found = [extract(Article(file.stem, file.read_text(), str(file))) for name in NEWS if (file := folder / name)]
    assert len(found) == 4
    assert {fact.fact_id for each in found for fact in each.facts} == set(reader.execute("from fact_evidence")["fact_id"])
    assert {event.event_id for each in found for event in each.events} == set(reader.execute("from event_mention")["member_id"])
    dropped = reader.execute("from dropped_number")
    spans = {(each.article.doc_id, number.span.start, number.reason) for each in found for number in each.dropped}
    told = {(doc_id.replace("copy", "pact"), start, reason) for doc_id, start, reason in dropped[["doc_id", "start", "reason"]].values}
    assert told == spans
    assert "count of people" in dropped["reason"].tolist()
    assert (dropped["reason"].str.len() > 0).all()


STEPS = ("record_changes", "_seal", "write_durably", "_point_at", "_remember", "_remove_old", "_served")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A home with a generation of two articles, its name, and the name that one of three articles has."""
    home = tmp_path_factory.mktemp("published") / "home"
    old = make_home(home, with_copies(articles())[:2])
    return home, old.generation, make_home(tmp_path_factory.mktemp("other"), with_copies(articles())[:3]).generation


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_invariant_5_a_reader_sees_one_whole_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: tuple[Path, str, str], step: str, done: bool
) -> None:
    """A publication that breaks before or after any of its steps leaves the old generation or the new one, and the next repairs it."""
    old, new = published[1:]
    home = Path(shutil.copytree(published[0], tmp_path / "home", symlinks=True))
    reader = Warehouse(home)
    assert len(reader.execute("from article_overview")) == 2
    real: Callable[..., Any] = getattr(warehouse.publish, step)

    def broken(*arguments: Any, **options: Any) -> None:
        if done:
            real(*arguments, **options)
        raise KeyboardInterrupt

    write_lake(Lake(home / "lake"), with_copies(articles())[:3])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(warehouse.publish, step, broken)
        update(home / "lake", home)

    generation = reader.generation()
    assert generation is not None
    assert generation.problem is None
    assert (generation.name, generation.articles) in ((old, 2), (new, 3))
    assert len(reader.execute("from article_overview")) == generation.articles
    assert update(home / "lake", home).generation == new
    assert [each.articles for each in warehouse.publish.list_generations(home)] == [3, 2]


def test_invariant_8_nothing_is_stated_that_an_article_does_not_state(tmp_path: Path) -> None:
    figures = (
        F("$1 billion", "exports", 1e9),
        F("$2 billion", "exports", 2e9, period="2016", status="target"),
        F("$3 billion", "exports", 3e9, period="2016", status="forecast"),
        F("4 billion yen", "imports", 4e9, "JPY", period="2016"),
        F("5 billion marks", "loan", 5e9, "DEM", period="2016"),
        F("6 billion dollars", "gdp", 6e9, partner=None, period="2016"),
        F("7 percent", "gdp", 7, "percent", "change_pct", reporter=None, partner=None),
    )
    make_home(tmp_path, [A("a", "; ".join(figure.words for figure in figures) + ".", facts=figures, events=(E("$1", "invited", "cyber"),))])
    rows = Warehouse(tmp_path).execute("from fact_evidence").set_index("value_text")
    rows = rows.astype(object).where(rows.notna(), None)

    def cells(words: str, *names: str) -> list[Any]:
        return [rows[name][words] for name in names]

    unknown = ("period_label", "period_start", "period_end", "year", "qualifier", "low", "high", "attribution", "product", "published")
    assert cells("$1 billion", *unknown) == [None] * len(unknown)
    event = Warehouse(tmp_path).execute("from event_evidence").iloc[0]
    assert [pd.isna(event[name]) for name in ("date_label", "date_start", "year", "instrument")] == [True] * 4
    assert cells("7 percent", "reporter", "reporter_label", "partner", "direction_label") == [None] * 4
    assert cells("6 billion dollars", "partner", "partner_label", "direction_label") == [None, None, "Israel"]

    trade = Warehouse(tmp_path).execute("from trade_by_year where year = 2016")  # a target or a forecast is no observation
    assert trade["exports_usd"].dropna().tolist() == []
    assert [cells(words, "agreement") for words in ("$2 billion", "$3 billion")] == [["single"], ["single"]]
    assert Warehouse(tmp_path).execute("from derived_figure where status not in ('target', 'reported')").empty

    no_rate = "no rate: none is known for DEM in this period"
    assert cells("5 billion marks", "usd_value", "usd_constant", "rate_note") == [None, None, no_rate]
    used = Warehouse(tmp_path).execute("from rate_used where usd_per_unit is not null").iloc[0]
    assert cells("4 billion yen", "usd_value", "rate_note") == [4e9 * used["usd_per_unit"], used["note"]]
    assert (used["unit"], used["days"], str(used["first_day"].date()), str(used["last_day"].date())) == (
        "JPY",
        257,
        "2016-01-04",
        "2016-12-30",
    )
    assert used["source"].startswith("European Central Bank")


def test_invariant_9_corrections_survive_and_show_as_corrections(tmp_path: Path) -> None:
    given = with_copies(articles())
    make_home(tmp_path, given)
    ids = Warehouse(tmp_path).execute(
        "select fact_id from fact_evidence where value_text in ('$2.3 billion', '$3.5 billion') order by value"
    )
    changed, refused = ids["fact_id"]
    lines = [
        Correction(0, "change", changed, "value", "2.4e9", "Ada", "2024-05-01", "read it again"),
        Correction(0, "reject", refused, None, None, "Ada", "2024-05-01", "a misprint"),
        Correction(0, "add", "021-roubles", None, "words=12 March 2023; value=12; unit=days; indicator=aid", "Ada", "2024-05-01", None),
    ]
    append_corrections(tmp_path, [with_reading(line, tmp_path) for line in lines])
    update(tmp_path / "lake", tmp_path)
    before = shown(tmp_path)

    update(tmp_path / "lake", tmp_path, full=True)
    assert shown(tmp_path) == before
    write_lake(Lake(tmp_path / "lake"), given, version="another")  # a new version of the extractor
    update(tmp_path / "lake", tmp_path)
    assert shown(tmp_path) == before
    write_lake(Lake(tmp_path / "lake"), [replace(each, doc_id=f"x{each.doc_id}") for each in given])  # every file is renamed
    shutil.rmtree(tmp_path / "generations")  # and the warehouse is lost
    update(tmp_path / "lake", tmp_path)
    assert shown(tmp_path) == before
    write_lake(Lake(tmp_path / "lake"), [each for each in given if each.doc_id != "021-roubles"])  # what has no target any more is told
    update(tmp_path / "lake", tmp_path)
    assert shown(tmp_path)[2][-1] == ("add", False, "no article has this doc_id or text_hash any more")

    assert before == (
        [("$2.3 billion", 2.4e9, True), ("12 March 2023", 12.0, True)],
        [("$3.5 billion", "rejected by Ada: a misprint")],
        [("change", True, None), ("reject", True, None), ("add", True, None)],
    )


def shown(home: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Corrected figures, numbers that were rejected, and what became of each correction, as the pages show them."""
    with Warehouse(home).cursor() as cursor:
        figures = cursor.execute("select value_text, value, corrected from fact_evidence where corrected order by value_text").fetchall()
        dropped = cursor.execute("select text, reason from dropped_number where reason like 'rejected%' order by text").fetchall()
        lines = cursor.execute("select action, applied, problem from correction order by line").fetchall()
    return sorted(figures), dropped, lines
