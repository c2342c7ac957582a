"""Countries on a map of the world: outlines that lie beside this module, so that no tile is asked of any network."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.frame import Chart, finish, pick, source
from dashboard.charts.ink import Ink
from dashboard.wording import listing, say

UNITS = 10  # of the file, to a degree
MOST_NAMES = 12
HEIGHT = 410
_LARGEST = 1500  # square pixels of the largest sign where there is room
_ROOM = (26.0, 9.0)  # degrees that a name takes on a wide page


@dataclass(frozen=True, slots=True)
class Place:
    """Where a country lies.

    Attributes:
        at: Longitude and latitude of its sign, in degrees.
        outline: GeoJSON coordinates of a MultiPolygon; empty for states too small to be drawn.
    """

    at: tuple[float, float]
    outline: Sequence[Any]


@cache
def places() -> Mapping[str, Place]:
    """All countries that the map knows, by ISO 3166 code."""
    text = resources.files("dashboard.charts.world").joinpath("outlines.json").read_text(encoding="utf-8")
    return {
        code: Place((row["at"][0] / UNITS, row["at"][1] / UNITS), _polygons([_points(ring) for ring in row["rings"]]))
        for code, row in json.loads(text).items()
    }


def world_map(rows: pd.DataFrame, ink: Ink, *, chosen: Collection[str] = ()) -> Chart:
    """One sign per country, as large as its count; from a chosen country a line to each of its partners.

    Args:
        rows: ``iso3``, ``label``, ``n``, most first; countries that have a place.
        ink: The theme's colours.
        chosen: Countries that the view is about: their sign is hollow, for its count is that of all partners together.
    """
    table = _signs(rows, chosen)
    most = float(table.loc[~table["chosen"], "n"].max()) if not table["chosen"].all() else float(table["n"].max())
    tooltip = [alt.Tooltip("label:N", title=say("column.country")), alt.Tooltip("n:Q", title=say("column.count"), format=",")]
    counted = dict(zip(table["iso3"], table.to_dict("records"), strict=True))
    land = _layer("land", _features([code for code in places() if code not in counted])).mark_geoshape(
        aria=False, fill=ink.grid, stroke=ink.background, strokeWidth=0.6, tooltip=None
    )
    named = _features(counted, counted)
    seen = (
        _layer("seen", named)
        .mark_geoshape(aria=False, fill=ink.ramp[1], fillOpacity=0.65, stroke=ink.background, strokeWidth=0.6)
        .encode(tooltip=tooltip)
    )
    base = source().encode(longitude="lon:Q", latitude="lat:Q", tooltip=tooltip, description="said:N")
    size = alt.Size(
        "n:Q",
        legend=None,
        scale=alt.Scale(domain=[0, max(most, 4)], range=[12, alt.ExprRef(f"min({_LARGEST}, width * width / 450)")], clamp=True),
    )
    signs = base.transform_filter("!datum.chosen").mark_circle(
        color=ink.accent, opacity=0.85, stroke=ink.background, strokeWidth=1, cursor="pointer"
    )
    centre = base.transform_filter("datum.chosen").mark_point(
        shape="circle", size=110, filled=True, color=ink.background, stroke=ink.text, strokeWidth=2.5, opacity=1
    )
    names = base.transform_filter("datum.named").mark_text(
        aria=False,
        fontSize=12,
        fontWeight=600,
        color=ink.text,
        dy=alt.ExprRef("-8 - datum.rise"),
        opacity=alt.ExprRef("width < 640 ? 0 : 1"),
    )
    click = pick("iso3")
    layers = [land, *([seen.add_params(click)] if named else [])]
    homes = table[table["chosen"]]
    if len(homes) == 1:
        lines = base.transform_filter("!datum.chosen").mark_rule(aria=False, color=ink.accent, opacity=0.4, strokeWidth=1.2)
        layers.append(lines.encode(longitude2="home_lon:Q", latitude2="home_lat:Q"))
    layers += [signs.encode(size=size).add_params(click), *([centre] if len(homes) else []), names.encode(text="label:N")]
    # As large as the page lets it be, and at its top: a telephone cuts off what is empty below.
    across, down, north = 5.4, 2.46, 1.43  # of the land in this projection, in radii of the globe; and from its equator to its north
    radius = f"min(width / {across}, height / {down})"
    drawn = alt.layer(*layers).project(
        type="naturalEarth1", scale=alt.ExprRef(radius), translate=alt.ExprRef(f"[width / 2, {north} * {radius}]")
    )
    partners = table[~table["chosen"]]
    items = listing((f"{row.label} {row.n:,.0f}" for row in partners.itertuples()), limit=8)
    key = "alt.map_of" if len(homes) else "alt.map"
    said = say(key, items=items, count=len(partners), country=listing([str(label) for label in homes["label"]]))
    return finish(drawn, ink, table, said, height=HEIGHT)


def _signs(rows: pd.DataFrame, chosen: Collection[str]) -> pd.DataFrame:
    """The rows with their places, and which of them have room for a name."""
    known = places()
    at = [known[code].at for code in rows["iso3"]]
    table = rows.assign(lon=[lon for lon, _ in at], lat=[lat for _, lat in at], chosen=[code in chosen for code in rows["iso3"]])
    homes = table[table["chosen"]]
    if len(homes) == 1:
        table = table.assign(home_lon=float(homes["lon"].iloc[0]), home_lat=float(homes["lat"].iloc[0]))
    most = max(float(table.loc[~table["chosen"], "n"].max()) if not table["chosen"].all() else 0.0, 4.0)
    rise = ((table["n"].clip(upper=most) / most * _LARGEST / 3.1416) ** 0.5).where(~table["chosen"], 6.0)
    said = [f"{label}: {n:,.0f}" for label, n in zip(table["label"], table["n"], strict=True)]
    return table.assign(named=_roomy(table), rise=rise.round(1), said=said)


def _roomy(table: pd.DataFrame) -> list[bool]:
    """Whether a name fits: the chosen first, then the most frequent, none upon another."""
    taken: list[tuple[float, float]] = []
    order = sorted(range(len(table)), key=lambda place: (not table["chosen"].iloc[place], place))
    fits = set()
    for place in order:
        lon, lat = float(table["lon"].iloc[place]), float(table["lat"].iloc[place])
        if len(taken) < MOST_NAMES and all(abs(lon - x) > _ROOM[0] or abs(lat - y) > _ROOM[1] for x, y in taken):
            taken.append((lon, lat))
            fits.add(place)
    return [place in fits for place in range(len(table))]


def _features(codes: Iterable[str], counted: Mapping[str, Mapping[Any, Any]] | None = None) -> list[dict[str, Any]]:
    """Outlines as GeoJSON: each on its own with what is known of it, or all in one where nothing is."""
    drawn = [code for code in codes if code in places() and places()[code].outline]
    if counted is None:
        whole = [part for code in drawn for part in places()[code].outline]
        return [{"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": whole}}] if whole else []
    return [
        {
            "type": "Feature",
            **{name: counted[code][name] for name in ("iso3", "label", "n")},
            "geometry": {"type": "MultiPolygon", "coordinates": places()[code].outline},
        }
        for code in drawn
    ]


def _layer(name: str, features: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(name=name, values=features))


def _polygons(rings: Sequence[Sequence[tuple[float, float]]]) -> list[list[Sequence[tuple[float, float]]]]:
    """Each ring a polygon of its own; holes, which run against the clock, belong to the first."""
    holes = [ring for ring in rings if sum(b[0] * a[1] - a[0] * b[1] for a, b in pairwise(ring)) < 0]
    polygons = [[ring] for ring in rings if ring not in holes]
    return [[*polygons[0], *holes], *polygons[1:]] if polygons else []


def _points(ring: Sequence[int]) -> list[tuple[float, float]]:
    return [(x / UNITS, y / UNITS) for x, y in zip(ring[::2], ring[1::2], strict=True)]
