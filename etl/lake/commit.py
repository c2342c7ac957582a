"""A commit: a manifest that says which articles there are, and in which part each one's findings lie.

The manifest itself is small; it names a Parquet file with one row per article, by the digest of that file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.lake.durable import LakeError, digest, file_digest, sync_folder, write_exclusively, write_table
from etl.lake.schema import INVENTORY

_MARK = '"commit": '


class Entry(NamedTuple):
    """One article of a commit: where it was seen and which content it had. A tuple, for there are as many as articles.

    Attributes:
        doc_id: The article's identity among the sources; a rename changes it, the content key stays.
        content_key: Digest of text and metadata (``etl.identity.content_key``).
        warnings: What was noticed while reading it ("not UTF-8, read as windows-1252").
    """

    doc_id: str
    source: str
    content_key: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that was seen and gave no article, and what to do about it."""

    source: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One whole state of the collection.

    Attributes:
        version: The extractor's version that every named part was made with.
        inventory: Entries by ``doc_id``.
        parts: Part of each content key.
        run: Facts about the run that made it (times, counts); never part of the warehouse's content.
    """

    number: int
    version: str
    inventory: Mapping[str, Entry]
    rejected: tuple[Rejected, ...]
    parts: Mapping[str, str]
    run: Mapping[str, Any]


def write_commit(commit: Commit, commits: Path, inventories: Path) -> Path:
    """Write inventory and manifest; gives the manifest's path.

    Raises:
        LakeError: another run has written a commit of this number.
    """
    inventory = _write_inventory(commit, inventories)
    body = {
        "number": commit.number,
        "version": commit.version,
        "run": commit.run,
        "rejected": [asdict(each) for each in commit.rejected],
        "inventory": inventory,
        "content": _content_digest(commit),
    }
    text = json.dumps(body, ensure_ascii=True, default=str)
    path = commits / f"{commit.number:08d}.json"
    write_exclusively(path, f'{{"digest": "{digest(text)}", {_MARK}{text}}}\n')
    return path


def read_commit(path: Path, inventories: Path) -> Commit | None:
    """The commit of one manifest, or None when it or its inventory is missing, cut short or altered."""
    try:
        body = _read_body(path)
        inventory = inventories / body["inventory"]
        if f"{file_digest(inventory)}.parquet" != inventory.name:
            return None
        table = pq.ParquetFile(inventory).read()  # not read_table, which loads pandas
        ids, sources, keys, parts = (table[name].to_pylist() for name in ("doc_id", "source", "content_key", "part"))
        entries = dict(zip(ids, map(Entry, ids, sources, keys, _warnings(table)), strict=True))
        rejected = tuple(Rejected(**each) for each in body["rejected"])
        return Commit(body["number"], body["version"], entries, rejected, dict(zip(keys, parts, strict=True)), body["run"])
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None


def named_by(path: Path, inventories: Path) -> tuple[str, set[str]] | None:
    """What a manifest keeps alive: its inventory and the parts that this names; None if it cannot be read."""
    try:
        name = _read_body(path)["inventory"]
        return name, set(pq.ParquetFile(inventories / name).read(["part"])["part"].unique().to_pylist())
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None


def by_doc_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by their id, in its order.

    Raises:
        LakeError: two have the same.
    """
    inventory: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.doc_id, each.source)):
        if entry.doc_id in inventory:
            other = inventory[entry.doc_id]
            raise LakeError(f"Two articles are called {entry.doc_id!r}: {other.source} and {entry.source}. Give each its own id.")
        inventory[entry.doc_id] = entry
    return inventory


def _warnings(table: pa.Table) -> Iterable[tuple[str, ...]]:
    """The warnings of each row; hardly any has one."""
    if not any(len(chunk.flatten()) for chunk in table["warnings"].chunks):
        return repeat((), len(table))
    return (tuple(each) for each in table["warnings"].to_pylist())


def _read_body(path: Path) -> dict[str, Any]:
    text = path.read_text()
    raw = json.loads(text)
    if digest(text[text.index(_MARK) + len(_MARK) : -2]) != raw["digest"]:
        raise ValueError("altered")
    body: dict[str, Any] = raw["commit"]
    return body


def _write_inventory(commit: Commit, inventories: Path) -> str:
    inventories.mkdir(parents=True, exist_ok=True)
    entries = commit.inventory.values()
    rows = {
        "doc_id": [each.doc_id for each in entries],
        "source": [each.source for each in entries],
        "content_key": [each.content_key for each in entries],
        "part": [commit.parts[each.content_key] for each in entries],
        "warnings": [each.warnings for each in entries],
    }
    draft = inventories / f".{commit.number}-{os.getpid()}"
    try:
        write_table(draft, pa.table(rows, schema=INVENTORY))
        name = f"{file_digest(draft)}.parquet"
        draft.replace(inventories / name)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(inventories)
    return name


def _content_digest(commit: Commit) -> str:
    """Digest of all that the warehouse's content depends on: neither times nor which part holds what."""
    hashed = blake2b(f"{commit.version}\n".encode(), digest_size=16)
    for each in sorted(commit.inventory.values(), key=lambda entry: entry.doc_id):
        hashed.update(repr(tuple(each)).encode("utf-8", "surrogatepass"))
    for lost in commit.rejected:
        hashed.update(repr((lost.source, lost.reason, lost.remedy)).encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()
