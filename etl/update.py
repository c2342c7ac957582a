"""Bring the warehouse up to date with a source: read, extract what is new, commit, build, publish."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, time_ns
from uuid import uuid4

from etl.engine import Engine, open_engine
from etl.engine.job import Job, Outcome
from etl.engine.local import InProcess
from etl.errors import EtlError
from etl.lake import Commit, Entry, Lake, Rejected, compact
from etl.recall import read_recall, write_recall
from etl.sources import Problem, second_article
from etl.survey import root_of
from etl.survey import survey as survey_source
from etl.version import extractor_version
from warehouse import publish
from warehouse.home import Layout, exclusive, report_work

Progress = Callable[[str, int], None]

WORTH_A_POOL = 500_000
"""Bytes of articles below which this process reads them itself: starting others would take longer."""

MANY_PARTS = 64
"""Small parts from which on they are made into large ones: the warehouse is built from few files faster than from many."""


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


@dataclass(frozen=True, slots=True)
class _Changes:
    new: int
    changed: int
    unchanged: int
    removed: int


def update(
    source: str,
    home: Path,
    *,
    full: bool = False,
    jobs: int | None = None,
    engine: str = "local",
    scheduler: str | None = None,
    wait_seconds: float = 0.0,
    progress: Progress = lambda _stage, _count: None,
) -> Summary:
    """Make the source's articles, and no others, the warehouse's content.

    Args:
        source: A folder, a file, a pattern, an address, or "-" for JSON Lines on standard input.
        home: Where lake and generations lie.
        full: Read and extract every article again and build even if nothing changed.
        jobs: Processes that extract; by default one per core.
        engine: What runs the extraction, see :func:`etl.engine.open_engine`.
        scheduler: Address of a Dask cluster; by default one is started on this machine.
        wait_seconds: How long to wait for another run that is at work in this home.
        progress: Called with the stage and how many articles it has done.

    Raises:
        EtlError: The source is not there or holds no article; the warehouse stays as it was.
        WarehouseError: Another run is at work, or building or publishing failed; the last generation stays.
    """
    started = perf_counter()
    begun = datetime.now(UTC)
    run_id = f"{begun:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"

    def told(stage: str, count: int) -> None:
        progress(stage, count)
        report_work(home, "etl", stage, count)

    with exclusive(home, "etl", wait_seconds=wait_seconds):
        lake = Lake(Layout(home).lake)
        lake.prepare()
        before = lake.last_commit()
        damaged = set(lake.damaged())  # asked before its articles are extracted again into parts of other names
        job = Job(lake.folder.absolute(), extractor_version(), full, run_id)
        extracted, seen = _read_and_extract(source, lake, job, _Workers(engine, jobs, scheduler), told)
        entries, problems = _settle(seen)
        if not entries:
            raise EtlError(_nothing_there(source, problems))
        changes = _compare(before, entries)
        rejected = [Rejected(problem.source, problem.reason, problem.remedy) for problem in problems]
        same = before is not None and not damaged & set(before.parts.values()) and _is_same(before, entries, rejected, job.version)
        if not same:
            compact(lake, {entry.content_key for entry in entries}, job.version, least=MANY_PARTS)
            run = {"run_id": run_id, "started_at": begun.isoformat(), "source": source, "rejected": len(rejected), **asdict(changes)}
            run["seen"] = len(entries) + len(rejected)
            lake.commit(entries, rejected, run, job.version)
        told("building the warehouse", 0)
        published = publish.update(lake.folder, home, full=full, wait_seconds=wait_seconds)
        idle = same and not published.changed and not extracted
        if not idle:
            lake.sweep()
    return Summary(
        run_id=run_id,
        generation=published.generation,
        seen=len(entries) + len(problems),
        **asdict(changes),
        rejected=len(problems),
        facts=published.facts,
        events=published.events,
        seconds=round(perf_counter() - started, 3),
        extracted=extracted,
        idle=idle,
        problems=tuple(problems),
        warnings=tuple((entry.source, warning) for entry in entries for warning in entry.warnings),
    )


@dataclass(frozen=True, slots=True)
class _Workers:
    """Who extracts."""

    engine: str
    jobs: int | None
    scheduler: str | None

    def open(self, lake: Path, size: int) -> AbstractContextManager[Engine]:
        """The engine for so many bytes of articles, whose findings go into this lake."""
        if self.engine == "local" and (self.jobs == 1 or size < WORTH_A_POOL):
            return nullcontext(InProcess())
        return open_engine(self.engine, lake, jobs=self.jobs, scheduler=self.scheduler)


def _read_and_extract(source: str, lake: Lake, job: Job, workers: _Workers, progress: Progress) -> tuple[int, list[Entry | Problem]]:
    """Read what is not known to be unchanged and extract what the lake does not hold; how many that were, and all that the source gave."""
    path, of = lake.folder / "recall.parquet", f"{root_of(source)} {job.version}"
    recalled = {} if job.full else read_recall(path, of)
    survey = survey_source(source, recalled, lake.holders(job.version), time_ns())
    outcomes: list[Outcome] = []
    extracted = 0
    if survey.partitions:
        from etl.engine.survive import run_all  # only here: it loads the extraction, which a run with nothing to do does without

        with workers.open(job.lake, survey.size) as engine:
            for receipt in run_all(engine, job, survey.partitions):
                outcomes += receipt.outcomes
                extracted += receipt.extracted
                progress("read", len(outcomes))
        lake.refresh()
    files = list(survey.seen)
    for outcome in sorted(outcomes, key=lambda each: (each.place, each.order)):
        survey.seen[files[outcome.place]].results.append(outcome.result)
    found = [*survey.problems, *(result for file in files for result in survey.seen[file].results)]
    remembered = {file: seen for file, seen in survey.seen.items() if seen.look or seen.digest}
    if remembered != recalled:
        write_recall(path, of, remembered)
    return extracted, found


def _settle(found: list[Entry | Problem]) -> tuple[list[Entry], list[Problem]]:
    """The articles, each id once, and the problems in order; a second article with an id is one, for nobody could tell the two apart."""
    taken: dict[str, Entry] = {}
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Problem):
            problems.append(each)
        elif each.doc_id in taken:
            problems.append(second_article(each.source, each.doc_id, taken[each.doc_id].source))
        else:
            taken[each.doc_id] = each
    return list(taken.values()), sorted(problems)


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
