"""Time the engines: ``python -m tests.bench.bench_engine [ARTICLES] [ENGINE...]`` (8,000 articles; local, dask).

Articles of a corpus, repeated with another first line, from JSON Lines to parts of a lake: once by one process, then by two. Starting the
processes is not counted, as they live through a run; what they load with the first task is.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count as numbers
from itertools import islice
from pathlib import Path

from etl.engine import Engine, open_engine
from etl.engine.job import Job
from etl.engine.survive import run_all
from etl.lake import Lake
from etl.survey import survey
from etl.version import extractor_version
from tests.bench.bench_extraction import read_articles
from tests.bench.meter import Meter

ONE, TWO = 1, 2
WARM = 64
"""Articles before the clock starts."""


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8_000
    engines = sys.argv[2:] or ["local", "dask"]
    with tempfile.TemporaryDirectory() as folder:
        source, warm = Path(folder) / "wire.jsonl", Path(folder) / "warm.jsonl"
        size = write(source, count)
        write(warm, WARM)
        print(f"{count:,} articles, {size / 1e6:.1f} MB of JSON Lines")
        rates: dict[tuple[str, int], float] = {}
        for engine in engines:
            for jobs in (ONE, TWO):
                lake = Path(folder) / f"{engine}{jobs}"
                with open_engine(engine, folder_for(lake), jobs=jobs) as opened, Meter() as meter:
                    run(opened, warm, lake / "warm", jobs)
                    seconds = run(opened, source, lake / "lake", jobs)
                rates[engine, jobs] = count / seconds
                print(
                    f"{engine:<6} {jobs} processes {count / seconds:>8,.0f} articles/s, {meter.peak / 2**20:,.0f} MB altogether", flush=True
                )
    for engine in engines:
        print(f"{engine}: two processes {rates[engine, TWO] / rates[engine, ONE]:.2f} x one")
    if len(engines) == TWO:
        print(f"dask {rates['dask', TWO] / rates['local', TWO]:.2f} x local, two processes each")


def folder_for(lake: Path) -> Path:
    """The folder, made."""
    lake.mkdir(parents=True)
    return lake


def run(engine: Engine, source: Path, lake: Path, jobs: int) -> float:
    """Seconds to extract a source into an empty lake."""
    Lake(lake).prepare()
    job = Job(lake, extractor_version(), full=False, run_id=str(lake))
    partitions = survey(str(source), {}, (), time.time_ns()).partitions
    started = time.perf_counter()
    if len(partitions) < jobs:  # so that each process loads the extraction
        partitions *= jobs
    done = sum(receipt.extracted for receipt in run_all(engine, job, partitions))
    assert done
    return time.perf_counter() - started


def write(path: Path, count: int) -> int:
    """So many different articles as JSON Lines; gives the bytes."""
    with path.open("w", encoding="utf-8") as file:
        for record in islice(varied(), count):
            file.write(json.dumps(record) + "\n")
    return path.stat().st_size


def varied() -> Iterator[dict[str, str]]:
    """The corpus again and again, each time with another first line."""
    articles = read_articles("reuters21578", 10**5)
    for turn in numbers():
        for article in articles:
            yield {
                "id": f"{turn}-{article.doc_id}",
                "text": f"Report {turn}\n\n{article.text}" if turn else article.text,
                "title": article.title or "",
            }


if __name__ == "__main__":
    main()
