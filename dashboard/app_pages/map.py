"""Map: the countries in view, on the world and among each other; a click makes the page about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import drawing, filter_bar, show, tables
from dashboard.charts import Chart
from dashboard.charts.network import MOST_KNOTS
from dashboard.charts.world import places
from dashboard.wording import count, listing, plain, say

MEASURES = ("events", "mentions", "figures")
ROWS = 12  # countries in the list at once

view = show.view()
key = drawing.key()
pictures: dict[str, Chart] = {}


def choose(mark: Mapping[str, Any]) -> None:
    """What a click on a mark means: a country is chosen, a pair of countries is read."""
    if mark.get("iso3"):
        filter_bar.choose_country(str(mark["iso3"]))
    elif mark.get("pair"):
        st.session_state["_pair"] = str(mark["pair"])


def draw_map(measure: str) -> None:
    """The world, and beside it the same as a list that the keyboard reaches."""
    rows = drawing.countries(view, measure)
    if rows.empty:
        show.nothing("figures" if measure == "figures" else "events")
        return
    left, right = st.columns([3, 1], gap="medium")
    homes = drawing.centres(view)
    names = [filter_bar.choices().countries.get(code, code) for code in homes]
    with left:
        title = say("map.partners", country=listing(names, 2)) if homes else say("map.countries")
        show.heading(title, say("map.again" if homes else "map.click"))
        drawn = drawing.world_map(key, view, measure)
        if drawn:
            pictures[say("page.map")] = drawn
            show.choosing_chart(drawn, "world", choose)
        off = rows[~rows["iso3"].isin(list(places()))]
        if len(off):
            named = (f"{row['label']} {count(row['n'])}" for row in tables.records_of(off))
            st.caption(say("map.off", countries=listing(named, 6)))
    with right:
        draw_list(tables.records_of(rows[~rows["iso3"].isin(list(homes))]), homes, measure)


def draw_list(rows: Sequence[Mapping[str, Any]], homes: tuple[str, ...], measure: str) -> None:
    """Countries as buttons, most first."""
    st.subheader(
        count(len(rows), say("map.partner" if homes else "map.country"), say("map.partners_many" if homes else "map.countries_many")),
        anchor=False,
    )
    skip = show.pager("countries", ROWS, len(rows), measure)
    with st.container(gap=None, key="countries"):
        for row in rows[skip : skip + ROWS]:
            chosen = row["iso3"] in view.partners
            st.button(
                f"{plain(str(row['label']))} :gray[{count(row['n'])}]",
                key=f"country_{row['iso3']}",
                type="tertiary",
                icon=":material/radio_button_checked:" if chosen else ":material/radio_button_unchecked:",
                on_click=filter_bar.choose_country,
                args=(row["iso3"],),
            )


def draw_network(measure: str) -> None:
    """Who cooperates with whom."""
    found = drawing.network(key, view, measure if measure != "figures" else "events")
    if found is None:
        return
    drawn, known = found
    left_out = known - MOST_KNOTS
    others = f" {say('map.others', shown=MOST_KNOTS, count=count(left_out))}" if left_out > 0 else ""
    show.heading(say("map.network"), say("map.network_sub") + others)
    pictures[say("map.network")] = drawn
    show.choosing_chart(drawn, "network", choose)


pair = st.session_state.pop("_pair", None)
if pair:
    show.go_to_events({"pair": pair})
if st.session_state.get("count") not in MEASURES:
    st.session_state["count"] = "events"
chosen = st.segmented_control(
    say("events.measure"),
    MEASURES,
    format_func=lambda name: say({"events": "events.distinct", "mentions": "events.mentions", "figures": "evidence.figures"}[name]),
    required=True,
    key="count",
    help=say("map.measure_help"),
)
draw_map(str(chosen or "events"))
draw_network(str(chosen or "events"))
if pictures:
    show.pictures(pictures)
