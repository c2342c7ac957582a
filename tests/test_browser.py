"""The page in a real browser, the ways an executive and an analyst go. Skipped where there is no Chromium."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from tests.synthetic import A, F, make_home
from warehouse.read import Warehouse

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra 'dev')")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium: apt-get install chromium")

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PAGES = ("", "figures", "events", "map", "evidence", "articles", "review", "data")
TABS = (
    "figures?kind=Counts",
    "data?part=What+was+read",
    "data?part=Checks+and+changes",
    "data?part=What+it+means",
    "articles?doc=003-trade",
)
AXE = Path(str(found.origin)).with_name("axe.min.js") if (found := find_spec("axe_playwright_python")) else Path("axe.min.js")
PATIENCE = 90_000  # milliseconds; a busy machine takes half a minute for a first page


@dataclass
class Watched:
    """A page of the browser and what went wrong on it."""

    page: sync_api.Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    make_home(folder)
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    """The dashboard's address."""
    with served(home) as address:
        yield address


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The real program, started as users start it."""
    command = [sys.executable, "-m", "dashboard", "--home", str(home), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, "the dashboard did not print its address"
            _wait(f"{found[0]}/readyz")
            yield found[0]
        finally:
            process.terminate()
            process.wait(10)


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=FLAGS)
        yield started
        _CONTEXTS.clear()
        started.close()


@pytest.fixture
def watched(browser: sync_api.Browser) -> Iterator[Watched]:
    yield from _open(browser)


_CONTEXTS: dict[str, sync_api.BrowserContext] = {}  # kept: the second page finds the fonts and scripts in the browser's cache


def _open(browser: sync_api.Browser, **options: object) -> Iterator[Watched]:
    chosen = {"viewport": {"width": 1280, "height": 900}, **options}
    if str(chosen) not in _CONTEXTS:
        _CONTEXTS[str(chosen)] = browser.new_context(**chosen)  # type: ignore[arg-type]
    page = _CONTEXTS[str(chosen)].new_page()
    page.set_default_timeout(PATIENCE)
    seen = Watched(page)
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("http://127.0.0.1", "data:", "blob:")) else seen.outside.append(request.url),
    )
    yield seen
    page.close()
    assert seen.outside == [], "a request left this machine"
    assert seen.errors == [], "errors in the browser's console"


def go(page: sync_api.Page, address: str) -> None:
    page.goto(address)
    settle(page)


def settle(page: sync_api.Page) -> None:
    """Wait until the page has run to its end."""
    page.wait_for_selector(".st-key-footer")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(200)


def chart(page: sync_api.Page, key: str) -> sync_api.Locator:
    return page.locator(f".st-key-{key} svg.marks")


def mark(page: sync_api.Page, key: str, kind: str) -> sync_api.Locator:
    return page.locator(f".st-key-{key} svg path[aria-roledescription='{kind}']")


def test_every_page_opens_by_its_address_without_errors(server: str, watched: Watched) -> None:
    for name in PAGES:
        go(watched.page, f"{server}/{name}")

        sync_api.expect(watched.page.locator("h1"), name).to_have_count(1)
        assert watched.page.locator("[data-testid=stException]").count() == 0, name


def test_an_executive_sees_the_figures_and_follows_one_to_its_sentence(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, server)
    for figure in ("≈\u2009$3.0B", "≈\u2009$700M", "$2.3B", "×20", "×2"):
        page.locator("[data-testid=stMetricValue]", has_text=figure).first.wait_for()
    chart(page, "years").wait_for()

    page.get_by_role("link", name="Read sentence").first.click()
    page.wait_for_url("**/evidence?fact=*")
    settle(page)

    sync_api.expect(page.locator("mark", has_text=re.compile(r"^\$3 billion$")).first).to_be_visible()
    page.go_back()
    page.get_by_role("heading", name="Cooperation by area").wait_for()


def test_an_analyst_filters_by_year_and_country_and_shares_the_address(server: str, watched: Watched, browser: sync_api.Browser) -> None:
    page = watched.page
    go(page, server)
    page.get_by_role("button", name="Country: all").click()
    page.get_by_role("combobox", name="Country").click()
    page.get_by_role("option", name="Israel", exact=True).click()
    page.wait_for_url("**country=Israel*")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Years: all").click()
    page.get_by_role("combobox", name="From").click()
    page.get_by_role("option", name="2017", exact=True).click()
    page.wait_for_url("**from=2017*")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Figures").first.click()
    page.wait_for_url("**/figures?*country=Israel*")
    settle(page)
    assert "from=2017" in page.url

    for other in _open(browser):
        go(other.page, page.url)
        sync_api.expect(other.page.get_by_role("button", name="Country: Israel", exact=False).first).to_be_visible()
        sync_api.expect(other.page.get_by_role("button", name="Years: 2017–latest", exact=False).first).to_be_visible()


def test_a_mark_in_a_chart_leads_to_its_sentence_with_filters_in_force(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/?country=Israel")
    mark(page, "changes", "point").first.click()
    page.wait_for_url("**/evidence?*fact=*")
    settle(page)

    assert "country=Israel" in page.url
    sync_api.expect(page.locator("mark", has_text="20 times").first).to_be_visible()


MARKS = {  # page and chart: what its marks are, and where a click on the first of them leads
    ("", "levels"): ("text mark", "fact="),
    ("", "changes"): ("point", "fact="),
    ("", "areas"): ("bar", "(topic|event)="),
    ("", "years"): ("bar", "(topic|event)="),
    ("", "pairs"): ("bar", "(pair|event)="),
    ("figures", "level_bars|panel_"): ("text mark|point", "fact="),
    ("figures?kind=Changes", "changes"): ("point", "fact="),
    ("figures?kind=Targets", "target_multiples"): ("point", "fact="),
    ("events", "heatmap"): ("rect mark|bar|cell", "(topic|event)="),
    ("events", "dots"): ("point", "event="),
    ("events", "acts"): ("bar", "(done|event)="),
}


@pytest.mark.parametrize(("where", "leads"), MARKS.items(), ids=lambda where: " ".join(where) if isinstance(where, tuple) else "")
def test_every_chart_leads_to_its_sentences_and_back(server: str, watched: Watched, where: tuple[str, str], leads: tuple[str, str]) -> None:
    page, (name, key), (kinds, goes) = watched.page, where, leads
    go(page, f"{server}/{name}")
    before = page.url
    places = ", ".join(
        f"[class*='st-key-{one}'] svg [aria-roledescription='{kind}']" for one in key.split("|") for kind in kinds.split("|")
    )
    marks = page.locator(places)
    marks.first.scroll_into_view_if_needed()
    marks.first.click(force=True)
    page.wait_for_url(re.compile(rf"/evidence\?.*{goes}"))
    settle(page)
    assert page.locator("mark, [class*='st-key-entry_']").count() > 0

    page.go_back()
    page.wait_for_url(before)


def test_back_from_a_sentence_gives_the_page_as_it_was(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/?country=Israel")
    mark(page, "changes", "point").first.click()
    page.wait_for_url("**/evidence?*fact=*")
    settle(page)

    page.go_back()
    page.wait_for_url(re.compile(r"/\?country=Israel$"))
    settle(page)

    sync_api.expect(chart(page, "changes")).to_have_count(1)


def test_the_menu_is_a_landmark_and_findings_are_reviewed_with_keys(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/review?country=Israel")
    page.get_by_role("navigation", name="Pages").wait_for()
    first = page.locator("h3").first.inner_text()
    page.keyboard.press("s")
    page.wait_for_function("first => document.querySelector('h3').innerText !== first", arg=first)

    sync_api.expect(page.get_by_text(re.compile("to look at$"))).to_have_count(1)


def test_a_bar_of_several_events_leads_to_all_their_sentences(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, server)
    mark(page, "areas", "bar").first.click()
    page.wait_for_url("**/evidence?topic=*")
    settle(page)

    sync_api.expect(page.get_by_role("heading", name=re.compile("^Events: "))).to_have_count(1)


def test_the_back_button_gives_the_filters_back(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/?country=Israel")
    page.get_by_role("link", name="Events").first.click()
    page.wait_for_url("**/events?country=Israel")
    settle(page)
    page.get_by_role("button", name="Reset").click()
    page.wait_for_url(re.compile("/events$"))

    page.go_back()
    page.wait_for_url("**/events?country=Israel")

    page.get_by_role("button", name="Country: Israel").first.wait_for()


def test_a_download_holds_the_rows_of_the_warehouse(server: str, watched: Watched, home: Path) -> None:
    page = watched.page
    go(page, f"{server}/figures?country=Israel&partner=Japan")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Figures: CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    sql = "select fact_id, value from observation_evidence where list_sort([reporter, partner]) = ['ISR', 'JPN'] order by fact_id"
    held: pd.DataFrame = Warehouse(home).execute(sql)

    assert sorted(row["fact_id"] for row in rows) == list(held["fact_id"])
    assert sorted(float(row["value"]) for row in rows) == sorted(held["value"])


@pytest.mark.parametrize("kind", ["Excel", "Parquet"])
def test_sheets_and_parquet_hold_the_same_rows(server: str, watched: Watched, home: Path, kind: str) -> None:
    page = watched.page
    go(page, f"{server}/events?country=Japan&area=cyber")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Events: {kind}", exact=True).click()
    path = Path(waiting.value.path())
    rows = pd.read_parquet(path) if kind == "Parquet" else sheet(path)
    sql = "select event_id from event_evidence where list_contains(countries, 'JPN') and list_contains(areas, 'cyber')"

    assert sorted(rows["event_id"]) == sorted(Warehouse(home).execute(sql)["event_id"])
    assert len(rows) > 0


def sheet(path: Path) -> pd.DataFrame:
    """The first sheet of an Excel file, read without a library for it."""
    with zipfile.ZipFile(path) as book:
        texts = ["".join(item.itertext()) for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        cells = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).findall(".//{*}c")
        table: dict[int, dict[str, str]] = {}
        for cell in cells:
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.attrib["r"]).groups()  # type: ignore[union-attr]
            value = str(cell.findtext("{*}v"))
            table.setdefault(int(row), {})[column] = texts[int(value)] if cell.get("t") == "s" else value
    head = table.pop(1)
    return pd.DataFrame([{head[column]: value for column, value in row.items()} for row in table.values()])


@pytest.mark.parametrize(("kind", "sign"), [("SVG", b"<svg"), ("PNG", b"\x89PNG"), ("PDF", b"%PDF")])
def test_a_chart_leaves_the_page_as_a_picture(server: str, watched: Watched, kind: str, sign: bytes) -> None:
    page = watched.page
    go(page, f"{server}/?country=Israel")
    page.get_by_role("button", name="Charts as pictures").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind, exact=True).first.click()

    assert Path(waiting.value.path()).read_bytes().startswith(sign)


def test_two_readers_stay_on_their_data_while_new_data_come(tmp_path: Path, browser: sync_api.Browser) -> None:
    make_home(tmp_path)
    with served(tmp_path) as address:
        readers = [next(_open(browser)) for _ in range(2)]
        for reader in readers:
            go(reader.page, address)
        footer = readers[0].page.locator(".st-key-footer").inner_text()
        make_home(tmp_path, [A("one", "Trade came to $3 billion in 2016.", facts=(F("$3 billion", "trade_total", 3e9, period="2016"),))])

        for reader in readers:
            reader.page.get_by_role("button", name="New data is ready: show it").wait_for()
            assert reader.page.locator(".st-key-footer").inner_text() == footer, "nobody's page changes while it is read"
        readers[0].page.get_by_role("button", name="New data is ready: show it").click()
        sync_api.expect(readers[0].page.locator(".st-key-footer")).to_contain_text("1 article ")
        assert readers[1].page.locator(".st-key-footer").inner_text() == footer
        readers[1].page.get_by_role("link", name="Figures").first.click()
        sync_api.expect(readers[1].page.locator(".st-key-footer")).to_contain_text("1 article ")
        for reader in readers:
            assert (reader.errors, reader.outside) == ([], [])
            reader.page.close()


def test_a_sentence_leads_to_the_charts_that_draw_it(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, server)
    page.get_by_role("link", name="Read sentence").first.click()
    page.wait_for_url("**/evidence?fact=*")
    settle(page)
    page.get_by_role("link", name="Figures: Israel – Japan").click()
    page.wait_for_url("**/figures?country=Israel&partner=Japan")
    settle(page)

    assert page.locator("svg.marks").count() > 0


def test_a_click_on_the_map_makes_the_page_about_that_country_and_again_lets_it_go(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/map")
    sign = page.locator(".st-key-world svg path[aria-label^='Israel: ']")
    sign.click()
    page.wait_for_url("**/map?country=Israel")
    settle(page)
    page.get_by_role("heading", name="Partners of Israel").wait_for()

    page.get_by_role("button", name="Country: Israel").last.click()
    page.wait_for_url(re.compile("/map$"))
    settle(page)
    sign.click()

    page.wait_for_url("**/map?country=Israel")


def test_the_list_beside_the_map_is_reached_with_the_keyboard(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/map?country=Israel")
    page.get_by_role("button", name=re.compile("^Japan ")).focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/map?country=Israel&partner=Japan")


def test_a_line_of_the_network_leads_to_the_sentences_of_the_pair(server: str, watched: Watched) -> None:
    page = watched.page
    go(page, f"{server}/map")
    line = page.locator(".st-key-network svg line[aria-label^='Israel – Japan: ']")
    line.scroll_into_view_if_needed()
    line.click(force=True)
    page.wait_for_url("**/evidence?pair=*")
    settle(page)

    sync_api.expect(page.get_by_role("heading", name="Events: Israel – Japan")).to_have_count(1)


def test_the_page_names_its_language(server: str, watched: Watched) -> None:
    go(watched.page, f"{server}/?lang=ja")
    assert watched.page.evaluate("document.documentElement.lang") == "ja"

    watched.page.get_by_role("button", name="English").click()
    watched.page.wait_for_function("document.documentElement.lang === 'en'")


def test_an_unknown_word_in_the_address_is_ignored_with_a_notice(server: str, watched: Watched) -> None:
    go(watched.page, f"{server}/?country=Atlantis")

    assert "Atlantis" in watched.page.locator("[data-testid=stAlert]").inner_text()
    assert "Atlantis" not in watched.page.url


def test_a_telephone_never_scrolls_sideways(server: str, browser: sync_api.Browser) -> None:
    for seen in _open(browser, viewport={"width": 390, "height": 844}):
        for name in PAGES:
            go(seen.page, f"{server}/{name}")
            wide = seen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")

            assert wide <= 390, name


def test_the_dark_theme_follows_the_system_and_its_charts_too(server: str, browser: sync_api.Browser) -> None:
    for seen in _open(browser, color_scheme="dark"):
        go(seen.page, server)
        background = seen.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        label = chart(seen.page, "areas").locator("text").first.evaluate("mark => getComputedStyle(mark).fill")

        assert background == "rgb(15, 20, 25)"
        assert label == "rgb(230, 237, 243)"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: axe-playwright-python brings it (extra 'dev')")
def test_no_page_has_accessibility_faults_in_either_theme(server: str, watched: Watched) -> None:
    rules, page = AXE.read_text(encoding="utf-8"), watched.page
    levels = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']}).then(found => found.violations)"
    for name in (*PAGES, "map?country=Israel", "evidence?topic=cyber", "figures?country=Germany&partner=Japan", *TABS):
        page.emulate_media(color_scheme="light")
        go(page, f"{server}/{name}")
        page.evaluate(rules)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(300)
            settle(page)
            faults = page.evaluate(levels)

            assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == [], f"{name}, {scheme}"
