"""JSON Lines: one article a line, {"id", "text", "title"?, "published"?, "publisher"?, "url"?}."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from etl.model import Article
from etl.sources.build import LONGEST_ARTICLE, Metadata, build_article, parse_published, too_large
from etl.sources.decode import decode
from etl.sources.problem import Problem

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_LONGEST_LINE = 8 * LONGEST_ARTICLE  # bytes; JSON may escape a character by six
_REMEDY = 'Write one JSON object a line, like {"id": "1", "text": "..."}.'


def read_json_lines(path: Path, source: str) -> Iterator[Article | Problem]:
    """The articles of a file, compressed or not, one at a time."""
    name = path.name.split(".")[0]
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as stream:
            yield from read_stream(cast(BinaryIO, stream), source, name)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Problem(source, "not a whole gzip file", "Download or compress it again.")
    except OSError as err:
        yield Problem(source, f"cannot be read ({err.strerror})", "Check that it exists and that you may read it.")


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
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return Problem(where, "no text", _REMEDY)
    warnings = (f"not UTF-8: read as {decoded.assumed}",) if decoded.assumed else ()
    published, broken = _published(record.get("published"))
    metadata = Metadata(_word(record.get("title")), _word(record.get("publisher")), _word(record.get("url")), published)
    return build_article(_word(record.get("id")) or name, record["text"], where, metadata, warnings=warnings + broken)


def _published(value: Any) -> tuple[Any, tuple[str, ...]]:
    """The period that the field states, and the warning if it states none."""
    if value in (None, ""):
        return None, ()
    published = parse_published(str(value))
    return published, () if published else (f"published {str(value)[:40]!r} is not a date like YYYY-MM-DD, so it is read without one",)


def _word(value: Any) -> str | None:
    """A field as text; numbers are taken as they stand, anything else is not one."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
