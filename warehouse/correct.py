"""Corrections at work: what the build makes of each line of the table, and what it reports of those that do not fit."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

from warehouse.added import add_finding, added_finding
from warehouse.correction_fields import FIELDS, NotAppliedError
from warehouse.corrections import Correction
from warehouse.rows import register

ACTIONS = ("accept", "reject", "change", "merge", "split", "add")
_EVENT_ACTIONS = ("merge", "split")
_TABLES = {"figure": ("fact_row", "fact_id"), "event": ("event_row", "event_id")}


def refusal(con: DuckDBPyConnection, correction: Correction) -> str | None:
    """Why a correction does not fit fact_row and event_row (event_id and doc_id suffice); None if it does. Changes nothing."""
    try:
        if correction.action == "add":
            added_finding(con, correction)
        else:
            what, _ = _find(con, correction)
            if correction.action == "change":
                _changed_columns(con, correction, what)
    except NotAppliedError as err:
        return str(err)
    return None


def correct_findings(con: DuckDBPyConnection, corrections: list[Correction]) -> None:
    """Apply what concerns single findings to fact_row and event_row, and record every correction."""
    con.execute("create temp table correction_row as from core.correction limit 0")
    extracted = {each.line: present_reading(con, each) for each in corrections if each.was is not None}
    for correction in corrections:
        what, doc_id, problem, note = None, None, None, None
        try:
            if correction.action == "add":
                what, doc_id = add_finding(con, correction)
            else:
                what, doc_id = _find(con, correction)
                note = _changed_since(correction, extracted.get(correction.line), reading(con, what, correction.target, correction.field))
                if correction.action not in _EVENT_ACTIONS:
                    _apply(con, correction, what)
        except NotAppliedError as err:
            problem = str(err)
        values = [correction.line, *correction.cells()[:2], correction.field, correction.value, correction.made_by, correction.made_on]
        values += [correction.why, correction.was, what, doc_id, problem is None, problem, note]
        con.execute(f"insert into correction_row values ({', '.join('?' * len(values))})", values)


def _changed_since(correction: Correction, extracted: str | None, now: str | None) -> str | None:
    """What changed about the target since the correction was made, for the report; None if nothing did, or nobody noted how it read.

    It may have been made on what the extractor gave (``extracted``) or on what earlier lines made of that (``now``).
    """
    if correction.was is None or correction.was in (extracted, now):
        return None
    if correction.action == "change" and now == correction.value:
        return "no longer needed: the article is read so by now"
    return f"made when this read {correction.was!r}; it reads {now!r} now"


NOTHING = "(nothing)"
"""How a field reads that is empty."""


def reading(con: DuckDBPyConnection, what: str, target: str, field: str | None) -> str | None:
    """How one field of a finding in fact_row or event_row reads, or without a field the finding itself, in the words of corrections.

    None if there is no such finding.
    """
    table, key = _TABLES[what]
    told = _READINGS[what].get(field, field) if field in FIELDS[what] else _READINGS[what][None]
    rows = con.execute(
        f"select coalesce(({told})::varchar, $nothing) from {table} where {key} = $target", {"target": target, "nothing": NOTHING}
    )
    found = rows.fetchall()
    return found[0][0] if found else None


def present_reading(con: DuckDBPyConnection, correction: Correction) -> str | None:
    """How the target of a correction reads now; None if there is no such finding."""
    try:
        what, _ = _find(con, correction)
    except NotAppliedError:
        return None
    return reading(con, what, correction.target, correction.field)


_READINGS: dict[str, dict[str | None, str]] = {
    "figure": {
        "period": "period_label",
        None: "concat_ws(' ', indicator, kind, value, unit, reporter, partner, period_label, status)",
    },
    "event": {
        "date": "date_label",
        "areas": "array_to_string(area_codes, ' ')",
        "parties": "array_to_string(parties, ' ')",
        None: "concat_ws(' ', act, status, polarity, date_label, array_to_string(parties, ' '), array_to_string(area_codes, ' '))",
    },
}
"""SQL for fields that are no column of the same name, and for a whole finding."""


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
        raise NotAppliedError(f"no such action; there are {', '.join(ACTIONS)}")
    for what, (table, key) in _TABLES.items():
        rows = con.execute(f"select doc_id from {table} where {key} = ?", [correction.target]).fetchall()
        if rows:
            if what == "figure" and correction.action in _EVENT_ACTIONS:
                raise NotAppliedError("only events are merged and split")
            if correction.action == "merge":
                _need_event(con, correction.value)
            return what, rows[0][0]
    raise NotAppliedError("no finding has this id any more: its article or its reading changed")


def _need_event(con: DuckDBPyConnection, event_id: str | None) -> None:
    if not con.execute("select 1 from event_row where event_id = ?", [event_id]).fetchall():
        raise NotAppliedError(f"no event has the id {event_id!r} that value names")


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
    fields = FIELDS[what]
    if correction.field not in fields:
        raise NotAppliedError(f"no such field; there are {', '.join(fields)}")
    return fields[correction.field](con, correction.value)


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
