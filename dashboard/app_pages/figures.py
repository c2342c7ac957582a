"""Figures: levels, changes, targets and counts, each on an axis of its own, for they cannot share one."""

from __future__ import annotations

import streamlit as st

from dashboard import data, drawing, show, tables
from dashboard.charts import Chart
from dashboard.wording import say, unit_name

ROWS = 100  # of a page of the table
PANELS = 6
FEW, MANY = 8, 200  # checks and computed figures shown; checks looked at

view = show.view()
key = drawing.key()
pictures: dict[str, Chart] = {}
KINDS = {
    "levels": ["level"],
    "changes": ["multiplier", "change_pct", "change_abs"],
    "targets": ["level", "multiplier", "change_pct", "change_abs"],
    "counts": ["level", "share", "rank"],
}


def draw_levels() -> None:
    """Amounts: panels over the years where a pair has several, bars where not."""
    st.caption(say("figures.levels_note"))
    log = bool(st.session_state.get("log", False))
    same = bool(st.session_state.get("same", False))
    total = len(drawing.pairs_with_a_course(view))
    if total:
        with st.container(horizontal=True):
            st.toggle(say("figures.log"), key="log")
            st.toggle(say("figures.same"), key="same", help=say("figures.same_help"))
        st.caption(say("figures.small_multiples" if same else "figures.own_scales"))
        skip = show.pager("panels", PANELS, total)
        panels = drawing.level_panels(key, view, skip, PANELS, log, own=not same)
        with st.grid(3, min_column_width=300) as grid:
            for pair, name, drawn in panels:
                with grid.cell():
                    show.chart(drawn, f"panel_{pair}", show.go_to_fact, title=name)
                pictures[name] = drawn
    bars = None if total else drawing.level_bars(key, view, "", 12)
    if bars:
        drawn, shared = bars
        pictures[say("overview.levels")] = drawn
        show.chart(drawn, "level_bars", show.go_to_fact, title=say("overview.levels"), sub=shared)
    found = data.records("checks_in_view", most=MANY, pair="", **view.figures())
    show.heading(say("figures.checks"), "" if found else say("figures.checks_none"))
    show.checks(found, FEW)
    show.derived(data.records("derived_in_view", most=FEW, pair="", **view.figures()))
    draw_comparison()


def draw_comparison() -> None:
    """What official statistics record for the same flow and year, where there are any."""
    if not data.number("statistics_count"):
        return
    years = {name: value for name, value in view.years().items() if name != "undated"}
    rows = data.ask("comparison", most=ROWS, countries=view.countries, partners=view.partners, **years)
    if rows.empty:
        return
    show.heading(say("figures.official"), say("figures.official_note"))
    show.picked_table(rows, tables.comparison_list(rows), "comparison", "fact", "fact_id", say("figures.official").lower())


def draw_changes() -> None:
    """Multiples on a log axis."""
    st.caption(say("figures.changes_note"))
    drawn = drawing.multiples(key, view, ("reported",), 16)
    if drawn:
        pictures[say("figures.changes")] = drawn
        show.chart(drawn, "changes", show.go_to_fact, title=say("figures.multiples"), sub=say("figures.multiples_sub"))


def draw_targets() -> None:
    """Goals and forecasts, hollow."""
    st.caption(say("figures.targets_note"))
    for name, drawn in (
        ("multiples", drawing.multiples(key, view, ("target", "forecast"), 16)),
        ("amounts", drawing.target_bars(key, view, 16)),
    ):
        if drawn:
            pictures[f"{say('figures.targets')}, {name}"] = drawn
            show.chart(
                drawn,
                f"target_{name}",
                show.go_to_fact,
                title=say(f"figures.target_{name}"),
                sub=say("overview.changes_sub") if name == "multiples" else "",
            )


def draw_counts() -> None:
    """Things counted, one chart per noun."""
    st.caption(say("figures.counts_note"))
    rows = data.ask("figures", kinds=["level"], dimensions=["count"], pair="", most=200, skip=0, **view.figures())
    units = list(rows["unit"].value_counts().head(4).index) if len(rows) else []
    with st.grid(2, min_column_width=380) as grid:
        for unit in units:
            bars = drawing.count_bars(key, view, unit)
            if bars:
                noun = unit_name(unit)
                with grid.cell():
                    show.chart(bars[0], f"count_{unit}", show.go_to_fact, title=noun[:1].upper() + noun[1:], sub=bars[1])
                pictures[unit] = bars[0]


def draw_table(name: str) -> None:
    """The figures of a tab, one row each; a row leads to its sentence."""
    asked = view.figures()
    if name == "targets":
        wished = tuple(status for status in ("target", "forecast") if not view.statuses or status in view.statuses)
        asked["statuses"] = wished or ("none",)
    elif not view.statuses:
        asked["statuses"] = ("reported",)
    dimensions = {"levels": ["money", "physical"], "counts": ["count", "percent", "rank", "ratio"]}.get(name, [])
    counts = data.ask("figures_count", **asked)
    of_kind = counts["kind"].isin(KINDS[name]) & (counts["dimension"].isin(dimensions) | (not dimensions))
    total = int(counts.loc[of_kind, "n"].sum())
    if not total:
        st.info(say("figures.none", what=say(f"figures.{name}").lower()), icon=":material/info:")
        return
    show.heading(say("figures.table"), say("figures.row_opens"))
    skip = show.pager(f"figures_{name}", ROWS, total)
    rows = data.ask("figures", kinds=KINDS[name], dimensions=dimensions, pair="", most=ROWS, skip=skip, **asked)
    show.picked_table(rows, tables.figure_list(rows), f"figures_{name}", "fact", "fact_id", say(f"figures.{name}").lower())


DRAW = {"levels": draw_levels, "changes": draw_changes, "targets": draw_targets, "counts": draw_counts}


def draw_tabs() -> None:
    """One tab per kind of figure; only the open one is made."""
    if st.session_state.get("kind") not in {None, *(say(f"figures.{name}") for name in DRAW)}:
        del st.session_state["kind"]
    tabs = st.tabs([say(f"figures.{name}") for name in DRAW], key="kind", on_change="rerun")
    for name, tab in zip(DRAW, tabs, strict=True):
        if tab.open:
            with tab:
                DRAW[name]()
                draw_table(name)
    with st.container(horizontal=True):
        show.downloads("facts")
        if pictures:
            show.pictures(pictures)


if data.number("totals_figures", **view.figures()):
    draw_tabs()
else:
    show.nothing("figures")
