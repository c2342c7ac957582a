"""Writing so that a crash at any moment leaves the old file or the new one, whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.errors import EtlError


class LakeError(EtlError):
    """A problem of the lake that its message explains, with what to do."""


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Say what a full disk or a read-only folder means for the user; what is committed stays committed."""
    try:
        yield
    except OSError as err:
        raise LakeError(
            f"{folder}: cannot write there ({err.strerror or err}). Free some space or choose another folder with --home."
        ) from err


def digest(text: str) -> str:
    """32 hexadecimal digits of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def file_digest(path: Path) -> str:
    """32 hexadecimal digits of a file's bytes."""
    hashed = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest()


def write_durably(path: Path, text: str) -> None:
    """Write a new file and see it on disk."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def write_table(path: Path, table: pa.Table) -> None:
    """Write a new Parquet file and see it on disk."""
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def write_exclusively(path: Path, text: str) -> None:
    """Create ``path`` whole or not at all; a link refuses to replace what another writer created meanwhile."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    write_durably(draft, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise LakeError(f"{path} was written by another run meanwhile. Run 'entente etl' again.") from None
    finally:
        draft.unlink()
    sync_folder(path.parent)


def replace_durably(path: Path, text: str) -> None:
    """Replace ``path`` by the text, whole or not at all."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    write_durably(draft, text)
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
