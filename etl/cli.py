"""The command line: the only module that prints.

Libraries are imported where a command needs them, so that help and a single article are answered at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
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


class ExtractFormat(StrEnum):
    """How findings are printed."""

    JSONL = "jsonl"
    TEXT = "text"


@app.command()
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Article files, folders, JSON Lines files, or - for JSON Lines on standard input."),
    ],
    format: Annotated[
        ExtractFormat, typer.Option(help="jsonl: one JSON object per article. text: findings with their words, for reading.")
    ] = ExtractFormat.JSONL,
) -> None:
    """Print what each article states, without touching any database."""
    from etl.pipeline import extract as extract_article
    from etl.printing import to_json, to_text
    from etl.sources import Problem, read_source

    failed = False
    for path in paths:
        for item in read_source(path):
            if isinstance(item, Problem):
                complain(str(item))
                failed = True
                continue
            for warning in item.warnings:
                complain(f"{item.source}: {warning}.")
            extraction = extract_article(item)
            emit(to_json(extraction)) if format is ExtractFormat.JSONL else print(to_text(extraction), flush=True)
    if failed:
        raise typer.Exit(1)


@app.command()
def quantities() -> None:
    """Print every quantity of general English text: JSON Lines {"id", "text"} in, one line per quantity out."""
    from etl.annotate.quantities import find_quantities
    from etl.printing import quantity_to_json

    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        doc_id, text = _read_text(line, number)
        for quantity in find_quantities(text):
            emit(quantity_to_json(quantity, text, doc_id))


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
    except EtlError as problem:
        complain(str(problem))
        sys.exit(1)
    except BrokenPipeError:  # the reader had enough, as `head` does
        sys.stderr.close()
        sys.exit(0)
