"""Time ``find_quantities`` beside quantulum3, where that is installed: ``python -m tests.bench.bench_quantities``.

quantulum3 is no dependency. It is looked for in a throwaway environment of its own, whose Python the variable QUANTULUM3_PYTHON names:

    python -m venv /tmp/quantulum3 && /tmp/quantulum3/bin/pip install quantulum3 num2words inflect "setuptools<81"
    QUANTULUM3_PYTHON=/tmp/quantulum3/bin/python python -m tests.bench.bench_quantities

Without it the comparison is skipped and the bench says so. Both read the same sentences on one core, in turns, so that other
programs disturb both alike; seconds are of processor time, the best of three turns. The sentences are those of
../shared/gold/quantities_dev.jsonl where they are, else the stress set of tests/cases.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from etl.annotate.quantities import find_quantities

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
TURNS = 3
PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
texts = json.load(sys.stdin)
parser.parse("3 men")
start = time.process_time()
for text in texts:
    try:
        parser.parse(text)
    except Exception:
        pass
print(time.process_time() - start)
"""


def main() -> None:
    """Print the table."""
    sentences = read_sentences()
    ours, peer = [], []
    for _ in range(TURNS):
        ours.append(seconds(lambda: [find_quantities(text) for text in sentences]))
        peer.append(seconds_of_peer(sentences))
    characters = sum(map(len, sentences))
    average = characters / len(sentences)
    print(f"{len(sentences)} sentences of {average:.0f} characters, one core of {os.cpu_count()}, {time.strftime('%Y-%m-%d')}")
    print(f"find_quantities  {len(sentences) / min(ours):>9,.0f} sentences/s  {characters / min(ours) / 1e6:6.2f} MB/s")
    found = [each for each in peer if each is not None]
    if found:
        print(f"quantulum3       {len(sentences) / min(found):>9,.0f} sentences/s  {characters / min(found) / 1e6:6.2f} MB/s")
        print(f"ratio            {min(found) / min(ours):>9,.1f}")
    else:
        print("quantulum3       skipped: set QUANTULUM3_PYTHON to the Python of an environment that has it")
    articles = read_articles()
    if articles:
        spent = min(seconds(lambda: [find_quantities(text) for text in articles]) for _ in range(TURNS))
        size = sum(map(len, articles))
        print(f"whole articles   {len(articles) / spent:>9,.0f} articles/s   {size / spent / 1e6:6.2f} MB/s")


def read_sentences() -> list[str]:
    """The sentences both read."""
    gold = SHARED / "gold" / "quantities_dev.jsonl"
    path = gold if gold.exists() else REPOSITORY / "tests" / "cases" / "quantities" / "stress.jsonl"
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def read_articles() -> list[str]:
    """Wire articles for the speed on running text; none where the corpus is absent."""
    corpus = SHARED / "corpora" / "reuters21578.jsonl.gz"
    if not corpus.exists():
        return []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, 1000)]


def seconds(action: Callable[[], object]) -> float:
    """Processor seconds that an action takes."""
    find_quantities("3 men")
    start = time.process_time()
    action()
    return time.process_time() - start


def seconds_of_peer(sentences: list[str]) -> float | None:
    """Processor seconds of quantulum3 on the same sentences; None where it is not installed."""
    python = os.environ.get("QUANTULUM3_PYTHON")
    if not python:
        return None
    run = subprocess.run([python, "-W", "ignore", "-c", PEER], input=json.dumps(sentences), capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{python} cannot run quantulum3: {run.stderr.strip().splitlines()[-1]}. Install it there as this file says.")
    return float(run.stdout)


if __name__ == "__main__":
    main()
