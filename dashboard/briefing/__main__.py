"""``python -m dashboard.briefing --country ISR --years 2013-2023 -o brief.pdf``: the briefing from the command line, for cron.

Ends with 0 when the page is written, 1 when it cannot be (no warehouse, a missing extra, an unwritable file), 2 when the question is wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from dashboard.briefing import missing_packages, offered, read_whole, to_pdf
from dashboard.filters import FIELDS, Choices, Filters, parse
from dashboard.wording import listing, say
from warehouse.errors import WarehouseError
from warehouse.home import data_home
from warehouse.read import Warehouse

_YEARS = re.compile(r"(?P<first>\d{4})?(?P<to>[-–:])?(?P<last>\d{4})?")
_MOST_NAMED = 12
_ALIKE = 0.7


class _WrongQuestionError(Exception):
    """What was asked for makes no sense here; the message says what does."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the briefing; gives the exit status."""
    given = _parser().parse_args(arguments)
    lacking = missing_packages()
    if lacking:
        return _complain(say("export.missing", what=f"{say('briefing.button')} ({', '.join(lacking)})"))
    warehouse = Warehouse(data_home(given.home))
    try:
        filters = _filters(given, offered(warehouse.query))
        briefing = read_whole(warehouse.query, filters, link_base=given.link_base)
        _write(to_pdf(briefing), given.output)
    except _WrongQuestionError as err:
        return _complain(str(err), status=2)
    except (WarehouseError, OSError) as err:
        return _complain(str(err))
    if given.output != "-":
        said = briefing.summary.replace("**", "") or briefing.empty[0]
        print(say("briefing.written", file=given.output, summary=said))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="entente brief", description="Print what is in view as a one-page PDF.", allow_abbrev=False)
    parser.add_argument("-o", "--output", default=say("briefing.file"), metavar="FILE", help="where to write, - for stdout (%(default)s)")
    for key in FIELDS:
        label = say(f"filter.{key}").lower()
        help_text = f"only this {label}, by code or name; may be repeated"
        parser.add_argument(f"--{key}", action="append", default=[], metavar=key.upper(), help=help_text)
    parser.add_argument("--years", metavar="FIRST-LAST", help="from and to, inclusive: 2013-2023, 2016, 2013- (=-2023 for all up to 2023)")
    parser.add_argument("--dated", action="store_true", help="leave out what no article dates")
    parser.add_argument("--link-base", default="", metavar="URL", help="address of the dashboard, for links back to this view")
    parser.add_argument("--home", metavar="DIR", help="folder of the data (default: ENTENTE_HOME, else warehouse/data)")
    return parser


def _filters(given: argparse.Namespace, choices: Choices) -> Filters:
    """The filters asked for.

    Raises:
        _WrongQuestionError: A value that the data does not hold, or years that are none.
    """
    if given.link_base and not given.link_base.startswith(("http://", "https://")):
        raise _WrongQuestionError(f"--link-base {given.link_base}: not an address. Write it like http://127.0.0.1:8501.")
    asked = {key: getattr(given, key) for key in FIELDS}
    for key, values in asked.items():
        _, unknown = parse({key: values}, choices)
        if unknown:
            raise _WrongQuestionError(_unknown(key, unknown[0], choices.labels(key)))
    first, last = _years(given.years)
    found, _ = parse({**asked, "dated": ["true"] if given.dated else []}, choices)
    return replace(found, first=first, last=last)


def _unknown(key: str, value: str, labels: Mapping[str, str]) -> str:
    """What is near what was asked for; where nothing is, the most frequent of what there is."""
    named = {code: f"{code} ({label})" if code != label else code for code, label in labels.items()}
    near = [named[code] for code in _near(value, labels)]
    if near:
        return f"--{key} {value}: not in the data. Near it: {listing(near)}."
    known = listing(named.values(), _MOST_NAMED)
    return f"--{key} {value}: not in the data. There {'are' if len(labels) > 1 else 'is'} {known or 'none'}."


def _near(value: str, labels: Mapping[str, str]) -> list[str]:
    """Codes of what is written nearly like it, or contains it."""
    written = {spelling.casefold(): code for code, label in labels.items() for spelling in (code, label)}
    alike = get_close_matches(value.casefold(), list(written), n=3, cutoff=_ALIKE)
    within = [name for name in written if len(value) > 3 and value.casefold() in name]
    return list(dict.fromkeys(written[name] for name in (*alike, *within)))[:3]


def _years(text: str | None) -> tuple[int | None, int | None]:
    """First and last year out of "2013-2023", "2016", "2013-", "-2023"."""
    found = _YEARS.fullmatch((text or "").replace(" ", ""))
    if found is None or (text and not found["first"] and not found["last"]):
        raise _WrongQuestionError(f"--years {text}: not years. Write them like 2013-2023, 2016 or 2013-.")
    first = int(found["first"]) if found["first"] else None
    last = int(found["last"]) if found["last"] else None if found["to"] else first
    if first is not None and last is not None and first > last:
        raise _WrongQuestionError(f"--years {text}: the first year is after the last. Write {last}-{first}.")
    return first, last


def _write(pdf: bytes, output: str) -> None:
    """Write the file whole or not at all."""
    if output == "-":
        sys.stdout.buffer.write(pdf)
        sys.stdout.buffer.flush()
        return
    path = Path(output).expanduser()
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        draft.write_bytes(pdf)
        draft.replace(path)
    except OSError as err:
        draft.unlink(missing_ok=True)
        raise OSError(f"{output}: cannot write there ({err.strerror}). Choose another file with -o.") from err


def _complain(message: str, *, status: int = 1) -> int:
    print(message, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
