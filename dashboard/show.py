"""The pieces that pages are made of: a chart that leads to its sentences, a card, a list, an empty answer with its remedy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, drawing, export, filter_bar, tables
from dashboard.charts import Chart, ink_for
from dashboard.charts.events import EARLIER
from dashboard.charts.frame import PICK
from dashboard.filters import FIRST, LAST, Choices, Filters
from dashboard.passages import Mark, around, to_html
from dashboard.search import around as around_hit
from dashboard.search import emphasised
from dashboard.tables import known
from dashboard.wording import Figure, agreement, count, listing, period, plain, say, unit_name, write

EVIDENCE = "app_pages/evidence.py"
QUOTE = 180  # characters of a sentence in a list
_STATE = "_view"


def view() -> Filters:
    """The filters in force on this run."""
    found = st.session_state.get(_STATE)
    return found if isinstance(found, Filters) else Filters()


def remember(filters: Filters) -> None:
    """Keep the filters in force for the page that runs next."""
    st.session_state[_STATE] = filters


def address(**more: str) -> dict[str, str | list[str]]:
    """Query parameters of a link inside the dashboard: the filters stay in force."""
    return {**view().address(filter_bar.choices()), **filter_bar.spoken(), **more}


def codes() -> dict[str, list[str]]:
    """Query parameters of an address for machines: the filters as codes, which every language understands."""
    return view().address(Choices())


def chart(drawn: Chart, key: str, on_pick: Callable[[Mapping[str, Any]], None] | None, *, title: str, sub: str = "") -> None:
    """A chart under its heading; a click on a mark goes to what stands behind it."""
    heading(title, sub)
    if on_pick is None:
        st.vega_lite_chart(drawn.arrow, dict(drawn.spec), key=key, alt=drawn.alt, width="stretch")
        return
    state = st.vega_lite_chart(drawn.arrow, dict(drawn.spec), key=key, on_select="rerun", alt=drawn.alt, width="stretch")
    picked = state["selection"].get(PICK) if state else None
    if picked:
        on_pick(picked[0])


def heading(title: str, sub: str = "") -> None:
    """A heading, and close under it what is shown and how to read it."""
    with st.container(gap="xxsmall"):
        st.subheader(title, anchor=False)
        if sub:
            st.caption(sub)


def choosing_chart(drawn: Chart, key: str, on_pick: Callable[[Mapping[str, Any]], None]) -> None:
    """A chart whose marks choose what the page is about; ``on_pick`` is called before the page runs again."""
    turn = f"_turn_{key}"
    state = st.session_state

    def take() -> None:
        picked = state[f"{key}_{state.get(turn, 0)}"]["selection"].get(PICK)
        state[turn] = state.get(turn, 0) + 1  # a new chart without a selection, so that the same mark can be clicked again
        if picked:
            on_pick(picked[0])

    with st.container(key=key):
        st.vega_lite_chart(
            drawn.arrow,
            dict(drawn.spec),
            key=f"{key}_{state.get(turn, 0)}",
            on_select=take,
            selection_mode=PICK,
            alt=drawn.alt,
            width="stretch",
        )


def go_to_fact(mark: Mapping[str, Any]) -> None:
    """From a mark that stands for one figure to its sentence."""
    if mark.get("fact_id"):
        st.switch_page(EVIDENCE, query_params=address(fact=str(mark["fact_id"])))


def go_to_event(mark: Mapping[str, Any]) -> None:
    """From a mark that stands for one event to its sentence."""
    if mark.get("event_id"):
        st.switch_page(EVIDENCE, query_params=address(event=str(mark["event_id"])))


def go_to_events(mark: Mapping[str, Any]) -> None:
    """From a mark that stands for several events to their sentences; to the very sentence where it is one.

    What the mark stands for travels beside the filters (``?topic=cyber&year=2017``), so that the page one comes from keeps its own.
    """
    narrow = {
        name: str(mark[key]) for key, name in (("area", "topic"), ("when", "year"), ("pair", "pair"), ("act", "done")) if mark.get(key)
    }
    filters = narrowed(view(), narrow)
    rows = data.ask("search_events", words=(), act=narrow.get("done", ""), most=2, skip=0, **filters.events())
    more = {"event": str(rows["event_id"].iloc[0])} if len(rows) == 1 else narrow
    st.switch_page(EVIDENCE, query_params=address(**more))


def narrowed(filters: Filters, narrow: Mapping[str, str]) -> Filters:
    """The filters narrowed to what one mark stands for: an area, a year (or "undated"), a pair of countries."""
    if narrow.get("topic"):
        filters = replace(filters, areas=(narrow["topic"],))
    if narrow.get("year", "").isdecimal():
        filters = replace(filters, first=int(narrow["year"]), last=int(narrow["year"]), undated=False)
    elif narrow.get("year", "").startswith(EARLIER):
        filters = replace(filters, first=FIRST, last=int(narrow["year"].removeprefix(EARLIER)) - 1, undated=False)
    elif narrow.get("year"):
        filters = replace(filters, first=LAST, last=LAST, undated=True)
    if len(narrow.get("pair", "").split()) == 2:
        one, other = narrow["pair"].split()
        filters = replace(filters, countries=(one,), partners=(other,))
    return filters if filters.statuses else replace(filters, statuses=("reported",))


def card(row: Mapping[str, Any]) -> None:
    """A headline figure: value, what and between whom, period, who says so, how many sources agree."""
    target = row["status"] != "reported"
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{row['fact_id']}"):
        counted = row["dimension"] in {"count", "physical"} and str(row["unit"]) not in str(row["indicator_label"]).lower()
        st.metric(f"{tables.measured(row)}, {unit_name(str(row['unit']))}" if counted else tables.measured(row), write(Figure.of(row)))
        where = known(row["direction_label"])
        st.caption(
            "  \n".join(
                part
                for part in (plain(where or ""), period(known(row["period_label"])), plain(tables.shortened(tables.who_says(row), 40)))
                if part
            )
        )
        colour = "orange" if row["agreement"] == "differ" else "gray"
        badge = f":{colour}-badge[{agreement(row['agreement'], row['article_count'])}]"
        badge += f" :orange-badge[{doubt(row)}]" if doubt(row) else ""
        st.markdown(f":violet-badge[{say('status.target')}] {badge}" if target else badge)
        st.space("stretch")
        st.page_link(
            EVIDENCE, label=say("overview.read"), icon=":material/format_quote:", query_params=address(fact=str(row["fact_id"])), help=""
        )


def doubt(row: Mapping[str, Any]) -> str:
    """The word for what was read with little confidence, else nothing."""
    return say("filter.uncertain") if float(row["confidence"]) < tables.DOUBTFUL else ""


def checks(rows: tables.Rows, most: int) -> None:
    """Arithmetic between stated figures, as one quiet line each."""
    signs = {True: ":green[:material/check_circle:]", False: ":orange[:material/error:]"}
    lines = [f"{signs[bool(row['holds'])]} {plain(tables.check_line(row))}" for row in tables.checks_told(rows, most)]
    if lines:
        st.markdown("  \n".join(lines))


def derived(rows: tables.Rows) -> None:
    """Figures computed from stated ones, marked as such, as one quiet line each."""
    lines = []
    for row in tables.records_of(rows):
        where = " – ".join(name for name in (known(row["reporter_label"]), known(row["partner_label"])) if name)
        figure = write(Figure(row["value"], row["unit"], row["kind"], row["status"]), noun=True)
        what = plain(f"{row['indicator_label']}, {where}, {period(known(row['period_label']))}")
        lines.append(
            f":gray[:material/calculate:] {what}: **{plain(figure)}** :gray[{plain(say('overview.computed', formula=row['formula']))}]"
        )
    if lines:
        st.markdown("  \n".join(lines))


def event_rows(rows: tables.Rows, key: str, words: Sequence[str] = ()) -> None:
    """Events as short entries that lead to their sentences."""
    for number, row in enumerate(tables.records_of(rows)):
        parties, areas = plain(known(row["parties_label"]) or ""), plain(listing(row["area_labels"]))
        told = count(row["article_count"], say("noun.source"), say("noun.sources")) if row["article_count"] > 1 else ""
        standing = "" if row["counted"] else tables.status(row)
        head = " · ".join(part for part in (f"**{plain(str(row['act_label']))}**", parties) if part)
        meta = " · ".join(part for part in (period(known(row["date_label"])), areas, standing, told, doubt(row)) if part)
        _entry(f"{key}_{number}", head, meta, tables.readable(row["quote_text"]), words, event=str(row["event_id"]))


def figure_rows(rows: tables.Rows, key: str, words: Sequence[str] = ()) -> None:
    """Figures as short entries that lead to their sentences."""
    for number, row in enumerate(tables.records_of(rows)):
        figure = plain(write(Figure.of(row), noun=True))
        head = " · ".join(
            part for part in (f"**{figure}**", plain(tables.measured(row)), plain(known(row["direction_label"]) or "")) if part
        )
        standing = say(f"status.{row['status']}") if row["status"] != "reported" else ""
        meta = " · ".join(
            part
            for part in (
                period(known(row["period_label"])),
                standing,
                plain(tables.source(row)),
                agreement(row["agreement"], row["article_count"]),
                doubt(row),
            )
            if part
        )
        _entry(f"{key}_{number}", head, meta, tables.readable(row["quote_text"]), words, fact=str(row["fact_id"]))


def _entry(key: str, head: str, meta: str, quote: str, words: Sequence[str], **reference: str) -> None:
    with st.container(key=f"entry_{key}", gap=None):
        link_to_evidence(head, f"{key}_open", **reference)
        st.caption(f"{meta}  \n{emphasised(around_hit(quote, words, QUOTE), words, plain)}")


def link_to_evidence(label: str, key: str, *, icon: str = ":material/format_quote:", **reference: str) -> None:
    """A link to the Evidence page; on that page itself a button, for Streamlit paints links to the page one is on as chosen."""
    if st.session_state.get("_page") == "evidence":
        st.button(label, icon=icon, key=key, type="tertiary", on_click=_open_evidence, kwargs=reference)
    else:
        st.page_link(EVIDENCE, label=label, icon=icon, query_params=address(**reference), help="")


def _open_evidence(**reference: str) -> None:
    st.switch_page(EVIDENCE, query_params=address(**reference))


def picked_table(rows: pd.DataFrame, shown: pd.DataFrame, key: str, parameter: str, column: str, what: str) -> None:
    """A table for the eye; selecting a row goes to its sentence."""
    wide = {
        say("column.sentence"): st.column_config.TextColumn(width="large"),
        say("column.what"): st.column_config.TextColumn(width=130),
        say("column.says"): st.column_config.TextColumn(width=160),
        say("column.date"): st.column_config.TextColumn(width=140),
        say("column.areas"): st.column_config.TextColumn(width=220),
    }
    state = st.dataframe(
        shown, key=key, hide_index=True, on_select="rerun", selection_mode="single-row", column_config=wide, alt=say("alt.table", what=what)
    )
    chosen = state["selection"]["rows"] if state else []
    if chosen:
        st.switch_page(EVIDENCE, query_params=address(**{parameter: str(rows[column].iloc[chosen[0]])}))


def sentence(found: Mapping[str, Any], article: Mapping[str, Any] | None, *targets: Mark) -> None:
    """The sentence, in the paragraph around it."""
    st.subheader(say("evidence.sentence"), anchor=False)
    if article is None:
        st.markdown(f"> {plain(str(found['quote_text']))}")
        return
    ink = ink_for(theme())
    start, end = int(found["quote_start"]), int(found["quote_end"])
    first, last = around(str(article["text"]), start, end)
    whole = Mark(start, end, "event")
    marks = list(targets) if any(target.start <= start and target.end >= end for target in targets) else [whole, *targets]
    with st.container(border=True):
        st.html(to_html(str(article["text"]), marks, ink, first=first, last=last))
        title = plain(tables.titled(article))
        outlet = plain(known(article["publisher"]) or "")
        day = period(known(article["published_label"])) if known(article["published_label"]) else ""
        link = known(article["url"])
        with st.container(gap=None):
            st.markdown(f"[{title}]({link})" if link and link.startswith(("http://", "https://")) else f"**{title}**")
            st.caption(" · ".join(part for part in (outlet, day) if part))


def marks_of(doc_id: str) -> list[Mark]:
    """Everything found in an article, as marks in its text."""
    facts = [
        Mark(int(row["value_start"]), int(row["value_end"]), "figure", f"{tables.measured(row)}: {write(Figure.of(row), noun=True)}")
        for row in tables.records_of(data.ask("article_facts", id=doc_id))
    ]
    events = [
        Mark(int(row["start"]), int(row["end"]), "event", f"{row['act_label']}, {listing(row['area_labels'])}")
        for row in tables.records_of(data.ask("article_events", id=doc_id))
    ]
    left_out = [
        Mark(int(row["start"]), int(row["end"]), "dropped", str(row["reason"]).replace("_", " "))
        for row in tables.records_of(data.ask("article_dropped", id=doc_id))
    ]
    return [*facts, *events, *left_out]


def mention_rows(rows: tables.Rows, key: str) -> None:
    """Events as one article tells them."""
    for number, row in enumerate(tables.records_of(rows)):
        head = " · ".join(part for part in (f"**{plain(str(row['act_label']))}**", plain(known(row["parties_label"]) or "")) if part)
        meta = " · ".join(
            part
            for part in (period(known(row["date_label"])), plain(listing(row["area_labels"])), say(f"status.{row['status']}").lower())
            if part
        )
        _entry(f"{key}_{number}", head, meta, tables.readable(row["quote_text"]), (), event=str(row["event_id"]))


def downloads(what: str) -> None:
    """The rows in view as CSV, sheet and Parquet; made when clicked."""
    filters, generation = view(), str(st.session_state.get("_generation"))
    name = say(f"export.{what}")
    for kind in ("csv", "xlsx", "parquet"):
        if kind == "xlsx" and not export.can_sheet():
            st.caption(say("export.missing", what="Excel"))
            continue
        st.download_button(
            f"{name}: {say(f'export.{kind}')}", data=_rows_as(what, kind, filters), file_name=f"entente-{what}-{generation[:8]}.{kind}",
            key=f"download_{what}_{kind}", on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip


def _rows_as(what: str, kind: str, filters: Filters) -> Callable[[], bytes]:
    def make() -> bytes:
        rows = data.export_rows(what, filters)
        return {"csv": export.csv, "parquet": export.parquet}[kind](rows) if kind != "xlsx" else export.xlsx({what: rows})

    return make


def pager(key: str, size: int, total: int, about: Hashable = None) -> int:
    """Which part of a long list is shown, and buttons that turn its pages; gives the number of rows before that part.

    Args:
        key: Name of the list.
        size: Rows of a page.
        total: Rows of the list.
        about: What the list depends on beside the filters; another one begins at the first page.
    """
    if total <= size:
        return 0
    state, subject = f"_page_{key}", (view(), about)
    at, of = st.session_state.get(state, (0, None))
    last = (total - 1) // size
    at = min(at, last) if of == subject else 0
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"pager_{key}"):
        st.caption(
            say("pager.shown", first=count(at * size + 1), last=count(min((at + 1) * size, total)), total=count(total)), width="content"
        )
        for name, icon, to, useful in (
            ("previous", "chevron_left", at - 1, at > 0),
            ("next", "chevron_right", at + 1, at < last),
        ):
            st.button(
                say(f"pager.{name}"), icon=f":material/{icon}:", key=f"pager_{key}_{name}", type="tertiary", disabled=not useful,
                icon_position="right" if name == "next" else "left", on_click=_turn, args=(state, to, subject),
            )  # fmt: skip
    return int(at) * size


def _turn(state: str, to: int, subject: Hashable) -> None:
    st.session_state[state] = (to, subject)


def nothing(*whats: str) -> None:
    """Nothing matches: which filter to relax, how much that would show, and one click to do it; ``whats`` are "figures", "events"."""
    offers = {}
    for key in view().names():
        found = [part for part in (_how_many(what, view().without(key)) for what in whats) if part]
        if found:
            offers[key] = say("state.relax", filter=filter_bar.label_of(key).lower(), count=listing(found))
    said = say("state.nothing") if offers else f"{say('state.nothing')} {say('briefing.nothing_left')}"
    st.info(said, icon=":material/filter_alt_off:")
    with st.container(horizontal=True, vertical_alignment="center"):
        for key, label in offers.items():
            st.button(label, key=f"relax_{key}_{whats[0]}", icon=":material/close:", on_click=filter_bar.take_away, args=(key,))
        if not offers and view().active:
            st.button(say("filter.reset"), key=f"reset_{whats[0]}", icon=":material/close:", on_click=filter_bar.reset)
        for what in {"figures", "events"} - set(whats):  # the other half of the data may well hold something
            if number := _how_many(what, view()):
                label = say("state.elsewhere", count=number)
                st.page_link(f"app_pages/{what}.py", label=label, icon=":material/arrow_forward:", query_params=address(), help="")


def _how_many(what: str, filters: Filters) -> str:
    found = data.number(f"totals_{what}", **(filters.figures() if what == "figures" else filters.events()))
    return count(found, say(f"noun.{what[:-1]}"), say(f"noun.{what}")) if found else ""


def pictures(charts: Mapping[str, Chart]) -> None:
    """Buttons that give the charts of a page as files."""
    files = st.popover(say("export.chart"), icon=":material/image:", type="tertiary", key="pictures", on_change="rerun")
    if not files.open:  # five buttons for each chart, on every page: made when somebody looks
        return
    with files:
        if not export.can_draw():
            st.caption(say("export.missing", what="SVG, PNG, PDF"))
            return
        footer = "\n".join(filter(None, (say("footer.picture", generation=data.generation()), filter_bar.in_words(view()))))
        for name, drawn in charts.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(name))
                for kind in ("svg", "png", "pdf"):
                    st.download_button(
                        say(f"export.{kind}"), data=_picture(drawn, kind, name, footer), file_name=f"entente-{export.slug(name)}.{kind}",
                        key=f"picture_{kind}_{name}", on_click="ignore", type="tertiary", icon=":material/download:",
                    )  # fmt: skip


def _picture(drawn: Chart, kind: str, name: str, footer: str) -> Callable[[], bytes]:
    return lambda: export.picture(drawn, kind, title=name, footer=footer)


def theme() -> str:
    """The reader's theme."""
    return drawing.theme()
