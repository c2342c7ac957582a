"""The command line as other programs use it: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]
SEEDS = REPOSITORY / "seeds"
TEXT = "Trade between Israel and Japan came to about $3 billion in 2016, the two ministers said on Monday.\n"


def entente(*arguments: str | Path, stdin: str = "", home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in an empty folder, as a user would who is somewhere else."""
    environment = {**os.environ, "ENTENTE_HOME": str(home or REPOSITORY / "no-such-home"), "PYTHONHASHSEED": "random"}
    command = [sys.executable, "-c", "from etl.cli import main; main()", *map(str, arguments)]
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment, timeout=120, check=False
        )


def records(run: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the sample articles."""
    place = tmp_path_factory.mktemp("home")
    run = entente("etl", "--seeds", SEEDS, "--json", home=place)
    assert run.returncode == 0, run.stderr
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "news"
    place.mkdir()
    (place / "001.txt").write_text(TEXT)
    yield place


class TestExtract:
    def test_one_object_per_article_with_the_fields_of_the_contract(self) -> None:
        (record,) = records(entente("extract", SEEDS / "003.txt"))

        assert record["article"]["id"] == "003"
        assert record["article"]["publisher"] == "The Levant Courier"
        assert record["article"]["language"] == "en"
        assert record["article"]["published"] == {"label": "2017-05-04", "start": "2017-05-04", "end": "2017-05-05", "basis": "metadata"}
        text = (SEEDS / "003.txt").read_text(encoding="utf-8")
        fact = next(fact for fact in record["facts"] if fact["value"] == 3e9)
        wanted = {"indicator": "trade_total", "kind": "level", "unit": "USD", "reporter": "ISR", "partner": "JPN", "qualifier": "about"}
        assert {name: fact[name] for name in wanted} == wanted
        assert fact["period"]["label"] == "2016"
        assert text[fact["value_span"]["start"] : fact["value_span"]["end"]] == "$3 billion"
        assert "$3 billion" in text[fact["quote"]["start"] : fact["quote"]["end"]]
        assert {"fact_id", "low", "high", "status", "qualifier_text", "attribution", "product", "rule", "confidence"} <= fact.keys()
        event = next(event for event in record["events"] if event["act"] == "agreement_signed")
        assert {"event_id", "areas", "countries", "date", "status", "polarity", "instrument", "mentions", "confidence"} <= event.keys()
        assert {country["iso3"] for country in event["countries"]} == {"ISR", "JPN"}
        assert all(set(dropped) == {"start", "end", "text", "reason"} for dropped in record["dropped"])
        assert all(text[dropped["start"] : dropped["end"]] == dropped["text"] for dropped in record["dropped"])

    def test_a_folder_gives_its_articles_in_the_order_of_their_names(self) -> None:
        assert [record["article"]["id"] for record in records(entente("extract", SEEDS))] == ["000", "001", "002", "003", "004"]

    def test_the_same_article_gives_the_same_line_alone_and_in_its_folder(self) -> None:
        alone = entente("extract", SEEDS / "002.txt").stdout
        line = entente("extract", SEEDS).stdout.splitlines()[2]
        assert json.loads(alone) | {"article": 0} == json.loads(line) | {"article": 0}

    def test_json_lines_come_from_standard_input(self) -> None:
        line = json.dumps({"id": "x1", "text": TEXT, "published": "2017-05-04", "publisher": "P", "title": "T", "url": "U"})
        (record,) = records(entente("extract", "-", stdin=line + "\n"))

        article = record["article"]
        assert (article["id"], article["publisher"], article["title"], article["url"]) == ("x1", "P", "T", "U")
        assert article["published"]["label"] == "2017-05-04"
        assert len(record["facts"]) == 1

    def test_nothing_but_json_goes_to_standard_output(self, folder: Path) -> None:
        (folder / "empty.txt").touch()
        run = entente("extract", folder)

        assert [json.loads(line)["article"]["id"] for line in run.stdout.splitlines()] == ["001"]
        assert run.stderr == "news/empty.txt: empty. Put the article's text into it or delete it.\n"
        assert run.returncode == 0

    def test_text_for_reading_quotes_the_words(self, folder: Path) -> None:
        run = entente("extract", folder, "--format", "text")
        assert "trade_total level 3000000000 USD  Israel -> Japan  2016  reported" in run.stdout
        assert f"“{TEXT.strip()}”" in run.stdout

    def test_no_database_and_no_home_is_touched(self, folder: Path, tmp_path: Path) -> None:
        records(entente("extract", folder, home=tmp_path / "home"))
        assert not (tmp_path / "home").exists()


def test_quantities_are_printed_one_a_line() -> None:
    lines = [{"id": "a", "text": "Exports rose by more than 12 percent to $3.5 billion."}, {"id": "b", "text": "No figure here."}]
    found = records(entente("quantities", stdin="\n".join(map(json.dumps, lines))))

    assert {record["id"] for record in found} == {"a"}
    assert all(lines[0]["text"][record["start"] : record["end"]] == record["text"] for record in found)
    assert {(record["value"], record["unit"]) for record in found} == {(12.0, "percent"), (3.5e9, "USD")}
    assert {"change", "concept"} <= found[0].keys()


def test_a_line_that_is_no_json_is_a_problem_with_status_1() -> None:
    run = entente("quantities", stdin="hello\n")
    assert run.returncode == 1
    assert run.stderr == 'standard input, line 1: not a JSON object with a text. Write lines like {"id": "1", "text": "..."}.\n'


class TestEtl:
    def test_the_summary_counts_what_was_seen(self, folder: Path, tmp_path: Path) -> None:
        (folder / "empty.txt").touch()
        (summary,) = records(entente("etl", "--seeds", folder, "--json", home=tmp_path / "home"))

        wanted = {"seen": 2, "new": 1, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 1, "facts": 1}
        assert {name: summary[name] for name in wanted} == wanted
        assert {"run_id", "generation", "events", "seconds"} <= summary.keys()

    def test_a_table_for_people(self, folder: Path, tmp_path: Path) -> None:
        run = entente("etl", "--seeds", folder, "--home", tmp_path / "home")

        assert run.returncode == 0
        assert re.search(r"new +1 +events", run.stdout)
        assert run.stderr == ""

    def test_a_rerun_says_that_there_is_nothing_to_do(self, home: Path) -> None:
        run = entente("etl", "--seeds", SEEDS, home=home)
        assert run.stdout.startswith("Nothing to do: all 5 articles are unchanged")

    @pytest.mark.parametrize(
        ("name", "content", "line"),
        [
            ("empty.txt", b"", "rejected  news/empty.txt: empty."),
            ("photo.txt", bytes(range(256)) * 20, "rejected  news/photo.txt: a binary file, not text."),
            (
                "latin.txt",
                TEXT.encode() + "The café of São Paulo and Córdoba.".encode("latin-1"),
                "note      news/latin.txt: not UTF-8: read as cp1252",
            ),
            ("huge.txt", None, "rejected  news/huge.txt: too large for one article (50 MB;"),
            (
                "articles.csv",
                b"file,published\n002.txt,2017\n",
                "rejected  news/articles.csv, line 2: no file named '002.txt' in the folder.",
            ),
            (
                "articles.csv",
                b"file,published\n001.txt,soon\n",
                "rejected  news/articles.csv, line 2: 'soon' is not a date, so 001.txt is read without one.",
            ),
        ],
    )
    def test_bad_input_gets_its_line_and_the_others_are_read(
        self, folder: Path, tmp_path: Path, name: str, content: bytes | None, line: str
    ) -> None:
        if content is None:
            with (folder / name).open("wb") as file:
                file.truncate(50_000_000)
        else:
            (folder / name).write_bytes(content)
        run = entente("etl", "--seeds", folder, "--json", home=tmp_path / "home")

        assert run.returncode == 0
        assert any(said.startswith(line) for said in run.stderr.splitlines()), run.stderr
        summary = json.loads(run.stdout)
        assert summary["new"] >= 1
        assert summary["seen"] == summary["new"] + summary["changed"] + summary["unchanged"] + summary["rejected"]
        page = entente("export", "articles", "--format", "json", home=tmp_path / "home")
        assert any(article["doc_id"] == "001" for article in json.loads(page.stdout))

    @pytest.mark.parametrize("make", [False, True])
    def test_no_folder_or_no_articles_is_a_problem_and_the_warehouse_stays(self, home: Path, tmp_path: Path, make: bool) -> None:
        place = tmp_path / "none"
        if make:
            place.mkdir()
        before = (home / "current.duckdb").resolve()
        run = entente("etl", "--seeds", place, home=home)

        assert run.returncode == 1
        assert run.stdout == ""
        assert re.fullmatch(rf"{re.escape(str(place))}: (no such file or folder|no article that can be read).*\.\n", run.stderr)
        assert (home / "current.duckdb").resolve() == before

    def test_a_place_that_cannot_be_written_to_is_a_problem(self, folder: Path) -> None:
        run = entente("etl", "--seeds", folder, "--home", "/dev/null/home")
        assert run.returncode == 1
        assert "Choose another folder with --home or ENTENTE_HOME." in run.stderr
        assert "Traceback" not in run.stderr


class TestExport:
    @pytest.mark.parametrize("table", ["facts", "events", "articles"])
    def test_csv_and_json_hold_the_same_rows(self, home: Path, table: str) -> None:
        csv = entente("export", table, home=home).stdout
        rows = json.loads(entente("export", table, "--format", "json", home=home).stdout)

        assert len(rows) > 0
        assert csv.splitlines()[0].split(",") == list(rows[0])

    def test_parquet_goes_to_a_file(self, home: Path, tmp_path: Path) -> None:
        pandas = pytest.importorskip("pandas")
        run = entente("export", "facts", "--format", "parquet", "-o", tmp_path / "facts.parquet", home=home)

        assert run.returncode == 0, run.stderr
        frame = pandas.read_parquet(tmp_path / "facts.parquet")
        assert {3e9, 7e8, 2.3e9} <= set(frame["value"])

    def test_parquet_without_a_file_is_a_problem(self, home: Path) -> None:
        run = entente("export", "facts", "--format", "parquet", home=home)
        assert (run.returncode, run.stderr) == (1, "Parquet is not text. Name a file: -o FILE.\n")

    def test_no_warehouse_is_a_problem_that_says_what_to_do(self, tmp_path: Path) -> None:
        run = entente("export", "facts", home=tmp_path)
        assert run.returncode == 1
        assert run.stderr.endswith("no warehouse yet. Run 'entente etl' to build one.\n")


@pytest.mark.parametrize("command", ["", "up", "etl", "dashboard", "extract", "quantities", "export"])
def test_every_command_explains_itself(command: str) -> None:
    run = entente(*([command] if command else []), "--help")
    assert run.returncode == 0
    assert run.stdout.startswith("Usage: entente")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["extract"], ["export", "nonsense"], ["etl", "--jobs", "0"], ["extract", "--format", "xml", "x"]]
)
def test_wrong_usage_has_status_2(arguments: list[str]) -> None:
    run = entente(*arguments)
    assert run.returncode == 2
    assert run.stdout == ""


def test_help_needs_no_library_that_takes_time_to_load() -> None:
    code = "import sys, etl.cli; print(sorted({'pandas', 'duckdb', 'pyarrow', 'streamlit', 'pint', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
