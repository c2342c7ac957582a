"""What runs the extraction of many partitions: each engine is one small file with one method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Runs a function over tasks, somewhere."""

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """Each task with its result as soon as it is there, in any order; None of a task that killed its process twice.

        What ``work`` raises is raised here. One call has to end before the next one begins.
        """
        ...


def open_engine(name: str, shared: Path, *, jobs: int | None = None, scheduler: str | None = None) -> AbstractContextManager[Engine]:
    """The engine of this name, "local" or "dask"; what it starts ends with the context.

    Args:
        shared: The folder that the tasks write to; all workers have to see it.
        jobs: Processes to start on this machine; by default one per core.
        scheduler: Address of a cluster to use instead.

    Raises:
        EtlError: there is no such engine, or the library it needs is missing.
    """
    if name == "dask":
        from etl.engine.dask import open_dask  # only here: the library is an extra

        opened: AbstractContextManager[Engine] = open_dask(shared, jobs=jobs, scheduler=scheduler)
        return opened
    from etl.engine.local import LocalEngine

    return LocalEngine(jobs)
