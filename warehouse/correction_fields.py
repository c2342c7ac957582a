"""What a correction may say of each field, and how that becomes columns; a value that does not fit is refused with the right ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from duckdb import DuckDBPyConnection

KINDS = ("level", "change_abs", "change_pct", "multiplier", "share", "rank")


class NotAppliedError(Exception):
    """Why a correction does not fit the findings, for the report."""


Reader = Callable[[DuckDBPyConnection, str | None], dict[str, object]]


def _choice(column: str, choices: tuple[str, ...], *, optional: bool = False) -> Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        del con
        if value not in choices and not (optional and value is None):
            raise NotAppliedError(f"{column} is one of {', '.join(choices)}")
        return {column: value}

    return read


def _code(column: str, dimension: str) -> Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        if not con.execute(f"select 1 from core.dim_{dimension} where {dimension} = ?", [value]).fetchall():
            raise NotAppliedError(f"{value!r} is not in dim_{dimension}")
        return {column: value}

    return read


def _country(side: str) -> Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        return {side: value and _country_codes(con, value)[0][0], f"{side}_name": None}

    return read


def _country_codes(con: DuckDBPyConnection, value: str) -> list[tuple[str, str]]:
    """Codes and names of the countries that ``value`` names, separated by spaces."""
    found = dict(con.execute("select iso3, name from core.dim_country").fetchall())
    unknown = [code for code in value.split() if code not in found]
    if unknown or not value.split():
        raise NotAppliedError(f"{' '.join(unknown) or value!r} is not in dim_country")
    return [(code, found[code]) for code in value.split()]


def _number(column: str, *, optional: bool = False) -> Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        found = con.execute("select try_cast(? as double)", [value]).fetchall()[0][0]
        if found is None and not (optional and value is None):
            raise NotAppliedError(f"{column} is a plain number like 3000000000 or 2.5, not {value!r}")
        return {column: found}

    return read


def _text(column: str, *, optional: bool = True) -> Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        del con
        if value is None and not optional:
            raise NotAppliedError(f"{column} cannot be empty")
        return {column: value}

    return read


def _period(name: str) -> Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        del con
        start, end = (None, None) if value is None else period_days(value)
        columns: dict[str, object] = {f"{name}_label": value, f"{name}_start": start, f"{name}_end": end}
        columns[f"{name}_basis"] = None if value is None else "corrected"
        return columns if name == "period" else {**columns, "date_precision": precision(value)}

    return read


def _areas(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
    codes = (value or "").split()
    for code in codes or [""]:
        _code("area", "area")(con, code)
    return {"area_codes": sorted(set(codes))}


def _parties(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
    found = sorted(_country_codes(con, value or ""))
    return {"participants": [{"name": name, "iso3": code, "role": "actor"} for code, name in found], "parties": [code for code, _ in found]}


FIELDS: dict[str, dict[str, Reader]] = {
    "figure": {
        "indicator": _code("indicator", "indicator"),
        "kind": _choice("kind", KINDS),
        "value": _number("value"),
        "low": _number("low", optional=True),
        "high": _number("high", optional=True),
        "unit": _text("unit", optional=False),
        "reporter": _country("reporter"),
        "partner": _country("partner"),
        "period": _period("period"),
        "status": _choice("status", ("reported", "forecast", "target")),
        "qualifier": _choice("qualifier", ("about", "more_than", "less_than", "up_to"), optional=True),
        "product": _text("product"),
        "attribution": _text("attribution"),
    },
    "event": {
        "act": _code("act", "act"),
        "status": _choice("status", ("happened", "past-background", "planned", "hypothetical")),
        "polarity": _choice("polarity", ("affirmed", "negated")),
        "date": _period("date"),
        "areas": _areas,
        "parties": _parties,
        "instrument": _text("instrument"),
    },
}
"""What can be changed: the field's name and how its value is read into columns."""

_LABEL = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?")


def period_days(label: str) -> tuple[date, date]:
    """First day and first day after of a period's label (YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Hn, or two joined by ``/``).

    >>> period_days("2014/2017")
    (datetime.date(2014, 1, 1), datetime.date(2018, 1, 1))
    """
    first, _, last = label.partition("/")
    days = [_one_period(part) for part in (first, last or first)]
    if days[0][0] >= days[1][1]:
        raise NotAppliedError(f"{label!r} ends before it begins")
    return days[0][0], days[1][1]


def _one_period(label: str) -> tuple[date, date]:
    match = _LABEL.fullmatch(label)
    try:
        if match is None:
            raise ValueError
        year, quarter, half, month, day = (int(part) if part else None for part in match.groups())
        if day is not None:
            start = date.fromisoformat(label)
            return start, start + timedelta(days=1)
        first, count = (3 * quarter - 2, 3) if quarter else (6 * half - 5, 6) if half else (month, 1) if month is not None else (1, 12)
        after = first + count - 1
        return date(year or 0, first, 1), date((year or 0) + after // 12, after % 12 + 1, 1)
    except (ValueError, OverflowError):
        raise NotAppliedError(
            f"{label!r} is no period; write 2016, 2016-05, 2016-05-03, 2016-Q1, 2016-H1 or two of them with a /"
        ) from None


def precision(label: str | None) -> str:
    """How finely a period's label tells the time, in the words of event.date_precision."""
    if label is None:
        return "unknown"
    if "/" in label:
        return "span"
    return {4: "year", 10: "day"}.get(len(label)) or ("quarter" if "Q" in label else "half" if "H" in label else "month")
