"""The data dictionary, read from a generation itself: tables, columns, units, constraints, and how tables refer to each other.

``python -m warehouse.dictionary`` writes ``warehouse/DICTIONARY.md`` anew; a test compares the two.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.sqlfiles import read_folder

PLACE = Path(__file__).with_name("DICTIONARY.md")

_KEYS = {
    "article": "doc_id", "text": "text_hash", "fact": "fact_id", "observation": "observation_id", "event": "event_id",
    "dim_country": "iso3", "dim_area": "area", "dim_act": "act", "dim_indicator": "indicator",
    "dim_currency": "currency", "dim_unit": "unit",
}  # fmt: skip
"""The key of each table that others refer to; large ones have no constraint that says so, the checks do."""

_OTHER_NAMES = {
    ("fact", "reporter"): "dim_country", ("fact", "partner"): "dim_country", ("derived_figure", "reporter"): "dim_country",
    ("derived_figure", "partner"): "dim_country", ("trade_record", "exporter"): "dim_country", ("trade_record", "importer"): "dim_country",
    ("article", "duplicate_of"): "article", ("trade_record", "source"): "statistics",
    ("bloc_member", "bloc"): "dim_country",
}  # fmt: skip
"""Columns that refer to a table under another name than its key's."""

_VIEW = re.compile(r"((?:^--[^\n]*\n)+)create view (\w+) as", re.MULTILINE)
_MACRO = re.compile(r"((?:^--[^\n]*\n)+)create macro (\w+)\(([^)]*)\) as table", re.MULTILINE)


def dictionary() -> str:
    """The whole dictionary as Markdown; empty tables tell all that it needs."""
    with closing(duckdb.connect(":memory:")) as con:
        for folder in ("schema", "views"):
            for _, sql in read_folder(folder):
                con.execute(sql)
        lines = [*_head(), *_picture(con), *_tables(con), *_views(con), *_macros(con)]
        for _, sql in read_folder("served"):  # last, as it puts tables in the place of views
            con.execute(sql)
        return "\n".join((*lines, *_served(con)))


def _head() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Written by `python -m warehouse.dictionary` from the database itself; do not edit. Ask it with `entente sql`."
    yield "Readers use the views; the tables of the schema `core` are what they are made of."
    yield ""


def references(con: DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Which column of which table holds keys of another: (table, column, other table)."""
    key_of = {key: table for table, key in _KEYS.items()}
    rows = con.execute("select table_name, column_name from duckdb_columns() where schema_name = 'core' order by table_oid, column_index")
    found = []
    for table, column in rows.fetchall():
        other = _OTHER_NAMES.get((table, column)) or key_of.get(column)
        if (other is not None and other != table) or (table, column) in _OTHER_NAMES:
            found.append((table, column, str(other)))
    return found


def _picture(con: DuckDBPyConnection) -> Iterator[str]:
    yield "```mermaid"
    yield "erDiagram"
    for table, column, other in references(con):
        yield f'    {other} ||--o{{ {table} : "{column}"'
    yield "```"
    yield ""


def _tables(con: DuckDBPyConnection) -> Iterator[str]:
    tables = con.execute("select table_name, comment from duckdb_tables() where schema_name = 'core' order by table_oid").fetchall()
    linked = {(table, column): other for table, column, other in references(con)}
    yield "## Tables (schema core)"
    for table, comment in tables:
        yield from ("", f"### {table}", "", comment, "", "| Column | Type | Empty | Meaning |", "|---|---|---|---|")
        keys = _primary_keys(con, table)
        for column, kind, nullable, said in _columns(con, table):
            other = linked.get((table, column))
            notes = ["Key." if column in keys else "", f"Key of {other}." if other else "", said or ""]
            yield f"| {column} | {_kind(kind)} | {'yes' if nullable else ''} | {_cell(' '.join(filter(None, notes)))} |"
        yield from _rules(con, table)
    yield ""


def _primary_keys(con: DuckDBPyConnection, table: str) -> set[str]:
    sql = "select constraint_column_names from duckdb_constraints() where table_name = ? and constraint_type = 'PRIMARY KEY'"
    return {name for (names,) in con.execute(sql, [table]).fetchall() for name in names}


def _rules(con: DuckDBPyConnection, table: str) -> Iterator[str]:
    sql = "select constraint_text from duckdb_constraints() where table_name = ? and constraint_type = 'CHECK' order by constraint_index"
    rules = [text for (text,) in con.execute(sql, [table]).fetchall()]
    if rules:
        yield from ("", "Rules:", "", *(f"- `{rule}`" for rule in rules))


def _columns(con: DuckDBPyConnection, table: str, *, schema: str = "core") -> list[tuple[str, str, bool, str | None]]:
    sql = """
        select column_name, data_type, is_nullable, comment
        from duckdb_columns()
        where table_name = ? and schema_name = ?
        order by column_index
    """
    return con.execute(sql, [table, schema]).fetchall()


def _views(con: DuckDBPyConnection) -> Iterator[str]:
    yield "## Views"
    for _, sql in read_folder("views"):
        for comment, view in _VIEW.findall(sql):
            columns = con.execute(f"select column_name, column_type from (describe {view})").fetchall()
            said = " ".join(line.removeprefix("--").strip() for line in comment.splitlines()).removeprefix(f"{view}. ")
            yield from ("", f"### {view}", "", said, "", ", ".join(f"{name} ({_kind(kind)})" for name, kind in columns))
    yield ""


def _macros(con: DuckDBPyConnection) -> Iterator[str]:
    """Tables that take an argument; each names an example after ``as in``, which tells its columns here."""
    yield "## Views with an argument"
    for _, sql in read_folder("views"):
        for comment, name, given in _MACRO.findall(sql):
            said = " ".join(line.removeprefix("--").strip() for line in comment.splitlines()).removeprefix(f"{name}. ")
            example = said.partition("``")[2].partition("``")[0]
            columns = con.execute(f"select column_name, column_type from (describe {example})").fetchall()
            yield from ("", f"### {name}({given})", "", said, "", ", ".join(f"{column} ({_kind(kind)})" for column, kind in columns))
    yield ""


def _served(con: DuckDBPyConnection) -> Iterator[str]:
    """What pages are answered from: tables that follow from the others, and the filters over them."""
    yield from (
        "## What pages are answered from (schema served)",
        "",
        "Made from the tables above once per generation; nothing here is new.",
    )
    tables = con.execute("select table_name, comment from duckdb_tables() where schema_name = 'served' order by table_oid").fetchall()
    for table, comment in tables:
        yield from ("", f"### served.{table}", "", comment or "", "")
        told = [(name, _kind(kind), said) for name, kind, _, said in _columns(con, table, schema="served")]
        yield ", ".join(f"{name} ({kind})" for name, kind, _ in told)
        if any(said for *_, said in told):
            yield from ("", *(f"- {name}: {said}" for name, _, said in told if said))
    for _, sql in read_folder("served"):
        for comment, name, given in _MACRO.findall(sql):
            said = " ".join(line.removeprefix("--").strip() for line in comment.splitlines()).removeprefix(f"{name}. ")
            yield from ("", f"### {name}({' '.join(given.split())})", "", said)
    yield ""


def _kind(kind: str) -> str:
    """The type in a few letters; a list's says of what."""
    names = {"VARCHAR": "text", "BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "yes/no", "HUGEINT": "integer"}
    base = kind.removesuffix("[]")
    return ("list of " if base != kind else "") + names.get(base, base.lower())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PLACE.write_text(dictionary(), encoding="utf-8")
    sys.exit(0)
