"""The files of a folder and its subfolders, or those that a pattern fits, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from etl.sources.blob import Blob, Look, file_blob
from etl.sources.metadata import METADATA_FILE, read_metadata
from etl.sources.shelf import Shelf

_SIGNS = "*?["


def open_folder(folder: Path) -> Shelf:
    """Everything in a folder except hidden files."""
    folder = folder.resolve()
    return _shelf(folder, dict(sorted(_scan(str(folder), ""))))


class _Files(Mapping[str, Blob]):
    """The files of a folder by their relative path; an object for each is made only when it is asked for, as there may be millions."""

    def __init__(self, folder: Path, names: Mapping[str, object]) -> None:
        self._folder = folder
        self._names = names

    def __getitem__(self, file: str) -> Blob:
        if file not in self._names:
            raise KeyError(file)
        return file_blob(self._folder / file, source=f"{self._folder.name}/{file}", doc_id=file)

    def __contains__(self, file: object) -> bool:
        return file in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def open_file(place: Path, source: str) -> Shelf:
    """One file; an articles.csv beside it counts, so that it gives the same findings as its folder."""
    table = place.resolve().parent / METADATA_FILE
    metadata = None
    if table.is_file() and place.name != METADATA_FILE:
        rows = read_metadata(file_blob(table, source=str(table), doc_id=METADATA_FILE), [place.name]).rows
        metadata = rows.get(place.name)
    name = place.name if place.name != METADATA_FILE else f"./{place.name}"  # given itself, it is a table of articles like any other
    return Shelf(place.name, {name: file_blob(place, source=source, doc_id=place.name, metadata=metadata)}, {name: look(place)})


def is_pattern(source: str) -> bool:
    """Whether a source names files by a pattern.

    >>> is_pattern("news/2017-*/*.txt"), is_pattern("news/2017")
    (True, False)
    """
    return any(sign in source for sign in _SIGNS)


def open_pattern(pattern: str) -> Shelf:
    """The files that a pattern fits ("**" stands for any folders); an articles.csv where its fixed part ends counts for them."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if is_pattern(part))
    base = Path(*parts[:fixed]).resolve()
    found = (path for path in base.glob(str(Path(*parts[fixed:]))) if path.is_file())
    files = {path.relative_to(base).as_posix() for path in found if not _is_hidden(path.relative_to(base))}
    named = sorted(files | ({METADATA_FILE} if files and (base / METADATA_FILE).is_file() else set()))
    return _shelf(base, {file: look(base / file) for file in named})


def look(path: Path) -> Look | None:
    """How a file looks now; None where there is none, or something that is no file."""
    try:
        return _look(path.stat())
    except OSError:
        return None


def _scan(folder: str, prefix: str) -> Iterator[tuple[str, Look | None]]:
    """Paths relative to the folder with forward slashes, and how the files look; hidden files are no articles."""
    below = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not entry.is_symlink():  # a link may lead in a circle
                    below.append(entry.name)
                continue
            try:
                yield prefix + entry.name, _look(entry.stat())
            except OSError:  # reading it says why
                yield prefix + entry.name, None
    for name in below:
        try:
            yield from _scan(f"{folder}/{name}", f"{prefix}{name}/")
        except PermissionError:
            yield prefix + name, None


def _look(status: os.stat_result) -> Look | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _shelf(folder: Path, looks: Mapping[str, Look | None]) -> Shelf:
    return Shelf(folder.name, _Files(folder, looks), looks)
