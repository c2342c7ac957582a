"""What every engine does with one partition: read it, extract what the lake does not hold yet, write that as one part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from etl.engine.job import REPORT, Job, Outcome, Receipt
from etl.identity import content_key
from etl.lake import Entry, Lake, Part, storable, take_over
from etl.model import Article, Extraction
from etl.pipeline import extract, extract_all
from etl.sources.partition import Partition
from etl.sources.problem import Problem

BATCH, BATCH_CHARACTERS = 40, 200_000
"""Articles that are extracted step by step together, whichever is reached first: then a step's code and words stay in the cache."""


def run_partition(job: Job, partition: Partition) -> Receipt:
    """Do all of a partition. Doing it twice, even at the same time, leaves the lake as doing it once does.

    Raises:
        LakeError: the lake cannot be written to.
    """
    items = list(partition.read())
    articles = {content_key(item.content): item.content for item in items if isinstance(item.content, Article)}
    lake = _lake(job)
    known = set() if job.full else lake.known(articles.keys(), job.version)
    found: dict[str, Extraction] = {}
    broken: dict[str, str] = {}
    new = {key: article for key, article in articles.items() if key not in known}
    if not job.full:
        taken = take_over(lake, _earlier_parts(job), new, job.version)
        new = {key: article for key, article in new.items() if key not in taken}
    for key, result in zip(new, _extract_each(list(new.values())), strict=True):
        if isinstance(result, str):
            broken[key] = result
        else:
            found[key] = result
    if found:
        lake.write_part(found, job.version)
    outcomes = (_outcome(item.place, item.order, item.content, broken) for item in items)
    return Receipt(tuple(outcomes), len(found))


def list_sources(partition: Partition) -> list[str]:
    """Where each item of a partition lies; nothing is extracted."""
    return [item.content.source for item in partition.read()]


def _extract_each(articles: Sequence[Article]) -> Iterator[Extraction | str]:
    """What each article yields, or the reason why its extraction broke off: that is a bug, which the others must not suffer from."""
    for batch in _batches(articles):
        try:
            yield from extract_all(batch)
        except Exception:
            yield from map(_extract_one, batch)


def _extract_one(article: Article) -> Extraction | str:
    try:
        return extract(article)
    except Exception as err:
        return f"extraction failed with {type(err).__name__}: {err}"[:300]


def _batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _outcome(place: int, order: int, content: Article | Problem, broken: dict[str, str]) -> Outcome:
    if isinstance(content, Problem):
        return Outcome(place, order, Problem(_clean(content.source), _clean(content.reason), _clean(content.remedy)))
    key = content_key(content)
    if key in broken:
        return Outcome(place, order, Problem(_clean(content.source), _clean(broken[key]), REPORT))
    warnings = tuple(map(_clean, content.warnings))
    return Outcome(place, order, Entry(_clean(content.doc_id), _clean(content.source), key, warnings))


def _clean(text: str) -> str:
    """Without half characters, which file names and broken JSON may hold and no encoding can."""
    return storable(text) or ""


@lru_cache(maxsize=1)
def _earlier_parts(job: Job) -> tuple[Part, ...]:
    """The parts that earlier runs have written; looking through those of this one, too, would take longer with each partition."""
    return tuple(part for part in _lake(job).sound_parts().values() if part.version == job.version)


@lru_cache(maxsize=1)
def _lake(job: Job) -> Lake:
    return Lake(job.lake)
