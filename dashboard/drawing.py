"""Finished charts, kept per generation, view and theme: building one costs twenty times as much as drawing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, tables
from dashboard.charts import Chart, changes, coverage, events, ink_for, levels, world
from dashboard.charts import network as net
from dashboard.charts.ink import area_colours
from dashboard.filters import Filters
from dashboard.kept import kept
from dashboard.wording import language

MOST_BARS = 8  # a bar chart of figures stays readable up to here; the table holds the rest
MOST_PAIRS = 12
ALL_STATUSES = ("reported", "target", "forecast")
MOST_POINTS = 1200
MOST_PANELS = 200
MOST_SIDES = 14  # rows and columns of the matrix of countries
FEWEST_CELLS = 5
MOST_DOTS = 400
_KEPT = 128  # of each chart
FAR_PLANS = 4  # years after the last event


def theme() -> str:
    """The theme of the reader's browser."""
    return str(st.context.theme.type or "light")


def key() -> tuple[str, str]:
    """What every drawing depends on beside its view."""
    return f"{st.session_state.get('_generation')} {language()}", theme()


@kept(_KEPT)
def level_bars(key: tuple[str, str], view: Filters, pair: str, most: int = MOST_BARS) -> tuple[Chart, str] | None:
    """Amounts of one pair of countries (or of all, ``pair`` ""), and what they have in common; None when there are none."""
    rows = _figures(view, ["level"], ["money"], pair=pair, most=4 * most, statuses=("reported",))
    rows = tables.leading_levels([row for row in rows if row["usd_value"] is not None], most)
    if not rows:
        return None
    return levels.bars(tables.drawable(rows, usd=True), ink_for(key[1])), tables.shared(rows)


@kept(_KEPT)
def level_panels(key: tuple[str, str], view: Filters, skip: int, most: int, log: bool, own: bool = False) -> list[tuple[str, str, Chart]]:
    """Amounts over the years, one panel per pair of countries: its code, its name, its chart."""
    found = []
    pairs = pairs_with_a_course(view)[skip : skip + most]
    courses: dict[str, list[data.Record]] = {pair: [] for pair in pairs}
    for row in data.records("level_courses", **narrowed(view, ("reported",)), pairs=tuple(pairs), each=MOST_POINTS // 4):
        courses[row["pair"]].append(row)
    for pair, course in courses.items():
        rows = sorted(course, key=lambda row: (row["year"], row["indicator_order"]))
        if len({row["year"] for row in rows}) > 1:
            found.append((pair, tables.shared(rows).split(" · ")[0], tables.drawable(rows, usd=True)))
    if not found:
        return []
    everything = pd.concat([table for _, _, table in found])
    labels = levels.sorted_labels(everything)
    ink = ink_for(key[1])
    panels = []
    for pair, name, table in found:
        seen = table if own else everything
        years = (int(seen["year"].min()), int(seen["year"].max()))
        reach = (float(min(seen["amount"].min(), 0)), float(seen["amount"].max()))
        panels.append((pair, name, levels.panel(table, ink, labels=labels, years=years, reach=reach, log=log)))
    return panels


def pairs_with_a_course(view: Filters) -> list[str]:
    """Pairs of countries with amounts of several years ("ISR JPN"), those with most first."""
    pairs = data.records("level_pairs", most=MOST_PANELS, **narrowed(view, ("reported",)))
    return [f"{row['side_a']} {row['side_b']}" for row in pairs if row["side_b"] and row["years"] > 1]


@kept(_KEPT)
def multiples(key: tuple[str, str], view: Filters, statuses: tuple[str, ...], most: int = MOST_BARS) -> Chart | None:
    """Multiples of the start, those that most articles state; targets and forecasts last."""
    found = data.records("multiples", **narrowed(view, statuses), most=most)
    if not found:
        return None
    rows = sorted(found, key=lambda row: (row["status"] != "reported", -row["value"]))
    return changes.multiples(tables.drawable(rows), ink_for(key[1]))


@kept(_KEPT)
def differing(key: tuple[str, str], fact_id: str) -> Chart | None:
    """A figure beside what other articles say of the same; None unless they can share an axis."""
    rows = pd.concat([data.ask("fact", id=fact_id), data.ask("fact_siblings", id=fact_id)], ignore_index=True)
    if len(rows) < 2 or rows["unit"].nunique() > 1 or rows["kind"].nunique() > 1 or rows["kind"].iloc[0] not in {"level", "change_abs"}:
        return None
    table = tables.drawable(rows.head(MOST_BARS))
    sources = [tables.shortened(tables.source(row), 40) for row in tables.records_of(rows.head(MOST_BARS))]
    labels = tables.numbered(sources)
    symbol = "$" if rows["unit"].iloc[0] == "USD" else ""
    return levels.bars(table.assign(label=labels), ink_for(key[1]), symbol=symbol)


@kept(_KEPT)
def count_bars(key: tuple[str, str], view: Filters, unit: str, most: int = MOST_BARS) -> tuple[Chart, str] | None:
    """Things counted, one noun per chart: companies and people never share an axis."""
    rows = _figures(view, ["level"], ["count"], most=200, statuses=("reported",))
    rows = [row for row in rows if row["unit"] == unit][:most]
    if not rows:
        return None
    return levels.bars(tables.drawable(rows), ink_for(key[1]), symbol=""), tables.shared(rows)


@kept(_KEPT)
def target_bars(key: tuple[str, str], view: Filters, most: int = MOST_BARS) -> Chart | None:
    """Amounts aimed at or forecast, hollow."""
    rows = _figures(view, ["level"], ["money"], most=most, statuses=("target", "forecast"))
    rows = [row for row in rows if row["usd_value"] is not None]
    return None if not rows else levels.bars(tables.drawable(rows, usd=True), ink_for(key[1]), hollow=True)


@kept(_KEPT)
def areas(key: tuple[str, str], view: Filters, measure: str, most: int | None = None) -> Chart | None:
    """Events by area."""
    rows = _by_area_year(view, measure)
    if rows.empty:
        return None
    table = tables.ranked(rows, keys=("area", "area_label"), measure="n")
    return events.by_area(table.head(most) if most else table, ink_for(key[1]), _colours(key[1]))


@kept(_KEPT)
def years(key: tuple[str, str], view: Filters, measure: str, height: int = 280) -> Chart | None:
    """Events per year, stacked by area."""
    rows = _by_area_year(view, measure)
    order = list(data.ask("choices_areas")["area"])
    return None if rows.empty else events.by_year(rows, ink_for(key[1]), _colours(key[1]), order, height)


@kept(_KEPT)
def heatmap(key: tuple[str, str], view: Filters, measure: str) -> Chart | None:
    """Areas over the years."""
    rows = _by_area_year(view, measure)
    order = list(tables.ranked(rows, keys=("area", "area_label"), measure="n")["area_label"]) if len(rows) else []
    return None if rows.empty else events.heatmap(rows, ink_for(key[1]), order)


@kept(_KEPT)
def dots(key: tuple[str, str], view: Filters) -> Chart | None:
    """Event by event; only where they can still be told apart."""
    if data.number("events_list_count", **view.events()) > MOST_DOTS:
        return None
    rows = data.ask("events_list", counted_only=False, most=MOST_DOTS, skip=0, **view.events())
    rows = rows[rows["counted"] | rows["planned"]]
    taken_place = rows.loc[rows["counted"], "date_end"].max()
    if not pd.isna(taken_place):  # a plan for 2050 would press everything else together; it stands in the list
        rows = rows[rows["date_start"].isna() | (rows["date_start"] < taken_place + pd.DateOffset(years=FAR_PLANS))]
    table = tables.dots(rows)
    order = list(data.ask("choices_areas")["area_label"])
    return None if table.empty else events.timeline(table, ink_for(key[1]), _colours(key[1]), order)


@kept(_KEPT)
def pairs(key: tuple[str, str], view: Filters, measure: str, most: int = MOST_PAIRS) -> Chart | None:
    """Events by pair of countries."""
    rows = pair_counts(view).head(most)
    return None if rows.empty else events.by_pair(tables.ranked(rows, keys=("pair", "pair_label"), measure=measure), ink_for(key[1]))


def pair_counts(view: Filters) -> pd.DataFrame:
    """Events by pair of countries, most first."""
    return data.ask("events_by_pair", most=MOST_POINTS, **view.events())


@kept(_KEPT)
def matrix(key: tuple[str, str], view: Filters, measure: str, fewest: int = FEWEST_CELLS) -> Chart | None:
    """Who with whom, among the countries that occur most; None where bars say it as well."""
    rows = pair_counts(view)
    if rows.empty:
        return None
    rows = rows.assign(n=rows[measure])
    sides = pd.concat([rows[["label_a", "n"]].set_axis(["label", "n"], axis=1), rows[["label_b", "n"]].set_axis(["label", "n"], axis=1)])
    totals = pd.DataFrame(sides.groupby("label")["n"].sum().reset_index()).sort_values(["n", "label"], ascending=[False, True])
    order = [str(label) for label in totals["label"].head(MOST_SIDES)]
    rows = rows[rows["label_a"].isin(order) & rows["label_b"].isin(order)]
    return None if len(rows) < fewest else events.matrix(rows, ink_for(key[1]), order)


@kept(_KEPT)
def world_map(key: tuple[str, str], view: Filters, measure: str) -> Chart | None:
    """Countries on the map; those that it does not know are left out (:func:`countries` has them)."""
    rows = countries(view, measure)
    rows = rows[rows["iso3"].isin(list(world.places()))]
    return None if rows.empty else world.world_map(rows, ink_for(key[1]), chosen=centres(view))


@kept(_KEPT)
def network(key: tuple[str, str], view: Filters, measure: str) -> tuple[Chart, int] | None:
    """Who cooperates with whom, and how many countries there are in all."""
    rows = pair_counts(view)
    if rows.empty:
        return None
    sides = rows["pair"].str.split(" ", n=1, expand=True)
    rows = rows.assign(n=rows[measure].astype(int), side_a=sides[0], side_b=sides[1])
    return net.network(rows, ink_for(key[1]), chosen=centres(view)), len({*rows["side_a"], *rows["side_b"]})


def countries(view: Filters, measure: str) -> pd.DataFrame:
    """``iso3``, ``label`` and ``n`` of each country in view, most first; ``measure`` is events, mentions or figures."""
    of_figures = measure == "figures"
    rows = data.ask("figures_by_country", **view.figures()) if of_figures else data.ask("events_by_country", **view.events())
    table = rows.assign(n=rows[measure].astype(int))[["iso3", "label", "n"]]
    return table.sort_values(["n", "iso3"], ascending=[False, True], kind="stable").reset_index(drop=True)


def centres(view: Filters) -> tuple[str, ...]:
    """The countries that the view is about: its counts are those of their partners."""
    return view.countries or view.partners


@kept(_KEPT)
def acts(key: tuple[str, str], view: Filters, measure: str) -> Chart | None:
    """Events by act."""
    rows = data.ask("events_by_act", **view.events())
    return None if rows.empty else events.by_act(tables.ranked(rows, keys=("act", "act_label"), measure=measure), ink_for(key[1]))


@kept(_KEPT)
def article_coverage(key: tuple[str, str]) -> Chart | None:
    """Articles by year of publication."""
    rows = data.ask("articles_by_year")
    return None if rows.empty else coverage.coverage(rows, ink_for(key[1]))


def _figures(
    view: Filters, kinds: list[str], dimensions: list[str], *, pair: str = "", most: int, statuses: tuple[str, ...]
) -> Sequence[data.Record]:
    """Figures of these kinds; ``statuses`` narrows what the view lets through."""
    return data.records("figures", **narrowed(view, statuses), kinds=kinds, dimensions=dimensions, pair=pair, most=most, skip=0)


def narrowed(view: Filters, statuses: tuple[str, ...]) -> Mapping[str, Any]:
    """Parameters of queries about figures; ``statuses`` narrows what the view lets through, empty does not."""
    allowed = tuple(status for status in statuses if not view.statuses or status in view.statuses) if statuses else view.statuses
    return {**view.figures(), "statuses": allowed or (("none",) if statuses else ())}


def _by_area_year(view: Filters, measure: str) -> pd.DataFrame:
    """Counts by area and year; ``per_ten`` divides by the articles of the year."""
    rows = data.ask("events_by_area_year", **view.events())
    if view.areas:
        rows = rows[rows["area"].isin(view.areas)]
    if measure != "per_ten":
        return rows.assign(n=rows[measure])
    articles = data.ask("articles_by_year").groupby("year", dropna=True)["n"].sum()
    table = rows.assign(articles=rows["year"].map(articles)).dropna(subset=["articles"])
    return table.assign(n=(table["events"] / table["articles"].astype(float) * 10).round(1))


def _colours(theme: str) -> Mapping[str, str]:
    return area_colours(list(data.ask("choices_areas")["area"]), ink_for(theme))
