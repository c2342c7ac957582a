"""Amounts and counts: bars where each series has one value, small panels over the years where it has more.

The author's hedge is drawn: a faded end is "about", an arrow "more than", a tick on both ends a range.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.frame import Chart, compact_axis, figure_tooltip, finish, label_axis, layered, pick, raised, source
from dashboard.charts.ink import Ink
from dashboard.charts.template import blank, drawn_once
from dashboard.wording import listing, say

_BAR = 22
_STEP = 40
_SAID = 4  # points of a panel that its alternative text names
_INDICATOR_ORDER = ("trade_total", "exports", "imports", "trade_balance", "investment")


def bars(rows: pd.DataFrame, ink: Ink, *, symbol: str = "$", hollow: bool = False) -> Chart:
    """One bar per figure, labelled with the figure as it is written.

    Args:
        rows: ``label`` (unique), ``amount``, ``low``, ``high``, ``qualifier``, ``written``, ``spoken``, ``period``, ``fact_id``,
            ``quote``, ``source``, in the order to draw.
        ink: The theme's colours.
        symbol: What stands before the axis labels; empty for counts.
        hollow: Draw outlines only: targets and forecasts, which have not happened.
    """
    rows = rows.assign(edge=rows[["amount", "high"]].max(axis=1).clip(lower=0))  # where the figure is written: right of a fall, too
    order = list(rows["label"])
    room = 1.12 + 0.02 * max((len(text) for text in rows["written"]), default=0)  # for the figure beside its bar
    top = float(max(rows[["amount", "high"]].max().max(), 0)) * room or 1.0
    bottom = float(min(rows[["amount", "low"]].min().min(), 0)) * 1.1
    hedged, many = rows["qualifier"].notna(), rows["qualifier"] == "more_than"
    marks = _bars(ink, raised(order), symbol, hollow, not hedged.all(), bool(hedged.any()), _ranged(rows), bool(many.any()))
    items = listing((f"{row.label} {row.spoken}" for row in rows.itertuples()), limit=6)
    said = say("alt.levels", count=len(rows), items=items)
    return finish(marks, ink, rows, said, height=_STEP, step=True, order=order, bottom=bottom, top=top)


@drawn_once
def _bars(ink: Ink, lifted: int, symbol: str, hollow: bool, exact: bool, hedged: bool, ranged: bool, more: bool) -> Any:
    base = source().encode(
        y=alt.Y("label:N", sort=[blank("order")], title=None, axis=label_axis(ink, lifted)),
        x=alt.X("amount:Q", title=None, scale=alt.Scale(domain=[blank("bottom"), blank("top")], nice=False), axis=_axis(symbol)),
        tooltip=figure_tooltip(),
    )
    solid = base.transform_filter("!isValid(datum.qualifier)").mark_bar(size=_BAR, color=ink.accent, cornerRadiusEnd=2)
    faded = base.transform_filter("isValid(datum.qualifier)").mark_bar(size=_BAR, color=_fade(ink), cornerRadiusEnd=2)
    ends = base.transform_filter("isValid(datum.low) && isValid(datum.high) && datum.low != datum.high")
    span = ends.mark_rule(color=ink.text, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    tick = ends.mark_tick(color=ink.text, thickness=1.5, size=10)
    arrow = base.transform_filter("datum.qualifier == 'more_than'").mark_point(
        shape="triangle-right", size=90, color=ink.accent, filled=True, opacity=1, xOffset=3
    )
    labels = base.mark_text(align="left", dx=12, fontSize=15, fontWeight=600, color=ink.text).encode(x="edge:Q", text="written:N")
    outline = base.mark_bar(size=_BAR, fill=ink.background, stroke=ink.muted, strokeWidth=2, strokeDash=[5, 4], cornerRadiusEnd=2)
    return layered(
        (hollow, outline),
        (not hollow and exact, solid),
        (not hollow and hedged, faded),
        (ranged, span),
        (ranged, tick.encode(x="low:Q")),
        (ranged, tick.encode(x="high:Q")),
        (not hollow and more, arrow),
        (True, labels.add_params(pick("fact_id"))),
    )


def panel(
    rows: pd.DataFrame, ink: Ink, *, labels: list[str], years: tuple[int, int], reach: tuple[float, float], log: bool = False
) -> Chart:
    """Points over the years for one pair of countries, one colour per indicator; panels side by side share their axes.

    Args:
        rows: As for ``bars``, with ``indicator_label``, ``year`` and ``joined`` (one value a year: a line may join them).
        ink: The theme's colours.
        labels: All indicators of all panels, so that each keeps its colour.
        years: First and last of all panels.
        reach: The smallest (or 0) and the largest amount of all panels.
        log: A logarithmic axis; what is zero or negative is then left out.
    """
    shown = rows[rows["amount"] > 0] if log else rows
    first = [f"{row.indicator_label} {row.period}: {row.spoken}" for row in rows.head(_SAID).itertuples()]
    items = listing([*first, *["…"] * (len(rows) - len(first))], limit=_SAID)  # of hundreds only the first are said
    present = set(shown["indicator_label"])
    return finish(
        _panel(ink, log), ink, shown, say("alt.levels", count=len(shown), items=items), height=230,
        bottom=reach[0] * 1.08, top=reach[1] * 1.08, first=years[0] - 0.5, last=years[1] + 0.5,
        labels=labels, colours=ink.series[: len(labels)], present=[label for label in labels if label in present],
    )  # fmt: skip


@drawn_once
def _panel(ink: Ink, log: bool) -> Any:
    scale = alt.Scale(type="log", nice=True) if log else alt.Scale(domain=[blank("bottom"), blank("top")], nice=False)
    base = source().encode(
        x=alt.X(
            "year:Q",
            title=None,
            axis=alt.Axis(format="d", tickMinStep=1, tickCount=4, grid=False),
            scale=alt.Scale(domain=[blank("first"), blank("last")], nice=False),
        ),
        y=alt.Y("amount:Q", title=None, scale=scale, axis=_axis("$")),
        color=alt.Color(
            "indicator_label:N",
            scale=alt.Scale(domain=[blank("labels")], range=[blank("colours")]),
            legend=alt.Legend(
                orient="bottom",  # so that panels side by side begin at the same height, however many things they show
                title=None,
                columns=3,
                offset=6,
                symbolOpacity=1,
                symbolType="circle",
                values=[blank("present")],
            ),
        ),
    )
    line = base.transform_filter("datum.joined").mark_line(strokeWidth=1.5, opacity=0.5, interpolate="linear")
    exact = base.transform_filter("!isValid(datum.qualifier)").mark_point(filled=True, size=60, opacity=1)
    hedged = base.transform_filter("isValid(datum.qualifier)").mark_point(
        filled=False, fill=ink.background, size=60, strokeWidth=2, opacity=1
    )
    spans = base.transform_filter("isValid(datum.low) && datum.low != datum.high").mark_rule(strokeWidth=1.5).encode(y="low:Q", y2="high:Q")
    return alt.layer(
        line, spans, exact.encode(tooltip=figure_tooltip()), hedged.encode(tooltip=figure_tooltip()).add_params(pick("fact_id"))
    )


def _ranged(rows: pd.DataFrame) -> bool:
    return bool((rows["low"].notna() & rows["high"].notna() & (rows["low"] != rows["high"])).any())


def sorted_labels(rows: pd.DataFrame) -> list[str]:
    """Labels of the indicators present, the familiar order first."""
    known = dict(zip(rows["indicator"], rows["indicator_label"], strict=True))
    order = [*[code for code in _INDICATOR_ORDER if code in known], *sorted(set(known) - set(_INDICATOR_ORDER))]
    return [str(known[code]) for code in order][:6]


def _axis(symbol: str) -> alt.Axis:
    return compact_axis(symbol, domain=False, ticks=False)


def _fade(ink: Ink) -> dict[str, object]:
    """Solid for most of its length, paling towards an end that the article left open."""
    return {
        "gradient": "linear", "x1": 0, "x2": 1, "y1": 0, "y2": 0,
        "stops": [{"offset": 0, "color": ink.accent}, {"offset": 0.72, "color": ink.accent}, {"offset": 1, "color": f"{ink.accent}40"}],
    }  # fmt: skip
