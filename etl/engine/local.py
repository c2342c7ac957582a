"""Processes on this machine that live through the run and are given one task at a time."""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

TRIES = 2
"""Times that a task is begun before the death of its process is put down to the task."""

GARBAGE = 50_000
"""Objects made before garbage is looked for: an article makes ten thousand, and hardly one of them is part of a circle."""

# Started afresh, not forked: forking a process with threads (a progress bar, DuckDB) can hang.
_CONTEXT = get_context("spawn")


class LocalEngine:
    """A pool of processes. Unlike the standard library's it knows which task a process died of."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or cores()
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, Any, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for worker in [*self._idle, *(worker for worker, _, _ in self._busy.values())]:
            worker.end()
        self._idle.clear()
        self._busy.clear()

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """See :class:`etl.engine.Engine`. A task is taken from ``tasks`` only when a process is free for it."""
        fresh = ((task, 1) for task in tasks)
        again: deque[tuple[T, int]] = deque()
        while True:
            while len(self._busy) < self.jobs and (begun := again.popleft() if again else next(fresh, None)):
                self._give(work, *begun)
            if not self._busy:
                return
            for ready in wait(list(self._busy)):
                worker, task, tries = self._busy.pop(cast(Connection, ready))
                try:
                    result = worker.take()
                except (EOFError, OSError):  # it is dead
                    worker.end()
                    if tries < TRIES:
                        again.append((task, tries + 1))
                    else:
                        yield task, None
                    continue
                self._idle.append(worker)
                yield task, result

    def _give(self, work: Callable[[T], R], task: T, tries: int) -> None:
        worker = self._idle.pop() if self._idle else _Worker()
        worker.give(work, task)
        self._busy[worker.connection] = worker, task, tries


class InProcess:
    """This process does everything itself: for few articles, which are done before another process has started."""

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """See :class:`etl.engine.Engine`."""
        for task in tasks:
            yield task, work(task)


class _Worker:
    """A process that does what it is sent until the connection ends."""

    def __init__(self) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, work: Callable[[Any], Any], task: object) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # a process that has died meanwhile is noticed when its result is taken
            self.connection.send((work, task))

    def take(self) -> Any:
        """The result.

        Raises:
            EOFError, OSError: the process has died.
        """
        done, result = self.connection.recv()
        if not done:
            raise result
        return result

    def end(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join()


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; it is the parent that ends this process
    gc.set_threshold(GARBAGE, 20, 100)
    with suppress(EOFError, OSError):  # the parent has ended
        connection.send(_do(*connection.recv()))
        gc.freeze()  # words and code, loaded by the first task, need not be looked through again
        while True:
            connection.send(_do(*connection.recv()))


def _do(work: Callable[[T], R], task: T) -> tuple[bool, R | Exception]:
    try:
        return True, work(task)
    except Exception as err:
        return False, _sendable(err)


def _sendable(err: Exception) -> Exception:
    """The error, or, if it cannot travel, another one with its words; an OSError would be taken for the death of the process."""
    try:
        pickle.loads(pickle.dumps(err))
    except Exception:
        return RuntimeError(f"{type(err).__name__}: {err}")
    return RuntimeError(f"{type(err).__name__}: {err}") if isinstance(err, (OSError, EOFError)) else err


def cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
