"""Rows between DuckDB and Python, a few thousand at a time: of millions of findings, Python's values would take gigabytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

_AT_ONCE = 20_000


def register(con: DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Copy an Arrow table into the temporary table ``name``."""
    con.register("arrow_input", table)
    con.execute(f"create or replace temp table {name} as select * from arrow_input")
    con.unregister("arrow_input")


def stream(con: DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a query in its order; other statements may run meanwhile."""
    found = con.sql(sql, params=dict(parameters or {})).to_arrow_table()
    for batch in found.to_batches(max_chunksize=_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def collect(con: DuckDBPyConnection, name: str, schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put rows into the temporary table ``name``."""
    register(con, name, schema.empty_table())
    remaining = iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        columns = [pa.array(column, field.type) for column, field in zip(zip(*some, strict=True), schema, strict=True)]
        con.register("arrow_input", pa.table(columns, schema=schema))
        con.execute(f"insert into {name} select * from arrow_input")
        con.unregister("arrow_input")
