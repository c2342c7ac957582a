"""Events: by area and year, one by one, between whom, and the list with its sentences."""

from __future__ import annotations

import streamlit as st

from dashboard import data, drawing, show, tables
from dashboard.charts import Chart
from dashboard.wording import say

ROWS = 100  # of a page of the list
MEASURES = {"events": "distinct", "mentions": "mentions", "per_ten": "per_ten"}

view = show.view()
key = drawing.key()
pictures: dict[str, Chart] = {}


def draw_charts(measure: str) -> None:
    """The views of the same events."""
    heat = drawing.heatmap(key, view, measure)
    if heat is None:
        show.nothing("events")
        return
    pictures[say("events.heatmap")] = heat
    show.chart(
        heat,
        "heatmap",
        show.go_to_events,
        title=say("events.heatmap"),
        sub=say("events.per_ten_note") if measure == "per_ten" else say("overview.areas_sub"),
    )
    dots = drawing.dots(key, view)
    if dots:
        pictures[say("events.timeline")] = dots
        show.chart(dots, "dots", show.go_to_event, title=say("events.timeline"), sub=say("events.timeline_sub"))
    counted = "events" if measure == "per_ten" else measure
    left, right = st.columns(2, gap="large")
    pairs, acts = drawing.pairs(key, view, counted), drawing.acts(key, view, counted)
    if pairs:
        pictures[say("events.pairs")] = pairs
        with left:
            show.chart(pairs, "pairs", show.go_to_events, title=say("events.pairs"), sub=say("events.pairs_sub"))
    whom = drawing.matrix(key, view, counted)
    if whom:
        pictures[say("events.matrix")] = whom
        show.chart(whom, "matrix", show.go_to_events, title=say("events.matrix"), sub=say("events.matrix_sub"))
    if acts:
        pictures[say("events.acts")] = acts
        with right:
            show.chart(acts, "acts", show.go_to_events, title=say("events.acts"), sub=say("events.acts_sub"))


def draw_list() -> None:
    """Every event in view; a row leads to its sentence."""
    total = data.number("events_list_count", **view.events())
    if not total:
        return
    show.heading(say("events.list"), f"{say('figures.row_opens')} {say('events.setbacks')}")
    skip = show.pager("events", ROWS, total)
    rows = data.ask("events_list", counted_only=False, most=ROWS, skip=skip, **view.events())
    show.picked_table(rows, tables.event_list(rows), "event_table", "event", "event_id", say("noun.events"))


if st.session_state.get("count") not in MEASURES:
    st.session_state["count"] = "events"
chosen = st.segmented_control(
    say("events.measure"),
    list(MEASURES),
    format_func=lambda name: say(f"events.{MEASURES[name]}"),
    required=True,
    key="count",
    help=say("events.measure_help"),
)
draw_charts(chosen or "events")
draw_list()
with st.container(horizontal=True):
    show.downloads("events")
    if pictures:
        show.pictures(pictures)
