"""The period of a figure within its sentence and article: its own dates first, then what earlier figures established."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from etl.annotate.dates.periods import precision, shift, span, with_precision, year
from etl.document import DateForm, DateMention
from etl.facts.dated import is_announcement, is_past, is_present
from etl.facts.headings import is_table_line, period_above
from etl.facts.kinds import Reading, left_word
from etl.facts.periods import Timing, change_span, leading_period, period_before, read_period
from etl.facts.status import had_been_expected
from etl.facts.tokens import FLOWS, Row
from etl.facts.wordlist import CLAUSE_BREAKS
from etl.facts.work import Line, Work, is_list_item
from etl.model import Basis, Fact, FactStatus, Indicator, Kind, Period

_EFFECTIVE = frozenset({"from", "starting", "beginning", "since"})
_STARTING = ("since ", "starting ", "beginning ")
_RELATIVE = frozenset({"which", "who", "that", "whose", "where", "when", "("})
_REACHING = frozenset({"to", "reach", "reaching", "at", "hit", "exceed", "of", "top", "surpass"})
_OUTLOOKS = FLOWS | {Indicator.GDP}  # what a forecast of one year tells beside the other


def figure_period(
    work: Work, line: Line, index: int, stops: tuple[int, int], reading: Reading, indicator: Indicator, status: FactStatus
) -> tuple[Period | None, str]:
    """The period of the figure at token ``index`` and the step that found it."""
    row = line.row
    change = reading.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT, Kind.MULTIPLIER)
    reported = status is FactStatus.REPORTED
    if reading.base and line.main is None and (lead := leading_period(row, index, work.clock)):
        line.main = work.clock.current = lead
        work.clock.sentence = work.number
    timing = read_period(
        row,
        index,
        stops,
        work.clock,
        base=reading.base,
        sentence_main=line.main if indicator is not Indicator.TARIFF and (reading.base or line.future is not reported) else None,
        last=line.last,
        future=status is not FactStatus.REPORTED and not had_been_expected(row, index),
        multiple=reading.kind is Kind.MULTIPLIER,
        after_base=line.reading is not None and line.reading.base,
        published=work.document.published,
    )
    if reading.revised and line.last is not None:
        return line.last, "revised"
    if indicator is Indicator.TARIFF and (force := _in_force_from(row, index, ahead=not reported)) is not None:
        return force, "date"
    if timing.period is not None and indicator is Indicator.TARIFF and not _dates_rate(row, index, timing):
        return None, "none"
    if (
        timing.step == "shifted"
        and line.main is not None
        and re.fullmatch(r"\d{4}/\d{4}", line.main.label)
        and not _is_fiscal(row, line.main)
    ):
        return year(int(line.main.label[:4]), line.main.basis), "span-start"
    if timing.step == "vague":
        return None, "vague"
    if status is FactStatus.TARGET and timing.step in ("lead", "sentence") and _is_over(timing.period, work.document.published):
        return None, "none"  # "trade was 2 billion last year; both want it to reach 5 billion"
    if timing.step == "shifted" and line.future and work.facts[-1].status is FactStatus.TARGET:
        return None, "none"  # "to lift trade to 10 billion by 2030 from 4 billion": not that of 2029
    if timing.period is None and status is not FactStatus.REPORTED and indicator is not Indicator.TARIFF:
        horizon = _horizon_after(row, index)
        if horizon is not None:
            return horizon.future or horizon.past, "horizon"
    if timing.period is None:
        carried = None if _states_no_time(line.row, reading) else _carried_period(work, line, index, indicator, status)
        if carried is None and reported and indicator in FLOWS and is_table_line(row, work.document.text):
            line.main = period_above(work, row)
            return line.main, "heading" if line.main else "none"
        if carried and _says_annual(row, index) and precision(carried) != "year":
            return year(carried.start.year, Basis.CONTEXT), "annual"
        return (carried, "context") if carried else (None, "none")
    if change and not reading.base:
        longer = change_span(row, index, stops[1], timing.period)
        if longer:
            return longer, "span"
        if (
            line.base
            and line.main
            and line.base_group == line.group
            and timing.period == line.main
            and _years_apart(line.base, line.main) > 1
        ):
            return span(line.base, line.main, line.main.basis), "span"
    if "/" in timing.period.label and reading.kind in (Kind.LEVEL, Kind.SHARE) and not _is_fiscal(row, timing.period):
        return _end_of_span(row, index, timing.period, line, status), timing.step
    if precision(timing.period) in ("month", "quarter", "half") and _says_annual(row, index):
        return year(timing.period.start.year, Basis.CONTEXT), "annual"
    return timing.period, timing.step


def remember_time(work: Work, line: Line, fact: Fact, reading: Reading) -> None:
    """Carry on what the newest fact establishes about time, and give its period to those said together with it."""
    clock, reported = work.clock, fact.status is FactStatus.REPORTED
    _complete_group(work, line, fact, reading)
    line.last = fact.period or line.last
    if fact.period is None:
        return
    if reading.revised and line.main is not None:
        return  # an aside on a figure told before, be it the main one or the one compared with
    if reading.base or ("period:year-earlier" in fact.rule and line.main is not None):
        second = line.base is not None and "period:year-earlier" in fact.rule  # beside another base it says nothing of bases without a date
        line.base, line.base_group = fact.period, line.group
        if line.main is not None:
            near = precision(line.main) != "year" and fact.period.start.month != line.main.start.month
            if not second:
                clock.base_unit = "adjacent" if near else "year"
            clock.pair = (fact.period, line.main)
        return
    line.main, line.future = fact.period, not reported
    earlier = clock.sentence == work.number and clock.current is not None and fact.period.end <= clock.current.start
    if (
        reported and fact.indicator is not Indicator.TARIFF and not earlier
    ):  # "hit 15 billion in 1986 and 10 billion in 1985": it is about 1986
        clock.current, clock.sentence = fact.period, work.number
        if line.base is not None and line.base.end <= fact.period.start:
            clock.pair = (line.base, fact.period)


def _complete_group(work: Work, line: Line, fact: Fact, reading: Reading) -> None:
    """Date the figures before that were said together with this one ("rose from 3 billion by 12 pct to 4 billion in 1986")."""
    at = len(work.facts) - 1
    if fact.period is not None and not reading.base and "period:date" in fact.rule:
        _share_date(work, line, fact, fact.period)
    before = work.facts[at - 1] if at else None
    if reading.base and line.main is None and fact.period is not None and "period:date" in fact.rule:
        _date_by_base(work, line, fact.period)
    parallel = reading.base or _is_parallel(line)
    if parallel and before and before.quote == fact.quote and "period:shifted" in before.rule and "period:date" in fact.rule:
        work.facts[at - 1] = replace(before, period=fact.period)  # "against exports of 6 and imports of 5 billion in January"
    if fact.period is not None and not reading.base and "period:date" in fact.rule and _is_reached(line):
        _end_spans(work, fact, fact.period)
    if before and before.quote == fact.quote and "period:date" in fact.rule and fact.kind is Kind.LEVEL and not reading.base:
        _date_change(work, at - 1, before, fact)
    if "period:vague" in fact.rule or fact.indicator is Indicator.TARIFF:
        line.open, line.open_bases = [], []
    elif fact.period is None:
        if not reading.joined:
            line.open, line.open_bases = [], []
        (line.open_bases if reading.base else line.open).append(at)
    elif reading.joined and not reading.base:
        before = work.facts[at - 1] if at else None
        if _is_reached(line) and before and before.group == fact.group and "period:context" in before.rule and "period:date" in fact.rule:
            work.facts[at - 1] = replace(before, period=fact.period)  # "rose 10 pct to 840,000 tonnes in 1986"
        change = _change_period(line, fact.period)
        for earlier in line.open:
            moved = work.facts[earlier].kind in (Kind.CHANGE_PCT, Kind.MULTIPLIER)
            work.facts[earlier] = replace(work.facts[earlier], period=change if moved else fact.period)
        for earlier in line.open_bases if not _spans(line.row) and fact.status is not FactStatus.TARGET else ():
            work.facts[earlier] = replace(work.facts[earlier], period=period_before(work.clock, fact.period))
        line.open, line.open_bases = [], []


def _date_change(work: Work, at: int, change: Fact, level: Fact) -> None:
    """Give the undated change right before a level of the same trade its time ("surged 9 percent to a high of 3 billion in May")."""
    same = change.indicator is level.indicator and change.status is level.status
    same = same and (change.reporter, change.partner) == (level.reporter, level.partner)
    if same and change.period is None and change.kind is Kind.CHANGE_PCT and "period:none" in change.rule:
        work.facts[at] = replace(change, period=level.period)


def _change_period(line: Line, last: Period) -> Period:
    """The time of a change told with both ends: years apart they are its span ("grew 90-fold, from 1 billion in 2005 to 90 in 2024")."""
    if line.base is None or line.base_group != line.group or _years_apart(line.base, last) <= 1:
        return last
    return span(line.base, last, last.basis)


def _end_spans(work: Work, fact: Fact, last: Period) -> None:
    """End "since 2006" with the time of the level reached ("has tripled since 2006 from 1 billion to 3 billion last year")."""
    for at in range(len(work.facts) - 2, max(-1, len(work.facts) - 4), -1):
        earlier = work.facts[at]
        if earlier.group != fact.group or earlier.period is None or precision(last) != "year":
            return
        ends_later = (
            "/" in earlier.period.label and earlier.period.start < last.start < earlier.period.end and last.end < earlier.period.end
        )
        if ends_later and earlier.kind is not Kind.LEVEL:
            first = year(earlier.period.start.year, earlier.period.basis)
            work.facts[at] = replace(earlier, period=span(first, last, last.basis))


def _date_by_base(work: Work, line: Line, base: Period) -> None:
    """Date the undated figure that is compared with last year's or the year before last ("nearly eight pct, up from 5.1 pct in 1985")."""
    at, published = len(work.facts) - 2, work.document.published
    if at < 0 or published is None or precision(base) != "year" or published.start.year - base.start.year not in (1, 2):
        return
    main, place = work.facts[at], line.figures.index(line.index) if line.index in line.figures else 0
    if not place or is_present(line.row, line.figures[place - 1], flow=True):
        return
    if main.quote == work.facts[-1].quote and main.period is None and main.group == work.facts[-1].group and "period:none" in main.rule:
        work.facts[at] = replace(main, period=shift(base, 1, "year", Basis.CONTEXT))
        line.main = work.facts[at].period


def _is_reached(line: Line) -> bool:
    """Whether the newest figure is what a change led to ("to 840,000", "to an average of 840,000")."""
    if line.index is None:
        return False
    left = left_word(line.row, line.index)
    return line.row.word(left) in ("to", "at") or (line.row.word(left) == "of" and line.row.word(left - 1) in ("average", "total"))


def _is_parallel(line: Line) -> bool:
    """Whether only "and imports of" stands between the newest figure and the one before."""
    index = line.index
    place = line.figures.index(index) if index in line.figures else 0
    if not place or index is None:
        return False
    between = line.row.tokens[line.figures[place - 1] + 1 : index]
    return any(token.governor for token in between) and all(token.governor or token.word in ("and", "of", "the", ",") for token in between)


def _share_date(work: Work, line: Line, fact: Fact, period: Period) -> None:
    """Give the only date of a sentence to the figures listed before it ("exports were 3 billion and imports 2 billion in 2022")."""
    row, index = line.row, line.index
    if index is None or index != line.figures[-1] or fact.indicator is Indicator.TARIFF:
        return
    if any(token.date or token.word in CLAUSE_BREAKS or token.word in _RELATIVE for token in row.tokens[:index]):
        return
    for at in range(len(work.facts) - 2, -1, -1):
        earlier = work.facts[at]
        if earlier.quote != fact.quote:
            return
        flow = earlier.indicator in FLOWS or earlier.indicator is fact.indicator
        if (
            earlier.period is None
            and earlier.status is fact.status
            and flow
            and "period:none" in earlier.rule
            and earlier.kind is not Kind.RANK
        ):
            dated = _end_of_span(row, index, period, line, fact.status) if "/" in period.label and earlier.kind is Kind.LEVEL else period
            work.facts[at] = replace(earlier, period=dated)


def _spans(row: Row) -> bool:
    """Whether the sentence tells of a longer time than one period, so that its base may be of any earlier one."""
    return any(token.word == "since" or (token.date and token.word.startswith(("since", "starting", "over"))) for token in row.tokens)


def _years_apart(first: Period, last: Period) -> int:
    """How many years lie between two years; 0 where either is no year."""
    return last.start.year - first.start.year if precision(first) == precision(last) == "year" else 0


def _dates_rate(row: Row, index: int, timing: Timing) -> bool:
    """Whether the date says when a tariff holds ("3 percent in 2017", "from October"), not when it was announced or decided."""
    if timing.step != "date":
        return False
    for at in range(max(0, index - 4), min(len(row.tokens), index + 12)):
        token = row.tokens[at]
        stated = (
            token.date is not None and token.date.form in (DateForm.YEAR, DateForm.MONTH, DateForm.QUARTER) and token.word[-2:].isdigit()
        )
        if stated and -2 <= at - index <= 4 and not is_announcement(row, at, index):
            return True
        if token.date and (
            row.word(at - 1) in _EFFECTIVE or any(row.word(back) in ("effect", "effective", "force") for back in (at - 1, at - 2))
        ):
            return True
    return False


def _horizon_after(row: Row, index: int) -> DateMention | None:
    """By when it is to be, said anywhere behind the figure but not in a clause about something else ("that includes ... by 2030")."""
    for at in range(index + 1, len(row.tokens)):
        date = row.tokens[at].date
        if date is not None and date.horizon:
            return date
        if row.word(at) in ("that", "which", "who", ";") and row.word(at - 1) != ",":
            return None
    return None


def _begins(row: Row, index: int) -> bool:
    """Whether the tariff is said to begin ("began charging duties of 25 percent on Friday")."""
    return any(row.word(at) in ("began", "begin", "begins", "started", "starts") for at in range(max(0, index - 8), index))


def _in_force_from(row: Row, index: int, *, ahead: bool) -> Period | None:
    """The month from which the rate holds ("a 39 percent tariff from August 7"); None where no such day or month is named."""
    opening = row.tokens[0].date or (row.tokens[1].date if row.word(0) in _EFFECTIVE and len(row.tokens) > 1 else None)
    if (
        opening is not None
        and (row.word(0) in _EFFECTIVE or row.word(0).startswith(_STARTING))
        and (when := opening.future or opening.past)
    ):
        return with_precision(when.start, "month", when.basis)
    for at in range(index + 1, min(len(row.tokens), index + 16)):
        token = row.tokens[at]
        if token.figure or token.word in CLAUSE_BREAKS:
            return None
        if token.date is None or token.date.form not in (DateForm.DAY, DateForm.MONTH, DateForm.WEEKDAY, DateForm.SPAN):
            continue
        begins = row.word(at - 1) in _EFFECTIVE or (row.word(at - 1) == "on" and row.word(at - 2) in ("effect", "force", "effective"))
        begins = begins or token.word.startswith(_STARTING) or (row.word(at - 1) == "on" and _begins(row, index))
        when = (token.date.future if ahead else token.date.past) or token.date.past
        return with_precision(when.start, "month", when.basis) if begins and when else None
    return None


def _states_no_time(row: Row, reading: Reading) -> bool:
    """Whether a share is said of no time: without a verb in the past it holds in general, not in the year told of before."""
    return reading.kind is Kind.SHARE and not reading.base and not any(token.plain and is_past(token.word) for token in row.tokens)


def _end_of_span(row: Row, index: int, period: Period, line: Line, status: FactStatus) -> Period | None:
    """The end of a span of years that a level belongs to ("Between 2001 and 2010 ... from 64 billion to 227 billion")."""
    first, last = period.label.split("/")
    if len(first) != 4 or len(last) != 4:
        return period
    left = row.word(left_word(row, index))
    if status is not FactStatus.REPORTED and period.basis is Basis.RELATIVE and left in _REACHING:
        return year(int(last), period.basis)  # "to lift trade to 10 billion over the next decade"
    if left == "from":
        return year(int(first), period.basis)
    if left in ("to", "reach", "reaching", "reached") and (line.reading is not None):
        return (
            year(int(last), period.basis)
            if period.basis is Basis.STATED and not any(token.word.startswith("starting") for token in row.tokens)
            else None
        )
    return period


def _is_over(period: Period | None, published: Period | None) -> bool:
    """Whether the period had ended when the article appeared."""
    return period is not None and published is not None and period.end <= published.start


def _is_fiscal(row: Row, period: Period) -> bool:
    """Whether the two years are one fiscal year ("from 4 billion in 1984/85") or the one before, not a span with two ends."""
    named = (token.date.past for token in row.tokens if token.date is not None and token.date.fiscal)
    return any(past is not None and "/" in past.label and abs(past.start.year - period.start.year) <= 1 for past in named)


def _says_annual(row: Row, index: int) -> bool:
    """Whether the figure is that of the whole year of a month told of before ("the year's overall surplus", "the full-year total")."""
    for at in range(index - 1, max(-1, index - 9), -1):
        if row.tokens[at].date:
            return False
        if row.word(at) == "year" and row.word(at - 1) in ("whole", "full", "entire"):
            return True
        if row.word(at) == "year's" and row.word(at - 1) in ("the", "whole", "full"):
            return True
        if row.word(at) == "year" and row.word(at - 1) == "-" and row.word(at - 2) in ("full", "whole"):
            return True
        if row.word(at) in ("annual", "yearly") and row.word(at + 1) in ("total", "figure", "surplus", "deficit"):
            return True
    return False


def _is_of_one_year(work: Work) -> bool:
    """Whether an article without a publication date tells of one year, the one told of last: at least half of its years are that."""
    current = work.clock.current
    if work.document.published is not None or current is None or precision(current) != "year":
        return False
    years = Counter(date.past.start.year for date in work.document.dates if date.past is not None and not date.in_name)
    named = years[current.start.year]
    return named > 1 and 2 * named >= years.total()


def _carried_period(work: Work, line: Line, index: int, indicator: Indicator, status: FactStatus) -> Period | None:
    """The period of the statement before, for a past-tense statement of the same kind without a date of its own."""
    clock = work.clock
    if (
        is_list_item(line.row)
        and indicator in (Indicator.AID, Indicator.LOAN)
        and work.facts
        and work.facts[-1].indicator in (Indicator.AID, Indicator.LOAN)
        and work.facts[-1].status is status
    ):
        return work.facts[-1].period
    if status is FactStatus.FORECAST and work.facts and work.number - work.memory.last_sentence <= 1:
        before = work.facts[-1]
        same = before.status is status and before.indicator in _OUTLOOKS and indicator in _OUTLOOKS
        return replace(before.period, basis=Basis.CONTEXT) if same and before.period and precision(before.period) == "year" else None
    near = work.number - clock.sentence <= 3 or _is_of_one_year(work)
    if clock.current is None or not near or is_present(line.row, index, flow=indicator in FLOWS) or status is not FactStatus.REPORTED:
        return None
    if indicator is Indicator.TARIFF:
        return None
    if indicator not in FLOWS and not (work.facts and work.facts[-1].indicator is indicator and work.facts[-1].period):
        return None
    return replace(clock.current, basis=Basis.CONTEXT)
