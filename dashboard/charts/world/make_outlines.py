"""Draws ``outlines.json``: the countries of the world, coarse enough for a page and exact enough to be recognised.

Run by hand, with pyshp installed and the two Natural Earth folders as geopandas 0.14 carries them (both public domain)::

    python dashboard/charts/world/make_outlines.py .../naturalearth_lowres .../naturalearth_cities

Per country its ISO 3166 code, the place of its sign and its outlines, in tenths of a degree, longitude and latitude in turn; a ring that
runs against the clock is a hole in the first. Small states have no outline at this scale; their sign stands at their capital.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]

HERE = Path(__file__).parent
UNITS = 10  # to a degree
COARSE = 0.12  # degrees that an outline may be off: a third of a pixel on a map as wide as a page
LEAST = 0.25  # square degrees: smaller islands are left out, unless they are all there is
UNNAMED = {"Kosovo": "XKX"}  # no code in the source
LEFT_OUT = {"ATA", "ATF"}  # no one trades there
SEATS: dict[str, Point] = {  # where the sign of a country stands better than in the middle of its largest part
    "USA": (-98.0, 39.0), "RUS": (50.0, 57.0), "CAN": (-102.0, 56.0), "FRA": (2.5, 46.8), "NOR": (9.0, 61.0), "CHL": (-71.0, -34.0),
    "NZL": (175.0, -39.5), "IDN": (110.0, -7.0), "MYS": (102.2, 4.0), "VNM": (106.0, 16.5), "JPN": (138.0, 36.3), "ITA": (12.5, 42.8),
    "GBR": (-1.5, 52.6), "GRC": (22.2, 39.4), "HRV": (15.9, 45.5), "SWE": (15.5, 61.0), "PHL": (121.5, 14.5), "EUU": (4.4, 50.8),
}  # fmt: skip
SMALL: dict[str, str] = {  # states without an outline, and their capitals
    "AND": "Andorra", "ATG": "Saint John's", "BHR": "Manama", "BRB": "Bridgetown", "COM": "Moroni", "CPV": "Praia", "DMA": "Roseau",
    "FSM": "Palikir", "GRD": "Saint George's", "KIR": "Tarawa", "KNA": "Basseterre", "LCA": "Castries", "LIE": "Vaduz", "MCO": "Monaco",
    "MDV": "Malé", "MHL": "Majuro", "MLT": "Valletta", "MUS": "Port Louis", "PLW": "Melekeok", "SGP": "Singapore", "SMR": "San Marino",
    "STP": "São Tomé", "SYC": "Victoria", "TON": "Nuku'alofa", "TUV": "Funafuti", "VAT": "Vatican City", "VCT": "Kingstown", "WSM": "Apia",
}  # fmt: skip
TERRITORIES: dict[str, Point] = {
    "HKG": (114.2, 22.3), "MAC": (113.6, 22.1), "ABW": (-70.0, 12.5), "BMU": (-64.8, 32.3), "COK": (-159.8, -21.2), "NRU": (166.9, -0.5),
}  # fmt: skip


def simplified(ring: Sequence[Point], off: float) -> list[Point]:
    """The ring with as few points as keep every other one within ``off`` (Douglas and Peucker, on a stack)."""
    keep = {0, len(ring) - 1}
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda place: _distance(ring[place], ring[first], ring[last]), default=None)
        if far is not None and _distance(ring[far], ring[first], ring[last]) > off:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [ring[place] for place in sorted(keep)]


def _distance(point: Point, one: Point, other: Point) -> float:
    along = (other[0] - one[0], other[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if not length else max(0.0, min(1.0, ((point[0] - one[0]) * along[0] + (point[1] - one[1]) * along[1]) / length))
    return float(((point[0] - one[0] - share * along[0]) ** 2 + (point[1] - one[1] - share * along[1]) ** 2) ** 0.5)


def area(ring: Sequence[Point]) -> float:
    """The area in square degrees; below zero for a hole, which runs the other way round."""
    return sum(b[0] * a[1] - a[0] * b[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def middle(ring: Sequence[Point]) -> Point:
    """The centre of gravity."""
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    whole = sum(cross for _, _, cross in pairs) * 3
    return sum((a[0] + b[0]) * cross for a, b, cross in pairs) / whole, sum((a[1] + b[1]) * cross for a, b, cross in pairs) / whole


def _rings(shape: object) -> list[list[Point]]:
    points: list[Point] = [(float(x), float(y)) for x, y in shape.points]  # type: ignore[attr-defined]  # pyshp has no types
    parts = [*shape.parts, len(points)]  # type: ignore[attr-defined]
    return sorted((points[first:last] for first, last in pairwise(parts)), key=area, reverse=True)


def _units(points: Sequence[Point]) -> list[int]:
    return [round(value * UNITS) for point in points for value in point]


def main(countries: str, cities: str) -> None:
    """Write the file."""
    shapefile = import_module("shapefile")
    found: dict[str, dict[str, object]] = {}
    for each in shapefile.Reader(str(Path(countries) / "naturalearth_lowres.shp")).shapeRecords():
        code = UNNAMED.get(each.record["name"], each.record["iso_a3"])
        if code in LEFT_OUT:
            continue
        rings = _rings(each.shape)
        drawn = [ring for place, ring in enumerate(rings) if place == 0 or abs(area(ring)) > LEAST]
        outlines = [_units(simplified(ring, COARSE)) for ring in drawn]
        found[code] = {"at": _units([SEATS.get(code, middle(rings[0]))]), "rings": [ring for ring in outlines if len(ring) >= 8]}
    towns = shapefile.Reader(str(Path(cities) / "naturalearth_cities.shp")).shapeRecords()
    capitals = {each.record["name"]: each.shape.points[0] for each in towns}
    signs = {**{code: capitals[name] for code, name in SMALL.items()}, **TERRITORIES, "EUU": SEATS["EUU"]}
    found |= {code: {"at": _units([at]), "rings": []} for code, at in signs.items() if code not in found}
    lines = (f'"{code}":{json.dumps(found[code], separators=(",", ":"))}' for code in sorted(found))
    (HERE / "outlines.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
