"""What all charts share: the value a chart function gives, and the quiet frame around the marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from dashboard.charts.ink import Ink
from dashboard.charts.template import ROWS, filled, without_data
from dashboard.wording import say

_FONTS = "DejaVu Sans, Verdana, Arial, sans-serif"  # of files: they have ≈, → and ×, and are where Chromium is
PICK = "pick"  # the name of the selection that a click on a mark makes


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    Attributes:
        spec: Vega-Lite without its data.
        rows: The data, one row per mark; also what "Show data" shows.
        alt: The finding in words.
    """

    spec: Mapping[str, Any]
    rows: pd.DataFrame
    alt: str
    notes: Sequence[str] = field(default=())

    @cached_property
    def arrow(self) -> pa.Table:
        """The data as the page sends them; made once however often the chart is drawn."""
        return pa.Table.from_pandas(self.rows)

    def whole(self, *, width: int = 720, title: str | None = None, footer: str | None = None) -> dict[str, Any]:
        """The specification with its data inside, for files: a title above, where it comes from below."""
        spec: dict[str, Any] = deepcopy(dict(self.spec))
        spec["data"] = {"values": plain_rows(self.rows)}
        if "hconcat" not in spec and "vconcat" not in spec:
            spec["width"] = width
        config = spec.setdefault("config", {})
        config["font"] = _FONTS
        config["padding"] = 16
        if title:
            ink = str(config["legend"]["labelColor"])
            spec["title"] = {
                "text": title,
                "subtitle": footer or "",
                "anchor": "start",
                "fontSize": 16,
                "offset": 12,
                "color": ink,
                "subtitleColor": ink,
            }
        return spec


def plain_rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON values: dates as ISO text, what is missing as null."""
    return [
        {
            str(name): None if _missing(value) else value.isoformat() if hasattr(value, "isoformat") else _native(value)
            for name, value in row.items()
        }
        for row in rows.to_dict("records")
    ]


def finish(chart: Any, ink: Ink, rows: pd.DataFrame, alt_text: str, *, height: int, step: bool = False, **blanks: Any) -> Chart:
    """Put the theme's quiet frame around the marks and take the data out of the specification.

    Args:
        chart: A chart of Altair, or what :func:`dashboard.charts.template.drawn_once` makes of one.
        ink: The theme's colours.
        rows: The data.
        alt_text: The finding in words.
        height: In pixels; with ``step`` of one row.
        step: Whether there is one row per name.
        blanks: What stands in the chart's blanks.
    """
    whole = chart if isinstance(chart, Mapping) else without_data(chart.to_dict(validate=False))
    spec = dict(filled(whole, blanks))  # its parts are shared with other charts of the same shape
    spec["height"] = {"step": height} if step else height
    spec["config"] = _config(ink)
    spec["autosize"] = {"type": "fit-x" if step else "fit", "contains": "padding"}
    return Chart(spec=spec, rows=rows, alt=alt_text)


@cache
def _config(ink: Ink) -> dict[str, Any]:
    quiet = {"labelColor": ink.muted, "titleColor": ink.muted}
    return {
        "background": "transparent",
        "padding": {"left": 0, "right": 8, "top": 4, "bottom": 0},
        "view": {"stroke": None},
        "axis": {
            **quiet, "gridColor": ink.grid, "domainColor": ink.grid, "tickColor": ink.grid,
            "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "labelLimit": 230, "labelPadding": 6,
        },
        "legend": {**quiet, "labelFontSize": 13, "symbolStrokeWidth": 0, "labelLimit": 220},
    }  # fmt: skip


def source() -> alt.Chart:
    """A chart over rows that stay outside the specification: Altair needs only their name."""
    return alt.Chart(alt.NamedData(ROWS))


def pick(*fields: str) -> alt.Parameter:
    """The selection that a click makes; Streamlit hands its fields to Python."""
    return alt.selection_point(name=PICK, fields=list(fields), on="click", clear="dblclick")


def compact_axis(symbol: str = "$", **more: Any) -> alt.Axis:
    """An axis of amounts that writes K and B where d3 writes k and G, and the minus before the currency; ``more`` of it as Altair says."""
    amount = f"'{symbol}' + replace(replace(format(abs(datum.value), '~s'), 'G', 'B'), 'k', 'K')"
    return alt.Axis(format="~s", labelExpr=f"datum.value == 0 ? '0' : (datum.value < 0 ? '−' : '') + {amount}", **{"tickCount": 5, **more})


def layered(*layers: tuple[bool, alt.Chart]) -> Any:
    """The layers that have marks to draw; an empty one would be a nameless graphic to a screen reader."""
    return alt.layer(*(layer for wanted, layer in layers if wanted))


def figure_tooltip() -> list[alt.Tooltip]:
    """What the pointer over a figure tells: the figure, what it measures, when, the sentence and its article."""
    names = {"written": "figure", "label": "what", "period": "period", "quote": "sentence", "source": "article"}
    return [alt.Tooltip(f"{name}:N", title=say(f"column.{key}")) for name, key in names.items()]


def label_axis(ink: Ink, raised: int = 0) -> alt.Axis:
    """An axis of names in ink, two lines where a name has two; ``raised`` is how far (see :func:`raised`)."""
    lines = "split(datum.label, '\\n')"
    return alt.Axis(
        domain=False, ticks=False, labelColor=ink.text, labelExpr=lines, labelLineHeight=16, labelOffset=raised, labelFlush=False,
        labelLimit=alt.ExprRef("width < 260 ? 170 : width < 600 ? 230 : 330"),
    )  # fmt: skip


def raised(names: Iterable[str]) -> int:
    """How far names are moved so that those of two lines stand beside their marks."""
    return -8 if any("\n" in name for name in names) else 0


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, (list, tuple, dict)) and not hasattr(value, "__len__") and bool(pd.isna(value)))


def _native(value: Any) -> Any:
    return value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else list(value) if hasattr(value, "tolist") else value
