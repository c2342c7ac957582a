"""Earlier figures for the same time: forecasts and first reports that were revised ("cut its forecast to 2.7 pct from 4.4 pct")."""

from __future__ import annotations

from collections.abc import Iterator

from etl.annotate.dates.periods import precision
from etl.facts.tokens import Row
from etl.facts.wordlist import CLAUSE_BREAKS, words

_REVISING = words(
    "cut cuts cutting slashed slashes slashing raised raises raising lowered lowers lowering revised revises revising reduced reduces "
    "reducing trimmed trims trimming hiked hikes upgraded upgrades upgrading downgraded downgrades downgrading increased increases "
    "adjusted adjusts corrected corrects scaled lifted lifts"
)
_ESTIMATES = words("forecast forecasts estimate estimates projection projections outlook prediction predictions target targets goal goals")
_REPORTED = words("reported estimated forecast announced projected predicted published put given stated released expected issued")
_EARLIER = words("originally previously initially earlier first before preliminary provisional")
_ESTIMATING = words("forecast forecasts estimated estimates estimate projected put puts projects predicted sees saw")
_TURNS = words("to from up down upward upwards downward downwards")
_REACH = 18


def is_revised(row: Row, index: int) -> bool:
    """Whether the figure compared with at token ``index`` is an earlier word on the same time, not the figure of an earlier time."""
    return _estimate_moved(row, index) or _said_before(row, index) or _told_last_month(row, index)


def _estimate_moved(row: Row, index: int) -> bool:
    """ "cut its forecast to 2.7 pct from 4.4 pct", "was revised to 3 billion from 2.8 billion"."""
    for at in range(index - 1, max(-1, index - _REACH), -1):
        word = row.word(at)
        if word in CLAUSE_BREAKS or word == ")":
            return False
        if word == "revised" and row.word(at + 1) in _TURNS:
            return True
        if word in _ESTIMATES and any(row.word(k) in _REVISING for k in range(max(0, at - 5), min(index, at + 6))):
            return True
    return False


def _said_before(row: Row, index: int) -> bool:
    """ "from the 15 billion reported two days earlier", "from an originally estimated 2.4 billion"."""
    start = next((at + 1 for at in range(index - 1, max(-1, index - 9), -1) if row.tokens[at].figure), max(0, index - 5))
    left = set(_outside_brackets(row, start, index))
    if left & _EARLIER and (left & (_REPORTED | _ESTIMATES) or left & {"preliminary", "provisional"}):
        return True
    for at in range(index + 1, min(len(row.tokens), index + 8)):
        if row.tokens[at].figure or row.word(at) in CLAUSE_BREAKS or row.word(at) == ",":
            return False
        if row.word(at) in _REPORTED:
            return any(row.word(k) in _EARLIER or _is_day(row, k) for k in (at - 1, at + 1, at + 2)) and not _is_dated(row, at)
    return False


def _outside_brackets(row: Row, start: int, stop: int) -> Iterator[str]:
    """The words before a figure that are no aside on the one before ("5 billion (provisional) in May from 4 billion (final) in April")."""
    inside = False
    for at in range(start, stop):
        inside = (inside or row.word(at) == "(") and row.word(at) != ")"
        if not inside:
            yield row.word(at)


def _told_last_month(row: Row, index: int) -> bool:
    """ "1986/87 imports are forecast at 15 mln tonnes, vs 14 mln tonnes last month": the forecast made then."""
    told = next((token.date.past for token in row.tokens[index + 1 : index + 3] if token.date), None)
    if told is None or precision(told) != "month":
        return False
    before = row.tokens[max(0, index - _REACH) : index]
    of_year = any(token.date and token.date.past and precision(token.date.past) in ("year", "span") for token in before)
    return of_year and any(token.word in _ESTIMATING for token in row.tokens[:index])


def _is_day(row: Row, at: int) -> bool:
    """Whether the token is a day, week or weekday, on which figures are told."""
    date = row.tokens[at].date if 0 <= at < len(row.tokens) else None
    return date is not None and (date.past is None or (date.past.end - date.past.start).days <= 7)


def _is_dated(row: Row, at: int) -> bool:
    """Whether a month or longer follows, so that "reported" means the figure of that time ("from 4 billion reported in May")."""
    dates = [token.date.past for token in row.tokens[at + 1 : at + 4] if token.date]
    return any(period is not None and (period.end - period.start).days > 7 for period in dates)
