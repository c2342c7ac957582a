"""Zip archives: a folder of articles in one file. Nothing is ever unpacked onto the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from etl.model import Article
from etl.sources.blob import UNREADABLE, Blob, megabytes, unreadable
from etl.sources.problem import Problem

MOST_BYTES = 4_000_000_000
"""Bytes that the files of an archive may have together when unpacked."""

MOST_RATIO = 200
"""Times that a file may be larger than its packed form; text gives 3 to 20, a hundred kilobytes of nothing a thousand."""

_SMALL = 10_000_000  # bytes up to which any ratio is harmless
_MOST_FILES = 1_000_000
_AGAIN = "Download or pack it again."
_SEALED = "Unpack it with its password and give the folder."


def read_zip(blob: Blob) -> Iterator[Article | Problem]:
    """The articles in an archive, read as from a folder: an articles.csv in it counts for its files."""
    if blob.depth:
        yield Problem(blob.source, "an archive inside an archive", "Unpack the outer one and give the folder.")
        return
    try:
        with blob.start() as stream, zipfile.ZipFile(stream if stream.seekable() else io.BytesIO(stream.read())) as archive:
            yield from _read_archive(archive, blob)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as err:  # ValueError: names that claim to be UTF-8 and are not
        yield Problem(blob.source, f"not a whole zip archive ({err})", _AGAIN)
    except UNREADABLE as err:
        yield unreadable(blob.source, err)


def _read_archive(archive: zipfile.ZipFile, blob: Blob) -> Iterator[Article | Problem]:
    files = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    total = sum(info.file_size for info in files)
    if total > MOST_BYTES or len(files) > _MOST_FILES:
        reason = f"too large when unpacked ({len(files):,} files, {megabytes(total)})"
        yield Problem(blob.source, reason, "Give smaller archives, or a folder.")
        return
    if files and all(info.flag_bits & 1 for info in files):
        yield Problem(blob.source, "protected by a password", _SEALED)
        return
    if not files:
        yield Problem(blob.source, "an archive without files", "Put articles into it or delete it.")
        return
    good: dict[str, Blob] = {}
    for info in files:
        place = f"{blob.source}/{info.filename}"
        problem = _problem(info, place, taken=info.filename in good)
        if problem:
            yield problem
        else:
            good[info.filename] = _blob(archive, info, place, blob.depth + 1)
    from etl.sources.shelf import Shelf, read_shelf  # only here: a shelf reads archives, too

    shelf = Shelf(blob.source, {name: good[name] for name in sorted(good)})
    for item in read_shelf(shelf):
        yield replace(item, doc_id=f"{blob.doc_id}/{item.doc_id}") if isinstance(item, Article) else item


def _problem(info: zipfile.ZipInfo, place: str, *, taken: bool) -> Problem | None:
    """Why a file of the archive is not read; None if it can be."""
    path = PurePosixPath(info.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename[:2]:
        return Problem(place, "a path that leads out of the archive", "Pack the folder again with an ordinary program.")
    if taken:
        return Problem(place, "a second file of this name in the archive", "Pack it again; the first was read.")
    if info.flag_bits & 1:
        return Problem(place, "protected by a password", _SEALED)
    if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        return Problem(place, f"unpacks {info.file_size // max(1, info.compress_size):,}-fold to {megabytes(info.file_size)}", _AGAIN)
    return None


def _blob(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, depth: int) -> Blob:
    name = PurePosixPath(info.filename).name
    return Blob(name, place, name, info.file_size, partial(_open, archive, info), depth=depth)


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A file of the archive; what is wrong with its header or method of packing is told as unreadable."""
    try:
        return io.BufferedReader(_Member(archive.open(info)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as err:
        raise OSError(f"damaged in the archive: {err}") from err


class _Member(io.RawIOBase):
    """A file being unpacked; damage found on the way is an OSError, as on a disk."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base class takes any buffer
        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError) as err:
            raise OSError(f"damaged in the archive: {err}") from err
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _is_hidden(name: str) -> bool:
    """Files that programs put into archives for themselves."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[:1] == ("__MACOSX",)
