"""Extraction in a pool of processes on this machine, in an order that does not depend on their number."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from etl.model import Article, Extraction
from etl.pipeline import extract

BATCH = 20
"""Articles that a worker takes at once: enough that handing them over costs little, few enough that all stay busy."""

WORTH_A_POOL = 100
"""Fewer articles are extracted in this process: starting others would take longer."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article whose extraction broke off; that is a bug, and the other articles must not suffer from it."""

    article: Article
    reason: str


Outcome = Extraction | Failure


def extract_all(articles: Sequence[Article], jobs: int | None = None) -> Iterator[Outcome]:
    """What each article yields, in the order given; ``jobs`` processes, by default as many as there are cores to use."""
    jobs = jobs or _cores()
    if jobs == 1 or len(articles) < WORTH_A_POOL:
        yield from map(_extract_one, articles)
    else:
        yield from _in_pool([articles[at : at + BATCH] for at in range(0, len(articles), BATCH)], jobs)


def _cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_pool(batches: list[Sequence[Article]], jobs: int) -> Iterator[Outcome]:
    """Batch by batch; when a worker dies, the batch it may have died of is taken article by article."""
    done = 0
    while done < len(batches):
        with _pool(jobs) as pool:
            futures = [pool.submit(_extract_batch, batch) for batch in batches[done:]]
            for future in futures:
                outcomes = _result(future)
                if outcomes is None:
                    break
                yield from outcomes
                done += 1
            else:
                return
        yield from _one_by_one(batches[done])
        done += 1


def _result(future: Future[list[Outcome]]) -> list[Outcome] | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _one_by_one(articles: Sequence[Article]) -> Iterator[Outcome]:
    """The same in a single process, started again after each article that it died of."""
    done = 0
    while done < len(articles):
        with _pool(1) as pool:
            for article in articles[done:]:
                done += 1
                outcomes = _result(pool.submit(_extract_batch, [article]))
                if outcomes is None:
                    yield Failure(article, "the process that read it was killed (perhaps out of memory)")
                    break
                yield from outcomes


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Started afresh, not forked: forking a process with threads (a progress bar, DuckDB) can hang.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _extract_batch(articles: Sequence[Article]) -> list[Outcome]:
    return [_extract_one(article) for article in articles]


def _extract_one(article: Article) -> Outcome:
    try:
        return extract(article)
    except Exception as err:
        return Failure(article, f"extraction failed with {type(err).__name__}: {err}"[:300])
