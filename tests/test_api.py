"""Addresses for machines on any amount of data: pages, tags, files that are sent while they are read."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from dashboard import api, data, export
from dashboard.filters import Filters
from tests.synthetic import A, F, make_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    make_home(folder)
    return folder


@dataclass
class Answer:
    """What an address gave."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_HOME", str(home))


def get(address: str, **headers: str) -> Answer:
    """Ask the routes without a network."""
    path, _, query = address.partition("?")
    sent: list[Message] = []
    asked: list[bool] = []

    async def receive() -> Message:
        if asked:
            await asyncio.Event().wait()  # stays until the answer is whole
        asked.append(True)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(), "http_version": "1.1",
        "scheme": "http", "server": ("127.0.0.1", 80), "root_path": "",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    asyncio.run(Starlette(routes=api.routes())(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


def ids(body: bytes) -> list[str]:
    return [row["fact_id"] for row in csv.DictReader(io.StringIO(body.decode()))]


def test_pages_of_an_export_add_up_to_the_whole_and_lead_to_the_next() -> None:
    whole = ids(get("/api/facts.csv").body)
    first = get("/api/facts.csv?limit=5")
    pages = [ids(get(f"/api/facts.csv?limit=5&skip={skip}").body) for skip in range(0, len(whole) + 5, 5)]

    assert [fact for page in pages for fact in page] == whole
    assert ids(first.body) == whole[:5]
    assert first.headers["link"] == '</api/facts.csv?limit=5&skip=5>; rel="next"'


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=many", "skip=-2"])
def test_a_page_that_cannot_be_is_refused(query: str) -> None:
    assert get(f"/api/facts.csv?{query}").status == 400


@pytest.mark.parametrize("address", ["/api/facts.json", "/api/events.csv", "/feed.xml", "/api/chart/areas.svg"])
def test_who_knows_the_answer_hears_that_nothing_changed(address: str) -> None:
    first = get(address)
    again = get(address, if_none_match=first.headers["etag"])
    other = get(f"{address}?country=Israel", if_none_match=first.headers["etag"])

    assert first.status == other.status == 200
    assert (again.status, again.body) == (304, b"")
    assert first.headers["x-entente-generation"] in first.headers["etag"]


def test_a_new_generation_changes_the_tag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_HOME", str(tmp_path))
    make_home(tmp_path)
    old = get("/api/facts.csv").headers["etag"]
    make_home(tmp_path, [A("one", "Trade came to $3 billion in 2016.", facts=(F("$3 billion", "trade_total", 3e9, period="2016"),))])

    assert get("/api/facts.csv", if_none_match=old).status == 200


@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_a_file_sent_in_pieces_is_the_file(kind: str, home: Path) -> None:
    pieces = list(export.pages(data.warehouse(str(home)), "facts", Filters(), most=10**6))
    split = [part for piece in pieces for part in (piece.head(3), piece.tail(-3))]
    body = b"".join(export.streamed(kind, iter(split)))
    whole = pieces[0]

    if kind == "csv":
        assert body == export.csv(whole)
    elif kind == "json":
        assert json.loads(body) == json.loads(export.json(whole))
    else:
        assert list(pd.read_parquet(io.BytesIO(body))["fact_id"]) == list(whole["fact_id"])


def test_an_export_of_nothing_has_its_columns() -> None:
    assert get("/api/facts.csv?to=1987&country=China&dated=true").body.startswith(b"fact_id,")
    assert json.loads(get("/api/facts.json?to=1987&country=China&dated=true").body) == []


def test_words_of_articles_are_no_formulas_in_a_spreadsheet() -> None:
    assert export.csv(pd.DataFrame({"quote": ["=1+1"], "value": [-2.0]})) == b"quote,value\n'=1+1,-2.0\n"
