"""Tables with an article a row: CSV and Parquet, read a piece at a time."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, cast

from etl.model import Article
from etl.sources.blob import UNREADABLE, Blob, empty, unreadable
from etl.sources.build import LONGEST_ARTICLE
from etl.sources.decode import decode
from etl.sources.problem import Problem
from etl.sources.record import FIELDS, name_columns, read_record
from etl.sources.slice import Slice

_SAMPLE = 200_000  # bytes that encoding and separator are told by
_BATCH = 500  # rows of a Parquet file held in memory
_SEPARATORS = ",;\t|"
_DAMAGED = "Some characters could not be read (they show as \N{REPLACEMENT CHARACTER})"


def read_csv(blob: Blob) -> Iterator[Article | Problem]:
    """The rows of a CSV file whose first line names its columns, one of them the text."""
    try:
        with blob.start() as stream:
            sample = stream.read(_SAMPLE)
        decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
        if decoded is None:
            yield Problem(blob.source, "a binary file, not text", "Save it as CSV in UTF-8.")
            return
        encoding = decoded.assumed or ("utf-16" if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        warnings = (f"not UTF-8: read as {decoded.assumed}",) if decoded.assumed else ()
        with blob.start() as stream:
            lines = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
            yield from _csv_rows(blob, lines, _separator(decoded.text), warnings)
    except UNREADABLE as err:
        yield unreadable(blob.source, err)


def _separator(text: str) -> str:
    """The sign that separates the columns of the first line."""
    header = text.partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _csv_rows(blob: Blob, lines: io.TextIOWrapper, separator: str, warnings: tuple[str, ...]) -> Iterator[Article | Problem]:
    reader = csv.reader(lines, delimiter=separator)
    header = _next_row(reader, blob.source)
    if isinstance(header, Problem) or header is None:
        yield header or empty(blob.source)
        return
    columns = name_columns(header)
    if "text" not in columns:
        yield _no_text(blob.source, header)
        return
    positions = {field: header.index(column) for field, column in columns.items()}
    number = 0
    while (row := _next_row(reader, blob.source)) is not None or not number:
        if row is None:
            yield empty(blob.source)
            return
        if isinstance(row, Problem):
            yield row
            return
        if not any(row):
            continue  # an empty line
        number += 1
        where = f"{blob.source}, line {reader.line_num}"
        if len(row) != len(header):
            yield Problem(where, f"{len(row)} columns where the first line has {len(header)}", "Look for a missing quotation mark.")
            continue
        damaged = (_DAMAGED,) if any("\N{REPLACEMENT CHARACTER}" in value for value in row) else ()
        record = {field: row[position] for field, position in positions.items()}
        yield read_record(record, where, f"{blob.doc_id}-{number}", warnings=warnings + damaged)


def _next_row(reader: Any, source: str) -> list[str] | Problem | None:
    """The next row, whose fields may be as long as an article: the library's limit is for the whole program, so it is put back."""
    before = csv.field_size_limit(4 * LONGEST_ARTICLE)
    try:
        return cast("list[str] | None", next(reader, None))
    except csv.Error as err:
        reason = f"not CSV from here on ({err})"
        return Problem(f"{source}, line {reader.line_num}", reason, "Look for an unclosed quotation mark; nothing after it was read.")
    finally:
        csv.field_size_limit(before)


def cut_rows(blob: Blob, size: int) -> tuple[list[Slice], None]:
    """A Parquet file in slices of row groups, each of about so many bytes; only the file's end is read. None if it is no such file."""
    import pyarrow as pa  # type: ignore[import-untyped]  # ships no types; only here: it takes a fifth of a second
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    slices: list[Slice] = []
    with blob.start() as stream:
        if not stream.seekable():
            return [], None
        try:
            groups = pq.ParquetFile(stream).metadata
        except pa.ArrowException:
            return [], None
        start = items = rows = weight = 0
        for group in range(groups.num_row_groups):
            weight += groups.row_group(group).total_byte_size
            rows += groups.row_group(group).num_rows
            if weight >= size or group + 1 == groups.num_row_groups:
                slices.append(Slice(start, group + 1, items))
                start, items, weight = group + 1, rows, 0
    return slices, None


def read_parquet(blob: Blob, part: Slice | None = None) -> Iterator[Article | Problem]:
    """The rows of a Parquet file, or of a slice of it, one of whose columns is the text; only the columns needed are read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = part.items if part else 0
    try:
        with blob.start() as stream:
            file = pq.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read()))
            columns = name_columns(file.schema_arrow.names)
            if "text" not in columns:
                yield _no_text(blob.source, file.schema_arrow.names)
                return
            groups = range(part.start, part.end) if part else range(file.num_row_groups)
            for batch in file.iter_batches(_BATCH, columns=list(columns.values()), row_groups=list(groups)):
                for row in batch.to_pylist():
                    number += 1
                    record = {field: row[column] for field, column in columns.items()}
                    yield read_record(record, f"{blob.source}, row {number}", f"{blob.doc_id}-{number}")
            if not number:
                yield empty(blob.source)
    except (gzip.BadGzipFile, EOFError, zlib.error) as err:
        yield unreadable(blob.source, err)
    except (OSError, pa.ArrowException) as err:
        whole = f"damaged after row {number}" if number else "not a whole Parquet file"
        detail = str(err).splitlines()[0][:120] if str(err) else type(err).__name__
        yield Problem(blob.source, f"{whole} ({detail})", "Download or write it again.")


def _no_text(source: str, columns: list[str]) -> Problem:
    found = ", ".join(columns[:10]) or "none"
    return Problem(
        source, f"no column 'text' (columns: {found})", f"Name the column with the articles one of: {', '.join(FIELDS['text'])}."
    )
