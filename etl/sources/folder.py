"""The files of a folder and its subfolders, or those that a pattern fits, in the order of their names."""

from __future__ import annotations

import os
from pathlib import Path

from etl.sources.blob import file_blob
from etl.sources.metadata import METADATA_FILE
from etl.sources.shelf import Shelf

_SIGNS = "*?["


def open_folder(folder: Path) -> Shelf:
    """Everything in a folder except hidden files."""
    folder = folder.resolve()
    return _shelf(folder, list_files(folder))


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
    return _shelf(base, sorted(files | ({METADATA_FILE} if files and (base / METADATA_FILE).is_file() else set())))


def list_files(folder: Path) -> list[str]:
    """Paths relative to the folder, sorted, with forward slashes; hidden files are no articles."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [(Path(place) / name).relative_to(folder).as_posix() for name in names if not name.startswith(".")]
    return sorted(found)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _shelf(folder: Path, files: list[str]) -> Shelf:
    return Shelf(folder.name, {file: file_blob(folder / file, source=f"{folder.name}/{file}", doc_id=file) for file in files})
