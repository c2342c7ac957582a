"""Evidence: a figure or event, its very sentence in the article, and how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, drawing, filter_bar, show, tables
from dashboard.charts import ink_for
from dashboard.passages import Mark, to_html
from dashboard.said import why_one
from dashboard.search import searched
from dashboard.tables import known
from dashboard.wording import Figure, agreement, count, listing, period, plain, say, speak, write

ROWS, TOLD, LEFT_OUT = 20, 6, 8  # of a page of a list

view = show.view()
ink = ink_for(show.theme())


def draw_fact(fact: Mapping[str, Any]) -> None:
    """One figure."""
    article = data.row("article", id=fact["doc_id"])
    with _back():
        _drawn_on("figures", (fact["reporter"], fact["partner"]), kind=say(f"figures.{tables.tab_of(fact)}"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _headline(write(Figure.of(fact), noun=True), fact)
        show.sentence(fact, article, Mark(int(fact["value_start"]), int(fact["value_end"]), "target", speak(Figure.of(fact))))
        _differing(fact)
        _whole(article, [Mark(int(fact["value_start"]), int(fact["value_end"]), "target", speak(Figure.of(fact)))])
    with right:
        _trail(_fact_trail(fact))
        _siblings(fact)
        _dropped(str(fact["doc_id"]))
        _report(f"fact {fact['fact_id']}")


def draw_event(event: Mapping[str, Any]) -> None:
    """One event with all its mentions."""
    article = data.row("article", id=event["doc_id"])
    mentions = data.ask("event_mentions", id=event["event_id"])
    targets = [
        Mark(int(row["start"]), int(row["end"]), "target", str(event["act_label"]))
        for row in tables.records_of(mentions)
        if row["doc_id"] == event["doc_id"]
    ]
    with _back():
        _drawn_on("events", event["countries"][:2])
        _drawn_on("map", event["countries"][:1])
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(" · ".join(part for part in (str(event["act_label"]), known(event["parties_label"]) or "") if part), anchor=False)
        st.caption(" · ".join((period(known(event["date_label"])), listing(event["area_labels"], 5), tables.status(event))))
        show.sentence(event, article, *targets)
        _told_by(mentions, event)
        _whole(article, targets)
    with right:
        _trail(_event_trail(event))
        _dropped(str(event["doc_id"]))
        _report(f"event {event['event_id']}")


def draw_mark(narrow: Mapping[str, str]) -> None:
    """The events that one mark of a chart stands for."""
    areas, countries = filter_bar.choices().areas, filter_bar.choices().countries
    acts = dict(zip(*(data.ask("definitions_acts")[column] for column in ("code", "label")), strict=True))
    names = [areas.get(narrow.get("topic", ""), ""), acts.get(narrow.get("done", ""), ""), narrow.get("year", "")]
    names.append(" – ".join(countries.get(code, code) for code in narrow.get("pair", "").split()))
    _back()
    asked = {"words": (), "act": narrow.get("done", ""), **show.narrowed(view, narrow).events()}
    st.subheader(say("evidence.behind", what=", ".join(name for name in names if name)), anchor=False)
    total = data.number("search_events_count", **asked)
    if not total:
        st.info(say("state.nothing"), icon=":material/filter_alt_off:")
        return
    skip = show.pager("mark", ROWS, total, tuple(narrow.values()))
    show.event_rows(data.ask("search_events", most=ROWS, skip=skip, **asked), "mark")


def draw_search() -> None:
    """All figures and events in view, searched by the words of their sentences."""
    st.caption(say("evidence.intro"))
    words = st.text_input(say("evidence.search"), key="q", type="search", placeholder=say("evidence.search_placeholder"))
    left, right = st.columns(2, gap="large")
    with left:
        _found("figures", searched(words), view.figures())
    with right:
        _found("events", searched(words), {"act": "", **view.events()})


def _found(what: str, words: Sequence[str], asked: Mapping[str, Any]) -> None:
    total = data.number(f"search_{what}_count", words=words, **asked)
    if not total:
        st.subheader(say(f"evidence.{what}"), anchor=False)
        show.nothing(what)
        return
    st.subheader(count(total, say(f"noun.{what[:-1]}"), say(f"noun.{what}")), anchor=False)
    skip = show.pager(f"found_{what}", ROWS, total, tuple(words))
    rows = data.ask(f"search_{what}", words=words, most=ROWS, skip=skip, **asked)
    (show.figure_rows if what == "figures" else show.event_rows)(rows, f"found_{what}", words)


def _back() -> DeltaGenerator:
    """A row with the way back to all evidence; what is drawn inside it stands beside."""
    row = st.container(horizontal=True, vertical_alignment="center", key="ways")
    with row:
        show.link_to_evidence(say("evidence.back"), "back", icon=":material/arrow_back:")
    return row


def _drawn_on(page: str, sides: Iterable[Any], **more: str) -> None:
    """A link from the sentence to the charts: the page that draws it, among all of the same countries."""
    labels = filter_bar.choices().countries
    names = [labels[side] for side in map(known, sides) if side and side in labels]
    where = dict(zip(("country", "partner"), names, strict=False))
    st.page_link(
        f"app_pages/{page}.py",
        label=say(f"evidence.on_{page}", who=" – ".join(names) or say("filter.any")),
        icon={"figures": ":material/bar_chart:", "events": ":material/calendar_view_month:", "map": ":material/public:"}[page],
        query_params={**filter_bar.spoken(), **where, **more},
        help="",
    )


def _headline(figure: str, fact: Mapping[str, Any]) -> None:
    with st.container(border=True, gap="xsmall"):
        st.metric(" · ".join(part for part in (tables.measured(fact), known(fact["direction_label"]) or "") if part), figure)
        colour = "orange" if fact["agreement"] == "differ" else "gray"
        status = say(f"status.{fact['status']}")
        wish = f":violet-badge[{status}] " if fact["status"] != "reported" else ""
        corrected = f":blue-badge[{say('evidence.corrected')}] " if fact["corrected"] else ""
        when, sources = period(known(fact["period_label"])), agreement(fact["agreement"], fact["article_count"])
        st.markdown(f"{wish}{corrected}:gray-badge[{when}] :{colour}-badge[{sources}]")


def _whole(article: Mapping[str, Any] | None, targets: list[Mark]) -> None:
    """The article with everything that was found in it."""
    if article is None:
        return
    whole = st.expander(say("evidence.whole"), icon=":material/article:", on_change="rerun", key="whole")
    if whole.open:
        with whole:
            st.caption(say("articles.legend"))
            st.html(to_html(str(article["text"]), [*show.marks_of(str(article["doc_id"])), *targets], ink))


def _fact_trail(fact: Mapping[str, Any]) -> list[tuple[str, str]]:
    hedge = known(fact["qualifier"])
    number = f"{float(fact['value']):,.15g}"
    if known(fact["low"]) and known(fact["high"]):
        number = f"{float(fact['low']):,.15g} – {float(fact['high']):,.15g}"
    money = fact["dimension"] == "money" and fact["unit"] != "USD"
    converted = write(Figure(fact["usd_value"], "USD", qualifier="about")) if money and known(fact["usd_value"]) else ""
    words = known(fact["qualifier_text"])
    kind, status = say(f"kind.{fact['kind']}").lower(), say(f"status.{fact['status']}").lower()
    return [
        (say("evidence.written"), f"“{fact['value_text']}”"),
        (say("evidence.number"), number),
        (say("evidence.unit"), str(fact["unit"])),
        (say("evidence.hedge"), say(f"qualifier.{hedge or 'none'}") + (f" (“{words}”)" if words else "")),
        (say("evidence.shown"), write(Figure.of(fact), noun=True)),
        (say("evidence.about"), f"{tables.measured(fact)} ({kind}, {status})"),
        (say("evidence.between"), known(fact["direction_label"]) or "–"),
        (say("evidence.when"), period(known(fact["period_label"]))),
        (say("evidence.when_basis"), _basis(fact["period_basis"])),
        (say("evidence.who"), tables.who_says(fact)),
        (say("evidence.converted"), f"{converted} · {known(fact['rate_note']) or ''}" if money else ""),
        (say("evidence.rule"), str(fact["rule"]).replace("+", " + ")),
        (say("evidence.confidence"), f"{float(fact['confidence']):.0%}"),
    ]


def _event_trail(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    countries = data.ask("event_countries", id=event["event_id"])
    roles = [f"{row['country_label']} ({say('role.' + row['role'])})" for row in tables.records_of(countries)]
    return [
        (say("evidence.act"), str(event["act_label"])),
        (say("evidence.areas"), listing(event["area_labels"], 8)),
        (say("evidence.parties"), ", ".join(roles)),
        (say("evidence.instrument"), known(event["instrument"]) or ""),
        (say("evidence.date"), period(known(event["date_label"]))),
        (say("evidence.date_basis"), _basis(event["date_basis"])),
        (say("column.status"), tables.status(event) if not event["counted"] else f"{tables.status(event)}, {say('status.counted')}"),
        (say("evidence.merged"), why_one(known(event["merge_reason"]) or "", filter_bar.choices().areas)),
        (say("evidence.rule"), str(event["rule"]).replace("+", " + ")),
        (say("evidence.confidence"), f"{float(event['confidence']):.0%}"),
    ]


def _basis(basis: Any) -> str:
    return say(f"basis.{basis}") if known(basis) else "–"


def _trail(steps: list[tuple[str, str]]) -> None:
    """How the words became a value, step by step."""
    st.subheader(say("evidence.trail"), anchor=False)
    name_style = f"text-align:left;font-weight:400;color:{ink.muted};padding:0.28em 1em 0.28em 0;vertical-align:top;width:38%"
    rows = "".join(
        f"<tr><th scope='row' style='{name_style}'>{_html(name)}</th>"
        f"<td style='padding:0.28em 0;vertical-align:top;overflow-wrap:anywhere'>{_html(value)}</td></tr>"
        for name, value in steps
        if value
    )
    st.html(f"<table style='border-collapse:collapse;width:100%;font-size:0.95rem'><tbody>{rows}</tbody></table>")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _siblings(fact: Mapping[str, Any]) -> None:
    """The same figure elsewhere, agreeing or not."""
    st.subheader(say("evidence.siblings"), anchor=False)
    rows = data.ask("fact_siblings", id=fact["fact_id"])
    if rows.empty:
        st.caption(say("evidence.siblings_none"))
        return
    show.figure_rows(rows, "sibling")


def _differing(fact: Mapping[str, Any]) -> None:
    """What each source says, side by side, where they do not agree."""
    drawn = drawing.differing(drawing.key(), str(fact["fact_id"])) if fact["agreement"] == "differ" else None
    if drawn:
        show.chart(drawn, "differing", show.go_to_fact, title=say("evidence.differ"), sub=say("evidence.differ_sub"))


def _told_by(mentions: pd.DataFrame, event: Mapping[str, Any]) -> None:
    """Every sentence that tells the event."""
    if len(mentions) < 2:
        return
    st.subheader(say("evidence.mentions"), anchor=False)
    st.caption(
        count(len(mentions), say("evidence.sentence_one"), say("evidence.sentences"))
        + " · "
        + count(event["article_count"], say("noun.article"), say("noun.articles"))
    )
    skip = show.pager("told_by", TOLD, len(mentions), str(event["event_id"]))
    for row in tables.records_of(mentions.iloc[skip : skip + TOLD]):
        with st.container(gap=None, key=f"entry_told_{row['doc_id']}_{row['start']}"):
            st.markdown(f"> {plain(tables.shortened(row['quote_text'], 400))}")
            st.page_link(
                "app_pages/articles.py", label=plain(tables.source(row)), icon=":material/article:",
                query_params=show.address(doc=str(row["doc_id"])), help="",
            )  # fmt: skip


def _dropped(doc_id: str) -> None:
    """Numbers of the same article that were not made figures."""
    rows = data.ask("article_dropped", id=doc_id)
    st.subheader(say("evidence.dropped"), anchor=False)
    if rows.empty:
        st.caption(say("evidence.dropped_none"))
        return
    skip = show.pager("dropped", LEFT_OUT, len(rows), doc_id)
    shown = tables.records_of(rows.iloc[skip : skip + LEFT_OUT])
    st.markdown("\n".join(f"- {plain(str(row['text']))} :gray[– {plain(str(row['reason']).replace('_', ' '))}]" for row in shown))


def _report(reference: str) -> None:
    with st.popover(say("evidence.report"), icon=":material/flag:", type="tertiary"):
        st.caption(say("evidence.report_text"))
        st.code(f"{reference}, generation {st.session_state['_generation']}", language=None, wrap_lines=True)


fact_id, event_id = st.query_params.get("fact"), st.query_params.get("event")
behind = {key: str(st.query_params[key]) for key in ("topic", "year", "pair", "done") if st.query_params.get(key)}
fact = data.row("fact", id=fact_id) if fact_id else None
event = data.row("event", id=event_id) if event_id and fact is None else None
if (fact_id or event_id) and fact is None and event is None:
    st.warning(say("evidence.unknown", reference=fact_id or event_id), icon=":material/link_off:")
if fact is not None:
    draw_fact(fact)
elif event is not None:
    draw_event(event)
elif behind:
    draw_mark(behind)
else:
    draw_search()
