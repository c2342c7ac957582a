"""Any one question in SQL, read only: locked down as all readers are, and bounded in rows, time and memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import duckdb
import pandas as pd

from warehouse.errors import WarehouseError
from warehouse.read import Warehouse

MEMORY = "2GB"
_QUESTIONS = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN})


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a question.

    Attributes:
        cut: Whether there were more rows than asked for.
    """

    table: pd.DataFrame
    cut: bool


def ask(home: Path, sql: str, *, rows: int = 1000, seconds: float = 30.0) -> Answer:
    """The first ``rows`` rows of one query.

    Raises:
        NoWarehouse: nothing was published yet.
        WarehouseError: not one query, an error in it, or it takes longer than ``seconds``.
    """
    statement = _read_statement(sql)
    warehouse = Warehouse(home, memory_limit=MEMORY)
    try:
        with warehouse.cursor() as cursor:
            timer = Timer(seconds, cursor.interrupt)
            timer.daemon = True
            timer.start()
            try:
                columns, found = _fetch(cursor, statement, rows + 1)
            finally:
                timer.cancel()
    except duckdb.InterruptException as err:
        raise WarehouseError(f"SQL: took longer than {seconds:g} seconds. Ask for less, or give it more time with --seconds.") from err
    except duckdb.Error as err:
        raise WarehouseError(
            f'SQL: {_said(err)} Tables and views: entente sql "show tables"; columns: entente sql "describe NAME".'
        ) from err
    finally:
        warehouse.close()
    table = pd.DataFrame(found[:rows], columns=pd.Index(columns), dtype=object)
    return Answer(table, cut=len(found) > rows)


def _fetch(cursor: duckdb.DuckDBPyConnection, statement: duckdb.Statement, rows: int) -> tuple[list[str], list[tuple[object, ...]]]:
    """Names and rows: fetched as Python values, because a data frame makes 3.0 of a null beside a 3."""
    result = cursor.execute(statement)
    return [name for name, *_ in result.description or ()], result.fetchmany(rows)


def _read_statement(sql: str) -> duckdb.Statement:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as err:
        raise WarehouseError(f"SQL: {_said(err)} Correct the query.") from err
    if len(statements) != 1 or statements[0].type not in _QUESTIONS:
        raise WarehouseError(
            "SQL: the warehouse answers one query at a time and changes nothing. Begin with select, from, show or describe."
        )
    return statements[0]


def _said(err: duckdb.Error) -> str:
    """What DuckDB says, on one line, without its drawing of the place."""
    said = " ".join(line.strip() for line in str(err).split("\n\nLINE ")[0].splitlines() if line.strip())
    return said if said.endswith((".", "!", "?")) else f"{said}."
