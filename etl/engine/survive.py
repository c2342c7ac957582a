"""All partitions done, whatever an article does to the process that reads it: the guilty one is found and rejected, the others stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from etl.engine import Engine
from etl.engine.job import REPORT, Job, Outcome, Receipt
from etl.engine.work import list_sources, run_partition
from etl.sources.partition import Partition
from etl.sources.problem import Problem

KILLED = "the process that read it was killed, twice (perhaps out of memory)"


def run_all(engine: Engine, job: Job, partitions: Iterable[Partition]) -> Iterator[Receipt]:
    """The receipts of all partitions, in any order. A partition that killed its process twice is halved until one article is left."""
    suspects = []  # looked into when the others are done, one at a time, so that no innocent one dies with a guilty one
    for partition, receipt in engine.run(partial(run_partition, job), partitions):
        if receipt is None:
            suspects.append(partition)
        else:
            yield receipt
    for suspect in suspects:
        for narrowed in _narrow(engine, suspect):
            yield from [narrowed] if isinstance(narrowed, Receipt) else run_all(engine, job, [narrowed])


def _narrow(engine: Engine, suspect: Partition) -> tuple[Partition, Partition] | tuple[Receipt]:
    """The halves of a partition, or the receipt of the one article or file that is left of it."""
    if len(suspect.pieces) > 1:
        half = len(suspect.pieces) // 2
        return Partition(suspect.pieces[:half]), Partition(suspect.pieces[half:])
    (piece,) = suspect.pieces
    sources = _count(engine, suspect)
    if sources is None:  # reading the file alone kills
        return (_lost(piece.place, piece.start, piece.blob.source),)
    if len(sources) <= 1:
        return (_lost(piece.place, piece.start + suspect.first, sources[0] if sources else piece.blob.source),)
    middle, last = suspect.first + len(sources) // 2, suspect.first + len(sources)
    return replace(suspect, last=middle), replace(suspect, first=middle, last=last)


def _count(engine: Engine, suspect: Partition) -> list[str] | None:
    """Where the articles of a partition lie; asked again if the workers were still falling over the partition when it was asked."""
    for _ in range(3):
        ((_, sources),) = engine.run(list_sources, [suspect])
        if sources is not None:
            return sources
    return None


def _lost(place: int, order: int, source: str) -> Receipt:
    return Receipt((Outcome(place, order, Problem(source, KILLED, REPORT)),), 0)
