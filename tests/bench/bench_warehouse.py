"""Time a build of the warehouse: ``python -m tests.bench.bench_warehouse [ARTICLES] [FOLDER]`` (100,000 articles, 1,000,000 findings).

The articles are made up; every tenth tells a figure and an event that another one tells too.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.identity import content_key
from etl.lake import Entry, Lake
from etl.model import Extraction
from tests.synthetic import VERSION, A, E, F, extraction
from warehouse.publish import update
from warehouse.sqlfiles import read_table

COUNTRIES = [str(row["iso3"]) for row in read_table("dim_country") if row["kind"] == "country"][::4]
INDICATORS = ("trade_total", "exports", "imports", "investment", "aid")
ACTS = ("talks_held", "visit", "agreement_signed", "agreed_to", "endorsed")
AREAS = ("trade_economy", "diplomacy", "cyber", "health", "energy_resources")
SENTENCE = "The rest of the page is about something else and holds no figure that anybody would want to count. "
FILLER = SENTENCE * 30
PART = 5000


def article(number: int) -> A:
    """The ``number``-th article: six figures, three events, one dropped number, about 3.5 kB."""
    rng = random.Random(number)
    about = random.Random(number // 10 * 10) if number % 10 == 1 else rng
    one, other = about.sample(COUNTRIES, 2)
    year = about.randrange(1980, 2025)
    facts, events, sentences = [], [], [f"Report {number} on trade."]
    for index in range(6):
        value = about.randrange(1, 9999)
        words = f"{value}.{index} million {number % 7}"
        sentences.append(f"Figure {index} of the page came to {words} in {year}.")
        unit = about.choice(("USD", "USD", "EUR", "JPY"))
        facts.append(F(words, about.choice(INDICATORS), value * 1e6, unit, reporter=one, partner=other, period=str(year)))
    for index in range(3):
        words = f"Act {index} of page {number}"
        sentences.append(f"{words} was reported.")
        day = f"{year}-{about.randrange(1, 13):02d}-{about.randrange(1, 28):02d}"
        events.append(E(words, about.choice(ACTS), about.choice(AREAS), f"{one} {other}", day))
    text = " ".join(sentences) + " It is 20 km away. " + FILLER
    return A(f"a{number:07d}", text, f"{year + 1}-01-15", f"Page {number}", "Bench", tuple(facts), tuple(events), (("20 km", "distance"),))


def parts(count: int) -> Iterator[dict[str, Extraction]]:
    """Extractions by content key, a part at a time."""
    for first in range(0, count, PART):
        found = map(extraction, map(article, range(first, min(count, first + PART))))
        yield {content_key(each.article): each for each in found}


def main(count: int, home: Path) -> None:
    """Write a lake of ``count`` articles, build and publish, then change one article and build again; prints the times."""
    lake = Lake(home / "lake")
    entries: list[Entry] = []
    started = time.perf_counter()
    for part in parts(count):
        lake.write_part(part, VERSION)
        entries += [Entry(each.article.doc_id, each.article.source, key) for key, each in part.items()]
    print(f"lake of {count:,} articles written in {time.perf_counter() - started:.1f} s (most of it making them up)")
    _timed("commit", lambda: lake.commit(entries, (), {}, VERSION))
    _timed("first build and publication", lambda: update(home / "lake", home))
    _timed("update with nothing changed", lambda: update(home / "lake", home))
    changed = extraction(article(count + 1))
    key = content_key(changed.article)
    lake.write_part({key: changed}, VERSION)
    lake.commit([*entries[1:], Entry(changed.article.doc_id, "x", key)], (), {}, VERSION)
    print(_timed("build with one article changed", lambda: update(home / "lake", home)))
    sizes = [path.stat().st_size for path in (home / "generations").glob("gen-*")]
    print(f"generation {max(sizes) / 1e6:,.0f} MB, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def _timed(what: str, action: Callable[[], object]) -> object:
    started, used = time.perf_counter(), time.process_time()
    result = action()
    print(f"{what}: {time.perf_counter() - started:.1f} s ({time.process_time() - used:.1f} s of processor time)", flush=True)
    return result


if __name__ == "__main__":
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        main(articles, Path(folder))
