"""Data & method: where the numbers come from, what was left out and why, downloads and definitions."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import data, drawing, gallery, show, tables
from dashboard.wording import count, period, plain, say

MOST = 200
FEW = 5

view = show.view()
about = data.row("about_generation") or {}


def table(rows: pd.DataFrame, title: str, /, **names: str) -> None:
    """A plain table of the named columns, under the names that readers know; days without a time, nothing where nothing is known."""
    shown = rows[list(names)].rename(columns={column: say(f"column.{key}") for column, key in names.items()})
    config = {
        name: st.column_config.DateColumn(format="YYYY-MM-DD")
        if pd.api.types.is_datetime64_any_dtype(shown[name])
        else st.column_config.NumberColumn(format="localized" if pd.api.types.is_integer_dtype(shown[name]) else "plain")
        for name in shown.columns
        if pd.api.types.is_datetime64_any_dtype(shown[name]) or pd.api.types.is_numeric_dtype(shown[name])
    }
    st.dataframe(shown, hide_index=True, column_config=config, placeholder="", alt=say("alt.table", what=title))


def draw_downloads() -> None:
    """Files with the filters in force, and the same by address."""
    show.heading(say("data.downloads"), say("data.downloads_note", generation=str(about.get("generation"))))
    for what in ("facts", "events", "articles"):
        with st.container(horizontal=True):
            show.downloads(what)
    base = (st.context.url or "").rsplit("/", 1)[0]
    query = urlencode(show.codes(), doseq=True)
    tail = f"?{query}" if query else ""
    addresses = [f"{base}/api/{what}.{kind}{tail}" for what in ("facts", "events", "articles") for kind in ("csv", "json", "parquet")]
    pictures = [f"{base}/api/chart/{name}.svg{tail}" for name in gallery.CHARTS]
    with st.expander(say("data.api")):
        st.code("\n".join([*addresses, *pictures, f"{base}/feed.xml", f"{base}/readyz"]), language=None, wrap_lines=True)


def draw_coverage() -> None:
    """How much was read."""
    drawn = drawing.article_coverage(drawing.key())
    if drawn:
        show.chart(drawn, "coverage", None, title=say("data.coverage"), sub=say("data.coverage_note"))


def draw_left_out() -> None:
    """What is not on any chart, and why."""
    show.heading(say("data.not_charted"), say("data.not_charted_note"))
    rows = data.ask("dropped_reasons")
    if len(rows):
        shown = rows.assign(reason=rows["reason"].str.replace("_", " "))
        table(shown, say("data.not_charted").lower(), reason="reason", n="count", articles="figures_articles", example="example")
    else:
        st.caption(say("data.nothing_dropped"))
    st.subheader(say("data.rejected"), anchor=False)
    rejected = data.ask("rejected_articles", most=MOST)
    if rejected.empty:
        st.caption(say("data.rejected_none"))
    for row in tables.records_of(rejected.head(FEW)):
        st.markdown(
            f":orange[:material/error:] **{plain(str(row['source']))}** – {plain(str(row['reason']))} :gray[{plain(str(row['remedy']))}]"
        )
    if len(rejected) > FEW:
        with st.expander(say("data.rejected_count", count=_many(rejected))):
            table(rejected, say("data.rejected").lower(), source="source", reason="reason", remedy="remedy")
    noticed = data.ask("noticed_articles", most=MOST)
    if len(noticed):
        with st.expander(say("data.noticed", count=_many(noticed)), icon=":material/info:"):
            said = noticed.assign(warnings=noticed["warnings"].map("; ".join))
            table(said, say("data.noticed", count="").strip(), source="source", warnings="warnings")


def _many(rows: pd.DataFrame) -> str:
    return f"{count(len(rows))}{'+' if len(rows) == MOST else ''}"


def draw_checks() -> None:
    """What the build verified."""
    st.subheader(say("data.checks"), anchor=False)
    rows = data.ask("quality_checks")
    broken = rows[rows["rows"] > 0]
    if rows.empty:
        st.caption(say("data.checks_none"))
        return
    st.markdown(f":green[:material/check_circle:] {say('data.checks_good', good=len(rows) - len(broken), count=len(rows))}")
    for row in tables.records_of(broken):
        colour = {"error": "red", "warning": "orange"}.get(row["severity"], "gray")
        st.markdown(f":{colour}-badge[{say('severity.' + row['severity'])}] {plain(str(row['what']))} :gray[({count(row['rows'])})]")


def draw_corrections() -> None:
    """What analysts decided, and what of it wants another look."""
    rows = data.ask("corrections_all", most=MOST)
    show.heading(say("data.corrections"), say("data.corrections_note"))
    if rows.empty:
        st.caption(say("data.corrections_none"))
        return
    names = {
        "line": "line", "action": "action", "target": "target", "field": "field", "value": "value", "made_by": "by", "made_on": "on",
        "why": "why", "problem": "problem",
    }  # fmt: skip
    if not (rows["problem"] != "").any():
        names.pop("problem")
    table(rows, say("data.corrections").lower(), **names)


def draw_runs() -> None:
    """Every run, the newest first."""
    st.subheader(say("data.runs"), anchor=False)
    runs = data.ask("runs", most=20)
    runs = runs.assign(started=runs["started"].astype(str).str.slice(0, 16).str.replace("T", " "))
    counts = ("seen", "new", "changed", "unchanged", "removed", "rejected", "seconds")
    known = {name: name for name in counts if runs[name].notna().any()}
    table(runs, say("data.runs").lower(), number="run", started="started", **known)


def draw_changes() -> None:
    """Differences from the generation before."""
    st.subheader(say("data.changes"), anchor=False)
    rows = data.ask("changes_of_generation", most=MOST)
    if rows.empty:
        st.caption(say("overview.nothing_changed" if tables.known(about.get("previous")) else "overview.first_generation"))
        return
    table(rows, say("data.changes").lower(), change="change", what="kind", label="title", id="id")


def draw_rates() -> None:
    """What was converted, at which rate."""
    rows = data.ask("rates", most=MOST)
    show.heading(say("data.rates"), say("data.rates_note") if len(rows) else "")
    if rows.empty:
        st.caption(say("data.rates_none"))
        return
    shown = rows.assign(period=[tables.days(row["period_start"], row["period_end"]) for row in tables.records_of(rows)])
    names = {"unit": "unit", "currency_name": "currency", "period": "period", "usd_per_unit": "rate", "figures": "figures"}
    table(shown, say("data.rates").lower(), **names, note="note", source="rate_source")


def draw_statistics() -> None:
    """Official statistics that stated trade is compared with, with their day of publication."""
    rows = data.ask("statistics_sources")
    show.heading(say("data.statistics"), say("data.statistics_note"))
    if rows.empty:
        st.code(f"entente stats add FILE --home {data.home()}", language="bash")
        return
    shown = rows.assign(vintage=[period(tables.known(day)) for day in rows["vintage"]])
    names = {"source": "rate_source", "form": "form", "file": "source", "vintage": "published", "flows": "flows"}
    table(shown, say("data.statistics").lower(), **names, left_out="left_out", records_used="records_used")


def draw_definitions() -> None:
    """What the words mean."""
    st.subheader(say("data.dictionary"), anchor=False)
    for name, query in (("indicators", "definitions_indicators"), ("areas", "choices_areas"), ("acts", "definitions_acts")):
        with st.expander(say(f"data.{name}")):
            rows = data.ask(query)
            label = "area_label" if name == "areas" else "label"
            for row in tables.records_of(rows):
                st.markdown(f"**{plain(str(row[label]))}** – {plain(str(row['definition']))}")


def draw_cite() -> None:
    """How to name this generation."""
    st.subheader(say("data.cite"), anchor=False)
    built = f"{period(str(about['built_at'])[:10])}, {str(about['built_at'])[11:16]}"
    cited = say(
        "data.cite_text",
        generation=about["generation"],
        built=built,
        articles=count(about["articles"], say("noun.article"), say("noun.articles")),
    )
    st.code(cited, language=None, wrap_lines=True)


def draw_words() -> None:
    """Method, accessibility."""
    st.subheader(say("data.method"), anchor=False)
    st.markdown(say("data.method_text"))
    st.subheader(say("data.accessibility"), anchor=False)
    st.markdown(say("data.accessibility_text"))


def draw_use() -> None:
    """Files to take away, and how to name them."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_downloads()
    with right:
        draw_cite()


def draw_read() -> None:
    """What was read and what was left out."""
    draw_coverage()
    draw_left_out()


def draw_quality() -> None:
    """What was verified, decided and changed."""
    left, right = st.columns(2, gap="large")
    with left:
        draw_checks()
    with right:
        draw_changes()
    draw_corrections()
    draw_runs()


def draw_money() -> None:
    """What amounts are converted by and compared with."""
    draw_rates()
    draw_statistics()


def draw_meaning() -> None:
    """What the words mean, and how all of it is made."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_definitions()
    with right:
        draw_words()


PARTS = {"downloads": draw_use, "coverage": draw_read, "quality": draw_quality, "money": draw_money, "meaning": draw_meaning}

if st.session_state.get("part") not in {None, *(say(f"data.part_{name}") for name in PARTS)}:
    del st.session_state["part"]
tabs = st.tabs([say(f"data.part_{name}") for name in PARTS], key="part", on_change="rerun")
for name, tab in zip(PARTS, tabs, strict=True):
    if tab.open:
        with tab:
            PARTS[name]()
