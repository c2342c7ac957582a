"""Which period a figure describes: what the date that belongs to it means, the base of a comparison, the period carried on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.annotate.dates.periods import months, precision, rebased, shift, span, year
from etl.document import DateForm
from etl.facts.dated import date_left, date_right, is_announcement, is_compared, is_of_now, leading_date, says_now, usable
from etl.facts.respective import respective_place
from etl.facts.tokens import Row
from etl.facts.wordlist import CLAUSE_BREAKS, words
from etl.model import Basis, Period

_YEAR_EARLIER = re.compile(r"year[- ](?:earlier|ago|before)|year[- ]ago|previous year|prior year|preceding year|last year|year before")
_PERIOD_EARLIER = re.compile(
    r"(?:month|quarter|half|period)[- ](?:earlier|ago|before)|(?:previous|prior|preceding) (?:month|quarter|half|period)|previously"
)
_SAME = re.compile(
    r"^(?:over |in |for |during )?(?:the |that |this )?(?:same |whole |latest |full )?"
    r"(?:period|quarter|month|year|half|same)\b(?! before| earlier| ago|-to-date| to date)"
)
_YEAR_AGO = re.compile(r"(?:a|one) year ago")
_PARTING = words("and from than against after to was were is are said at by versus vs")
_RECENT = 366  # days within which a period still is the one reported on
_TODAY = words("now today currently")
_FOLLOWING = re.compile(r"following year|next year")


@dataclass(frozen=True, slots=True)
class Timing:
    """The period of a figure and the step that found it."""

    period: Period | None
    step: str


@dataclass(slots=True)
class Clock:
    """What earlier figures established about time.

    Attributes:
        current: The period of the last main figure, if it was stated.
        base_unit: How far comparisons of months and quarters reach back: "year" or the period's own unit.
        pair: The two periods of the last comparison (base, main).
    """

    current: Period | None = None
    base_unit: str = "year"
    base: Period | None = None
    pair: tuple[Period, Period] | None = None
    sentence: int = -9


def read_period(
    row: Row,
    index: int,
    stops: tuple[int, int],
    clock: Clock,
    *,
    base: bool,
    sentence_main: Period | None,
    last: Period | None,
    future: bool,
    multiple: bool,
    after_base: bool,
    published: Period | None,
) -> Timing:
    """The period of the figure at token ``index``.

    Args:
        row: Its sentence.
        index: Its token.
        stops: The tokens of the figures before and after it (-1 and len(tokens) if there are none).
        clock: What is established; not changed here.
        base: Whether the figure is the base of a comparison.
        sentence_main: The period of the sentence's earlier main figure.
        last: The period of the figure before in the sentence, main or base.
        future: Whether a future verb governs it.
        after_base: Whether the figure before is the base of a comparison.
        published: The publication date, for "currently".
        multiple: Whether it is a multiple, after which the base's date may follow ("double January's surplus").
    """
    if row.respectively and (listed := _respective_date(row, index)) is not None:
        return Timing(listed, "date")
    if published and row.word(index + 1) in _TODAY and (row.word(index - 1) != "reported"):
        return Timing(year(published.start.year, Basis.RELATIVE), "now")
    right = date_right(row, index, stops[1], base=base) if not (base and _own_date_before(row, index)) else None
    if (
        right is not None
        and multiple
        and ((right <= index + 2 and row.word(right + 1) in ("'", "’", "'s")) or (row.word(right - 1) == "of" and right <= index + 4))
        and row.word(index + 1) not in ("in", "over", "during", "since", "between", "by")
        and not _is_span(row, right)
    ):
        right = None
    if right is None and not base and not _is_dated_before(row, stops[0], index):
        right = _date_of_both(row, stops[1])
    if right is not None and future and is_announcement(row, right, right):
        right = None
    if right is not None:
        timing = _same_pair(row, right, clock, base=base) or _resolve(
            row, right, clock, base=base, main=sentence_main or clock.current, last=last, future=future
        )
        if timing is None and not base and _is_unresolved(row, right):
            return _vague(row, right, clock)
        if timing and base and timing.period and timing.step == "date" and _label(timing.period) == _label(sentence_main):
            return _shifted(clock, timing.period)
        if timing:
            return timing
    if base and clock.pair and any(token.date and token.word.endswith("same period") for token in row.tokens):
        return Timing(clock.pair[0], "pair")
    if base:
        left = date_left(row, index, stops[0], base=True)
        if left is not None:
            timing = _resolve(row, left, clock, base=True, main=sentence_main or clock.current, last=last, future=future)
            own = timing and timing.step == "date" and _label(timing.period) == _label(sentence_main)  # of the figure before
            if timing and not own:
                return timing
        return _shifted(clock, sentence_main)
    left = date_left(row, index, stops[0], base=False, after_base=after_base, future=future)
    if not future and is_of_now(row, index, max(left if left is not None else -1, stops[0])):
        return Timing(None, "vague")
    if left is not None:
        timing = _resolve(row, left, clock, base=False, main=sentence_main, last=last, future=future)
        if timing is None and _is_unresolved(row, left):
            return _vague(row, left, clock)
        if timing:
            return timing
    if sentence_main:
        return Timing(sentence_main, "sentence")
    if published and says_now(row):
        return Timing(year(published.start.year, Basis.RELATIVE), "now")
    after = _year_compared(row, index, stops[1])
    if after is not None:
        return Timing(shift(after, 1, "year", Basis.CONTEXT), "after-base")
    if (fronted := _after_fronted(row, index, published)) is not None:
        return Timing(fronted, "after-base")
    lead = leading_date(row, index, future=future)
    if lead is not None and not any(row.word(at) == "," and row.word(at + 1) == "as" for at in range(lead, index)):
        timing = _resolve(row, lead, clock, base=False, main=None, last=None, future=future)
        if timing and timing.period:
            return Timing(rebased(timing.period, Basis.SENTENCE) if timing.period.basis is Basis.STATED else timing.period, "lead")
    return Timing(None, "none")


def _is_dated_before(row: Row, stop: int, index: int) -> bool:
    """Whether a date stands before the figure in its own part of the sentence ("bringing the surplus so far this year to 4 billion")."""
    opening = next((at for at in range(index - 1, stop, -1) if row.word(at) in ("and", ",", ";")), stop)
    return any(token.date for token in row.tokens[opening + 1 : index])


def _date_of_both(row: Row, following: int) -> int | None:
    """The run of months shared with the figure compared with ("to 47 million from 45 million in the first nine months")."""
    if following >= len(row.tokens) or row.word(following - 1) not in ("from", "against"):
        return None
    at = next((at for at in range(following + 1, min(len(row.tokens), following + 6)) if row.tokens[at].date), None)
    date = row.tokens[at].date if at is not None else None
    if at is None or date is None or date.past is None or row.word(at - 1) not in ("in", "for", "over", "during") or date.comparison:
        return None
    months = (date.past.end - date.past.start).days
    return (
        at if date.past.start.month == 1 and 32 < months < 340 and date.form in (DateForm.MONTH, DateForm.QUARTER, DateForm.SPAN) else None
    )


def _respective_date(row: Row, index: int) -> Period | None:
    """The date at the figure's place in a list ("in 2021, 2022 and 2023 were 9, 7 and 8 million respectively")."""
    place = respective_place(row, index)
    if place is None:
        return None
    position, count = place
    first = index
    while position and first > 0 and position > sum(1 for at in range(first, index) if row.tokens[at].figure):
        first -= 1
    dates = [token.date.past for token in row.tokens[:first] if token.date and usable(token.date, token.word)]
    return dates[position] if len(dates) == count else None


def _own_date_before(row: Row, index: int) -> bool:
    """Whether a date stands between the comparing word and the figure ("hardly different from 1985's record 33 billion")."""
    for at in range(index - 1, max(-1, index - 5), -1):
        if row.tokens[at].date:
            return any(row.word(back) in ("from", "than", "against", "on", "over") for back in (at - 1, at - 2))
        if row.word(at) in (",", "after", "from", "than", "against", "on", "over"):
            return False
    return False


def _is_span(row: Row, at: int) -> bool:
    date = row.tokens[at].date
    return date is not None and date.form is DateForm.SPAN


def _is_unresolved(row: Row, at: int) -> bool:
    date = row.tokens[at].date
    return date is not None and date.past is None


def _vague(row: Row, at: int, clock: Clock) -> Timing:
    """ "in recent years" says nothing; "last year" of an undated article is the year that the article tells of."""
    if row.tokens[at].word.endswith("last year") and clock.current and precision(clock.current) == "year":
        return Timing(rebased(clock.current, Basis.CONTEXT), "context")
    return Timing(None, "vague")


def _label(period: Period | None) -> str:
    return period.label if period else ""


def _same_pair(row: Row, at: int, clock: Clock, *, base: bool) -> Timing | None:
    """ "from 3 billion to 4 billion over the same period": the two periods of the comparison before."""
    if clock.pair and row.tokens[at].word.endswith("same period") and any(row.word(k) == "from" for k in range(at)):
        return Timing(clock.pair[0] if base else clock.pair[1], "pair")
    return None


def _year_compared(row: Row, index: int, stop: int) -> Period | None:
    """The year that a change is counted from ("rose 11 pct from 1985"), which makes the next year its own."""
    for at in range(index + 1, min(stop, index + 5)):
        date = row.tokens[at].date
        if date:
            return (
                date.past
                if date.form is DateForm.YEAR and row.word(at - 1) in ("from", "over", "in", "on") and is_compared(row, at)
                else None
            )
        if row.word(at) in (",", ";", "to"):
            return None
    return None


def leading_period(row: Row, index: int, clock: Clock) -> Period | None:
    """The period of a sentence that only states a base ("February exports compared with 3 billion in January")."""
    for at in range(min(index, 8)):
        token = row.tokens[at]
        if token.figure or token.word in ("from", "compared", "against", "than"):
            return None
        if token.date and usable(token.date, token.word) and not is_compared(row, at) and not token.date.horizon:
            timing = _resolve(row, at, clock, base=False, main=None, last=None, future=False)
            return timing.period if timing else None
    return None


def _resolve(row: Row, at: int, clock: Clock, *, base: bool, main: Period | None, last: Period | None, future: bool) -> Timing | None:
    """The period a date token means here; None if it says nothing."""
    token = row.tokens[at]
    date = token.date
    assert date is not None
    said = token.word
    context = f"{row.word(at - 2)} {row.word(at - 1)} {said} {row.word(at + 1)} {row.word(at + 2)}"
    reference = main or clock.current
    if date.form is DateForm.MONTH and (joined := _joined_months(row, at, future=future)):
        return Timing(joined, "date")
    if (
        date.form is DateForm.YEAR
        and reference
        and date.past
        and (row.word(at - 1) == "same" or row.word(at + 1) in ("period", "month", "quarter"))
    ):
        return Timing(shift(reference, date.past.start.year - reference.start.year, "year", Basis.STATED), "same-of-year")
    if (year_beside := _year_beside(row, at)) and date.past is not None:
        return Timing(shift(date.past, year_beside.start.year - date.past.start.year, "year", year_beside.basis), "date")
    if _YEAR_AGO.fullmatch(said) and (told := main if not base else reference) and precision(told) != "year":
        return Timing(shift(told, -1, "year", Basis.RELATIVE), "year-earlier")
    named = date.past is not None and re.search(r"\d{4}", said) is not None
    if not named and (date.form is DateForm.ANAPHORIC or (date.past is None and date.future is None)):
        if _YEAR_EARLIER.search(context) and reference and said != "last year":
            return Timing(shift(reference, -1, "year", Basis.RELATIVE), "year-earlier")
        if _PERIOD_EARLIER.search(context) and reference:
            return Timing(_adjacent(reference), "period-earlier")
        if _FOLLOWING.search(said) and (before := last or reference):
            return Timing(shift(before, 1, "year", Basis.RELATIVE), "following")
        if _SAME.search(said) and base and not re.search("same|earlier|ago|before", context):
            return None
        if said.endswith(("the year", "whole year", "full year")) and "same" not in said and reference and precision(reference) != "year":
            return Timing(date.past or year(reference.start.year, Basis.CONTEXT), "annual")
        if _SAME.search(said) and reference and not base:
            return Timing(rebased(reference, Basis.CONTEXT), "same")
    period = (date.future if future else date.past) or date.past
    if period is None or (date.horizon and not future and date.form is DateForm.SPAN):
        return None  # "within the next 30 days" is when something is to happen, not what a reported figure describes
    return Timing(period, "date")


def _year_beside(row: Row, at: int) -> Period | None:
    """The year that a noun parts from its month or quarter ("a February surplus last year", "first-quarter exports in 1986")."""
    date = row.tokens[at].date
    if date is None or date.form not in (DateForm.MONTH, DateForm.QUARTER) or any(char.isdigit() for char in row.word(at)):
        return None
    for after in range(at + 2, min(len(row.tokens), at + 6)):
        token = row.tokens[after]
        if token.date:
            found = token.date.past
            apart = token.date.form in (DateForm.YEAR, DateForm.RELATIVE) and not is_compared(row, after)
            return found if found and apart and precision(found) == "year" else None
        if token.figure or not (token.governor or token.word.isalpha()) or token.word in _PARTING:
            return None
    return None


def _joined_months(row: Row, at: int, *, future: bool) -> Period | None:
    """Two months that are one period ("January/February", "November and December")."""
    for first, second in ((at, at + 2), (at - 2, at)):
        if first < 0 or second >= len(row.tokens):
            continue
        ranged = row.word(first + 1) in ("to", "through", "until") and row.word(first - 1) == "from"
        if row.word(first + 1) not in ("/", "and", "-", "–") and not ranged:
            continue
        one, other = row.tokens[first].date, row.tokens[second].date
        if one and other and one.form is other.form is DateForm.MONTH:
            last = (other.future if future else other.past) or other.past
            start = (one.future if future else one.past) or one.past
            if last is None or start is None:
                return None
            if start.start.year != last.start.year and precision(start) == "month":
                start = shift(start, last.start.year - start.start.year, "year", start.basis)
            return _run(start, last) if start.start < last.start else None
    return None


def _run(first: Period, last: Period) -> Period:
    """The span from one month to another, as a quarter or half where it is one."""
    length = 12 * (last.start.year - first.start.year) + last.start.month - first.start.month + 1
    single = precision(first) == precision(last) == "month"
    return (
        months(first.start.year, first.start.month, length, last.basis)
        if single and length in (3, 6, 12)
        else span(first, last, last.basis)
    )


def _adjacent(period: Period) -> Period:
    unit = precision(period)
    if unit in ("month", "quarter", "year"):
        return shift(period, -1, unit, Basis.RELATIVE)
    if unit == "half":
        return shift(period, -2, "quarter", Basis.RELATIVE)
    return shift(period, -1, "year", Basis.RELATIVE)


def _shifted(clock: Clock, main: Period | None) -> Timing:
    """The period before the main figure's, as far back as the article's other comparisons reach."""
    return Timing(None, "none") if main is None else Timing(period_before(clock, main), "shifted")


def period_before(clock: Clock, main: Period) -> Period:
    """The period that a figure of ``main`` is compared with where none is named."""
    if precision(main) in ("month", "quarter") and clock.base_unit != "year":
        return _adjacent(main)
    return shift(main, -1, "year", Basis.CONTEXT)


def _fronted_base(row: Row, index: int) -> Period | None:
    """The year that the sentence opens by comparing with ("In comparison with 2000, ... grew 16 times in 2017")."""
    if row.word(0) not in ("compared", "in", "relative"):
        return None
    for at in range(min(index, 8)):
        date = row.tokens[at].date
        if date:
            return date.past if date.form in (DateForm.YEAR, DateForm.MONTH, DateForm.QUARTER) and is_compared(row, at) else None
    return None


def _after_fronted(row: Row, index: int, published: Period | None) -> Period | None:
    """The period a year after the one that the sentence opens by comparing with, if that has just ended ("Compared to May 2023, ...")."""
    base = _fronted_base(row, index) if published else None
    if base is None or published is None:
        return None
    period = shift(base, 1, "year", Basis.CONTEXT)
    return period if period.start < published.start and (published.start - period.end).days < _RECENT else None


def change_span(row: Row, index: int, stop: int, main: Period | None) -> Period | None:
    """The span of a change that names its first year ("up 120 % from the level seen in 2013"); None if it names none."""
    if main is None:
        return None
    if (base := _fronted_base(row, index)) and main.start.year - base.start.year > 1:
        return span(base, main, main.basis) if precision(main) == "year" else None
    for at in range(index + 1, stop):
        token = row.tokens[at]
        if token.date and token.date.past and token.date.form in (DateForm.YEAR, DateForm.SPAN) and is_compared(row, at):
            first = token.date.past
            gap = main.start.year - first.start.year
            if precision(main) == "year" and precision(first) == "year" and gap > 1:
                return span(first, main, main.basis)
            return None
        if token.word in CLAUSE_BREAKS:
            return None
    return None
