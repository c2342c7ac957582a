"""A file wherever it lies: on disk, in an archive, at an address. Readers see only this."""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from etl.sources.build import Metadata, too_large
from etl.sources.problem import Problem

Look = tuple[int, int, int, int]
"""A file's size, time of change, time of any change (which nothing but the system's clock sets), and number on its disk."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Something with a name that can be opened.

    Attributes:
        name: The file's name; its end says which reader it is for.
        source: Where it lies, as a person would look for it.
        doc_id: Id of the one article in it, or the beginning of the ids of several.
        size: Bytes, as far as they are known before reading.
        start: Opens it for reading; each call begins at its first byte.
        metadata: What is known of the article beside the file itself.
        depth: Archives that it lies in.
    """

    name: str
    source: str
    doc_id: str
    size: int | None
    start: Callable[[], BinaryIO]
    metadata: Metadata = field(default_factory=Metadata)
    depth: int = 0

    def read(self, most: int) -> bytes | Problem:
        """All of its bytes, or the problem that it cannot be read or has more than ``most``."""
        if self.size is not None and self.size > most:
            return too_large(self.source, megabytes(self.size))
        try:
            with self.start() as stream:
                data = stream.read(most + 1)
        except UNREADABLE as err:
            return unreadable(self.source, err)
        return too_large(self.source, f"more than {megabytes(most)}") if len(data) > most else data

    def unpacked(self) -> Blob:
        """The file inside a .gz file."""
        return replace(self, name=self.name[: -len(".gz")], size=None, start=partial(_unpack, self.start))


def _unpack(start: Callable[[], BinaryIO]) -> BinaryIO:
    return cast(BinaryIO, _Unpacking(start()))


class _Unpacking(gzip.GzipFile):
    """A packed file that closes what it was packed in, too."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()


UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a stream may raise: the disk or the network, or a packed file that was cut short."""


def unreadable(source: str, err: Exception) -> Problem:
    """The problem of a file that cannot be opened or read to its end."""
    if isinstance(err, (gzip.BadGzipFile, EOFError, zlib.error)):
        return Problem(source, "not a whole gzip file", "Download or compress it again.")
    reason = getattr(err, "strerror", None) or str(err) or type(err).__name__
    return Problem(source, f"cannot be read ({reason})", "Check that it exists and that you may read it.")


def empty(source: str) -> Problem:
    """The problem of a collection without an article."""
    return Problem(source, "empty", "Put articles into it or delete it.")


def file_blob(path: Path, *, source: str, doc_id: str, metadata: Metadata | None = None) -> Blob:
    """A file on disk."""
    try:
        status = path.stat()
    except OSError:  # reading it says why
        return Blob(path.name, source, doc_id, None, partial(_open, path), metadata or Metadata())
    start = partial(_open, path) if stat.S_ISREG(status.st_mode) else no_file
    return Blob(path.name, source, doc_id, status.st_size, start, metadata or Metadata())


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def no_file() -> BinaryIO:
    """What cannot be opened."""
    raise OSError("a pipe or device, not a file")  # opening a pipe would wait for ever


def megabytes(size: int) -> str:
    """A size for people.

    >>> megabytes(50_000_000)
    '50 MB'
    """
    return f"{size / 1e6:,.0f} MB"
