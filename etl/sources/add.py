"""Add articles to the seeds: single addresses of the web, feeds, files of any kind that is read."""

from __future__ import annotations

import time
import urllib.robotparser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

from etl.model import Article
from etl.sources.blob import Blob
from etl.sources.build import Metadata
from etl.sources.feed import is_feed, read_feed
from etl.sources.fetch import USER_AGENT, Fetched, fetch, is_url
from etl.sources.problem import Problem
from etl.sources.readers import READERS, read_blob, suffix_of
from etl.sources.store import Kept, SeedFolder

MOST_ITEMS = 100
"""Articles fetched from one feed."""

PAUSE = 1.0
"""Seconds between two articles fetched from the same server for a feed."""

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True)
class Added:
    """An article that is among the seeds now.

    Attributes:
        came_from: Address or file that it was read from.
    """

    kept: Kept
    article: Article
    came_from: str


def add(argument: str, seeds: SeedFolder, *, pause: Callable[[float], None] = time.sleep) -> Iterator[Added | Problem]:
    """Store what an address, a feed or a file holds among the seeds, in order.

    Raises:
        EtlError: The file is not there, or the seeds cannot be written to.
    """
    articles = _from_web(argument, seeds, pause) if is_url(argument) else _from_file(argument)
    for article, came_from in articles:
        if isinstance(article, Problem):
            yield article
        else:
            yield Added(seeds.keep(article, came_from), article, came_from)


def _from_file(argument: str) -> Iterator[tuple[Article | Problem, str]]:
    from etl.sources import read_source

    for item in read_source(argument):
        yield item, item.source if isinstance(item, Problem) else _origin(argument, item)


def _origin(argument: str, article: Article) -> str:
    """A file's article is known by the file's whole path, one of several in it by its place there, too."""
    path = str(Path(argument).resolve()) if "://" not in argument else argument
    return path if article.source == argument else f"{path}, {article.doc_id}"


def _from_web(url: str, seeds: SeedFolder, pause: Callable[[float], None]) -> Iterator[tuple[Article | Problem, str]]:
    answer = fetch(url)
    if isinstance(answer, Problem):
        yield answer, url
    elif is_feed(answer.data):
        yield from _from_feed(answer, seeds, pause)
    else:
        yield from ((item, url) for item in read_answer(answer))


def _from_feed(answer: Fetched, seeds: SeedFolder, pause: Callable[[float], None]) -> Iterator[tuple[Article | Problem, str]]:
    """The articles a feed announces; those among the seeds already are not fetched again."""
    items = read_feed(answer.data, answer.url)
    if not items:
        reason = "a feed that cannot be read" if items is None else "a feed without articles"
        yield Problem(answer.url, reason, "Add the addresses of its articles one by one."), answer.url
        return
    rules = _Rules()
    last: str | None = None
    for item in items[:MOST_ITEMS]:
        if seeds.find(item.url):
            continue
        host = urlsplit(item.url).netloc
        if not rules.allow(item.url, answer.url):
            yield (
                Problem(item.url, "the site asks programs not to fetch it (robots.txt)", "Open it in a browser, save it and add the file."),
                item.url,
            )
            continue
        if host == last:
            pause(PAUSE)
        last = host
        page = fetch(item.url, asked_for_by=answer.url)
        if isinstance(page, Problem):
            yield page, item.url
        else:
            yield from ((each, item.url) for each in read_answer(page, item.metadata))
    if len(items) > MOST_ITEMS:
        yield Problem(answer.url, f"{len(items)} articles, of which the first {MOST_ITEMS} were fetched", "Add it again."), answer.url


def read_answer(answer: Fetched, announced: Metadata | None = None) -> Iterator[Article | Problem]:
    """The articles of an answer; where the page says nothing of itself, the feed's word for it counts.

    An article is called by its address: the page's own canonical one, if it is on the same site, else the one it came from.
    """
    path = PurePosixPath(urlsplit(answer.url).path)
    suffix = _SUFFIXES.get(answer.kind) or (path.suffix if suffix_of(path.name) in READERS and path.suffix else ".html")
    stem = path.stem or urlsplit(answer.url).hostname or "article"
    data = _as_utf8(answer) if suffix in (".html", ".txt", ".md") else answer.data
    blob = Blob(f"{stem}{suffix}", answer.url, stem, len(data), partial(BytesIO, data))
    for item in read_blob(blob):
        if isinstance(item, Problem):
            yield item
            continue
        own = Metadata(item.title, item.publisher, item.url, item.published).over(announced or Metadata())
        yield replace(item, title=own.title, publisher=own.publisher, published=own.published, url=_address(own.url, answer.url))


def _as_utf8(answer: Fetched) -> bytes:
    """The answer in UTF-8 where the server's word for its character set holds, else as it came."""
    if not answer.charset:
        return answer.data
    try:
        return answer.data.decode(answer.charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return answer.data


def _address(canonical: str | None, fetched: str) -> str:
    """The address to keep; a page cannot claim to lie on another site."""
    url = urljoin(fetched, canonical or "")
    return url if is_url(url) and urlsplit(url).hostname == urlsplit(fetched).hostname else fetched


class _Rules:
    """What the sites of a feed's articles allow programs to fetch."""

    def __init__(self) -> None:
        self._parsers: dict[str, urllib.robotparser.RobotFileParser | None] = {}

    def allow(self, url: str, feed: str) -> bool:
        site = urljoin(url, "/robots.txt")
        if site not in self._parsers:
            answer = fetch(site, asked_for_by=feed)
            self._parsers[site] = None
            if isinstance(answer, Fetched):
                parser = urllib.robotparser.RobotFileParser()
                parser.parse(answer.data.decode("utf-8", "replace").splitlines())
                self._parsers[site] = parser
        parser_or_none = self._parsers[site]
        return parser_or_none is None or parser_or_none.can_fetch(USER_AGENT, url)
