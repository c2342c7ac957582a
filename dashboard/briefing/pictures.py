"""The charts of the briefing: those of the dashboard, fewer marks, sized for half a page of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.charts import LIGHT, Chart, changes, events, levels
from dashboard.charts.ink import area_colours
from dashboard.filters import Filters
from dashboard.wording import say

Ask = Callable[..., pd.DataFrame]
"""A named query with its parameters, answered: ``warehouse.read.Warehouse.query``."""

WIDTH = 430  # pixels on half a page: words of 13 pixels come out at 7.5 points
MOST_BARS = 4
MOST_AREAS = 7
FONT = "Roboto"  # lies beside this module, so that words are measured as they are printed
_FIGURE_STEP = 34
_AREA_STEP = 24
_PADDING = {"left": 0, "top": 4, "bottom": 0}
_BESIDE = 28  # a figure is written beside its mark and may reach over the axis
_SHORT_FROM = 9  # years are written as ’23 if more than these are named
_ROOMY = 16  # columns beside which every label has room


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart under its heading; ``spec`` is Vega-Lite with its data inside, ``alt`` the finding in words."""

    title: str
    sub: str
    spec: Mapping[str, Any]
    alt: str


def draw_figures(ask: Ask, filters: Filters, heads: Sequence[Mapping[str, Any]]) -> list[Picture]:
    """Amounts of the pair that the first headline speaks of, and multiples with the targets; what there is of them."""
    found = []
    pair = tables.lead_pair(heads)
    asked = {**filters.figures(), "most": 40, "skip": 0}
    rows = ask("figures", kinds=["level"], dimensions=["money"], pair=pair, **asked)
    rows = rows[rows["usd_value"].notna() & (rows["status"] == "reported")]
    leading = tables.leading_levels(tables.records_of(rows.astype(object).where(rows.notna(), None)), MOST_BARS)
    if leading:
        sub = " · ".join(part for part in (tables.shared(leading), say("briefing.levels_sub")) if part)
        chart = levels.bars(tables.drawable(leading, usd=True), LIGHT)
        found.append(_picture(chart, "overview.levels", sub, step=_FIGURE_STEP))
    rows = tables.most_told(ask("figures", kinds=["multiplier"], dimensions=[], pair="", **asked), MOST_BARS)
    if len(rows):
        rows = rows.assign(_wish=rows["status"] != "reported").sort_values(["_wish", "value"], ascending=[True, False], kind="stable")
        found.append(
            _picture(changes.multiples(tables.drawable(rows), LIGHT), "overview.changes", say("briefing.changes_sub"), step=_FIGURE_STEP)
        )
    return found


def draw_events(ask: Ask, filters: Filters, *, acts: bool = False) -> list[Picture]:
    """Events by area and by year, and by act if asked; nothing when there are none."""
    rows = ask("events_by_area_year", **filters.events()).rename(columns={"events": "n"})
    if rows.empty:
        return []
    order = list(ask("choices_areas")["area"])
    colours = area_colours(order, LIGHT)
    ranked = tables.ranked(rows, keys=("area", "area_label"), measure="n")
    hidden = len(ranked) - MOST_AREAS
    sub = say("briefing.areas_sub") + (f" · {say('briefing.areas_more', more=hidden)}" if hidden > 0 else "")
    shown = ranked.head(MOST_AREAS)
    by_area = _picture(events.by_area(shown, LIGHT, colours), "overview.areas", sub, step=_AREA_STEP)
    by_year = events.by_year(rows, LIGHT, colours, order)
    tall = max(len(shown) * _AREA_STEP, 110)
    found = [by_area, _picture(by_year, "overview.years", say("briefing.years_sub"), height=tall)]
    if acts:
        done = ask("events_by_act", **filters.events()).rename(columns={"events": "n"}).head(MOST_AREAS)
        found.append(_picture(events.by_act(done, LIGHT), "events.acts", say("events.acts_sub"), step=_AREA_STEP))
    return found


def _picture(chart: Chart, title: str, sub: str, *, step: int | None = None, height: int | None = None) -> Picture:
    spec = deepcopy(chart.whole(width=WIDTH))
    spec["height"] = {"step": step} if step else height
    spec["background"] = None
    spec["config"] = {
        **spec.get("config", {}),
        "font": FONT,
        "padding": {"left": 0, "right": 28 if step == _FIGURE_STEP else 8, "top": 4, "bottom": 0},
    }
    for encoding in _encodings(spec):
        if height:
            _fit_columns(encoding)
    return Picture(say(title), sub, spec, chart.alt.replace("\n", ", "))  # labels in charts have two lines


def _fit_columns(encoding: dict[str, Any]) -> None:
    """No legend, for the chart of areas beside it names the colours; no year so near to either end that its label would touch."""
    if "field" in encoding.get("color", {}):
        encoding["color"]["legend"] = None
    axis = encoding.get("x", {}).get("axis") or {}
    ticks = encoding.get("x", {}).get("scale", {}).get("domain", [])
    if "values" not in axis:
        return
    if len(axis["values"]) > _SHORT_FROM:
        axis["labelExpr"] = "length(datum.label) == 4 ? '’' + slice(datum.label, 2) : datum.label"
    ends = [place for place, tick in enumerate(ticks) if not tick.isdecimal() and tick.strip()]
    if len(ticks) <= _ROOMY:
        return
    axis["values"] = [
        tick for place, tick in enumerate(ticks) if tick in axis["values"] and (place in ends or all(abs(place - end) > 4 for end in ends))
    ]


def _encodings(spec: Any) -> Iterator[dict[str, Any]]:
    """Every encoding in a specification, at any depth."""
    if isinstance(spec, dict):
        if isinstance(spec.get("encoding"), dict):
            yield spec["encoding"]
        for key, value in spec.items():
            if key != "data":
                yield from _encodings(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _encodings(value)
