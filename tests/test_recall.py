"""A rerun opens only files that may have changed, and what it does not open changes nothing of the result."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from etl import recall
from etl.lake import Entry
from etl.recall import Seen, read_recall, write_recall
from etl.sources import blob, jsonlines
from etl.sources.problem import Problem
from etl.update import Summary, update
from tests.test_engine import write

TEXT = "Japan and Israel signed an agreement on cyber security in Tokyo on Monday. Trade rose to $4 billion in 2018.\n"
TICK = 0.02
"""Seconds after which the system gives another time to a file that is written again."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    (place / "2018").mkdir(parents=True)
    for number in range(4):
        (place / "2018" / f"{number}.txt").write_text(TEXT.replace("4 billion", f"{number + 1} billion"))
    (place / "empty.txt").touch()
    (place / "articles.csv").write_text("file,title,published\n2018/1.txt,Accord,2018-05-04\n")
    time.sleep(TICK)
    return place


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were opened, apart from articles.csv."""
    names: list[str] = []

    def note(path: Path) -> BinaryIO:
        if path.name != "articles.csv":
            names.append(path.name)
        return path.open("rb")

    monkeypatch.setattr(blob, "_open", note)
    return names


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once, so that no test waits."""
    monkeypatch.setattr(recall, "FRESH_NS", 0)


@pytest.fixture
def run(folder: Path, tmp_path: Path, opened: list[str]) -> Callable[..., Summary]:
    def once(**options: bool) -> Summary:
        opened.clear()
        time.sleep(TICK)
        summary = update(str(folder), tmp_path / "home", jobs=1, **options)
        assert summary.seen == summary.new + summary.changed + summary.unchanged + summary.rejected
        return summary

    return once


def test_a_rerun_opens_no_file(run: Callable[..., Summary], settled: None, opened: list[str]) -> None:
    first = run()
    assert sorted(opened) == ["0.txt", "1.txt", "2.txt", "3.txt", "empty.txt"]
    again = run()
    assert opened == []
    assert (again.unchanged, again.rejected, again.idle, again.problems) == (4, 1, True, first.problems)


def test_full_reads_every_file(run: Callable[..., Summary], settled: None, opened: list[str]) -> None:
    run()
    assert run(full=True).extracted == 4
    assert len(opened) == 5


def test_a_file_of_the_same_size_is_read_when_its_time_has_changed(
    run: Callable[..., Summary], settled: None, folder: Path, opened: list[str]
) -> None:
    run()
    path = folder / "2018" / "2.txt"
    path.write_text(path.read_text().replace("$3 billion", "$9 billion"))
    assert (run().changed, opened) == (1, ["2.txt"])


def test_a_file_of_the_same_size_whose_time_was_set_back_is_read(
    run: Callable[..., Summary], settled: None, folder: Path, opened: list[str]
) -> None:
    run()
    path = folder / "2018" / "2.txt"
    before = path.stat()
    path.write_text(path.read_text().replace("$3 billion", "$9 billion"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (run().changed, opened) == (1, ["2.txt"])


def test_a_file_that_was_touched_is_read_once_and_changes_nothing(
    run: Callable[..., Summary], settled: None, folder: Path, opened: list[str]
) -> None:
    run()
    (folder / "2018" / "2.txt").touch()
    assert (run().idle, opened) == (True, ["2.txt"])
    assert (run().idle, opened) == (True, [])


def test_a_file_changed_just_before_a_run_is_read_again(run: Callable[..., Summary], opened: list[str]) -> None:
    run()  # it may be changed once more within what the clock can tell apart
    assert (run().idle, len(opened)) == (True, 5)


def test_a_file_with_a_time_to_come_is_read_again(run: Callable[..., Summary], folder: Path, settled: None, opened: list[str]) -> None:
    ahead = time.time() + 3600  # the clock was wrong then, or is now
    os.utime(folder / "2018" / "2.txt", (ahead, ahead))
    run()
    assert (run().idle, opened) == (True, ["2.txt"])


def test_a_row_of_articles_csv_concerns_its_file_alone(run: Callable[..., Summary], settled: None, folder: Path, opened: list[str]) -> None:
    run()
    (folder / "articles.csv").write_text("file,title,published\n2018/1.txt,Accord,2018-05-04\n2018/3.txt,Trade,2019\n")
    assert (run().changed, opened) == (1, ["3.txt"])


def test_what_the_lake_lost_is_read_again(run: Callable[..., Summary], settled: None, tmp_path: Path, opened: list[str]) -> None:
    run()
    shutil.rmtree(tmp_path / "home" / "lake" / "parts")
    assert (run().extracted, len(opened)) == (4, 4)


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"no Parquet")])
def test_without_memory_every_file_is_read_and_the_result_is_the_same(
    run: Callable[..., Summary], settled: None, tmp_path: Path, opened: list[str], damage: Callable[[Path], object]
) -> None:
    run()
    damage(tmp_path / "home" / "lake" / "recall.parquet")
    assert (run().idle, len(opened)) == (True, 5)


def test_another_source_has_nothing_to_do_with_it(
    run: Callable[..., Summary], settled: None, folder: Path, tmp_path: Path, opened: list[str]
) -> None:
    run()
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copy2)
    opened.clear()
    assert update(str(tmp_path / "copy"), tmp_path / "home", jobs=1).unchanged == 4
    assert len(opened) == 5


def test_after_any_changes_a_rerun_gives_what_a_first_run_gives(
    run: Callable[..., Summary], settled: None, folder: Path, tmp_path: Path
) -> None:
    chance = random.Random(5)
    for turn in range(8):
        files = sorted(folder.rglob("*.txt"))
        chosen = chance.choice(files)
        action = chance.choice(("write", "move", "copy", "delete", "touch", "table"))
        if action == "write":
            chosen.write_text(TEXT.replace("2018", str(2000 + turn)))
        elif action == "move":
            chosen.rename(folder / f"moved{turn}.txt")
        elif action == "copy":
            shutil.copy2(chosen, folder / f"copy{turn}.txt")
        elif action == "delete" and len(files) > 3:
            chosen.unlink()
        elif action == "touch":
            chosen.touch()
        else:
            (folder / "articles.csv").write_text(f"file,title\n{chosen.relative_to(folder)},Title {turn}\n")
        summary = run()
        fresh = update(str(folder), tmp_path / f"fresh{turn}", jobs=1)
        assert (summary.generation, summary.problems) == (fresh.generation, fresh.problems), (turn, action)


def test_long_json_lines_that_were_only_touched_are_not_taken_apart(tmp_path: Path, settled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "wire.jsonl", 60)
    lines: list[str] = []
    read_line = jsonlines._read_line

    def note(line: bytes, where: str, name: str) -> object:
        lines.append(where)
        return read_line(line, where, name)

    monkeypatch.setattr(jsonlines, "_read_line", note)
    time.sleep(TICK)
    update(str(source), tmp_path / "home", jobs=1)
    assert len(lines) == 60
    source.touch()
    assert update(str(source), tmp_path / "home", jobs=1).idle
    assert len(lines) == 60
    text = source.read_text()
    source.write_text(text.replace("worth $7 million", "worth $8 million"))
    assert update(str(source), tmp_path / "home", jobs=1).changed == 1
    assert len(lines) == 120


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    seen = {
        "a.jsonl": Seen("a", (1, 2, 3, 4), "d", [Entry("x", "a, line 1", "k", ("odd", "old")), Problem("a, line 2", "empty", "Fill it.")]),
        "b.txt": Seen("b\x1ftitle", None, None, [Entry("b", "b.txt", "l")]),
    }
    write_recall(tmp_path / "r", "here", seen)
    assert read_recall(tmp_path / "r", "here") == seen
    assert read_recall(tmp_path / "r", "there") == {}
    write_recall(tmp_path / "r", "here", {"\udcff.txt": Seen("b", (1, 2, 3, 4), None, [Entry("b", "b.txt", "l")])})
    assert read_recall(tmp_path / "r", "here") == {}
