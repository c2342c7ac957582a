"""What analysts gave the warehouse, corrections and statistics, and what it made of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.correct import present_reading, refusal
from warehouse.corrections import COLUMNS, Correction, read_corrections
from warehouse.errors import NoWarehouse, WarehouseError
from warehouse.home import Layout
from warehouse.read import Warehouse
from warehouse.stats import Source, statistics_sources

WAITING = "waits for the next 'entente etl'"


def list_corrections(home: Path) -> list[tuple[Correction, str]]:
    """The table's lines, each with what the warehouse made of it: applied, why not, or that no build has seen it yet."""
    given = read_corrections(Layout(home).corrections)
    columns = ", ".join((*COLUMNS[:4], "made_by", "made_on", "why"))
    states = {}
    try:
        with Warehouse(home).cursor() as cursor:
            for *cells, problem, note in cursor.execute(f"select {columns}, problem, note from correction").fetchall():
                state = f"not applied: {problem}" if problem else f"applied; {note}" if note else "applied"
                states[tuple(cell or "" for cell in cells)] = state
    except NoWarehouse:
        pass
    return [(each, states.get(each.cells(), WAITING)) for each in given]


def refuse_wrong(correction: Correction, home: Path) -> None:
    """Try a correction on the generation served now, before it is written down.

    Raises:
        WarehouseError: it could not be applied; the message says why.
        NoWarehouse: there is none to try it on.
    """
    with _findings(home) as con:
        problem = refusal(con, correction)
    if problem is not None:
        raise WarehouseError(f"{correction.action} {correction.target}: {problem}. Correct it; nothing was added.")


def with_reading(correction: Correction, home: Path) -> Correction:
    """The correction as it is written down: with how its target reads in the generation served now, so that a later build can tell
    whether that changed; an article that a finding is added to goes by the digest of its text, which survives a rename.

    Of an event that several articles tell, the reading of the one whose telling is named counts. Without a warehouse nothing is noted.
    """
    if correction.was is not None:
        return correction
    try:
        with _findings(home) as con:
            if correction.action == "add":
                return replace(correction, target=_text_hash(con, correction.target))
            return replace(correction, was=present_reading(con, correction))
    except NoWarehouse:
        return correction


def _text_hash(con: DuckDBPyConnection, target: str) -> str:
    rows = con.execute("select text_hash from core.article where doc_id = ?", [target]).fetchall()
    return str(rows[0][0]) if rows else target


@contextmanager
def _findings(home: Path) -> Iterator[DuckDBPyConnection]:
    """A connection on the generation served now that has its findings as the build has them: fact_row, and event_row by telling."""
    with Warehouse(home).cursor() as con:
        con.execute("create or replace temp table fact_row as select * exclude (observation_id, series_id) from core.fact")
        con.execute(_TELLINGS)
        yield con


_TELLINGS = """
    create or replace temp table event_row as
    with alone as (
        select event_id from core.event_member group by event_id having count(*) = 1
    ),
    areas as (
        select event_id, list_sort(list(area)) as area_codes from core.event_area group by event_id
    ),
    sides as (
        select event_id, list_sort(list_distinct(list(coalesce(iso3, lower(name))))) as parties
        from core.event_party
        where role in ('actor', 'recipient')
        group by event_id
    ),
    reading as (
        select event_id as member_id, act, status, polarity, date_label, instrument, parties, area_codes
        from core.event
        semi join alone using (event_id)
        left join areas using (event_id)
        left join sides using (event_id)
        union all
        from core.event_telling
    )
    select reading.* exclude (member_id), member_id as event_id, member.doc_id
    from core.event_member as member
    join reading using (member_id)
"""


def describe_statistics(home: Path) -> list[tuple[Source, int]]:
    """The sources of statistics with the records of each that the warehouse uses; none is used before the next build."""
    used = {}
    try:
        with Warehouse(home).cursor() as cursor:
            used = dict(cursor.execute("select source, count(*) from core.trade_record group by source").fetchall())
    except NoWarehouse:
        pass
    return [(each, used.get(each.name, 0)) for each in statistics_sources(home)]
