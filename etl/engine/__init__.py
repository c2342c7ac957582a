"""What runs the extraction of many partitions: each engine is one small file with one method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Runs a function over tasks, somewhere."""

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """Each task with its result as soon as it is there, in any order; None of a task that killed its process twice.

        What ``work`` raises is raised here.
        """
        ...


def open_engine(name: str, *, jobs: int | None = None, scheduler: str | None = None) -> AbstractContextManager[Engine]:
    """The engine of this name, "local" or "dask"; what it starts ends with the context.

    Raises:
        EtlError: there is no such engine, or the library it needs is missing.
    """
    if name == "dask":
        from etl.engine.dask import open_dask  # only here: the library is an extra

        opened: AbstractContextManager[Engine] = open_dask(jobs=jobs, scheduler=scheduler)
        return opened
    from etl.engine.local import LocalEngine

    return LocalEngine(jobs)
