"""Measure how fast the program is and how much memory it takes; prints a table and writes RESULTS.md beside this file.

    make bench            some four minutes
    make bench ARGS=1000  with so many articles instead of 500

The articles are those of ../shared/corpora where they are, else the samples in seeds/, varied and repeated.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from etl.compiled import LIBRARY, CompiledModules

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
CORPUS = REPOSITORY.parent / "shared" / "corpora" / "reuters21578.jsonl.gz"
PARTS = {
    "tests.bench.bench_extraction": [],
    "tests.bench.bench_engine": ["4000"],
    "tests.bench.bench_quantities": [],
    "tests.bench.bench_warehouse": ["10000"],
    "tests.bench.bench_dashboard": ["5000"],
    "tests.gold.reliability": [],
}
"""Measurements of single parts, each a program of its own, with the arguments that keep it under a minute."""

COMMAND = [sys.executable, "-c", "from etl.cli import main; main()"]


def main() -> None:
    """Measure everything and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        characters = write_articles(articles, count)
        rows = list(measure(articles, Path(folder), count, characters))
    cores = len(os.sched_getaffinity(0))
    title = f"{count} articles of {characters / count:,.0f} characters on average, {cores} cores, Python {platform.python_version()}"
    parts = [run_part(module, arguments) for module, arguments in PARTS.items()]
    if CompiledModules(LIBRARY).files:
        parts.insert(0, run_part("tests.bench.bench_extraction", [], compiled="no"))
    table = "\n".join(["| What | Result |", "|---|---|", *(f"| {what} | {result} |" for what, result in rows)])
    text = f"# How fast it is\n\nMeasured by `make bench`: {title}. Times are of whole commands, with Python's start.\n\n{table}\n"
    text += "".join(parts)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def write_articles(path: Path, count: int) -> int:
    """Write so many different articles; gives the number of their characters."""
    records = list(islice(corpus() if CORPUS.exists() else varied_seeds(), count))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return sum(len(record["text"]) for record in records)


def corpus() -> Iterator[dict[str, str]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield {"id": record["id"], "text": record["text"], "published": record["published"]}


def varied_seeds() -> Iterator[dict[str, str]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "seeds").glob("*.txt"))]
    for number in range(10**9):
        yield {"id": str(number), "text": f"Report {number}\n\n{texts[number % len(texts)]}", "published": "2017-05-04"}


def measure(articles: Path, folder: Path, count: int, characters: int) -> Iterator[tuple[str, str]]:
    """Each measurement as soon as it is made."""
    seed = REPOSITORY / "seeds" / "003.txt"
    yield "`entente --help`", f"{best(lambda: command('--help')):.2f} s"
    yield "`entente extract` of one article", f"{best(lambda: command('extract', str(seed))):.2f} s"
    seconds = best(lambda: command("extract", str(articles)), times=1)
    yield (
        f"`entente extract` of {count} articles, one process",
        f"{seconds:.1f} s ({count / seconds:,.0f}/s, {characters / seconds / 1e6:.2f} MB/s)",
    )
    home = str(folder / "home")
    for what, options in (("first run", []), ("rerun without a change", []), ("everything again (`--full`)", ["--full"])):
        seconds = best(lambda options=options: command("etl", "--seeds", str(articles), "--home", home, *options), times=1)
        yield f"`entente etl`, {what}", f"{seconds:.1f} s"
    size = sum(path.stat().st_size for path in Path(home).rglob("*") if path.is_file() and not path.is_symlink())
    yield "Lake and generations on disk", f"{size / 1e6:.1f} MB"
    yield "Largest memory of any of these processes", f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:,.0f} MB"


def run_part(module: str, arguments: list[str], compiled: str = "yes") -> str:
    """A part's measurements as it prints them, under a heading."""
    environment = os.environ | {"ENTENTE_COMPILED": compiled}
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True, env=environment
    )
    name = module.rpartition(".")[2].removeprefix("bench_").capitalize()
    return f"\n## {name}\n\n```text\n{run.stdout.strip()}\n```\n"


def command(*arguments: str) -> None:
    """Run the command line and wait for it."""
    subprocess.run([*COMMAND, *arguments], cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def best(action: Callable[[], None], *, times: int = 3) -> float:
    """Seconds of the fastest of several tries, which other programs disturbed least."""

    def once() -> float:
        started = time.perf_counter()
        action()
        return time.perf_counter() - started

    return min(once() for _ in range(times))


if __name__ == "__main__":
    main()
