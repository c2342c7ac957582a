"""JSON Lines: one article a line, {"id", "text", "title"?, "published"?, "publisher"?, "url"?}."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from etl.model import Article
from etl.sources.blob import UNREADABLE, Blob, empty, unreadable
from etl.sources.build import LONGEST_ARTICLE, too_large
from etl.sources.decode import decode
from etl.sources.problem import Problem
from etl.sources.record import name_columns, read_record

_LONGEST_LINE = 8 * LONGEST_ARTICLE  # bytes; JSON may escape a character by six
_REMEDY = 'Write one JSON object a line, like {"id": "1", "text": "..."}.'


def read_json_lines(blob: Blob) -> Iterator[Article | Problem]:
    """The articles of a file, one at a time."""
    try:
        with blob.start() as stream:
            items = read_stream(stream, blob.source, blob.doc_id)
            yield next(items, empty(blob.source))
            yield from items
    except UNREADABLE as err:
        yield unreadable(blob.source, err)


def read_stream(stream: BinaryIO, source: str, name: str) -> Iterator[Article | Problem]:
    """The articles of an open stream; a line without an id is called by ``name`` and its number."""
    for number, line in enumerate(_lines(stream), start=1):
        where = f"{source}, line {number}"
        if line is None:
            yield too_large(where, "a line of more than 8 MB")
        elif line.strip():
            yield _read_line(line, where, f"{name}-{number}")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Line by line; None for one that is longer than any article, without holding it in memory."""
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _read_line(line: bytes, where: str, name: str) -> Article | Problem:
    decoded = decode(line)
    if decoded is None:
        return Problem(where, "not text", "Save the file as UTF-8.")
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError):
        return Problem(where, "not JSON", _REMEDY)
    if not isinstance(record, dict):
        return Problem(where, "no text", _REMEDY)
    warnings = (f"not UTF-8: read as {decoded.assumed}",) if decoded.assumed else ()
    fields = {field: record[column] for field, column in name_columns(list(record)).items()}
    return read_record(fields, where, name, warnings=warnings)
