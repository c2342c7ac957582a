"""Lists of figures and events in two steps: which rows by their places, then the rows, most of which an earlier list fetched already.

A page shows a few of many rows with thirty columns each. Looking for them reads three columns; fetching them by their places reads
nothing else. When a filter changes the same rows often lead, so they are kept.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

_LIST = re.compile(
    r"select\s+(?P<columns>[^;*]*?)\nfrom served\.(?P<table>\w+)\nwhere place in \(\n(?P<inner>.*)\n\)\norder by (?P<order>[^\n]*)$",
    re.DOTALL,
)
_COMMENT = re.compile(r"--[^\n]*\n")
_MOST = 8000  # rows kept, 2 kB each


class Row(dict[str, Any]):
    """A row that may be shared by many readers: not to be changed. ``made`` has room for what was made of it."""

    __slots__ = ("made",)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.made: dict[Any, Any] = {}


@dataclass(frozen=True, slots=True)
class Listing:
    """A question for a list.

    Attributes:
        places: The question for the places of its rows.
        sort: Whether they are to be put in order; else the question gives them so.
        rows: The question for the rows at ``$places``, which gives the place first.
        columns: Their names.
    """

    places: str
    sort: bool
    rows: str
    columns: tuple[str, ...]


@lru_cache(maxsize=256)
def listing(sql: str) -> Listing | None:
    """The two steps of a question; None if it is none for rows of a served table by their places."""
    found = _LIST.match(_COMMENT.sub("", sql))
    if found is None:
        return None
    rows = f"select place as _place, {found['columns']} from served.{found['table']} where place in (select unnest($places::integer[]))"
    columns = tuple(name.strip().rpartition(" ")[2] for name in found["columns"].split(","))
    return Listing(found["inner"], found["order"] == "place", rows, columns)


class Rows:
    """The rows of one generation that lists fetched last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, int], Row] = OrderedDict()

    def at(self, question: str, places: Sequence[int], fetch: Callable[[str, list[int]], list[dict[str, Any]]]) -> list[Row]:
        """The rows at these places, in their order.

        Args:
            question: What asks for them; equal questions share their rows.
            places: Where they are.
            fetch: Answers the question for places.
        """
        with self._lock:
            known = {place: row for place in places if (row := self._kept.get((question, place))) is not None}
        missing = [place for place in places if place not in known]
        if missing:
            known |= {int(row.pop("_place")): Row(row) for row in fetch(question, missing)}
        with self._lock:
            for place in places:
                self._kept[question, place] = known[place]
                self._kept.move_to_end((question, place))
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return [known[place] for place in places]
