"""The dictionary says what the database holds, and what it says of keys is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.synthetic import make_home
from warehouse.dictionary import PLACE, dictionary, references
from warehouse.read import Warehouse
from warehouse.sqlfiles import read_folder


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    home = tmp_path_factory.mktemp("home")
    make_home(home)
    return Warehouse(home)


def test_the_dictionary_is_up_to_date() -> None:
    assert PLACE.read_text(encoding="utf-8") == dictionary(), "run 'python -m warehouse.dictionary'"


def test_every_reference_it_draws_holds(warehouse: Warehouse) -> None:
    keys = {"article": "doc_id", "text": "text_hash", "fact": "fact_id", "observation": "observation_id", "event": "event_id"}
    keys |= {"statistics": "source"}
    with warehouse.cursor() as con:
        drawn = references(con)
        for table, column, other in drawn:
            key = keys.get(other) or ("iso3" if other == "dim_country" else other.removeprefix("dim_"))
            lost = con.execute(
                f"select count(*) from core.{table} where {column} is not null and {column} not in (select {key} from core.{other})"
            ).fetchall()
            twice = con.execute(f"select count(*) - count(distinct {key}) from core.{other}").fetchall()
            assert (table, column, lost, twice) == (table, column, [(0,)], [(0,)])
    assert ("fact", "doc_id", "article") in drawn


def test_every_view_says_its_grain() -> None:
    for file, sql in read_folder("views"):
        for comment, view in re.findall(r"((?:^--[^\n]*\n)*)create view (\w+) as", sql, re.MULTILINE):
            assert f"-- {view}. Grain: one row" in comment, f"views/{file}.sql: {view}"


def test_the_views_for_common_questions_answer(warehouse: Warehouse) -> None:
    days = warehouse.execute("select min(day), max(day), count(*), count(distinct day) from dim_date").iloc[0].tolist()
    assert days[2] == days[3] == (days[1] - days[0]).days + 1
    trade = warehouse.execute("from trade_by_year where reporter = 'ISR' and partner = 'JPN' and year = 2016").iloc[0]
    assert (trade["exports_usd"], trade["imports_usd"]) == (7e8, 2.3e9)
    assert warehouse.execute("select sum(articles) from publisher_overview").iloc[0, 0] == len(warehouse.execute("from article_overview"))
    spread = warehouse.execute("from figure_spread")
    assert (spread["lowest"] <= spread["highest"]).all()
    assert len(warehouse.execute("from country_overview")) > 2
    assert warehouse.execute("select sum(events) from cooperation_by_year").iloc[0, 0] > 0


def test_generating_needs_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert dictionary().startswith("# Data dictionary")
    assert not list(tmp_path.iterdir())
