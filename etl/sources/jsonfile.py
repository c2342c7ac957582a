"""A .json file: one article as an object, several as a list of objects or under "articles"."""

from __future__ import annotations

import json
from collections.abc import Iterator

from etl.model import Article
from etl.sources.blob import Blob
from etl.sources.decode import decode
from etl.sources.problem import Problem
from etl.sources.record import name_columns, read_record

LARGEST = 64_000_000
"""Bytes; larger collections are JSON Lines, which are read line by line."""

_REMEDY = 'Write an object with a text, or a list of them: [{"id": "1", "text": "..."}].'


def read_json(blob: Blob) -> Iterator[Article | Problem]:
    """The articles of the file, in order."""
    data = blob.read(LARGEST)
    if isinstance(data, Problem):
        yield data
        return
    decoded = decode(data)
    try:
        content = json.loads(decoded.text) if decoded else None
    except (ValueError, RecursionError):
        yield Problem(blob.source, "not JSON", _REMEDY)
        return
    warnings = (f"not UTF-8: read as {decoded.assumed}",) if decoded and decoded.assumed else ()
    if isinstance(content, dict) and isinstance(content.get("articles"), list):
        content = content["articles"]
    if isinstance(content, dict):
        yield read_record(_fields(content), blob.source, blob.doc_id, warnings=warnings)
        return
    if not isinstance(content, list) or not content:
        yield Problem(blob.source, "no articles", _REMEDY)
        return
    for number, record in enumerate(content, start=1):
        where = f"{blob.source}, item {number}"
        if isinstance(record, dict):
            yield read_record(_fields(record), where, f"{blob.doc_id}-{number}", warnings=warnings)
        else:
            yield Problem(where, "not an object", _REMEDY)


def _fields(record: dict[str, object]) -> dict[str, object]:
    return {field: record[column] for field, column in name_columns(list(record)).items()}
