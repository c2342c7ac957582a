"""Which files of a source have to be read in a run, and what the others gave when they were read."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.recall import Seen, lasting
from etl.sources import STANDARD_INPUT, open_source, read_stream
from etl.sources.blob import Blob, no_file
from etl.sources.partition import Partition, Piece, cut, gather, partition_size
from etl.sources.problem import Problem
from etl.sources.shelf import Labels, Shelf, label, labelled

GIVEN = 200
"""Articles of standard input in a piece."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A source before its files are read.

    Attributes:
        problems: What is wrong with articles.csv.
        seen: All files in order; those that are to be read have no results yet.
        partitions: What is to be read; a piece's ``place`` is its file's number in ``seen``.
        size: Bytes that are to be read, as far as they are known.
    """

    problems: tuple[Problem, ...]
    seen: Mapping[str, Seen]
    partitions: tuple[Partition, ...]
    size: int


def root_of(source: str) -> str:
    """What a source is called for good: the same text can name another folder elsewhere."""
    return source if source == STANDARD_INPUT or "://" in source else str(Path(source).absolute())


def survey(source: str, recalled: Mapping[str, Seen], known: Container[str], started_ns: int) -> Survey:
    """Look at all files of a source and open none but those that look changed, articles.csv and long files of articles.

    Args:
        recalled: What is remembered of the files.
        known: Content keys that the lake holds; a file with others is read again.
        started_ns: When the run began.

    Raises:
        EtlError: Nothing lies there.
    """
    if source == STANDARD_INPUT:
        return _given()
    shelf = open_source(source)
    labels = label(shelf)
    seen: dict[str, Seen] = {}
    changed: list[tuple[int, str]] = []
    for place, file in enumerate(labels.files):
        look, said = shelf.looks.get(file), _label(labels, file)
        old = recalled.get(file)
        if old is not None and old.label == said and old.look == look is not None and _all_known(old, known):
            seen[file] = old
        else:
            seen[file] = Seen(said, lasting(look, started_ns))
            changed.append((place, file))
    pieces, size = _pieces(shelf, labels, changed, seen, recalled, known)
    return Survey(labels.problems, seen, tuple(gather(pieces, partition_size(size))), size)


def _pieces(
    shelf: Shelf,
    labels: Labels,
    changed: list[tuple[int, str]],
    seen: dict[str, Seen],
    recalled: Mapping[str, Seen],
    known: Container[str],
) -> tuple[list[Piece], int]:
    """The files to read, long ones in slices, and their bytes; a long file of the same content as before only gets its results."""
    whole = [Piece(place, labelled(shelf, labels, file)) for place, file in changed]
    size = sum(piece.blob.size or 0 for piece in whole)
    pieces: list[Piece] = []
    for piece, (_, file) in zip(whole, changed, strict=True):
        slices, digest = cut(piece, partition_size(size))
        old = recalled.get(file)
        if digest and old and (old.digest, old.label) == (digest, seen[file].label) and _all_known(old, known):
            size -= piece.blob.size or 0
            seen[file].results = old.results
        else:
            pieces += slices
        seen[file].digest = digest
    return pieces, size


def _all_known(seen: Seen, known: Container[str]) -> bool:
    return all(isinstance(each, Problem) or each.content_key in known for each in seen.results)


def _label(labels: Labels, file: str) -> str:
    """What is known of a file beside its content, in one text."""
    row = labels.rows.get(file)
    if row is None:
        return labels.ids[file]
    return "\x1f".join(
        (labels.ids[file], row.title or "", row.publisher or "", row.url or "", row.published.label if row.published else "")
    )


def _given() -> Survey:
    """What comes on standard input, which can be read once only."""
    items = read_stream()
    chunks = iter(lambda: tuple(islice(items, GIVEN)), ())
    nowhere = Blob(STANDARD_INPUT, "standard input", "stdin", None, no_file)
    pieces = (Piece(0, nowhere, given=chunk, before=number * GIVEN) for number, chunk in enumerate(chunks))
    partitions = tuple(Partition((piece,)) for piece in pieces)
    size = sum(len(item.text) for each in partitions for item in each.pieces[0].given if not isinstance(item, Problem))
    return Survey((), {STANDARD_INPUT: Seen("", None)}, partitions, size)
