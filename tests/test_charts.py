"""Charts compile, say what they show, and draw hedges and targets as such."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from dashboard import export
from dashboard.charts import DARK, LIGHT, Chart, Ink, changes, coverage, events, levels
from dashboard.charts.ink import area_colours
from dashboard.passages import Mark, around, to_html

vl_convert = pytest.importorskip("vl_convert", reason="vl-convert is not installed (extra 'export')")


def figures() -> pd.DataFrame:
    rows = [
        ("Trade", 3e9, None, None, "about", "≈ $3.0B", "reported", 2016),
        ("Exports", 6.5e8, 6e8, 7e8, None, "$600–700M", "reported", 2015),
        ("Imports", 2.3e9, None, None, None, "$2.3B", "reported", 2014),
        ("Aid", 1e6, None, None, "more_than", "> $1.0M", "reported", 2013),
    ]
    names = ["label", "amount", "low", "high", "qualifier", "written", "status", "year"]
    table = pd.DataFrame(rows, columns=names).astype({"low": "Float64", "high": "Float64"})
    return table.assign(
        spoken=table["written"], period=table["year"].astype(str), fact_id=table["label"], quote="words", source="Herald",
        indicator=["trade_total", "exports", "imports", "aid"], indicator_label=table["label"], joined=True,
    )  # fmt: skip


def multiples() -> pd.DataFrame:
    table = figures().head(3).assign(label=["Investment\n2014–2017", "Companies\n2014–2017", "Trade\nundated"], amount=[20.0, 2.0, 2.0])
    return table.assign(status=["reported", "reported", "target"], written=["×20", "×2", "→ ×2"])


def by_area_year() -> pd.DataFrame:
    rows = [(2013, "cyber", "Cyber security", 1), (2017, "diplomacy", "Diplomacy", 3), (None, "health", "Health", 2)]
    return pd.DataFrame(rows, columns=["year", "area", "area_label", "n"]).astype({"year": "Int64"})


def dots() -> pd.DataFrame:
    rows = [("e1", "cyber", "Cyber security", "2017-05-03", 0, False), ("e2", "cyber", "Cyber security", "2018-07-01", 0, True)]
    table = pd.DataFrame(rows, columns=["event_id", "area", "area_label", "day", "lane", "planned"])
    return table.assign(date_label="May", act_label="Agreed", parties="Israel – Japan", quote="words")


COLOURS: Mapping[str, str] = {"cyber": "#159BBF", "diplomacy": "#B98200", "health": LIGHT.rest}
LABELS = ["Diplomacy", "Cyber security", "Health"]
DRAW: dict[str, Callable[[Ink], Chart]] = {
    "bars": lambda ink: levels.bars(figures(), ink),
    "hollow bars": lambda ink: levels.bars(figures(), ink, hollow=True),
    "one bar": lambda ink: levels.bars(figures().head(1), ink, symbol=""),
    "panel": lambda ink: levels.panel(figures(), ink, labels=["Trade", "Exports", "Imports", "Aid"], years=(2013, 2016), reach=(0, 3e9)),
    "log panel": lambda ink: levels.panel(figures(), ink, labels=["Trade", "Exports"], years=(2013, 2016), reach=(0, 3e9), log=True),
    "multiples": lambda ink: changes.multiples(multiples(), ink),
    "areas": lambda ink: events.by_area(by_area_year(), ink, COLOURS),
    "years": lambda ink: events.by_year(by_area_year(), ink, COLOURS, ["diplomacy", "cyber"]),
    "heatmap": lambda ink: events.heatmap(by_area_year(), ink, LABELS),
    "timeline": lambda ink: events.timeline(dots(), ink, COLOURS, LABELS),
    "pairs": lambda ink: events.by_pair(pd.DataFrame({"pair": ["ISR JPN"], "pair_label": ["Israel – Japan"], "n": [3]}), ink),
    "matrix": lambda ink: events.matrix(
        pd.DataFrame({"pair": ["ISR JPN"], "pair_label": ["Israel – Japan"], "label_a": ["Israel"], "label_b": ["Japan"], "n": [3]}),
        ink,
        ["Israel", "Japan"],
    ),
    "acts": lambda ink: events.by_act(pd.DataFrame({"act": ["visit"], "act_label": ["Visit"], "n": [3]}), ink),
    "coverage": lambda ink: coverage.coverage(
        pd.DataFrame({"year": pd.array([2013, None], dtype="Int64"), "found": [True, False], "n": [1, 2]}), ink
    ),
}


@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=lambda ink: ink.name)
@pytest.mark.parametrize("name", list(DRAW))
def test_every_chart_compiles_and_says_what_it_shows(name: str, ink: Ink) -> None:
    drawn = DRAW[name](ink)
    svg = vl_convert.vegalite_to_svg(drawn.whole(title=name, footer="Generation 1"))

    assert svg.count("<path") > 3
    assert len(drawn.alt) > 20 and drawn.alt.endswith(".")


@pytest.mark.parametrize("name", list(DRAW))
def test_the_data_travel_beside_the_specification(name: str) -> None:
    drawn = DRAW[name](LIGHT)

    assert "values" not in json.dumps(dict(drawn.spec).get("data", {}))
    assert "datasets" not in drawn.spec
    json.dumps(drawn.whole())  # plain JSON values only


@pytest.mark.parametrize("name", ["bars", "panel", "multiples", "areas", "years", "heatmap", "timeline", "pairs"])
def test_a_click_on_a_mark_tells_which_it_was(name: str) -> None:
    params = DRAW[name](LIGHT).spec["params"]

    assert any(param["name"] == "pick" and param["select"]["fields"] for param in params)


def layers(chart: Chart) -> list[dict[str, Any]]:
    return list(chart.spec["layer"])


def test_about_is_drawn_with_a_faded_end_and_exact_is_not() -> None:
    exact, faded = layers(DRAW["bars"](LIGHT))[:2]

    assert exact["mark"]["color"] == LIGHT.accent
    assert faded["mark"]["color"]["gradient"] == "linear"


def test_a_target_is_hollow_and_dashed() -> None:
    drawn = layers(DRAW["multiples"](LIGHT))
    wished = [layer for layer in drawn if "!== 'reported'" in json.dumps(layer).replace("!=", "!==")]

    assert any(layer["mark"].get("strokeDash") for layer in wished)
    assert any(layer["mark"].get("color") == LIGHT.background for layer in wished)


def test_multiples_never_share_the_axis_of_money() -> None:
    axis = next(layer["encoding"]["x"] for layer in layers(DRAW["multiples"](LIGHT)) if "scale" in layer["encoding"]["x"])

    assert axis["scale"]["type"] == "log"
    assert "×" in axis["axis"]["labelExpr"] and "$" not in axis["axis"]["labelExpr"]


def test_money_axes_write_b_for_billion() -> None:
    assert "replace(format(abs(datum.value), '~s'), 'G', 'B')" in json.dumps(DRAW["bars"](LIGHT).spec)


def test_years_without_events_keep_their_place_and_the_undated_stand_apart() -> None:
    ticks = DRAW["years"](LIGHT).spec["encoding"]["x"]["scale"]["domain"]

    assert ticks == ["2013", "2014", "2015", "2016", "2017", " ", "undated"]


def test_areas_keep_their_colour_whatever_else_is_in_view() -> None:
    many = area_colours(
        ["diplomacy", "trade_economy", "health", "cyber", "unspecified", "investment", "energy_resources", "agriculture_food"], LIGHT
    )
    few = area_colours(["cyber", "diplomacy"], LIGHT)

    assert many["cyber"] == few["cyber"] and many["diplomacy"] == few["diplomacy"]
    assert many["unspecified"] == LIGHT.rest
    assert len({colour for colour in many.values() if colour != LIGHT.rest}) == 4


def test_labels_on_the_page_have_enough_contrast() -> None:
    for ink in (LIGHT, DARK):
        assert contrast(ink.muted, ink.background) >= 4.5
        assert contrast(ink.text, ink.background) >= 7
        assert all(contrast(colour, ink.background) >= 3 for colour in (*ink.series, ink.rest, ink.accent))


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_charts_leave_the_page_as_pictures() -> None:
    drawn = DRAW["bars"](LIGHT)

    assert export.picture(drawn, "svg", title="Trade", footer="Generation 1").startswith(b"<svg")
    assert export.picture(drawn, "png", title="Trade", footer="Generation 1").startswith(b"\x89PNG")
    assert export.picture(drawn, "pdf", title="Trade", footer="Generation 1").startswith(b"%PDF")


def test_the_same_rows_give_the_same_picture() -> None:
    one, other = (export.picture(DRAW["multiples"](LIGHT), "svg", title="t", footer="f") for _ in range(2))

    assert one == other


def test_a_passage_shows_every_character_once_and_marks_what_was_found() -> None:
    text = "Trade <rose> to $3 billion & more.\nThe end."
    html = to_html(text, [Mark(16, 26, "target", "3 billion"), Mark(0, 34, "event", "told"), Mark(38, 41, "dropped", 'a "count"')], LIGHT)

    assert html.count("$3 billion") == 1
    assert "&lt;rose&gt;" in html and "&amp; more" in html and "<rose>" not in html
    assert html.count("<mark") == 4  # before, the figure itself, after, and the number left out


def test_an_excerpt_holds_the_passage_and_stops_at_words() -> None:
    text = "word " * 500
    first, last = around(text, 1000, 1010)

    assert 0 < first <= 1000 and 1010 <= last < len(text)
    assert text[first:last].startswith("word")
