"""Time the whole extraction beside bare scans of the same texts: ``python -m tests.bench.bench_extraction [ARTICLES]``.

The bare scans are what any extraction has to do at least: split into lines and sentences, look for every listed name, noun and act, and
for every number; no grammar. Both read the same articles on one core, in turns, so that other programs disturb both alike; seconds are of
processor time, for each batch the best of several turns. The articles are those of ../shared/corpora where they are, else the samples
in seeds/, varied. quantulum3, which finds quantities only, reads a few of them where QUANTULUM3_PYTHON names it (see bench_quantities).
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
from itertools import cycle, islice
from pathlib import Path

from etl.annotate.countries import load_gazetteer
from etl.compiled import is_compiled
from etl.events.acts import find_triggers
from etl.facts.lexicon import load_lexicon, normalise
from etl.model import Article
from etl.pipeline import extract, extract_all
from tests.bench.bench_quantities import seconds_of_peer

REPOSITORY = Path(__file__).resolve().parents[2]
CORPORA = REPOSITORY.parent / "shared" / "corpora"
TURNS = 5
BATCH = 40
SOURCES = (
    "bilateral_trade",
    "southeast_asia_press",
    "reuters21578",
    "whitehouse",
    "kremlin_meetings",
    "cabinet_decisions",
    "current_events",
)
USUAL = 3_700  # characters of an article from the web
FOR_PEER = 20_000  # characters: it takes half a minute for a megabyte
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
    made = "compiled by make fast" if is_compiled() else "as source"
    print(f"extraction {made}, one core of {os.cpu_count()}, {os.getloadavg()[0]:.1f} programs at work, {time.strftime('%Y-%m-%d')}")
    for corpus, size in (("reuters21578", count), ("bilateral_trade", count // 5)):
        compare(corpus, read_articles(corpus, size))
    compare("all sources", [article for corpus in SOURCES for article in read_articles(corpus, count // 10)])
    first, *_, last = memory(count * 2)
    print(f"memory of a worker {first:6.0f} MB after {count * 2} articles, {last:.0f} MB after {count * 8}")
    print(f"growth             {over_time(count * 10):6.2f} x the time for the same articles after {count * 10:,}")
    for size in (1, 10):
        print(
            f"                   {growth(size * MEGABYTE):6.2f} x the time for one article of {size} MB as for the same texts in small ones"
        )


def compare(corpus: str, articles: Sequence[Article]) -> None:
    """Print how fast a corpus is extracted and scanned."""
    characters = sum(len(article.text) for article in articles)
    print(f"{corpus}, {len(articles)} articles of {characters / len(articles):,.0f} characters")
    ways = {"extraction": extract_all, "one by one": one_by_one, "bare scans": scan_all}
    spent = seconds(articles, list(ways.values()))
    for what, each in zip(ways, spent, strict=True):
        print(
            f"  {what:<16} {len(articles) / each:>9,.0f} articles/s {characters / each / MEGABYTE:>7.2f} MB/s"
            f" {characters / each / USUAL:>7,.0f} times {USUAL / 1000} kB/s"
        )
    texts = [article.text for article in articles]
    while len(texts) > 1 and sum(map(len, texts)) > FOR_PEER:
        texts.pop()
    peer = seconds_of_peer(texts)
    if peer is None:
        print("  quantulum3       skipped: set QUANTULUM3_PYTHON to the Python of an environment that has it")
    else:
        rate = sum(map(len, texts)) / peer
        times = characters / spent[0] / rate
        print(f"  quantulum3       {len(texts) / peer:>9,.1f} articles/s {rate / MEGABYTE:>7.3f} MB/s; extraction is {times:.0f} x as fast")


def one_by_one(articles: Sequence[Article]) -> None:
    """Extract each article alone."""
    for article in articles:
        extract(article)


def scan_all(articles: Sequence[Article]) -> None:
    """Scan each article."""
    for article in articles:
        scan(article)


def scan(article: Article) -> int:
    """Find sentence ends, names, governing nouns, words of acts and numbers; gives how many there are."""
    lowered = normalise(article.text)
    found = len(load_gazetteer().automaton.find_matches_as_indexes(article.text))
    found += len(load_lexicon().automaton.find_matches_as_indexes(lowered))
    found += sum(1 for _ in find_triggers(lowered))
    return found + len(SENTENCE_ENDS.findall(article.text)) + len(NUMBERS.findall(article.text))


def seconds(articles: Sequence[Article], ways: Sequence[Callable[[Sequence[Article]], object]]) -> list[float]:
    """Processor time for all articles in each of several ways, each batch at its best of several turns."""
    batches = [articles[at : at + BATCH] for at in range(0, len(articles), BATCH)]
    best = [[float("inf")] * len(batches) for _ in ways]
    for _ in range(TURNS):
        for number, batch in enumerate(batches):
            for way, times in zip(ways, best, strict=True):
                start = time.thread_time_ns()
                way(batch)
                times[number] = min(times[number], (time.thread_time_ns() - start) / 1e9)
    return [sum(times) for times in best]


def memory(count: int) -> list[float]:
    """Megabytes that a process of its own holds after each of several passes over the same articles."""
    run = subprocess.run([sys.executable, "-c", MEMORY, str(count)], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [float(line) for line in run.stdout.split()]


def resident() -> float:
    """Megabytes of memory this process holds (Linux); 0 elsewhere."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20 if status.exists() else 0.0


def growth(characters: int) -> float:
    """How much longer one article of so many characters takes than the texts it is made of."""
    texts: list[Article] = []
    size = 0
    for article in cycle(read_articles("bilateral_trade", 10**4)):
        if size > characters:
            break
        texts.append(article)
        size += len(article.text)
    whole = Article("whole", "\n\n".join(article.text for article in texts))
    return seconds_once([whole]) / seconds_once(texts)


def over_time(others: int) -> float:
    """How much longer the same articles take after so many others in one process."""
    articles = read_articles("reuters21578", others)
    few = articles[:1_000]
    before = min(seconds_once(few) for _ in range(2))
    seconds_once(articles[1_000:])
    return min(seconds_once(few) for _ in range(2)) / before


def seconds_once(articles: Sequence[Article]) -> float:
    """Processor time for all articles."""
    start = time.thread_time()
    for at in range(0, len(articles), BATCH):
        extract_all(articles[at : at + BATCH])
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
