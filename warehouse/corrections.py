"""Analysts' corrections: a plain table, ``corrections.csv`` in the home, that every build applies.

Columns: action, target, field, value, by, on, why, and optionally was. Actions: ``accept`` and ``reject`` a figure or an event's
telling, ``change`` one field of it, ``merge`` the event with the one that ``value`` names, ``split`` a telling off its event, ``add`` a
figure or an event that was missed (``value`` is "words=about $3 billion; value=3e9; unit=USD; indicator=exports; ..." or "words=signed a
pact; act=agreement_signed; parties=ISR JPN; ..."). Targets are the ids that the views show, for ``add`` an article's doc_id or text_hash;
ids depend on the article's words only, so they survive new versions of the extractor. ``was`` is how the target read when the correction
was made; where it reads otherwise by now, the correction still holds, and the change is reported. What cannot be applied is reported
with its line and never lost.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import WarehouseError, explaining
from warehouse.home import Layout, exclusive, write_durably

COLUMNS = ("action", "target", "field", "value", "by", "on", "why")
WAS = "was"
"""The column that a table need not have."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the table; empty cells are None.

    Attributes:
        was: How the target (or its field) read when the correction was made; None when nobody noted it.
    """

    line: int
    action: str
    target: str
    field: str | None
    value: str | None
    made_by: str | None
    made_on: str | None
    why: str | None
    was: str | None = None

    def cells(self) -> tuple[str, ...]:
        """The line's cells in the order of COLUMNS; lines with equal ones say the same, whatever they say of before."""
        rest = (self.field, self.value, self.made_by, self.made_on, self.why)
        return (self.action, self.target, *(each or "" for each in rest))

    def signed(self) -> str:
        """Who and why, for the reader of what it changed."""
        return f"{self.made_by or 'an analyst'}: {self.why}" if self.why else self.made_by or "an analyst"


def read_corrections(path: Path) -> list[Correction]:
    """The table's lines in order; none if there is no such file.

    Raises:
        WarehouseError: the file is not UTF-8 or its columns are not the ones expected.
    """
    if not path.exists():
        return []
    try:
        lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))  # a cell may hold a line feed
    except UnicodeDecodeError as err:
        raise WarehouseError(f"{path}: not UTF-8 at byte {err.start}. Save it as UTF-8, then run 'entente etl' again.") from err
    except csv.Error as err:
        raise WarehouseError(f"{path}: not a CSV file ({err}). Save it as CSV, then run 'entente etl' again.") from err
    header = [name.strip() for name in lines[0]] if lines else list(COLUMNS)
    if set(header) | {WAS} != {*COLUMNS, WAS} or len(set(header)) != len(header):
        raise WarehouseError(f"{path}: the columns are {', '.join(header)}. Make them {', '.join(COLUMNS)}, and if you like {WAS}.")
    found = []
    for number, cells in enumerate(lines[1:], 2):
        row = dict(zip(header, (cell.strip() or None for cell in cells), strict=False))
        if any(row.values()):
            rest = (row.get(name) for name in (*COLUMNS[2:], WAS))
            found.append(Correction(number, row.get("action") or "", row.get("target") or "", *rest))
    return found


def corrections_text(corrections: Iterable[Correction]) -> str:
    """The table as it stands in the file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, WAS))
    writer.writerows((*each.cells(), each.was or "") for each in corrections)
    return out.getvalue()


def append_corrections(home: Path, corrections: Iterable[Correction]) -> int:
    """Add lines to the table of a home, those that are there already passed over; gives how many were added.

    Raises:
        WarehouseError: the table there cannot be read, or the home cannot be written to.
    """
    path = Layout(home).corrections
    with exclusive(home, "corrections", wait_seconds=10):
        there = read_corrections(path)
        known = {each.cells() for each in there}
        new = list({each.cells(): each for each in corrections if each.cells() not in known}.values())
        if new:
            with explaining(path, "be written"):
                write_durably(path, corrections_text([*there, *new]))
    return len(new)
