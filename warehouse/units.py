"""What kind of unit a figure has, and what physical amounts are in a common one; pint knows, text is never parsed here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

_NAMED = {"percent": "percent", "percentage point": "percent", "basis point": "percent", "ratio": "ratio", "rank": "rank"}


@dataclass(frozen=True, slots=True)
class UnitKind:
    """Attributes:
    dimension: money, count, ratio, percent, rank or physical.
    base_unit, factor: For physical units, the common unit and how many of it one unit is; else None.
    """

    dimension: str
    base_unit: str | None = None
    factor: float | None = None


@cache
def registry() -> pint.UnitRegistry[float]:
    """Units of ``reference/units.txt``: currencies each with a dimension of their own, so that none adds to another without a rate."""
    import pint  # only here: a run with nothing to build does without its third of a second

    units: pint.UnitRegistry[float] = pint.UnitRegistry(None, autoconvert_offset_to_baseunit=False)
    lines = files("warehouse").joinpath("reference", "units.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        definition = line.split("#")[0].strip()
        if definition:
            units.define(definition)
    return units


def is_currency(unit: str) -> bool:
    """Whether ``unit`` has the form of an ISO 4217 code."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


@cache
def unit_kind(unit: str) -> UnitKind:
    """The kind of a unit as the extractor writes it; what is neither money, ratio nor physical is a noun that was counted."""
    if unit in _NAMED:
        return UnitKind(_NAMED[unit])
    if is_currency(unit):
        return UnitKind("money")
    name = unit.replace(" ", "_")
    if not name.isidentifier() or name.startswith("_") or name not in registry():
        return UnitKind("count")
    base = (1 * registry().Unit(name)).to_base_units()
    return UnitKind("physical", str(base.units), float(base.magnitude))


def convert(value: float, unit: str, to: str) -> float:
    """``value`` of one physical unit in another.

    Raises:
        pint.DimensionalityError: the two do not measure the same.
    """
    return float(registry().Quantity(value, unit.replace(" ", "_")).to(to.replace(" ", "_")).magnitude)


def add_currency(code: str) -> pint.Unit:
    """The pint unit of a currency, which has a dimension of its own: adding dollars to yen raises DimensionalityError."""
    units = registry()
    if code not in units:
        units.define(f"{code} = [currency_{code}]")
    return units.Unit(code)
