"""The only door to the warehouse for readers: named queries, read only, always on one whole generation."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import duckdb
import pandas as pd

from warehouse.errors import NoWarehouse, WarehouseError
from warehouse.home import Layout
from warehouse.in_view import written
from warehouse.lists import Rows, listing
from warehouse.publish import kept_generations
from warehouse.sqlfiles import read_folder, schema_digest

_NAME = re.compile(r"^--\s*name:\s*(\w+)\s*$", re.MULTILINE)
_PARAMETER = re.compile(r"\$([a-z_]\w*)")
_COMMENT = re.compile(r"--[^\n]*")

T = TypeVar("T")
_MISSING = (0, 0)  # the stamp of no file
_LOCKED: dict[str, Any] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
"""Readers can neither touch files nor, once :func:`_lock` is through, settings, whatever SQL they bring."""


@dataclass(frozen=True, slots=True)
class Generation:
    """The generation that a reader sees.

    Attributes:
        name: Digest of its content; equal names mean equal rows, so it is a key for caches.
        built_at: UTC.
        problem: Why the newest generation is not the one served, as a sentence; None when it is.
    """

    name: str
    built_at: datetime
    extractor_version: str
    articles: int
    facts: int
    observations: int
    events: int
    previous: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    stamp: tuple[int, int]
    con: duckdb.DuckDBPyConnection
    generation: Generation
    schema_digest: str
    rows: Rows = field(default_factory=Rows)


class Warehouse:
    """Read-only access from any number of threads; a newly published generation is seen by the next call.

    An ETL that is running never disturbs it: generations are files of their own. If the newest cannot be read, the one before
    is served and :attr:`Generation.problem` says so.
    """

    def __init__(self, home: Path | str, *, memory_limit: str | None = None, threads: int | None = None) -> None:
        self._layout = Layout(Path(home))
        self._current_path = str(self._layout.current)
        self._limits = {name: str(limit) for name, limit in (("memory_limit", memory_limit), ("threads", threads)) if limit is not None}
        self._lock = Lock()
        self._open: _Open | None = None

    def generation(self) -> Generation | None:
        """The generation that the next query is answered from; None before the first publication."""
        try:
            return self._current().generation
        except NoWarehouse:
            return None

    def query(self, name: str, **params: Any) -> pd.DataFrame:
        """Rows of the named query of ``warehouse/queries`` as a table; see :meth:`records`."""
        steps = listing(find_query(name))
        if steps is None or steps.sort:
            return self._ask(name, params, lambda answer: answer.df())
        return pd.DataFrame(self.records(name, **params), columns=list(steps.columns))  # in an order that only the first step knows

    def records(self, name: str, **params: Any) -> list[dict[str, Any]]:
        """Rows of the named query of ``warehouse/queries``, a dictionary each; parameters the query does not have are refused.

        Quicker than a table where there are few rows of many columns. Nothing is None, dates are dates. Rows may be shared with other
        readers and must not be changed.

        Raises:
            NoWarehouse: nothing was published yet, or no generation can be read.
            WarehouseError: no such query, or the parameters do not fit; the message names the right ones. Or another version of
                the program built the generation, and it lacks what the query asks.
        """
        steps = listing(find_query(name))
        if steps is None:
            return self._ask(name, params, _as_records)
        rows = self._current().rows
        places = [int(place) for (place,) in self._ask(name, params, lambda answer: answer.fetchall(), steps.places)]
        found = rows.at(
            steps.rows,
            sorted(places) if steps.sort else places,
            lambda question, missing: self._fetched(question, {"places": missing}, _as_records),
        )
        return list[dict[str, Any]](found)

    def _ask(self, name: str, params: Mapping[str, Any], fetch: Callable[[duckdb.DuckDBPyConnection], T], instead: str | None = None) -> T:
        """What ``fetch`` takes from the answer of a named query, or of ``instead``, which takes the same parameters."""
        sql = instead or find_query(name)
        wanted = query_parameters(sql)
        if set(params) != wanted:
            raise WarehouseError(f"Query {name} takes the parameters {_listed(wanted)}, got {_listed(params)}. Pass exactly those.")
        try:
            return self._fetched(*written(sql, params), fetch)
        except (duckdb.CatalogException, duckdb.BinderException) as err:
            if self._current().schema_digest == schema_digest():
                raise
            raise WarehouseError(
                f"{self._layout.home}: was built by another version of Entente. Run 'entente etl' to build it again."
            ) from err

    def pages(self, name: str, *, most: int, skip: int = 0, page: int = 10_000, **params: Any) -> Iterator[pd.DataFrame]:
        """Rows of a named query that takes ``$most`` and ``$skip``, in pages, all of the same generation whatever is published meanwhile.

        Raises:
            NoWarehouse: nothing was published yet, or no generation can be read.
            WarehouseError: no such query.
        """
        return _pages(self.cursor(), find_query(name), params, most=most, skip=skip, page=page)

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Rows of any one query, on a cursor of its own (connections are not safe across threads).

        Raises:
            NoWarehouse: nothing was published yet, or no generation can be read.
        """
        return self._fetched(sql, params, lambda answer: answer.df())

    def _fetched(self, sql: str, params: Mapping[str, Any] | None, fetch: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        try:
            return self._execute(sql, params, fetch)
        except (duckdb.IOException, duckdb.FatalException, duckdb.ConnectionException):
            self._forget()  # the file was replaced or damaged under us: look again, once
            return self._execute(sql, params, fetch)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the generation served now, for whoever must be able to interrupt it; close it after use.

        Raises:
            NoWarehouse: nothing was published yet, or no generation can be read.
        """
        return self._current().con.cursor()

    def close(self) -> None:
        """Let go of the file; the next call opens it again."""
        self._forget()

    def _execute(self, sql: str, params: Mapping[str, Any] | None, fetch: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        with self._current().con.cursor() as cursor:
            return fetch(cursor.execute(sql, dict(params or {})))

    def _forget(self) -> None:
        with self._lock:
            self._open = None  # cursors still running keep the old database alive until they end

    def _current(self) -> _Open:
        """The open generation, reopened when the link leads to another file; one repaired under the same name is another one."""
        stamp = self._stamp()
        opened = self._open
        if opened is not None and opened.stamp == stamp:
            return opened
        with self._lock:
            if self._open is None or self._open.stamp != stamp:
                self._open = self._open_best(str(self._layout.current.resolve()) if stamp != _MISSING else "", stamp)
            return self._open

    def _stamp(self) -> tuple[int, int]:
        """Which file is served; asked before and after every query, so it is one call of the system and no more."""
        try:
            found = os.stat(self._current_path)  # noqa: PTH116
        except OSError:
            return _MISSING
        return found.st_ino, found.st_mtime_ns

    def _open_best(self, link: str, stamp: tuple[int, int]) -> _Open:
        problem = None if link else "The newest generation is missing"
        paths = [Path(link)] if link else []
        paths += [path for path in kept_generations(self._layout) if str(path.resolve()) != link]
        for path in paths:
            try:
                con = duckdb.connect(str(path), read_only=True, config=dict(_LOCKED))
                _lock(con, self._limits)
                generation, digest = _read_generation(con)
            except (duckdb.Error, OSError, IndexError) as err:
                problem = problem or f"The newest generation cannot be read ({str(err).splitlines()[0][:200]})"
                continue
            said = None if problem is None else f"{problem}; this is the one before. Run 'entente etl --full' to repair it."
            return _Open(stamp, con, Generation(**{**generation, "problem": said}), digest)
        if paths:
            raise NoWarehouse(f"{self._layout.home}: no generation can be read. Run 'entente etl --full' to build it again.")
        raise NoWarehouse(f"{self._layout.home}: no warehouse yet. Run 'entente etl' to build one.")


def _as_records(answer: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _pages(
    cursor: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, Any], *, most: int, skip: int, page: int
) -> Iterator[pd.DataFrame]:
    with cursor:
        while True:
            rows = cursor.execute(sql, {**params, "most": min(page, most), "skip": skip}).df()
            yield rows
            if len(rows) < page or most <= page:
                return
            most, skip = most - page, skip + page


def _lock(con: duckdb.DuckDBPyConnection, limits: Mapping[str, str]) -> None:
    """Set the limits and allow no setting any more. Connections of one process to one file share both: the first one decides."""
    if con.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
        return
    for name, limit in limits.items():
        con.execute(f"set {name} = '{limit}'")
    con.execute("set lock_configuration = true")


def _read_generation(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], str]:
    names = ("name", "built_at", "extractor_version", "articles", "facts", "observations", "events", "previous")
    columns = f"generation, {', '.join(names[1:])}, schema_digest"
    *values, digest = con.execute(f"select {columns} from core.generation").fetchall()[0]
    return dict(zip(names, values, strict=True)), digest


@cache
def all_queries() -> dict[str, str]:
    """SQL of every query in ``warehouse/queries`` by its ``-- name:``.

    Raises:
        WarehouseError: two queries have the same name.
    """
    queries: dict[str, str] = {}
    for file, text in read_folder("queries"):
        marks = list(_NAME.finditer(text))
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            if mark[1] in queries:
                raise WarehouseError(f"warehouse/queries/{file}.sql: a second query is called {mark[1]}. Give it another name.")
            queries[mark[1]] = text[mark.end() : end].strip().rstrip(";")
    return queries


def find_query(name: str) -> str:
    """SQL of the named query.

    Raises:
        WarehouseError: there is none; the message lists those there are.
    """
    queries = all_queries()
    if name not in queries:
        raise WarehouseError(f"No query is called {name!r}. There are {_listed(queries)}.")
    return queries[name]


def query_parameters(sql: str) -> set[str]:
    """Names of the ``$parameters`` that a query uses."""
    return set(_PARAMETER.findall(_COMMENT.sub("", sql)))


def _listed(names: Any) -> str:
    return ", ".join(sorted(names)) or "none"
