"""Every kind of input, good and bad: an article, or a problem that says what to do."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import EtlError
from etl.model import Article, Basis
from etl.sources import Problem, jsonlines, read_source, tell_apart
from etl.sources.build import LONGEST_ARTICLE, parse_published
from etl.sources.decode import decode
from etl.sources.html import read_page
from etl.sources.language import detect_language
from etl.sources.shelf import name_articles

TEXT = "The ministers of the two countries said on Monday that trade was up by a third.\n"


def read(path: Path) -> tuple[dict[str, Article], list[Problem]]:
    items = list(read_source(str(path)))
    articles = [item for item in items if isinstance(item, Article)]
    assert len({article.doc_id for article in articles}) == len(articles)
    return {article.doc_id: article for article in articles}, [item for item in items if isinstance(item, Problem)]


def only_problem(path: Path) -> Problem:
    articles, problems = read(path)
    assert not articles
    assert len(problems) == 1
    return problems[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    place.mkdir()
    (place / "001.txt").write_text(TEXT, encoding="utf-8")
    return place


def test_a_folder_is_read_with_its_subfolders_in_the_order_of_names(folder: Path) -> None:
    (folder / "2017").mkdir()
    (folder / "2017" / "visit.md").write_text(TEXT)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.txt").write_text(TEXT)
    articles, problems = read(folder)

    assert list(articles) == ["001", "visit"]
    assert articles["visit"].source == "news/2017/visit.md"
    assert problems == []


def test_line_ends_and_spaces_stay_as_they_are(folder: Path) -> None:
    (folder / "crlf.txt").write_bytes(b"First line of the text.\r\n\r\n  Second line of the text. \r\n")
    assert read(folder)[0]["crlf"].text == "First line of the text.\r\n\r\n  Second line of the text. \r\n"


def test_files_of_the_same_name_are_told_apart_by_their_folders() -> None:
    assert name_articles(["a/x.txt", "b/x.txt", "b/x.html", "y.txt"]) == {
        "a/x.txt": "a/x",
        "b/x.txt": "b/x.txt",
        "b/x.html": "b/x.html",
        "y.txt": "y",
    }


def test_the_table_of_articles_gives_title_publisher_and_date(folder: Path) -> None:
    (folder / "articles.csv").write_text("file,title,publisher,published,url\n001.txt,Trade up,The Courier,2017-05-04,\n")
    articles, problems = read(folder)

    assert problems == []
    article = articles["001"]
    assert (article.title, article.publisher, article.url) == ("Trade up", "The Courier", None)
    assert article.published is not None
    assert (article.published.label, article.published.basis) == ("2017-05-04", Basis.METADATA)


def test_a_single_file_takes_its_row_of_the_table_too(folder: Path) -> None:
    (folder / "articles.csv").write_text("file,published\n001.txt,2017-05-04\nothers.txt,2017\n")
    articles, problems = read(folder / "001.txt")

    assert articles["001"].published is not None
    assert problems == []


@pytest.mark.parametrize(
    ("row", "source", "reason", "remedy"),
    [
        ("O01.txt,A,B,2017-05-04,", "news/articles.csv, line 2", "no file named 'O01.txt' in the folder", "Did you mean 001.txt?"),
        ("001.txt,A,B,4 May,", "news/articles.csv, line 2", "'4 May' is not a date, so 001.txt is read without one", "YYYY-MM-DD"),
        ("001.txt,A,B,2017-02-30,", "news/articles.csv, line 2", "'2017-02-30' is not a date", "YYYY-MM-DD"),
        ("001.txt,A,B,,\n001.txt,C,D,,", "news/articles.csv, line 3", "a second row for 001.txt", "Delete one of the two"),
    ],
)
def test_a_broken_row_of_the_table_is_a_problem_and_the_article_is_read(
    folder: Path, row: str, source: str, reason: str, remedy: str
) -> None:
    (folder / "articles.csv").write_text(f"file,title,publisher,published,url\n{row}\n")
    articles, problems = read(folder)

    assert list(articles) == ["001"]
    assert articles["001"].published is None
    assert len(problems) == 1
    assert problems[0].source == source
    assert reason in problems[0].reason
    assert remedy in problems[0].remedy


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name;date\n001.txt;2017", "no column 'file'"),
        (b"", "no column 'file'"),
        (b"\x00\x01\x02\x00\x9f", "not text"),
        (b'file,title\n001.txt,"' + b"x" * 200_000, "not CSV"),
    ],
)
def test_a_table_that_is_none_is_a_problem_and_the_articles_are_read(folder: Path, content: bytes, reason: str) -> None:
    (folder / "articles.csv").write_bytes(content)
    articles, problems = read(folder)

    assert list(articles) == ["001"]
    assert [reason in problem.reason for problem in problems] == [True]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" * 50, "a binary file, not text"),
        ("zeros.txt", bytes(5000), "a binary file, not text"),
        ("noise.txt", bytes((i * 7919 >> 3) % 256 for i in range(5000)), "a binary file, not text"),
        ("report.docx", b"PK...", "files of the kind .docx are not read"),
        ("japanese.txt", "日本とイスラエルは貿易協定に署名した。".encode(), "not written in Latin letters"),
        ("long.txt", b"word " * (LONGEST_ARTICLE // 5 + 1), "too large for one article"),
    ],
)
def test_a_file_that_is_no_article_is_a_problem_and_the_others_are_read(folder: Path, name: str, content: bytes, reason: str) -> None:
    (folder / name).write_bytes(content)
    articles, problems = read(folder)

    assert list(articles) == ["001"]
    assert [problem.source for problem in problems] == [f"news/{name}"]
    assert reason in problems[0].reason
    assert problems[0].remedy.endswith(".")


def test_a_file_of_50_megabytes_is_refused_without_reading_it(folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert "50 MB" in read(folder)[1][0].reason


@pytest.mark.parametrize(
    ("encoding", "text", "assumed"),
    [
        ("cp1252", "The minister said “trade” in São Paulo and Córdoba was worth €3 million – a record for the café owners.", "cp1252"),
        ("cp1251", "Президент России и премьер-министр Японии провели переговоры в Москве. The talks were held in Moscow.", "cp1251"),
        ("shift_jis", "東京 - 日本とイスラエルは貿易協定に署名した。両国の大臣が会談した。", "shift-jis"),
        ("gb18030", "北京 - 中国和以色列签署了贸易协定。两国部长举行了会谈。", "gb18030"),
        ("utf-16", "Trade between the two countries was up.", None),
        ("utf-8-sig", "Trade between the two countries was up – again.", None),
        ("utf-8", "Trade between the two countries was up – again.", None),
    ],
)
def test_the_encoding_is_known_or_guessed_and_said(encoding: str, text: str, assumed: str | None) -> None:
    decoded = decode(text.encode(encoding))

    assert decoded is not None
    assert (decoded.text, decoded.assumed) == (text, assumed)


@pytest.mark.parametrize(
    ("encoding", "declaration", "words"),
    [
        ("cp1251", '<meta charset="windows-1251">', "Торговля выросла"),
        ("cp1250", "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=windows-1250'>", "Łódź i Gdańsk"),
        ("cp1252", "<meta charset=iso-8859-1>", "“São Paulo” – café"),
        ("shift_jis", '<?xml version="1.0" encoding="Shift_JIS"?>', "日本とイスラエル"),
        ("utf-8", '<meta charset="iso-8859-1">', "São Paulo – café"),  # saved by a browser: the declaration is what the page was
        ("utf-8", '<meta charset="no such thing">', "Łódź"),
        ("cp1252", '<meta charset="hex">', "São Paulo"),
    ],
)
def test_a_page_may_declare_its_encoding(folder: Path, encoding: str, declaration: str, words: str) -> None:
    page = f"<html><head>{declaration}<title>{words}</title></head><body><p>Trade between the two came to $3 billion.</p></body></html>"
    (folder / "page.html").write_bytes(page.encode(encoding))
    article = read(folder)[0]["page"]
    assert article.title == words
    assert bool(article.warnings) == ("hex" in declaration)


def test_an_article_says_which_encoding_was_assumed(folder: Path) -> None:
    (folder / "latin.txt").write_bytes((TEXT + "The café in Córdoba and the señor of São Paulo paid £3 million.").encode("latin-1"))
    assert read(folder)[0]["latin"].warnings == ("not UTF-8: read as cp1252",)


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(EtlError, match="no such file or folder"):
        list(read_source(str(tmp_path / "nowhere")))


def test_json_lines_are_read_one_by_one_with_their_metadata(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl.gz"
    records = [
        {"id": "a", "text": TEXT, "title": "T", "published": "1987-02-26T15:01:01", "publisher": "P", "url": "U"},
        {"text": TEXT, "id": 7},
    ]
    path.write_bytes(gzip.compress("\n\n".join(map(json.dumps, records)).encode()))
    articles, problems = read(path)

    assert problems == []
    assert list(articles) == ["a", "7"]
    first = articles["a"]
    assert (first.title, first.publisher, first.url) == ("T", "P", "U")
    assert first.published is not None
    assert first.published.label == "1987-02-26"
    assert first.source == f"{path}, line 1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"id": "1"}', "no text"),
        ('{"id": "1", "text": 3}', "no text"),
        ("[1]", "no text"),
        ('{"id": "1", "text": " "}', "empty"),
    ],
)
def test_a_broken_line_is_a_problem_and_the_next_is_read(line: str, reason: str) -> None:
    stream = io.BytesIO(f"{line}\n{json.dumps({'id': 'good', 'text': TEXT})}\n".encode())
    first, second = jsonlines.read_stream(stream, "standard input", "stdin")

    assert isinstance(first, Problem)
    assert (first.source, first.reason) == ("standard input, line 1", reason)
    assert isinstance(second, Article)
    assert second.doc_id == "good"


def test_a_date_that_is_none_leaves_the_article_undated_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "1", "text": TEXT, "published": "May 4th"}))
    article = read(path)[0]["1"]

    assert article.published is None
    assert article.warnings == ("published 'May 4th' is not a date like YYYY-MM-DD, so it is read without one",)


def test_a_gzip_file_cut_short_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "1", "text": TEXT * 100}).encode())[:40])
    assert only_problem(path).reason == "not a whole gzip file"


def test_two_articles_with_one_id_are_a_problem() -> None:
    articles = [Article("1", TEXT, source="a"), Article("1", TEXT + TEXT, source="b"), Article("2", TEXT, source="c")]
    first, second, third = tell_apart(articles)

    assert (first, third) == (articles[0], articles[2])
    assert second == Problem("b", "a second article with the id '1', after a", "Give each its own id.")


def test_a_web_page_gives_its_paragraphs_and_its_metadata(folder: Path) -> None:
    (folder / "page.html").write_text(
        """<!doctype html><html><head><title>Trade up - Courier</title>
        <meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="2017-05-04T08:00:00Z">
        <script>var figure = "$5 billion";</script></head>
        <body><nav>Home | World</nav><h1>Trade up</h1><p>Trade &amp; tourism   were
        up on <b>Monday</b>.<p>The ministers said so.<footer>(c) Courier</footer></body></html>"""
    )
    article = read(folder)[0]["page"]

    assert (
        article.text == "Trade up - Courier\n\nTrade up\n\nTrade & tourism were up on Monday.\n\nThe ministers said so."
        or article.text == ("Trade up\n\nTrade & tourism were up on Monday.\n\nThe ministers said so.")
    )
    assert (article.title, article.publisher) == ("Trade up - Courier", "The Courier")
    assert article.published is not None
    assert article.published.label == "2017-05-04"


@given(st.text(alphabet="<>/!-'\"= abpscriptdivnav&;#\n", max_size=200))
def test_no_markup_raises(markup: str) -> None:
    assert isinstance(read_page(markup).text, str)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two countries agreed that trade between them was to be doubled by the end of the year.", "en"),
        ("Die Minister haben sich auf den Handel zwischen den beiden Ländern geeinigt, und das ist für alle gut.", "de"),
        ("Les ministres ont signé un accord sur le commerce entre les deux pays et la région.", "fr"),
        ("Wheat 3.15 3.20 3.18 corn 2.10 2.11", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_its_little_words(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_another_language_is_read_with_a_warning(folder: Path) -> None:
    (folder / "de.txt").write_text("Die Minister haben sich auf den Handel zwischen den beiden Ländern geeinigt, und das ist für alle gut.")
    (warning,) = read(folder)[0]["de"].warnings
    assert "another language than English (de)" in warning


@pytest.mark.parametrize(
    "value", ["2017-13-01", "2017-5-4", "04/05/2017", "0000-01-01", "9999-12-31", "9999", "yesterday", "", "2017-05-04x"]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse_published(value) is None


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2017", "2017-01-01", "2018-01-01"),
        ("2017-12", "2017-12-01", "2018-01-01"),
        ("2016-02-29T10:00:00+09:00", "2016-02-29", "2016-03-01"),
    ],
)
def test_a_date_is_as_precise_as_it_is_given(value: str, start: str, end: str) -> None:
    period = parse_published(value)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
