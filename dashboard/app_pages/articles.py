"""Articles: one row per article read, and a reader with everything that was found in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import data, show, tables
from dashboard.charts import ink_for
from dashboard.passages import to_html
from dashboard.tables import known
from dashboard.wording import count, period, plain, say

ROWS, FINDINGS = 100, 20  # of a page of the list, of what was found in an article

view = show.view()


def draw_list() -> None:
    """The table of articles; a row opens the reader."""
    words = st.text_input(say("articles.search"), key="title", type="search", placeholder=say("articles.search_placeholder"))
    total = data.number("articles_count", words=words or "", **view.articles())
    if not total:
        st.info(say("articles.none"), icon=":material/info:")
        return
    st.caption(say("articles.pick"))
    skip = show.pager("articles", ROWS, total, words)
    rows = data.ask("articles_list", words=words or "", most=ROWS, skip=skip, **view.articles())
    state = st.dataframe(
        _shown(rows),
        key="article_table",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt=say("alt.table", what=say("noun.articles")),
    )
    chosen = state["selection"]["rows"] if state else []
    if chosen:
        st.query_params["doc"] = str(rows["doc_id"].iloc[chosen[0]])


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    records = tables.records_of(rows)
    found = pd.DataFrame(
        {
            say("column.title"): [tables.titled(row) for row in records],
            say("column.outlet"): [known(row["publisher"]) or "–" for row in records],
            say("column.published"): [period(known(row["published_label"])) for row in records],
            say("column.figures"): [int(row["fact_count"]) for row in records],
            say("column.events"): [int(row["event_count"]) for row in records],
            say("column.dropped"): [int(row["dropped_count"]) for row in records],
            say("column.copy"): [known(row["duplicate_of"]) or "" for row in records],
            say("column.copy_why"): [known(row["duplicate_reason"]) or "" for row in records],
            say("column.warnings"): ["; ".join(row["warnings"]) for row in records],
            say("column.source"): [str(row["source"]) for row in records],
        }
    )
    rare = [say(f"column.{name}") for name in ("copy", "copy_why", "warnings")]
    return found.drop(columns=[name for name in rare if not any(found[name])])


def draw_reader(doc_id: str) -> None:
    """One article with all its marks, and what each of them is."""
    article = data.row("article", id=doc_id)
    if article is None:
        st.warning(say("evidence.unknown", reference=doc_id), icon=":material/link_off:")
        return
    st.subheader(tables.titled(article), anchor=False)
    parts = (
        plain(known(article["publisher"]) or ""),
        period(known(article["published_label"])),
        plain(str(article["source"])),
        known(article["url"]) or "",
    )
    st.caption(" · ".join(part for part in parts if part))
    if known(article["duplicate_of"]):
        why = plain(known(article["duplicate_reason"]) or "–")
        st.caption(f":material/content_copy: {say('articles.copy', other=plain(str(article['duplicate_of'])), why=why)}")
    for note in article["warnings"]:
        st.caption(f":material/info: {plain(str(note))}")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.caption(say("articles.legend"))
        st.html(to_html(str(article["text"]), show.marks_of(doc_id), ink_for(show.theme())))
    with right:
        facts = data.ask("article_facts", id=doc_id)
        events = data.ask("article_events", id=doc_id).drop_duplicates("event_id")
        st.subheader(count(len(facts), say("noun.figure"), say("noun.figures")), anchor=False)
        skip = show.pager("reader_facts", FINDINGS, len(facts), doc_id)
        show.figure_rows(facts[skip : skip + FINDINGS], "reader_fact")
        st.subheader(count(len(events), say("noun.event"), say("noun.events")), anchor=False)
        skip = show.pager("reader_events", FINDINGS, len(events), doc_id)
        show.mention_rows(events[skip : skip + FINDINGS], "reader_event")


draw_list()
opened = st.query_params.get("doc")
if opened:
    draw_reader(str(opened))
with st.container(horizontal=True):
    show.downloads("articles")
