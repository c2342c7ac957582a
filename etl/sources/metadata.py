"""articles.csv: what a person adds or corrects about the articles of a folder (file, title, publisher, published, url)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from etl.sources.blob import Blob
from etl.sources.build import Metadata, parse_published
from etl.sources.decode import decode
from etl.sources.problem import Problem

METADATA_FILE = "articles.csv"
_LARGEST = 500_000_000  # bytes
_COLUMNS = ("file", "title", "publisher", "published", "url")


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """Metadata by file, named as in the table, and what is wrong with the table."""

    rows: dict[str, Metadata]
    problems: tuple[Problem, ...]


def read_metadata(blob: Blob, files: list[str]) -> MetadataTable:
    """What an articles.csv says.

    Args:
        blob: The table.
        files: Paths of the articles beside it, relative to where it lies, with forward slashes; the table's ``file`` is one of them.
    """
    data = blob.read(_LARGEST)
    if isinstance(data, Problem):
        return MetadataTable({}, (data,))
    decoded = decode(data)
    if decoded is None:
        return MetadataTable({}, (Problem(blob.source, "not text", "Save it as CSV in UTF-8."),))
    reader = csv.DictReader(io.StringIO(decoded.text, newline=""), skipinitialspace=True)
    if "file" not in (reader.fieldnames or ()):
        found = ", ".join(reader.fieldnames or ()) or "nothing"
        remedy = f"Name the columns {', '.join(_COLUMNS)}."
        return MetadataTable({}, (Problem(blob.source, f"no column 'file' in its first line ({found})", remedy),))
    return _collect(reader, blob.source, set(files))


def _collect(reader: csv.DictReader[str], source: str, files: set[str]) -> MetadataTable:
    rows: dict[str, Metadata] = {}
    problems: list[Problem] = []
    for row in _rows(reader, source, problems):
        where = f"{source}, line {reader.line_num}"
        file = (row.get("file") or "").strip().replace("\\", "/").removeprefix("./")
        if not file and not any(row.get(column) for column in _COLUMNS):
            continue  # an empty line
        if file in rows:
            problems.append(Problem(where, f"a second row for {file}", "Delete one of the two; the first was used."))
        elif file not in files:
            problems.append(
                Problem(where, f"no file named {file!r} in the folder", f"Correct the name or delete the row.{_nearest(file, files)}")
            )
        else:
            rows[file] = _metadata(row, where, problems)
    return MetadataTable(rows, tuple(problems))


def _rows(reader: csv.DictReader[str], source: str, problems: list[Problem]) -> Iterator[dict[str, str | None]]:
    """The table's rows as far as it is a CSV file."""
    try:
        yield from reader
    except csv.Error as err:  # an endless field: a quotation mark that is never closed
        problems.append(Problem(f"{source}, line {reader.line_num}", f"not CSV ({err})", "Look for an unclosed quotation mark."))


def _metadata(row: dict[str, str | None], where: str, problems: list[Problem]) -> Metadata:
    values = {column: (row.get(column) or "").strip() or None for column in _COLUMNS}
    published = parse_published(values["published"]) if values["published"] else None
    if values["published"] and not published:
        reason = f"{values['published']!r} is not a date, so {values['file']} is read without one"
        problems.append(Problem(where, reason, "Write the date as YYYY-MM-DD."))
    return Metadata(title=values["title"], publisher=values["publisher"], url=values["url"], published=published)


def _nearest(file: str, files: set[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(file, sorted(files), n=1)
    return f" Did you mean {near[0]}?" if near else ""
