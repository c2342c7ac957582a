"""A run killed at any moment: the next one repairs what it left, and ends where a run from scratch ends."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.lake import Lake, LakeError
from etl.update import update
from tests.test_engine import REPOSITORY, command, write
from warehouse.errors import NoWarehouse, WarehouseError
from warehouse.read import Warehouse

KILLS = int(os.environ.get("ENTENTE_KILLS", "4"))
"""How often; a hundred take some minutes."""


def change(folder: Path, chance: random.Random, turn: int) -> None:
    """Add, change, rename or remove an article."""
    files = sorted(folder.glob("*.txt"))
    for _ in range(chance.randrange(1, 4)):
        path = chance.choice(files)
        action = chance.choice(("write", "write", "remove", "rename"))
        if action == "write":
            amount, year = chance.randrange(1, 999), chance.randrange(1990, 2020)
            name = chance.choice((path.name, f"new{turn}.txt"))
            (folder / name).write_text(f"Trade between Japan and Israel came to ${amount} million in {year}. " * 3)
        elif action == "remove" and len(files) > 5:
            path.unlink(missing_ok=True)
        elif path.exists():
            path.rename(folder / f"moved{turn}.txt")


def figures(home: Path) -> list[str] | None:
    """What a reader sees now; None if there is no warehouse yet."""
    warehouse = Warehouse(home)
    try:
        return sorted(map(repr, warehouse.execute("select doc_id, value_text, quote_text from fact_evidence").to_dict("records")))
    except NoWarehouse:
        return None
    finally:
        warehouse.close()


def test_a_run_killed_at_any_moment_is_repaired_by_the_next(tmp_path: Path) -> None:
    chance = random.Random(11)
    folder, home = tmp_path / "news", tmp_path / "home"
    shutil.copytree(REPOSITORY / "seeds", folder)
    (folder / "articles.csv").unlink()
    started = time.monotonic()
    subprocess.run(command(folder, home), cwd=REPOSITORY, check=True, capture_output=True)
    longest = time.monotonic() - started
    for turn in range(KILLS):
        before = figures(home)
        change(folder, chance, turn)
        run = subprocess.Popen(command(folder, home), cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + chance.uniform(0, longest)
        while time.monotonic() < until and run.poll() is None:
            assert figures(home) is not None  # readers never see an error meanwhile
            time.sleep(0.05)
        run.send_signal(signal.SIGKILL)
        run.wait()
        killed = figures(home)

        update(str(folder), home, jobs=1)
        repaired = figures(home)
        assert killed in (before, repaired)  # the old generation or the new one, whole
        assert Lake(home / "lake").damaged() == []
        if turn % 10 == 0 or turn == KILLS - 1:
            fresh = update(str(folder), tmp_path / f"fresh{turn}", jobs=1)
            assert repaired == figures(tmp_path / f"fresh{turn}")
            assert update(str(folder), home, jobs=1).generation == fresh.generation
            shutil.rmtree(tmp_path / f"fresh{turn}")


FULL_DISK = """
import errno, os, sys
from pathlib import Path
from etl.lake import durable
from etl.cli import main
real = durable.write_table
def write(path, table):
    if path.name == "events.parquet":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    real(path, table)
durable.write_table = write
from etl.lake import part
part.write_table = write
main(sys.argv[1:])
"""


def test_a_disk_that_fills_up_during_a_part_is_explained_and_the_next_run_goes_on(tmp_path: Path) -> None:
    source, home = write(tmp_path / "wire.jsonl", 5), tmp_path / "home"
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, "etl", "--seeds", str(source), "--home", str(home)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert (
        run.stderr
        == f"{home / 'lake'}: cannot write there (No space left on device). Free some space or choose another folder with --home.\n"
    )
    assert not list((home / "lake" / "parts").iterdir())
    assert update(str(source), home, jobs=1).new == 5


def test_a_disk_that_is_full_in_a_worker_is_explained_too(tmp_path: Path) -> None:
    source, home = write(tmp_path / "wire.jsonl", 200), tmp_path / "home"
    (home / "lake").mkdir(parents=True)
    (home / "lake" / "parts").write_text("in the way")
    with pytest.raises(LakeError, match=r"cannot write there \(.+\)\. Free some space or choose another folder with --home"):
        update(str(source), home, jobs=2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_is_read_only_is_explained(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(WarehouseError, match=r"cannot write there \(Permission denied\)\. Choose another folder with --home"):
        update(str(write(tmp_path / "wire.jsonl", 2)), home)


def test_a_home_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(WarehouseError, match=r"cannot write there \(.+\)\. Choose another folder with --home or ENTENTE_HOME"):
        update(str(write(tmp_path / "wire.jsonl", 2)), tmp_path / "file" / "home")


def test_a_clock_that_jumps_back_changes_nothing(tmp_path: Path) -> None:
    source, home = tmp_path / "news", tmp_path / "home"
    source.mkdir()
    (source / "a.txt").write_text("Trade between Japan and Israel came to $5 million in 2016.")
    ahead = time.time() + 86_400
    os.utime(source / "a.txt", (ahead, ahead))
    first = update(str(source), home, jobs=1)
    for path in home.rglob("*"):
        os.utime(path, (ahead, ahead), follow_symlinks=False)
    assert update(str(source), home, jobs=1).idle
    (source / "a.txt").write_text("Trade between Japan and Israel came to $6 million in 2016.")
    os.utime(source / "a.txt", (ahead, ahead))
    assert update(str(source), home, jobs=1).generation != first.generation
