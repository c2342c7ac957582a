"""Multiples of the start on a log axis of their own; a target is hollow and dashed, for it has not happened."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.frame import Chart, figure_tooltip, finish, label_axis, layered, pick, raised, source
from dashboard.charts.ink import Ink
from dashboard.charts.template import blank, drawn_once
from dashboard.wording import listing, say

_STEP = 40


def multiples(rows: pd.DataFrame, ink: Ink) -> Chart:
    """From ×1 to the multiple, one row per figure.

    Args:
        rows: ``label`` (unique), ``amount`` (2 is doubled), ``status``, ``written``, ``spoken``, ``period``, ``fact_id``, ``quote``,
            ``source``, in the order to draw.
        ink: The theme's colours.
    """
    rows = rows.assign(edge=rows["amount"].clip(lower=1))  # where the figure is written: right of the start for a fall, too
    order = list(rows["label"])
    most = max(float(rows["amount"].max()), 2.0)
    least = min(float(rows["amount"].min()), 1.0)
    domain = [least / 1.25 if least < 1 else 1.0, most * 2.4]
    stops = [stop for stop in (0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if domain[0] <= stop <= most * 1.3]
    known = rows["status"] == "reported"
    items = listing((f"{row.label} {row.spoken}" for row in rows.itertuples()), limit=6)
    key = "alt.targets" if len(rows) and (rows["status"] != "reported").all() else "alt.changes"
    marks = _multiples(ink, raised(order), bool(known.any()), not known.all())
    return finish(marks, ink, rows, say(key, items=items), height=_STEP, step=True, order=order, domain=domain, stops=stops)


@drawn_once
def _multiples(ink: Ink, lifted: int, some: bool, wishes: bool) -> Any:
    base = source().encode(
        y=alt.Y("label:N", sort=[blank("order")], title=None, axis=label_axis(ink, lifted)),
        x=alt.X(
            "amount:Q", title=None, scale=alt.Scale(type="log", domain=[blank("domain")], nice=False),
            axis=alt.Axis(values=[blank("stops")], labelExpr="'×' + format(datum.value, '~r')", domain=False, ticks=False),
        ),
        tooltip=figure_tooltip(),
    )  # fmt: skip
    happened = base.transform_filter("datum.status == 'reported'")
    wished = base.transform_filter("datum.status != 'reported'")
    start = alt.datum(1)
    return layered(
        (some, happened.mark_rule(strokeWidth=3, color=ink.accent).encode(x2=start)),
        (wishes, wished.mark_rule(strokeWidth=2.5, color=ink.muted, strokeDash=[5, 4]).encode(x2=start)),
        (True, base.mark_tick(color=ink.muted, thickness=2, size=14).encode(x=alt.X(datum=1))),
        (some, happened.mark_point(filled=True, size=150, color=ink.accent, opacity=1)),
        (wishes, wished.mark_point(filled=True, size=150, color=ink.background, stroke=ink.muted, strokeWidth=2.5, opacity=1)),
        (
            True,
            base.mark_text(align="left", dx=14, fontSize=15, fontWeight=600, color=ink.text)
            .encode(x="edge:Q", text="written:N")
            .add_params(pick("fact_id")),
        ),
    )
