"""The parts and commits under one folder, and which of them count."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.lake.commit import Commit, Entry, Rejected, by_doc_id, named_by, read_commit, write_commit
from etl.lake.durable import LakeError, explained, replace_durably
from etl.lake.part import DRAFT, Part, name_part, read_part, write_part
from etl.lake.rows import to_tables
from etl.lake.schema import SCHEMAS
from etl.model import Extraction

KEEP = 3
"""Commits whose parts are kept: should the newest be damaged, the one before it counts."""

KEEP_RUNS = 10
"""Commits whose manifests are kept: they tell of past runs and are small."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the lake that nothing needs.

    Attributes:
        path: A part, a draft, a manifest or an inventory.
        reason: Why nothing needs it, in plain words.
        size: Bytes.
    """

    path: Path
    reason: str
    size: int


class Lake:
    """The parts and commits under one folder. One process commits at a time (``warehouse.home.exclusive``); any may write parts or read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = folder / "parts"
        self._commits = folder / "commits"
        self._inventories = folder / "inventories"
        self._pointer = folder / "current"
        self._sound: dict[str, Part] | None = None
        self._held: tuple[str, dict[str, str]] | None = None

    def prepare(self) -> None:
        """Make the folder, and bring its files without rows up to this version of the program: they tell readers the columns.

        Raises:
            LakeError: it cannot be written to.
        """
        with explained(self.folder):
            _ensure_empty_tables(self.folder / "empty")

    def last_commit(self) -> Commit | None:
        """The commit the pointer names; None in an empty lake. Falls back to the newest readable manifest if the pointer is damaged."""
        for path in self._manifests():
            commit = read_commit(path, self._inventories)
            if commit is not None:
                return commit
        return None

    def known(self, keys: Collection[str], version: str) -> set[str]:
        """Those of ``keys`` that a sound part of this extractor version already holds."""
        holder = self.holders(version)
        return {key for key in keys if key in holder}

    def holders(self, version: str) -> Mapping[str, str]:
        """Part of each content key; where several hold it (a partition cut differently before a crash, a compaction), the largest."""
        if self._held is None or self._held[0] != version:
            holder: dict[str, str] = {}
            for part in sorted(self.sound_parts().values(), key=lambda each: (len(each.keys), each.part_id)):
                if part.version == version:
                    holder.update(dict.fromkeys(part.keys, part.part_id))
            self._held = version, holder
        return self._held[1]

    def sound_parts(self) -> Mapping[str, Part]:
        """The parts that are whole, by name."""
        return self._sound_parts()

    def damaged(self) -> list[str]:
        """Names of the parts whose files are missing or differ from what was written; their articles are no longer known."""
        sound = self._sound_parts()
        return sorted(path.name for path in self._part_folders() if path.name not in sound)

    def write_part(self, extractions: Mapping[str, Extraction], version: str) -> str:
        """Store what the articles of these content keys yielded; gives the part's name. Writing it again changes nothing.

        Raises:
            LakeError: nothing to write, or no place to write it to.
        """
        if not extractions:
            raise LakeError("A part needs at least one article. This is a bug in the caller: skip empty partitions.")
        keys = sorted(extractions)
        part_id = name_part(keys, version)
        if read_part(self.parts / part_id) is None:
            self.write_tables(keys, to_tables({key: extractions[key] for key in keys}), version)
        return part_id

    def write_tables(self, keys: list[str], tables: Mapping[str, pa.Table], version: str) -> str:
        """The same for rows that are made already; ``keys`` in ascending order."""
        with explained(self.folder):
            part = write_part(self.parts, name_part(keys, version), version, keys, tables)
        if self._sound is not None:
            self._sound[part.part_id] = part
        self._held = None
        return part.part_id

    def commit(self, entries: Iterable[Entry], rejected: Iterable[Rejected], run: Mapping[str, Any], version: str) -> Commit:
        """Make these articles, and no others, the collection.

        Raises:
            LakeError: an entry's content was never extracted with this version, two entries share a ``doc_id``, or the disk is full.
        """
        inventory = by_doc_id(entries)
        holder = self.holders(version)
        missing = sorted(entry.doc_id for entry in inventory.values() if entry.content_key not in holder)
        if missing:
            raise LakeError(f"{len(missing)} articles not extracted with version {version}, first {missing[0]}. Extract them first.")
        parts = {entry.content_key: holder[entry.content_key] for entry in inventory.values()}
        lost = tuple(sorted(rejected, key=lambda each: (each.source, each.reason)))
        commit = Commit(self._next_number(), version, inventory, lost, parts, dict(run))
        self.prepare()
        with explained(self.folder):
            self._commits.mkdir(parents=True, exist_ok=True)
            path = write_commit(commit, self._commits, self._inventories)
            replace_durably(self._pointer, path.name)
        return commit

    def refresh(self) -> None:
        """Look at the parts again: other processes have written some."""
        self._sound = self._held = None

    def leftovers(self, keep_commits: int = KEEP) -> list[Leftover]:
        """What neither the newest commits nor a run in progress needs."""
        manifests = self._manifests()
        kept = [named for path in manifests[:keep_commits] if (named := named_by(path, self._inventories)) is not None]
        inventories = {inventory for inventory, _ in kept}
        parts = set().union(*(named for _, named in kept))
        found = [(path, "a commit that is superseded") for path in manifests[max(keep_commits, KEEP_RUNS) :]]
        found += [(path, "of a commit that is superseded") for path in _list(self._inventories) if path.name not in inventories]
        last = self.last_commit()
        found += [(path, self._why(path, last)) for path in _list(self.parts) if path.name not in parts]
        return [Leftover(path, reason, _size(path)) for path, reason in found]

    def sweep(self, keep_commits: int = KEEP) -> list[str]:
        """Remove what :meth:`leftovers` names; gives the names of the removed parts and drafts."""
        removed = []
        for left in self.leftovers(keep_commits):
            if left.path.is_dir():
                shutil.rmtree(left.path, ignore_errors=True)
                removed.append(left.path.name)
            else:
                left.path.unlink(missing_ok=True)
        self.refresh()
        return removed

    def _why(self, path: Path, last: Commit | None) -> str:
        if path.name.startswith(DRAFT):
            return "a part that was never finished"
        part = self._sound_parts().get(path.name)
        if part is None:
            return "a damaged part"
        if last is not None and part.version != last.version:
            return f"of another extractor version ({part.version})"
        return "a part that no commit names"

    def _manifests(self) -> list[Path]:
        """Manifests to believe, best first: the one pointed at, then older ones; newer ones were never made current."""
        paths = sorted(self._commits.glob("[0-9]*.json"), reverse=True) if self._commits.is_dir() else []
        try:
            current = self._pointer.read_text().strip()
        except (OSError, UnicodeDecodeError):
            return paths
        return [path for path in paths if path.name <= current] if any(path.name == current for path in paths) else paths

    def _next_number(self) -> int:
        numbers = [int(path.stem) for path in self._commits.glob("[0-9]*.json")] if self._commits.is_dir() else []
        return max(numbers, default=0) + 1

    def _sound_parts(self) -> dict[str, Part]:
        if self._sound is None:
            parts = (read_part(path) for path in self._part_folders())
            self._sound = {part.part_id: part for part in parts if part is not None}
        return self._sound

    def _part_folders(self) -> list[Path]:
        return [path for path in _list(self.parts) if not path.name.startswith(".")]


def _list(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir() if file.is_file()) if path.is_dir() else path.stat().st_size


def _ensure_empty_tables(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for table, schema in SCHEMAS.items():
        path = folder / f"{table}.parquet"
        if not path.exists() or pq.read_schema(path) != schema:
            draft = path.with_name(f".{path.name}-{os.getpid()}")
            pq.write_table(schema.empty_table(), draft)
            draft.replace(path)
