"""Time the page on a large collection: ``python -m tests.bench.bench_dashboard [ARTICLES] [HOME]`` (166,667 articles, 1,000,000 figures).

The real server is started on a made-up collection. Measured are the first chart in a browser, the answers of the server to changes of the
filters (from the request to the end of the run, with all that is sent), by one reader and by thirty who click every two seconds, and
its memory. HOME keeps the collection for the next time; without it a temporary folder is used.

The readers are lines to the server in one process, this one: they send what a browser sends, take apart every message that comes back, and
draw nothing. What they take themselves, on the same cores, is told beside. Views that are called new were asked by nobody before; of the
clicks of thirty readers two in three are, for popular countries are chosen by several.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.bigcollection import make_collection
from warehouse.read import Warehouse

READERS, PAUSE, LASTS = 30, 2.0, 40.0
"""Readers at once, seconds between two clicks of one of them, seconds that they stay."""

ALONE = 40
"""Filter changes of the one reader."""

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
_PAGES = ("", "figures", "events")


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    address: str
    process: int

    def memory(self) -> float:
        """Memory in use, megabytes."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    def used(self) -> float:
        """Processor time that it took so far, seconds; other programs on the machine hardly change it."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(home: Path) -> Iterator[Server]:
    """The dashboard, started as users start it, until the block ends."""
    command = [sys.executable, "-m", "dashboard", "--home", str(home), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            address = re.findall(r"http://\S+", process.stdout.readline())[0]
            _wait(f"{address}/readyz")
            yield Server(address, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)


class Reader:
    """One browser tab as the server sees it: asks for a page and waits until it is whole."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._page = ""
        self.received = 0

    async def ask(self, query: str, page: str = "") -> float:
        """Seconds that a run for this address takes.

        Raises:
            RuntimeError: The page shows an error instead.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = "" if page else self._page
        message.rerun_script.context_info.color_scheme = "light"
        started = time.perf_counter()
        await self._line.send(message.SerializeToString())
        while True:
            data = await self._line.recv()
            self.received += len(data)
            answer = ForwardMsg.FromString(bytes(data))
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self._page = answer.new_session.page_script_hash
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(answer.delta.new_element.exception.message)
            elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - started


def opened(server: Server) -> connect:
    """A line to the server, for ``async with``."""
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    return connect(address, origin=server.address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item,arg-type]


def queries(home: Path, seed: int) -> Iterator[tuple[str, str]]:
    """What readers look at: an address and its page, one filter at a time set or changed, frequent countries and areas often."""
    found = Warehouse(home)
    countries = list(found.query("choices_countries")["label"].head(60))
    areas = list(found.query("choices_areas")["area_label"])
    rng = random.Random(seed)
    weights = [1 / (place + 1) for place in range(len(countries))]
    found.close()
    while True:
        page = rng.choices(_PAGES, (6, 2, 2))[0]
        chosen: dict[str, str] = {}
        for _ in range(4):
            kind = rng.choice(("country", "country", "years", "area", "partner", "status", "clear"))
            if kind in {"country", "partner"}:
                chosen[kind] = rng.choices(countries, weights)[0]
            elif kind == "years":
                chosen["from"] = str(rng.randrange(2005, 2022))
            elif kind == "area":
                chosen["area"] = rng.choice(areas)
            elif kind == "status":
                chosen["status"] = rng.choice(("Reported", "Target"))
            else:
                chosen.clear()
            yield urlencode(chosen), page


async def alone(server: Server, home: Path) -> list[float]:
    """Times of one reader who never asks the same again."""
    seen: set[tuple[str, str]] = set()
    times = []
    async with opened(server) as line:
        reader = Reader(line)
        await reader.ask("")
        for query, page in queries(home, 1):
            if (query, page) in seen:
                continue
            seen.add((query, page))
            times.append(await reader.ask(query, page or "overview"))
            if len(times) == ALONE:
                return times
    return times


async def together(server: Server, home: Path) -> list[float]:
    """Times of many readers at once, each clicking every :data:`PAUSE` seconds."""
    times: list[float] = []
    ends = time.perf_counter() + LASTS

    async def read(number: int) -> None:
        await asyncio.sleep(number * PAUSE / READERS)
        async with opened(server) as line:
            reader = Reader(line)
            await reader.ask("")
            await asyncio.sleep(PAUSE)
            for query, page in queries(home, 100 + number):
                clicked = time.perf_counter()
                if clicked > ends:
                    return
                times.append(await reader.ask(query, page or "overview"))
                await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - clicked)))

    await asyncio.gather(*(read(number) for number in range(READERS)))
    return times


def first_charts(home: Path) -> Iterator[tuple[str, float]]:
    """Seconds until the first chart stands in a browser: of a server just started, then again in a new window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, served(home) as server:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=_FLAGS)
        context = browser.new_context()
        for state in ("cold", "warm"):
            page = context.new_page()
            started = time.perf_counter()
            page.goto(server.address)
            page.wait_for_selector('[data-testid="stVegaLiteChart"] svg, [data-testid="stVegaLiteChart"] canvas', timeout=120_000)
            yield state, time.perf_counter() - started
            page.close()
        browser.close()


def spread(times: Sequence[float]) -> str:
    """Median and the slowest but five in a hundred, milliseconds."""
    ordered = sorted(times)
    middle, slow = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{middle * 1000:,.0f} / {slow * 1000:,.0f} ms ({len(ordered)} changes)"


def measure(home: Path) -> Iterator[tuple[str, str]]:
    """Each measurement as soon as it is made."""
    if CHROMIUM.exists():
        for state, seconds in first_charts(home):
            yield f"first chart in a browser, {state}", f"{seconds:.1f} s"
    with served(home) as server:
        yield "memory before the first reader", f"{server.memory():.0f} MB"
        for what, visit in ((f"one reader, {ALONE} new views", alone), ("the same views again", alone), (f"{READERS} readers", together)):
            before, own = server.used(), time.process_time()
            times = asyncio.run(visit(server, home))
            own = time.process_time() - own
            yield f"filter change, {what}, p50 / p95", spread(times)
            each, mine = ((server.used() - before) / len(times) * 1000, own / len(times) * 1000)
            yield "  processor time of each, and of the reader", f"{each:.0f} ms, {mine:.0f} ms"
            yield "  memory then", f"{server.memory():.0f} MB"


def main(articles: int, home: Path) -> None:
    """Make the collection where it is not there yet, measure, print."""
    if not (home / "current.duckdb").exists():
        started = time.perf_counter()
        made = make_collection(home, articles)
        print(f"made and published in {time.perf_counter() - started:.0f} s", flush=True)
        del made
    found = Warehouse(home).generation()
    assert found is not None
    size = (home / "current.duckdb").stat().st_size / 1e6
    print(f"{found.articles:,} articles, {found.facts:,} figures, {found.events:,} events, {size:,.0f} MB", flush=True)
    print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.0f} programs at work on them before this one", flush=True)
    for what, result in measure(home):
        print(f"{what:<52} {result}", flush=True)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 166_667
    if len(sys.argv) > 2:
        main(wanted, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(wanted, Path(folder))
