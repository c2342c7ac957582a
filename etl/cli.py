"""The command line: the only module that prints.

Libraries are imported where a command needs them, so that help and a single article are answered at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from etl.errors import EtlError

app = typer.Typer(
    help="Trade and cooperation indicators from the news: articles in, a dashboard out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


Home = Annotated[
    str | None, typer.Option("--home", metavar="DIR", help="Where lake and warehouse lie (default: ENTENTE_HOME, else warehouse/data).")
]
Seeds = Annotated[str | None, typer.Option("--seeds", metavar="DIR", help="A folder of articles or a JSON Lines file (default: seeds).")]
Full = Annotated[bool, typer.Option("--full", help="Extract every article again and build even if nothing changed.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes that extract (default: one per core).")]
Port = Annotated[
    int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="The dashboard's port on 127.0.0.1 (default: 8501).")
]


class ExtractFormat(StrEnum):
    """How findings are printed."""

    JSONL = "jsonl"
    TEXT = "text"


class ExportFormat(StrEnum):
    """Kinds of file that a table is written to."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


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
) -> None:
    """Bring the warehouse up to date with the articles: only what is new or changed is extracted."""
    _update(home, seeds, full=full, jobs=jobs, as_json=as_json)


@app.command()
def dashboard(home: Home = None, port: Port = None) -> None:
    """Serve the dashboard on this machine."""
    _serve(home, port)


@app.command()
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Article files, folders, JSON Lines files, or - for JSON Lines on standard input."),
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
    home: Home = None,
) -> None:
    """Write figures, events or articles with their evidence to a file."""
    from etl.export import export_table

    export_table(table.value, kind.value, output, home)


@app.command(add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def brief(context: typer.Context) -> None:
    """Print what is in view as a one-page PDF: --country ISR --years 2013-2023 -o brief.pdf; --help lists the filters."""
    import subprocess

    raise typer.Exit(subprocess.run([sys.executable, "-m", "dashboard.briefing", *context.args], check=False).returncode)


def _update(home: str | None, seeds: str | None, *, full: bool = False, jobs: int | None = None, as_json: bool = False) -> None:
    """Run the ETL and print its summary; problems go to standard error."""
    from dataclasses import asdict

    from etl.report import Progress, print_summary
    from etl.update import update
    from warehouse.home import data_home

    with Progress() as progress:
        summary = update(seeds or _default_seeds(), data_home(home), full=full, jobs=jobs, progress=progress)
    if as_json:
        emit(asdict(summary))
    else:
        print_summary(summary)
    for problem in summary.problems:
        complain(f"rejected  {problem}")
    for source, warning in summary.warnings:
        complain(f"note      {source}: {warning}")


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
