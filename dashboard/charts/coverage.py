"""How many articles stand behind a year: without them a rise in events may only be a rise in reading."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.charts.events import gathered, ticks_of, year_axis, years_of
from dashboard.charts.frame import Chart, compact_axis, finish, source
from dashboard.charts.ink import Ink
from dashboard.charts.template import blank
from dashboard.wording import say


def coverage(rows: pd.DataFrame, ink: Ink) -> Chart:
    """Columns of articles per year, with and without findings: ``year`` (missing if unknown), ``found`` (bool), ``n``."""
    states = [say("data.found" if found else "data.not_found") for found in rows["found"]]
    table = gathered(rows.assign(area=states, area_label=states)).rename(columns={"area": "state"})
    ticks = ticks_of(table)
    bars = (
        source()
        .mark_bar(width=alt.RelativeBandSize(band=0.72))
        .encode(
            x=alt.X("when:N", sort=[blank("ticks")], scale=alt.Scale(domain=[blank("ticks")]), title=None, axis=year_axis()),
            y=alt.Y("n:Q", title=None, axis=compact_axis("", tickMinStep=1, tickCount=3, domain=False, ticks=False)),
            color=alt.Color(
                "state:N",
                scale=alt.Scale(domain=[say("data.found"), say("data.not_found")], range=[ink.accent, ink.rest]),
                legend=alt.Legend(orient="top", title=None),
            ),
            tooltip=[
                alt.Tooltip("when:N", title=say("column.date")),
                alt.Tooltip("state:N", title=""),
                alt.Tooltip("n:Q", title=say("column.count")),
            ],
        )
    )
    return finish(bars, ink, table, say("alt.coverage", count=f"{int(table['n'].sum())} articles"), height=180, **years_of(ticks))
