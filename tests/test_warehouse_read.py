"""Readers ask named queries and can do no harm."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.synthetic import A, F, make_home
from warehouse.errors import NoWarehouse, WarehouseError
from warehouse.read import Warehouse, all_queries, query_parameters


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder)
    return folder


VIEWS = {
    "fact_evidence": (
        "fact_id observation_id doc_id indicator indicator_label kind value low high unit dimension usd_value usd_low usd_high rate_note "
        "reporter reporter_label partner partner_label direction_label period_label period_start period_end period_basis "
        "year status qualifier qualifier_text attribution product value_start value_end quote_start quote_end value_text quote_text rule "
        "confidence group_id title publisher published published_label url mention_count article_count agreement corrected"
    ),
    "observation_evidence": "fact_id observation_id fact_ids value agreement",
    "event_evidence": (
        "event_id act act_label quad status polarity counted planned date_label date_start date_end date_precision date_basis year areas "
        "area_labels countries parties_label instrument mention_count article_count doc_id quote_start quote_end quote_text title "
        "publisher confidence merge_reason"
    ),
    "event_mention": "event_id doc_id start end quote_text headline_only title publisher published",
    "event_area": "event_id area area_label",
    "event_country": "event_id iso3 country_label role",
    "article_overview": (
        "doc_id title publisher published published_label published_basis language source url chars fact_count event_count dropped_count "
        "duplicate_of warnings"
    ),
    "article_text": "doc_id text",
    "dropped_number": "doc_id start end text reason",
    "rejected_article": "source reason remedy",
    "consistency_check": "check_id statement fact_ids holds",
    "derived_figure": "derived_id name formula indicator value unit status fact_ids",
    "quality_check": "name severity rows what",
    "run": "number run_id seen new changed unchanged removed rejected",
    "generation": "generation built_at articles facts observations events",
    "generation_change": "change what label id",
    "rate_used": "unit period_start period_end usd_per_unit first_day last_day source note",
    "dim_country": "code label iso3 name region kind",
    "dim_area": "code label definition plover_context cameo",
    "dim_act": "code label definition plover cameo quad",
    "dim_indicator": "code label definition",
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_views_have_the_columns_that_readers_rely_on(home: Path, view: str) -> None:
    assert set(VIEWS[view].split()) <= set(Warehouse(home).execute(f"from {view} limit 0").columns)


def test_every_table_and_column_with_a_unit_is_commented(home: Path) -> None:
    warehouse = Warehouse(home)
    tables = warehouse.execute("select table_name, comment from duckdb_tables() where schema_name = 'core'")
    comments = warehouse.execute("select column_name from duckdb_columns() where schema_name = 'core' and comment is not null")

    assert tables["comment"].notna().all()
    assert tables["comment"].str.contains("Grain: one row").all()
    assert {"value", "usd_per_unit", "chars", "period_end", "date_end", "confidence", "value_start", "factor"} <= set(
        comments["column_name"]
    )


def test_each_query_says_its_grain() -> None:
    queries = all_queries()
    assert queries
    silent = [name for name, sql in queries.items() if "grain" not in sql.lower()]
    assert silent == []


def test_a_wrong_name_is_answered_with_the_right_ones(home: Path) -> None:
    with pytest.raises(WarehouseError, match=r"No query is called 'nonsense'\. There are .*headlines"):
        Warehouse(home).query("nonsense")


def test_wrong_parameters_are_answered_with_the_right_ones(home: Path) -> None:
    name, sql = next((name, sql) for name, sql in all_queries().items() if query_parameters(sql))
    wanted = ", ".join(sorted(query_parameters(sql)))
    with pytest.raises(WarehouseError, match=f"Query {name} takes the parameters {wanted}, got colour"):
        Warehouse(home).query(name, colour="red")


def test_a_parameter_in_a_comment_is_none() -> None:
    assert query_parameters("-- Parameters: $first_year\nselect $last_year -- $other") == {"last_year"}


@pytest.mark.parametrize(
    "sql",
    [
        "delete from core.fact",
        "create table t (i int)",
        "create view v as select 1",
        "copy core.fact to '/tmp/stolen.csv'",
        "select * from read_text('/etc/passwd')",
        "from '/etc/passwd'",
        "attach '/tmp/other.duckdb'",
        "set memory_limit = '1GB'",
        "set enable_external_access = true",
        "install fts",
        "load fts",
        "select * from glob('/*')",
        "export database '/tmp/stolen'",
    ],
)
def test_readers_can_change_nothing_and_reach_nothing_else(home: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        Warehouse(home).execute(sql)
    assert Warehouse(home).generation() is not None


def test_python_variables_are_not_tables(home: Path) -> None:
    secret = Warehouse(home).execute("select 1 as one")
    with pytest.raises(duckdb.Error):
        Warehouse(home).execute("from secret")
    assert len(secret) == 1


def test_many_threads_get_their_own_answers(home: Path) -> None:
    warehouse, wrong = Warehouse(home), []

    def ask(number: int) -> None:
        for _ in range(20):
            answer = warehouse.execute("select $number::int as number, count(*) as facts from fact_evidence", {"number": number})
            if answer.values.tolist() != [[number, 21]]:
                wrong.append(answer)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_before_the_first_generation_there_is_none(tmp_path: Path) -> None:
    assert Warehouse(tmp_path).generation() is None
    with pytest.raises(NoWarehouse, match="Run 'entente etl'"):
        Warehouse(tmp_path).execute("select 1")


def test_a_new_generation_is_seen_by_the_next_query(tmp_path: Path) -> None:
    make_home(tmp_path, [])
    warehouse = Warehouse(tmp_path)
    assert len(warehouse.execute("from article_overview")) == 0
    make_home(tmp_path)
    assert len(warehouse.execute("from article_overview")) == 9
    warehouse.close()
    assert len(warehouse.execute("from article_overview")) == 9


def test_derived_figures_and_arithmetic_name_their_facts(home: Path) -> None:
    warehouse = Warehouse(home)
    facts = set(warehouse.execute("from fact_evidence")["fact_id"])
    derived = warehouse.execute("from derived_figure").set_index("name")
    checks = warehouse.execute("from consistency_check order by holds")

    assert derived.loc["balance", "formula"] == "0.7 − 2.3 = −1.6 billion USD (exports − imports)"
    assert derived.loc["balance", "value"] == -1.6e9
    assert derived.loc["implied target", "formula"] == "2 × 3 billion USD = 6 billion USD (goal × level of 2016)"
    assert derived.loc["implied target", ["value", "status"]].tolist() == [6e9, "target"]
    assert checks["statement"].tolist() == [
        "0.7 + 2.3 ≠ 3.5 billion USD (exports + imports = trade, 2016)",
        "0.7 + 2.3 = 3.0 billion USD (exports + imports = trade, 2016)",
    ]
    for ids in [*derived["fact_ids"], *checks["fact_ids"]]:
        assert set(ids) <= facts


def test_growth_and_base_follow_from_stated_levels(tmp_path: Path) -> None:
    def exports(words: str, value: float, period: str, **more: Any) -> F:
        return F(words, "exports", value, period=period, **more)

    told = A(
        "growth",
        "Exports were $2 billion in 2015 and $3 billion in 2016, ten times those of 2012. "
        "Imports were $1 billion in 2015, $2 billion the next year, up twofold.",
        "2017-01-05",
        facts=(
            exports("$2 billion in 2015", 2e9, "2015"),
            exports("$3 billion", 3e9, "2016"),
            exports("ten times", 10, "2012/2016", kind="multiplier", unit="ratio"),
            F("$1 billion", "imports", 1e9, "USD", period="2015"),
            F("$2 billion the next", "imports", 2e9, "USD", period="2016"),
            F("twofold", "imports", 2, "ratio", kind="multiplier", period="2016"),
        ),
    )
    make_home(tmp_path, [told])
    derived = Warehouse(tmp_path).execute("from derived_figure").set_index("name")

    assert sorted(derived.index.drop(["balance", "total"], errors="ignore")) == ["base"]  # the multiple says how exports grew
    assert derived.loc["base", ["value", "unit", "period_label", "status"]].tolist() == [3e8, "USD", "2012", "reported"]
    assert derived.loc["base", "formula"] == "3 billion USD ÷ 10 = 300 million USD (level ÷ multiple since 2012)"

    make_home(tmp_path, [replace(told, text=told.text + " No more.", facts=told.facts[:2])])
    (growth,) = Warehouse(tmp_path).execute("from derived_figure").to_dict("records")
    assert (growth["name"], growth["kind"], growth["value"], growth["unit"], growth["period_label"]) == (
        "growth", "change_pct", 50.0, "percent", "2016",
    )  # fmt: skip
    assert growth["formula"] == "3 ÷ 2 billion USD − 1 = +50.0 % (2015 to 2016)"
    assert len(growth["fact_ids"]) == 2


def test_runs_are_listed_with_their_counts(home: Path) -> None:
    runs = Warehouse(home).execute("from run")

    assert runs[["number", "run_id", "started", "seen", "new"]].values.tolist() == [[1, "run-9", "2024-01-01T00:00:00Z", 9, 9]]


def test_a_target_is_never_an_observation(home: Path) -> None:
    """What is reported, forecast and wished for never share a resolved figure."""
    mixed = Warehouse(home).execute("select observation_id from fact_evidence group by observation_id having count(distinct status) > 1")

    assert mixed.empty
