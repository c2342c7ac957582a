"""The memory that this process and all that it started hold together."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

import psutil


class Meter:
    """Looks ten times a second while its context lasts; ``peak`` is in bytes."""

    def __init__(self) -> None:
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._stop.wait(0.1):
            self.peak = max(self.peak, sum(map(_held, [own, *own.children(recursive=True)])))


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
