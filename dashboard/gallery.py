"""The charts that can be asked for by name, without a page: for addresses of pictures and for embedding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard import data, drawing, export, filter_bar
from dashboard.charts import Chart
from dashboard.filters import Filters
from dashboard.wording import say

Key = tuple[str, str]
_TRIES = 3


def _levels(key: Key, view: Filters) -> Chart | None:
    found = drawing.level_bars(key, view, "")
    return found[0] if found else None


def _network(key: Key, view: Filters) -> Chart | None:
    found = drawing.network(key, view, "events")
    return found[0] if found else None


CHARTS: Mapping[str, tuple[str, Callable[[Key, Filters], Chart | None]]] = {  # name: key of its title, and what draws it
    "levels": ("overview.levels", _levels),
    "changes": ("overview.changes", lambda key, view: drawing.multiples(key, view, ("reported", "target", "forecast"))),
    "areas": ("overview.areas", lambda key, view: drawing.areas(key, view, "events")),
    "years": ("overview.years", lambda key, view: drawing.years(key, view, "events")),
    "heatmap": ("events.heatmap", lambda key, view: drawing.heatmap(key, view, "events")),
    "timeline": ("events.timeline", drawing.dots),
    "pairs": ("events.pairs", lambda key, view: drawing.pairs(key, view, "events")),
    "matrix": ("events.matrix", lambda key, view: drawing.matrix(key, view, "events", 1)),
    "map": ("map.countries", lambda key, view: drawing.world_map(key, view, "events")),
    "network": ("map.network", _network),
    "acts": ("events.acts", lambda key, view: drawing.acts(key, view, "events")),
}


def picture(name: str, kind: str, view: Filters, theme: str) -> bytes | None:
    """A chart as "svg", "png" or "pdf"; None when nothing is in view.

    Raises:
        KeyError: There is no chart of that name.
        data.OvertakenError: Generations are published faster than a chart is drawn.
    """
    title, draw = CHARTS[name]
    for left in reversed(range(_TRIES)):
        generation = str(data.standing().generation)
        try:
            with data.pinned(generation):
                chart, filters = draw((generation, theme), view), filter_bar.in_words(view)
        except data.OvertakenError:
            if not left:
                raise
            continue
        footer = "\n".join(filter(None, (say("footer.picture", generation=generation), filters)))
        return None if chart is None else export.picture(chart, kind, title=say(title), footer=footer)
    return None
