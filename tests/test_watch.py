"""`entente watch` runs again when articles change; `entente etl --dry-run` says what a run would do."""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.cli import main
from etl.errors import EtlError
from etl.plan import Action, plan
from etl.update import Summary, update
from etl.watch import Outcome, watch
from warehouse.read import Warehouse

SEEDS = Path(__file__).parents[1] / "seeds"
TEXT = "Japan and Israel signed an agreement on cyber security in Tokyo on Monday. Trade rose to $4 billion in 2018.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    place.mkdir()
    for name in ("001.txt", "003.txt"):
        shutil.copy(SEEDS / name, place / name)
    (place / "articles.csv").write_text("file,title,published\n001.txt,Received,2017-12-25\n003.txt,Accords,2017-05-04\n")
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


class Watched:
    """A watch in a thread, whose outcomes can be waited for."""

    def __init__(self, source: Path, home: Path) -> None:
        self.outcomes: list[Outcome] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(source, home))
        self._thread.start()

    def _run(self, source: Path, home: Path) -> None:
        for outcome in watch(str(source), home, jobs=1, stop=self._stop):
            self.outcomes.append(outcome)

    def wait_for(self, count: int, seconds: float = 60) -> Outcome:
        until = time.monotonic() + seconds
        while len(self.outcomes) < count:
            assert time.monotonic() < until, f"{len(self.outcomes)} runs instead of {count}"
            time.sleep(0.05)
        return self.outcomes[count - 1]

    def end(self) -> None:
        self._stop.set()
        self._thread.join(30)
        assert not self._thread.is_alive()


@pytest.fixture
def watched(folder: Path, home: Path) -> Iterator[Watched]:
    pytest.importorskip("watchfiles")
    watched = Watched(folder, home)
    yield watched
    watched.end()


def test_a_change_runs_the_update_once_and_a_failed_run_does_not_end_the_watch(watched: Watched, folder: Path) -> None:
    first = watched.wait_for(1)
    assert isinstance(first, Summary)
    assert (first.new, first.idle) == (2, False)

    (folder / "004.txt").write_text(TEXT)
    (folder / "005.txt").write_text(TEXT.replace("Monday", "Tuesday"))
    second = watched.wait_for(2)
    assert isinstance(second, Summary)
    assert (second.new, second.extracted) == (2, 2)

    (folder / ".draft").write_text("hidden")
    for path in folder.glob("0*.txt"):
        path.rename(path.with_suffix(".docx"))
    assert isinstance(watched.wait_for(3), EtlError)
    for path in folder.glob("0*.docx"):
        path.rename(path.with_suffix(".txt"))
    last = watched.wait_for(4)
    assert isinstance(last, Summary)
    assert last.unchanged == 4
    time.sleep(1)
    assert len(watched.outcomes) == 4


def test_corrections_and_the_table_of_articles_are_noticed(watched: Watched, folder: Path, home: Path) -> None:
    first = watched.wait_for(1)
    assert isinstance(first, Summary)
    (folder / "articles.csv").write_text("file,title,published\n001.txt,Received,2017-12-26\n003.txt,Accords,2017-05-04\n")
    second = watched.wait_for(2)
    assert isinstance(second, Summary)
    assert second.changed == 1

    fact = Warehouse(home).execute("select fact_id from fact_evidence order by fact_id limit 1").iloc[0, 0]
    (home / "corrections.csv").write_text(f"action,target,field,value,by,on,why\nreject,{fact},,,me,2026-01-01,not meant\n")
    third = watched.wait_for(3)
    assert isinstance(third, Summary)
    assert (third.unchanged, third.generation != second.generation) == (2, True)


@pytest.mark.parametrize(("source", "match"), [("memory://news", "on this machine"), ("-", "on this machine"), ("nowhere", "no such file")])
def test_what_cannot_be_watched_is_an_error(home: Path, source: str, match: str) -> None:
    with pytest.raises(EtlError, match=match):
        next(watch(source, home))


def test_a_plan_says_what_is_new_and_writes_nothing(folder: Path, home: Path) -> None:
    (folder / "bad.txt").write_text(" ")
    planned = plan(str(folder), home)

    assert [(step.action, step.doc_id, step.extract) for step in planned.steps] == [
        (Action.NEW, "001", True),
        (Action.NEW, "003", True),
        (Action.REJECTED, "", False),
    ]
    assert planned.build
    assert not home.exists()


def test_a_plan_says_what_changed_and_why(folder: Path, home: Path) -> None:
    update(str(folder), home, jobs=1)
    assert [(step.action, step.reason) for step in plan(str(folder), home).steps] == [
        (Action.UNCHANGED, "the same text and metadata; its findings are in the lake")
    ] * 2
    assert not plan(str(folder), home).build
    (home / "corrections.csv").write_text("action,target,field,value,by,on,why\n")
    assert plan(str(folder), home).why == "corrections, official statistics or the program have changed"
    (home / "corrections.csv").unlink()

    (folder / "003.txt").rename(folder / "accords.txt")
    (folder / "new.txt").write_text(TEXT)
    (folder / "articles.csv").write_text("file,title,published\n001.txt,Received,2017-12-26\naccords.txt,Accords,2017-05-04\n")
    planned = plan(str(folder), home)
    assert [(step.action, step.doc_id, step.reason) for step in planned.steps] == [
        (Action.CHANGED, "001", "published: 2017-12-25 → 2017-12-26; to be extracted"),
        (Action.RENAMED, "accords", "the text and metadata of 003; its findings are in the lake"),
        (Action.NEW, "new", "not seen before; to be extracted"),
    ]
    assert planned.build

    (folder / "accords.txt").unlink()
    (folder / "001.txt").write_text(TEXT)
    steps = {step.doc_id: step for step in plan(str(folder), home).steps}
    assert steps["001"].reason == "another text, published: 2017-12-25 → 2017-12-26; to be extracted"
    assert (steps["003"].action, steps["003"].reason) == (Action.REMOVED, "no longer in the source; its findings are withdrawn")
    assert all(step.extract for step in plan(str(folder), home, full=True).steps if step.action in (Action.CHANGED, Action.NEW))


def test_an_update_does_what_the_plan_says(folder: Path, home: Path) -> None:
    update(str(folder), home, jobs=1)
    (folder / "new.txt").write_text(TEXT)
    planned = plan(str(folder), home)
    summary = update(str(folder), home, jobs=1)

    assert summary.extracted == sum(step.extract for step in planned.steps) == 1


def test_the_command_prints_the_plan(folder: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["etl", "--dry-run", "--seeds", str(folder), "--home", str(home)])
    out = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    assert out[0] == "new       news/001.txt: not seen before; to be extracted"
    assert out[-1] == "2 to extract; the warehouse would be built again (articles or the extractor have changed). Nothing was done."

    with pytest.raises(SystemExit):
        main(["etl", "--dry-run", "--json", "--seeds", str(folder), "--home", str(home)])
    assert json.loads(capsys.readouterr().out)["steps"][0]["action"] == "new"


def test_a_missing_library_is_named_with_what_to_install(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(EtlError, match=r"pip install 'entente\[watch\]'"):
        next(watch(str(folder), home))
