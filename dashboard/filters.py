"""What is in view: years, countries, areas, status, acts, indicators, outlets, confidence; in the address, the same on every page.

The address holds the words that the reader sees (``?country=Israel&from=2016``); codes (``?country=ISR``) are understood too.
A word that the data does not know is ignored with a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

STATUSES = ("reported", "forecast", "target", "planned")
SURES = ("40", "60", "70", "80")  # percent; between the levels that the rules give
FIRST, LAST = -9999, 9999  # what "earliest" and "latest" mean to a query


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in this generation: code to label, most frequent first."""

    years: Sequence[int] = ()
    countries: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    sures: Mapping[str, str] = field(default_factory=dict)

    def labels(self, key: str) -> Mapping[str, str]:
        """Code to label of the filter ``key`` of the address."""
        return self.countries if key == "partner" else getattr(self, FIELDS[key])


@dataclass(frozen=True, slots=True)
class Filters:
    """One view of the data; empty means all."""

    first: int | None = None
    last: int | None = None
    undated: bool = True
    countries: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sures: tuple[str, ...] = ()

    @property
    def least(self) -> float:
        """The confidence from which on something is in view, 0 to 1."""
        return min((int(percent) for percent in self.sures), default=0) / 100

    @property
    def active(self) -> bool:
        """Whether anything is filtered at all."""
        return self != Filters()

    def years(self) -> dict[str, Any]:
        """Parameters of queries that know only years."""
        low, high = FIRST if self.first is None else self.first, LAST if self.last is None else self.last
        return {"first_year": min(low, high), "last_year": max(low, high), "undated": self.undated}

    def figures(self) -> dict[str, Any]:
        """Parameters of queries about figures."""
        return {**self._both(), "indicators": self.indicators}

    def events(self) -> dict[str, Any]:
        """Parameters of queries about events."""
        return {**self._both(), "acts": self.acts}

    def articles(self) -> dict[str, Any]:
        """Parameters of queries about articles."""
        return {**self.years(), "countries": self.countries, "sources": self.sources}

    def _both(self) -> dict[str, Any]:
        sides = {"countries": self.countries, "partners": self.partners}
        return {**self.years(), **sides, "areas": self.areas, "statuses": self.statuses, "sources": self.sources, "least": self.least}

    def address(self, choices: Choices) -> dict[str, list[str]]:
        """The filters as query parameters of an address."""
        found: dict[str, list[str]] = {}
        if self.first is not None:
            found["from"] = [str(self.first)]
        if self.last is not None:
            found["to"] = [str(self.last)]
        if not self.undated:
            found["dated"] = ["true"]
        for key, name in FIELDS.items():
            if codes := getattr(self, name):
                found[key] = [code if key == "sure" else choices.labels(key).get(code, code) for code in codes]
        return found

    def without(self, key: str, code: str | None = None) -> Filters:
        """The same view with one filter, or one value of it, taken away."""
        if key == "years":
            return replace(self, first=None, last=None)
        if key == "undated":
            return replace(self, undated=True)
        name = FIELDS[key]
        left: dict[str, Any] = {name: tuple(kept for kept in getattr(self, name) if code is not None and kept != code)}
        return replace(self, **left)

    def names(self) -> list[str]:
        """Keys of the filters in force, in the order of the bar."""
        found = ["years"] if self.first is not None or self.last is not None else []
        found += [] if self.undated else ["undated"]
        return [*found, *(key for key, name in FIELDS.items() if getattr(self, name))]


FIELDS = {
    "country": "countries",
    "partner": "partners",
    "area": "areas",
    "status": "statuses",
    "act": "acts",
    "indicator": "indicators",
    "source": "sources",
    "sure": "sures",
}
"""Key of the address to the name of the field."""


def parse(query: Mapping[str, Sequence[str]], choices: Choices) -> tuple[Filters, list[str]]:
    """Filters out of an address, and the values in it that mean nothing here."""
    unknown: list[str] = []
    known: dict[str, tuple[str, ...]] = {}
    for key, name in FIELDS.items():
        codes = [_code(value, choices.labels(key)) for value in query.get(key, ()) if value]
        unknown += [value for value, code in zip([value for value in query.get(key, ()) if value], codes, strict=True) if code is None]
        known[name] = tuple(dict.fromkeys(code for code in codes if code is not None))
    years: dict[str, int | None] = {}
    for key in ("from", "to"):
        value = next(iter(query.get(key, ())), "")
        years[key] = int(value) if value.isdecimal() and int(value) in set(choices.years) else None
        unknown += [value] if value and years[key] is None else []
    dated = next(iter(query.get("dated", ())), "").lower() in {"true", "yes", "1"}
    return Filters(first=years["from"], last=years["to"], undated=not dated, **known), unknown


def _code(value: str, labels: Mapping[str, str]) -> str | None:
    folded = value.casefold()
    return next((code for code, label in labels.items() if folded in {code.casefold(), label.casefold()}), None)


def as_lists(query: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs of an address as lists of values per key."""
    found: dict[str, list[str]] = {}
    for key, value in query:
        found.setdefault(key, []).append(value)
    return found
