"""Each kind of file that holds articles: what is read, where metadata come from, and what a damaged one says."""

from __future__ import annotations

import builtins
import gzip
import io
import json
import struct
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import EtlError
from etl.model import Article
from etl.sources import Problem, read_source
from etl.sources.build import parse_published
from etl.sources.frontmatter import split_front_matter
from etl.sources.readers import READERS

TEXT = "The ministers of the two countries said on Monday that trade was up by a third."
LONG = " ".join(f"{TEXT} It was the report number {number}." for number in range(12))


def read(path: Path | str) -> tuple[dict[str, Article], list[Problem]]:
    items = list(read_source(str(path)))
    articles = {item.doc_id: item for item in items if isinstance(item, Article)}
    return articles, [item for item in items if isinstance(item, Problem)]


def only_problem(path: Path) -> Problem:
    articles, problems = read(path)
    assert not articles
    assert len(problems) == 1
    assert problems[0].remedy.endswith(".")
    return problems[0]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def facts(article: Article) -> tuple[str | None, str | None, str | None, str | None]:
    published = article.published.label if article.published else None
    return article.title, article.publisher, published, article.url


# CSV


def test_a_csv_file_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    rows = f'Id,Date,Headline,Text,Other\na,2017-05-04,Trade up,"{TEXT}\n\nIt was, he said.",x\n,,,{TEXT},\n'
    articles, problems = read(write(tmp_path / "news" / "wire.csv", rows).parent)

    assert problems == []
    assert list(articles) == ["a", "wire-2"]
    assert articles["a"].text == f"{TEXT}\n\nIt was, he said."
    assert facts(articles["a"]) == ("Trade up", None, "2017-05-04", None)
    assert articles["wire-2"].source == "news/wire.csv, line 5"


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_columns_may_be_separated_by_other_signs(tmp_path: Path, separator: str) -> None:
    path = write(tmp_path / "x.csv", f"id{separator}text\n1{separator}{TEXT}\n")
    assert read(path)[0]["1"].text == TEXT


def test_a_csv_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    path = write(
        tmp_path / "x.csv", f"id,text\n1,{TEXT} The café in Córdoba and the señor of São Paulo paid £3 million.\n".encode("latin-1")
    )
    article = read(path)[0]["1"]
    assert "señor" in article.text
    assert article.warnings == ("not UTF-8: read as cp1252",)


def test_a_field_may_be_as_long_as_an_article(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", f"id,text\n1,{TEXT * 4000}\n")
    assert len(read(path)[0]["1"].text) == len(TEXT) * 4000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("id,name\n1,x\n", "no column 'text' (columns: id, name)"),
        ("", "empty"),
        (b"\x00\x01\x02\x03" * 500, "a binary file, not text"),
    ],
)
def test_a_csv_file_without_articles_is_a_problem(tmp_path: Path, content: str | bytes, reason: str) -> None:
    assert only_problem(write(tmp_path / "x.csv", content)).reason == reason


def test_a_row_with_too_few_columns_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    articles, problems = read(write(tmp_path / "x.csv", f"id,text\n1\n2,{TEXT}\n"))
    assert list(articles) == ["2"]
    assert (problems[0].source.endswith("line 2"), problems[0].reason) == (True, "1 columns where the first line has 2")


# Parquet


def parquet(columns: dict[str, list[Any]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_a_parquet_file_is_read_row_by_row(tmp_path: Path) -> None:
    data = parquet({"id": [7, 8], "content": [TEXT, None], "date": [date(2017, 5, 4), None], "vector": [[1.0], [2.0]]})
    articles, problems = read(write(tmp_path / "x.parquet", data))

    assert facts(articles["7"])[2] == "2017-05-04"
    assert articles["7"].text == TEXT
    assert [(problem.source[-5:], problem.reason) for problem in problems] == [("row 2", "no text")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PAR1 and nothing else", "not a whole Parquet file"),
        (parquet({"text": [TEXT] * 50})[:-10], "not a whole Parquet file"),
        (b"", "not a whole Parquet file"),
        (parquet({"name": ["x"]}), "no column 'text' (columns: name)"),
    ],
)
def test_a_damaged_parquet_file_is_a_problem(tmp_path: Path, data: bytes, reason: str) -> None:
    assert only_problem(write(tmp_path / "x.parquet", data)).reason.startswith(reason)


# JSON


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ({"text": TEXT, "title": "T"}, ["x"]),
        ([{"text": TEXT}, {"id": "b", "text": TEXT}], ["x-1", "b"]),
        ({"articles": [{"text": TEXT}]}, ["x-1"]),
    ],
)
def test_json_holds_one_article_or_several(tmp_path: Path, content: Any, ids: list[str]) -> None:
    articles, problems = read(write(tmp_path / "x.json", json.dumps(content)))
    assert (list(articles), problems) == (ids, [])


@pytest.mark.parametrize(
    ("content", "reason"), [("[1]", "not an object"), ("{", "not JSON"), ("[]", "no articles"), ('{"a": 1}', "no text")]
)
def test_json_without_articles_is_a_problem(tmp_path: Path, content: str, reason: str) -> None:
    assert only_problem(write(tmp_path / "x.json", content)).reason == reason


# Front matter

FRONT = f'---\ntitle: \'Japan: the deal\'\ndate: 2017-05-04 # a Thursday\ntags:\n  - trade\npublisher: "The \\"Courier\\""\n---\n{TEXT}\n'


def test_front_matter_gives_metadata_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    article = read(write(tmp_path / "x.md", FRONT))[0]["x"]
    assert article.text == f"{TEXT}\n"
    assert facts(article) == ("Japan: the deal", 'The "Courier"', "2017-05-04", None)


def test_the_table_goes_before_front_matter(tmp_path: Path) -> None:
    write(tmp_path / "articles.csv", "file,title,published\nx.md,Another title,\n")
    article = read(write(tmp_path / "x.md", FRONT).parent)[0]["x"]
    assert facts(article)[:3] == ("Another title", 'The "Courier"', "2017-05-04")


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("+++\ntitle = 'Up'\ndate = 2017-05-04\n+++\nText.", "Up", "Text."),
        ("\ufeff---\r\ntitle: Up\r\n---\r\nText.", "Up", "Text."),
        ("---\ntitle: Up: again\n...\nText.", "Up: again", "Text."),
        ("---\ntitle:\n---\nText.", None, "Text."),
        ("---\nThe ministers met.\n---\nText.", None, None),
        ("---\ntitle: Up\nText that goes on without an end", None, None),
        ("+++\nnot toml\n+++\nText.", None, None),
        ("Text.\n---\ntitle: Up\n---\n", None, None),
    ],
)
def test_front_matter_is_told_from_text(text: str, title: str | None, rest: str | None) -> None:
    front = split_front_matter(text)
    assert (front.metadata.title, front.text) == (title, text if rest is None else rest)


def test_a_date_in_front_matter_that_is_none_is_said(tmp_path: Path) -> None:
    article = read(write(tmp_path / "x.md", f"---\ndate: May 4th\n---\n{TEXT}"))[0]["x"]
    assert article.warnings == ("front matter: 'May 4th' is not a date like YYYY-MM-DD, so it is read without one",)


@given(st.one_of(st.text(), st.text(alphabet="-+.:= \n#'\"abct[]|").map(lambda text: f"---\n{text}")))
def test_the_text_behind_front_matter_is_always_the_end_of_the_file(text: str) -> None:
    assert text.endswith(split_front_matter(text).text)


@given(st.dictionaries(st.sampled_from(["title", "publisher", "url"]), st.from_regex(r"[A-Za-z][A-Za-z0-9 ,:]{0,20}[a-z]", fullmatch=True)))
def test_what_is_written_into_front_matter_is_read_from_it(fields: dict[str, str]) -> None:
    quoted = "".join(f"{name}: '{value}'\n" for name, value in fields.items())
    metadata = split_front_matter(f"---\n{quoted}---\n{TEXT}").metadata
    expected = {name: None if value in ("null", "~") else value for name, value in fields.items()}
    assert {name: getattr(metadata, name) for name in fields} == expected


# E-mail

MAIL = (
    b"From: The Harbour Courier <news@example.org>\r\nTo: reader@example.org\r\nSubject: =?utf-8?q?Trade_up=2C?=\r\n again\r\n"
    b"Date: Thu, 04 May 2017 23:10:00 +0900\r\nMIME-Version: 1.0\r\n"
)


def test_a_message_gives_its_plain_text_subject_sender_and_day(tmp_path: Path) -> None:
    body = b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=cp1252\r\n\r\n'
    body += f"{TEXT}\r\n“So”\r\n".encode("cp1252") + b"--b\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--b--\r\n"
    articles, problems = read(write(tmp_path / "x.eml", MAIL + body))

    assert problems == []
    assert articles["x"].text.strip() == f"{TEXT}\n“So”"
    assert facts(articles["x"]) == ("Trade up, again", "The Harbour Courier", "2017-05-04", None)


def test_attachments_are_not_lost_in_silence(tmp_path: Path) -> None:
    body = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n' + TEXT.encode()
    body += b'\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="annex.pdf"\r\n\r\nx\r\n--b--\r\n'
    assert read(write(tmp_path / "x.eml", MAIL + body))[0]["x"].warnings == ("attachments are not read: annex.pdf",)


def test_a_message_of_html_is_read_as_a_page(tmp_path: Path) -> None:
    body = f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{TEXT}</p><script>x()</script></body></html>".encode()
    assert read(write(tmp_path / "x.eml", MAIL + body))[0]["x"].text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "not an e-mail message"), (b"\xff\xfe\x00", "not an e-mail message"), (MAIL + b"\r\n", "empty")]
)
def test_what_is_no_message_is_a_problem(tmp_path: Path, data: bytes, reason: str) -> None:
    assert only_problem(write(tmp_path / "x.eml", data)).reason == reason


@given(st.binary(max_size=300))
def test_no_message_raises(data: bytes) -> None:
    from etl.sources.mail import read_mail

    assert isinstance(read_mail(MAIL + data, "x"), tuple | Problem)


# PDF


def pdf(lines: list[str]) -> bytes:
    """A page with these lines, as small as PDF allows."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 11 Tf 50 750 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def test_the_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    lines = [
        "Trade between the two countries was up by a third last year, the",
        "ministers said on Monday.",
        "They met for the second time in a month and will meet again.",
    ]
    assert read(write(tmp_path / "x.pdf", pdf(lines)))[0]["x"].text == f"{lines[0]} {lines[1]}\n\n{lines[2]}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"%PDF-1.7 nothing", "not a whole PDF file"), (b"", "not a whole PDF file"), (pdf([]), "no text in it, probably pictures of pages")],
)
def test_a_pdf_without_text_is_a_problem(tmp_path: Path, data: bytes, reason: str) -> None:
    pytest.importorskip("pypdfium2")
    assert only_problem(write(tmp_path / "x.pdf", data)).reason == reason


def test_a_sealed_pdf_is_a_problem(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    names, keys = b"/ID [<" + b"0f" * 16 + b"> <" + b"0f" * 16 + b">]", b"/O <" + b"5a" * 32 + b"> /U <" + b"a5" * 32 + b">"
    seal = b"/Root 1 0 R " + names + b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 " + keys + b" >> >>"
    sealed = pdf([TEXT]).replace(b"/Root 1 0 R >>", seal)
    assert only_problem(write(tmp_path / "x.pdf", sealed)).reason == "protected by a password"


@pytest.mark.parametrize(("name", "module"), [("x.pdf", "pypdfium2")])
def test_a_missing_library_is_named_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str) -> None:
    without(monkeypatch, module)
    problem = only_problem(write(tmp_path / name, b"%PDF-1.7"))
    assert (problem.reason, problem.remedy) == ("PDF files need a library that is not installed", "Run: pip install 'entente[ingest]'.")


def without(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    """Let the modules be missing."""
    found = builtins.__import__

    def importing(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] in modules:
            raise ImportError(f"No module named {name!r}", name=name)
        return found(name, *arguments, **options)

    for name in [name for name in sys.modules if name.partition(".")[0] in modules]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", importing)


# Web pages

PAGE = f"""<!doctype html><html><head><title>Trade up - Courier</title><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2017-05-04T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Trade up</h1>{"".join(f"<p>{TEXT} It was the report number {number}.</p>" for number in range(12))}</article>
<div class="related"><a href="/a">Ten things to know</a></div><footer>Terms of use</footer></body></html>"""


@pytest.mark.parametrize("library", [True, False])
def test_a_page_gives_its_article_with_the_library_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: bool) -> None:
    if library:
        pytest.importorskip("trafilatura")
    else:
        without(monkeypatch, "trafilatura")
    article = read(write(tmp_path / "x.html", PAGE))[0]["x"]

    assert facts(article) == ("Trade up - Courier", "The Courier", "2017-05-04", None)
    assert "It was the report number 11." in article.text
    assert "Terms of use" not in article.text
    assert ("Ten things" in article.text) is not library


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta itemprop="datePublished" content="2017-05-04">', "2017-05-04"),
        (
            '<meta name="DC.date.issued" content="2016"><meta property="article:published_time" content="2017-05-04T01:00:00Z">',
            "2017-05-04",
        ),
        ('<meta name="date" content="4 May 2017"><script type="application/ld+json">LD</script>', "2017-05-04"),
    ],
)
def test_a_page_may_say_its_date_in_several_ways(tmp_path: Path, head: str, published: str) -> None:
    pytest.importorskip("trafilatura")
    described = head.replace("LD", '{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2017-05-04T01:00:00Z"}')
    page = PAGE.replace('<meta property="article:published_time" content="2017-05-04T08:00:00Z">', described)
    assert facts(read(write(tmp_path / "x.html", page))[0]["x"])[2] == published


# Zip archives


def archive(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    lines = json.dumps({"id": "j", "text": TEXT})
    files = {"2017/a.txt": TEXT, "b.md": FRONT, "wire.jsonl": lines, "articles.csv": "file,title\n2017/a.txt,Up\n", "__MACOSX/b.md": "x"}
    articles, problems = read(write(tmp_path / "news" / "pack.zip", archive(files)).parent)

    assert problems == []
    assert list(articles) == ["pack/a", "pack/b", "pack/j"]
    assert (articles["pack/a"].title, articles["pack/a"].source) == ("Up", "news/pack.zip/2017/a.txt")


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt"])
def test_a_path_out_of_the_archive_is_a_problem_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    articles, problems = read(write(tmp_path / "in" / "x.zip", archive({name: TEXT, "a.txt": TEXT})))
    assert list(articles) == ["x/a"]
    assert [problem.reason for problem in problems] == ["a path that leads out of the archive"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "x.zip"]


def sealed(data: bytes) -> bytes:
    """The archive with every file marked as encrypted."""
    out = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(sign)
        while place >= 0:
            struct.pack_into("<H", out, place + offset, struct.unpack_from("<H", out, place + offset)[0] | 1)
            place = out.find(sign, place + 4)
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive({"a.txt": TEXT})[:-30], "not a whole zip archive"),
        (b"PK nothing", "not a whole zip archive"),
        (sealed(archive({"a.txt": TEXT})), "protected by a password"),
        (archive({}), "an archive without files"),
        (archive({"in.zip": archive({"a.txt": TEXT})}), "an archive inside an archive"),
        (archive({"a.jsonl": bytes(30_000_000)}), "unpacks "),
        (archive({"a.txt": b"a" * 9_000_000}), "too large for one article (9 MB"),
        (archive({"a.txt": TEXT * 9}, zipfile.ZIP_STORED).replace(b"ministers", b"minis_ers", 1), "cannot be read (damaged in the archive"),
    ],
)
def test_a_bad_archive_is_a_problem(tmp_path: Path, data: bytes, reason: str) -> None:
    assert only_problem(write(tmp_path / "x.zip", data)).reason.startswith(reason)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_no_archive_raises(data: bytes, place: int) -> None:
    from etl.sources.archive import read_zip
    from etl.sources.blob import Blob

    whole = archive({"a.txt": TEXT, "b/c.txt": TEXT})
    broken = whole[:place] + data + whole[place + len(data) :]
    for item in read_zip(Blob("x.zip", "x.zip", "x", len(broken), lambda: io.BytesIO(broken))):
        assert isinstance(item, Article | Problem)


# Packed files, patterns, addresses


def test_any_kind_of_file_may_be_packed(tmp_path: Path) -> None:
    write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))
    write(tmp_path / "b.csv.gz", gzip.compress(f"id,text\nrow,{TEXT}\n".encode()))
    write(tmp_path / "c.parquet.gz", gzip.compress(parquet({"id": ["p"], "text": [TEXT]})))
    articles, problems = read(tmp_path)
    assert (list(articles), problems) == (["a", "row", "p"], [])


@pytest.mark.parametrize("name", ["a.txt.gz", "a.csv.gz", "a.jsonl.gz", "a.parquet.gz", "a.json.gz", "a.eml.gz"])
def test_a_packed_file_cut_short_is_a_problem(tmp_path: Path, name: str) -> None:
    data = gzip.compress(LONG.encode())[:60]
    assert only_problem(write(tmp_path / name, data)).reason == "not a whole gzip file"


def test_a_pattern_chooses_files(tmp_path: Path) -> None:
    for name in ("2017/a.txt", "2017/deep/b.txt", "2018/c.txt", "2017/d.md"):
        write(tmp_path / name, TEXT)
    write(tmp_path / "articles.csv", "file,title\n2017/a.txt,Up\n")
    articles, problems = read(tmp_path / "2017" / "**" / "*.txt")

    assert list(articles) == ["a", "b"]
    assert problems == []
    with pytest.raises(EtlError, match="no file fits"):
        read(tmp_path / "2019*" / "*.txt")


def test_files_at_an_address_are_read_like_those_of_a_folder() -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    system.pipe({"/news/a.txt": TEXT.encode(), "/news/2017/b.md": FRONT.encode(), "/news/articles.csv": b"file,title\na.txt,Up\n"})
    try:
        articles, problems = read("memory://news")
        assert problems == []
        assert {name: article.title for name, article in articles.items()} == {"a": "Up", "b": "Japan: the deal"}
        assert list(read("memory://news/a.txt")[0]) == ["a"]
        assert list(read("memory://news/*/*.md")[0]) == ["b"]
        with pytest.raises(EtlError, match=r"not found|nothing lies there"):
            read("memory://elsewhere/x.txt")
    finally:
        system.rm("/news", recursive=True)


def test_an_address_that_is_not_known_and_a_missing_library_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(EtlError, match="addresses of this kind are not known"):
        read("gopher9://host/x")
    without(monkeypatch, "fsspec")
    with pytest.raises(EtlError, match=r"s3://bucket/x: .* pip install 'entente\[ingest\]'"):
        read("s3://user:secret@bucket/x")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    assert only_problem(tmp_path).reason == "cannot be read (a pipe or device, not a file)"


def test_every_kind_has_a_reader_for_nothing(tmp_path: Path) -> None:
    for suffix in READERS:
        write(tmp_path / f"file{suffix}", b"")
    articles, problems = read(tmp_path)
    assert not articles
    assert len(problems) == len(READERS)


def test_dates_of_tables_may_have_a_time() -> None:
    assert parse_published("2017-05-04 10:00:00+00:00") is not None
