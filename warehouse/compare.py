"""What changed between two generations: figures, events and articles that were added, changed or withdrawn."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError

_LISTS = {
    "figure": (
        "observation_evidence",
        "observation_id",
        "concat_ws(' ', indicator_label, kind, direction_label, value_text, period_label)",
        "value, low, high, unit, indicator, kind, reporter, partner, period_label, "
        "status, qualifier, mention_count, agreement, usd_value, corrected",
    ),
    "event": (
        "event_evidence",
        "event_id",
        "concat_ws(' ', act_label, parties_label, date_label)",
        "act, status, polarity, date_label, areas, parties_label, mention_count, article_count, corrected",
    ),
    "article": (
        "article_overview",
        "doc_id",
        "concat_ws(': ', publisher, coalesce(title, doc_id))",
        "content_key, duplicate_of, warnings",
    ),
}
"""For each thing compared: view, key, label shown, and the columns whose change counts."""


def record_changes(draft: Path, previous: Path | None) -> None:
    """Fill generation_change of a draft by comparing it with the generation before; it stays empty without one.

    An unreadable generation, or one of a version with other columns, counts as none.
    """
    with closing(duckdb.connect(str(draft))) as con:
        if previous is not None and _attach(con, previous):
            for what in _LISTS:
                _record_change(con, what)
            con.execute("update core.generation set previous = (select generation from before.core.generation)")
            con.execute("detach before")
        con.execute("checkpoint")


def _record_change(con: duckdb.DuckDBPyConnection, what: str) -> None:
    try:
        con.execute(f"insert into core.generation_change by name {_difference(what)}")
    except (duckdb.BinderException, duckdb.CatalogException):
        return  # the generation before is of a version without these columns: nothing can be compared, and nothing is claimed


def compare(old: Path, new: Path) -> list[tuple[str, str, str, str]]:
    """Rows (change, what, label, id) that lead from generation file ``old`` to ``new``; empty when both hold the same.

    Raises:
        WarehouseError: one of them cannot be read, or they are of versions of the program that cannot be compared.
    """
    if old.resolve() == new.resolve():
        return []  # DuckDB does not open one file under two names
    try:
        with closing(duckdb.connect(":memory:")) as con:
            con.execute(f"attach '{quoted(new)}' as after (read_only)")
            con.execute(f"attach '{quoted(old)}' as before (read_only)")
            con.execute("use after")
            return [row for what in _LISTS for row in con.execute(_difference(what)).fetchall()]
    except duckdb.Error as err:
        said = str(err).splitlines()[0]
        raise WarehouseError(
            f"{old.name} and {new.name}: cannot be compared ({said}). Choose others; 'entente generations' lists them."
        ) from err


def _difference(what: str) -> str:
    view, key, label, columns = _LISTS[what]
    return f"""
        with old as (select {key} as id, {label} as label, hash({columns}) as digest from before.main.{view}),
        new as (select {key} as id, {label} as label, hash({columns}) as digest from main.{view})
        select
            case when old.id is null then 'added' when new.id is null then 'withdrawn' else 'changed' end as change,
            '{what}' as what,
            coalesce(new.label, old.label, '') as label,
            coalesce(new.id, old.id) as id
        from new
        full join old on old.id = new.id
        where old.digest is distinct from new.digest
        order by change, label, id
    """


def _attach(con: duckdb.DuckDBPyConnection, path: Path) -> bool:
    try:
        con.execute(f"attach '{quoted(path)}' as before (read_only)")
        con.execute("select generation from before.core.generation").fetchall()
    except duckdb.Error:
        return False
    return True


def quoted(path: Path) -> str:
    """A path as it stands between single quotes in SQL: ``attach`` takes no parameter."""
    return str(path).replace("'", "''")
