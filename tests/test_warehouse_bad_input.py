"""A full disk, a folder that is read-only, a generation that is gone or cut short: what the user reads, and that nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree

import duckdb
import pytest

from etl.cli import main
from tests.synthetic import articles, make_home, with_copies, write_lake
from warehouse.errors import NoWarehouse
from warehouse.home import Layout
from warehouse.publish import list_generations, update
from warehouse.read import Warehouse

ALL = with_copies(articles())
REPOSITORY = Path(__file__).parents[1]

CHILD = """
import json, os, resource, sys
from pathlib import Path
from warehouse.corrections import Correction, append_corrections
from warehouse.errors import WarehouseError
from warehouse.publish import rollback, update
from warehouse.read import Warehouse
from warehouse.stats import add_statistics, remove_statistics
from warehouse.trade_files import read_trade_file
home, trouble = Path(sys.argv[1]), sys.argv[2]
doings = {
    "correct": lambda: append_corrections(home, [Correction(0, "reject", "x" * 16, None, None, None, None, None)]),
    "add": lambda: add_statistics(home / "records.csv", home),
    "remove": lambda: remove_statistics("kept", home),
    "rollback": lambda: rollback(home),
    "update": lambda: update(home / "lake", home, full=True),
    "read": lambda: len(Warehouse(home).execute("from article_overview")),
}
read_trade_file(home / "records.csv")  # whoever one becomes may not be allowed to import what is not imported yet
doings["read"]()
if trouble == "read-only":
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(trouble), int(trouble)))
found = {}
for name in sys.argv[3:]:
    try:
        found[name] = repr(doings[name]())
    except WarehouseError as err:
        found[name] = str(err)
os.write(1, json.dumps(found).encode())
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """Two generations, of which the lake has one more article than the served one; other users may look into the folder."""
    place = Path(tempfile.mkdtemp(prefix="entente-"))
    place.chmod(0o755)
    made = place / "home"
    make_home(made, ALL[:2])
    make_home(made, ALL[:3])
    write_lake_of(made, 4)
    (made / "records.csv").write_text("year,iso1,iso2,imports_1_from_2_musd,imports_2_from_1_musd\n2016,ISR,JPN,2300,700\n")
    yield made
    rmtree(place)


def write_lake_of(home: Path, count: int) -> None:
    from etl.lake import Lake

    write_lake(Lake(home / "lake"), ALL[:count])


def in_trouble(home: Path, trouble: str, *doings: str) -> dict[str, str]:
    """What each doing gives, or the message of its error, in a process that has the trouble; any other error fails the test."""
    command = [sys.executable, "-c", CHILD, str(home), trouble, *doings]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return dict(json.loads(ran.stdout))


def whole(home: Path, count: int) -> None:
    """Readers see the generation of so many articles, nothing half done is left, and the next run repairs what there is to repair."""
    generation = Warehouse(home).generation()
    assert generation is not None
    assert (generation.articles, generation.problem) == (count, None)
    assert not [path.name for folder in (home, home / "generations", home / "statistics") for path in folder.glob(".[a-z]*")]
    scratch = make_home(home.parent / f"scratch-{count}", ALL[:4])
    assert update(home / "lake", home).generation == scratch.generation


@pytest.mark.parametrize("room", ["0", "100", "300000", "1500000"])
def test_a_full_disk_is_told_and_leaves_everything_as_it_was(home: Path, room: str) -> None:
    """No file grows beyond ``room`` bytes: a disk that fills up at different points."""
    said = in_trouble(home, room, "correct", "add", "update", "read")

    assert said["update"].startswith(f"{home}/generations: cannot build there (")
    assert said["update"].endswith("File too large). Free some space or choose another --home.") or "checkpoint" in said["update"]
    assert said["read"] == "3"
    if int(room) <= 100:
        written = f"{home}/corrections.csv: cannot be written (File too large). Free some space or choose another --home."
        assert (said["correct"], (home / "corrections.csv").exists()) in ((written, False), ("1", True))
        assert said["add"].startswith(f"{home}/statistics: cannot be written to (")
    (home / "corrections.csv").unlink(missing_ok=True)
    rmtree(home / "statistics", ignore_errors=True)
    whole(home, 3)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_a_folder_that_is_not_one_s_own_can_be_read_and_says_that_it_cannot_be_written_to(home: Path) -> None:
    said = in_trouble(home, "read-only", "correct", "add", "rollback", "update", "read")

    refused = f"{home}: cannot write there (Permission denied). Choose another folder with --home or ENTENTE_HOME."
    assert said == {
        "correct": refused,
        "add": f"{home}/statistics: cannot be written to (Permission denied). Free some space or choose another --home.",
        "rollback": refused,
        "update": refused,
        "read": "3",
    }
    whole(home, 3)


def damaged(home: Path, how: str) -> Path:
    """The served generation's file, spoilt."""
    file = Layout(home).current.resolve()
    match how:
        case "deleted":
            file.unlink()
        case "emptied":
            file.write_bytes(b"")
        case "cut short":
            os.truncate(file, file.stat().st_size // 2)
        case "overwritten":
            file.write_bytes(b"no database " * 1000)
        case "of another program":
            file.unlink()
            with closing(duckdb.connect(str(file))) as con:
                con.execute("create table other (one integer)")
    return file


DAMAGES = ("deleted", "emptied", "cut short", "overwritten", "of another program")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_generation_that_cannot_be_read_gives_way_to_the_one_before_and_is_built_again(
    home: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged(home, how)
    generation = Warehouse(home).generation()

    assert generation is not None
    assert generation.articles == 2
    gone = "is missing" if how == "deleted" else "cannot be read"
    assert str(generation.problem).startswith(f"The newest generation {gone}")
    assert str(generation.problem).endswith("this is the one before. Run 'entente etl --full' to repair it.")
    if how != "deleted":
        assert [each.articles for each in list_generations(home)] == [None, 2]
        with pytest.raises(SystemExit):
            main(["generations", "--home", str(home)])
        assert "cannot be read" in capsys.readouterr().out
    update(home / "lake", home)
    whole(home, 4)


def test_when_no_generation_can_be_read_the_message_says_how_to_build_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (home / "generations").glob("gen-*"):
        file.write_bytes(b"")

    with pytest.raises(NoWarehouse, match=r"no generation can be read\. Run 'entente etl --full' to build it again\."):
        Warehouse(home).execute("select 1")
    with pytest.raises(SystemExit) as end:
        main(["sql", "select 1", "--home", str(home)])
    assert (end.value.code, capsys.readouterr().err) == (
        1, f"{home}: no generation can be read. Run 'entente etl --full' to build it again.\n",
    )  # fmt: skip
    update(home / "lake", home)
    whole(home, 4)


def test_a_clock_that_jumps_back_changes_neither_order_nor_service(home: Path) -> None:
    """The served generation says it was built a year from now; the next one is built today all the same, and comes after it."""
    served = Layout(home).current.resolve()
    with closing(duckdb.connect(str(served))) as con:
        con.execute("update core.generation set built_at = built_at + interval 1 year")
    os.utime(served, (4e9, 4e9))
    newer = update(home / "lake", home)

    kept = list_generations(home)
    assert [(each.articles, each.served) for each in kept] == [(4, True), (3, False), (2, False)]
    assert kept[0].generation == newer.generation
    assert kept[0].built_at is not None
    assert kept[1].built_at is not None
    assert kept[0].built_at < kept[1].built_at
    whole(home, 4)


def test_a_home_copied_with_broken_notes_is_built_anew(tmp_path: Path, home: Path) -> None:
    """What a publication remembers is a convenience: without it, or with nonsense in it, everything is built again."""
    other = Path(copytree(home, tmp_path / "copy", symlinks=True))
    (other / "built_from.json").write_text("[")
    (other / "generations" / "history").write_bytes(b"\xff\xfe")
    update(other / "lake", other)

    generation = Warehouse(other).generation()
    assert generation is not None
    assert generation.articles == 4
