"""Where articles come from: a folder, a file, JSON Lines, standard input. Only these modules open them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from etl.errors import EtlError
from etl.model import Article
from etl.sources import jsonlines
from etl.sources.build import Metadata
from etl.sources.file import read_file
from etl.sources.folder import read_folder
from etl.sources.problem import Problem

__all__ = ["Problem", "read_source"]

STANDARD_INPUT = "-"


def read_source(path: str) -> Iterator[Article | Problem]:
    """The articles of a folder, a JSON Lines file, an article's file, or of standard input ("-"), in order.

    A second article with the same id is a problem, since nobody could tell the two apart.

    Raises:
        EtlError: Nothing lies there.
    """
    taken: dict[str, str] = {}
    for item in _read(path):
        if isinstance(item, Article) and item.doc_id in taken:
            yield Problem(item.source, f"a second article with the id {item.doc_id!r}, after {taken[item.doc_id]}", "Give each its own id.")
            continue
        if isinstance(item, Article):
            taken[item.doc_id] = item.source
        yield item


def _read(path: str) -> Iterator[Article | Problem]:
    if path == STANDARD_INPUT:
        return jsonlines.read_stream(sys.stdin.buffer, "standard input", "stdin")
    place = Path(path)
    if place.is_dir():
        return read_folder(place)
    if not place.exists():
        raise EtlError(f"{path}: no such file or folder. Check the name, or make the folder and put articles into it.")
    if place.name.endswith(jsonlines.SUFFIXES):
        return jsonlines.read_json_lines(place, path)
    return iter([read_file(place, doc_id=place.stem, source=path, metadata=_metadata_beside(place))])


def _metadata_beside(place: Path) -> Metadata:
    """What an articles.csv in the file's folder says of it, so that one file gives the same findings as its folder."""
    from etl.sources.metadata import read_metadata

    return read_metadata(place.parent.resolve(), [place.name]).rows.get(place.name, Metadata())
