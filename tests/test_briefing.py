"""The briefing: what stands on it, that it is one tagged page whatever the data, and its ways out (command, address)."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.routing import Route

from dashboard import tables
from dashboard.api import routes
from dashboard.briefing import __main__ as command
from dashboard.briefing import briefing_pdf, read_briefing, read_whole, to_pdf
from dashboard.briefing.content import Ask, Briefing, filter_lines
from dashboard.filters import Choices, Filters
from dashboard.tables import DOUBTFUL
from dashboard.wording import say
from tests.synthetic import A, E, F, make_home
from warehouse.read import Warehouse

typst = pytest.importorskip("typst", reason="typst is not installed (extra 'export')")
pytest.importorskip("vl_convert", reason="vl-convert is not installed (extra 'export')")

REPOSITORY = Path(__file__).parents[1]
CHOICES = Choices(
    years=[2013, 2016, 2017],
    countries={"ISR": "Israel", "JPN": "Japan", "KOR": "South Korea"},
    areas={"cyber": "Cyber security"},
    statuses={"target": "Target"},
)
PAIR = Filters(first=2016, last=2017, undated=False, countries=("ISR",), partners=("JPN",))
NOTHING = Filters(first=2015, last=2015, undated=False, countries=("DEU",))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder)
    return folder


@pytest.fixture(scope="module")
def ask(home: Path) -> Ask:
    return Warehouse(home).query


@pytest.fixture(scope="module")
def whole(ask: Ask) -> Briefing:
    return read_briefing(ask, Filters(), link_base="http://127.0.0.1:8501")


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (extra 'ingest')")
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def printed(pdf: bytes) -> str:
    """The words on the page, spaces and line ends as one space each."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (extra 'ingest')")
    document = pdfium.PdfDocument(pdf)
    try:
        texts = [document[number].get_textpage() for number in range(len(document))]
        found = " ".join(" ".join(text.get_text_range().split()) for text in texts)
        for text in texts:
            text.close()
    finally:
        document.close()
    return found


# What stands on it


def test_a_card_keeps_hedge_direction_period_speaker_and_agreement(whole: Briefing) -> None:
    trade, exports = whole.cards[0], whole.cards[1]
    assert (trade.value, trade.where, trade.when) == ("≈\u2009$3.0B", "Israel – Japan", "2016")
    assert (trade.says, trade.sources, trade.differ) == ("says statistics bureau", "sources differ", True)
    assert (exports.value, exports.where, exports.says) == ("JPY 250B", "Japan → Israel", "says Daily Three")
    assert trade.link.startswith("http://127.0.0.1:8501/evidence?fact=")


def test_a_target_is_marked_as_one(ask: Ask) -> None:
    cards = read_briefing(ask, Filters(countries=("ISR",), statuses=("target",))).cards
    assert [(card.value, card.standing, card.target) for card in cards] == [("→\u2009×2", "Target", True)]


def test_the_sum_of_the_parts_is_printed_whether_it_holds_or_not(whole: Briefing) -> None:
    (check,) = whole.checks
    assert check.holds and check.statement.startswith("✓ 0.7 + 2.3 = 3.0 billion USD")
    assert check.statement.endswith("1 other combination of stated figures does not fit")


def test_a_sum_that_no_combination_fits_is_printed_as_one_that_does_not() -> None:
    sides = {"reporter": "ISR", "partner": "JPN", "holds": False}
    rows = [{**sides, "statement": f"0.7 + 2.3 ≠ {total} billion USD (exports + imports = trade, 2016)"} for total in ("3.5", "4.0")]

    assert [row["statement"] for row in tables.checks_told(rows, 2)] == [
        "0.7 + 2.3 ≠ 3.5 billion USD (exports + imports = trade, 2016) · 1 other combination of stated figures does not fit"
    ]


def test_one_sentence_sums_up(ask: Ask, whole: Briefing) -> None:
    assert whole.summary.startswith("7 articles, 1987–2023: **19 figures** and **7 events** of cooperation between Israel, Japan,")
    assert read_briefing(ask, PAIR).summary.startswith(
        "4 articles, 2016–2017: **8 figures** and **1 event** of cooperation between Israel and Japan."
    )
    assert "that involve Germany" in read_briefing(ask, Filters(countries=("DEU",))).summary


def test_events_told_by_most_articles_come_first_each_once(whole: Briefing) -> None:
    assert [entry.group for entry in whole.entries[:2]] == ["Told by most articles", "Latest events"]
    assert whole.entries[0].detail == "Cyber security · 2 sources"
    assert whole.entries[0].quote == "On Wednesday the two sides signed an agreement on cyber security."
    assert len({(entry.what, entry.when, entry.detail) for entry in whole.entries}) == len(whole.entries) == 7


def test_what_does_not_fit_is_counted(whole: Briefing) -> None:
    assert whole.more_figures == "and 13 more figures in the dashboard"
    assert whole.more_events[5:8] == ["and 2 more events in the dashboard", "and 1 more event in the dashboard", ""]


def test_planned_events_are_not_among_the_counted_but_mentioned(ask: Ask, whole: Briefing) -> None:
    assert whole.notes[0] == "Planned events in view, not in these counts: 2."
    planned = read_briefing(ask, Filters(statuses=("planned",)))
    assert planned.entries and all("planned" in entry.detail for entry in planned.entries)


def test_it_names_its_generation_and_what_is_not_charted(whole: Briefing, ask: Ask) -> None:
    name = ask("about_generation")["generation"].iloc[0]
    assert any(name in note and "9 articles, 19 figures and 7 events" in note and "not charted: 2" in note for note in whole.notes)


def test_what_is_uncertain_on_the_page_is_uncertain_on_paper(home: Path) -> None:
    def doubting(name: str, **params: Any) -> Any:
        rows = Warehouse(home).query(name, **params)
        return rows.assign(confidence=DOUBTFUL - 0.01) if "confidence" in rows else rows

    found = read_briefing(doubting, Filters())
    assert all(card.standing.endswith("uncertain") and not card.target for card in found.cards)
    assert all(entry.detail.endswith("uncertain") for entry in found.entries)


def test_charts_say_their_finding_in_one_line(whole: Briefing) -> None:
    assert [picture.title for picture in whole.pictures] == [say(f"overview.{name}") for name in ("levels", "changes", "areas", "years")]
    assert all(picture.alt and "\n" not in picture.alt for picture in whole.pictures)


def test_a_lonely_chart_of_figures_gets_company(ask: Ask) -> None:
    assert len(read_briefing(ask, Filters(countries=("KOR",))).pictures) in {2, 4}


# Filters


@pytest.mark.parametrize(
    ("view", "want"),
    [
        (Filters(), []),
        (Filters(first=2013, last=2017), ["Years: 2013–2017, and undated"]),
        (Filters(first=2016, last=2016, undated=False), ["Years: 2016", "Only dated"]),
        (Filters(last=2016), ["Years: earliest–2016, and undated"]),
        (Filters(countries=("ISR",), partners=("JPN", "KOR")), ["Country: Israel", "Partner: Japan or South Korea"]),
        (Filters(areas=("cyber",), statuses=("target",)), ["Area: Cyber security", "Status: Target"]),
        (Filters(countries=tuple("ABCDEFG")), ["Country: A, B, C, D, E and 2 more"]),
    ],
)
def test_filters_are_printed_in_words(view: Filters, want: list[str]) -> None:
    assert filter_lines(view, CHOICES) == want


def test_it_says_that_an_area_narrows_only_events(ask: Ask) -> None:
    assert "narrow the events alone" in read_briefing(ask, Filters(areas=("cyber",))).filter_note


def test_the_link_leads_to_the_same_view(ask: Ask) -> None:
    linked = read_briefing(ask, PAIR, link_base="http://host:1/entente/")
    assert linked.link == "http://host:1/entente/?from=2016&to=2017&dated=true&country=Israel&partner=Japan"
    assert linked.link in linked.link_text
    bare = read_briefing(ask, PAIR)
    assert bare.link == "" and "?from=2016&to=2017&dated=true&country=Israel&partner=Japan" in bare.link_text


def test_a_link_holds_only_years_that_the_page_can_choose(ask: Ask) -> None:
    assert "?from=2016&to=2018&" in read_briefing(ask, replace(PAIR, last=2020), link_base="http://host").link


def test_nothing_in_view_says_which_filter_to_relax(ask: Ask) -> None:
    found = read_briefing(ask, NOTHING)
    assert found.empty[0] == "Nothing matches these filters"
    assert "Without country: 3 figures and 2 events" in found.empty
    assert not found.cards and not found.entries and not found.pictures


# The page


@pytest.mark.parametrize("view", [Filters(), PAIR, NOTHING, Filters(statuses=("target",)), Filters(areas=("cyber",))])
def test_it_is_one_tagged_page(ask: Ask, view: Filters) -> None:
    pdf = briefing_pdf(ask, view, link_base="http://127.0.0.1:8501")
    assert pdf.startswith(b"%PDF-") and b"pdfuaid:part" in pdf
    assert pages(pdf) == 1


def test_the_page_says_all_of_it(ask: Ask) -> None:
    text = printed(briefing_pdf(ask, PAIR, link_base="http://127.0.0.1:8501"))
    wanted = (
        *("Entente briefing", "Years: 2016–2017", "Country: Israel", "Partner: Japan", "8 figures", "sources differ"),
        *("says statistics bureau", "0.7 + 2.3 = 3.0 billion USD", "Cooperation by year", "3 May 2017", "the two sides signed"),
        *("Generation ", "not charted", "127.0.0.1"),
    )  # fmt: skip
    assert [words for words in wanted if words not in text] == []


def test_the_empty_page_says_what_to_do(ask: Ask) -> None:
    text = printed(briefing_pdf(ask, NOTHING))
    assert "Nothing matches these filters" in text and "Without country" in text and "Country: Germany" in text


def test_the_same_data_give_the_same_bytes(ask: Ask) -> None:
    assert briefing_pdf(ask, PAIR) == briefing_pdf(ask, PAIR)


HOSTILE = [
    "日本とイスラエルの首脳が会談した",
    "שלום עולם",
    "مرحبا بالعالم",
    "한국어 हिन्दी ไทย",
    "💥 \x00\x1b[31m control \u2060joiner \ue000 private",
    "#set page(width: 1cm) $ * _ @ <label> \\ [",
    "x" * 400,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_make_it_fail_or_grow(whole: Briefing, words: str) -> None:
    cards = [replace(card, label=words[:28], where=words[:36], says=words[:36]) for card in whole.cards]
    entries = [replace(entry, what=words[:90], quote=words, source=words[:50]) for entry in whole.entries * 3][:14]
    pdf = to_pdf(replace(whole, cards=cards, entries=entries, filters=[words] * 6, more_events=[""] * 20))
    assert b"pdfuaid:part" in pdf
    assert pages(pdf) == 1


def test_what_no_font_can_print_is_replaced_visibly_and_said(whole: Briefing) -> None:
    text = printed(to_pdf(replace(whole, summary="Tarō Kōno met 日本経済 in Zürich")))
    assert "Tarō Kōno met ▯▯▯ in Zürich" in text
    assert "▯ stands for characters that no font at hand can print" in text
    assert "▯" not in printed(to_pdf(replace(whole, summary="Tarō Kōno, שלום, Łódź, Ελλάδα, Москва → ≲ ≈ ✓")))


def test_the_fonts_are_found_where_the_package_keeps_them() -> None:
    folder = str(REPOSITORY / "dashboard" / "briefing" / "fonts")
    families = typst.Fonts(include_system_fonts=False, font_paths=[folder]).families()
    assert {"Roboto", "Roboto Signs"} <= set(families)


def test_a_long_history_and_many_articles_stay_on_one_page(tmp_path: Path) -> None:
    text = "Trade of Israel and Japan was $3 billion. The two countries held talks. Both sides signed a pact in the capital. "
    articles = [
        A(f"{number:03}-a", text + f"Number {number}.", f"{1950 + number}-05-04", "A very long title of an article, " * 6, "Herald " * 12,
          facts=(F("$3 billion", "trade_total", 3e9 + number, period=str(1950 + number), attribution="bureau of statistics " * 5),),
          events=(E("held talks", "talks_held", "diplomacy trade_economy cyber", date=f"{1950 + number}-05-03"),
                  E("signed a pact", "agreement_signed", "investment", date=f"{1950 + number}-05-02")))
        for number in range(70)
    ]  # fmt: skip
    make_home(tmp_path, articles)
    pdf = briefing_pdf(Warehouse(tmp_path).query, Filters(), link_base="http://127.0.0.1:8501")
    assert pages(pdf) == 1
    assert "more events in the dashboard" in printed(pdf)


def test_it_is_read_again_when_a_publication_overtakes_it(ask: Ask) -> None:
    names = iter(["old", "new", "new", "new", "new", "new"])

    def moving(name: str, **params: Any) -> Any:
        rows = ask(name, **params)
        return rows.assign(generation=next(names)) if name == "about_generation" else rows

    assert any("Generation new" in note for note in read_whole(moving, Filters()).notes)


# Ways out


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "dashboard.briefing", *arguments]
    return subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_the_command_writes_the_page(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    ended = run("--home", str(home), "--country", "ISR", "--partner", "japan", "--years", "2013-2023", "--area", "cyber", "-o", str(out))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{out}: ") and "between Israel and Japan" in ended.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]
    assert "Years: 2013–2023, and undated · Country: Israel · Partner: Japan · Area: Cyber security" in printed(out.read_bytes())


def test_the_command_line_of_entente_leads_there(home: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-c", "from etl.cli import main; main()", "brief", "--home", str(home), "--country", "Atlantis"]
    ended = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("--country Atlantis: not in the data. There are ")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--country", "Atlantis"], 2, "--country Atlantis: not in the data. There are"),
        (["--country", "Isreal"], 2, "--country Isreal: not in the data. Near it: ISR (Israel)."),
        (["--partner", "Korea"], 2, "--partner Korea: not in the data. Near it: KOR (South Korea)."),
        (["--years", "soon"], 2, "Write them like 2013-2023"),
        (["--years", "2023-2013"], 2, "Write 2013-2023"),
        (["--link-base", "javascript:alert(1)"], 2, "not an address"),
        (["-o", "/nonexistent/brief.pdf"], 1, "cannot write there"),
        (["--home", "/nonexistent"], 1, "Run 'entente etl'"),
    ],
)
def test_problems_are_one_line_with_a_remedy(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    assert command.main(["--home", str(home), *arguments]) == status
    written = capsys.readouterr()
    assert written.out == "" and said in written.err and written.err.count("\n") == 1


@pytest.mark.parametrize(
    ("years", "want"),
    [(None, (None, None)), ("2016", (2016, 2016)), ("2013-2023", (2013, 2023)), ("2013–", (2013, None)), ("-2023", (None, 2023))],
)
def test_years_are_read(years: str | None, want: tuple[int | None, int | None]) -> None:
    assert command._years(years) == want


def test_a_missing_extra_is_named(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dashboard.briefing.render.find_spec", lambda name: None if name == "typst" else object())
    assert command.main(["--home", str(home)]) == 1
    assert "pip install 'entente[export]'" in capsys.readouterr().err


def get(home: Path, monkeypatch: pytest.MonkeyPatch, query: str = "") -> Any:
    monkeypatch.setenv("ENTENTE_HOME", str(home))
    scope = {
        "type": "http", "method": "GET", "path": "/briefing.pdf", "root_path": "", "query_string": query.encode(), "scheme": "http",
        "headers": [(b"host", b"example.org:8501")], "server": ("example.org", 8501),
    }  # fmt: skip
    endpoint = next(route.endpoint for route in routes() if isinstance(route, Route) and route.path == "/briefing.pdf")
    return asyncio.run(endpoint(Request(scope)))


def test_the_address_gives_the_page_with_links_to_its_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = get(home, monkeypatch, "country=Israel&partner=JPN")
    assert (answer.status_code, answer.media_type) == (200, "application/pdf")
    assert "http://example.org:8501/?country=Israel&partner=Japan" in printed(answer.body)


def test_the_address_refuses_what_the_data_do_not_hold(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert get(home, monkeypatch, "country=Atlantis").status_code == 400
    assert get(tmp_path, monkeypatch).status_code == 503
