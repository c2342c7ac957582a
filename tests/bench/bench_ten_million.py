"""Build a warehouse of 10,000,000 findings on one machine, by hand: ``python -m tests.bench.bench_ten_million FOLDER``.

Makes the lake if FOLDER has none: 100,000 made-up articles in eleven variations, that is, of other countries and goods, so that neither
their figures nor their words are the same. Then builds and publishes it, and prints time and the most memory taken. ENTENTE_MEMORY sets
what DuckDB may take; the build needs some 20 GB of disk for a while.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl.lake import SCHEMAS, TABLES, Entry, Lake
from tests.bench.bench_warehouse import COUNTRIES, parts
from tests.synthetic import VERSION
from warehouse.publish import update
from warehouse.sqlfiles import read_table

ARTICLES, VARIATIONS = 100_000, 11
_ALL = [str(row["iso3"]) for row in read_table("dim_country") if row["kind"] == "country"]
_PRODUCTS = ("", "oil", "cars")
_NEW = "md5({} || '-{{number}}')"
_VARIED = {
    "articles": f"""
        {_NEW.format("content_key")} as content_key, {_NEW.format("text_hash")} as text_hash, {_NEW.format("words_hash")} as words_hash,
        left(text, 1000) || ' {{number}}' as text, 1002 as chars, null as input_key,
        list_sort([(each * 31 + {{number}} * 7919) % 4294967296 for each in sketch]) as sketch
    """,
    "facts": f"""
        {_NEW.format("content_key")} as content_key, left({_NEW.format("fact_id")}, 16) as fact_id, nullif('{{product}}', '') as product,
        map_extract_value({{countries}}, reporter) as reporter, map_extract_value({{countries}}, partner) as partner
    """,
    "events": f"""
        {_NEW.format("content_key")} as content_key, left({_NEW.format("event_id")}, 16) as event_id,
        (date_start + interval ({{number}}) day)::date as date_start, (date_end + interval ({{number}}) day)::date as date_end,
        strftime(date_start + interval ({{number}}) day, '%Y-%m-%d') as date_label
    """,
    "dropped": f"{_NEW.format('content_key')} as content_key",
}


def main(home: Path) -> None:
    """Make the lake if there is none, then build."""
    if Lake(home / "lake").last_commit() is None:
        with tempfile.TemporaryDirectory(dir=home.parent) as folder:
            make(home, Lake(Path(folder)), ARTICLES)
    started, used = time.perf_counter(), time.process_time()
    print(update(home / "lake", home, full=True))
    print(f"built and published in {time.perf_counter() - started:,.0f} s, {time.process_time() - used:,.0f} s of processor time")
    size = max(path.stat().st_size for path in (home / "generations").glob("gen-*.duckdb"))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB of memory, {size / 1e9:.1f} GB on disk")


def make(home: Path, base: Lake, articles: int) -> None:
    """The lake of all variations of so many articles, which ``base`` is for."""
    base.prepare()
    if base.last_commit() is None:
        for part in parts(articles):
            base.write_part(part, VERSION)
    lake = Lake(home / "lake")
    lake.prepare()
    entries: list[Entry] = []
    for number in range(VARIATIONS):
        for place, name in enumerate(sorted(base.sound_parts())):
            entries += _write_varied(lake, base.parts / name, number, f"a{number:02d}-{place:03d}")
        print(f"{len(entries):,} articles", flush=True)
    lake.commit(entries, (), {}, VERSION)


def _write_varied(lake: Lake, part: Path, number: int, prefix: str) -> Iterator[Entry]:
    countries = dict(zip(COUNTRIES, _ALL[number % 4 :: 4], strict=False))
    words = {"number": number, "product": _PRODUCTS[number // 4], "countries": f"map {countries}"}
    tables = {}
    with duckdb.connect() as con:
        for name in TABLES:
            read = f"from read_parquet('{part}/{name}.parquet')"
            table = con.execute(f"select * replace ({_VARIED[name].format(**words)}) {read} order by content_key").to_arrow_table()
            tables[name] = table.select(SCHEMAS[name].names).cast(SCHEMAS[name])
    keys = tables["articles"]["content_key"].to_pylist()
    lake.write_tables(keys, tables, VERSION)
    return (Entry(f"{prefix}-{at:05d}", f"made/{prefix}/{at}", key) for at, key in enumerate(keys))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
