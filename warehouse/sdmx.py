"""Figures as SDMX-CSV 2.0, for programs that read official statistics.

SDMX knows observations only: targets, ranges' ends, and figures without a period, a side or a plain number stay out.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

DATAFLOW = "ENTENTE:NEWS_FIGURES(1.0)"
COLUMNS = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "COUNTERPART_AREA", "INDICATOR", "TRANSFORMATION", "PRODUCT", "SOURCE_ID"),
    *("TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "COMMENT_OBS"),
)
NOT_APPLICABLE = "_Z"

_STATUS = {"reported": "A", "forecast": "F"}  # normal value, forecast value of the code list CL_OBS_STATUS
_UNITS = {"percent": "PT"}


@dataclass(frozen=True, slots=True)
class Observations:
    """Figures as SDMX-CSV.

    Attributes:
        left_out: Figures that are no observations in the sense of SDMX.
    """

    table: pd.DataFrame
    left_out: int


def observations(figures: pd.DataFrame) -> Observations:
    """One row per resolved figure (rows of the query export_facts), in the columns of SDMX-CSV 2.0.

    SOURCE_ID is the fact_id, so that figures that differ stand side by side; COMMENT_OBS is the sentence.
    """
    records = figures.astype(object).where(figures.notna(), None).to_dict(orient="records")
    rows = [_row(record) for record in records if _is_observation(record)]
    table = pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)
    return Observations(table, len(records) - len(rows))


def _is_observation(figure: dict[Hashable, Any]) -> bool:
    return figure["status"] in _STATUS and None not in (figure["reporter"], figure["period_start"], figure["period_end"])


def _row(figure: dict[Hashable, Any]) -> tuple[str, ...]:
    words = " ".join(str(figure["quote_text"] or "").split())
    return (
        "dataflow",
        DATAFLOW,
        "I",
        figure["reporter"],
        figure["partner"] or NOT_APPLICABLE,
        figure["indicator"].upper(),
        figure["kind"].upper(),
        figure["product"] or NOT_APPLICABLE,
        figure["fact_id"],
        time_period(_day(figure["period_start"]), _day(figure["period_end"])),
        f"{figure['value']:.15g}",
        _UNITS.get(figure["unit"], figure["unit"]),
        _STATUS[figure["status"]],
        words,
    )


def _day(value: Any) -> date:
    return value.date() if isinstance(value, pd.Timestamp) else value


def time_period(start: date, end: date) -> str:
    """A period, from its first day to the first day after, as SDMX writes it: half-years with S, others as a date and a duration.

    >>> time_period(date(2016, 1, 1), date(2017, 1, 1)), time_period(date(2016, 7, 1), date(2017, 1, 1))
    ('2016', '2016-S2')
    >>> time_period(date(2014, 1, 1), date(2018, 1, 1)), time_period(date(2017, 5, 3), date(2017, 5, 4))
    ('2014-01-01/P4Y', '2017-05-03')
    """
    if end - start == timedelta(days=1):
        return start.isoformat()
    if start.day != 1 or end.day != 1:
        return f"{start}/P{(end - start).days}D"
    months = 12 * (end.year - start.year) + end.month - start.month
    for length, form in ((1, f"{start:%Y-%m}"), (3, f"{start.year}-Q{start.month // 3 + 1}"), (6, f"{start.year}-S{start.month // 6 + 1}")):
        if months == length and start.month % length == 1 % length:
            return form
    if months % 12 == 0 and start.month == 1:
        return str(start.year) if months == 12 else f"{start}/P{months // 12}Y"
    return f"{start}/P{months}M"
