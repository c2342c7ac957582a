"""Commands about the lake: what lies in it, and how to keep it small and in large pieces."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.commands.options import Home

if TYPE_CHECKING:
    from etl.lake import Lake

app = typer.Typer(help="What was extracted, as Parquet files: stats, gc, compact.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def stats(home: Home = None, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Say how many articles and findings the lake holds, in how many files, and what in it nothing needs."""
    from etl.lake.stats import lake_stats

    found = lake_stats(_lake(_home(home)))
    if as_json:
        print(json.dumps(asdict(found)))
        return
    print(f"{found.articles:,} articles, extractor version {found.version or 'none'}, commit {found.commit or 'none'}")
    print(", ".join(f"{count:,} rows in {table}" for table, count in found.rows.items()))
    print(f"{found.parts:,} parts, {found.size / 1e6:,.1f} MB; {found.small_parts:,} of them small ('entente lake compact')")
    print(f"{found.leftovers:,} leftovers, {found.leftover_size / 1e6:,.1f} MB ('entente lake gc')")


@app.command()
def gc(
    home: Home = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed, and why.")] = False,
    keep: Annotated[int, typer.Option("--keep", metavar="N", min=1, help="Commits whose parts stay.")] = 1,
) -> None:
    """Remove what nothing needs: parts of old extractor versions, parts that no commit names, drafts of runs that were killed."""
    from warehouse.home import exclusive

    place = _home(home)
    lake = _lake(place)
    with exclusive(place, "etl"):
        left = lake.leftovers(keep)
        for each in left:
            print(f"{each.path.relative_to(place)}  {each.size / 1e6:,.1f} MB  {each.reason}")
        if not dry_run:
            lake.sweep(keep)
    total = sum(each.size for each in left) / 1e6
    print(f"{len(left):,} leftovers, {total:,.1f} MB{'; nothing was removed.' if dry_run else ' removed.'}")


@app.command()
def compact(home: Home = None) -> None:
    """Put small parts together into large ones; the findings and the warehouse stay the same."""
    from etl.lake import compact as put_together
    from warehouse.home import exclusive

    place = _home(home)
    lake = _lake(place)
    with exclusive(place, "etl"):
        commit = lake.last_commit()
        made = put_together(lake, commit.parts, commit.version) if commit else 0
        if commit and made:
            lake.commit(commit.inventory.values(), commit.rejected, commit.run, commit.version)
            lake.sweep(1)
    parts = len(set(now.parts.values())) if (now := lake.last_commit()) else 0
    print(f"{made} large parts made; the collection lies in {parts} now." if made else f"Nothing to do: {parts} parts.")


def _home(home: str | None) -> Path:
    from warehouse.home import data_home

    return data_home(home)


def _lake(home: Path) -> Lake:
    from etl.errors import EtlError
    from etl.lake import Lake
    from warehouse.home import Layout

    folder = Layout(home).lake
    if not folder.is_dir():
        raise EtlError(f"{folder}: no lake yet. Run 'entente etl' to fill one.")
    return Lake(folder)
