"""Official statistics beside the news: flows kept in ``<home>/statistics`` that every build compares reported trade with.

What a file says is kept as Parquet, one file per source, with the name, digest and vintage of what it was read from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

from warehouse.errors import WarehouseError, explaining, first_line
from warehouse.rows import register
from warehouse.trade_files import TradeFile, read_trade_file

_ABOUT = b"entente"


@dataclass(frozen=True, slots=True)
class Source:
    """One source of statistics that a home keeps.

    Attributes:
        form: Format that it was read as.
        file: Name of the file that it was read from; ``digest`` is that file's.
        vintage: Day of publication (YYYY-MM-DD, or as the user gave it); if the file gives none, the day the file was last changed.
        flows: Flows between two countries; ``rows`` of the file, and those ``left_out`` by reason.
    """

    name: str
    path: Path
    form: str
    file: str
    digest: str
    vintage: str
    rows: int
    flows: int
    left_out: Mapping[str, int]


def add_statistics(file: Path, home: Path, *, name: str | None = None, vintage: str | None = None) -> Source:
    """Keep the flows of a file in the home, for every build from now on; a source of the same name is replaced.

    Raises:
        WarehouseError: the file cannot be read or is not in a known format, or the home cannot be written to.
    """
    found = read_trade_file(file)
    chosen = name or file.name.removesuffix(".gz").removesuffix(".csv")
    place = home / "statistics" / f"{chosen}.parquet"
    if place.name != Path(place.name).name or chosen.startswith("."):
        raise WarehouseError(f"{chosen}: no name for a source. Choose one without slashes that does not begin with a dot.")
    about = {
        "form": found.form, "file": file.name, "digest": _digest(file), "rows": found.rows, "left_out": dict(found.left_out),
        "vintage": vintage or found.vintage or datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat(),
    }  # fmt: skip
    with explaining(place.parent, "be written to"):
        _write(found, about, place)
    return _read_source(place)


def _write(found: TradeFile, about: Mapping[str, Any], place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}")
    try:
        pq.write_table(found.flows.replace_schema_metadata({_ABOUT: json.dumps(about)}), draft, compression="zstd")
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        digest = blake2b(digest_size=16)
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def remove_statistics(name: str, home: Path) -> None:
    """Forget a source of statistics; the next build compares nothing with it.

    Raises:
        WarehouseError: there is none of this name; the message lists those there are.
    """
    paths = {path.stem: path for path in _paths(home)}
    if name not in paths:
        there = ", ".join(sorted(paths)) or "none"
        raise WarehouseError(f"{name}: no statistics of this name. There are {there}; see 'entente stats list'.")
    with explaining(paths[name], "be removed"):
        paths[name].unlink(missing_ok=True)


def statistics_sources(home: Path) -> list[Source]:
    """The sources of statistics that a home keeps, by name.

    Raises:
        WarehouseError: one of them cannot be read.
    """
    return [_read_source(path) for path in _paths(home)]


def _paths(home: Path) -> list[Path]:
    return sorted(path for path in (home / "statistics").glob("*.parquet") if not path.name.startswith("."))


def _read_source(path: Path) -> Source:
    try:
        meta = pq.read_metadata(path)
        about = json.loads(meta.metadata[_ABOUT])
        return Source(path.stem, path, flows=meta.num_rows, **about)
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as err:
        raise _unreadable(path, err) from err


def _unreadable(path: Path, err: Exception) -> WarehouseError:
    return WarehouseError(
        f"{path}: cannot be read ({first_line(err)}). Remove it with 'entente stats remove {path.stem}', then add the file again."
    )


def statistics_digest(home: Path) -> bytes:
    """Digest of all statistics, empty if there are none."""
    digest = blake2b(digest_size=16)
    for path in _paths(home):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


def insert_records(con: DuckDBPyConnection, home: Path) -> None:
    """Fill core.statistics, and core.trade_record with the pairs and times that figures of the news are about."""
    sources = statistics_sources(home)
    rows = [
        {"source": each.name, "left_out": sum(each.left_out.values())}
        | {name: getattr(each, name) for name in ("form", "file", "digest", "vintage", "flows")}
        for each in sources
    ]
    schema = pa.schema([*((name, pa.string()) for name in ("source", "form", "file", "digest", "vintage"))])
    for name in ("flows", "left_out"):
        schema = schema.append(pa.field(name, pa.int64()))
    register(con, "sources", pa.Table.from_pylist(rows, schema=schema))
    con.execute(_NEEDED)
    for each in sources:
        register(con, "flows", _flows(each))
        con.execute(_FINEST, {"source": each.name})
        con.execute(_RECORDS, {"source": each.name})
        con.execute(_BLOC_RECORDS, {"source": each.name, "least": LEAST_MEMBERS})
    con.execute(_SOURCES)


def _flows(source: Source) -> pa.Table:
    with closing(duckdb.connect(":memory:")) as reader:  # its own: a broken file must not end the build's transaction
        try:
            return reader.sql("from read_parquet($path)", params={"path": str(source.path)}).to_arrow_table()
        except duckdb.Error as err:
            raise _unreadable(source.path, err) from err


_SOURCES = """
    insert into core.statistics by name
    select sources.*, coalesce(finest.months, 12) as finest_months
    from sources
    left join finest using (source)
    order by source
"""

_NEEDED = """
    create temp table finest (source varchar, months bigint);
    create temp table needed as
    with pair as (
        select recorded_as(reporter) as one, recorded_as(partner) as other, min(period_start) as first_day, max(period_end) as last_day
        from core.fact
        where indicator in ('trade_total', 'exports', 'imports', 'trade_balance') and kind = 'level' and status = 'reported'
            and reporter is not null and partner is not null and period_start is not null
        group by all
    )
    select one, other, min(first_day) as first_day, max(last_day) as last_day
    from (select one, other, first_day, last_day from pair union all select other, one, first_day, last_day from pair)
    group by one, other
"""

_FINEST = "insert into finest select $source, min(datediff('month', period_start, period_end)) from flows"

LEAST_MEMBERS = 0.9
"""Share of a bloc's members that must have a record; without Germany the sum would say nothing, without Malta it does."""

# Whose members: those of the period's last day, as the bloc's own statistics are of its new members' whole year.
_BLOC_RECORDS = """
    insert into core.trade_record by name
    with member as (
        select period.*, bloc, iso3, count(*) over (partition by bloc, period_start, period_end) as members
        from (select distinct period_start, period_end from flows) as period
        join core.bloc_member on joined < period_end and (departed is null or departed >= period_end)
    ),
    flow as (
        select bloc as exporter, importer, flows.* exclude (exporter, importer), members, flows.exporter as member, importer as other, bloc
        from flows
        join member on member.iso3 = flows.exporter and member.period_start = flows.period_start and member.period_end = flows.period_end
        union all
        select exporter, bloc, flows.* exclude (exporter, importer), members, flows.importer, exporter, bloc
        from flows
        join member on member.iso3 = flows.importer and member.period_start = flows.period_start and member.period_end = flows.period_end
    )
    select
        exporter, importer, flow.period_start, flow.period_end, reported_by,
        if(count(distinct valuation) = 1, any_value(valuation), null) as valuation,
        sum(usd) as usd, $source as source
    from flow
    join needed on one = exporter and needed.other = importer and period_start >= first_day and period_end <= last_day
    anti join member on member.iso3 = flow.other and member.bloc = flow.bloc
        and member.period_start = flow.period_start and member.period_end = flow.period_end
    group by exporter, importer, flow.period_start, flow.period_end, reported_by
    having count(distinct member) >= $least * any_value(members)
    order by all
"""

_RECORDS = """
    insert into core.trade_record by name
    select exporter, importer, period_start, period_end, reported_by, valuation, usd, $source as source
    from flows
    join needed on one = exporter and other = importer and period_start >= first_day and period_end <= last_day
    order by all
"""
