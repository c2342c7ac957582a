"""The only place that asks the warehouse: named queries, answers kept per generation.

An answer belongs to one generation, so it is never stale and never mixed with another. Small results only: what a page draws, never a
whole table.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.choices import name_of
from dashboard.export import exported
from dashboard.filters import Filters
from dashboard.translation import foreign, translated
from dashboard.wording import language
from warehouse.errors import WarehouseError
from warehouse.home import data_home
from warehouse.read import Warehouse

Params = tuple[tuple[str, Any], ...]
MEMORY, THREADS = "160MB", 2
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


def ask(name: str, **params: Any) -> pd.DataFrame:
    """Rows of a named query, from the cache where this generation has been asked the same.

    Raises:
        WarehouseError: The data cannot be read.
        KeyError: No query of that name.
    """
    settled = tuple(sorted((key, tuple(value) if isinstance(value, list | tuple) else value) for key, value in params.items()))
    pinned = _PINNED.get()
    try:
        rows = _answer(home(), generation(), name, settled).copy(deep=False)  # what a page changes is its own
        return translated(rows, name, _countries(home(), generation(), language())) if foreign() else rows
    except OvertakenError:
        if pinned:
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
    rows = ask(name, **params)
    return None if rows.empty else {str(key): value for key, value in rows.iloc[0].to_dict().items()}


def number(name: str, column: str = "n", **params: Any) -> int:
    """One number of a named query's first row; 0 when there is none."""
    found = row(name, **params)
    return 0 if found is None or pd.isna(found[column]) else int(found[column])


def export_rows(what: str, view: Filters) -> pd.DataFrame:
    """The rows of an export (facts, events, articles) with the filters in force, at most :data:`dashboard.export.MOST_ROWS`; not kept."""
    return exported(warehouse(home()), what, view)


class OvertakenError(Exception):
    """A new generation was published while the page was being drawn."""


_PINNED: ContextVar[str | None] = ContextVar("pinned", default=None)


@lru_cache(maxsize=8)
def _countries(home: str, generation: str, _language: str) -> Mapping[str, str]:
    """The warehouse's names of countries to those in the reader's language."""
    rows = _answer(home, generation, "choices_countries", ())
    return {label: name_of(code, label) for code, label in zip(rows["iso3"], rows["label"], strict=True)}


@lru_cache(maxsize=512)  # unlike Streamlit's caches it hands out the very rows: copying them took longer than drawing the page
def _answer(home: str, generation: str, name: str, params: Params) -> pd.DataFrame:
    asked = warehouse(home)
    rows = asked.query(name, **{key: list(value) if isinstance(value, tuple) else value for key, value in params})
    served = asked.generation()
    if served is None or served.name != generation:
        raise OvertakenError  # never kept: these rows may belong to another generation than the rest of the page
    return rows
