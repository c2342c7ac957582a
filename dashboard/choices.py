"""What the filters offer in a generation: only what is in it, most frequent first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pandas as pd
from babel import Locale
from babel.core import get_global

from dashboard.filters import STATUSES, SURES, Choices
from dashboard.wording import LANGUAGES, language, say


def name_of(iso3: str, label: str) -> str:
    """A country's name in the reader's language; the warehouse's own name where there is none."""
    if language() == LANGUAGES[0]:
        return label
    return str(_territories(language()).get(get_global("territory_aliases").get(iso3, [iso3])[0], label))


@cache
def _territories(code: str) -> Mapping[str, str]:
    return Locale(code).territories


def offered(ask: Callable[[str], pd.DataFrame]) -> Choices:
    """What can be chosen; ``ask`` answers a named query."""
    countries, areas = ask("choices_countries"), ask("choices_areas")
    more = ask("choices_more")
    lists = {kind: dict(zip(rows["code"], rows["label"], strict=True)) for kind, rows in more.groupby("filter", sort=False)}
    return Choices(
        years=[int(year) for year in ask("choices_years")["year"]],
        countries={
            code: name_of(code, label) or say("filter.no_country")
            for code, label in zip(countries["iso3"], countries["label"], strict=True)
        },
        areas=dict(zip(areas["area"], areas["area_label"], strict=True)),
        statuses={code: say(f"status.{code}") for code in STATUSES},
        acts=lists.get("act", {}),
        indicators=lists.get("indicator", {}),
        sources={code: label or say("filter.no_source") for code, label in lists.get("source", {}).items()},
        sures={percent: say("filter.at_least", percent=percent) for percent in SURES},
    )
