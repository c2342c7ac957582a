"""Many files together, wherever they lie: those of a folder, an archive, an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from etl.model import Article
from etl.sources.blob import Blob
from etl.sources.build import Metadata
from etl.sources.metadata import METADATA_FILE, read_metadata
from etl.sources.problem import Problem
from etl.sources.readers import holds_one_article, read_blob


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files by their path relative to where they lie together, with forward slashes, in the order they are read."""

    name: str
    blobs: Mapping[str, Blob]


def read_shelf(shelf: Shelf) -> Iterator[Article | Problem]:
    """Articles and problems of all files; what the shelf's articles.csv says of an article goes with it."""
    files = [file for file in shelf.blobs if file != METADATA_FILE]
    rows: Mapping[str, Metadata] = {}
    if METADATA_FILE in shelf.blobs:
        table = read_metadata(shelf.blobs[METADATA_FILE], files)
        yield from table.problems
        rows = table.rows
    single = name_articles([file for file in files if holds_one_article(file)])
    ids = {**name_articles([file for file in files if file not in single]), **single}
    for file in files:
        yield from read_blob(replace(shelf.blobs[file], doc_id=ids[file], metadata=rows.get(file, Metadata())))


def name_articles(files: list[str]) -> dict[str, str]:
    """Each file's article id: its stem, or as much of its path as tells it from the others.

    >>> name_articles(["2016/trade.txt", "2017/trade.txt", "visit.txt"])
    {'2016/trade.txt': '2016/trade', '2017/trade.txt': '2017/trade', 'visit.txt': 'visit'}
    """
    bare = {file: _without_suffix(file) for file in files}
    stems = Counter(PurePosixPath(path).name for path in bare.values())
    paths = Counter(bare.values())

    def name(file: str) -> str:
        path = bare[file]
        stem = PurePosixPath(path).name
        if stems[stem] == 1:
            return stem
        return path if paths[path] == 1 else file

    return {file: name(file) for file in files}


def _without_suffix(file: str) -> str:
    """A path without what tells its kind ("wire.jsonl.gz" is "wire")."""
    return str(PurePosixPath(file.removesuffix(".gz")).with_suffix(""))
