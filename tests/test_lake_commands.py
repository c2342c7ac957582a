"""`entente lake`: what lies there, what nothing needs, and small parts put together."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from etl.cli import main
from etl.identity import content_key
from etl.lake import Entry, Lake, compact
from etl.lake.compaction import LARGE
from etl.lake.stats import lake_stats
from etl.update import update
from tests.synthetic import articles, extraction, write_lake
from tests.test_engine import write
from tests.test_update import content
from warehouse import publish

ALL = articles()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose lake has a part for each article, and one of an article that has left."""
    lake = Lake(tmp_path / "lake")
    for each in ALL:
        found = extraction(each)
        lake.write_part({content_key(found.article): found}, "synthetic-1")
    write_lake(lake, ALL[1:])
    publish.update(tmp_path / "lake", tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["lake", *arguments])
    return int(ended.value.code or 0)


def test_compacting_changes_nothing_but_the_number_of_parts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(home)
    assert run("compact", "--home", str(home)) == 0
    assert capsys.readouterr().out == "1 large parts made; the collection lies in 1 now.\n"

    lake = Lake(home / "lake")
    assert [part.keys for part in lake.sound_parts().values()] == [tuple(sorted(content_key(extraction(each).article) for each in ALL[1:]))]
    assert not publish.update(home / "lake", home).changed
    assert publish.is_current(home / "lake", home)
    publish.update(home / "lake", home, full=True)
    assert content(home) == before
    assert run("compact", "--home", str(home)) == 0
    assert capsys.readouterr().out == "Nothing to do: 1 parts.\n"


def test_a_part_that_lacks_a_new_column_can_be_compacted(home: Path) -> None:
    import pyarrow.parquet as pq

    lake = Lake(home / "lake")
    first, *_ = lake.sound_parts().values()
    path = lake.parts / first.part_id / "facts.parquet"
    tables = {name: pq.read_table(lake.parts / first.part_id / f"{name}.parquet") for name in ("articles", "facts", "events", "dropped")}
    tables["facts"] = tables["facts"].drop_columns(["group_id"])
    lake.write_tables(list(first.keys), tables, first.version)
    assert "group_id" not in pq.read_schema(path).names

    assert compact(lake, set(lake.holders("synthetic-1")), "synthetic-1") == 1
    (whole,) = set(lake.holders("synthetic-1").values())
    assert "group_id" in pq.read_schema(lake.parts / whole / "facts.parquet").names


def test_large_parts_stay_as_they_are(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.lake.compaction.SMALL", 1)
    lake = Lake(home / "lake")
    assert compact(lake, set(lake.holders("synthetic-1")), "synthetic-1") == 0
    assert LARGE > 64_000_000


def test_garbage_is_named_with_its_reason_before_it_goes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lake = Lake(home / "lake")
    old = extraction(ALL[0])
    lake.write_part({content_key(old.article): old}, "older")
    (lake.parts / ".draft-1-x").mkdir()

    assert run("gc", "--dry-run", "--home", str(home)) == 0
    said = capsys.readouterr().out
    assert "of another extractor version (older)" in said
    assert "a part that was never finished" in said
    assert "a part that no commit names" in said
    assert said.endswith("3 leftovers, 0.1 MB; nothing was removed.\n")
    before = lake_stats(Lake(home / "lake"))
    assert (before.leftovers, before.articles, before.parts) == (3, len(ALL) - 1, len(ALL) - 1)

    assert run("gc", "--home", str(home)) == 0
    assert capsys.readouterr().out.endswith(" removed.\n")
    assert lake_stats(Lake(home / "lake")) == replace(before, leftovers=0, leftover_size=0)
    assert publish.is_current(home / "lake", home)


def test_stats_count_what_is_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", "--json", "--home", str(home)) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["articles"], found["rows"]["articles"], found["parts"], found["leftovers"]) == (
        len(ALL) - 1,
        len(ALL) - 1,
        len(ALL) - 1,
        1,
    )
    assert run("stats", "--home", str(home)) == 0
    assert f"{len(ALL) - 1} articles, extractor version synthetic-1" in capsys.readouterr().out
    assert run("stats", "--home", str(home / "nowhere")) == 1
    assert "no lake yet. Run 'entente etl'" in capsys.readouterr().err


def test_many_small_parts_are_put_together_by_the_run_that_makes_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.update.MANY_PARTS", 3)
    for count in (2, 4, 6):
        update(str(write(tmp_path / "wire.jsonl", count)), tmp_path / "home", jobs=1)
    commit = Lake(tmp_path / "home" / "lake").last_commit()
    assert commit is not None
    assert len(set(commit.parts.values())) == 1
    assert update(str(tmp_path / "wire.jsonl"), tmp_path / "home", jobs=1).idle


def test_entries_of_a_commit_survive_compaction(home: Path) -> None:
    lake = Lake(home / "lake")
    commit = lake.last_commit()
    assert commit is not None
    assert isinstance(next(iter(commit.inventory.values())), Entry)
    run("compact", "--home", str(home))
    again = Lake(home / "lake").last_commit()
    assert again is not None
    assert (again.inventory, again.rejected, again.version) == (commit.inventory, commit.rejected, commit.version)
