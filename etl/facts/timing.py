"""The period of a figure within its sentence and article: its own dates first, then what earlier figures established."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.annotate.dates.periods import precision, year
from etl.facts.dated import is_past, is_present
from etl.facts.kinds import Reading, left_word
from etl.facts.periods import change_span, leading_period, read_period
from etl.facts.tokens import Row
from etl.facts.work import FLOWS, Line, Work, is_list_item
from etl.model import Basis, FactStatus, Indicator, Kind, Period


def figure_period(
    work: Work, line: Line, index: int, stops: tuple[int, int], reading: Reading, indicator: Indicator, status: FactStatus
) -> tuple[Period | None, str]:
    """The period of the figure at token ``index`` and the step that found it."""
    row = line.row
    change = reading.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT, Kind.MULTIPLIER)
    if reading.base and line.main is None and (lead := leading_period(row, index, work.clock)):
        line.main = work.clock.current = lead
        work.clock.sentence = work.number
    timing = read_period(
        row,
        index,
        stops,
        work.clock,
        base=reading.base,
        sentence_main=line.main if indicator is not Indicator.TARIFF else None,
        last=line.last,
        future=status is not FactStatus.REPORTED,
        multiple=reading.kind is Kind.MULTIPLIER,
        after_base=line.reading is not None and line.reading.base,
        published=work.document.published,
    )
    if timing.period is not None and indicator is Indicator.TARIFF and timing.step == "lead":
        return None, "none"
    if timing.step == "shifted" and line.main is not None and re.fullmatch(r"\d{4}/\d{4}", line.main.label):
        return year(int(line.main.label[:4]), line.main.basis), "span-start"
    if timing.step == "vague":
        return None, "vague"
    if timing.period is None and status is not FactStatus.REPORTED:
        horizon = next((token.date for token in row.tokens[index:] if token.date and token.date.horizon), None)
        if horizon is not None:
            return horizon.future or horizon.past, "horizon"
    if timing.period is None:
        carried = None if _states_no_time(line.row, reading) else _carried_period(work, line, index, indicator, status)
        return (carried, "context") if carried else (None, "none")
    if change and not reading.base:
        longer = change_span(row, index, stops[1], timing.period)
        if longer:
            return longer, "span"
    if "/" in timing.period.label and reading.kind in (Kind.LEVEL, Kind.SHARE):
        return _end_of_span(row, index, timing.period, line), timing.step
    if _says_annual(row, index) and precision(timing.period) == "month":
        return year(timing.period.start.year, Basis.CONTEXT), "annual"
    return timing.period, timing.step


def _states_no_time(row: Row, reading: Reading) -> bool:
    """Whether a share is said of no time: without a verb in the past it holds in general, not in the year told of before."""
    return reading.kind is Kind.SHARE and not reading.base and not any(token.plain and is_past(token.word) for token in row.tokens)


def _end_of_span(row: Row, index: int, period: Period, line: Line) -> Period | None:
    """The end of a span of years that a level belongs to ("Between 2001 and 2010 ... from 64 billion to 227 billion")."""
    first, last = period.label.split("/")
    if len(first) != 4 or len(last) != 4:
        return period
    left = row.word(left_word(row, index))
    if left == "from":
        return year(int(first), period.basis)
    if left in ("to", "reach", "reaching", "reached") and (line.reading is not None):
        return (
            year(int(last), period.basis)
            if period.basis is Basis.STATED and not any(token.word.startswith("starting") for token in row.tokens)
            else None
        )
    return period


def _says_annual(row: Row, index: int) -> bool:
    return any(
        row.word(at) in ("annual", "full-year", "yearly") and row.word(at + 1) in ("total", "figure")
        for at in range(max(0, index - 8), index)
    )


def _carried_period(work: Work, line: Line, index: int, indicator: Indicator, status: FactStatus) -> Period | None:
    """The period of the statement before, for a past-tense statement of the same kind without a date of its own."""
    clock = work.clock
    if (
        is_list_item(line.row)
        and indicator in (Indicator.AID, Indicator.LOAN)
        and work.facts
        and work.facts[-1].indicator in (Indicator.AID, Indicator.LOAN)
    ):
        return work.facts[-1].period
    near = work.number - clock.sentence <= 3
    if clock.current is None or not near or is_present(line.row, index, flow=indicator in FLOWS) or status is not FactStatus.REPORTED:
        return None
    if indicator not in FLOWS and indicator is not (work.memory.last[0] if work.memory.last else None):
        return None
    return replace(clock.current, basis=Basis.CONTEXT)
