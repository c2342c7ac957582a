"""Bring the warehouse up to date with a source: read, extract what is new, commit, build, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TypeVar
from uuid import uuid4

from etl.engine import local
from etl.errors import EtlError
from etl.identity import content_key
from etl.lake import Commit, Entry, Lake, Rejected
from etl.model import Article, Extraction
from etl.sources import Problem, read_source, tell_apart
from etl.version import extractor_version
from warehouse import publish
from warehouse.home import Layout, exclusive

CHUNK = 5_000
"""Articles held in memory at once."""

PART = 500
"""Articles whose findings share one part of the lake."""

T = TypeVar("T")
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run found and did; seen = new + changed + unchanged + rejected.

    Attributes:
        generation: Name of the warehouse's generation that is served now.
        facts, events: Figures as stated and distinct events that the warehouse holds now.
        extracted: Articles that were read by the extractor in this run.
        idle: Whether there was nothing to do, so that nothing was written.
        problems: What was rejected and why.
        warnings: What was assumed while reading an article, as (source, warning).
    """

    run_id: str
    generation: str
    seen: int
    new: int
    changed: int
    unchanged: int
    removed: int
    rejected: int
    facts: int
    events: int
    seconds: float
    extracted: int
    idle: bool
    problems: tuple[Problem, ...]
    warnings: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Seen:
    """What has been read of the source so far."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    extracted: int = 0


@dataclass(frozen=True, slots=True)
class _Changes:
    new: int
    changed: int
    unchanged: int
    removed: int


def update(
    source: str, home: Path, *, full: bool = False, jobs: int | None = None, progress: Progress = lambda _stage, _count: None
) -> Summary:
    """Make the source's articles, and no others, the warehouse's content.

    Args:
        source: A folder, or a JSON Lines file.
        home: Where lake and generations lie.
        full: Extract every article again and build even if nothing changed.
        jobs: Processes that extract; by default one per core.
        progress: Called with the stage and how many articles it has done.

    Raises:
        EtlError: The source is not there or holds no article; the warehouse stays as it was.
        WarehouseError: Building or publishing failed; the last generation stays.
    """
    started = perf_counter()
    begun = datetime.now(UTC)
    run_id = f"{begun:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"
    with exclusive(home, "etl"):
        lake = Lake(Layout(home).lake)
        before = lake.last_commit()
        damaged = set(lake.damaged())  # asked before its articles are extracted again into parts of other names
        version = extractor_version()
        seen = _read_and_extract(source, lake, version, full=full, jobs=jobs, progress=progress)
        if not seen.entries:
            raise EtlError(_nothing_there(source, seen.problems))
        changes = _compare(before, seen.entries)
        rejected = [Rejected(problem.source, problem.reason, problem.remedy) for problem in sorted(seen.problems)]
        same = before is not None and not damaged & set(before.parts.values()) and _is_same(before, seen.entries, rejected, version)
        if not same:
            run = {"run_id": run_id, "started_at": begun.isoformat(), "source": source, "rejected": len(rejected), **asdict(changes)}
            run["seen"] = len(seen.entries) + len(rejected)
            lake.commit(seen.entries, rejected, run, version)
        progress("building the warehouse", 0)
        published = publish.update(Layout(home).lake, home, full=full)
        idle = same and not published.changed and not seen.extracted
        if not idle:
            lake.sweep()
    problems = tuple(sorted(seen.problems))
    return Summary(
        run_id=run_id,
        generation=published.generation,
        seen=len(seen.entries) + len(problems),
        **asdict(changes),
        rejected=len(problems),
        facts=published.facts,
        events=published.events,
        seconds=round(perf_counter() - started, 3),
        extracted=seen.extracted,
        idle=idle,
        problems=problems,
        warnings=tuple((entry.source, warning) for entry in seen.entries for warning in entry.warnings),
    )


def _read_and_extract(source: str, lake: Lake, version: str, *, full: bool, jobs: int | None, progress: Progress) -> _Seen:
    """Read the whole source; what the lake does not hold yet is extracted and stored on the way."""
    seen = _Seen()
    for chunk in _chunks(tell_apart(read_source(source)), CHUNK):
        seen.problems += [item for item in chunk if isinstance(item, Problem)]
        articles = {content_key(item): item for item in chunk if isinstance(item, Article)}
        known = set() if full else lake.known(articles.keys(), version)
        failed = _extract(
            {key: article for key, article in articles.items() if key not in known}, lake, version, seen, jobs=jobs, progress=progress
        )
        for item in chunk:
            if isinstance(item, Article) and (key := content_key(item)) not in failed:
                seen.entries.append(Entry(item.doc_id, item.source, key, item.warnings))
            elif isinstance(item, Article):
                seen.problems.append(Problem(item.source, failed[key], "The others are not affected; please report it with the article."))
        progress("read", len(seen.entries))
    return seen


def _extract(
    articles: Mapping[str, Article], lake: Lake, version: str, seen: _Seen, *, jobs: int | None, progress: Progress
) -> dict[str, str]:
    """Store what these articles yield; gives the reason for each whose extraction broke off, by content key."""
    failed: dict[str, str] = {}
    outcomes = zip(articles, local.extract_all(list(articles.values()), jobs), strict=True)
    for part in _chunks(outcomes, PART):
        extractions: dict[str, Extraction] = {}
        for key, outcome in part:
            if isinstance(outcome, local.Failure):
                failed[key] = outcome.reason
            else:
                extractions[key] = outcome
        if extractions:
            lake.write_part(extractions, version)
        seen.extracted += len(extractions)
        progress("extracted", seen.extracted)
    return failed


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _nothing_there(source: str, problems: list[Problem]) -> str:
    shown = "".join(f" {problem}" for problem in sorted(problems)[:3])
    return (
        f"{source}: no article that can be read, so the warehouse stays as it is.{shown} Put articles there as .txt, .html or .jsonl files."
    )


def _compare(before: Commit | None, entries: list[Entry]) -> _Changes:
    """How the articles differ from the last commit's; a renamed one is a new and a removed one."""
    old = before.inventory if before else {}
    new = sum(entry.doc_id not in old for entry in entries)
    unchanged = sum(entry.doc_id in old and old[entry.doc_id].content_key == entry.content_key for entry in entries)
    removed = len(old.keys() - {entry.doc_id for entry in entries})
    return _Changes(new=new, changed=len(entries) - new - unchanged, unchanged=unchanged, removed=removed)


def _is_same(before: Commit, entries: list[Entry], rejected: list[Rejected], version: str) -> bool:
    """Whether a commit of these would say what the last one says."""
    inventory = {entry.doc_id: entry for entry in entries}
    return (
        before.version == version
        and dict(before.inventory) == inventory
        and sorted(map(repr, before.rejected)) == sorted(map(repr, rejected))
    )
