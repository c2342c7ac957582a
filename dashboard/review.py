"""What an analyst decides about findings: kept in the table of corrections, applied by the next build."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from dashboard import data
from warehouse.corrections import Correction, append_corrections, read_corrections
from warehouse.home import Layout
from warehouse.publish import update
from warehouse.review import with_reading

FIELDS = {
    "figures": (
        "value",
        "low",
        "high",
        "unit",
        "qualifier",
        "indicator",
        "kind",
        "status",
        "reporter",
        "partner",
        "period",
        "product",
        "attribution",
    ),
    "events": ("act", "areas", "parties", "date", "status", "polarity", "instrument"),
}
"""What can be changed, in the words of the table of corrections."""
COLUMNS = {"period": "period_label", "date": "date_label", "parties": "countries"}
"""Where a field's present value stands, if its column has another name."""
MOST_AT_ONCE = 20_000  # articles up to which the page itself builds anew; more is for the command line


def allowed() -> bool:
    """Whether readers of this page may write corrections: off where it is served to other machines, unless the owner says otherwise."""
    return os.environ.get("ENTENTE_REVIEW", "on") != "off"


def keep(action: str, target: str, *, field: str = "", value: str = "", by: str = "", why: str = "") -> None:
    """Write one decision.

    Raises:
        WarehouseError: The table cannot be read or written.
    """
    what, new, who, reason = (each.strip() or None for each in (field, value, by, why))
    home = Path(data.home())
    correction = Correction(0, action, target, what, new, who, date.today().isoformat(), reason)
    append_corrections(home, [with_reading(correction, home)])


def waiting(built: set[str]) -> list[Correction]:
    """Decisions that the generation shown does not know yet; ``built`` are the targets that it knows."""
    return [each for each in read_corrections(Layout(Path(data.home())).corrections) if each.target not in built]


def apply() -> None:
    """Build and publish a generation with all decisions.

    Raises:
        WarehouseError: The build failed or another process publishes; what was served stays.
    """
    layout = Layout(Path(data.home()))
    update(layout.lake, layout.home, wait_seconds=5)
