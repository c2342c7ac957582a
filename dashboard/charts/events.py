"""Events of cooperation: by area, over the years, between whom, one by one. The areas keep their colours everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.frame import Chart, compact_axis, finish, label_axis, layered, pick, source
from dashboard.charts.ink import Ink
from dashboard.charts.template import blank, drawn_once
from dashboard.wording import UNKNOWN, listing, say

MOST_YEARS = 26  # columns of years; what lies before them shares one
MOST_LABELS = 12
FEWEST_DARK = 9.0  # so many events make the darkest cell; one alone stays pale
_DARK = {"light": 0.7**2, "dark": 0.62**2}  # of the largest count: where black and white on the ramp are read equally well
CELL, WIDE_CELL = 15, 24  # pixels that a number of two, of three digits in a cell needs; narrower, its colour and tooltip must do
EARLIER = "before "  # of what shares a column; on the axis it is said in the reader's language
_PRESSING = 2  # times as many undated as in the fullest year: their column is broken off


def by_area(rows: pd.DataFrame, ink: Ink, colours: Mapping[str, str]) -> Chart:
    """Sorted bars, the count at the end.

    Args:
        rows: ``area``, ``area_label``, ``n``, most first.
        ink: The theme's colours.
        colours: Per area code.
    """
    return _ranked(rows, ink, key="area", label="area_label", said="alt.areas", colours=colours)


def by_act(rows: pd.DataFrame, ink: Ink) -> Chart:
    """The same by act: ``act``, ``act_label``, ``n``."""
    return _ranked(rows, ink, key="act", label="act_label", said="alt.acts")


def by_pair(rows: pd.DataFrame, ink: Ink) -> Chart:
    """The same by pair of countries: ``pair`` ("ISR JPN"), ``pair_label``, ``n``."""
    return _ranked(rows, ink, key="pair", label="pair_label", said="alt.pairs")


def by_year(rows: pd.DataFrame, ink: Ink, colours: Mapping[str, str], order: Sequence[str], height: int = 280) -> Chart:
    """Stacked columns over the years; what is undated stands apart at the right end.

    Args:
        rows: ``year`` (missing if undated), ``area``, ``area_label``, ``n``.
        ink: The theme's colours.
        colours: Per area code.
        order: Area codes in stacking order, the lowest first.
        height: In pixels.
    """
    rows = gathered(rows)
    table = rows.assign(
        rank=[order.index(area) if area in order else len(order) for area in rows["area"]],
    )
    totals = table.groupby("when", sort=False)["n"].sum()
    top = _top(totals)
    shrunk = top / float(totals[say("undated")]) if top else 1.0
    table = table.assign(drawn=[n * shrunk if when == say("undated") else n for n, when in zip(table["n"], table["when"], strict=True)])
    ticks = ticks_of(rows)
    shown = dict(zip(table["area"], table["area_label"], strict=True))
    named = [code for code in order if code in shown and colours.get(code) != ink.rest]
    table = table.assign(group=[shown[area] if area in named else say("overview.other_areas") for area in table["area"]])
    groups = [*(shown[code] for code in named), *([say("overview.other_areas")] if len(named) < len(shown) else [])]
    items = listing((f"{year} {total:g}" for year, total in totals.items()), limit=8)
    most = str(totals.idxmax()) if len(totals) else say("undated")
    apart = len(ticks) <= 16 and bool(rows["n"].max() < 50)
    unplaced: dict[str, Any] = (
        {"top": top, "low": top * 0.8, "high": top * 0.84, "count": f"{float(totals[say('undated')]):,.0f}"} if top else {}
    )
    return finish(
        _years(ink, bool(top), apart), ink, table, say("alt.years", items=items, most=most), height=height,
        groups=groups, colours=[*(colours[code] for code in named), ink.rest][: len(groups)], **years_of(ticks), **unplaced,
    )  # fmt: skip


@drawn_once
def _years(ink: Ink, broken: bool, apart: bool) -> Any:
    scale = alt.Scale(domain=[blank("groups")], range=[blank("colours")])
    legend = alt.Legend(
        orient="top",
        title=None,
        columns=alt.ExprRef("width < 400 ? 2 : width < 580 ? 3 : 5"),
        columnPadding=8,
        symbolType="square",
        offset=18 if broken else 4,
        padding=0,
    )
    y_scale = alt.Scale(domain=[0, blank("top")], nice=False) if broken else alt.Undefined
    bars = (
        source()
        .mark_bar(
            stroke=ink.background,
            strokeWidth=int(apart),
            width=alt.RelativeBandSize(band=0.72),
        )
        .encode(
            x=alt.X("when:N", sort=[blank("ticks")], scale=alt.Scale(domain=[blank("ticks")]), title=None, axis=year_axis()),
            y=alt.Y(
                "drawn:Q",
                title=None,
                stack="zero",
                scale=y_scale,
                axis=compact_axis("", tickMinStep=1, domain=False, ticks=False),
            ),
            color=alt.Color("group:N", scale=scale, legend=legend),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("when:N", title=say("column.date")),
                alt.Tooltip("area_label:N", title=say("column.areas")),
                alt.Tooltip("n:Q", title=say("column.count"), format=","),
            ],
        )
        .add_params(pick("area", "when"))
    )
    return _broken(bars, ink) if broken else bars


def _top(totals: pd.Series[Any]) -> float | None:
    """Where the axis ends if the undated would press all years together: their column is then broken; None if they would not."""
    undated, dated = float(totals.get(say("undated"), 0)), totals.drop(say("undated"), errors="ignore")
    return float(dated.max()) * 1.15 if len(dated) and undated > _PRESSING * float(dated.max()) else None


def _broken(bars: alt.Chart, ink: Ink) -> Any:
    """The columns with a gap in that of the undated, whose parts keep their shares, and its whole count above it."""
    place = alt.X("when:N", sort=[blank("ticks")], scale=alt.Scale(domain=[blank("ticks")]))
    one = alt.Chart(alt.InlineData(name="broken", values=[{"when": say("undated"), "low": blank("low"), "high": blank("high")}]))
    gap = one.mark_bar(aria=False, color=ink.background, width=alt.RelativeBandSize(band=0.9)).encode(
        x=place, y=alt.Y("low:Q"), y2="high:Q"
    )
    label = one.mark_text(
        aria=False,
        dy=-8,
        align="right",
        dx=alt.ExprRef("min(width * 0.36 / domain('x').length, 24)"),
        fontSize=13,
        fontWeight=600,
        color=ink.text,
    ).encode(x=place, y=alt.Y(datum=blank("top")), text=alt.value(blank("count")))
    return alt.layer(bars, gap, label)


def heatmap(rows: pd.DataFrame, ink: Ink, order: Sequence[str]) -> Chart:
    """Areas down, years across; the count stands in each cell.

    Args:
        rows: As for ``by_year``.
        ink: The theme's colours.
        order: Labels from top to bottom.
    """
    table = gathered(rows)
    ticks = ticks_of(table)
    dated = table.loc[table["when"] != say("undated"), "n"]
    most = max(float(dated.max()) if len(dated) else float(table["n"].max()), FEWEST_DARK)
    top = table.iloc[int(table["n"].to_numpy().argmax())]
    said = say("alt.heatmap", area=top["area_label"], year=top["when"], count=f"{top['n']:g}")
    return finish(
        _heatmap(ink), ink, table, said, height=30, step=True,
        order=order, most=most, dark=most * _DARK[ink.name], full=CELL * len(ticks), **years_of(ticks),
    )  # fmt: skip


@drawn_once
def _heatmap(ink: Ink) -> Any:
    base = source().encode(
        x=alt.X("when:N", sort=[blank("ticks")], scale=alt.Scale(domain=[blank("ticks")]), title=None, axis=year_axis()),
        y=alt.Y("area_label:N", sort=[blank("order")], title=None, axis=label_axis(ink)),
    )
    undated = f"datum.when == '{say('undated')}'"  # numbers without a colour: they are no year among years
    cells = base.mark_rect(cornerRadius=3, strokeWidth=2).encode(
        color=alt.condition(
            undated,
            alt.value(ink.background),
            alt.Color("n:Q", scale=alt.Scale(type="sqrt", range=list(ink.ramp), domain=[0, blank("most")], clamp=True), legend=None),
        ),
        stroke=alt.condition(undated, alt.value(ink.grid), alt.value(ink.background)),
        tooltip=[
            alt.Tooltip("area_label:N", title=say("column.areas")),
            alt.Tooltip("when:N", title=say("column.date")),
            alt.Tooltip("n:Q", title=say("column.count"), format=","),
        ],
    )
    numbers = base.mark_text(fontSize=13, opacity=alt.ExprRef(f"width < {blank('full')} ? 0 : 1")).encode(
        text=alt.Text("n:Q", format=","),
        color=_on_ramp(ink, unless=undated),
    )
    return alt.layer(cells.add_params(pick("area", "when")), numbers)


def matrix(rows: pd.DataFrame, ink: Ink, order: Sequence[str]) -> Chart:
    """Who with whom: countries down and across, the count in each cell, both halves alike.

    Args:
        rows: ``pair`` ("ISR JPN"), ``pair_label``, ``label_a``, ``label_b``, ``n``; one row per pair.
        ink: The theme's colours.
        order: Countries, the most frequent first.
    """
    mirrored = pd.concat([rows, rows.rename(columns={"label_a": "label_b", "label_b": "label_a"})], ignore_index=True)
    most = max(float(rows["n"].max()) if len(rows) else 1.0, FEWEST_DARK)
    items = listing((f"{name} {n:g}" for name, n in zip(rows["pair_label"], rows["n"], strict=True)), limit=8)
    said = say("alt.pairs", items=items)
    return finish(
        _matrix(ink), ink, mirrored, said, height=30, step=True, order=order, most=most, dark=most * _DARK[ink.name],
        full=WIDE_CELL * len(order),
    )  # fmt: skip


@drawn_once
def _matrix(ink: Ink) -> Any:
    base = source().encode(
        x=alt.X(
            "label_b:N",
            sort=[blank("order")],
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-45, labelOverlap=False, domain=False, ticks=False),
        ),
        y=alt.Y("label_a:N", sort=[blank("order")], title=None, axis=label_axis(ink)),
    )
    cells = base.mark_rect(cornerRadius=3, stroke=ink.background, strokeWidth=2).encode(
        color=alt.Color("n:Q", scale=alt.Scale(type="sqrt", range=list(ink.ramp), domain=[0, blank("most")]), legend=None),
        tooltip=[alt.Tooltip("pair_label:N", title=say("column.who")), alt.Tooltip("n:Q", title=say("column.count"), format=",")],
    )
    roomy = alt.ExprRef(f"width < {blank('full')} ? 0 : 1")
    numbers = base.mark_text(fontSize=13, opacity=roomy).encode(text=alt.Text("n:Q", format="~s"), color=_on_ramp(ink))
    return alt.layer(cells.add_params(pick("pair")), numbers)


def _on_ramp(ink: Ink, unless: str = "false") -> Any:
    """The colour of a number on a cell of the ramp, which grows with the root of the count; ``unless`` names cells without one."""
    pale, dark = ("#FFFFFF", "#12161B") if ink.name == "light" else ("#12161B", "#FFFFFF")
    return alt.when(unless).then(alt.value(ink.text)).when(f"datum.n > {blank('dark')}").then(alt.value(pale)).otherwise(alt.value(dark))


def timeline(rows: pd.DataFrame, ink: Ink, colours: Mapping[str, str], order: Sequence[str]) -> Chart:
    """One dot per event and area; planned events are hollow.

    Args:
        rows: ``event_id``, ``area``, ``area_label``, ``day`` (midpoint of the date), ``date_label``, ``act_label``, ``parties``, ``quote``,
            ``planned``; dated events only.
        ink: The theme's colours.
        colours: Per area code.
        order: Labels from top to bottom.
    """
    codes = dict(zip(rows["area_label"], rows["area"], strict=True))
    labels = [label for label in order if label in codes]
    first, last = (str(rows["day"].min())[:4], str(rows["day"].max())[:4]) if len(rows) else ("", "")
    said = say("alt.timeline", count=len(rows), first=first, last=last)
    coming = rows["planned"].astype(bool)
    return finish(
        _timeline(ink, not coming.all(), bool(coming.any())), ink, rows, said, height=40, step=True,
        labels=labels, colours=[colours.get(codes[label], ink.rest) for label in labels],
    )  # fmt: skip


@drawn_once
def _timeline(ink: Ink, some: bool, coming: bool) -> Any:
    scale = alt.Scale(domain=[blank("labels")], range=[blank("colours")])
    base = source().encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(grid=True, tickCount=6, domain=False), scale=alt.Scale(padding=12)),
        y=alt.Y(
            "area_label:N", sort=[blank("labels")], title=None, axis=alt.Axis(domain=False, ticks=False, grid=True, labelColor=ink.text)
        ),
        yOffset=alt.YOffset("lane:Q", scale=alt.Scale(domain=[-2.2, 2.2])),
        color=alt.Color("area_label:N", scale=scale, legend=None),
        tooltip=[
            alt.Tooltip("act_label:N", title=say("column.event")),
            alt.Tooltip("parties:N", title=say("column.who")),
            alt.Tooltip("date_label:N", title=say("column.date")),
            alt.Tooltip("quote:N", title=say("column.sentence")),
        ],
    )
    took_place = base.transform_filter("!datum.planned").mark_point(filled=True, size=75, opacity=0.9)
    planned = base.transform_filter("datum.planned").mark_point(filled=False, size=65, strokeWidth=2, strokeDash=[2, 2], opacity=1)
    return layered((some, took_place), (coming, planned)).add_params(pick("event_id"))


def _ranked(rows: pd.DataFrame, ink: Ink, *, key: str, label: str, said: str, colours: Mapping[str, str] | None = None) -> Chart:
    order = list(rows[label])
    items = listing((f"{name} {n:g}" for name, n in zip(rows[label], rows["n"], strict=True)), limit=8)
    codes = list(rows[key])
    most = float(rows["n"].max()) if len(rows) else 1.0
    return finish(
        _counts(ink, key, label, bool(colours)), ink, rows, say(said, items=items), height=30, step=True,
        order=order, top=most * (1.06 + 0.03 * len(f"{most:,.0f}")),
        codes=codes, colours=[(colours or {}).get(code, ink.rest) for code in codes],
    )  # fmt: skip


@drawn_once
def _counts(ink: Ink, key: str, label: str, coloured: bool) -> Any:
    base = source().encode(
        y=alt.Y(f"{label}:N", sort=[blank("order")], title=None, axis=label_axis(ink)),
        x=alt.X("n:Q", title=None, scale=alt.Scale(domain=[0, blank("top")], nice=False), axis=None),
        tooltip=[alt.Tooltip(f"{label}:N", title=""), alt.Tooltip("n:Q", title=say("column.count"), format=",")],
    )
    bars = base.mark_bar(size=18, cornerRadiusEnd=2, color=ink.accent)
    if coloured:
        scale = alt.Scale(domain=[blank("codes")], range=[blank("colours")])
        bars = bars.encode(color=alt.Color(f"{key}:N", scale=scale, legend=None))
    numbers = base.mark_text(align="left", dx=6, fontSize=14, fontWeight=600, color=ink.text).encode(text=alt.Text("n:Q", format=","))
    return alt.layer(bars.add_params(pick(key)), numbers)


def gathered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``when``: the year, "before …" for what lies far back, or undated; added up per area."""
    years = [None if pd.isna(year) else int(year) for year in rows["year"].tolist()]
    known = [year for year in years if year is not None]
    first_shown = max(known, default=0) - MOST_YEARS + 1
    sums: dict[tuple[str, str, str], float] = {}
    for year, area, label, number in zip(years, rows["area"].tolist(), rows["area_label"].tolist(), rows["n"].tolist(), strict=True):
        when = say("undated") if year is None else f"{EARLIER}{first_shown}" if year < first_shown else str(year)
        sums[when, area, label] = sums.get((when, area, label), 0) + number
    order = sorted(sums)
    columns = {name: [key[at] for key in order] for at, name in enumerate(("when", "area", "area_label"))}
    return pd.DataFrame({**columns, "n": [sums[key] for key in order]})


def ticks_of(rows: pd.DataFrame) -> list[str]:
    """Every year from first to last, so that a gap shows as a gap; what lies before them first, the undated last."""
    whens = set(rows["when"])
    early = [when for when in whens if when.startswith(EARLIER)]
    known = sorted(int(when) for when in whens if when.isdecimal())
    years = [str(year) for year in range(int(early[0].removeprefix(EARLIER)) if early else known[0], known[-1] + 1)] if known else []
    apart = [" "] if years else []  # an empty place, so that nobody reads the undated as the year after the last
    return [*early, *years, *([*apart, say("undated")] if say("undated") in whens else [])]


def years_of(ticks: Sequence[str]) -> dict[str, Any]:
    """What stands in the blanks of :func:`year_axis`: where years are many only some are named, the ends always."""
    years = [tick for tick in ticks if tick.isdecimal()]
    step = -(-len(years) // MOST_LABELS)
    early = [tick for tick in ticks if tick.startswith(EARLIER)]
    named = [*early, *years[step if early else 0 :: max(step, 1)], *(tick for tick in ticks if tick == say("undated"))]
    first = years[step if early else 0] if years else "0"
    return {"ticks": ticks, "named": named, "room": 34 * len(named), "tight": 21 * len(named), "first": first, "gap": 2 * max(step, 1)}


def year_axis() -> alt.Axis:
    """Years as two digits where the chart is narrow, every other one where it is very narrow."""
    early_label = f"slice(datum.label, 0, {len(EARLIER)}) == '{EARLIER}' ? '<’' + slice(datum.label, -2)"
    unknown = f"datum.label == '{say('undated')}' ? '{UNKNOWN}'"
    short = f"test(/^[0-9]{{4}}$/, datum.label) ? '’' + slice(datum.label, 2) : {early_label} : {unknown} : datum.label"
    narrow = f"width < {blank('room')} ? ({short}) : replace(datum.label, '{EARLIER}', '{say('earlier')}')"
    other = f"test(/^[0-9]{{4}}$/, datum.label) && (toNumber(datum.label) - {blank('first')}) % {blank('gap')} != 0"
    shown = f"width < {blank('tight')} && {other} ? '' : {narrow}"
    return alt.Axis(labelAngle=0, labelOverlap=False, ticks=False, domain=False, values=[blank("named")], labelFlush=False, labelExpr=shown)
