"""Analysts' corrections: a plain table, ``corrections.csv`` in the home, that every build applies.

Columns: action, target, field, value, by, on, why. Actions: ``accept`` and ``reject`` a figure or an event's telling, ``change`` one
field of it, ``merge`` the event with the one that ``value`` names, ``split`` a telling off its event, ``add`` a figure that was missed
(``value`` is "words=about $3 billion; value=3e9; unit=USD; indicator=exports; ..."). Targets are the ids that the views show, for
``add`` an article's doc_id or text_hash; ids depend on the article's words only, so they survive new versions of the extractor. What
cannot be applied is reported with its line and never lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

from warehouse.errors import WarehouseError
from warehouse.home import Layout, exclusive, write_durably
from warehouse.resolve import register

COLUMNS = ("action", "target", "field", "value", "by", "on", "why")
ACTIONS = ("accept", "reject", "change", "merge", "split", "add")
_EVENT_ACTIONS = ("merge", "split")

_KINDS = ("level", "change_abs", "change_pct", "multiplier", "share", "rank")
_TABLES = {"figure": ("fact_row", "fact_id"), "event": ("event_row", "event_id")}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the table; empty cells are None."""

    line: int
    action: str
    target: str
    field: str | None
    value: str | None
    made_by: str | None
    made_on: str | None
    why: str | None

    def cells(self) -> tuple[str, ...]:
        """The line's cells in the order of COLUMNS; equal lines say the same."""
        rest = (self.field, self.value, self.made_by, self.made_on, self.why)
        return (self.action, self.target, *(each or "" for each in rest))

    def signed(self) -> str:
        """Who and why, for the reader of what it changed."""
        return f"{self.made_by or 'an analyst'}: {self.why}" if self.why else self.made_by or "an analyst"


class _NotAppliedError(Exception):
    """Why a correction does not fit the findings, for the report."""


def read_corrections(path: Path) -> list[Correction]:
    """The table's lines in order; none if there is no such file.

    Raises:
        WarehouseError: the file is not UTF-8 or its columns are not the ones expected.
    """
    if not path.exists():
        return []
    try:
        lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))  # a cell may hold a line feed
    except UnicodeDecodeError as err:
        raise WarehouseError(f"{path}: not UTF-8 at byte {err.start}. Save it as UTF-8, then run 'entente etl' again.") from err
    except csv.Error as err:
        raise WarehouseError(f"{path}: not a CSV file ({err}). Save it as CSV, then run 'entente etl' again.") from err
    header = [name.strip() for name in lines[0]] if lines else list(COLUMNS)
    if set(header) != set(COLUMNS):
        raise WarehouseError(f"{path}: the columns are {', '.join(header)}. Make them {', '.join(COLUMNS)}.")
    found = []
    for number, cells in enumerate(lines[1:], 2):
        row = dict(zip(header, (cell.strip() or None for cell in cells), strict=False))
        if any(row.values()):
            rest = (row.get(name) for name in COLUMNS[2:])
            found.append(Correction(number, row.get("action") or "", row.get("target") or "", *rest))
    return found


def corrections_text(corrections: Iterable[Correction]) -> str:
    """The table as it stands in the file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(each.cells() for each in corrections)
    return out.getvalue()


def append_corrections(home: Path, corrections: Iterable[Correction]) -> int:
    """Add lines to the table of a home, those that are there already passed over; gives how many were added.

    Raises:
        WarehouseError: the table there cannot be read, or the home cannot be written to.
    """
    path = Layout(home).corrections
    with exclusive(home, "corrections", wait_seconds=10):
        there = read_corrections(path)
        known = {each.cells() for each in there}
        new = list({each.cells(): each for each in corrections if each.cells() not in known}.values())
        if new:
            write_durably(path, corrections_text([*there, *new]))
    return len(new)


def refusal(con: DuckDBPyConnection, correction: Correction) -> str | None:
    """Why a correction does not fit fact_row and event_row (event_id and doc_id suffice); None if it does. Changes nothing."""
    try:
        if correction.action == "add":
            _added_figure(con, correction)
        else:
            what, _ = _find(con, correction)
            if correction.action == "change":
                _changed_columns(con, correction, what)
    except _NotAppliedError as err:
        return str(err)
    return None


def correct_findings(con: DuckDBPyConnection, corrections: list[Correction]) -> None:
    """Apply what concerns single findings to fact_row and event_row, and record every correction."""
    con.execute("create temp table correction_row as from core.correction limit 0")
    for correction in corrections:
        what, doc_id, problem = None, None, None
        try:
            if correction.action == "add":
                what, doc_id = "figure", _add(con, correction)
            else:
                what, doc_id = _find(con, correction)
            if correction.action not in (*_EVENT_ACTIONS, "add"):
                _apply(con, correction, what)
        except _NotAppliedError as err:
            problem = str(err)
        values = [correction.line, correction.action, correction.target, correction.field, correction.value, correction.made_by]
        values += [correction.made_on, correction.why, what, doc_id, problem is None, problem]
        con.execute(f"insert into correction_row values ({', '.join('?' * len(values))})", values)


def correct_groups(con: DuckDBPyConnection, corrections: list[Correction]) -> None:
    """Apply merges and splits to event_group, in the order of the lines."""
    for correction in corrections:
        if correction.action in _EVENT_ACTIONS and _was_found(con, correction):
            if correction.action == "split":
                _split(con, correction)
            else:
                _merge(con, correction)
    con.execute("insert into core.correction by name from correction_row order by line")


def _was_found(con: DuckDBPyConnection, correction: Correction) -> bool:
    return bool(con.execute("select applied from correction_row where line = ?", [correction.line]).fetchall()[0][0])


def _find(con: DuckDBPyConnection, correction: Correction) -> tuple[str, str]:
    """What the target is and in which article it stands."""
    if correction.action not in ACTIONS:
        raise _NotAppliedError(f"no such action; there are {', '.join(ACTIONS)}")
    for what, (table, key) in _TABLES.items():
        rows = con.execute(f"select doc_id from {table} where {key} = ?", [correction.target]).fetchall()
        if rows:
            if what == "figure" and correction.action in _EVENT_ACTIONS:
                raise _NotAppliedError("only events are merged and split")
            if correction.action == "merge":
                _need_event(con, correction.value)
            return what, rows[0][0]
    raise _NotAppliedError("no finding has this id any more: its article or its reading changed")


def _need_event(con: DuckDBPyConnection, event_id: str | None) -> None:
    if not con.execute("select 1 from event_row where event_id = ?", [event_id]).fetchall():
        raise _NotAppliedError(f"no event has the id {event_id!r} that value names")


def _apply(con: DuckDBPyConnection, correction: Correction, what: str) -> None:
    table, key = _TABLES[what]
    if correction.action == "accept":
        con.execute(f"update {table} set confidence = 1, corrected = true where {key} = ?", [correction.target])
    elif correction.action == "reject":
        if what == "figure":
            con.execute(
                """
                insert into core.dropped_number by name
                select doc_id, value_start as start, value_end as "end", value_text as text, 'rejected by ' || $by as reason
                from fact_row
                where fact_id = $target
                """,
                {"by": correction.signed(), "target": correction.target},
            )
        con.execute(f"delete from {table} where {key} = ?", [correction.target])
    else:
        _change(con, correction, what)


def _change(con: DuckDBPyConnection, correction: Correction, what: str) -> None:
    table, key = _TABLES[what]
    for column, value in _changed_columns(con, correction, what).items():
        con.execute(
            f"update {table} set {column} = $value, corrected = true where {key} = $target", {"value": value, "target": correction.target}
        )


def _changed_columns(con: DuckDBPyConnection, correction: Correction, what: str) -> dict[str, object]:
    fields = _FIELDS[what]
    if correction.field not in fields:
        raise _NotAppliedError(f"no such field; there are {', '.join(fields)}")
    return fields[correction.field](con, correction.value)


def _add(con: DuckDBPyConnection, correction: Correction) -> str:
    """Add the figure to fact_row; gives the article's doc_id."""
    columns = _added_figure(con, correction)
    con.execute(f"insert into fact_row by name select {', '.join(f'${name} as {name}' for name in columns)}", columns)
    return str(columns["doc_id"])


def _added_figure(con: DuckDBPyConnection, correction: Correction) -> dict[str, object]:
    """Columns of the figure that ``value`` describes; its words must stand in the article."""
    doc_id, text_hash, text = _article(con, correction.target)
    given = _named_values(correction.value)
    start, end = _place(text, given.pop("words", ""), given.pop("at", None))
    given = {"kind": "level", "status": "reported", **given}
    fields = _FIELDS["figure"]
    unknown, missing = sorted(given.keys() - fields.keys()), sorted({"indicator", "value", "unit"} - given.keys())
    if unknown or missing:
        said = f"no such field: {', '.join(unknown)}" if unknown else f"{', '.join(missing)} missing"
        raise _NotAppliedError(f"{said}; there are words, at, {', '.join(fields)}")
    columns: dict[str, object] = {}
    for name, value in given.items():
        columns |= fields[name](con, value or None)
    same = con.execute(
        "select fact_id from fact_row where doc_id = ? and indicator = ? and kind = ? and value_start < ? and value_end > ?",
        [doc_id, columns["indicator"], columns["kind"], end, start],
    ).fetchall()
    if same:
        raise _NotAppliedError(f"it is there already as {same[0][0]}")
    quote_start, quote_end = _sentence_around(text, start, end)
    identity = "\0".join(("added", text_hash, str(start), str(end), str(columns["indicator"]), str(columns["kind"])))
    return {
        **columns,
        "fact_id": blake2b(identity.encode(), digest_size=8).hexdigest(),
        "doc_id": doc_id, "value_start": start, "value_end": end, "quote_start": quote_start, "quote_end": quote_end,
        "value_text": text[start:end], "quote_text": text[quote_start:quote_end],
        "rule": f"added by {correction.signed()}", "confidence": 1.0, "corrected": True,
    }  # fmt: skip


def _article(con: DuckDBPyConnection, target: str) -> tuple[str, str, str]:
    """doc_id, digest and text of the article whose findings count for ``target``: its doc_id, or its text_hash, which survives a rename."""
    rows = con.execute(
        """
        select coalesce(duplicate_of, doc_id), text_hash, text
        from core.article
        join core.text using (text_hash)
        where doc_id = $target or text_hash = $target
        order by duplicate_of is not null, doc_id
        """,
        {"target": target},
    ).fetchall()
    if not rows:
        raise _NotAppliedError("no article has this doc_id or text_hash any more")
    doc_id, text_hash, text = rows[0]
    if con.execute("select text_hash from core.article where doc_id = ?", [doc_id]).fetchall() != [(text_hash,)]:
        raise _NotAppliedError(f"the article is a copy of {doc_id}; add the figure to that one")
    return doc_id, text_hash, text


def _named_values(value: str | None) -> dict[str, str]:
    """The parts of "name=value; name=value"."""
    parts = [part.partition("=") for part in (value or "").split(";") if part.strip()]
    if not parts or not all(sign for _, sign, _ in parts):
        raise _NotAppliedError('value is like "words=about $3 billion; value=3e9; unit=USD; indicator=exports; reporter=ISR; period=2016"')
    return {name.strip(): given.strip() for name, _, given in parts}


def _place(text: str, words: str, at: str | None) -> tuple[int, int]:
    """Where the figure's words stand in the text, as half-open offsets."""
    if not words:
        raise _NotAppliedError("words missing: the article's own words of the figure")
    starts = [match.start() for match in islice(re.finditer(re.escape(words), text), 100)]
    if at is not None:
        starts = [start for start in starts if str(start) == at]
    if not starts:
        raise _NotAppliedError(f"{words!r} does not stand {f'at {at}' if at else 'in the article'}")
    if len(starts) > 1:
        raise _NotAppliedError(f"{words!r} stands there {len(starts)} times; say which with at={starts[0]}, or give more words")
    return starts[0], starts[0] + len(words)


_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9$])|\n+")
_LONGEST_QUOTE = 1000


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that a figure stands in, as far as full stops and line ends tell; at most so many characters to each side."""
    first = max(0, start - _LONGEST_QUOTE)
    before = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    after = _SENTENCE_END.search(text, end, end + _LONGEST_QUOTE)
    last = len(text[: min(len(text), end + _LONGEST_QUOTE)]) if after is None else after.end()
    return before, before + len(text[before:last].rstrip())


_Reader = Callable[[DuckDBPyConnection, str | None], dict[str, object]]


def _choice(column: str, choices: tuple[str, ...], *, optional: bool = False) -> _Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        del con
        if value not in choices and not (optional and value is None):
            raise _NotAppliedError(f"{column} is one of {', '.join(choices)}")
        return {column: value}

    return read


def _code(column: str, dimension: str) -> _Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        if not con.execute(f"select 1 from core.dim_{dimension} where {dimension} = ?", [value]).fetchall():
            raise _NotAppliedError(f"{value!r} is not in dim_{dimension}")
        return {column: value}

    return read


def _country(side: str) -> _Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        return {side: value and _country_codes(con, value)[0][0], f"{side}_name": None}

    return read


def _country_codes(con: DuckDBPyConnection, value: str) -> list[tuple[str, str]]:
    """Codes and names of the countries that ``value`` names, separated by spaces."""
    found = dict(con.execute("select iso3, name from core.dim_country").fetchall())
    unknown = [code for code in value.split() if code not in found]
    if unknown or not value.split():
        raise _NotAppliedError(f"{' '.join(unknown) or value!r} is not in dim_country")
    return [(code, found[code]) for code in value.split()]


def _number(column: str, *, optional: bool = False) -> _Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        found = con.execute("select try_cast(? as double)", [value]).fetchall()[0][0]
        if found is None and not (optional and value is None):
            raise _NotAppliedError(f"{column} is a plain number like 3000000000 or 2.5, not {value!r}")
        return {column: found}

    return read


def _text(column: str, *, optional: bool = True) -> _Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        del con
        if value is None and not optional:
            raise _NotAppliedError(f"{column} cannot be empty")
        return {column: value}

    return read


def _period(name: str) -> _Reader:
    def read(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
        del con
        start, end = (None, None) if value is None else period_days(value)
        columns: dict[str, object] = {f"{name}_label": value, f"{name}_start": start, f"{name}_end": end}
        columns[f"{name}_basis"] = None if value is None else "corrected"
        return columns if name == "period" else {**columns, "date_precision": _precision(value)}

    return read


def _areas(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
    codes = (value or "").split()
    for code in codes or [""]:
        _code("area", "area")(con, code)
    return {"area_codes": sorted(set(codes))}


def _parties(con: DuckDBPyConnection, value: str | None) -> dict[str, object]:
    found = sorted(_country_codes(con, value or ""))
    return {"participants": [{"name": name, "iso3": code, "role": "actor"} for code, name in found], "parties": [code for code, _ in found]}


_FIELDS: dict[str, dict[str, _Reader]] = {
    "figure": {
        "indicator": _code("indicator", "indicator"),
        "kind": _choice("kind", _KINDS),
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
        raise _NotAppliedError(f"{label!r} ends before it begins")
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
        raise _NotAppliedError(
            f"{label!r} is no period; write 2016, 2016-05, 2016-05-03, 2016-Q1, 2016-H1 or two of them with a /"
        ) from None


def _precision(label: str | None) -> str:
    if label is None:
        return "unknown"
    if "/" in label:
        return "span"
    return {4: "year", 10: "day"}.get(len(label)) or ("quarter" if "Q" in label else "half" if "H" in label else "month")


def _members(con: DuckDBPyConnection, event_id: str | None) -> Iterator[tuple[str, str | None]]:
    """Tellings in the group of one telling, with the reason that it has; a telling that stands alone is its own group."""
    rows = con.execute(
        "select member_id, merge_reason from event_group where event_id = (select event_id from event_group where member_id = ?)",
        [event_id],
    ).fetchall()
    yield from rows or ([(str(event_id), None)])


def _split(con: DuckDBPyConnection, correction: Correction) -> None:
    members = list(_members(con, correction.target))
    rest = [(member, reason) for member, reason in members if member != correction.target]
    _regroup(con, members, [])
    _regroup(con, [], rest if len(rest) > 1 else [])
    con.execute("update event_row set corrected = true where event_id = ?", [correction.target])


def _merge(con: DuckDBPyConnection, correction: Correction) -> None:
    members = [*_members(con, correction.target), *_members(con, correction.value)]
    reason = f"merged by {correction.signed()}"
    _regroup(con, members, [(member, reason) for member in dict.fromkeys(member for member, _ in members)])
    con.execute("update event_row set corrected = true where event_id in (?, ?)", [correction.target, correction.value])


def _regroup(con: DuckDBPyConnection, old: list[tuple[str, str | None]], new: list[tuple[str, str | None]]) -> None:
    """Take ``old`` tellings out of their groups and make one group of ``new``, called after its first."""
    con.execute("delete from event_group where list_contains($members, member_id)", {"members": [member for member, _ in old]})
    rows = {
        "member_id": [member for member, _ in new],
        "event_id": [new[0][0]] * len(new) if new else [],
        "merge_reason": [why for _, why in new],
    }
    register(con, "regrouped", pa.table(rows, schema=pa.schema([(name, pa.string()) for name in rows])))
    con.execute("insert into event_group by name from regrouped")
