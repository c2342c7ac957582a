"""A source cut into partitions, each of which another process, on another machine, can read; together they give what the source gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from etl.model import Article
from etl.sources.blob import UNREADABLE, Blob
from etl.sources.jsonlines import cut_lines
from etl.sources.problem import Problem
from etl.sources.readers import read_blob, read_slice, suffix_of
from etl.sources.slice import Slice
from etl.sources.table import cut_rows

SIZE = 2_000_000
"""Bytes of a partition, about: a second or two of extraction, so that all workers are busy to the end and a lost one costs little."""

SMALLEST = 100_000
"""Bytes of the smallest partition: handing it over and writing its part takes a few hundredths of a second."""

FEWEST_PARTITIONS = 16
"""Partitions that a source is cut into, unless they get too small, so that no process waits for the others' last one."""

MOST_FILES = 500
"""Files of a partition."""

MOST_PARTITIONS = 20_000
"""From so many on, partitions grow instead: more tasks would keep a cluster's scheduler busier than its workers."""

MOST_PACKED_SLICES = 64
"""Slices of a file packed by gzip."""

_PACKED = 4  # times that packed text grows


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a source, or a slice of one.

    Attributes:
        place: Number of the file in the source's order.
        given: What it holds, where there is no file that could be opened again (standard input), and
        before: how many articles and problems stand before these.
    """

    place: int
    blob: Blob
    slice: Slice | None = None
    given: tuple[Article | Problem, ...] = ()
    before: int = 0

    @property
    def start(self) -> int:
        """Number of its first item in its file; the next ones ascend."""
        return self.slice.items if self.slice else self.before

    def read(self) -> Iterator[Article | Problem]:
        """Its articles and problems."""
        if self.given:
            return iter(self.given)
        return read_slice(self.blob, self.slice) if self.slice else read_blob(self.blob)


@dataclass(frozen=True, slots=True)
class Item:
    """One article or problem, and where it stands: ``order`` ascends within the file of number ``place``."""

    place: int
    order: int
    content: Article | Problem


@dataclass(frozen=True, slots=True)
class Partition:
    """Some pieces of a source that are worked on together.

    Attributes:
        first, last: Which of the partition's items count, half-open; all of them where ``last`` is None.
    """

    pieces: tuple[Piece, ...]
    first: int = 0
    last: int | None = None

    def read(self) -> Iterator[Item]:
        """The articles and problems, in order."""
        return islice(self._read_all(), self.first, self.last)

    def _read_all(self) -> Iterator[Item]:
        for piece in self.pieces:
            for order, content in enumerate(piece.read(), piece.start):
                yield Item(piece.place, order, content)


def cut(piece: Piece, size: int) -> tuple[list[Piece], str | None]:
    """The piece in slices of about so many bytes, where its kind of file can be read from the middle; else as it is.

    Also a digest of its content, where it was read to be cut.
    """
    blob = piece.blob
    if blob.name.lower().endswith(".gz"):  # each slice unpacks what stands before it, too, so there are not many of them
        size = max(size // _PACKED, (blob.size or 0) // MOST_PACKED_SLICES)
        if blob.size is not None and blob.size <= size:
            return [piece], None
        blob, size = blob.unpacked(), size * _PACKED
    cutter = {".jsonl": cut_lines, ".ndjson": cut_lines, ".parquet": cut_rows}.get(suffix_of(blob.name))
    if cutter is None or (blob.size is not None and blob.size <= size):
        return [piece], None
    try:
        slices, digest = cutter(blob, size)
    except UNREADABLE:  # reading it says why
        return [piece], None
    return [replace(piece, slice=each) for each in slices] if len(slices) > 1 else [piece], digest


def gather(pieces: Iterable[Piece], size: int) -> Iterator[Partition]:
    """Partitions of about so many bytes; a piece whose size is not known counts as a whole one."""
    held: list[Piece] = []
    bytes_held = 0
    for piece in pieces:
        weight = size if piece.slice or piece.given or piece.blob.size is None else piece.blob.size
        if held and (bytes_held + weight > size or len(held) == MOST_FILES):
            yield Partition(tuple(held))
            held, bytes_held = [], 0
        held.append(piece)
        bytes_held += weight
    if held:
        yield Partition(tuple(held))


def partition_size(total: int) -> int:
    """Bytes that a partition should have in a source of so many bytes.

    >>> [partition_size(total) for total in (10**5, 10**7, 10**9, 10**12)]
    [100000, 625000, 2000000, 50000000]
    """
    return max(SMALLEST, min(SIZE, total // FEWEST_PARTITIONS), total // MOST_PARTITIONS)
