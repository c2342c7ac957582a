"""Many files together, wherever they lie: those of a folder, an archive, an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from etl.model import Article
from etl.sources.blob import Blob, Look
from etl.sources.build import Metadata
from etl.sources.metadata import METADATA_FILE, MetadataTable, read_metadata
from etl.sources.problem import Problem
from etl.sources.readers import holds_one_article, read_blob


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files by their path relative to where they lie together, with forward slashes, in the order they are read.

    Attributes:
        looks: How each file looks, by which an unchanged one is told without reading it; empty where the files lie elsewhere.
    """

    name: str
    blobs: Mapping[str, Blob]
    looks: Mapping[str, Look | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labels:
    """What a shelf says of its files beside their content.

    Attributes:
        files: Those that are read, in order.
        ids: Id of the one article in each file, or the beginning of the ids of several.
        rows: What articles.csv says, by file.
        problems: What is wrong with articles.csv.
    """

    files: tuple[str, ...]
    ids: Mapping[str, str]
    rows: Mapping[str, Metadata]
    problems: tuple[Problem, ...]


def read_shelf(shelf: Shelf) -> Iterator[Article | Problem]:
    """Articles and problems of all files; what the shelf's articles.csv says of an article goes with it."""
    labels = label(shelf)
    yield from labels.problems
    for file in labels.files:
        yield from read_blob(labelled(shelf, labels, file))


def label(shelf: Shelf) -> Labels:
    """Name the articles and read articles.csv; no other file is opened."""
    files = [file for file in shelf.blobs if file != METADATA_FILE]
    table = read_metadata(shelf.blobs[METADATA_FILE], files) if METADATA_FILE in shelf.blobs else MetadataTable({}, ())
    single = name_articles([file for file in files if holds_one_article(file)])
    ids = {**name_articles([file for file in files if file not in single]), **single}
    return Labels(tuple(files), ids, table.rows, table.problems)


def labelled(shelf: Shelf, labels: Labels, file: str) -> Blob:
    """A file of the shelf with its id and what articles.csv says of it."""
    blob = shelf.blobs[file]
    return replace(blob, doc_id=labels.ids[file], metadata=labels.rows.get(file, blob.metadata))


def name_articles(files: list[str]) -> dict[str, str]:
    """Each file's article id: its stem, or as much of its path as tells it from the others.

    >>> name_articles(["2016/trade.txt", "2017/trade.txt", "visit.txt"])
    {'2016/trade.txt': '2016/trade', '2017/trade.txt': '2017/trade', 'visit.txt': 'visit'}
    """
    bare = {file: _without_suffix(file) for file in files}
    stem = {path: path.rpartition("/")[2] for path in bare.values()}
    stems = Counter(stem[path] for path in bare.values())
    paths = Counter(bare.values())

    def name(file: str, path: str) -> str:
        if stems[stem[path]] == 1:
            return stem[path]
        return path if paths[path] == 1 else file

    return {file: name(file, path) for file, path in bare.items()}


def _without_suffix(file: str) -> str:
    """A path without what tells its kind ("wire.jsonl.gz" is "wire")."""
    file = file.removesuffix(".gz")
    folder, slash, name = file.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return f"{folder}{slash}{stem}" if dot and stem and suffix else file
