"""A change of metadata that extraction makes nothing of costs no extraction, and the warehouse is as if built from scratch."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from etl.inputs import dated, input_key
from etl.model import Article, Basis
from etl.pipeline import extract
from etl.plan import plan
from etl.sources.build import parse_published
from etl.update import Summary, update
from warehouse.compare import compare
from warehouse.home import Layout
from warehouse.read import Warehouse

REPOSITORY = Path(__file__).parents[1]
EXTRACTION = ("etl/annotate", "etl/facts", "etl/events", "etl/dateline.py", "etl/published.py", "etl/pipeline.py", "etl/document.py")
READS_METADATA = {
    *("etl/dateline.py", "etl/published.py", "etl/pipeline.py"),
    *("etl/facts/context.py", "etl/facts/requirements.py", "etl/facts/tariff_sides.py"),
}
DATED = "Published: 3 May 2017\n\nJapan and Israel signed an agreement on cyber security on Monday. Trade came to $3 billion in 2016.\n"
PLAIN = "Trade between Israel and Japan came to $3 billion last year, ministers said in Tokyo on Monday. It is 200 km away.\n"
CSV = "file,title,publisher,published,url\n"


def test_metadata_are_read_where_the_input_key_knows_of_it() -> None:
    """Who reads a title, publisher or address in another module adds to `input_key` what is made of it, then here."""
    files = [
        file for part in EXTRACTION for file in ([REPOSITORY / part] if part.endswith(".py") else sorted((REPOSITORY / part).rglob("*.py")))
    ]
    reading = {str(file.relative_to(REPOSITORY)) for file in files if _reads_metadata(ast.parse(file.read_text(encoding="utf-8")))}

    assert reading == READS_METADATA


def _reads_metadata(tree: ast.AST) -> bool:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ("title", "publisher", "url")]
    return any(ast.unparse(node.value).split(".")[-1] == "article" for node in found)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"publisher": "The Village Gazette"}, True),
        ({"url": "https://example.org/a/b"}, True),
        ({"url": "https://example.org/2017/05/03/a"}, False),
        ({"title": "A fine day"}, True),
        ({"title": "Japan looks ahead"}, False),
        ({"title": "Exports rise"}, False),
        ({"publisher": "The Jakarta Post"}, False),
        ({"published": parse_published("2017-05-03")}, False),
        ({"doc_id": "other", "source": "elsewhere", "language": "en"}, True),
    ],
)
def test_what_counts_as_the_same_input(changes: dict[str, object], same: bool) -> None:
    article = Article("one", PLAIN)

    assert (input_key(dated(replace(article, **changes))) == input_key(dated(article))) is same  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", [DATED, PLAIN, *(path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "seeds").glob("*.txt")))]
)
def test_the_same_input_has_the_same_findings(text: str) -> None:
    article = Article("one", text, title="A fine day", publisher="The Village Gazette")
    others = [Article("one", text), replace(article, url="https://example.org/x", title="Another day"), dated(article)]
    published = dated(article).published
    if published is not None:
        others.append(replace(article, published=replace(published, basis=Basis.METADATA)))
    found = extract(article)

    for other in others:
        assert input_key(dated(other)) == input_key(dated(article))
        again = extract(other)
        assert (again.facts, again.events, again.dropped) == (found.facts, found.events, found.dropped)


def write(folder: Path, rows: str = "", **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "articles.csv").write_text(CSV + rows, encoding="utf-8")
    return folder


def rerun(tmp_path: Path, rows: str) -> Summary:
    seeds = write(tmp_path / "seeds", rows)
    summary = update(str(seeds), tmp_path / "home", jobs=1)
    update(str(seeds), tmp_path / "scratch", jobs=1)
    assert compare(Layout(tmp_path / "home").current, Layout(tmp_path / "scratch").current) == []
    return summary


def test_changed_metadata_cost_no_extraction_where_nothing_is_made_of_them(tmp_path: Path) -> None:
    seeds = write(tmp_path / "seeds", dated=DATED, plain=PLAIN)
    update(str(seeds), tmp_path / "home", jobs=1)

    gazette = "plain.txt,A fine day,The Village Gazette,,https://example.org/a\n"
    planned = plan(str(write(seeds, gazette)), tmp_path / "home")
    assert [(step.extract, step.reason) for step in planned.steps if step.action == "changed"] == [
        (
            False,
            "title: none → A fine day, publisher: none → The Village Gazette, url: none → https://example.org/a; which changes no finding",
        )
    ]
    summary = rerun(tmp_path, gazette)
    assert (summary.changed, summary.extracted) == (1, 0)
    rows = Warehouse(tmp_path / "home").execute("select distinct doc_id, title, publisher, url from fact_evidence where doc_id = 'plain'")
    assert rows.to_numpy().tolist() == [["plain", "A fine day", "The Village Gazette", "https://example.org/a"]]

    summary = rerun(tmp_path, gazette + "dated.txt,,,2017-05-03,\n")
    assert (summary.changed, summary.extracted) == (1, 0)
    assert (
        Warehouse(tmp_path / "home").execute("select published_basis from article_overview where doc_id = 'dated'").iloc[0, 0] == "metadata"
    )

    summary = rerun(tmp_path, gazette + "dated.txt,,,2017-05-04,\n")
    assert (summary.changed, summary.extracted) == (1, 1)


def test_an_article_of_the_same_text_is_extracted_once(tmp_path: Path) -> None:
    seeds = write(tmp_path / "seeds", plain=PLAIN)
    update(str(seeds), tmp_path / "home", jobs=1)

    write(seeds, "copy.txt,,Another Gazette,,\n", copy=PLAIN)
    summary = rerun(tmp_path, "copy.txt,,Another Gazette,,\n")

    assert (summary.new, summary.extracted) == (1, 0)
