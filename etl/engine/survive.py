"""All partitions done, whatever an article does to the process that reads it: the guilty one is found and rejected, the others stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from etl.engine import Engine
from etl.engine.work import REPORT, Job, Outcome, Receipt, list_sources, run_partition
from etl.sources.partition import Partition
from etl.sources.problem import Problem

KILLED = "the process that read it was killed, twice (perhaps out of memory)"


def run_all(engine: Engine, job: Job, partitions: Iterable[Partition]) -> Iterator[Receipt]:
    """The receipts of all partitions, in any order. A partition that killed its process twice is halved until one article is left."""
    suspects = []  # looked into when the others are done, as an engine does one thing at a time
    for partition, receipt in engine.run(partial(run_partition, job), partitions):
        if receipt is None:
            suspects.append(partition)
        else:
            yield receipt
    for partition in suspects:
        if len(partition.pieces) > 1:
            half = len(partition.pieces) // 2
            yield from run_all(engine, job, (Partition(partition.pieces[:half]), Partition(partition.pieces[half:])))
        else:
            yield from _among_articles(engine, partial(run_all, engine, job), partition)


def _among_articles(engine: Engine, again: Callable[[Iterable[Partition]], Iterator[Receipt]], partition: Partition) -> Iterator[Receipt]:
    """The same for the articles of one file, which are counted first."""
    (piece,) = partition.pieces
    ((_, sources),) = engine.run(list_sources, [partition])
    if sources is None:  # reading the file alone kills
        yield _lost(piece.place, piece.start, piece.blob.source)
    elif len(sources) <= 1:
        yield _lost(piece.place, piece.start + partition.first, sources[0] if sources else piece.blob.source)
    else:
        middle, last = partition.first + len(sources) // 2, partition.first + len(sources)
        yield from again((replace(partition, last=middle), replace(partition, first=middle, last=last)))


def _lost(place: int, order: int, source: str) -> Receipt:
    return Receipt((Outcome(place, order, Problem(source, KILLED, REPORT)),), 0)
