"""What analysts gave the warehouse, corrections and statistics, and what it made of them."""

from __future__ import annotations

from pathlib import Path

from warehouse.corrections import COLUMNS, Correction, read_corrections, refusal
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
            for *cells, applied, problem in cursor.execute(f"select {columns}, applied, problem from correction").fetchall():
                states[tuple(cell or "" for cell in cells)] = "applied" if applied else f"not applied: {problem}"
    except NoWarehouse:
        pass
    return [(each, states.get(each.cells(), WAITING)) for each in given]


def refuse_wrong(correction: Correction, home: Path) -> None:
    """Try a correction on the generation served now, before it is written down.

    Raises:
        WarehouseError: it could not be applied; the message says why.
        NoWarehouse: there is none to try it on.
    """
    with Warehouse(home).cursor() as con:
        con.execute("create or replace temp table fact_row as select * exclude (observation_id, series_id) from core.fact")
        con.execute("create or replace temp table event_row as select member_id as event_id, doc_id from core.event_member")
        problem = refusal(con, correction)
    if problem is not None:
        raise WarehouseError(f"{correction.action} {correction.target}: {problem}. Correct it; nothing was added.")


def describe_statistics(home: Path) -> list[tuple[Source, int]]:
    """The sources of statistics with the records of each that the warehouse uses; none is used before the next build."""
    used = {}
    try:
        with Warehouse(home).cursor() as cursor:
            used = dict(cursor.execute("select source, count(*) from core.trade_record group by source").fetchall())
    except NoWarehouse:
        pass
    return [(each, used.get(each.name, 0)) for each in statistics_sources(home)]
