"""Readers see whole generations, always; what fails or is killed leaves the last good one in place."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import warehouse.build
import warehouse.read
from etl.identity import content_key
from etl.lake import Lake
from tests.synthetic import A, articles, extraction, make_home, with_copies, write_lake
from warehouse.compare import compare
from warehouse.errors import Busy, ChecksFailed, DamagedLake, NoWarehouse, WarehouseError
from warehouse.home import Layout, data_home, exclusive
from warehouse.publish import is_current, kept_generations, rollback, update
from warehouse.read import Warehouse

REPOSITORY = Path(__file__).parents[1]
ALL = with_copies(articles())


def generations(home: Path) -> list[str]:
    return [path.name for path in kept_generations(Layout(home))]


def test_a_rerun_without_a_change_builds_nothing_and_keeps_the_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_home(tmp_path)
    monkeypatch.setattr(warehouse.publish, "build", lambda *_: pytest.fail("nothing changed, so nothing is to be built"))

    assert is_current(tmp_path / "lake", tmp_path)
    assert make_home(tmp_path) == replace(first, changed=False, warnings=())


def test_the_same_content_is_no_new_generation_even_when_built_again(tmp_path: Path) -> None:
    first = make_home(tmp_path)
    again = update(tmp_path / "lake", tmp_path, full=True)

    assert again == replace(first, changed=False)
    assert len(generations(tmp_path)) == 1
    assert not list((tmp_path / "generations").glob(".draft-*"))


def test_a_new_extractor_version_with_the_same_findings_is_no_new_generation(tmp_path: Path) -> None:
    first = make_home(tmp_path, ALL)
    write_lake(Lake(tmp_path / "lake"), ALL, version="synthetic-2")

    again = update(tmp_path / "lake", tmp_path)

    assert (again.generation, again.changed) == (first.generation, False)
    assert is_current(tmp_path / "lake", tmp_path)


def test_the_content_does_not_depend_on_how_the_lake_is_cut_into_parts(tmp_path: Path) -> None:
    whole = make_home(tmp_path / "whole", ALL)
    for count in range(1, len(ALL) + 1):
        write_lake(Lake(tmp_path / "cut" / "lake"), ALL[:count])
    cut = update(tmp_path / "cut" / "lake", tmp_path / "cut")

    assert cut.generation == whole.generation
    assert len(list((tmp_path / "cut" / "lake" / "parts").iterdir())) == len(ALL)


def test_an_article_held_by_two_parts_counts_once(tmp_path: Path) -> None:
    """As after a run that was killed between its parts and its commit and cut the articles differently the next time."""
    whole = make_home(tmp_path / "whole", ALL)
    lake = Lake(tmp_path / "twice" / "lake")
    for chunk in (ALL[:4], ALL[2:6]):
        lake.write_part({content_key(each.article): each for each in map(extraction, chunk)}, "synthetic-1")
    write_lake(lake, ALL)

    assert update(tmp_path / "twice" / "lake", tmp_path / "twice").generation == whole.generation


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove", "rename", "redate"]), st.integers(0, len(ALL) - 1)), min_size=1, max_size=6
)


def apply_step(collection: dict[str, A], step: tuple[str, int], number: int) -> None:
    what, index = step
    article = ALL[index]
    present = article.doc_id in collection
    if what == "add":
        collection[article.doc_id] = article
    elif what == "remove":
        collection.pop(article.doc_id, None)
    elif present and what == "change":
        old = collection[article.doc_id]
        collection[article.doc_id] = replace(old, text=old.text + f" Update {number}.")
    elif present and what == "rename":
        old = collection.pop(article.doc_id)
        collection[f"{article.doc_id}-renamed-{number}"] = replace(old, doc_id=f"{article.doc_id}-renamed-{number}")
    elif present and what == "redate":
        collection[article.doc_id] = replace(collection[article.doc_id], published=f"2020-01-{number + 1:02d}")


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(start=st.integers(0, len(ALL)), steps=STEPS)
def test_incremental_equals_full(tmp_path_factory: pytest.TempPathFactory, start: int, steps: list[tuple[str, int]]) -> None:
    home, scratch = tmp_path_factory.mktemp("incremental"), tmp_path_factory.mktemp("scratch")
    collection = {article.doc_id: article for article in ALL[:start]}
    write_lake(Lake(home / "lake"), list(collection.values()))
    for number, step in enumerate(steps):
        apply_step(collection, step, number)
        write_lake(Lake(home / "lake"), list(collection.values()))
        if number == 2:  # one generation in between: each costs a second, and all are built the same way
            update(home / "lake", home)
    incremental = update(home / "lake", home)
    write_lake(Lake(scratch / "lake"), sorted(collection.values(), key=lambda each: each.doc_id, reverse=True))
    full = update(scratch / "lake", scratch)

    assert incremental.generation == full.generation
    assert compare(Layout(home).current, Layout(scratch).current) == []


def test_a_rename_costs_no_extraction(tmp_path: Path) -> None:
    make_home(tmp_path, ALL)
    parts = sorted((tmp_path / "lake" / "parts").iterdir())

    make_home(tmp_path, [replace(each, doc_id=f"new-{each.doc_id}") for each in ALL])

    assert sorted((tmp_path / "lake" / "parts").iterdir()) == parts
    assert "new-003-trade" in set(Warehouse(tmp_path).execute("from fact_evidence")["doc_id"])


def test_an_empty_collection_is_a_generation_too(tmp_path: Path) -> None:
    published = make_home(tmp_path, [])

    assert (published.articles, published.facts, published.events) == (0, 0, 0)
    assert Warehouse(tmp_path).execute("from article_overview").empty


def test_a_failed_check_keeps_the_old_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_home(tmp_path, ALL[:3])
    checks = [("no_articles", "-- severity: error\n-- what: articles, which this test does not want\nselect * from core.article;")]
    read_folder = warehouse.build.read_folder
    monkeypatch.setattr(warehouse.build, "read_folder", lambda folder: checks if folder == "checks" else read_folder(folder))
    write_lake(Lake(tmp_path / "lake"), ALL)

    with pytest.raises(ChecksFailed, match=r"no_articles \(9 rows: articles, which this test does not want\).*Run 'entente etl"):
        update(tmp_path / "lake", tmp_path)

    generation = Warehouse(tmp_path).generation()
    assert generation is not None
    assert generation.name == first.generation
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == [f"gen-{first.generation}.duckdb", "history"]


def test_a_failed_warning_is_published_and_told(tmp_path: Path) -> None:
    published = make_home(tmp_path)

    assert [(name, rows) for name, rows, _ in published.warnings] == [("arithmetic", 1)]
    checks = Warehouse(tmp_path).execute("from quality_check").set_index("name")
    assert checks.loc["arithmetic", "severity"] == "warning"
    assert checks[checks["severity"] == "error"]["rows"].sum() == 0
    assert len(checks) > 25


DAMAGES = [
    ("fact_words", "update core.fact set value_text = 'other' where fact_id = (select min(fact_id) from core.fact)"),
    ("event_words", "update core.event_mention set quote_text = 'other' where event_id = (select min(event_id) from core.event)"),
    ("fact_twice", "insert into core.fact from core.fact"),
    ("event_twice", "insert into core.event from core.event"),
    ("article_twice", "insert into core.article from core.article"),
    ("text_twice", "insert into core.text from core.text"),
    ("article_without_text", "delete from core.text"),
    ("article_lost", "delete from core.article where doc_id = '030-plain'"),
    ("fact_without_article", "delete from core.article where doc_id = '003-trade'"),
    ("fact_lost", "delete from core.fact where doc_id = '003-trade'"),
    ("event_lost", "delete from core.event_member where doc_id = '003-trade'"),
    ("event_without_mention", "delete from core.event_card where event_id = (select min(event_id) from core.event)"),
    ("observation_mentions", "update core.observation set mention_count = 7"),
    ("observation_mixed", "update core.fact set observation_id = 'one'"),
    ("unknown_indicator", "update core.fact set indicator = 'happiness' where doc_id = '003-trade'"),
    ("unknown_unit", "update core.fact set unit = 'smiles' where doc_id = '003-trade'"),
    ("unknown_act", "update core.event set act = 'hugged'"),
    ("unknown_area", "update core.event_area set area = 'love'"),
    ("rate_without_source", "update core.rate set source = null"),
    ("amount_without_note", "delete from core.rate"),
    ("unknown_country", "update core.fact set reporter = 'ATL' where reporter = 'KOR'"),
    (
        "reported_future",
        "update core.fact set period_start = '2090-01-01', period_end = '2091-01-01' where unit = 'USD' and period_start is not null",
    ),
    ("strange_period", "update core.fact set period_start = '1700-01-01' where unit = 'USD' and period_start is not null"),
]


def test_each_check_finds_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_checks, checks, silent = warehouse.build.run_checks, dict(warehouse.build.read_folder("checks")), []

    def damage_and_repair(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int, str], ...]:
        for name, damage in DAMAGES:
            before = con.execute(checks[name].rstrip(";\n ")).fetchall()
            con.execute("begin")
            con.execute(damage)
            if len(con.execute(checks[name].rstrip(";\n ")).fetchall()) <= len(before):
                silent.append(name)
            con.execute("rollback")
        return run_checks(con)

    monkeypatch.setattr(warehouse.build, "run_checks", damage_and_repair)
    make_home(tmp_path)

    assert silent == []
    errors = {name for name, sql in checks.items() if "severity: error" in sql}
    assert errors <= {name for name, _ in DAMAGES}


def test_a_reader_never_fails_or_sees_a_mixture_while_generations_are_published(tmp_path: Path) -> None:
    make_home(tmp_path, ALL[:2])
    warehouse = Warehouse(tmp_path)
    stop, problems, seen = threading.Event(), [], set()
    sql = "select generation as name, articles as told, (select count(*) from core.article) as articles from core.generation"

    def read() -> None:
        while not stop.is_set():
            try:
                row = warehouse.execute(sql).iloc[0]
                seen.add(row["name"])
                if row["articles"] != row["told"]:
                    problems.append(f"mixture: {row.to_dict()}")
            except Exception as err:
                problems.append(repr(err))
            time.sleep(0.02)  # often enough: a swap takes as long as a build, and readers slow that down

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    names = {make_home(tmp_path, ALL[: 2 + number % 3]).generation for number in range(1, 5)}
    stop.set()
    for thread in threads:
        thread.join()

    assert problems == []
    assert len(names) == 3
    assert len(seen) > 1


KILLS = int(os.environ.get("ENTENTE_KILLS", "16"))
"""Moments at which a run is killed; for a thorough test set it to 100 or more."""

WRITER = """
import os, sys
from datetime import date
from pathlib import Path
from tests.synthetic import articles, make_home, with_copies
from warehouse.rates import average_rate
given = with_copies(articles())
average_rate("ILS", date(2016, 1, 1), date(2017, 1, 1))  # read once for all
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        for number in range(1000):
            make_home(Path(sys.argv[1]), given[(int(line) + number) % 5 :])
        os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("dead", flush=True)
"""
"""Begins a run per line on its standard input: forked after everything is loaded, so that a kill hits the work and not the imports."""


def test_an_etl_killed_at_any_moment_never_disturbs_readers_and_the_next_run_repairs(tmp_path: Path) -> None:
    make_home(tmp_path, ALL[:1])
    reader, chance, pipe = Warehouse(tmp_path), random.Random(20), subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdin=pipe, stdout=pipe, text=True, cwd=REPOSITORY) as writer:
        assert writer.stdin is not None and writer.stdout is not None
        for number in range(KILLS):
            print(number, file=writer.stdin, flush=True)
            pid = int(writer.stdout.readline())
            assert pid > 1
            time.sleep(chance.uniform(0.01, 0.9))
            os.kill(pid, signal.SIGKILL)
            while writer.stdout.readline() != "dead\n":
                pass

            generation = reader.generation()
            assert generation is not None
            assert generation.problem is None
            assert len(reader.execute("from article_overview")) == generation.articles
        writer.stdin.close()

    repaired = make_home(tmp_path, ALL)
    scratch = make_home(tmp_path / "scratch", ALL)
    assert repaired.generation == scratch.generation
    assert not list((tmp_path / "generations").glob(".draft*"))
    assert not list(tmp_path.glob(".current*"))


def test_a_stale_log_beside_a_generation_does_no_harm(tmp_path: Path) -> None:
    first = make_home(tmp_path, ALL[:3])
    (tmp_path / "generations" / f"gen-{first.generation}.duckdb.wal").write_bytes(b"of another file")
    rollback_to = make_home(tmp_path, ALL)
    make_home(tmp_path, ALL[:3])

    generation = Warehouse(tmp_path).generation()

    assert generation is not None
    assert (generation.name, generation.problem) == (first.generation, None)
    assert rollback_to.generation != first.generation


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[: len(data) // 2] = os.urandom(len(data) // 2)
    path.write_bytes(data)


@pytest.fixture(params=[truncate, scribble, Path.unlink], ids=["cut short", "garbage", "deleted"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A home whose newest of two generations is broken, and the name of the older one."""
    old = make_home(tmp_path, ALL[:3])
    time.sleep(0.01)
    new = make_home(tmp_path, ALL)
    request.param(tmp_path / "generations" / f"gen-{new.generation}.duckdb")
    yield tmp_path, old.generation


def test_an_unreadable_generation_is_replaced_by_the_one_before_which_says_so(broken: tuple[Path, str]) -> None:
    home, old = broken
    warehouse = Warehouse(home)

    generation = warehouse.generation()

    assert generation is not None
    assert generation.name == old
    assert generation.problem is not None
    assert "this is the one before" in generation.problem
    assert len(warehouse.execute("from article_overview")) == 3


def test_an_unreadable_generation_is_built_again_by_the_next_run(broken: tuple[Path, str]) -> None:
    home, _ = broken

    published = make_home(home, ALL)

    generation = Warehouse(home).generation()
    assert generation is not None
    assert (generation.name, generation.problem) == (published.generation, None)


def test_a_damaged_lake_part_is_named_and_extracted_again(tmp_path: Path) -> None:
    first = make_home(tmp_path, ALL)
    (part,) = (tmp_path / "lake" / "parts").iterdir()
    (part / "facts.parquet").write_bytes(b"PAR1 nothing")

    with pytest.raises(DamagedLake, match="Run 'entente etl'"):
        update(tmp_path / "lake", tmp_path, full=True)
    generation = Warehouse(tmp_path).generation()
    assert generation is not None
    assert generation.name == first.generation

    write_lake(Lake(tmp_path / "lake"), ALL)  # what is not known is extracted again
    assert update(tmp_path / "lake", tmp_path, full=True).generation == first.generation


def test_parts_from_before_a_column_was_added_are_read_on(tmp_path: Path) -> None:
    first = make_home(tmp_path, ALL)
    for path in (tmp_path / "lake" / "parts").glob("*/articles.parquet"):
        pq.write_table(pq.read_table(path).drop_columns("words_hash"), path)

    assert update(tmp_path / "lake", tmp_path, full=True).generation == first.generation


def test_without_a_lake_the_message_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DamagedLake, match="Run 'entente etl'"):
        update(tmp_path / "lake", tmp_path)
    assert Warehouse(tmp_path).generation() is None
    with pytest.raises(NoWarehouse, match=r"no warehouse yet\. Run 'entente etl'"):
        Warehouse(tmp_path).execute("select 1")


def test_only_so_many_generations_are_kept_and_the_served_one_always(tmp_path: Path) -> None:
    for number in range(1, 6):
        write_lake(Lake(tmp_path / "lake"), ALL[:number])
        last = update(tmp_path / "lake", tmp_path, keep=3)

    assert len(generations(tmp_path)) == 3
    assert generations(tmp_path)[0] == f"gen-{last.generation}.duckdb"


def test_rollback_serves_the_generation_before(tmp_path: Path) -> None:
    first, second = make_home(tmp_path, ALL[:3]), make_home(tmp_path, ALL)
    warehouse = Warehouse(tmp_path)
    served = warehouse.generation()
    assert served is not None
    assert served.name == second.generation

    assert rollback(tmp_path) == first.generation

    served = warehouse.generation()
    assert served is not None
    assert served.name == first.generation
    with pytest.raises(WarehouseError, match="no older generation"):
        rollback(tmp_path)


def test_a_clock_that_jumps_back_changes_nothing_about_the_order(tmp_path: Path) -> None:
    first, second = make_home(tmp_path, ALL[:3]), make_home(tmp_path, ALL)
    for number, name in enumerate((second.generation, first.generation)):
        os.utime(tmp_path / "generations" / f"gen-{name}.duckdb", (number, number))

    assert generations(tmp_path) == [f"gen-{second.generation}.duckdb", f"gen-{first.generation}.duckdb"]
    assert rollback(tmp_path) == first.generation


def change_generation(path: Path, sql: str) -> None:
    with closing(duckdb.connect(str(path))) as con:
        con.execute(sql)


def test_a_warehouse_of_an_older_version_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = make_home(tmp_path, ALL[:3])
    path = Layout(tmp_path).current.resolve()
    change_generation(path, "drop view observation_evidence; update core.generation set schema_digest = 'older'")
    monkeypatch.setattr(warehouse.read, "find_query", lambda _: "from observation_evidence")
    with pytest.raises(WarehouseError, match=r"built by another version of Entente\. Run 'entente etl'"):
        Warehouse(tmp_path).query("any")
    monkeypatch.setattr(warehouse.build, "schema_digest", lambda: "newer")

    again = update(tmp_path / "lake", tmp_path)

    assert again.changed
    assert again.generation != old.generation
    assert len(Warehouse(tmp_path).query("any")) > 0
    assert Warehouse(tmp_path).execute("select * from generation_change where what = 'figure'").empty  # nothing to compare with


def test_a_full_disk_is_explained_and_leaves_the_old_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_home(tmp_path, ALL[:3])

    def full(*_: object) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    monkeypatch.setattr(warehouse.build, "derive_figures", full)
    with pytest.raises(WarehouseError, match=r"cannot build there .*No space left.*Free some space"):
        make_home(tmp_path, ALL)

    generation = Warehouse(tmp_path).generation()
    assert generation is not None
    assert generation.name == first.generation
    assert not list((tmp_path / "generations").glob(".draft*"))


def test_the_changes_from_the_generation_before_are_listed(tmp_path: Path) -> None:
    make_home(tmp_path, ALL[1:])
    changed = replace(ALL[1], facts=(replace(ALL[1].facts[0], value=3.2e9), *ALL[1].facts[1:]))
    old = Layout(tmp_path).current.resolve()
    write_lake(Lake(tmp_path / "lake"), [ALL[0], changed, *ALL[2:-1]], version="synthetic-2")
    update(tmp_path / "lake", tmp_path)

    rows = Warehouse(tmp_path).execute("select change, what, count(*) as n from generation_change group by all order by all")

    counts = {(change, what): n for change, what, n in rows.values.tolist()}
    assert counts["added", "article"] == 1
    assert counts["withdrawn", "article"] == 1
    assert counts["withdrawn", "figure"] == 1
    assert counts["changed", "figure"] >= 1
    assert counts["changed", "event"] == 1  # the cyber agreement has a second telling now
    assert len(compare(old, Layout(tmp_path).current)) == sum(counts.values())


def test_two_publications_at_once_wait_or_name_the_other(tmp_path: Path) -> None:
    make_home(tmp_path, ALL[:2])
    with exclusive(tmp_path, "publish"), pytest.raises(Busy, match=rf"process {os.getpid()} is at work"):
        update(tmp_path / "lake", tmp_path)
    timer = threading.Thread(target=lambda: hold(tmp_path, 0.3))
    timer.start()
    time.sleep(0.1)
    update(tmp_path / "lake", tmp_path, wait_seconds=5)
    timer.join()


def hold(home: Path, seconds: float) -> None:
    with exclusive(home, "publish"):
        time.sleep(seconds)


def test_a_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    script = "import os\nfrom pathlib import Path\nfrom warehouse.home import exclusive\n"
    script += f"with exclusive(Path({str(tmp_path)!r}), 'publish'):\n    os._exit(9)"
    subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=False)

    assert make_home(tmp_path, ALL[:1]).changed


def test_a_home_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match=r"cannot write there .*--home"), exclusive(tmp_path / "file" / "home", "etl"):
        pass


def test_the_home_is_chosen_by_option_then_environment_then_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_HOME", str(tmp_path / "environment"))
    assert data_home(str(tmp_path / "option")) == tmp_path / "option"
    assert data_home(None) == tmp_path / "environment"
    monkeypatch.delenv("ENTENTE_HOME")
    assert data_home(None) == REPOSITORY / "warehouse" / "data"


def test_a_few_articles_make_a_small_generation(tmp_path: Path) -> None:
    published = make_home(tmp_path, ALL[:2])
    assert (tmp_path / "generations" / f"gen-{published.generation}.duckdb").stat().st_size < 6e6


def test_a_home_can_be_moved(tmp_path: Path) -> None:
    first = make_home(tmp_path / "old", ALL)
    shutil.move(tmp_path / "old", tmp_path / "new place's")

    again = make_home(tmp_path / "new place's", ALL)

    assert again == replace(first, changed=False, warnings=())


def test_built_generations_hold_no_path_of_this_machine(tmp_path: Path) -> None:
    published = make_home(tmp_path / "secret-place", ALL)
    data = (tmp_path / "secret-place" / "generations" / f"gen-{published.generation}.duckdb").read_bytes()

    assert b"secret-place" not in data
