"""What stands on the briefing: words and charts out of named queries and the filters in force. Pure; knows nothing of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.briefing.pictures import Ask, Picture, draw_events, draw_figures
from dashboard.charts.ink import UNSPECIFIED
from dashboard.choices import offered
from dashboard.filters import FIELDS, Choices, Filters
from dashboard.headlines import headlines
from dashboard.tables import DOUBTFUL, checks_told, known, lead_pair, measured, records_of, shortened, span, status, who_says
from dashboard.tables import ranked as ranked_by
from dashboard.wording import UNKNOWN, Figure, agreement, count, listing, period, say, write

MOST_CARDS = 6
MOST_TOLD = 2
LATEST = 14  # more than fit; the layout takes as many as there is room for
MOST_CHECKS, MOST_LOOKED_AT = 2, 50
_QUOTE = 170
_BULLETS = " \t\n-–—•·*"  # what stands before an item of a list
_NAME = 28  # characters that fit on a line of a card beside its badges
_LINE = 36
_BESIDE, _WIDE = 34, 2  # characters on a line of a card; the figure's own are twice as wide


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure.

    Attributes:
        when: Empty where there is no room beside the value; ``where`` then ends with it.
        standing: "Target" or "Forecast", and whether the reading is uncertain; mostly empty.
        target: Whether it is aimed at or forecast.
        differ: Whether the sources do not agree.
    """

    label: str
    value: str
    where: str
    when: str
    says: str
    sources: str
    standing: str
    target: bool
    differ: bool
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with its sentence; ``group`` is the heading it stands under."""

    group: str
    when: str
    what: str
    detail: str
    quote: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic link between stated figures and whether it holds."""

    statement: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Briefing:
    """One page.

    Attributes:
        built: When the generation was built, UTC, ISO; also the date of the document.
        dated: The same as a reader sees it.
        filters: One line per filter in force; empty when none is.
        summary: Stretches between ``**`` are strong.
        entries: More than may fit; the layout shows the first ones.
        more_events: What to say of those not shown, by the number of those shown.
        empty: Why nothing stands here and what to do, line by line; empty when something does.
        notes: Small print, line by line.
        link: Address of the same view; empty when it is not known where the dashboard is served.
    """

    title: str
    built: str
    dated: str
    filters: Sequence[str]
    filter_note: str
    summary: str
    cards: Sequence[Card]
    more_figures: str
    checks: Sequence[Check]
    pictures: Sequence[Picture]
    entries: Sequence[Entry]
    more_events: Sequence[str]
    empty: Sequence[str]
    notes: Sequence[str]
    link: str
    link_text: str


@dataclass(frozen=True, slots=True)
class _View:
    """The filters with what they mean here, and where the dashboard is."""

    filters: Filters
    choices: Choices
    base: str

    def address(self, page: str = "", **more: str) -> str:
        """Address of a page of the dashboard with these filters; empty when nobody knows where it is served."""
        if not self.base:
            return ""
        query = self.query(**more)
        return f"{self.base.rstrip('/')}/{page}{'?' if query else ''}{query}"

    def query(self, **more: str) -> str:
        """The filters as the address of a page holds them; years that the data does not have are moved to the nearest inside."""
        first, last, years = self.filters.first, self.filters.last, self.choices.years
        inside = [year for year in years if (first is None or year >= first) and (last is None or year <= last)]
        moved = replace(self.filters, first=min(inside) if first else None, last=max(inside) if last else None) if inside else self.filters
        return urlencode({**moved.address(self.choices), **more}, doseq=True)


def read_briefing(ask: Ask, filters: Filters, *, link_base: str = "") -> Briefing:
    """The briefing of one view.

    Args:
        ask: Answers named queries, all from one generation.
        filters: The view.
        link_base: Address of the dashboard's start page; empty when there is none to link to.

    Raises:
        WarehouseError: The data cannot be read.
    """
    view = _View(filters, offered(ask), link_base)
    figures, events = _totals(ask, "figures", filters), _totals(ask, "events", filters)
    about = records_of(ask("about_generation"))[0]
    nothing = not figures["n"] and not events["n"]
    heads = headlines(lambda name, **params: records_of(ask(name, **params)), filters, most=MOST_CARDS, sure=DOUBTFUL)
    drawn = draw_figures(ask, filters, heads)
    pictures = [*drawn, *draw_events(ask, filters, acts=len(drawn) == 1)]  # two abreast, so that no place stays empty
    return Briefing(
        title=say("briefing.title"),
        built=pd.Timestamp(about["built_at"]).isoformat(),
        dated=say("briefing.dated", day=period(pd.Timestamp(about["built_at"]).strftime("%Y-%m-%d"))),
        filters=filter_lines(filters, view.choices),
        filter_note=_filter_note(filters, figures=bool(figures["n"]), events=bool(events["n"])),
        summary="" if nothing else _summary(ask, view, figures, events),
        cards=[_card(row, view) for row in heads],
        more_figures=_more(int(figures["n"]) - len(heads), "figure"),
        checks=_checks(ask, filters, lead_pair(heads)),
        pictures=pictures,
        entries=_entries(ask, view),
        more_events=[_more(int(events["n"]) - shown, "event") for shown in range(LATEST + MOST_TOLD + 1)],
        empty=_empty(ask, view, about) if nothing else [],
        notes=[*_news(ask, filters), *_generation(about)],
        link=view.address(),
        link_text=_link_text(view),
    )


def filter_lines(filters: Filters, choices: Choices) -> list[str]:
    """The filters in force in words, "Partner: Japan or South Korea", in the order of the bar."""
    lines = []
    for key in filters.names():
        if key in FIELDS:
            labels = choices.labels(key)
            names = _either([labels.get(code, code) for code in getattr(filters, FIELDS[key])])
            lines.append(f"{say(f'filter.{key}')}: {names}")
        elif key == "years":
            lines.append(f"{say('filter.years')}: {_years(filters)}")
        else:
            lines.append(say("filter.dated"))
    return lines


def _filter_note(filters: Filters, *, figures: bool, events: bool) -> str:
    """Which filters leave some of what is in view untouched."""
    notes = [say("briefing.no_area")] if figures and (filters.areas or filters.acts) else []
    notes += [say("briefing.no_indicator")] if events and filters.indicators else []
    return " ".join(notes)


def _years(filters: Filters) -> str:
    first = say("filter.earliest") if filters.first is None else str(filters.first)
    last = say("filter.latest") if filters.last is None else str(filters.last)
    shown = first if first == last else f"{first}–{last}"
    return f"{shown}, {say('briefing.undated_too')}" if filters.undated else shown


def _either(names: Sequence[str], limit: int = 5) -> str:
    if len(names) > limit:
        return say("and_more", names=", ".join(names[:limit]), more=len(names) - limit)
    return say("briefing.either", names=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def _totals(ask: Ask, what: str, filters: Filters) -> Mapping[str, Any]:
    return records_of(ask(f"totals_{what}", **(filters.figures() if what == "figures" else filters.events())))[0]


def _summary(ask: Ask, view: _View, figures: Mapping[str, Any], events: Mapping[str, Any]) -> str:
    ends = [row[end] for row in (figures, events) for end in ("first_year", "last_year")]
    years = [int(year) for year in ends if not pd.isna(year)]
    articles = int(ask("briefing_articles", **{**view.filters.figures(), **view.filters.events()})["n"].iloc[0])
    values = {
        "articles": count(articles, say("noun.article"), say("noun.articles")),
        "figures": _many(figures["n"], "figure"),
        "events": _many(events["n"], "event"),
        "between": _between(view),
    }
    most = _most(ask, view.filters)
    if not years:
        return say("briefing.in_view_undated", **values) + most
    shown = span(min(years), max(years), ask("events_by_area_year", **view.filters.events()))
    return say("briefing.in_view", years=shown, **values) + most


def _most(ask: Ask, filters: Filters) -> str:
    """The area that most events concern, as a sentence; empty when no event has one, two share the first place or the filters choose."""
    rows = ask("events_by_area_year", **filters.events()).rename(columns={"events": "n"})
    ranked = records_of(ranked_by(rows[rows["area"] != UNSPECIFIED], keys=("area", "area_label"), measure="n").head(2))
    if filters.areas or filters.acts or len(ranked) < 2 or ranked[0]["n"] == ranked[1]["n"]:
        return ""
    return " " + say("briefing.area_most", area=ranked[0]["area_label"], count=_many(ranked[0]["n"], "event"))


def _between(view: _View) -> str:
    """Whom the events in view join: "between Israel and Japan", "that involve Israel"."""
    labels = view.choices.countries
    one = [labels.get(code, code) for code in view.filters.countries]
    other = [labels.get(code, code) for code in view.filters.partners]
    if one and other:
        return say("briefing.between", countries=f"{_either(one, 3)} and {_either(other, 3)}")
    if one or other:
        return say("briefing.involving", countries=_either(one or other, 3))
    return say("briefing.between", countries=listing(labels.values(), 3)) if len(labels) > 1 else ""


def _card(row: Mapping[str, Any], view: _View) -> Card:
    wish = say(f"status.{row['status']}") if row["status"] != "reported" else ""
    counted = row["dimension"] in {"count", "physical"} and str(row["unit"]) not in str(row["indicator_label"]).lower()
    label = f"{measured(row)}, {row['unit']}" if counted else measured(row)
    where, when, value = shortened(known(row["direction_label"]) or "", _LINE), period(known(row["period_label"])), write(Figure.of(row))
    if _WIDE * len(value) + len(when) > _BESIDE:
        where, when = " · ".join(part for part in (where, when) if part), ""
    return Card(
        label=shortened(label, _NAME),
        value=value,
        where=where,
        when=when,
        says=_voice(row),
        sources=agreement(row["agreement"], row["article_count"]),
        standing=" · ".join(part for part in (wish, _doubt(row)) if part),
        target=bool(wish),
        differ=row["agreement"] == "differ",
        link=view.address("evidence", fact=str(row["fact_id"])),
    )


def _voice(row: Mapping[str, Any]) -> str:
    """Who says so: the named authority or the outlet; of an article without an outlet its title."""
    said = known(row.get("attribution")) or known(row.get("publisher"))
    return say("briefing.says" if said else "briefing.reads", who=shortened(who_says(row), _LINE))


def _doubt(row: Mapping[str, Any]) -> str:
    """Says "uncertain" of what the rules are less sure of."""
    return say("filter.uncertain") if float(row["confidence"]) < DOUBTFUL else ""


def _checks(ask: Ask, filters: Filters, lead: str) -> list[Check]:
    rows = checks_told(ask("checks_in_view", most=MOST_LOOKED_AT, pair=lead, **filters.figures()), MOST_CHECKS)
    texts = {True: "briefing.check_holds", False: "overview.check_fails"}
    return [Check(say(texts[bool(row["holds"])], statement=shortened(row["statement"], 160)), bool(row["holds"])) for row in rows]


def _entries(ask: Ask, view: _View) -> list[Entry]:
    rows = records_of(ask("briefing_events", most_told=MOST_TOLD, latest=LATEST, **view.filters.events()))
    dated = any(known(row["date_label"]) for row in rows)
    latest = say("briefing.latest" if dated else "briefing.undated_events")
    return [_entry(row, view, say("briefing.most_told") if row["most_told"] else latest) for row in rows]


def _entry(row: Mapping[str, Any], view: _View, group: str) -> Entry:
    told = count(row["article_count"], "source", "sources") if row["article_count"] > 1 else ""
    areas = ", ".join(label for code, label in zip(row["areas"], row["area_labels"], strict=True) if code != UNSPECIFIED)
    return Entry(
        group=group,
        when=period(known(row["date_label"])),
        what=" · ".join(part for part in (str(row["act_label"]), shortened(known(row["parties_label"]) or "", 70)) if part),
        detail=" · ".join(part for part in (shortened(areas, 60), status(row) if row["planned"] else "", told, _doubt(row)) if part),
        quote=shortened(str(row["quote_text"]).lstrip(_BULLETS), _QUOTE),
        source=shortened(known(row["publisher"]) or known(row["title"]) or UNKNOWN, 50),
        link=view.address("evidence", event=str(row["event_id"])),
    )


def _empty(ask: Ask, view: _View, about: Mapping[str, Any]) -> list[str]:
    """Why the page is empty, and how much each filter holds back."""
    if not view.filters.active:
        return [say("briefing.empty"), say("briefing.empty_text", articles=_many(about["articles"], "article"))]
    lines = []
    for key in view.filters.names():
        without = view.filters.without(key)
        found = [_many(n, what) for what in ("figure", "event") if (n := _totals(ask, f"{what}s", without)["n"])]
        if found:
            lines.append(say("state.relax", filter=say(f"filter.{key}").lower(), count=listing(found)))
    return [say("briefing.nothing"), *([say("briefing.nothing_text"), *lines] if lines else [say("briefing.nothing_left")])]


def _news(ask: Ask, filters: Filters) -> list[str]:
    """Planned events left out of the counts, and what changed since the generation before."""
    lines = []
    if not filters.statuses:
        planned = _totals(ask, "events", replace(filters, statuses=("planned",)))["n"]
        lines += [say("briefing.planned", count=count(planned))] if planned else []
    changed = [f"{_many(row['n'], str(row['what']))} {say('change.' + str(row['change']))}" for row in records_of(ask("changes_count"))]
    return [*lines, say("briefing.changed", changes=listing(changed, 6))] if changed else lines


def _generation(about: Mapping[str, Any]) -> list[str]:
    built = pd.Timestamp(about["built_at"]).strftime("%Y-%m-%d %H:%M")
    holds = {
        "articles": _many(about["articles"], "article"),
        "figures": _many(about["observations"], "figure"),
        "events": _many(about["counted_events"], "event"),
    }
    return [
        say("briefing.generation", generation=str(about["generation"])[:16], built=built, **holds)
        + " "
        + say("briefing.not_charted", dropped=count(about["dropped"])),
        say("briefing.how"),
    ]


def _link_text(view: _View) -> str:
    if view.base:
        return say("briefing.link", link=shortened(view.address(), 240))
    query = view.query()
    return say("briefing.address", address=f"?{query}") if query else ""


def _more(number: int, noun: str) -> str:
    return say("briefing.more", number=count(number), noun=say(f"noun.{noun}" if number == 1 else f"noun.{noun}s")) if number > 0 else ""


def _many(number: Any, noun: str) -> str:
    if noun not in {"figure", "event", "article"}:
        return count(number, noun, f"{noun}s")
    return count(number, say(f"noun.{noun}"), say(f"noun.{noun}s"))
