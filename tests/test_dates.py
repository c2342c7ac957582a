"""Dates: the table of cases, and what holds for any text."""

from __future__ import annotations

import time
import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.annotate.dates import compatible, contains, find_dates, periods
from etl.annotate.dates.publication import read_date_text, read_header_date, solve_weekday, weekday_days
from etl.document import DateForm, DateMention
from etl.model import Basis, Period

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]
FLAGS = {"F": "fiscal", "N": "in_name", "H": "horizon", "C": "comparison"}
PUBLISHED = periods.day(date(2024, 5, 15), Basis.METADATA)
_SIGNS = [*" \n.,-/()'’–%$aet12390"]
_WORDS = [
    *("Monday", "May", "March", "3", "12", "2016", "1990s", "last", "next", "the", "of", "in", "year", "month", "years", "week", "ago"),
    *("earlier", "quarter", "first", "half", "Q1", "FY", "to", "-", "and", "from", "since", "by", "between", "three", "31", "Dec.", ","),
    *(
        "(",
        ")",
        "ended",
        "same",
        "period",
        "a",
        "previous",
        "following",
        "this",
        "today",
        "fiscal",
        "2013-14",
        "29",
        "February",
        "İstanbul",
    ),
]
PROSE = st.text(alphabet=st.sampled_from(_SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=120) | st.lists(
    st.sampled_from(_WORDS), max_size=25
).map(" ".join)


def _label(period: Period | None) -> str:
    return period.label if period else ""


def _row(text: str, mention: DateMention, future: str) -> list[str]:
    flags = "".join(letter for letter, name in FLAGS.items() if getattr(mention, name))
    return [mention.span.of(text), _label(mention.past), "*" if future == "*" else _label(mention.future), flags]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}: {case['text'][:50]}" for number, case in enumerate(CASES)])
def test_date_cases(case: dict[str, Any]) -> None:
    published = read_date_text(case["published"]) if "published" in case else None
    mentions = find_dates(case["text"], (), published)
    futures = [row[2] for row in case["want"]] + [""] * len(mentions)

    assert [_row(case["text"], mention, future) for mention, future in zip(mentions, futures, strict=False)] == case["want"], case["why"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 220


@given(PROSE, st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(periods.day))
def test_no_text_raises_and_mentions_are_in_order(text: str, published: Period | None) -> None:
    mentions = find_dates(text, (), published)

    for mention in mentions:
        assert mention.span.end <= len(text)
        for period in (mention.past, mention.future):
            assert period is None or period.start < period.end
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))
    assert mentions == find_dates(text, (), published)


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["on Monday", "last Friday", "next Sunday night", "yesterday", "two days ago"]),
)
def test_a_publication_a_week_later_moves_days_by_a_week(when: date, words: str) -> None:
    text = f"They met {words}."
    (early,) = find_dates(text, (), periods.day(when))
    (late,) = find_dates(text, (), periods.day(when + timedelta(days=7)))

    assert early.past and early.future and late.past and late.future
    assert late.past.start - early.past.start == timedelta(days=7)
    assert late.future.start - early.future.start == timedelta(days=7)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_six_days_of_publication(when: date, weekday: int) -> None:
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    (mention,) = find_dates(f"They met on {name}.", (), periods.day(when))

    assert mention.past and mention.future
    assert mention.past.start.weekday() == mention.future.start.weekday() == weekday
    assert timedelta(0) <= when - mention.past.start <= timedelta(days=6)
    assert timedelta(0) <= mention.future.start - when <= timedelta(days=6)


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_every_written_form_of_a_day_means_that_day(when: date) -> None:
    month = when.strftime("%B")
    for text in (
        when.isoformat(),
        f"{when.day} {month} {when.year}",
        f"{month} {when.day}, {when.year}",
        f"{when:%a}, {when.day} {month[:3]}. {when.year}",
    ):
        found = read_date_text(text)
        assert found is not None, text
        assert (found.start, found.basis) == (when, Basis.METADATA), text


@pytest.mark.parametrize(
    "piece", ["May May May ", "2016", "2016 ", "1 ", "last ", "the first ", "year ", "- ", "Monday (", "a year earlier ", "3 May "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        begin = time.process_time()
        find_dates(text, (), PUBLISHED)
        find_dates(text, (), None)
        return time.process_time() - begin

    seconds(1000)
    small, large = seconds(15_000), seconds(90_000)

    assert large < 30 * max(small, 0.01)


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_no_metadata_string_raises(value: str) -> None:
    read_date_text(value)
    read_header_date(value)
    weekday_days(value)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("1987-02-26T15:01:01", "1987-02-26"),
        ("2024-05-02 15:27:00", "2024-05-02"),
        ("2017-05-03T23:30:00+09:00", "2017-05-03"),
        ("22 Oct 2024", "2024-10-22"),
        ("Wed, 02 Oct 2002 13:00:00 GMT", "2002-10-02"),
        ("Thu Oct 31 07:00:00 2024", "2024-10-31"),
        ("Nov 2, 2013 10:03 AM", "2013-11-02"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("20170503", "2017-05-03"),
        ("Published: 28 Oct 2023 at 06:22", "2023-10-28"),
        ("2019-08", "2019-08"),
        ("May 2017", "2017-05"),
        ("2016", "2016"),
        ("3/5/2017", None),
        ("2024-13-45", None),
        ("2021-02-30", None),
        ("1700000000", None),
        ("3 May 2017 to 5 May 2017", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_metadata_strings(value: str, label: str | None) -> None:
    assert _label(read_date_text(value)) == (label or "")


def test_a_header_line_gives_its_day_and_two_days_give_none() -> None:
    assert _label(read_header_date("Saturday, November 2, 2013 10:03 AM")) == "2013-11-02"
    assert read_header_date("From 2 May 2013 to 3 June 2014") is None
    assert read_header_date("LISBON, March 16 - Exports rose") is None


def test_a_weekday_beside_a_day_is_solved_against_a_bound() -> None:
    assert weekday_days("He told him Monday (Dec. 25) that talks went on") == ((0, 12, 25),)
    assert _label(solve_weekday(0, 12, 25, latest=2020)) == "2017-12-25"
    assert solve_weekday(0, 12, 25, latest=2020, earliest=2018) is None


def test_a_month_contains_its_days_and_unknown_is_compatible_with_nothing() -> None:
    may, third = periods.month(2017, 5), periods.day(date(2017, 5, 3))

    assert contains(may, third)
    assert not contains(third, may)
    assert compatible(third, may)
    assert not compatible(may, periods.month(2017, 6))
    assert not compatible(None, may)


def test_the_text_without_a_publication_date_states_no_relative_day() -> None:
    (mention,) = find_dates("They met yesterday.", (), None)

    assert (mention.form, mention.past, mention.future) == (DateForm.DEICTIC, None, None)


@pytest.mark.parametrize(
    ("period", "label", "days"),
    [
        (periods.quarter(2016, 4), "2016-Q4", 92),
        (periods.half(2016, 1), "2016-H1", 182),
        (periods.months(2016, 1, 9), "2016-01/2016-09", 274),
        (periods.months(2016, 4, 3), "2016-Q2", 91),
        (periods.months(2016, 11, 4), "2016-11/2017-02", 120),
        (periods.span(periods.year(2014), periods.year(2017)), "2014/2017", 1461),
        (periods.shift(periods.months(2017, 1, 7), -1, "year", Basis.CONTEXT), "2016-01/2016-07", 213),
    ],
)
def test_periods_are_labelled_as_the_contract_says(period: Period, label: str, days: int) -> None:
    assert (period.label, (period.end - period.start).days) == (label, days)
