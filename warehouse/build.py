"""From lake, corrections and reference data to one DuckDB file: a draft that nobody reads until it is published."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from babel import Locale
from duckdb import DuckDBPyConnection

from warehouse.compare import quoted
from warehouse.copies import fold_copies
from warehouse.correct import correct_findings, correct_groups
from warehouse.corrections import read_corrections
from warehouse.derive import derive_figures
from warehouse.errors import ChecksFailed, DamagedLake, WarehouseError, first_line, is_of_the_disk
from warehouse.home import Layout
from warehouse.manifest import Manifest, Run, last_manifest, past_runs
from warehouse.rates import average_rate, quoted_currencies
from warehouse.resolve import resolve_events, resolve_figures
from warehouse.rows import register
from warehouse.sqlfiles import headers, read_folder, read_table, schema_digest
from warehouse.stats import insert_records, statistics_digest
from warehouse.units import unit_kind

OPERATION_TABLES = frozenset({"quality_check", "run", "generation", "generation_change"})
"""Tables about how a generation came about; its name depends on all the others only."""

_REFERENCE = {
    **{name: name for name in ("dim_country", "bloc_member", "dim_area", "dim_act", "dim_indicator")},
    "price_level": "usd_price_level",
}
"""Tables that are filled from a file of ``reference/``."""

BLOCK = 65_536
"""Bytes of a block of a generation's file; a quarter of what DuckDB takes by itself."""

_CONFIG = {"preserve_insertion_order": "true", "autoinstall_known_extensions": "false"}


@dataclass(frozen=True, slots=True)
class BuiltGeneration:
    """A draft that passed its checks and is closed, ready to be published.

    Attributes:
        generation: Digest of the content: two builds with the same rows have the same.
        input_digest: Digest of what it was built from.
        counts: Rows of each table of the content.
        warnings: Checks of severity warning that found rows, as (name, rows, what).
    """

    path: Path
    generation: str
    input_digest: str
    counts: Mapping[str, int]
    warnings: tuple[tuple[str, int, str], ...]


def input_digest(lake: Path, home: Path) -> str:
    """Digest of everything a build depends on: commit, corrections, statistics, SQL, reference data, libraries. Cheap; nothing is built."""
    libraries = " ".join(f"{name} {version(name)}" for name in ("duckdb", "CurrencyConverter", "babel", "pint"))
    digest = blake2b(f"{last_manifest(lake).content} {schema_digest()} {libraries}".encode(), digest_size=16)
    corrections = Layout(home).corrections
    digest.update(corrections.read_bytes() if corrections.exists() else b"")
    digest.update(statistics_digest(home))
    return digest.hexdigest()


def build(lake_folder: Path, home: Path) -> BuiltGeneration:
    """Build a draft from the lake's last commit, check it and close it.

    Raises:
        DamagedLake: a part that the commit names is missing or unreadable; the message says how to repair it.
        ChecksFailed: a check of severity error found rows. The draft is removed.
        WarehouseError: the disk is full or the home cannot be written to.
    """
    started = time.monotonic()
    manifest = last_manifest(lake_folder)
    digest = input_digest(lake_folder, home)
    path = Layout(home).generations / f".draft-{os.getpid()}.duckdb"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_database(path)
        _create(path)
        config: dict[str, Any] = {**_CONFIG, "memory_limit": memory_limit()}
        with closing(duckdb.connect(str(path), config=config)) as con:
            _fill(con, lake_folder, home, manifest)
            counts, generation = content_digest(con)
            warnings = run_checks(con)
            _record(con, manifest, generation, digest, counts, time.monotonic() - started, lake_folder)
            con.execute("checkpoint")
    except BaseException as err:
        with suppress(OSError):  # the error at hand says more
            remove_database(path)
        explained = _explained(err, lake_folder, path)
        if explained is not None:
            raise explained from err
        raise
    return BuiltGeneration(path, generation, digest, counts, warnings)


def _create(path: Path) -> None:
    """An empty database with small blocks: every column takes one at least, so that a few articles would take 15 MB."""
    with closing(duckdb.connect(":memory:")) as con:
        con.execute(f"attach '{quoted(path)}' as draft (block_size {BLOCK})")
        con.execute("detach draft")


def memory_limit() -> str:
    """Memory that DuckDB takes for a build before it uses the disk: ENTENTE_MEMORY ("8GB"), else half of what there is, at most 3 GB."""
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return os.environ.get("ENTENTE_MEMORY") or f"{min(3_000, there // 2_000_000)}MB"


def _explained(err: BaseException, lake: Path, draft: Path) -> WarehouseError | None:
    """What a user can do about an error of the files or the disk; None for what would be a bug."""
    if isinstance(err, duckdb.Error) and ".parquet" in str(err):
        return DamagedLake(f"{lake}: a part cannot be read ({first_line(err)}). Run 'entente etl'; it extracts the part again.")
    if is_of_the_disk(err):
        return WarehouseError(f"{draft.parent}: cannot build there ({first_line(err)}). Free some space or choose another --home.")
    return None


def _fill(con: DuckDBPyConnection, lake: Path, home: Path, manifest: Manifest) -> None:
    """Everything from the empty file to the views, in the order of the files' numbers."""
    inserts = dict(read_folder("inserts"))
    corrections = read_corrections(Layout(home).corrections)
    for _, sql in read_folder("schema"):
        con.execute(sql)
    _insert_reference(con)
    _name_inputs(con, lake, manifest)
    con.execute(inserts["010_articles"])
    fold_copies(con)
    con.execute(inserts["015_live"])
    con.execute(inserts["020_facts"])
    con.execute(inserts["025_events"])
    correct_findings(con, corrections)
    con.execute(inserts["030_series"])
    resolve_figures(con)
    con.execute(inserts["040_facts_resolved"])
    resolve_events(con)
    correct_groups(con, corrections)
    con.execute(inserts["060_events_resolved"])
    con.execute(inserts["070_event_cards"])
    _insert_units(con)
    _insert_rates(con)
    _insert_display_rates(con)
    con.execute(inserts["075_prices"])
    derive_figures(con)
    insert_records(con, home)
    for folder in ("views", "served"):
        for _, sql in read_folder(folder):
            con.execute(sql)


def _insert_reference(con: DuckDBPyConnection) -> None:
    for table, name in _REFERENCE.items():
        register(con, "reference", pa.Table.from_pylist(read_table(name)))
        con.execute(f"insert into core.{table} by name select * from reference")
    con.execute("drop table reference")


def _name_inputs(con: DuckDBPyConnection, lake: Path, manifest: Manifest) -> None:
    """Tell the inserts which articles there are and which files hold them."""
    parts = lake.absolute() / "parts"
    con.execute(
        """
        create temp table inventory as
        select doc_id, source, content_key, part, dense_rank() over (order by part) as part_number, warnings
        from read_parquet($inventory)
        """,
        {"inventory": str(manifest.inventory)},
    )
    folders = [str(lake.absolute() / "empty")]  # number 0: it tells the columns of a lake without parts
    folders += [str(parts / part) for (part,) in con.execute("select distinct part from inventory order by part").fetchall()]
    for table in ("articles", "facts", "events", "dropped"):
        files = [f"{folder}/{table}.parquet" for folder in folders]
        con.execute(f"set variable lake_{table} = $files", {"files": files})
    rejected = [dict(each) for each in manifest.rejected]
    schema = pa.schema([(name, pa.string()) for name in ("source", "reason", "remedy")])
    register(con, "rejected", pa.Table.from_pylist(rejected, schema=schema))
    con.execute("insert into core.rejected_article by name select * from rejected order by all")


def _insert_units(con: DuckDBPyConnection) -> None:
    stated = {unit for (unit,) in con.execute("select distinct unit from core.fact").fetchall()}
    units = sorted({*stated, "percent"})  # which growth is computed in, stated or not
    kinds = [(unit, unit_kind(unit)) for unit in units]
    rows = [{"unit": unit, "dimension": kind.dimension, "base_unit": kind.base_unit, "factor": kind.factor} for unit, kind in kinds]
    schema = pa.schema([("unit", pa.string()), ("dimension", pa.string()), ("base_unit", pa.string()), ("factor", pa.float64())])
    register(con, "units", pa.Table.from_pylist(rows, schema=schema))
    con.execute("insert into core.dim_unit by name select * from units order by unit")
    names = Locale("en").currencies
    stated_money = {unit for unit, kind in kinds if kind.dimension == "money"}
    money = [{"currency": code, "name": names.get(code, code)} for code in {*stated_money, *quoted_currencies()}]
    register(con, "currencies", pa.Table.from_pylist(money, schema=pa.schema([("currency", pa.string()), ("name", pa.string())])))
    con.execute("insert into core.dim_currency by name select * from currencies order by currency")


def _insert_rates(con: DuckDBPyConnection) -> None:
    """A rate for each currency and period that an amount is stated in, or why there is none; dollars need none."""
    periods = con.execute(
        """
        select distinct unit, period_start, period_end
        from core.fact
        join core.dim_currency on currency = unit
        where unit <> 'USD' and kind in ('level', 'change_abs')
        order by all
        """
    ).fetchall()
    rates = [(unit, start, end, average_rate(unit, start, end)) for unit, start, end in periods]
    rows = [
        {
            "unit": unit, "period_start": start, "period_end": end, "usd_per_unit": rate.usd_per_unit, "first_day": rate.first_day,
            "last_day": rate.last_day, "days": rate.days, "source": rate.source, "note": rate.note,
        }
        for unit, start, end, rate in rates
    ]  # fmt: skip
    days = [(name, pa.date32()) for name in ("period_start", "period_end", "first_day", "last_day")]
    texts = [(name, pa.string()) for name in ("unit", "source", "note")]
    schema = pa.schema([*texts, *days, ("usd_per_unit", pa.float64()), ("days", pa.int32())])
    register(con, "rates", pa.Table.from_pylist(rows, schema=schema))
    con.execute("insert into core.rate by name select * from rates order by unit, period_start, period_end")


def _insert_display_rates(con: DuckDBPyConnection) -> None:
    """What a dollar was in each currency that a reader may choose, for every period that an amount is stated for."""
    amounts = "from core.fact join core.dim_currency on currency = unit where kind in ('level', 'change_abs') and period_start is not null"
    periods = con.execute(f"select distinct period_start, period_end {amounts} order by all").fetchall()
    chosen = con.execute("select currency from core.dim_currency where currency <> 'USD' order by currency").fetchall()
    columns: dict[str, list[Any]] = {name: [] for name in _DISPLAY_RATE.names}
    for (currency,) in chosen:
        for start, end in periods:
            rate = average_rate(currency, start, end)
            if rate.usd_per_unit is not None:
                for name, value in zip(columns, (currency, start, end, 1 / rate.usd_per_unit, rate.source, rate.note), strict=True):
                    columns[name].append(value)
    register(con, "rates", pa.table(columns, schema=_DISPLAY_RATE))
    con.execute("insert into core.display_rate by name select * from rates order by currency, period_start, period_end")


_DISPLAY_RATE = pa.schema(
    [
        ("currency", pa.string()),
        *((name, pa.date32()) for name in ("period_start", "period_end")),
        ("units_per_usd", pa.float64()),
        *((name, pa.string()) for name in ("source", "note")),
    ]
)


def content_digest(con: DuckDBPyConnection) -> tuple[dict[str, int], str]:
    """Rows of each content table, and a digest of all rows that does not depend on their order or on how the file is laid out."""
    digest = blake2b(schema_digest().encode(), digest_size=8)
    counts: dict[str, int] = {}
    for table in content_tables(con):
        columns = [name for (name,) in con.execute(f"select column_name from (describe core.{table}) order by 1").fetchall()]
        hashed = ", ".join(f'"{name}"' for name in columns)
        rows, total = con.execute(f"select count(*), coalesce(sum(hash({hashed})::hugeint), 0) from core.{table}").fetchall()[0]
        counts[table] = rows
        digest.update(f"{table} {','.join(columns)} {rows} {total}\n".encode())
    return counts, digest.hexdigest()


def content_tables(con: DuckDBPyConnection) -> list[str]:
    """Names of the tables that make up the content, by name."""
    rows = con.execute("select table_name from duckdb_tables() where schema_name = 'core' order by table_name").fetchall()
    return [name for (name,) in rows if name not in OPERATION_TABLES]


def run_checks(con: DuckDBPyConnection) -> tuple[tuple[str, int, str], ...]:
    """Run every check and record its result; gives the warnings that found rows.

    Raises:
        ChecksFailed: a check of severity error found rows.
    """
    failed, warnings = [], []
    for name, sql in read_folder("checks"):
        info = headers(sql)
        rows = con.execute(f"select count(*) from ({sql.rstrip().rstrip(';')})").fetchall()[0][0]
        con.execute(
            "insert into core.quality_check values ($name, $severity, $rows, $what)",
            {"name": name, "severity": info["severity"], "rows": rows, "what": info["what"]},
        )
        if rows and info["severity"] == "error":
            failed.append(f"{name} ({rows} rows: {info['what']})")
        elif rows and info["severity"] == "warning":
            warnings.append((name, rows, info["what"]))
    if failed:
        raise ChecksFailed(
            f"Not published, the previous warehouse stays: {'; '.join(failed)}. Run 'entente etl --full'; if it stays, report it."
        )
    return tuple(warnings)


def _record(
    con: DuckDBPyConnection, manifest: Manifest, generation: str, digest: str, counts: Mapping[str, int], seconds: float, lake: Path
) -> None:
    con.execute(
        """
        insert into core.generation by name
        select
            $generation as generation, $digest as input_digest, $version as extractor_version, $schema as schema_digest,
            $number as commit_number, (now() at time zone 'UTC')::timestamp as built_at, $seconds as build_seconds, null as previous,
            $articles as articles, $facts as facts, $observations as observations, $events as events
        """,
        {
            "generation": generation, "digest": digest, "version": manifest.version, "schema": schema_digest(), "number": manifest.number,
            "seconds": seconds, "articles": counts["article"], "facts": counts["fact"], "observations": counts["observation"],
            "events": counts["event"],
        },
    )  # fmt: skip
    _insert_runs(con, past_runs(lake, manifest.number))


def _insert_runs(con: DuckDBPyConnection, runs: Iterable[Run]) -> None:
    for run in runs:
        counts = {name: run.facts.get(name) for name in ("seen", "new", "changed", "unchanged", "removed", "rejected")}
        if counts["seen"] is None and None not in (parts := [counts[name] for name in ("new", "changed", "unchanged", "rejected")]):
            counts["seen"] = sum(int(part or 0) for part in parts)
        values: dict[str, Any] = {"number": run.number, "extractor_version": run.version, **counts}
        values |= {"run_id": run.facts.get("run_id"), "started": run.facts.get("started_at"), "seconds": run.facts.get("seconds")}
        values["details"] = json.dumps(run.facts, sort_keys=True)
        columns = ", ".join(f"${name} as {name}" for name in values)
        con.execute(f"insert into core.run by name select {columns}", values)


def remove_database(path: Path) -> None:
    """Remove a database file with its write-ahead log and temporary folder; missing ones are fine."""
    for name in (path, path.with_name(f"{path.name}.wal"), path.with_name(f"{path.name}.tmp")):
        if name.is_dir():
            shutil.rmtree(name, ignore_errors=True)
        else:
            name.unlink(missing_ok=True)
