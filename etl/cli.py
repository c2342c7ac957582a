"""The command line: the only module that prints.

Libraries are imported where a command needs them, so that help and a single article are answered at once.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from etl.commands.lake import app as lake_commands
from etl.commands.options import Home
from etl.commands.warehouse import app as warehouse_commands
from etl.errors import EtlError

if TYPE_CHECKING:
    from etl.update import Summary

GARBAGE = 100_000
"""Objects made before garbage is looked for: commands make many at once, hardly one of them part of a circle, and then end."""

app = typer.Typer(
    help="Trade and cooperation indicators from the news: articles in, a dashboard out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(warehouse_commands)
app.add_typer(lake_commands, name="lake")

Seeds = Annotated[
    str | None, typer.Option("--seeds", metavar="DIR", help="A folder, a file, a pattern or an address with articles (default: seeds).")
]
Full = Annotated[bool, typer.Option("--full", help="Extract every article again and build even if nothing changed.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes that extract (default: one per core).")]
Port = Annotated[
    int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="The dashboard's port on 127.0.0.1 (default: 8501).")
]


Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another run at work in this home (default: 0).")
]


class EngineName(StrEnum):
    """What runs the extraction."""

    LOCAL = "local"
    DASK = "dask"


class ExtractFormat(StrEnum):
    """How findings are printed."""

    JSONL = "jsonl"
    TEXT = "text"


class ExportFormat(StrEnum):
    """Kinds of file that a table is written to."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"
    SDMX_CSV = "sdmx-csv"


class Table(StrEnum):
    """What can be exported."""

    FACTS = "facts"
    EVENTS = "events"
    ARTICLES = "articles"


@app.command()
def up(home: Home = None, seeds: Seeds = None, port: Port = None) -> None:
    """Bring the warehouse up to date, then serve the dashboard."""
    _update(home, seeds)
    _serve(home, port)


@app.command()
def etl(
    home: Home = None,
    seeds: Seeds = None,
    full: Full = False,
    jobs: Jobs = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done with each article, and why.")] = False,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="local: processes on this machine. dask: Dask workers.")
    ] = EngineName.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="A Dask cluster's (default: one is started on this machine).")
    ] = None,
    wait: Wait = 0.0,
) -> None:
    """Bring the warehouse up to date with the articles: only what is new or changed is extracted."""
    if dry_run:
        _print_plan(home, seeds, full=full, as_json=as_json)
        return
    if scheduler and engine is not EngineName.DASK:
        raise typer.BadParameter("is for --engine dask", param_hint="--scheduler")
    _update(home, seeds, as_json=as_json, full=full, jobs=jobs, engine=engine.value, scheduler=scheduler, wait_seconds=wait)


@app.command()
def watch(home: Home = None, seeds: Seeds = None, jobs: Jobs = None) -> None:
    """Bring the warehouse up to date now and whenever articles change; a running dashboard goes on. Ctrl-C ends it."""
    from etl.watch import watch as watch_source
    from warehouse.home import data_home

    place = seeds or _default_seeds()
    try:
        for outcome in watch_source(place, data_home(home), jobs=jobs):
            if isinstance(outcome, Exception):
                complain(str(outcome))
            else:
                _print_run(outcome)
    except KeyboardInterrupt:
        return


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(metavar="URL|FILE...", help="Articles on the web, RSS or Atom feeds, files.")],
    seeds: Annotated[str | None, typer.Option("--seeds", metavar="DIR", help="The folder they are added to (default: seeds).")] = None,
) -> None:
    """Fetch articles and keep them among the seeds, with title, publisher, date and address; then run 'entente etl'."""
    from etl.sources.add import add as add_articles
    from etl.sources.problem import Problem
    from etl.sources.store import SeedFolder

    folder = SeedFolder(Path(seeds or _default_seeds()))
    failed = 0
    for outcome in (outcome for source in sources for outcome in add_articles(source, folder)):
        if isinstance(outcome, Problem):
            complain(f"rejected  {outcome}")
            failed += 1
            continue
        article = outcome.article
        published = article.published.label if article.published else "no date"
        print(
            f"{'added ' if outcome.kept.new else 'there already '} {outcome.kept.file}: {article.title or 'no title'} "
            f"({article.publisher or 'no publisher'}, {published})",
            flush=True,
        )
        for warning in article.warnings:
            complain(f"note      {outcome.kept.file}: {warning}")
    if failed:
        raise typer.Exit(1)


@app.command()
def dashboard(home: Home = None, port: Port = None) -> None:
    """Serve the dashboard on this machine."""
    _serve(home, port)


@app.command()
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Folders, files of any kind that is read, patterns, addresses, or - for JSON Lines on standard input."
        ),
    ],
    output: Annotated[
        ExtractFormat,
        typer.Option("--format", help="jsonl: one JSON object per article. text: each finding with its words, for reading."),
    ] = ExtractFormat.JSONL,
) -> None:
    """Print what each article states, without touching any database."""
    from etl.pipeline import extract as extract_article
    from etl.printing import to_json, to_text
    from etl.sources import Problem, read_source

    done = rejected = 0
    for item in (item for path in paths for item in read_source(path)):
        if isinstance(item, Problem):
            complain(str(item))
            rejected += 1
            continue
        for warning in item.warnings:
            complain(f"{item.source}: {warning}.")
        extraction = extract_article(item)
        emit(to_json(extraction)) if output is ExtractFormat.JSONL else print(to_text(extraction), flush=True)
        done += 1
    if not done:
        raise EtlError(
            "No article was read. Give files or folders with articles." if not rejected else "No article could be read; see above."
        )


@app.command()
def quantities() -> None:
    """Print every quantity of general English text: JSON Lines {"id", "text"} in, one line per quantity out."""
    from etl.annotate.quantities import find_quantities
    from etl.annotate.quantities.printing import to_json

    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        doc_id, text = _read_text(line, number)
        for found in to_json(doc_id, text, find_quantities(text)):
            emit(found)


@app.command()
def export(
    table: Annotated[Table, typer.Argument(help="What to export.")],
    kind: Annotated[ExportFormat, typer.Option("--format", help="Kind of file.")] = ExportFormat.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it (default: standard output).")
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="Facts: amounts also in this currency, at their period's mean rate.")
    ] = None,
    prices_of: Annotated[
        int | None, typer.Option("--prices-of", metavar="YEAR", help="Facts: amounts also in US dollars of this year, by the GDP deflator.")
    ] = None,
    home: Home = None,
) -> None:
    """Write figures, events or articles with their evidence to a file."""
    from etl.export import export_table

    left_out = export_table(table.value, kind.value, output, home, currency=currency, prices_of=prices_of)
    if left_out:
        complain(f"{left_out} figures left out: SDMX takes those with a country and a period, and no targets.")


@app.command(add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def brief(context: typer.Context) -> None:
    """Print what is in view as a one-page PDF: --country ISR --years 2013-2023 -o brief.pdf; --help lists the filters."""
    import subprocess

    raise typer.Exit(subprocess.run([sys.executable, "-m", "dashboard.briefing", *context.args], check=False).returncode)


def _update(home: str | None, seeds: str | None, *, as_json: bool = False, **options: Any) -> None:
    """Run the ETL and print its summary; problems go to standard error."""
    from dataclasses import asdict

    from etl.report import Progress, print_summary
    from etl.update import update
    from warehouse.home import data_home

    try:
        with Progress() as progress:
            summary = update(seeds or _default_seeds(), data_home(home), progress=progress, **options)
    except KeyboardInterrupt:
        complain("Stopped. What was extracted is kept; run the same command again to go on.")
        raise typer.Exit(130) from None
    if as_json:
        emit(asdict(summary))
    else:
        print_summary(summary)
    for problem in summary.problems:
        complain(f"rejected  {problem}")
    for source, warning in summary.warnings:
        complain(f"note      {source}: {warning}")


def _print_run(summary: Summary) -> None:
    """One line for a run of the watch, and its problems."""
    from datetime import datetime

    counts = (f"{getattr(summary, name)} {name}" for name in ("new", "changed", "removed", "rejected") if getattr(summary, name))
    said = "nothing to do" if summary.idle else f"{', '.join(counts) or 'rebuilt'}; {summary.facts} figures, {summary.events} events"
    print(f"{datetime.now():%H:%M:%S}  {said} ({summary.seconds:.1f} s)", flush=True)
    for problem in summary.problems:
        complain(f"rejected  {problem}")


def _print_plan(home: str | None, seeds: str | None, *, full: bool, as_json: bool) -> None:
    """What a run would do with each article."""
    from dataclasses import asdict

    from etl.plan import plan
    from warehouse.home import data_home

    planned = plan(seeds or _default_seeds(), data_home(home), full=full)
    if as_json:
        emit(asdict(planned))
        return
    for step in planned.steps:
        print(f"{step.action:<10}{step.source}: {step.reason}")
    extracted = sum(step.extract for step in planned.steps)
    then = f"be built again ({planned.why})" if planned.build else "stay as it is"
    print(f"{extracted} to extract; the warehouse would {then}. Nothing was done.")


def _default_seeds() -> str:
    """The folder seeds/ here, else the one beside this package."""
    beside = Path(__file__).resolve().parents[1] / "seeds"
    return "seeds" if Path("seeds").is_dir() or not beside.is_dir() else str(beside)


def _serve(home: str | None, port: int | None) -> None:
    """Run the dashboard until it is stopped; it is another program, so that neither half needs the other's libraries."""
    import signal
    import subprocess

    from warehouse.home import data_home

    command = [sys.executable, "-m", "dashboard", "--home", str(data_home(home)), *(["--port", str(port)] if port else [])]
    process = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())  # who ends this command ends the dashboard with it
    try:
        status = process.wait()
    except KeyboardInterrupt:  # it has got the same Ctrl-C and is closing down
        process.wait()
        return
    if status not in (0, -signal.SIGTERM):
        raise typer.Exit(1)


def _read_text(line: bytes, number: int) -> tuple[str, str]:
    """The id and text of one input line."""
    try:
        record = json.loads(line)
        return str(record.get("id", number)), record["text"]
    except (ValueError, KeyError, AttributeError) as err:
        raise EtlError(
            f'standard input, line {number}: not a JSON object with a text. Write lines like {{"id": "1", "text": "..."}}.'
        ) from err


def emit(record: dict[str, Any]) -> None:
    """Print one JSON object as a line, at once."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")
    sys.stdout.flush()


def complain(message: str) -> None:
    """Say on standard error what went wrong and what to do."""
    print(message, file=sys.stderr, flush=True)


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command line; a problem is one line and status 1, wrong usage status 2."""
    gc.set_threshold(GARBAGE, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # whatever the terminal's locale
    try:
        app(args=None if arguments is None else list(arguments), prog_name="entente")
    except BrokenPipeError:  # the reader had enough, as `head` does
        sys.stderr.close()
        sys.exit(0)
    except Exception as problem:
        if not _is_explained(problem):
            raise
        complain(str(problem))
        sys.exit(1)


def _is_explained(problem: Exception) -> bool:
    """Whether a package of ours raised it to be read by the user; the warehouse's class is looked at only once it is loaded."""
    errors = sys.modules.get("warehouse.errors")
    return isinstance(problem, EtlError) or (errors is not None and isinstance(problem, errors.WarehouseError))
