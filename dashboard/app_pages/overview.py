"""Overview: what the articles say, at a glance."""

from __future__ import annotations

import streamlit as st

from dashboard import data, drawing, filter_bar, show, tables
from dashboard.briefing import briefing_pdf, can_print
from dashboard.charts import Chart
from dashboard.headlines import headlines
from dashboard.wording import count, listing, plain, say

MOST_CARDS = 6
MOST_AREAS = 10
LATEST = 5
FEW, MANY = 2, 50  # checks and computed figures shown; checks looked at
ROW, LEAST, PLANNED = 30, 220, 30  # pixels: a bar of areas, the lowest chart beside them, the line under it

view = show.view()
key = drawing.key()
figures = data.row("totals_figures", **view.figures()) or {"n": 0}
events = data.row("totals_events", **view.events()) or {"n": 0}
pictures: dict[str, Chart] = {}


def summary() -> str:
    """One sentence on what is in view."""
    years = [
        int(row[end])
        for row in (figures, events)
        for end in ("first_year", "last_year")
        if row.get(end) == row.get(end) and row.get(end) is not None
    ]
    values = {
        "articles": count(data.number("articles_count", words="", **view.articles()), say("noun.article"), say("noun.articles")),
        "figures": count(figures["n"], say("noun.figure"), say("noun.figures")),
        "events": count(events["n"], say("noun.event"), say("noun.events")),
        "countries": listing(who(), 3),
    }
    if not years:
        return say("overview.summary_undated", **values)
    years_shown = tables.span(min(years), max(years), data.ask("events_by_area_year", **view.events()))
    return say("overview.summary", years=years_shown, **values)


def who() -> list[str]:
    """Names of the countries that what is in view is between: the chosen ones, else all that take part, most first."""
    labels = filter_bar.choices().countries
    chosen = [labels[code] for code in dict.fromkeys((*view.countries, *view.partners))]
    if chosen:
        return chosen if view.countries and view.partners else [*chosen, say("overview.others")]
    return list(drawing.countries(view, "events" if events["n"] else "figures")["label"])


def draw_figures() -> None:
    """Headline figures, amounts, changes."""
    rows = headlines(data.records, view, most=MOST_CARDS, sure=tables.DOUBTFUL)
    if not rows:
        return
    with st.grid(MOST_CARDS, min_column_width=158):
        for row in rows:
            show.card(row)
    pair = tables.lead_pair(rows)
    with st.container(gap="xsmall"):
        show.checks(data.records("checks_in_view", most=MANY, pair=pair, **view.figures()), FEW)
        show.derived(data.records("derived_in_view", most=FEW, pair=pair, **view.figures()))
    left, right = st.columns(2, gap="large")
    bars = drawing.level_bars(key, view, pair)
    with left:
        if bars:
            drawn, shared = bars
            pictures[say("overview.levels")] = drawn
            show.chart(
                drawn,
                "levels",
                show.go_to_fact,
                title=say("overview.levels"),
                sub=" · ".join(part for part in (shared, say("overview.levels_sub")) if part),
            )
        else:
            show.heading(say("overview.levels"), say("overview.no_levels"))
    with right:
        multiples = drawing.multiples(key, view, ("reported", "target", "forecast"))
        if multiples:
            pictures[say("overview.changes")] = multiples
            show.chart(multiples, "changes", show.go_to_fact, title=say("overview.changes"), sub=say("overview.changes_sub"))
        else:
            show.heading(say("overview.changes"), say("overview.no_changes"))


def draw_events() -> None:
    """Cooperation by area and by year."""
    left, right = st.columns(2, gap="large")
    areas = drawing.areas(key, view, "events", MOST_AREAS)
    years = None if areas is None else drawing.years(key, view, "events", max(ROW * len(areas.rows) - PLANNED, LEAST))
    if areas is None or years is None:
        left.subheader(say("overview.areas"), anchor=False)
        left.caption(say("overview.no_events"))
        return
    pictures[say("overview.areas")], pictures[say("overview.years")] = areas, years
    with left:
        show.chart(areas, "areas", show.go_to_events, title=say("overview.areas"), sub=say("overview.areas_sub"))
    with right:
        show.chart(years, "years", show.go_to_events, title=say("overview.years"), sub=say("overview.years_sub"))
        planned = (
            0
            if view.statuses
            else data.number("totals_planned", **{name: value for name, value in view.events().items() if name != "statuses"})
        )
        if planned:
            st.caption(say("overview.planned", count=count(planned)))


def draw_news() -> None:
    """The latest events, between whom, and what changed since the generation before."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say("overview.latest"), anchor=False)
        show.event_rows(data.records("events_list", counted_only=True, most=LATEST, skip=0, **{**view.events(), "statuses": ()}), "latest")
        st.page_link(
            "app_pages/events.py", label=say("overview.see_events"), icon=":material/arrow_forward:", query_params=show.address(), help=""
        )
    with right:
        pairs = drawing.pairs(key, view, "events", 8)
        if pairs:
            pictures[say("events.pairs")] = pairs
            show.chart(pairs, "pairs", show.go_to_events, title=say("events.pairs"), sub=say("events.pairs_sub"))
        st.subheader(say("overview.changed"), anchor=False)
        draw_changes()


def draw_changes() -> None:
    """What is new since the generation before."""
    changed = data.ask("changes_count")
    if changed.empty:
        about = data.row("about_generation") or {}
        st.caption(say("overview.nothing_changed" if tables.known(about.get("previous")) else "overview.first_generation"))
        return
    for number, row in enumerate(data.records("changes_of_generation", most=LATEST)):
        badge, label = f":gray-badge[{say('change.' + row['change'])}]", plain(str(row["label"]))
        kind = {"figure": "fact", "event": "event"}.get(row["what"])
        if kind and row["change"] != "withdrawn":
            with st.container(key=f"entry_changed_{number}"):
                show.link_to_evidence(f"{badge} {label}", f"changed_{number}", **{kind: str(row["id"])})
        else:
            st.markdown(f"{badge} {label}")
    numbers = [
        f"{count(row['n'], say('noun.' + row['what']), say('noun.' + row['what'] + 's'))} {say('change.' + row['change'])}"
        for row in tables.records_of(changed)
    ]
    st.caption(listing(numbers, 6))


def offer_briefing() -> None:
    """This view on one page of paper, made when it is asked for."""
    if not can_print():
        st.caption(say("export.missing", what=say("briefing.button")))
        return
    ask, base = data.warehouse(data.home()).query, (st.context.url or "").split("?")[0]
    st.download_button(
        say("briefing.button"), data=lambda: briefing_pdf(ask, view, link_base=base), file_name=say("briefing.file"),
        mime="application/pdf", on_click="ignore", type="tertiary", icon=":material/picture_as_pdf:",
    )  # fmt: skip


if not figures["n"] and not events["n"]:
    show.nothing("figures", "events")
else:
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.markdown(summary())
    tools = right.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center")
    draw_figures()
    draw_events()
    draw_news()
    with tools:
        offer_briefing()
        show.pictures(pictures)
