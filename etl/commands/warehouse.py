"""Commands over the warehouse: its generations, corrections, statistics, and any question in SQL."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from etl.commands.options import Home
from etl.commands.table import TableFormat, as_text, in_columns

app = typer.Typer(rich_markup_mode=None)
corrections_app = typer.Typer(help="List, add, export or import what analysts decided about findings.", no_args_is_help=True)
stats_app = typer.Typer(help="Add, list or remove official statistics that the news is compared with.", no_args_is_help=True)
app.add_typer(corrections_app, name="corrections")
app.add_typer(stats_app, name="stats")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Gen = Annotated[str | None, typer.Argument(metavar="[GEN]", help="A generation, or how its name begins.", show_default=False)]


@app.command()
def generations(home: Home = None, as_json: Json = False) -> None:
    """List the generations of the warehouse that are kept, the newest first."""
    from dataclasses import asdict

    from warehouse.home import data_home
    from warehouse.publish import list_generations

    kept = list_generations(data_home(home))
    if as_json:
        _print_json([asdict(each) for each in kept])
        return
    rows = [
        (
            "→" if each.served else "",
            each.generation,
            f"{each.built_at:%Y-%m-%d %H:%M}" if each.built_at else "cannot be read",
            *(each.articles, each.observations, each.events),
        )
        for each in kept
    ]
    names = ["", "generation", "built (UTC)", "articles", "figures", "events"]
    print(in_columns(names, rows) if rows else "No generation yet. Run 'entente etl' to build one.")


@app.command()
def rollback(generation: Gen = None, home: Home = None) -> None:
    """Serve the generation before the current one, or the one named; the next 'entente etl' publishes the newest again."""
    from warehouse.home import data_home
    from warehouse.publish import rollback as serve

    print(f"Generation {serve(data_home(home), generation)} is served now. The next 'entente etl' publishes the newest again.")


@app.command()
def diff(
    old: Annotated[
        str | None,
        typer.Argument(metavar="[OLD]", help="The earlier generation (default: the one before the served one).", show_default=False),
    ] = None,
    new: Annotated[str | None, typer.Argument(metavar="[NEW]", help="The later one (default: the one served).", show_default=False)] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List figures, events and articles that were added, changed or withdrawn; status 0: none, 1: some, 2: cannot compare."""
    from warehouse.compare import compare
    from warehouse.errors import WarehouseError
    from warehouse.home import data_home
    from warehouse.publish import find_generation, previous_generation, served_generation

    place = data_home(home)
    try:
        before = find_generation(place, old) if old else previous_generation(place)
        after = find_generation(place, new) if new else served_generation(place)
        rows = compare(before, after)
    except WarehouseError as err:  # status 1 means that they differ, as with diff(1)
        print(err, file=sys.stderr)
        raise typer.Exit(2) from None
    names = ("change", "what", "label", "id")
    if as_json:
        _print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        print(in_columns(names, rows))
    if rows:
        raise typer.Exit(1)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help='One query, like "select * from observation_evidence"; - reads it from standard input.')],
    form: Annotated[TableFormat, typer.Option("--format", help="How rows are printed.")] = TableFormat.TABLE,
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=1, help="At most so many rows.")] = 1000,
    seconds: Annotated[float, typer.Option("--seconds", metavar="S", min=0.1, help="At most so long.")] = 30.0,
    home: Home = None,
) -> None:
    """Ask the warehouse in SQL. It can be read only; "show tables" and "describe observation_evidence" tell what there is."""
    from warehouse.ask import ask
    from warehouse.home import data_home

    answer = ask(data_home(home), sys.stdin.read() if query == "-" else query, rows=rows, seconds=seconds)
    sys.stdout.write(as_text(answer.table, form))
    if answer.cut:
        print(f"There are more than {rows} rows. Show more with --rows.", file=sys.stderr)


@stats_app.command("add")
def add_stats(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="CSV, plain or gzipped: UN Comtrade, SDMX-CSV of the IMF, or dyadic trade.")
    ],
    name: Annotated[
        str | None, typer.Option("--name", help="What to call the source (default: the file's name); one of this name is replaced.")
    ] = None,
    vintage: Annotated[
        str | None, typer.Option("--vintage", metavar="DAY", help="When the figures were published (default: as the file says).")
    ] = None,
    home: Home = None,
) -> None:
    """Keep official statistics of trade; the next 'entente etl' sets them beside the news (view record_comparison)."""
    from etl.errors import EtlError
    from warehouse.home import data_home
    from warehouse.stats import add_statistics

    if name is not None and len(files) > 1:
        raise EtlError("--name names one source. Add the files one by one, or leave it out.")
    for file in files:
        found = add_statistics(file, data_home(home), name=name, vintage=vintage)
        print(f"added {found.name}: {found.flows:,} flows between two countries, as {found.form}, of {found.vintage}.")
        for reason, count in found.left_out.items():
            print(f"  left out {count:,} rows {reason}")
    print("Run 'entente etl' to compare the news with them.")


@stats_app.command("list")
def list_stats(home: Home = None, as_json: Json = False) -> None:
    """List the sources of statistics that are kept and how many of their records the warehouse uses."""
    from dataclasses import asdict

    from warehouse.home import data_home
    from warehouse.review import describe_statistics

    found = describe_statistics(data_home(home))
    if as_json:
        _print_json([{**asdict(source), "records": records} for source, records in found])
        return
    names = ("name", "form", "file", "vintage", "flows")
    rows = [(*(getattr(source, name) for name in names), records) for source, records in found]
    empty = "No statistics yet. Add a file with 'entente stats add FILE'."
    print(in_columns(["name", "format", "file", "vintage", "flows", "used"], rows) if rows else empty)


@stats_app.command("remove")
def remove_stats(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Sources as 'entente stats list' names them.")], home: Home = None
) -> None:
    """Forget sources of statistics; the next 'entente etl' compares nothing with them."""
    from warehouse.home import data_home
    from warehouse.stats import remove_statistics

    for name in names:
        remove_statistics(name, data_home(home))
        print(f"removed {name}. Run 'entente etl' to build without it.")


@corrections_app.command("list")
def list_corrections(home: Home = None, as_json: Json = False) -> None:
    """List all corrections, and whether the warehouse applied each."""
    from dataclasses import asdict

    from warehouse.home import data_home
    from warehouse.review import list_corrections as states

    found = states(data_home(home))
    if as_json:
        _print_json([{**asdict(correction), "state": state} for correction, state in found])
        return
    names = ("line", "action", "target", "field", "value", "made_by", "made_on", "why")
    rows = [(*(getattr(each, name) for name in names), state) for each, state in found]
    print(in_columns([*names, "state"], rows) if rows else "No corrections yet. Add one with 'entente corrections add'.")


@corrections_app.command("add")
def add_correction(
    action: Annotated[str, typer.Argument(help="accept, reject, change, merge, split, or add (a figure or event that was missed).")],
    target: Annotated[str, typer.Argument(help="fact_id or event_id as the pages show it; for add the article's doc_id.")],
    field: Annotated[str | None, typer.Option("--field", help="For change: which field.")] = None,
    value: Annotated[
        str | None,
        typer.Option(
            "--value",
            help='The new value; for merge the other event\'s id; for add "words=$3 billion; value=3e9; unit=USD; indicator=exports; ..." '
            'or "words=signed a pact; act=agreement_signed; parties=ISR JPN; ...".',
        ),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decided (default: you).")] = None,
    why: Annotated[str | None, typer.Option("--why", help="The reason, for whoever reads the figure.")] = None,
    home: Home = None,
) -> None:
    """Add a correction; the next 'entente etl' applies it."""
    from datetime import date
    from getpass import getuser

    from warehouse.corrections import Correction, append_corrections
    from warehouse.home import data_home
    from warehouse.review import refuse_wrong, with_reading

    correction = Correction(0, action, target, field, value, by or getuser(), date.today().isoformat(), why)
    place = data_home(home)
    refuse_wrong(correction, place)
    kept = append_corrections(place, [with_reading(correction, place)])
    print("added. Run 'entente etl' to apply it." if kept else "This correction is there already.")


@corrections_app.command("export")
def export_corrections(
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to (default: standard output).")] = None,
    home: Home = None,
) -> None:
    """Write all corrections as CSV, for another home or for git."""
    from etl.errors import EtlError
    from warehouse.corrections import corrections_text, read_corrections
    from warehouse.home import Layout, data_home

    text = corrections_text(read_corrections(Layout(data_home(home)).corrections))
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as err:
        raise EtlError(f"{output}: cannot be written ({err.strerror or err}). Choose another file with -o.") from err


@corrections_app.command("import")
def import_corrections(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV with the columns that export writes.")], home: Home = None
) -> None:
    """Add the corrections of a file; those that are there already are passed over."""
    from etl.errors import EtlError
    from warehouse.corrections import append_corrections, read_corrections
    from warehouse.home import data_home

    if not file.is_file():
        raise EtlError(f"{file}: no such file. Name a CSV file that 'entente corrections export' wrote.")
    given = read_corrections(file)
    kept = append_corrections(data_home(home), given)
    print(f"{kept} added, {len(given) - kept} there already. Run 'entente etl' to apply them.")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")
