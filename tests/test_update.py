"""One article added, changed, renamed or removed: only that one is extracted, and the warehouse is what a fresh build is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl import update as update_module
from etl.engine import work
from etl.errors import EtlError
from etl.identity import content_key, finding_id
from etl.model import Article, Extraction
from etl.update import Summary, update
from etl.version import extractor_version
from warehouse.read import Warehouse

SEEDS = Path(__file__).parents[1] / "seeds"
TEXT = "Japan and Israel signed an agreement on cyber security in Tokyo on Monday. Trade rose to $4 billion in 2018.\n"

Run = Callable[..., Summary]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "news"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(folder: Path, home: Path) -> Run:
    def once(**options: Any) -> Summary:
        summary = update(str(folder), home, **options)
        assert summary.seen == summary.new + summary.changed + summary.unchanged + summary.rejected
        return summary

    return once


VIEWS = (
    *("fact_evidence", "observation_evidence", "event_evidence", "event_mention", "event_area", "event_country"),
    *("article_overview", "article_text", "dropped_number", "rejected_article", "consistency_check", "rate_used"),
)


def content(home: Path) -> dict[str, list[str]]:
    """Every row of every view that a reader sees, in no order."""
    warehouse = Warehouse(home)
    rows = {view: sorted(map(repr, warehouse.execute(f"select * from {view}").to_dict("records"))) for view in VIEWS}
    warehouse.close()
    return rows


def assert_same_as_a_fresh_build(folder: Path, home: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    update(str(folder), fresh, jobs=1)
    assert content(home) == content(fresh)


def test_the_first_run_reads_everything(run: Run) -> None:
    summary = run()
    assert (summary.new, summary.extracted, summary.idle) == (5, 5, False)
    assert summary.events > 20


def test_a_rerun_does_nothing(run: Run, home: Path) -> None:
    first = run()

    def files() -> list[int]:
        written = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock" and path.name != "recall.parquet")
        return sorted(path.stat().st_mtime_ns for path in written)

    before = files()
    again = run()

    assert (again.unchanged, again.extracted, again.idle, again.generation) == (5, 0, True, first.generation)
    assert files() == before


def test_an_added_article_is_the_only_one_extracted(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    run()
    (folder / "005.txt").write_text(TEXT)
    summary = run()

    assert (summary.new, summary.unchanged, summary.extracted) == (1, 5, 1)
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_a_changed_article_is_the_only_one_extracted(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    run()
    path = folder / "003.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("$700 million", "$710 million"), encoding="utf-8")
    summary = run()

    assert (summary.changed, summary.unchanged, summary.extracted) == (1, 4, 1)
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_a_changed_row_of_the_table_changes_the_article(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    run()
    table = folder / "articles.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2017-12-25", "2017-12-26"), encoding="utf-8")
    summary = run()

    assert (summary.changed, summary.extracted) == (1, 1)
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_a_removed_article_leaves_nothing_behind(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    run()
    (folder / "001.txt").unlink()
    table = folder / "articles.csv"
    table.write_text(
        "".join(line for line in table.read_text(encoding="utf-8").splitlines(True) if not line.startswith("001")), encoding="utf-8"
    )
    summary = run()

    assert (summary.removed, summary.unchanged, summary.extracted) == (1, 4, 0)
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_a_renamed_article_is_not_extracted_again(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    (folder / "articles.csv").unlink()
    run()
    (folder / "001.txt").rename(folder / "visit.txt")
    summary = run()

    assert (summary.new, summary.removed, summary.unchanged, summary.extracted) == (1, 1, 4, 0)
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_the_same_bytes_in_another_encoding_change_nothing_but_the_note(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    text = TEXT + "The café of São Paulo and Córdoba was there, too.\n"
    (folder / "005.txt").write_text(text, encoding="utf-8")
    run()
    (folder / "005.txt").write_text(text, encoding="cp1252")
    summary = run()

    assert (summary.unchanged, summary.extracted) == (6, 0)
    assert [warning for _, warning in summary.warnings] == ["not UTF-8: read as cp1252"]
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_two_copies_of_an_article_are_two_articles(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    (folder / "articles.csv").unlink()
    shutil.copy(folder / "003.txt", folder / "copy.txt")
    summary = run()

    assert (summary.new, summary.rejected) == (6, 0)
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_what_was_rejected_is_kept_with_its_reason(run: Run, folder: Path, home: Path) -> None:
    (folder / "empty.txt").touch()
    summary = run()

    assert (summary.new, summary.rejected) == (5, 1)
    assert [(problem.source, problem.reason) for problem in summary.problems] == [("news/empty.txt", "empty")]
    assert Warehouse(home).execute("select source, reason from rejected_article").to_dict("records") == [
        {"source": "news/empty.txt", "reason": "empty"}
    ]


def test_full_extracts_everything_again_with_the_same_result(run: Run, home: Path) -> None:
    first = run()
    summary = run(full=True)
    assert (summary.extracted, summary.generation, summary.idle) == (5, first.generation, False)


def test_a_damaged_part_is_extracted_again(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    run()
    next((home / "lake" / "parts").rglob("facts.parquet")).write_bytes(b"x")
    assert run().extracted > 0
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_a_part_damaged_before_an_article_was_added_is_extracted_again(run: Run, folder: Path, home: Path, tmp_path: Path) -> None:
    run()
    next((home / "lake" / "parts").rglob("events.parquet")).unlink()
    (folder / "005.txt").write_text(TEXT)
    assert run().extracted == 6
    assert_same_as_a_fresh_build(folder, home, tmp_path)


def test_a_deleted_warehouse_comes_back_the_same(run: Run, home: Path) -> None:
    first = run()
    shutil.rmtree(home / "generations")
    (home / "current.duckdb").unlink()
    summary = run()
    assert (summary.extracted, summary.generation, summary.idle) == (0, first.generation, False)


def test_a_new_extractor_version_reads_everything_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setattr(update_module, "extractor_version", lambda: "another")
    summary = run()
    assert (summary.unchanged, summary.extracted) == (5, 5)


def test_an_emptied_folder_leaves_the_warehouse_as_it_was(run: Run, folder: Path, home: Path) -> None:
    run()
    before = content(home)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(EtlError, match="no article that can be read"):
        run()
    assert content(home) == before


def test_a_bug_in_one_article_rejects_that_one_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    good = work.extract

    def fragile(article: Article) -> Extraction:
        if article.doc_id == "002":
            raise IndexError("a bug")
        return good(article)

    monkeypatch.setattr(work, "extract", fragile)
    monkeypatch.setattr(work, "extract_all", lambda articles: [fragile(article) for article in articles])
    summary = run()

    assert (summary.new, summary.rejected) == (4, 1)
    assert summary.problems[0].reason == "extraction failed with IndexError: a bug"


def test_names_depend_on_content_alone() -> None:
    article = Article("1", TEXT, source="a", title="T")
    assert content_key(article) == content_key(Article("2", TEXT, source="b", title="T", warnings=("w",)))
    assert content_key(article) != content_key(Article("1", TEXT, source="a", publisher="T"))
    assert finding_id("ab", 1, 23) != finding_id("ab", 12, 3)
    assert len(finding_id("ab", 1)) == 16
    assert content_key(Article("1", "lone \ud800 surrogate"))


def test_the_version_is_a_digest_of_the_extraction_alone() -> None:
    assert extractor_version() == extractor_version()
    assert len(extractor_version()) == 12
