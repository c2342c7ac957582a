"""Where articles come from: a folder, files of many kinds, an address, standard input. Only these modules open them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.errors import EtlError
from etl.model import Article
from etl.sources import jsonlines
from etl.sources.address import is_address, open_address
from etl.sources.folder import is_pattern, open_file, open_folder, open_pattern
from etl.sources.problem import Problem
from etl.sources.shelf import Shelf, read_shelf

__all__ = ["STANDARD_INPUT", "Problem", "open_source", "read_source", "read_stream", "second_article", "tell_apart"]

STANDARD_INPUT = "-"


def read_source(path: str) -> Iterator[Article | Problem]:
    """The articles of a folder, a file of any kind, a pattern, an address, or of standard input ("-"), in order.

    Raises:
        EtlError: Nothing lies there.
    """
    return read_stream() if path == STANDARD_INPUT else read_shelf(open_source(path))


def read_stream() -> Iterator[Article | Problem]:
    """The articles on standard input."""
    return jsonlines.read_stream(sys.stdin.buffer, "standard input", "stdin")


def open_source(path: str) -> Shelf:
    """The files of a folder, a pattern or an address, or the one file; nothing is read yet.

    Raises:
        EtlError: Nothing lies there.
    """
    if is_address(path):
        return open_address(path)
    place = Path(path)
    if place.is_dir():
        return open_folder(place)
    if place.exists():
        return open_file(place, path)
    if is_pattern(path):
        shelf = open_pattern(path)
        if shelf.blobs:
            return shelf
        raise EtlError(f"{path}: no file fits this pattern. Check it, and put it into quotation marks.")
    raise EtlError(f"{path}: no such file or folder. Check the name, or make the folder and put articles into it.")


def tell_apart(items: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """The same; a second article with an id is a problem, since a collection could not tell the two apart."""
    taken: dict[str, str] = {}
    for item in items:
        if isinstance(item, Article) and item.doc_id in taken:
            yield second_article(item.source, item.doc_id, taken[item.doc_id])
            continue
        if isinstance(item, Article):
            taken[item.doc_id] = item.source
        yield item


def second_article(source: str, doc_id: str, first: str) -> Problem:
    """The problem of an article whose id another one has already."""
    return Problem(source, f"a second article with the id {doc_id!r}, after {first}", "Give each its own id.")
