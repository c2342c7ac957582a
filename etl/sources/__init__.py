"""Where articles come from: a folder, a file, JSON Lines, standard input. Only these modules open them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.errors import EtlError
from etl.model import Article
from etl.sources import jsonlines
from etl.sources.build import Metadata
from etl.sources.file import read_file
from etl.sources.folder import read_folder
from etl.sources.problem import Problem

__all__ = ["Problem", "read_source", "tell_apart"]

STANDARD_INPUT = "-"


def read_source(path: str) -> Iterator[Article | Problem]:
    """The articles of a folder, a JSON Lines file, an article's file, or of standard input ("-"), in order.

    Raises:
        EtlError: Nothing lies there.
    """
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


def _metadata_beside(place: Path) -> Metadata:
    """What an articles.csv in the file's folder says of it, so that one file gives the same findings as its folder."""
    from etl.sources.metadata import read_metadata

    return read_metadata(place.parent.resolve(), [place.name]).rows.get(place.name, Metadata())
