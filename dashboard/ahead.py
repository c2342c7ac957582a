"""Asks ahead: what a page will ask of the warehouse is asked as soon as the filters are known, while the page is still being drawn.

DuckDB answers beside Python, so that a reader waits for the longer of both and not for their sum. What is not asked here, or not yet
under way when the page comes to it, the page asks itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from dashboard import data, drawing, tables
from dashboard.filters import Filters
from dashboard.headlines import headlines

Question = Callable[[], Any]
_POOL = ThreadPoolExecutor(2, thread_name_prefix="ahead")
_CARDS, _CHECKS = 6, 200  # as many as the pages ask for: a test compares


def ask_ahead(page: str, view: Filters) -> None:
    """Begin to ask what a page asks with these filters."""
    for question in _PAGES[page](view) if page in _PAGES else ():
        _POOL.submit(_asked, data.generation(), question)


def _asked(generation: str, question: Question) -> None:
    with data.pinned(generation):
        question()  # what goes wrong the page meets again, and says


def _overview(view: Filters) -> Iterator[Question]:
    figures, events = view.figures(), view.events()
    yield partial(data.records, "headlines_weights", sure=tables.DOUBTFUL, most=_CARDS, **figures)
    yield partial(data.records, "totals_figures", **figures)
    yield partial(data.records, "totals_events", **events)
    yield partial(data.records, "articles_count", words="", **view.articles())
    yield partial(data.ask, "events_by_area_year", **events)
    if not view.countries and not view.partners:  # whom it is about is then said by counts
        yield partial(data.ask, "events_by_country", **events)
    yield partial(headlines, data.records, view, most=_CARDS, sure=tables.DOUBTFUL)
    yield partial(data.records, "multiples", most=drawing.MOST_BARS, **drawing.narrowed(view, drawing.ALL_STATUSES))
    yield partial(drawing.pair_counts, view)


def _figures(view: Filters) -> Iterator[Question]:
    yield partial(drawing.pairs_with_a_course, view)
    yield partial(data.records, "totals_figures", **view.figures())
    yield partial(data.records, "checks_in_view", most=_CHECKS, pair="", **view.figures())


def _events(view: Filters) -> Iterator[Question]:
    events = view.events()
    yield partial(data.ask, "events_by_area_year", **events)
    yield partial(data.ask, "events_by_act", **events)
    yield partial(drawing.pair_counts, view)
    yield partial(data.records, "events_list_count", **events)


_PAGES: Mapping[str, Callable[[Filters], Iterator[Question]]] = {"overview": _overview, "figures": _figures, "events": _events}
