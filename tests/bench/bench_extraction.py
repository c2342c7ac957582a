"""Time the whole extraction beside bare scans of the same texts: ``python -m tests.bench.bench_extraction [ARTICLES]``.

The bare scans are what any extraction has to do at least: split into lines and sentences, look for every listed name, noun and act, and
for every number; no grammar. Both read the same articles on one core, in turns, so that other programs disturb both alike; seconds are of
processor time, for each article the best of several turns. The articles are those of ../shared/corpora where they are, else the samples
in seeds/, varied.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from etl.annotate.countries import load_gazetteer
from etl.events.acts import find_triggers
from etl.facts.lexicon import load_lexicon, normalise
from etl.model import Article
from etl.pipeline import extract

REPOSITORY = Path(__file__).resolve().parents[2]
CORPORA = REPOSITORY.parent / "shared" / "corpora"
TURNS = 5
MEGABYTE = 1_000_000
SENTENCE_ENDS = re.compile(r"[.!?][\"')]*\s|\n")
NUMBERS = re.compile(r"\d[\d.,]*")
MEMORY = """
import sys
from tests.bench.bench_extraction import read_articles, resident
from etl.pipeline import extract
articles = read_articles("reuters21578", int(sys.argv[1]))
for turn in range(4):
    for article in articles:
        extract(article)
    print(resident())
"""


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print(f"one core of {os.cpu_count()}, {os.getloadavg()[0]:.1f} programs at work, {time.strftime('%Y-%m-%d')}")
    for corpus, size in (("reuters21578", count), ("bilateral_trade", count // 5)):
        compare(corpus, read_articles(corpus, size))
    first, *_, last = memory(count * 2)
    print(f"memory of a worker {first:6.0f} MB after {count * 2} articles, {last:.0f} MB after {count * 8}")
    print(f"growth             {growth():6.2f} x the time for one article of 1 MB as for the same text in small ones")


def compare(corpus: str, articles: Sequence[Article]) -> None:
    """Print how fast a corpus is extracted and scanned."""
    characters = sum(len(article.text) for article in articles)
    full, bare = seconds(articles, extract), seconds(articles, scan)
    print(f"{corpus}, {len(articles)} articles of {characters / len(articles):,.0f} characters")
    for what, spent in (("extraction", full), ("bare scans", bare)):
        print(f"  {what:<16} {len(articles) / spent:>9,.0f} articles/s {characters / spent / MEGABYTE:>7.2f} MB/s")


def scan(article: Article) -> int:
    """Find sentence ends, names, governing nouns, words of acts and numbers; gives how many there are."""
    lowered = normalise(article.text)
    found = len(load_gazetteer().automaton.find_matches_as_indexes(article.text))
    found += len(load_lexicon().automaton.find_matches_as_indexes(lowered))
    found += sum(1 for _ in find_triggers(lowered))
    return found + len(SENTENCE_ENDS.findall(article.text)) + len(NUMBERS.findall(article.text))


def seconds(articles: Sequence[Article], function: Callable[[Article], object]) -> float:
    """Processor time for all articles, each at its best of several turns."""
    function(articles[0])
    best = [float("inf")] * len(articles)
    for _ in range(TURNS):
        for number, article in enumerate(articles):
            start = time.thread_time_ns()
            function(article)
            best[number] = min(best[number], (time.thread_time_ns() - start) / 1e9)
    return sum(best)


def memory(count: int) -> list[float]:
    """Megabytes that a process of its own holds after each of several passes over the same articles."""
    run = subprocess.run([sys.executable, "-c", MEMORY, str(count)], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [float(line) for line in run.stdout.split()]


def resident() -> float:
    """Megabytes of memory this process holds (Linux); 0 elsewhere."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20 if status.exists() else 0.0


def growth() -> float:
    """How much longer one article of a megabyte takes than the texts it is made of."""
    texts: list[Article] = []
    for article in read_articles("bilateral_trade", 10**4):
        if sum(len(each.text) for each in texts) > MEGABYTE:
            break
        texts.append(article)
    whole = Article("whole", "\n\n".join(article.text for article in texts))
    return min(seconds_once([whole]) for _ in range(2)) / min(seconds_once(texts) for _ in range(2))


def seconds_once(articles: Sequence[Article]) -> float:
    """Processor time for all articles."""
    start = time.thread_time()
    for article in articles:
        extract(article)
    return time.thread_time() - start


def read_articles(corpus: str, count: int) -> list[Article]:
    """Articles of a corpus, or of the samples where it is not at hand."""
    path = CORPORA / f"{corpus}.jsonl.gz"
    return list(islice(read_corpus(path) if path.exists() else varied_seeds(), count))


def read_corpus(path: Path) -> Iterator[Article]:
    """The articles of a corpus, without their dates."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Article(record["id"], record["text"], title=record.get("title"))


def varied_seeds() -> Iterator[Article]:
    """The samples again and again, each time with another first line."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "seeds").glob("*.txt"))]
    for number in range(2_000):
        yield Article(str(number), f"Report {number}\n\n{texts[number % len(texts)]}")


if __name__ == "__main__":
    main()
