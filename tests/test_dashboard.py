"""Every page in every state, run headless: what the reader sees."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message
from streamlit.testing.v1 import AppTest

from dashboard import api, export, front, gallery, tables
from dashboard.choices import offered
from dashboard.filters import Choices, Filters, parse
from dashboard.serve import free_port
from tests.synthetic import make_home
from warehouse.home import Layout, exclusive, report_work
from warehouse.read import Warehouse
from warehouse.stats import add_statistics

APP = Path(__file__).parents[1] / "dashboard" / "app.py"
PAGES = ("overview", "figures", "events", "map", "evidence", "articles", "review", "data")
CHOICES = Choices(
    years=[2013, 2016, 2017],
    countries={"ISR": "Israel", "JPN": "Japan"},
    areas={"cyber": "Cyber security"},
    statuses={"target": "Target"},
    sures={"80": "80% and more"},
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder)
    return folder


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def run(home: Path, monkeypatch: pytest.MonkeyPatch, page: str = "overview", **query: str | list[str]) -> AppTest:
    monkeypatch.setenv("ENTENTE_HOME", str(home))
    test = AppTest.from_file(str(APP), default_timeout=30)
    for key, value in query.items():
        test.query_params[key.rstrip("_")] = value
    test.switch_page(f"app_pages/{page}.py")
    return test.run()


def text_of(test: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "code", "html")
    parts = [str(element.value) for kind in kinds for element in test.get(kind)]
    parts += [f"{metric.label} {metric.value}" for metric in test.metric]
    return "\n".join(parts).replace("\\", "").replace("\u2009", " ")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_without_an_error(home: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    test = run(home, monkeypatch, page)

    assert not test.exception
    assert len(test.title) == 1
    assert "Generation" in text_of(test)


@pytest.mark.parametrize("page", PAGES)
def test_without_a_warehouse_every_page_gives_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    test = run(tmp_path / "nothing", monkeypatch, page)

    assert not test.exception
    assert test.title[0].value == "No data yet"
    assert test.code[0].value.startswith("entente etl --home")


def test_while_the_first_warehouse_is_built_the_page_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with exclusive(tmp_path, "etl"):
        report_work(tmp_path, "etl", "read", 1200)
        test = run(tmp_path, monkeypatch)

    assert not test.exception
    assert test.title[0].value == "The warehouse is being built"
    assert "1,200 articles read so far." in text_of(test)
    assert run(tmp_path, monkeypatch).title[0].value == "No data yet", "it has ended without a warehouse"


def test_the_overview_leads_with_the_figures_and_their_hedges(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics = {f"{metric.label} {metric.value}".replace("\u2009", " ") for metric in run(home, monkeypatch).metric}

    assert {"Trade ≈ $3.0B", "Exports ≈ $700M", "Imports $2.3B", "Investment ×20", "Companies ×2"} <= metrics


def test_a_country_in_the_address_narrows_the_page_and_a_code_is_understood(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_name = run(home, monkeypatch, country="China")
    by_code = run(home, monkeypatch, country="CHN")

    assert "×20" not in text_of(by_name)
    assert by_name.multiselect(key="country").value == by_code.multiselect(key="country").value == ["CHN"]


def test_a_choice_goes_into_the_address(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch)
    test.multiselect(key="country").set_value(["ISR"])
    test.selectbox(key="from").set_value(2016)
    test.run()

    assert test.query_params["country"] == "Israel"
    assert test.query_params["from"] == "2016"


def test_an_unknown_value_is_ignored_with_a_notice(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, country="Atlantis", from_="never")

    assert not test.exception
    assert "Atlantis" in test.warning[0].value and "never" in test.warning[0].value
    assert test.multiselect(key="country").value == []


def test_when_nothing_matches_one_click_relaxes_a_filter(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, country="China", to="1987", dated="true")
    assert "Nothing matches" in text_of(test)
    assert "Without country: 1 figure" in [button.label for button in test.button]

    test.button(key="relax_country_figures").click().run()

    assert "Nothing matches" not in text_of(test)
    assert test.multiselect(key="country").value == []


def test_the_undated_are_shown_until_they_are_left_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_them, without = run(home, monkeypatch, "figures"), run(home, monkeypatch, "figures", dated="true")

    assert "undated" in set(with_them.dataframe[0].value["Period"])
    assert "undated" not in set(without.dataframe[0].value["Period"])


def test_reset_takes_every_filter_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, country="Israel", from_="2016", dated="true")
    next(button for button in test.button if button.label == "Reset").click().run()

    assert "country" not in test.query_params and "from" not in test.query_params and "dated" not in test.query_params


def test_a_figure_leads_to_its_sentence_with_the_trail(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fact_id = find(home, "trade_total", "2016")
    text = text_of(run(home, monkeypatch, "evidence", fact=fact_id))

    assert "≈ $3.0B" in text and "3,000,000,000" in text
    assert ">$3 billion</mark>" in text
    assert "stated in the same clause" in text
    assert "sources differ" in text


def test_an_event_told_twice_shows_both_sentences_and_why_it_is_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Warehouse(home).execute("select event_id from event_evidence where article_count > 1")
    text = text_of(run(home, monkeypatch, "evidence", event=str(rows["event_id"][0])))

    assert "2 sentences · 2 articles" in text
    assert "Why one event" in text


def test_a_reference_that_is_gone_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "evidence", fact="0000")

    assert "0000" in test.warning[0].value
    assert not test.exception


def test_search_finds_sentences(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "evidence", q="fisheries")

    assert "fisheries" in text_of(test)
    assert "cyber security" not in text_of(test)


def test_a_mark_that_stands_for_several_events_lists_them(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "evidence", topic="diplomacy", year="2023")

    assert "Events: Diplomacy, 2023" in text_of(test)
    assert len([link for link in test.button if "Russia" in link.label]) == 2


@pytest.mark.parametrize(("key", "what"), [("indicator", "facts"), ("act", "events"), ("source", "facts")])
def test_the_filters_of_analysts_narrow_and_stand_in_the_address(home: Path, monkeypatch: pytest.MonkeyPatch, key: str, what: str) -> None:
    choices = offered(Warehouse(home).query)
    label = list(choices.labels(key).values())[-1]
    test = run(home, monkeypatch, "evidence", **{key: label})
    view, unknown = parse({key: [label]}, choices)
    whole, narrow = (export.exported(Warehouse(home), what, filters) for filters in (Filters(), view))

    assert not test.exception
    assert unknown == []
    assert 0 < len(narrow) < len(whole)
    assert any(label in button.label for button in test.button), "a chip says what is in force"


def test_confidence_is_a_filter_and_little_of_it_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view, unknown = parse({"sure": ["80"]}, CHOICES)
    monkeypatch.setattr(tables, "DOUBTFUL", 1.01)

    assert (view.least, unknown) == (0.8, [])
    assert (export.exported(Warehouse(home), "facts", view)["confidence"] >= 0.8).all()
    assert "uncertain" in text_of(run(home, monkeypatch, "evidence"))


@pytest.mark.parametrize("count", ["mentions", "per_ten", "nonsense"])
def test_events_are_counted_as_the_address_says(home: Path, monkeypatch: pytest.MonkeyPatch, count: str) -> None:
    test = run(home, monkeypatch, "events", count=count)

    assert not test.exception
    assert st_value(test, "count") == (count if count != "nonsense" else "events")


def st_value(test: AppTest, key: str) -> object:
    return test.session_state[key]


@pytest.mark.parametrize("kind", ["Levels", "Changes", "Targets", "Counts", "Nonsense"])
def test_every_kind_of_figure_has_its_tab_in_the_address(home: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    test = run(home, monkeypatch, "figures", kind=kind)

    assert not test.exception
    shown = set(test.dataframe[0].value["Figure"])
    assert {"Changes": "×20", "Targets": "→\u2009×2"}.get(kind, next(iter(shown))) in shown


def test_a_computed_figure_says_that_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "computed, not stated" in text_of(run(home, monkeypatch))


def test_figures_stand_beside_official_statistics_where_there_are_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "dyadic.csv"
    table.write_text("year,iso1,iso2,note,imports_1_from_2_musd,imports_2_from_1_musd\n2016,ISR,JPN,x,2200,690\n")
    add_statistics(table, tmp_path / "home")
    make_home(tmp_path / "home")
    test = run(tmp_path / "home", monkeypatch, "figures")
    compared = next(frame.value for frame in test.dataframe if "Verdict" in frame.value)

    assert "Beside official statistics" in text_of(test)
    assert {"agrees"} <= set(compared["Verdict"])
    assert "$690M · Japan" in set(compared["Recorded"]) and "By the other side" in compared

    sources = run(tmp_path / "home", monkeypatch, "data", part="Rates and statistics").dataframe[-1].value
    assert list(sources["Flows"]) == [2] and list(sources["Published"]) != ["undated"]


def test_an_article_is_read_with_everything_that_was_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(run(home, monkeypatch, "articles", doc="003-trade"))

    assert "<mark" in text and "5 figures" in text


def test_a_decision_survives_in_the_table_and_a_build_applies_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path)
    before = Warehouse(tmp_path).query("review_figures", most=1000, **Filters().figures())
    test = run(tmp_path, monkeypatch, "review")
    next(field for field in test.text_input if field.label == "Your name").set_value("Noa").run()
    press(test, "Reject").run()
    press(test, "Accept").run()
    test.selectbox(key="review_field").set_value("unit")
    test.text_input(key="review_value").set_value("EUR")
    press(test, "Change").run()
    assert not test.exception
    assert "3 decisions not in this generation yet" in text_of(test)

    press(test, "Apply now").run()
    after = Warehouse(tmp_path).execute("select fact_id, unit, corrected from fact_evidence").set_index("fact_id")
    rejected, accepted, changed = before["fact_id"].head(3)

    assert not test.exception
    assert "not in this generation" not in text_of(test)
    assert rejected not in after.index
    assert after.loc[[accepted, changed], "corrected"].all()
    assert after.loc[changed, "unit"] == "EUR"
    assert set(Warehouse(tmp_path).execute("select made_by from correction")["made_by"]) == {"Noa"}


def test_reviewing_is_off_where_other_machines_look(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_REVIEW", "off")

    assert "Reviewing is off" in text_of(run(home, monkeypatch, "review"))


def press(test: AppTest, label: str) -> Any:
    return next(button for button in test.button if button.label == label).click()


def test_the_page_speaks_japanese_and_keeps_the_filters(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, lang="ja", country="ISR")

    assert not test.exception
    assert test.title[0].value == "ニュースで読む貿易と協力"
    assert any("国: イスラエル" in button.label for button in test.button)
    assert "2016年" in text_of(test)
    assert {"貿易額 ≈ $3.0B", "輸出 ≈ $700M"} <= {f"{metric.label} {metric.value}".replace("\u2009", " ") for metric in test.metric}
    assert "サイバー安全" in text_of(test) and "Cyber security" not in text_of(test)

    test.button(key="language").click().run()

    assert not test.exception
    assert any("Country: Israel" in button.label for button in test.button)


def test_the_map_lists_its_countries_and_choosing_two_leaves_the_pair(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "map")
    for name, heading in (("Israel", "Partners of Israel"), ("Japan", "Partners of Israel")):
        next(button for button in test.button if button.label.startswith(f"{name} ")).click().run()

        assert not test.exception
        assert heading in text_of(test)
    assert {"Country: Israel", "Partner: Japan"} <= {button.label for button in test.button}

    next(button for button in test.button if button.label.startswith("Japan ")).click().run()

    assert "Partner: Japan" not in {button.label for button in test.button}, "choosing it again lets it go"


@pytest.mark.parametrize("measure", ["events", "mentions", "figures"])
def test_map_and_network_say_their_finding(home: Path, monkeypatch: pytest.MonkeyPatch, measure: str) -> None:
    test = run(home, monkeypatch, "map", count=measure)
    said = [chart.proto.alt for chart in test.get("vega_lite_chart")]

    assert not test.exception
    assert len(said) == 2
    assert said[0].startswith("Events by country: ") and "Israel" in said[0]
    assert "Israel – Japan" in said[1]


def test_sources_that_differ_are_drawn_side_by_side(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = "select fact_id from observation_evidence where agreement = 'differ' and kind = 'level' limit 1"
    fact = str(Warehouse(home).execute(sql)["fact_id"].iloc[0])

    assert "What the sources say" in text_of(run(home, monkeypatch, "evidence", fact=fact))


def test_a_view_without_figures_says_where_there_is_something(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "figures", country="Germany", partner="China")

    assert not test.exception
    assert "Nothing matches these filters." in text_of(test)
    assert any(link.label.startswith("In this view: ") for link in test.get("page_link")) or any("Without" in b.label for b in test.button)


def test_the_data_page_says_what_was_left_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "data", part="What was read")

    assert "distance" in set(test.dataframe[0].value["Reason"])
    assert "the file is empty" in text_of(test)


@pytest.mark.parametrize("part", ["Downloads", "What was read", "Checks and changes", "Rates and statistics", "What it means", "Nonsense"])
def test_every_part_of_the_data_page_has_its_address(home: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    test = run(home, monkeypatch, "data", part=part)

    assert not test.exception
    sign = {
        "What was read": "Not charted, and why", "Checks and changes": "checks found nothing",
        "Rates and statistics": "Official statistics", "What it means": "What the words mean",
    }  # fmt: skip
    assert sign.get(part, "How to cite") in text_of(test)


def test_a_finding_leads_to_the_charts_that_draw_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(home, monkeypatch, "evidence", fact=find(home, "trade_total", "2016"))
    links = {link.label: link.proto.query_string for link in test.get("page_link")}

    assert links["Figures: Israel – Japan"] == "country=Israel&partner=Japan&kind=Levels"


def test_long_lists_are_turned_page_by_page() -> None:
    def page() -> None:
        import streamlit

        from dashboard import show

        streamlit.markdown(f"rows after {show.pager('list', 2, 5, streamlit.session_state.get('about'))}")

    test = AppTest.from_function(page).run()
    seen = [text_of(test)]
    seen += [text_of(press(test, label).run()) for label in ("Next", "Next", "Previous")]
    test.session_state["about"] = "another list"
    seen.append(text_of(test.run()))

    assert [text.split()[2] for text in seen] == ["0", "2", "4", "2", "0"]
    assert [text.splitlines()[-1] for text in seen] == ["1–2 of 5", "3–4 of 5", "5–5 of 5", "3–4 of 5", "1–2 of 5"]
    assert not test.exception


def test_an_unreadable_newest_generation_shows_the_one_before_with_a_banner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path)
    layout = Layout(tmp_path)
    broken = layout.generations / "gen-0000000000000000.duckdb"
    broken.write_bytes(b"not a database")
    layout.current.unlink()
    layout.current.symlink_to(broken)

    test = run(tmp_path, monkeypatch)

    assert "this is the one before" in test.error[0].value
    assert "≈ $3.0B" in text_of(test)


def test_new_data_are_offered_and_not_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path)
    test = run(tmp_path, monkeypatch)
    assert not [button for button in test.button if button.key == "new_data"]

    monkeypatch.setattr("dashboard.data.standing", _then_newer("dashboard.data.standing"))
    test.run()

    assert [button for button in test.button if button.key == "new_data"]


def _then_newer(_name: str) -> object:
    from dashboard import data

    found = data.standing
    calls = []

    def standing() -> data.Standing:
        calls.append(1)
        return found() if len(calls) == 1 else data.Standing("newer")

    return standing


def test_a_page_that_is_overtaken_by_a_publication_begins_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import data

    found, calls = data.standing, []

    def standing() -> data.Standing:
        calls.append(1)
        return data.Standing("overtaken") if len(calls) == 1 else found()

    monkeypatch.setattr("dashboard.data.standing", standing)
    test = run(home, monkeypatch)
    generation = Warehouse(home).generation()

    assert not test.exception
    assert generation is not None and f"Generation {generation.name[:8]}" in text_of(test)


def test_a_collection_of_one_figure_looks_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.synthetic import A, F

    make_home(
        tmp_path,
        [A("one", "Trade of Israel with Japan came to $3 billion in 2016.", facts=(F("$3 billion", "trade_total", 3e9, period="2016"),))],
    )

    for page in PAGES:
        assert not run(tmp_path, monkeypatch, page).exception


def find(home: Path, indicator: str, period: str) -> str:
    sql = (
        "select fact_id from fact_evidence where indicator = $indicator and period_label = $period and qualifier = 'about' order by fact_id"
    )
    return str(Warehouse(home).execute(sql, {"indicator": indicator, "period": period})["fact_id"][0])


# Filters and addresses


def test_an_address_and_its_filters_are_the_same_thing() -> None:
    view = Filters(first=2013, last=2017, undated=False, countries=("ISR",), partners=("JPN",), areas=("cyber",), statuses=("target",))

    assert parse(view.address(CHOICES), CHOICES) == (view, [])


def test_years_the_wrong_way_round_are_put_right() -> None:
    years = Filters(first=2017, last=2013).years()

    assert (years["first_year"], years["last_year"]) == (2013, 2017)


def test_taking_a_filter_away_leaves_the_others() -> None:
    view = Filters(first=2013, countries=("ISR", "JPN"), areas=("cyber",))

    assert view.without("country", "ISR") == Filters(first=2013, countries=("JPN",), areas=("cyber",))
    assert view.without("years").names() == ["country", "area"]


# Addresses for machines


@dataclass
class Answer:
    status_code: int
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Asks an application without a network and without a client library."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def get(self, path: str, params: dict[str, str] | None = None) -> Answer:
        return asyncio.run(self._get(path, urlencode(params or {}).encode()))

    async def _get(self, path: str, query: bytes) -> Answer:
        sent: list[Message] = []
        asked: list[bool] = []
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "headers": [],
            "http_version": "1.1",
        }

        async def receive() -> Message:
            if asked:
                await asyncio.Event().wait()  # a client that stays until the answer is whole
            asked.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app({**scope, "scheme": "http", "server": ("127.0.0.1", 80), "root_path": "", "app": None}, receive, send)
        return Answer(sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture
def client(home: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("ENTENTE_HOME", str(home))
    return Client(Starlette(routes=api.routes()))


def test_ready_names_the_generation(client: Client, home: Path) -> None:
    generation = Warehouse(home).generation()

    assert generation is not None
    assert client.get("/readyz").json()["generation"] == generation.name


def test_not_ready_without_a_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_HOME", str(tmp_path))

    assert Client(Starlette(routes=api.routes())).get("/readyz").status_code == 503


@pytest.mark.parametrize("what", api.WHAT)
def test_csv_and_json_hold_the_same_rows_as_the_warehouse(client: Client, home: Path, what: str) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/{what}.csv").text)))
    objects = client.get(f"/api/{what}.json").json()
    table = {"facts": "observation_evidence", "events": "event_evidence", "articles": "article_overview"}[what]
    held = Warehouse(home).execute(f"select count(*) as n from {table}")["n"][0]

    assert len(rows) == len(objects) == held > 0
    assert [row[next(iter(row))] for row in rows] == [str(item[next(iter(item))]) for item in objects]


def test_the_filters_of_the_page_work_in_addresses_for_machines(client: Client) -> None:
    rows = client.get(
        "/api/facts.json", params={"country": "Israel", "partner": "JPN", "from": "2016", "to": "2016", "dated": "true"}
    ).json()

    assert rows and all({row["reporter"], row["partner"]} == {"ISR", "JPN"} and row["year"] == 2016 for row in rows)


def test_parquet_holds_what_csv_holds(client: Client) -> None:
    rows = pd.read_parquet(io.BytesIO(client.get("/api/facts.parquet").body))

    assert list(rows["fact_id"]) == [row["fact_id"] for row in csv.DictReader(io.StringIO(client.get("/api/facts.csv").text))]


@pytest.mark.parametrize("name", gallery.CHARTS)
def test_every_chart_has_an_address(client: Client, name: str) -> None:
    answer = client.get(f"/api/chart/{name}.svg", params={"country": "Israel"})

    assert answer.status_code == 200
    assert answer.text.startswith("<svg")
    assert "Entente · generation" in answer.text
    assert "country: Israel" in answer.text, "a picture says what it was filtered by"
    for kind, sign in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
        assert client.get(f"/api/chart/{name}.{kind}", params={"country": "Israel"}).body.startswith(sign)


def test_a_chart_of_nothing_is_no_content_and_of_no_name_is_not_found(client: Client) -> None:
    assert client.get("/api/chart/levels.svg", params={"status": "Planned"}).status_code == 204
    assert client.get("/api/chart/pie.svg").status_code == 404


def test_the_feed_leads_from_each_change_to_its_sentence(client: Client, home: Path) -> None:
    feed = ElementTree.fromstring(client.get("/feed.xml").text)
    entries = feed.findall("{*}entry")
    generation = Warehouse(home).generation()

    assert generation is not None
    assert generation.name in str(entries[0].findtext("{*}title"))
    assert all(element.findtext(f"{{*}}{tag}") for element in (feed, *entries) for tag in ("id", "title", "updated"))


def test_an_embedded_page_has_neither_menu_nor_filters(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: True))
    test = run(home, monkeypatch, "events", country="Israel")

    assert not test.exception
    assert not test.title
    assert not [button for button in test.button if "Country" in button.label]
    assert test.get("vega_lite_chart")


def test_an_address_for_machines_refuses_what_it_does_not_know(client: Client) -> None:
    assert client.get("/api/facts.csv", params={"country": "Atlantis"}).status_code == 400
    assert client.get("/api/secrets.csv").status_code == 404
    assert client.get("/api/facts.exe").status_code == 404


def test_the_page_tells_the_browser_where_the_server_is() -> None:
    from starlette.responses import HTMLResponse, JSONResponse
    from starlette.routing import Route

    async def page(_request: object) -> HTMLResponse:
        return HTMLResponse("<html><head></head></html>")

    async def other(_request: object) -> JSONResponse:
        return JSONResponse({"a": "<head>"})

    app = Starlette(routes=[Route("/figures", page), Route("/json", other)])
    client = Client(front.BackendHint(app))

    assert "BACKEND_BASE_URL" in client.get("/figures").text
    assert json.loads(client.get("/json").text) == {"a": "<head>"}


# Files


def test_a_sheet_keeps_text_that_looks_like_a_formula() -> None:
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed (extra 'export')")
    rows = pd.DataFrame({"text": ["=1+1", None], "value": [3e9, float("nan")], "day": pd.to_datetime(["2016-01-01", None])})

    assert export.xlsx({"facts": rows}).startswith(b"PK")


def test_a_taken_port_gives_the_next_free_one() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert free_port("127.0.0.1", port) != port
