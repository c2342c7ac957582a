"""Bring the warehouse up to date whenever the articles change: `entente watch`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from etl.errors import EtlError
from etl.sources.address import is_address
from etl.sources.blob import Look
from etl.sources.extras import remedy
from etl.sources.folder import look
from etl.update import Summary, update
from warehouse.errors import WarehouseError
from warehouse.home import Layout

QUIET = 500
"""Milliseconds without a further change after which a run begins, so that a folder being copied in is one run."""

LONGEST_WAIT = 5_000
"""Milliseconds after which a run begins even if changes go on."""

Outcome = Summary | EtlError | WarehouseError


def watch(source: str, home: Path, *, jobs: int | None = None, stop: threading.Event | None = None) -> Iterator[Outcome]:
    """Run once, then after each change of the source or of the corrections, until ``stop`` is set; gives each run's summary or error.

    A failed run leaves the last good warehouse, and the watch goes on. A dashboard that runs meanwhile serves it, then the new one.

    Raises:
        EtlError: The source cannot be watched, or watchfiles is missing.
    """
    place = _place(source)
    try:
        import watchfiles
    except ImportError as err:
        raise EtlError(f"Watching a folder needs a library that is not installed. {remedy('watch')}") from err
    changes = watchfiles.watch(
        place if place.is_dir() else place.parent,
        watch_filter=_Filter(place, home),
        debounce=LONGEST_WAIT,
        step=QUIET,
        rust_timeout=1_000,
        yield_on_timeout=True,
        stop_event=stop,
    )
    next(changes, None)  # watches from here on, so that what changes during the first run is not missed
    beside = _beside(home)
    yield _run(source, home, jobs)
    for changed in changes:  # empty once a second when nothing has
        before, beside = beside, _beside(home)
        if changed or beside != before:
            yield _run(source, home, jobs)


def _place(source: str) -> Path:
    """The folder or file to watch."""
    if source == "-" or is_address(source):
        raise EtlError(f"{source}: only folders and files on this machine can be watched. Run 'entente etl' from time to time instead.")
    place = Path(source)
    if not place.exists():
        raise EtlError(f"{source}: no such file or folder. Make the folder, then watch it; articles can come later.")
    return place.resolve()


def _beside(home: Path) -> dict[str, Look | None]:
    """How the files look that a build depends on beside the articles: corrections and official statistics."""
    layout = Layout(home)
    return {path.name: look(path) for path in (layout.corrections, *sorted((home / "statistics").glob("*.parquet")))}


class _Filter:
    """Which changes matter: those of articles and articles.csv, not of hidden files, drafts, or the warehouse if it lies inside."""

    def __init__(self, place: Path, home: Path) -> None:
        self._place = place
        self._home = home.resolve()

    def __call__(self, _change: object, path: str) -> bool:
        changed = Path(path)
        if changed.is_relative_to(self._home):
            return False
        if not self._place.is_dir():
            return changed in (self._place, self._place.with_name("articles.csv"))
        return not any(part.startswith(".") for part in changed.relative_to(self._place).parts)


def _run(source: str, home: Path, jobs: int | None) -> Outcome:
    try:
        return update(source, home, jobs=jobs)
    except (EtlError, WarehouseError) as err:
        return err
