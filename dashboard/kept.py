"""Answers and drawings kept for all readers at once, the least used forgotten first; what several ask for at the same time is made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class Kept(Generic[T]):
    """A bounded store. What it hands out is shared by all threads and must not be changed.

    Args:
        most: How many things are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._found: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under ``key``; made, or waited for while another thread makes it, where there is nothing yet.

        Raises:
            Exception: What ``make`` raises, in every thread that waits for it; nothing is kept then.
        """
        while True:
            mine: Future[T] | None = None
            with self._lock:
                found = self._found.get(key)
                if found is None:
                    mine = found = self._found[key] = Future()
                    if len(self._found) > self._most:
                        self._found.popitem(last=False)
                else:
                    self._found.move_to_end(key)
            if mine is not None:
                self._fill(key, mine, make)
            try:
                return found.result()
            except Exception:
                raise
            except BaseException:  # the page that made it was stopped or began again: that is not ours to do
                if mine is not None:
                    raise

    def _fill(self, key: Hashable, mine: Future[T], make: Callable[[], T]) -> None:
        try:
            mine.set_result(make())
        except BaseException as err:
            with self._lock:
                if self._found.get(key) is mine:
                    del self._found[key]
            mine.set_exception(err)


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorator: keeps the last ``most`` results of a function, by its arguments, which must be hashable."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        store: Kept[Any] = Kept(most)

        @wraps(function)
        def found(*args: P.args, **kwargs: P.kwargs) -> T:
            result: T = store.get((args, tuple(sorted(kwargs.items()))), lambda: function(*args, **kwargs))
            return result

        return found

    return decorate
