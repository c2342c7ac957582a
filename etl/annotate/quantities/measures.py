"""The same units for arithmetic: a pint registry with every unit of units.toml and each currency as a dimension of its own.

pint never reads text; it converts what was read ("2 hectares" to square metres). Money is never converted here: a rate has a
date and a source.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import pint

from etl.terms.load import read_terms

from .lexicon import lexicon


@cache
def _pint_names() -> dict[str, str]:
    names = {row["name"]: row["pint"] for row in read_terms("units")["unit"]}
    return names | {code: f"currency_{code}" for code in sorted(lexicon().codes)} | {"ratio": "", "fraction": ""}


@cache
def measures() -> pint.UnitRegistry[Any]:
    """The registry, built on first use (a second or so): only for arithmetic on what was found."""
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for line in resources.files(__package__).joinpath("units.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            registry.define(line)
    for code in sorted(lexicon().codes):
        registry.define(f"currency_{code} = [currency_{code}]")
    return registry


def pint_name(unit: str) -> str:
    """The pint expression of a unit name that findings carry ("square metre" -> "metre ** 2", "USD" -> "currency_USD").

    Raises:
        KeyError: The unit is a counted noun or an unresolved currency noun.
    """
    return _pint_names()[unit]
