"""What the files of a source gave when they were last read, so that a file that looks as it did need not be read again.

Only a help: without it, or with one of another source, every file is read, and the result is the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.lake import Entry, storable
from etl.sources.blob import Look
from etl.sources.problem import Problem

FRESH_NS = 2_000_000_000
"""A file changed this shortly before a run (or after it, by a clock that was set back) may change again without looking otherwise."""

_READERS = ("trafilatura", "lxml", "pypdfium2", "charset-normalizer")
"""Libraries that decide which text a file has."""

_TEXT, _INT = pa.string(), pa.int64()
_SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("file", "label", "digest")),
        *((name, _INT) for name in ("size", "modified", "changed", "number")),
        *((name, _TEXT) for name in ("doc_id", "source", "content_key", "warnings", "reason", "remedy")),
    ]
)
"""One row per article or problem, with its file's description in each."""


@dataclass(slots=True)
class Seen:
    """A file and what it gave.

    Attributes:
        label: What is known of it beside its content: its article's id and its row of articles.csv.
        look: None where it may change unnoticed.
        digest: Of its content, where that was computed anyhow.
    """

    label: str
    look: Look | None
    digest: str | None = None
    results: list[Entry | Problem] = field(default_factory=list)


def read_recall(path: Path, of: str) -> dict[str, Seen]:
    """What is remembered of the files of a source by their names; nothing if it is of another one, or other readers have read it.

    Args:
        of: The source and the extractor's version, which decides what cannot be extracted.
    """
    try:
        table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowException):
        return {}
    if not table.schema.equals(_SCHEMA) or (table.schema.metadata or {}).get(b"of") != _origin(of):
        return {}
    seen: dict[str, Seen] = {}
    last = None
    results: list[Entry | Problem] = []
    for file, label, digest, size, modified, changed, number, doc_id, source, key, warnings, reason, remedy in _rows(table):
        if file != last:
            results, last = [], file
            seen[file] = Seen(label, None if size is None else (size, modified, changed, number), digest, results)
        if doc_id is None:
            results.append(Problem(source, reason, remedy))
        else:
            results.append(Entry(doc_id, source, key, tuple(warnings.split("\n")) if warnings else ()))
    return seen


def write_recall(path: Path, of: str, seen: Mapping[str, Seen]) -> None:
    """Remember these files, and no others."""
    columns: dict[str, list[object]] = {name: [] for name in _SCHEMA.names}
    for file, each in seen.items():
        if storable(file) != file:  # a name that is not Unicode, which Parquet cannot hold; the file is read every time
            continue
        described = (file, each.label, each.digest, *(each.look or (None,) * 4))
        for result in each.results:
            for name, value in zip(columns, (*described, *_cells(result)), strict=True):
                columns[name].append(value)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        pq.write_table(pa.table(columns, schema=_SCHEMA.with_metadata({"of": _origin(of)})), draft, compression="zstd")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def lasting(look: Look | None, started_ns: int) -> Look | None:
    """The look of a file that was read in a run begun at this time, if the file cannot have changed since without looking otherwise."""
    return look if look is not None and max(look[1], look[2]) < started_ns - FRESH_NS else None


def _rows(table: pa.Table) -> Iterator[Any]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _cells(result: Entry | Problem) -> tuple[str | None, ...]:
    if isinstance(result, Entry):
        return result.doc_id, result.source, result.content_key, "\n".join(result.warnings), None, None
    return None, result.source, None, "", result.reason, result.remedy


@cache
def _readers() -> str:
    """Digest of the code and names of the libraries that turn files into articles."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    for entry in sorted(files("etl.sources").iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".py"):
            digest.update(entry.read_bytes())
    for library in _READERS:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"no {library}\n".encode())
    return digest.hexdigest()


def _origin(of: str) -> bytes:
    return f"{_readers()} {of}".encode("utf-8", "surrogatepass")
