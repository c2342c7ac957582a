"""Which figures lead a page: first what the leading pair of countries trades, then what is told of nearly as much.

The warehouse weighs pairs and picks the newest, best supported figure of each indicator and kind; what remains, a few hundred rows, is put
in order here. One question for all of it took DuckDB longer to plan than these three to answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.filters import Filters

_NEIGHBOURS = 4  # pairs from which a figure may stand beside those of the leading one
_NEARLY = 0.3  # of the articles that tell of the leading pair
_DEPTH = {1: 4, 2: 2}  # figures of one grade and pair, where not one

Row = Mapping[str, Any]


def headlines(ask: Callable[..., Sequence[Row]], view: Filters, *, most: int, sure: float) -> list[Row]:
    """The headline figures of a view, the first leads; with the codes of their pair as ``side_a`` and ``side_b``.

    Args:
        ask: Answers a named query with one dictionary per row.
        view: The filters in force.
        most: How many.
        sure: From which confidence a reading is not called uncertain.
    """
    wanted = max(_NEIGHBOURS, most)
    pairs = _foremost(ask, view, wanted, sure)
    if not pairs:
        return []
    found = ask("headlines_candidates", pairs=tuple(sorted(pairs)), sure=sure, **view.figures())
    places = _chosen(found, pairs)[:most]
    rows = {row["place"]: row for row in ask("figures_at", places=tuple(places))}
    return [dict(rows[place]) for place in places]


def _foremost(ask: Callable[..., Sequence[Row]], view: Filters, wanted: int, sure: float) -> dict[str, tuple[int, bool]]:
    """The pairs, and single countries, that headlines are about: their rank, and whether they are told of nearly as much as the first."""
    weighed = {row["pair"]: row for row in ask("headlines_weights", sure=sure, most=wanted, **view.figures())}
    figures: dict[str, int] = {}
    if len(weighed) < wanted or len({row["weight"] for row in weighed.values()}) < len(weighed):  # numbers of figures decide the rest
        counts = ask("headlines_counts", pairs=tuple(sorted(weighed)), most=wanted, **view.figures())
        figures = {row["pair"]: row["figures"] for row in counts}

    def heaviest(pair: str) -> tuple[Any, ...]:
        of_two = " " in pair
        return not of_two, -(weighed[pair]["weight"] if pair in weighed else 0), -figures.get(pair, 0) if of_two else 0, pair

    order = sorted({*weighed, *figures}, key=heaviest)[:wanted]
    told = {pair: int(weighed[pair]["told"]) if pair in weighed else 0 for pair in order}
    return {pair: (rank, told[pair] >= _NEARLY * told[order[0]]) for rank, pair in enumerate(order, 1)}


def _chosen(candidates: Sequence[Row], pairs: dict[str, tuple[int, bool]]) -> list[int]:
    """Places of the figures, the leading one first."""
    taken: Counter[tuple[str, int]] = Counter()
    ranked = []
    for row in sorted(
        candidates, key=lambda row: (not row["sure"], *_newest(row), row["indicator_order"], -row["article_count"], *_largest(row))
    ):
        depth = taken[row["pair"], row["grade"]] = taken[row["pair"], row["grade"]] + 1
        if depth <= _DEPTH.get(row["grade"], 1):
            ranked.append((_turn(row, depth, *pairs[row["pair"]]), row))
    ranked.sort(key=lambda each: each[0])
    return [int(row["place"]) for _, row in ranked]


def _turn(row: Row, depth: int, rank: int, comparable: bool) -> tuple[Any, ...]:
    """First what the leading pair trades, then one figure each of its neighbours, then all else of the first."""
    of_two, grade = " " in row["pair"], row["grade"]
    if of_two and rank == 1 and grade == 1:
        turn = 0
    elif of_two and rank <= _NEIGHBOURS and comparable and grade == 1 and depth == 1:
        turn = 1
    else:
        turn = 2 if of_two and rank == 1 and grade < 7 else 3
    return turn, not of_two, rank if of_two else 0, row["pair"], grade, *_newest(row), row["indicator_order"], *_largest(row)


def _newest(row: Row) -> tuple[bool, float]:
    undated = bool(pd.isna(row["year"]))
    return undated, 0 if undated else -row["year"]


def _largest(row: Row) -> tuple[float, int]:
    return -row["value"], row["place"]
