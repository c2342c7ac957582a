"""Dask workers: those of a cluster that exists, or processes on this machine that are started and stopped with the run."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from etl.engine import Engine
from etl.engine.local import cores
from etl.errors import EtlError
from etl.sources.extras import remedy
from etl.version import extractor_version

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 10
"""Seconds to wait for a scheduler or a first worker."""

AHEAD = 2
"""Tasks handed to the scheduler per thread of the workers: enough that none waits, few enough that not many die with a guilty one."""

DEATHS = 1
"""Workers that may die of a task before it is given up; then it has been tried once more than that."""

RETRIES = 2
"""Times that a task is begun again after an error, such as a file system that did not answer."""


@contextmanager
def open_dask(shared: Path, *, jobs: int | None = None, scheduler: str | None = None) -> Iterator[Engine]:
    """The workers of the cluster at ``scheduler``, else ``jobs`` processes on this machine.

    Raises:
        EtlError: Dask is missing, the cluster does not answer or has no worker, or a worker has another version of the extractor or
            does not see the folder ``shared``.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as err:
        raise EtlError(f"The engine 'dask' needs a library that is not installed. {remedy('dask')}") from err
    settings = {"distributed.scheduler.allowed-failures": DEATHS, "distributed.worker.memory.terminate": False}
    with dask.config.set(settings):
        if scheduler is None:
            with _start(LocalCluster, jobs or cores()) as cluster, _untyped(Client)(cluster, set_as_default=False) as client:
                yield _checked(client, shared)
            return
        try:
            client = _untyped(Client)(scheduler, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as err:
            raise EtlError(f"{scheduler}: no Dask scheduler answers there. Check the address; it looks like tcp://host:8786.") from err
        with client:
            yield _checked(client, shared)


class DaskEngine:
    """Hands tasks to the workers of a cluster."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """See :class:`etl.engine.Engine`."""
        from distributed import CancelledError, KilledWorker, as_completed

        waiting = iter(tasks)
        threads = sum(_untyped(self._client.nthreads)().values()) or 1  # none while all workers start again
        given: dict[Any, T] = {}

        def give(some: Iterable[T]) -> list[Any]:
            # Not a pure function to Dask: the same partition is done again where the lake has lost its part.
            futures = {self._client.submit(work, task, pure=False, retries=RETRIES): task for task in some}
            given.update(futures)
            return list(futures)

        running = _untyped(as_completed)(give(islice(waiting, AHEAD * threads)), loop=self._client.loop)
        for future in running:
            task = given.pop(future)
            try:
                result = future.result(timeout=PATIENCE)
            except KilledWorker:
                yield task, None
            except (TimeoutError, CancelledError):  # the worker that held the result has died before it was asked for: once more
                running.update(give([task]))
                continue
            else:
                yield task, result
            future.release()
            running.update(give(islice(waiting, 1)))


def _start(cluster: Any, jobs: int) -> Any:
    """Processes on this machine. They do not hear Ctrl-C, which reaches the whole group: it is this process that ends them."""
    options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "worker_dashboard_address": None, "silence_logs": 50}
    if threading.current_thread() is not threading.main_thread():
        return cluster(n_workers=jobs, **options)
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return cluster(n_workers=jobs, **options)
    finally:
        signal.signal(signal.SIGINT, heard)


def _checked(client: Client, shared: Path) -> DaskEngine:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as err:
        raise EtlError("The cluster has no worker. Start some (dask worker ADDRESS), then run again.") from err
    check_versions(client.run(_version_here))
    token = shared / f".seen-{uuid4().hex}"
    token.touch()
    try:
        check_sight(shared, client.run(_exists, token))
    finally:
        token.unlink()
    return DaskEngine(client)


def check_versions(found: dict[str, str]) -> None:
    """Refuse workers that would find something else.

    Raises:
        EtlError: a worker's extractor differs from this one's, or is missing; the message names the worker.
    """
    here = extractor_version()
    other = sorted((worker, there) for worker, there in found.items() if there != here)
    if other:
        worker, there = other[0]
        raise EtlError(
            f"Worker {worker} has {f'version {there} of the extractor' if there else 'no extractor'}, this machine has {here} "
            f"({len(other)} of {len(found)} workers differ). Install the same package (or wheel) on every worker, restart them, run again."
        )


def check_sight(folder: Path, found: dict[str, bool]) -> None:
    """Refuse workers that do not see the lake's folder as this process does.

    Raises:
        EtlError: one does not; the message names it.
    """
    blind = sorted(worker for worker, sees in found.items() if not sees)
    if blind:
        raise EtlError(
            f"{folder}: worker {blind[0]} does not see this folder ({len(blind)} of {len(found)} workers do not). "
            "Give a --home on a file system that all workers share under the same path."
        )


def _untyped(thing: Any) -> Any:
    """The library has no types for this."""
    return thing


def _version_here() -> str:
    """The extractor's version in the process that runs this; empty without one."""
    try:
        from etl.version import extractor_version as version
    except ImportError:
        return ""
    return version()


def _exists(path: Path) -> bool:
    return path.exists()
