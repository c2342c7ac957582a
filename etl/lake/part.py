"""A part: a folder of four Parquet files and a label, written whole under a temporary name and renamed into place."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from etl.lake.durable import digest, file_digest, sync_folder, write_durably, write_table
from etl.lake.schema import FORMAT, TABLES

DRAFT = ".draft-"
"""How the folder of a part that is being written begins."""


LABEL = "part.json"
"""The file that describes a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part as its label describes it.

    Attributes:
        keys: Content keys of the articles in it.
        files: Digest of each of its files.
        looks: Size and time of change of each file when it was written; a file that still looks so is not hashed again.
    """

    part_id: str
    version: str
    keys: tuple[str, ...]
    files: Mapping[str, str]
    looks: Mapping[str, Sequence[int]]

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(size for size, _ in self.looks.values())


def name_part(keys: Sequence[str], version: str) -> str:
    """The name that a part with just these articles has; ``keys`` in ascending order."""
    return digest(f"{FORMAT}\n{version}\n" + "\n".join(keys))


def write_part(parts: Path, part_id: str, version: str, keys: Sequence[str], tables: Mapping[str, pa.Table]) -> Part:
    """Write a part; one of this name that is there is replaced (it is damaged, or holds the same)."""
    draft = parts / f"{DRAFT}{os.getpid()}-{uuid4().hex[:8]}"
    try:
        draft.mkdir(parents=True)
        for table in TABLES:
            write_table(draft / f"{table}.parquet", tables[table])
        names = [f"{table}.parquet" for table in TABLES]
        files = {name: file_digest(draft / name) for name in names}
        part = Part(part_id, version, tuple(keys), files, {name: _look(draft / name) for name in names})
        write_durably(draft / LABEL, _label(part))
        sync_folder(draft)
        _move(draft, parts / part_id)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    sync_folder(parts)
    return part


def _move(draft: Path, final: Path) -> None:
    if final.exists():
        shutil.rmtree(final)
    try:
        draft.rename(final)
    except OSError:
        if read_part(final) is None:  # else another process has just written the same
            raise


def read_part(folder: Path) -> Part | None:
    """The part in ``folder``, or None when anything of it is missing or not as it was written."""
    try:
        text = (folder / LABEL).read_text()
        raw = json.loads(text)
        part = Part(raw["part_id"], raw["version"], tuple(raw["keys"]), raw["files"], raw["looks"])
        sound = part.part_id == folder.name and text == _label(part) and all(_is_sound(folder / name, part) for name in part.files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return part if sound and len(part.files) == len(TABLES) else None


def _is_sound(file: Path, part: Part) -> bool:
    """Whether a file looks as it did when it was written, or, in a lake that was copied, has the same content."""
    return _look(file) == part.looks.get(file.name) or file_digest(file) == part.files[file.name]


def _label(part: Part) -> str:
    """The label's text: the part, and a digest by which an altered label is told."""
    body = {name: getattr(part, name) for name in ("part_id", "version", "keys", "files", "looks")}
    return json.dumps({"digest": digest(json.dumps(body)), **body})


def _look(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]
