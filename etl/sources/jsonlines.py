"""JSON Lines: one article a line, {"id", "text", "title"?, "published"?, "publisher"?, "url"?}."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import BinaryIO

from etl.model import Article
from etl.sources.blob import UNREADABLE, Blob, empty, unreadable
from etl.sources.build import LONGEST_ARTICLE, too_large
from etl.sources.decode import decode
from etl.sources.problem import Problem
from etl.sources.record import name_columns, read_record
from etl.sources.slice import Slice

_LONGEST_LINE = 8 * LONGEST_ARTICLE  # bytes; JSON may escape a character by six
_BLOCK = 1 << 20  # bytes that are searched for line ends at once
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


def read_lines_slice(blob: Blob, part: Slice) -> Iterator[Article | Problem]:
    """The articles of some lines of a file, as reading the whole file gives them."""
    try:
        with blob.start() as stream:
            stream.seek(part.start)
            yield from read_stream(stream, blob.source, blob.doc_id, before=part.items, length=part.end - part.start)
    except UNREADABLE as err:
        yield unreadable(blob.source, err)


def cut_lines(blob: Blob, size: int) -> tuple[list[Slice], str]:
    """The file in slices of whole lines, each of about so many bytes, and a digest of it; reads it once."""
    digest = blake2b(digest_size=16)
    slices: list[Slice] = []
    start = items = lines = at = 0
    with blob.start() as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            position = 0
            while (cut := block.find(b"\n", max(position, start + size - at))) >= 0:
                lines += block.count(b"\n", position, cut + 1)
                slices.append(Slice(start, at + cut + 1, items))
                start, items, position = at + cut + 1, lines, cut + 1
            lines += block.count(b"\n", position)
            at += len(block)
    return ([*slices, Slice(start, at, items)] if at > start else slices), digest.hexdigest()


def read_stream(stream: BinaryIO, source: str, name: str, *, before: int = 0, length: int | None = None) -> Iterator[Article | Problem]:
    """The articles of an open stream; a line without an id is called by ``name`` and its number.

    Args:
        before: Lines that stand before the stream's place.
        length: Bytes after which the lines of this slice end; None for all.
    """
    for number, line in enumerate(_lines(stream, length), start=before + 1):
        where = f"{source}, line {number}"
        if line is None:
            yield too_large(where, "a line of more than 8 MB")
        elif line.strip():
            yield _read_line(line, where, f"{name}-{number}")


def _lines(stream: BinaryIO, length: int | None) -> Iterator[bytes | None]:
    """Line by line; None for one that is longer than any article, without holding it in memory."""
    left = float("inf") if length is None else length
    while left > 0 and (line := stream.readline(_LONGEST_LINE)):
        left -= len(line)
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while rest := stream.readline(_LONGEST_LINE):
                left -= len(rest)
                if rest.endswith(b"\n"):
                    break
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
