"""Official statistics beside the news: files in ``<home>/statistics`` that every build compares reported trade with.

Read is the dyadic trade format of the Correlates of War project: year, iso1, iso2, imports_1_from_2_musd, imports_2_from_1_musd,
in million US dollars, plain or gzipped; further columns do not matter.
"""

from __future__ import annotations

import csv
import gzip
import shutil
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.errors import WarehouseError

COLUMNS = ("year", "iso1", "iso2", "imports_1_from_2_musd", "imports_2_from_1_musd")


def statistics_files(home: Path) -> list[Path]:
    """The files of statistics of a home, by name."""
    return sorted(path for path in (home / "statistics").glob("*.csv*") if path.name.endswith((".csv", ".csv.gz")))


def add_statistics(file: Path, home: Path) -> Path:
    """Keep a copy of a file of statistics in the home, for every build from now on; gives its place there.

    Raises:
        WarehouseError: the file cannot be read, or is not in a known format.
    """
    try:
        header = _header(file)
    except (OSError, UnicodeDecodeError, EOFError) as err:
        raise WarehouseError(f"{file}: cannot be read ({err}). Name a CSV file, plain or gzipped.") from err
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise WarehouseError(f"{file}: has no column {', '.join(missing)}. Read are files with the columns {', '.join(COLUMNS)}.")
    place = home / "statistics" / file.name
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}")
    shutil.copyfile(file, draft)
    draft.replace(place)
    return place


def statistics_digest(home: Path) -> bytes:
    """Digest of all files of statistics, empty if there are none."""
    digest = blake2b(digest_size=16)
    for path in statistics_files(home):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


def insert_records(con: DuckDBPyConnection, home: Path) -> None:
    """Fill core.trade_record with the years and pairs that figures of the news are about."""
    for path in statistics_files(home):
        with closing(duckdb.connect(":memory:")) as reader:  # its own: a broken file must not end the build's transaction
            try:
                rows = reader.sql(_DIRECTIONS, params={"path": str(path), "source": path.name}).to_arrow_table()
            except duckdb.Error as err:
                raise WarehouseError(f"{path}: cannot be read ({str(err).splitlines()[0]}). Replace or remove it.") from err
        con.register("records", rows)
        con.execute(_NEEDED)
        con.unregister("records")


_DIRECTIONS = """
    with dyad as (
        select year::integer as year, iso1, iso2, imports_1_from_2_musd::double as one, imports_2_from_1_musd::double as two
        from read_csv($path, header = true, all_varchar = true, nullstr = '')
    )
    select iso2 as exporter, iso1 as importer, year, one * 1e6 as usd, $source as source from dyad where one >= 0
    union all
    select iso1, iso2, year, two * 1e6, $source from dyad where two >= 0
"""

_NEEDED = """
    insert into core.trade_record by name
    with needed as (
        select distinct reporter, partner, year(period_start) as year
        from core.fact
        where indicator in ('trade_total', 'exports', 'imports', 'trade_balance') and kind = 'level' and status = 'reported'
            and reporter is not null and partner is not null and period_end = period_start + interval 1 year
    ),
    directed as (
        select reporter as one, partner as two, year from needed
        union
        select partner, reporter, year from needed
    )
    select exporter, importer, records.year, max(usd) as usd, source
    from records
    join directed on directed.one = exporter and directed.two = importer and directed.year = records.year
    group by all
    order by exporter, importer, records.year
"""


def _header(file: Path) -> list[str]:
    with gzip.open(file) if file.name.endswith(".gz") else file.open("rb") as lines:
        first = lines.readline(10_000)
    return next(csv.reader([first.decode("utf-8-sig")]), [])
