"""What goes wrong in the warehouse; the message says where, what, and last what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


class WarehouseError(Exception):
    """A problem that its message explains; the command line prints it as one line."""


class Busy(WarehouseError):  # noqa: N818  # the name says what is the matter
    """Another process holds the lock; the message names it."""


class DamagedLake(WarehouseError):  # noqa: N818  # the name says what is the matter
    """A part or manifest of the lake cannot be read; extracting again repairs it."""


class ChecksFailed(WarehouseError):  # noqa: N818  # the name says what is the matter
    """A check of severity error found rows, so nothing was published."""


class NoWarehouse(WarehouseError):  # noqa: N818  # the name says what is the matter
    """There is no generation to read yet, or none that can be opened."""


_NO_ROOM = re.compile(r"No space left|File too large|quota exceeded|Could not write|Read-only file system", re.IGNORECASE)
"""What DuckDB quotes of the system when a disk is full or cannot be written to, whatever kind of error it makes of that."""


def is_of_the_disk(err: BaseException) -> bool:
    """Whether an error is one of files, disk or memory, which the user can do something about, and not a bug."""
    if isinstance(err, (OSError, duckdb.IOException, duckdb.OutOfMemoryException)):
        return True
    return isinstance(err, duckdb.Error) and _NO_ROOM.search(str(err)) is not None


def first_line(err: BaseException) -> str:
    """What an error says, on one line."""
    if isinstance(err, OSError) and err.strerror:
        return err.strerror
    return (str(err) or type(err).__name__).splitlines()[0]


@contextmanager
def explaining(place: Path, doing: str) -> Iterator[None]:
    """Turn errors of files and disk into one that says where, what was tried, and what to do.

    Raises:
        WarehouseError: in place of such an error; all others pass.
    """
    try:
        yield
    except (OSError, duckdb.Error) as err:
        if not is_of_the_disk(err):
            raise
        raise WarehouseError(f"{place}: cannot {doing} ({first_line(err)}). Free some space or choose another --home.") from err
