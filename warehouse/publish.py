"""From draft to what readers see: one rename and one swap of a symbolic link, so that nobody ever sees half a generation."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.build import BuiltGeneration, build, input_digest, remove_database
from warehouse.compare import quoted, record_changes
from warehouse.errors import NoWarehouse, WarehouseError, explaining
from warehouse.home import Layout, exclusive, sync_folder, write_durably

KEEP = 10
"""Generations kept by default; the one served is always among them."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of a publication.

    Attributes:
        generation: Digest of the generation that is served now.
        changed: Whether it is another one than before.
        articles, facts, observations, events: Its rows: articles, figures as stated, resolved figures, distinct events.
        warnings: Checks of severity warning that found rows, as (name, rows, what); empty when nothing was built.
    """

    generation: str
    changed: bool
    articles: int
    facts: int
    observations: int
    events: int
    warnings: tuple[tuple[str, int, str], ...] = ()


def update(lake: Path, home: Path, *, keep: int = KEEP, full: bool = False, wait_seconds: float = 0.0) -> Published:
    """Bring the warehouse up to date with the lake: nothing to do, or build, check and publish.

    Raises:
        Busy: another process is publishing; the message names it.
        WarehouseError: see :func:`warehouse.build.build`; the generation served before stays.
    """
    layout = Layout(home)
    with exclusive(home, "publish", wait_seconds=wait_seconds):
        remove_leftovers(layout)
        served = current_generation(layout)
        if not full and served is not None and is_current(lake, home):
            return _served(layout, served, changed=False)
        built = build(lake, home)
        with explaining(layout.home, "publish there"):
            return _publish(built, layout, keep)


def is_current(lake: Path, home: Path) -> bool:
    """Whether the generation served was built from just this lake, these corrections and this code; an update would do nothing."""
    layout = Layout(home)
    served = current_generation(layout)
    return served is not None and _built_from(layout) == [input_digest(lake, home), served] and is_readable(layout.current)


def publish(built: BuiltGeneration, home: Path, *, keep: int = KEEP) -> Published:
    """Serve a built draft. The same content as is served already changes nothing and the draft is removed.

    Raises:
        Busy: another process is publishing.
        WarehouseError: the draft has an unfinished write-ahead log.
    """
    with exclusive(home, "publish"), explaining(home, "publish there"):
        return _publish(built, Layout(home), keep)


def _publish(built: BuiltGeneration, layout: Layout, keep: int) -> Published:
    served = current_generation(layout)
    if served == built.generation and is_readable(layout.generations / generation_name(served)):
        remove_database(built.path)
        _remember(layout, built)
        return _served(layout, served, changed=False, warnings=built.warnings)
    previous = None if served is None else layout.generations / generation_name(served)
    record_changes(built.path, previous)
    _seal(built.path)
    final = layout.generations / generation_name(built.generation)
    remove_database(final.with_name(f"{final.name}.wal"))  # a foreign log beside the file would make it unreadable
    built.path.replace(final)
    sync_folder(layout.generations)
    names = [name for name in _history(layout) if name != final.name and (layout.generations / name).exists()]
    write_durably(layout.generations / "history", "\n".join([*names, final.name]))
    _point_at(layout, final)
    _remember(layout, built)
    _remove_old(layout, keep)
    return _served(layout, built.generation, changed=True, warnings=built.warnings)


@dataclass(frozen=True, slots=True)
class Kept:
    """One generation that is kept.

    Attributes:
        built_at: UTC; None with the counts when the file cannot be read.
        served: Whether readers see it now.
    """

    generation: str
    served: bool
    built_at: datetime | None = None
    articles: int | None = None
    facts: int | None = None
    observations: int | None = None
    events: int | None = None


def list_generations(home: Path) -> list[Kept]:
    """The generations that are kept, the last published first."""
    layout = Layout(home)
    served = current_generation(layout)
    return [_kept(path, served=_digest_of(path) == served) for path in kept_generations(layout)]


def find_generation(home: Path, name: str) -> Path:
    """File of the generation whose name begins so.

    Raises:
        WarehouseError: none does, or several do; the message names those that there are.
    """
    kept = kept_generations(Layout(home))
    found = [path for path in kept if _digest_of(path).startswith(name)]
    if len(found) != 1:
        said = "no generation has this name" if not found else "several generations begin so"
        there = ", ".join(_digest_of(path) for path in found or kept) or "none"
        raise WarehouseError(f"{name}: {said}. There are {there}; see 'entente generations'.")
    return found[0]


def rollback(home: Path, name: str | None = None) -> str:
    """Serve a kept generation, by default the newest that is older than the current one; gives its digest.

    Raises:
        WarehouseError: there is none, or it cannot be read.
    """
    layout = Layout(home)
    with exclusive(home, "publish"):
        for path in [find_generation(home, name)] if name else _older(layout):
            if is_readable(path):
                with explaining(home, "publish there"):
                    _point_at(layout, path)
                return _digest_of(path)
    if name:
        raise WarehouseError(f"{name}: cannot be read. Choose another one; see 'entente generations'.")
    raise WarehouseError(f"{layout.generations}: no older generation to go back to. Run 'entente etl' to build one.")


def previous_generation(home: Path) -> Path:
    """File of the generation published before the one served.

    Raises:
        WarehouseError: there is none.
    """
    older = _older(Layout(home))
    if not older:
        raise WarehouseError(f"{home}: no older generation to compare with. Run 'entente etl' after a change.")
    return older[0]


def served_generation(home: Path) -> Path:
    """File of the generation that readers see.

    Raises:
        NoWarehouse: there is none yet.
    """
    layout = Layout(home)
    served = current_generation(layout)
    if served is None:
        raise NoWarehouse(f"{home}: no warehouse yet. Run 'entente etl' to build one.")
    return layout.generations / generation_name(served)


def _older(layout: Layout) -> list[Path]:
    kept = kept_generations(layout)
    served = layout.current.resolve().name if layout.current.is_symlink() else ""
    names = [path.name for path in kept]
    return kept[names.index(served) + 1 :] if served in names else kept


def _kept(path: Path, *, served: bool) -> Kept:
    try:
        with closing(duckdb.connect(":memory:")) as con:
            con.execute(f"attach '{quoted(path)}' as generation (read_only)")
            rows = con.execute("select built_at, articles, facts, observations, events from generation.core.generation").fetchall()
    except duckdb.Error:
        rows = []
    return Kept(_digest_of(path), served, *rows[0]) if rows else Kept(_digest_of(path), served)


def _digest_of(path: Path) -> str:
    return path.name.removeprefix("gen-").removesuffix(".duckdb")


def generation_name(generation: str) -> str:
    """File name of a generation."""
    return f"gen-{generation}.duckdb"


def current_generation(layout: Layout) -> str | None:
    """Digest of the generation that the link names, None if there is no link or its file is gone."""
    if not layout.current.is_symlink() or not layout.current.exists():
        return None
    return _digest_of(layout.current.resolve())


def kept_generations(layout: Layout) -> list[Path]:
    """Files of all generations, the last published first, whatever the clock says."""
    order = {name: number for number, name in enumerate(_history(layout))}
    return sorted(layout.generations.glob("gen-*.duckdb"), key=lambda path: (order.get(path.name, -1), path.name), reverse=True)


def _history(layout: Layout) -> list[str]:
    """File names in the order of their last publication, oldest first."""
    try:
        return (layout.generations / "history").read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return []


def is_readable(path: Path) -> bool:
    """Whether DuckDB opens the file and finds a generation in it."""
    try:
        read_counts(path)
    except (duckdb.Error, IndexError):
        return False
    return True


def read_counts(path: Path) -> tuple[int, int, int, int]:
    """Articles, figures as stated, resolved figures and distinct events of a generation's file.

    Raises:
        duckdb.Error: the file is not a generation.
    """
    with closing(duckdb.connect(":memory:")) as con:
        con.execute(f"attach '{quoted(path)}' as generation (read_only)")
        articles, facts, observations, events = con.execute(
            "select articles, facts, observations, events from generation.core.generation"
        ).fetchall()[0]
        return articles, facts, observations, events


def remove_leftovers(layout: Layout) -> None:
    """Remove the drafts of builds that were killed. Call it under the lock: then no draft is alive but one's own."""
    for path in layout.generations.glob(".draft-*"):
        remove_database(path)
    for path in layout.home.glob(".current-*"):
        path.unlink(missing_ok=True)


def _seal(path: Path) -> None:
    """Make sure that the closed draft is whole on disk."""
    if path.with_name(f"{path.name}.wal").exists():
        raise WarehouseError(f"{path}: has an unfinished write-ahead log. Run 'entente etl' again; if it stays, report it.")
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point_at(layout: Layout, target: Path) -> None:
    draft = layout.home / f".current-{os.getpid()}"
    draft.unlink(missing_ok=True)
    draft.symlink_to(target.relative_to(layout.home))
    draft.replace(layout.current)
    sync_folder(layout.home)


def _remember(layout: Layout, built: BuiltGeneration) -> None:
    """Note what the served generation was built from, so that the next run with the same inputs builds nothing."""
    write_durably(layout.home / "built_from.json", json.dumps([built.input_digest, built.generation]))


def _served(layout: Layout, generation: str, *, changed: bool, warnings: tuple[tuple[str, int, str], ...] = ()) -> Published:
    counts = read_counts(layout.generations / generation_name(generation))
    return Published(generation, changed, *counts, warnings=warnings)


def _built_from(layout: Layout) -> object:
    try:
        return json.loads((layout.home / "built_from.json").read_text())
    except (OSError, ValueError):
        return None


def _remove_old(layout: Layout, keep: int) -> None:
    for path in kept_generations(layout)[max(1, keep) :]:
        if path != layout.current.resolve():
            remove_database(path)
