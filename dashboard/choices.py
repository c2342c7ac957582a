"""What the filters offer in a generation: only what is in it, most frequent first."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.filters import STATUSES, SURES, Choices
from dashboard.wording import say


def offered(ask: Callable[[str], pd.DataFrame]) -> Choices:
    """What can be chosen; ``ask`` answers a named query."""
    countries, areas = ask("choices_countries"), ask("choices_areas")
    more = ask("choices_more")
    lists = {kind: dict(zip(rows["code"], rows["label"], strict=True)) for kind, rows in more.groupby("filter", sort=False)}
    return Choices(
        years=[int(year) for year in ask("choices_years")["year"]],
        countries=dict(zip(countries["iso3"], countries["label"], strict=True)),
        areas=dict(zip(areas["area"], areas["area_label"], strict=True)),
        statuses={code: say(f"status.{code}") for code in STATUSES},
        acts=lists.get("act", {}),
        indicators=lists.get("indicator", {}),
        sources={code: label or say("filter.no_source") for code, label in lists.get("source", {}).items()},
        sures={percent: say("filter.at_least", percent=percent) for percent in SURES},
    )
