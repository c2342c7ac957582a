"""Where articles come from: a folder, files of many kinds, an address, standard input. Only these modules open them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.errors import EtlError
from etl.model import Article
from etl.sources import jsonlines
from etl.sources.address import is_address, open_address
from etl.sources.blob import file_blob
from etl.sources.build import Metadata
from etl.sources.folder import is_pattern, open_folder, open_pattern
from etl.sources.metadata import METADATA_FILE, read_metadata
from etl.sources.problem import Problem
from etl.sources.readers import read_blob
from etl.sources.shelf import name_articles, read_shelf

__all__ = ["Problem", "read_source", "tell_apart"]

STANDARD_INPUT = "-"


def read_source(path: str) -> Iterator[Article | Problem]:
    """The articles of a folder, a file of any kind, a pattern, an address, or of standard input ("-"), in order.

    Raises:
        EtlError: Nothing lies there.
    """
    if path == STANDARD_INPUT:
        return jsonlines.read_stream(sys.stdin.buffer, "standard input", "stdin")
    if is_address(path):
        return read_shelf(open_address(path))
    place = Path(path)
    if place.is_dir():
        return read_shelf(open_folder(place))
    if place.exists():
        return _read_file(place, path)
    if is_pattern(path):
        shelf = open_pattern(path)
        if shelf.blobs:
            return read_shelf(shelf)
        raise EtlError(f"{path}: no file fits this pattern. Check it, and put it into quotation marks.")
    raise EtlError(f"{path}: no such file or folder. Check the name, or make the folder and put articles into it.")


def tell_apart(items: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """The same; a second article with an id is a problem, since a collection could not tell the two apart."""
    taken: dict[str, str] = {}
    for item in items:
        if isinstance(item, Article) and item.doc_id in taken:
            yield Problem(item.source, f"a second article with the id {item.doc_id!r}, after {taken[item.doc_id]}", "Give each its own id.")
            continue
        if isinstance(item, Article):
            taken[item.doc_id] = item.source
        yield item


def _read_file(place: Path, source: str) -> Iterator[Article | Problem]:
    doc_id = name_articles([place.name])[place.name]
    return read_blob(file_blob(place, source=source, doc_id=doc_id, metadata=_metadata_beside(place)))


def _metadata_beside(place: Path) -> Metadata:
    """What an articles.csv in the file's folder says of it, so that one file gives the same findings as its folder."""
    table = place.resolve().parent / METADATA_FILE
    if not table.is_file():
        return Metadata()
    blob = file_blob(table, source=str(table), doc_id=METADATA_FILE)
    return read_metadata(blob, [place.name]).rows.get(place.name, Metadata())
