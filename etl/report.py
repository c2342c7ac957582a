"""How a run looks on the terminal: a progress bar when it takes a while, a table at its end."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.status import Status

    from etl.update import Summary

PATIENCE = 2.0
"""Seconds that a run may take without a word."""


class Progress:
    """Called with a stage and a count; shows them on standard error once the run has taken longer than ``PATIENCE``."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._status: Status | None = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, stage: str, count: int) -> None:
        """Note that ``count`` articles have passed the stage; without a count, that the stage has begun."""
        if monotonic() - self._begun < PATIENCE or not sys.stderr.isatty():
            return
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True).status("")
            self._status.start()
        self._status.update(f"{count:,} articles {stage}" if count else stage)

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        if self._status is not None:
            self._status.stop()


def print_summary(summary: Summary) -> None:
    """The run's summary on standard output."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if summary.idle:
        unchanged = f"all {summary.unchanged:,} articles are unchanged and the warehouse is up to date"
        console.print(f"Nothing to do: {unchanged} ({summary.seconds:.1f} s).", soft_wrap=True)
        return
    table = Table("Articles", "", "Warehouse", "", box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[1].justify = table.columns[3].justify = "right"
    left = [(name, getattr(summary, name)) for name in ("seen", "new", "changed", "unchanged", "removed", "rejected")]
    right = [("figures", summary.facts), ("events", summary.events), ("extracted now", summary.extracted), ("seconds", summary.seconds)]
    for row in range(len(left)):
        name, value = right[row] if row < len(right) else ("", "")
        table.add_row(left[row][0], f"{left[row][1]:,}", name, f"{value:,}" if value != "" else "")
    console.print(table)
    console.print(f"Generation {summary.generation} is published.")
