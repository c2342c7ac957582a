"""`entente add`: pages, feeds and files become seeds, from a server on this machine; whatever a server does, nothing breaks."""

from __future__ import annotations

import csv
import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from etl.cli import main
from etl.errors import EtlError
from etl.model import Article
from etl.sources import Problem, fetch, read_source
from etl.sources.add import Added, add
from etl.sources.feed import read_feed
from etl.sources.store import SeedFolder, file_stem

TEXT = "The ministers of the two countries said on Monday that trade was up by a third."
BODY = "".join(f"<p>{TEXT} It was the report number {number}.</p>" for number in range(12))
PAGE = f"""<!doctype html><html><head><title>Trade up again</title><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2017-05-04T08:00:00Z">CANONICAL</head>
<body><nav><a href="/">Home</a></nav><article><h1>Trade up again</h1>{BODY}</article></body></html>"""
BARE = f"<html><body><article>{BODY}</article></body></html>"

Answer = tuple[int, dict[str, str], bytes]


class Server:
    """Answers on 127.0.0.1 as it is told, and remembers what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers.get("User-Agent", "")))
                answer = outer.answers.get(self.path, (404, {}, b"no such page"))
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (200, {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}, data)
        return self.base + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Server()
    yield server
    server.close()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return tmp_path / "seeds"


def run(argument: str, seeds: Path) -> tuple[list[Added], list[Problem]]:
    outcomes = list(add(argument, SeedFolder(seeds), pause=lambda _seconds: None))
    return [item for item in outcomes if isinstance(item, Added)], [item for item in outcomes if isinstance(item, Problem)]


def table(seeds: Path) -> list[dict[str, str]]:
    with (seeds / "articles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only_problem(argument: str, seeds: Path) -> Problem:
    added, problems = run(argument, seeds)
    assert not added
    assert len(problems) == 1
    assert not (seeds / "articles.csv").exists()
    return problems[0]


def test_a_page_becomes_a_seed_with_its_metadata(server: Server, seeds: Path) -> None:
    url = server.page("/trade?x=1", PAGE)
    added, problems = run(url, seeds)

    assert problems == []
    assert [each.kept.file for each in added] == ["2017-05-04-trade-up-again.txt"]
    row = {"title": "Trade up again", "publisher": "The Courier", "published": "2017-05-04", "url": url, "source": url}
    assert table(seeds) == [{"file": "2017-05-04-trade-up-again.txt", **row}]
    (article,) = [item for item in read_source(str(seeds)) if isinstance(item, Article)]
    assert (article.title, article.url, article.text) == ("Trade up again", url, added[0].article.text)
    assert "report number 11." in article.text
    assert server.asked[0][1].startswith("entente/")


def test_what_is_there_already_is_not_stored_twice(server: Server, seeds: Path) -> None:
    url = server.page("/trade", PAGE)
    run(url, seeds)
    added, _ = run(url, seeds)

    assert [each.kept.new for each in added] == [False]
    assert len(table(seeds)) == 1
    assert len(list(seeds.glob("*.txt"))) == 1


def test_the_canonical_address_counts_only_on_the_same_site(server: Server, seeds: Path) -> None:
    server.page("/a?utm=1", PAGE.replace("CANONICAL", f'<meta property="og:url" content="{server.base}/a">'))
    server.page(
        "/b", PAGE.replace("CANONICAL", '<meta property="og:url" content="https://elsewhere.example/b">').replace("Monday", "Tuesday")
    )
    run(f"{server.base}/a?utm=1", seeds)
    run(f"{server.base}/b", seeds)

    assert [row["url"] for row in table(seeds)] == [f"{server.base}/a", f"{server.base}/b"]


def test_other_kinds_of_answers_are_read_by_their_own_readers(server: Server, seeds: Path) -> None:
    server.page("/a.md", f"---\ntitle: Up\ndate: 2018\n---\n{TEXT}", "text/plain")
    server.page("/b", f"{TEXT} Año.".encode("latin-1"), "text/plain; charset=iso-8859-1")
    server.page("/c.html", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    for path in ("/a.md", "/b", "/c.html"):
        assert run(server.base + path, seeds)[1] == []
    texts = [(seeds / row["file"]).read_text(encoding="utf-8") for row in table(seeds)]
    assert texts[1].endswith("Año.")
    assert "report number 3" in texts[2]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title><link>BASE/</link>
<item><title>Trade &amp;amp; tourism up</title><link>BASE/one</link><pubDate>Thu, 04 May 2017 23:10:00 +0900</pubDate></item>
<item><title>Gone</title><guid>BASE/two</guid></item>
<item><title>Once more</title><link>BASE/one</link></item><item><title>No address</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><link href="BASE/" rel="self"/>
<entry><title type="html">Trade up</title><link rel="replies" href="/c"/><link href="one"/>
<published>2017-05-04T08:00:00Z</published></entry></feed>"""


@pytest.mark.parametrize("name", ["feed", "feed.xml"])
def test_a_feed_gives_its_articles_and_its_word_for_what_they_do_not_say(server: Server, seeds: Path, name: str) -> None:
    server.page("/one", BARE)
    url = server.page(f"/{name}", FEED.replace("BASE", server.base), "application/rss+xml")
    added, problems = run(url, seeds)

    assert [(each.article.title, each.article.publisher) for each in added] == [("Trade & tourism up", "The Courier")]
    assert table(seeds)[0]["published"] == "2017-05-04"
    assert [(problem.source, problem.reason) for problem in problems] == [(f"{server.base}/two", "the server answers 404 (Not Found)")]


def test_a_feed_is_fetched_again_without_what_is_there(server: Server, seeds: Path) -> None:
    server.page("/one", PAGE)
    url = server.page("/feed", ATOM.replace("BASE", server.base), "text/xml")
    run(url, seeds)
    server.asked.clear()
    run(url, seeds)

    assert [path for path, _ in server.asked] == ["/feed"]


def test_what_a_site_asks_programs_not_to_fetch_is_not_fetched_for_a_feed(server: Server, seeds: Path) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /one\n", "text/plain")
    problem = only_problem(server.page("/feed", ATOM.replace("BASE", server.base)), seeds)

    assert "robots.txt" in problem.reason
    assert "/one" not in [path for path, _ in server.asked]


def test_an_atom_feed_is_read() -> None:
    (item,) = read_feed(ATOM.encode(), "http://news.example/feeds/all") or []
    published = item.metadata.published
    assert (item.url, item.metadata.title, item.metadata.publisher) == ("http://news.example/feeds/one", "Trade up", "The Courier")
    assert published is not None
    assert published.label == "2017-05-04"


@pytest.mark.parametrize(
    "data",
    [b"<rss", b"<rss><channel/></rss x", b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>', b'<?xml version="1.0" encoding="x"?><rss/>'],
)
def test_a_broken_or_trapped_feed_is_refused(data: bytes) -> None:
    assert read_feed(data, "http://news.example/") is None


def test_redirects_are_followed_a_few_times_and_to_the_web_only(server: Server, seeds: Path) -> None:
    final = server.page("/final", PAGE)
    server.answers["/moved"] = (302, {"Location": "/final"}, b"")
    added, _ = run(f"{server.base}/moved", seeds)
    assert added[0].article.url == final

    for path, target in (("/loop", "/loop"), ("/file", "file:///etc/passwd"), ("/ftp", "ftp://127.0.0.1/x")):
        server.answers[path] = (302, {"Location": target}, b"")
        answer = fetch.fetch(f"{server.base}{path}")
        assert isinstance(answer, Problem), path


def test_no_public_page_leads_into_a_private_network(server: Server) -> None:
    server.page("/inner", PAGE)
    answer = fetch.fetch(f"{server.base}/inner", asked_for_by="http://93.184.215.14/feed")
    assert isinstance(answer, Problem)
    assert "private address 127.0.0.1" in answer.reason


def test_a_large_answer_is_given_up(server: Server, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 100_000)
    plain = server.page("/large", b"a" * 200_000)
    packed = server.page("/bomb", gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")

    assert only_problem(plain, seeds).reason == "larger than 0 MB"
    assert only_problem(packed, seeds).reason == "larger than 0 MB when unpacked"


def test_a_silent_and_a_slow_server_are_given_up(server: Server, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "TIMEOUT", 0.3)
    monkeypatch.setattr(fetch, "PATIENCE", 0.5)
    ended = threading.Event()

    def silent(_handler: BaseHTTPRequestHandler) -> None:
        ended.wait(5)

    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not ended.wait(0.1):
            try:
                handler.wfile.write(b"a")
                handler.wfile.flush()
            except OSError:
                return

    server.answers |= {"/silent": silent, "/slow": slow}
    try:
        assert only_problem(f"{server.base}/silent", seeds).reason == "cannot be fetched (it does not answer)"
        assert only_problem(f"{server.base}/slow", seeds).reason == "cannot be fetched (it does not answer)"
    finally:
        ended.set()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "the server answers 404 (Not Found)"),
        ((403, {}, b""), "the server answers 403 (Forbidden)"),
        ((503, {}, b""), "the server answers 503 (Service Unavailable)"),
        ((200, {"Content-Type": "text/html"}, b""), "empty"),
        ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"no gzip"), "cannot be fetched"),
        ((200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"), "packed as 'br'"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50), "a binary file, not text"),
        ((200, {"Content-Type": "text/html", "Content-Length": "100000"}, b"cut"), "cannot be fetched"),
    ],
)
def test_a_bad_answer_is_a_problem(server: Server, seeds: Path, answer: Answer, reason: str) -> None:
    server.answers["/x"] = answer
    assert only_problem(f"{server.base}/x", seeds).reason.startswith(reason)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "http://user:pw@127.0.0.1/x", "http:///x", "http://[::1/x", "https://" + "a" * 300 + ".example/"]
)
def test_a_bad_address_is_a_problem(seeds: Path, url: str) -> None:
    assert only_problem(url, seeds).remedy.endswith(".")


def test_files_of_all_kinds_are_added(tmp_path: Path, seeds: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: =Trade up\npublisher: The\tCourier\n---\n{TEXT}")
    (tmp_path / "b.csv").write_text(f"id,text\n1,{TEXT} One.\n2,{TEXT} Two.\n")
    for name in ("a.md", "b.csv", "a.md"):
        assert run(str(tmp_path / name), seeds)[1] == []

    assert [row["file"] for row in table(seeds)] == ["trade-up.txt", "1.txt", "2.txt"]
    assert table(seeds)[0]["title"] == " =Trade up"
    assert table(seeds)[0]["publisher"] == "The Courier"
    assert table(seeds)[1]["source"] == f"{tmp_path / 'b.csv'}, 1"
    titles = [item.title for item in read_source(str(seeds)) if isinstance(item, Article)]
    assert titles == [None, None, "=Trade up"]
    with pytest.raises(EtlError, match="no such file"):
        run(str(tmp_path / "none.txt"), seeds)


def test_rows_are_added_to_a_table_as_it_is(tmp_path: Path, seeds: Path) -> None:
    seeds.mkdir()
    (seeds / "articles.csv").write_bytes(b"file, published ,title\r\n001.txt,2017,'Old'")
    (seeds / "note.txt").write_text("there")
    (tmp_path / "note.txt").write_text(TEXT)
    run(str(tmp_path / "note.txt"), seeds)

    assert (seeds / "articles.csv").read_bytes() == b"file, published ,title\r\n001.txt,2017,'Old'\r\nnote-2.txt,,\r\n"
    assert (seeds / "note.txt").read_text() == "there"


@pytest.mark.parametrize(("content", "match"), [(b"a,b\n", "no column 'file'"), (b"file\n\xff\xfe\xfd\n", "not UTF-8")])
def test_a_table_that_cannot_be_added_to_is_an_error(seeds: Path, content: bytes, match: str) -> None:
    seeds.mkdir()
    (seeds / "articles.csv").write_bytes(content)
    with pytest.raises(EtlError, match=match):
        SeedFolder(seeds)


def test_names_are_short_and_plain() -> None:
    assert file_stem(Article("x", "T", title="São Paulo & Tōkyō: “A deal?”")) == "sao-paulo-tokyo-a-deal"
    assert file_stem(Article("x", "T", title="word " * 40)) == "-".join(["word"] * 12)
    assert file_stem(Article("日本", "T", title="日本")) == "article"


def test_the_command_says_what_it_did(server: Server, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = server.page("/trade", PAGE), f"{server.base}/none"
    with pytest.raises(SystemExit) as ended:
        main(["add", good, bad, "--seeds", str(seeds)])
    out, err = capsys.readouterr()

    assert ended.value.code == 1
    assert out == "added  2017-05-04-trade-up-again.txt: Trade up again (The Courier, 2017-05-04)\n"
    assert err == f"rejected  {bad}: the server answers 404 (Not Found). Check the address.\n"
