"""Who cooperates with whom: countries as knots, their events as lines; who shares much stands close."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.frame import Chart, finish, pick, source
from dashboard.charts.ink import Ink
from dashboard.wording import listing, say

HEIGHT = 520
MOST_KNOTS = 24  # names beside each other stay readable up to here
MOST_LINES = 60
OWN_LINES = 2  # of each country, however weak
_STEPS = 400
_BOX = (1000.0, float(HEIGHT))  # the page that names must not overlap on
_LETTER, _LINE = 8.2, 30.0  # pixels of a name
_NARROW, _NARROW_NAMES = 560, 8  # pixels of a page on which only so many names have room

Points = NDArray[np.float64]


def kept(rows: pd.DataFrame, chosen: Collection[str] = (), most: int = MOST_KNOTS) -> list[str]:
    """The countries that are drawn: the chosen and those with most events, most first.

    Args:
        rows: ``side_a``, ``side_b``, ``n``; one row per pair.
        chosen: Countries that are drawn whatever they have.
        most: How many are drawn.
    """
    totals = _totals(rows)
    ranked = sorted(totals, key=lambda code: (code not in chosen, -totals[code], code))[:most]
    return sorted(ranked, key=lambda code: (-totals[code], code))


def network(rows: pd.DataFrame, ink: Ink, *, chosen: Collection[str] = (), most: int = MOST_KNOTS) -> Chart:
    """Knots and lines, as large and as wide as their events.

    Args:
        rows: ``pair`` ("ISR JPN"), ``pair_label``, ``side_a``, ``side_b``, ``label_a``, ``label_b``, ``n``; one row per pair.
        ink: The theme's colours.
        chosen: Countries that the view is about; their knot is hollow.
        most: How many countries are drawn.
    """
    codes = kept(rows, chosen, most)
    labels = {**dict(zip(rows["side_b"], rows["label_b"], strict=True)), **dict(zip(rows["side_a"], rows["label_a"], strict=True))}
    among = rows[rows["side_a"].isin(codes) & rows["side_b"].isin(codes)].sort_values(["n", "pair"], ascending=[False, True])
    at = dict(zip(codes, _placed(codes, among, labels), strict=True))
    table = pd.concat([_lines(_strongest(among), at), _knots(rows, codes, labels, at, chosen)], ignore_index=True)
    return _drawn(table, among, len(codes), ink)


def _drawn(table: pd.DataFrame, among: pd.DataFrame, knots: int, ink: Ink) -> Chart:
    over = alt.selection_point(name="over", fields=["iso3"], on="pointerover", clear="pointerout", empty=False)
    click = pick("iso3", "pair")
    place: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[0, 1], nice=False)}
    table = table.assign(said=[f"{label}: {n:,.0f}" for label, n in zip(table["label"], table["n"], strict=True)])
    base = source().encode(
        description="said:N",
        x=alt.X("x:Q", **place),
        y=alt.Y("y:Q", **place),
        tooltip=[alt.Tooltip("label:N", title=say("column.who")), alt.Tooltip("n:Q", title=say("column.count"), format=",")],
    )
    touched = "length(data('over_store')) && indexof(datum.pair, data('over_store')[0].values[0]) >= 0"
    lines = (
        base.transform_filter("isValid(datum.pair)")
        .mark_rule(cursor="pointer", strokeCap="round")
        .encode(
            x2="x2:Q",
            y2="y2:Q",
            color=alt.condition(touched, alt.value(ink.accent), alt.value(ink.muted)),
            opacity=alt.condition(touched, alt.value(0.95), alt.value(0.35)),
            strokeWidth=alt.StrokeWidth("n:Q", legend=None, scale=alt.Scale(domain=_reach(among["n"]), range=[0.8, 10])),
        )
        .add_params(click)
    )
    knot = base.transform_filter("isValid(datum.iso3)")
    counts = table.loc[table["iso3"].notna(), "n"]
    signs = (
        knot.mark_circle(opacity=1, strokeWidth=2, cursor="pointer")
        .encode(
            size=alt.Size(
                "n:Q", legend=None, scale=alt.Scale(domain=[0, float(counts.max())], range=[50, alt.ExprRef("min(1100, width * 1.3)")])
            ),
            color=alt.condition("datum.chosen", alt.value(ink.background), alt.value(ink.accent)),
            stroke=alt.condition("datum.chosen", alt.value(ink.text), alt.value(ink.background)),
        )
        .add_params(click, over)
    )
    written: dict[str, Any] = {
        "aria": False, "fontSize": 13, "fontWeight": 600, "dy": alt.ExprRef("-8 - datum.rise"),
        "opacity": alt.ExprRef(f"width < {_NARROW} && datum.rank >= {_NARROW_NAMES} ? 0 : 1"),
    }  # fmt: skip
    halo = knot.mark_text(**written, stroke=ink.background, strokeWidth=4, strokeJoin="round").encode(text="label:N")
    names = knot.mark_text(**written, color=ink.text).encode(text="label:N")
    items = listing((f"{name} {n:,.0f}" for name, n in zip(among["pair_label"], among["n"], strict=True)), limit=8)
    return finish(alt.layer(lines, signs, halo, names), ink, table, say("alt.network", count=knots, items=items), height=HEIGHT)


def _lines(pairs: pd.DataFrame, at: Mapping[str, Points]) -> pd.DataFrame:
    ends = [(at[a], at[b]) for a, b in zip(pairs["side_a"], pairs["side_b"], strict=True)]
    return pd.DataFrame(
        {
            "pair": list(pairs["pair"]), "label": list(pairs["pair_label"]), "n": list(pairs["n"]),
            "x": [float(a[0]) for a, _ in ends], "y": [float(a[1]) for a, _ in ends],
            "x2": [float(b[0]) for _, b in ends], "y2": [float(b[1]) for _, b in ends],
        }
    )  # fmt: skip


def _knots(
    rows: pd.DataFrame, codes: list[str], labels: Mapping[str, str], at: Mapping[str, Points], chosen: Collection[str]
) -> pd.DataFrame:
    totals = _totals(rows)
    most = max((totals[code] for code in codes), default=1)
    return pd.DataFrame(
        {
            "iso3": codes, "label": [labels[code] for code in codes], "n": [totals[code] for code in codes],
            "x": [float(at[code][0]) for code in codes], "y": [float(at[code][1]) for code in codes],
            "chosen": [code in chosen for code in codes], "rank": range(len(codes)),
            "rise": [round((totals[code] / most * 1100 / 3.1416) ** 0.5, 1) for code in codes],
        }
    )  # fmt: skip


def _totals(rows: pd.DataFrame) -> dict[str, float]:
    totals: dict[str, float] = {}
    for one, other, n in zip(rows["side_a"], rows["side_b"], rows["n"], strict=True):
        totals[one] = totals.get(one, 0) + n
        totals[other] = totals.get(other, 0) + n
    return totals


def _strongest(pairs: pd.DataFrame) -> pd.DataFrame:
    """The lines that are drawn: the strongest of all and of each country; ``pairs`` come most first."""
    seen: dict[str, int] = {}
    drawn = []
    for place, (one, other) in enumerate(zip(pairs["side_a"], pairs["side_b"], strict=True)):
        if place < MOST_LINES or min(seen.get(one, 0), seen.get(other, 0)) < OWN_LINES:
            drawn.append(place)
        seen[one], seen[other] = seen.get(one, 0) + 1, seen.get(other, 0) + 1
    return pairs.iloc[drawn]


def _placed(codes: list[str], pairs: pd.DataFrame, labels: Mapping[str, str]) -> Points:
    """Places in the unit square: lines pull, knots push, and no name lies upon another. The same pairs always give the same places."""
    size = len(codes)
    if size == 1:
        return np.array([[0.5, 0.5]])
    index = {code: place for place, code in enumerate(codes)}
    pull = np.zeros((size, size))
    for one, other, n in zip(pairs["side_a"], pairs["side_b"], pairs["n"], strict=True):
        pull[index[one], index[other]] = pull[index[other], index[one]] = np.log1p(float(n))
    pull /= pull.max() or 1.0
    angle = 2 * np.pi * np.arange(size) * 0.381966  # the golden angle: neighbours in rank begin far apart
    reach = np.sqrt((np.arange(size) + 0.5) / size)[:, None]
    at: Points = np.stack([np.cos(angle), np.sin(angle)], axis=1) * reach
    ideal = 1.3 / np.sqrt(size)
    for step in range(_STEPS):
        apart = at[:, None] - at[None]
        far = np.sqrt((apart**2).sum(axis=2)) + 1e-6
        force = ideal**2 / far**2 - pull * far / ideal
        move = (apart * force[:, :, None]).sum(axis=1) - at * 0.15
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        at = at + move / length * np.minimum(length, 0.12 * (1 - step / _STEPS))
    return _roomy(_into_box(at), np.array([len(labels[code]) * _LETTER for code in codes]))


def _into_box(at: Points) -> Points:
    low, high = at.min(axis=0), at.max(axis=0)
    return np.asarray((at - low) / np.where(high - low > 1e-9, high - low, 1.0) * 0.84 + 0.08)


def _roomy(at: Points, widths: Points) -> Points:
    """Push knots apart until their names no longer overlap, as far as there is room."""
    places = at * _BOX
    for _ in range(120):
        moved = False
        for one in range(len(places)):
            for other in range(one + 1, len(places)):
                apart = places[other] - places[one]
                wide = (widths[one] + widths[other]) / 2 + 12 - abs(apart[0])
                tall = _LINE - abs(apart[1])
                if wide <= 0 or tall <= 0:
                    continue
                moved = True
                side = 1 if wide * 0.5 > tall else 0  # down is the shorter way, mostly
                push = (tall if side else wide) / 2 * (1.0 if apart[side] >= 0 else -1.0)
                places[one, side] -= push
                places[other, side] += push
        places = np.clip(places, [70.0, 40.0], [_BOX[0] - 70.0, _BOX[1] - 24.0])
        if not moved:
            break
    return np.asarray((places / _BOX).round(4))


def _reach(counts: pd.Series[Any]) -> list[float]:
    return [0.0, max(float(counts.max()), 4.0)] if len(counts) else [0.0, 4.0]
