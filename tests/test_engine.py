"""Whatever happens to the processes, each article is in the lake once, and only the one that kills them is rejected."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.engine import Engine, open_engine
from etl.engine.dask import DaskEngine, check_sight, check_versions
from etl.engine.local import LocalEngine
from etl.engine.survive import KILLED
from etl.errors import EtlError
from etl.lake import Lake
from etl.lake.durable import LakeError
from etl.update import Summary, update
from etl.version import extractor_version
from tests.test_update import content
from warehouse.errors import Busy

pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # workers that are killed on purpose leave sockets open

REPOSITORY = Path(__file__).parents[1]
ENGINES = ("local", "dask")
FILLER = "The ministers spoke about many other things, none of which is a figure or an act. " * 40

# Every process that is started finds this at its start: it notes what it extracts, and some texts slow it down or kill it.
CUSTOMS = """
import os, sys, time
if "ENTENTE_TEST_LOG" in os.environ and not any("pytest" in each for each in sys.argv):
    from etl.engine import work
    extract = work.extract
    def noted(article):
        if "POISON" in article.text:
            os._exit(9)
        time.sleep(0.01 * article.text.count("SLOW"))
        with open(os.environ["ENTENTE_TEST_LOG"], "a") as log:
            log.write(f"{article.doc_id} {os.getpid()}\\n")
        return extract(article)
    work.extract = noted
    work.extract_all = lambda articles: [noted(article) for article in articles]
"""


class Log:
    """What the processes noted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self) -> list[list[str]]:
        return [line.split() for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def counts(self) -> Counter[str]:
        return Counter(line[0] for line in self.lines())

    def processes(self) -> list[int]:
        return sorted({int(line[1]) for line in self.lines()})

    def wait_for(self, count: int, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while len(self.lines()) < count:
            assert time.monotonic() < until, f"{len(self.lines())} articles extracted instead of {count}"
            time.sleep(0.02)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Log:
    folder = tmp_path / "customs"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CUSTOMS)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(REPOSITORY)]))
    monkeypatch.setenv("ENTENTE_TEST_LOG", str(tmp_path / "log"))
    return Log(tmp_path / "log")


def write(path: Path, count: int, words: Callable[[int], str] = lambda _: "") -> Path:
    """So many articles as JSON Lines, 3.3 kB each."""
    texts = (f"Japan exported goods worth ${number + 1} million to Israel in 2016. {words(number)} {FILLER}" for number in range(count))
    path.write_text("".join(json.dumps({"id": f"a{number:05d}", "text": text}) + "\n" for number, text in enumerate(texts)))
    return path


def once(summary: Summary, home: Path, count: int) -> None:
    """Every article is in the collection once, and whole."""
    commit = Lake(home / "lake").last_commit()
    assert commit is not None
    assert sorted(commit.inventory) == [f"a{number:05d}" for number in range(count)]
    assert Lake(home / "lake").damaged() == []
    assert (summary.seen, summary.facts) == (count, count)


def command(source: Path, home: Path, *options: str) -> list[str]:
    return [
        sys.executable,
        "-c",
        "from etl.cli import main; main()",
        "etl",
        "--seeds",
        str(source),
        "--home",
        str(home),
        "--json",
        *options,
    ]


def start(source: Path, home: Path, *options: str) -> subprocess.Popen[str]:
    """A run in a process of its own, as a user starts it."""
    return subprocess.Popen(command(source, home, *options), cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_in_processes_gives_what_a_run_in_this_one_gives(tmp_path: Path, engine: str) -> None:
    source = write(tmp_path / "wire.jsonl", 200)
    alone = update(str(source), tmp_path / "alone", jobs=1)
    many = update(str(source), tmp_path / "many", jobs=2, engine=engine)

    once(many, tmp_path / "many", 200)
    assert many.generation == alone.generation
    assert content(tmp_path / "many") == content(tmp_path / "alone")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_worker_killed_in_mid_run_costs_nothing_but_time(tmp_path: Path, log: Log, engine: str) -> None:
    source = write(tmp_path / "wire.jsonl", 200, lambda _: "SLOW")
    run = start(source, tmp_path / "home", "--engine", engine, "--jobs", "2")
    log.wait_for(60)
    os.kill(log.processes()[0], signal.SIGKILL)
    out, err = run.communicate(timeout=120)

    assert run.returncode == 0, err
    commit = Lake(tmp_path / "home" / "lake").last_commit()
    assert commit is not None
    assert len(commit.inventory) == json.loads(out)["facts"] == 200
    assert len(log.processes()) == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_run_is_taken_up_where_it_stopped(tmp_path: Path, log: Log, engine: str) -> None:
    source = write(tmp_path / "wire.jsonl", 200, lambda _: "SLOW")
    run = start(source, tmp_path / "home", "--engine", engine, "--jobs", "2")
    log.wait_for(110)
    run.kill()
    run.communicate()
    time.sleep(1.5)  # processes that had a partition in hand finish it, or end with their parent
    parts = Lake(tmp_path / "home" / "lake").sound_parts().values()
    finished = {key for part in parts for key in part.keys}
    assert finished
    assert Lake(tmp_path / "home" / "lake").last_commit() is None

    log.path.unlink()
    summary = update(str(source), tmp_path / "home", jobs=2, engine=engine)

    once(summary, tmp_path / "home", 200)
    assert len(log.lines()) == summary.extracted == 200 - len(finished)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_article_that_kills_its_process_is_the_only_one_rejected(tmp_path: Path, log: Log, engine: str) -> None:
    articles = [
        {"id": str(number), "text": f"Japan exported goods worth ${number + 1} million to Israel in 2016. {FILLER * 30}"}
        for number in range(6)
    ]
    articles[4]["text"] += "POISON"
    source = tmp_path / "wire.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in articles))
    summary = update(str(source), tmp_path / "home", jobs=2, engine=engine)

    assert [(problem.source, problem.reason) for problem in summary.problems] == [(f"{source}, line 5", KILLED)]
    assert (summary.new, summary.facts) == (5, 5)
    again = update(str(source), tmp_path / "home", jobs=2, engine=engine)
    assert (again.problems, again.idle) == (summary.problems, True)  # it is not tried again by the same extractor


def test_a_file_that_kills_its_process_is_the_only_one_rejected(tmp_path: Path, log: Log) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"Trade came to ${number + 1} million. {'POISON' if number == 5 else ''} {FILLER * 30}")
    summary = update(str(folder), tmp_path / "home", jobs=2)

    assert [(problem.source, problem.reason) for problem in summary.problems] == [("news/5.txt", KILLED)]
    assert summary.new == 7


@pytest.mark.parametrize("engine", ENGINES)
def test_two_runs_on_one_lake_wait_or_say_who_is_at_work(tmp_path: Path, log: Log, engine: str) -> None:
    source = write(tmp_path / "wire.jsonl", 200, lambda _: "SLOW")
    run = start(source, tmp_path / "home", "--engine", engine, "--jobs", "2")
    log.wait_for(10)
    with pytest.raises(Busy, match=f"process {run.pid} is at work here. Wait until it has ended"):
        update(str(source), tmp_path / "home")
    waited = update(str(source), tmp_path / "home", wait_seconds=120)
    out, err = run.communicate(timeout=60)

    assert run.returncode == 0, err
    assert (waited.unchanged, waited.extracted, waited.generation) == (200, 0, json.loads(out)["generation"])
    assert set(log.counts().values()) == {1}


@pytest.mark.parametrize("engine", ENGINES)
def test_ctrl_c_ends_all_processes_and_leaves_a_clean_lake(tmp_path: Path, log: Log, engine: str) -> None:
    source = write(tmp_path / "wire.jsonl", 200, lambda _: "SLOW")
    run = subprocess.Popen(
        command(source, tmp_path / "home", "--engine", engine, "--jobs", "2"),
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    log.wait_for(100)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does
    out, err = run.communicate(timeout=60)

    assert (run.returncode, out) == (130, "")
    assert err == "Stopped. What was extracted is kept; run the same command again to go on.\n"
    for process in log.processes():
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    assert Lake(tmp_path / "home" / "lake").damaged() == []
    once(update(str(source), tmp_path / "home"), tmp_path / "home", 200)
    assert not list((tmp_path / "home" / "lake" / "parts").glob(".*"))


@pytest.fixture(params=ENGINES)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with open_engine(request.param, tmp_path, jobs=2) as engine:
        yield engine


def double(number: int) -> int:
    return 2 * number


def fail(number: int) -> int:
    raise LakeError(f"no place for {number}")


def die(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def test_an_engine_does_every_task(opened: Engine) -> None:
    assert sorted(opened.run(double, range(40))) == [(number, 2 * number) for number in range(40)]
    assert list(opened.run(double, [])) == []
    found = dict(opened.run(die, range(6)))
    assert sorted(found) == list(range(6))
    assert found.pop(3) is None
    # A Dask worker that dies takes those that wait on it along; whoever asked gives them again, a half at a time (survive.py).
    may_be_lost = isinstance(opened, DaskEngine)
    assert all(result == number or (may_be_lost and result is None) for number, result in found.items())


def test_an_error_of_the_work_reaches_whoever_asked_for_it(opened: Engine) -> None:
    with pytest.raises(LakeError, match="no place for 1"):
        list(opened.run(fail, [1]))


def test_processes_live_through_the_run() -> None:
    with LocalEngine(2) as engine:
        found = {pid for _, pid in engine.run(process_of, range(20))} | {pid for _, pid in engine.run(process_of, range(20))}
    assert len(found) <= 2


def process_of(_: int) -> int:
    return os.getpid()


def test_workers_with_another_extractor_are_refused() -> None:
    with pytest.raises(EtlError, match=r"Worker tcp://b has version other of the extractor, this machine has .*\(1 of 2 workers differ\)"):
        check_versions({"tcp://a": extractor_version(), "tcp://b": "other"})
    with pytest.raises(EtlError, match=r"Worker tcp://a has no extractor.*Install the same package \(or wheel\) on every worker"):
        check_versions({"tcp://a": ""})
    with pytest.raises(EtlError, match=r"lake: worker tcp://b does not see this folder \(1 of 2 workers do not\)"):
        check_sight(Path("lake"), {"tcp://a": True, "tcp://b": False})


def test_a_cluster_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.engine.dask.PATIENCE", 0.5)
    source = write(tmp_path / "wire.jsonl", 3)
    with pytest.raises(EtlError, match=r"tcp://127.0.0.1:9: no Dask scheduler answers there\. Check the address"):
        update(str(source), tmp_path / "home", engine="dask", scheduler="tcp://127.0.0.1:9")


def test_a_missing_library_is_named_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EtlError, match=r"pip install 'entente\[dask\]'"):
        update(str(write(tmp_path / "wire.jsonl", 3)), tmp_path / "home", engine="dask")


def test_an_existing_cluster_is_used_and_left_running(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    source = write(tmp_path / "wire.jsonl", 60)
    options: dict[str, Any] = {"dashboard_address": None, "worker_dashboard_address": None, "silence_logs": 50}
    with LocalCluster(n_workers=1, threads_per_worker=1, **options) as cluster:
        once(update(str(source), tmp_path / "home", engine="dask", scheduler=cluster.scheduler_address), tmp_path / "home", 60)
        with Client(cluster) as client:
            assert client.submit(double, 2).result() == 4
