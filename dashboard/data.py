"""The only place that asks the warehouse: named queries, answers kept per generation.

An answer belongs to one generation, so it is never stale and never mixed with another. Small results only: what a page draws, never a
whole table.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.choices import name_of
from dashboard.export import exported
from dashboard.filters import Filters
from dashboard.kept import Kept, kept
from dashboard.translation import foreign, translated, translated_records
from dashboard.wording import language
from warehouse.errors import WarehouseError
from warehouse.home import Work, data_home
from warehouse.home import at_work as work_in
from warehouse.read import Warehouse

Params = tuple[tuple[str, Any], ...]
Record = Mapping[str, Any]
_ANSWERS: Kept[Any] = Kept(1024)
MEMORY, THREADS = "160MB", 1
"""What DuckDB may take: small questions gain nothing from more, and the process stays below 500 MB."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What can be served now.

    Attributes:
        generation: The generation on this page; None when there has never been one.
        trouble: Why the newest one cannot be read, else None.
    """

    generation: str | None
    trouble: str | None = None


@cache
def warehouse(home: str) -> Warehouse:
    """The warehouse of a home, opened once for all sessions and routes; every query takes its own cursor."""
    gc.freeze()  # what the imports made lives for ever: without this every rerun walks through all of it
    return Warehouse(home, memory_limit=MEMORY, threads=THREADS)


def home() -> str:
    """The folder of the data."""
    return str(data_home(None))


def standing() -> Standing:
    """Which generation to show, and what is wrong with a newer one."""
    try:
        found = warehouse(home()).generation()
    except WarehouseError as err:
        return Standing(None, str(err))
    return Standing(found.name, found.problem) if found else Standing(None)


def at_work() -> Work | None:
    """What an ETL is doing in this home just now; None when there is none."""
    return work_in(Path(home()), "etl")


def ask(name: str, **params: Any) -> pd.DataFrame:
    """Rows of a named query as a table, from the store where this generation has been asked the same.

    Raises:
        WarehouseError: The data cannot be read.
        KeyError: No query of that name.
    """
    rows: pd.DataFrame = _kept(Warehouse.query, name, params).copy(deep=False)  # what a page changes is its own
    return translated(rows, name, _countries(home(), generation(), language())) if foreign() else rows


def records(name: str, **params: Any) -> Sequence[Record]:
    """Rows of a named query, a dictionary each; they are all readers' and must not be changed. Raises as :func:`ask` does.

    Quicker than a table, which takes longer to make from six rows of thirty columns than DuckDB takes to find them.
    """
    rows: Sequence[Record] = _kept(Warehouse.records, name, params)
    return translated_records(rows, name, _countries(home(), generation(), language())) if foreign() else rows


def _kept(fetch: Callable[..., Any], name: str, params: Mapping[str, Any]) -> Any:
    settled = tuple(sorted((key, tuple(value) if isinstance(value, list | tuple) else value) for key, value in params.items()))
    where, served = home(), generation()
    try:
        return _ANSWERS.get((fetch, where, served, name, settled), lambda: _answer(fetch, where, served, name, settled))
    except OvertakenError:
        if _PINNED.get():
            raise
        st.rerun()  # the page begins again, wholly on the new generation


def generation() -> str:
    """The generation that this page, or whoever pinned one, is drawn from."""
    return _PINNED.get() or str(st.session_state.get("_generation"))


@contextmanager
def pinned(generation: str) -> Iterator[None]:
    """Ask about this generation where there is no page; inside, a publication raises :class:`OvertakenError`."""
    token = _PINNED.set(generation)
    try:
        yield
    finally:
        _PINNED.reset(token)


def row(name: str, **params: Any) -> Mapping[str, Any] | None:
    """The first row of a named query as a dictionary; None when there is none."""
    return next(iter(records(name, **params)), None)


def number(name: str, column: str = "n", **params: Any) -> int:
    """One number of a named query's first row; 0 when there is none."""
    found = row(name, **params)
    return 0 if found is None or found[column] is None else int(found[column])


def export_rows(what: str, view: Filters) -> pd.DataFrame:
    """The rows of an export (facts, events, articles) with the filters in force, at most :data:`dashboard.export.MOST_ROWS`; not kept."""
    return exported(warehouse(home()), what, view)


class OvertakenError(Exception):
    """A new generation was published while the page was being drawn."""


_PINNED: ContextVar[str | None] = ContextVar("pinned", default=None)


@kept(8)
def _countries(home: str, generation: str, _language: str) -> Mapping[str, str]:
    """The warehouse's names of countries to those in the reader's language."""
    rows = _answer(Warehouse.records, home, generation, "choices_countries", ())
    return {row["label"]: name_of(row["iso3"], row["label"]) for row in rows}


def _answer(fetch: Callable[..., Any], home: str, generation: str, name: str, params: Params) -> Any:
    asked = warehouse(home)
    rows = fetch(asked, name, **{key: list(value) if isinstance(value, tuple) else value for key, value in params})
    served = asked.generation()
    if served is None or served.name != generation:
        raise OvertakenError  # never kept: these rows may belong to another generation than the rest of the page
    return rows
