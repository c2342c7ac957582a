"""Dates in digits: years ("2016", "fiscal 2015", "2013-14", "the 1990s") and numeric days ("2017-05-03", "25/12/2017")."""

from __future__ import annotations

import re
from datetime import date

from etl.annotate.dates import periods
from etl.annotate.dates.atoms import Atom, rule, word_after, word_before
from etl.annotate.dates.meaning import Anchor, Between, Fixed, Meaning, Piece, YearOf
from etl.annotate.dates.words import words
from etl.document import DateForm

_ISO_DAY = re.compile(r"(\d{4})([-/.]|[ ](?=\d\d[ ]\d\d(?!\d)))(\d{1,2})\2(\d{1,2})(?:t\d\d:?\d\d[\d:.z+-]*)?(?![\d/-])")
_COUNTED = re.compile(r"[ ]or[ ](?:so|more|fewer|less)(?![a-z])")  # "2000 or more"
_CLAUSE_STARTS = frozenset(["per", "am", "pm", "members", "people", "men", "women"])  # "in 2016 people voted"
_DAMAGED_DAY = re.compile(r"-\d{1,2}-\d")  # "2017-13-45"
_DAY_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d/-])")
_YEAR_DATE = rule(
    r"""
    (?P<part>
        <PART>(?:the~)?(?:year~)?
      | (?:the~)?(?:(?:calendar|whole|full|entire)~)+year~(?:of~)?
      | (?:the~)?years?~(?:of~)?
    )?
    (?P<fiscal>(?:the~)?(?:fiscal|financial|fy)(?:~years?)?(?:~|-)?)?
    (?P<year><YEAR>)
    (?:
        (?P<decade>'?s(?![a-z]))
      | ~?[-/]~?(?P<to>\d{4}|\d\d|(?<=/)\d)(?![\d%]|[.,/-]\d)
    )?
    """
)
_SEASON = rule(
    r"(?:(?:the|early|late|mid|end)(?:~|-))*(?P<season>spring|summer|autumn|fall|winter)(?:~of)?(?:~in)?~(?P<year><YEAR>)(?:[-/](?P<to>\d{4}|\d\d))?"
)


def read_numeric_day(low: str, start: int) -> Atom | None:
    """A day in digits at ``start``; day-month-year only where the order is beyond doubt."""
    if match := _ISO_DAY.match(low, start):
        return _day_atom(match, int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_LAST.match(low, start):
        one, two, number = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or one > 12 or one == two:
            return _day_atom(match, number, two, one)
        if two > 12:
            return _day_atom(match, number, one, two)
    return None


def _day_atom(match: re.Match[str], number: int, month: int, day: int) -> Atom | None:
    try:
        when = date(number, month, day)
    except ValueError:
        return None
    if not 1500 <= number < 2200:
        return None
    return Atom(match.start(), match.end(), DateForm.DAY, Fixed(periods.day(when)))


def read_year(low: str, start: int, trigger: int) -> Atom | None:
    """The expression from ``start`` that holds the year at ``trigger``; None if the number is an amount or a code."""
    match = _YEAR_DATE.match(low, start)
    if not match or match.start("year") != trigger or not _is_year(low, match):
        return None
    number = int(match["year"])
    meaning: Meaning = Piece(YearOf(Anchor.NUMBER, number), "year")
    fiscal, end = bool(match["fiscal"]), match.end()
    form = DateForm.YEAR
    if match["decade"] and not _is_decade(low, match):  # "2003's surplus" is a genitive
        end = match.end("year")
    elif match["decade"]:
        meaning = _years(number, number + (99 if number % 100 == 0 and number < 2000 else 9))
    elif match["to"]:
        last = _full(match["to"], number - number % 10 ** len(match["to"]))
        if number % 100 == 99 and match["to"] == "00":
            last += 100
        if number < last < 2200 and (last - number < 150):
            meaning, fiscal = _years(number, last), fiscal or (last == number + 1 and len(match["to"]) < 4)
            form = DateForm.YEAR if fiscal else DateForm.SPAN
        elif len(match["to"]) == 2 and 1 <= int(match["to"]) <= 12:
            meaning, form = Piece(YearOf(Anchor.NUMBER, number), "months", int(match["to"])), DateForm.MONTH
        else:
            end = match.end("year")
    return Atom(match.start(), end, form, meaning, fiscal)


def _is_decade(low: str, match: re.Match[str]) -> bool:
    """Whether "1990s" is meant, not the genitive "2010's": the apostrophe needs "the" before it."""
    if int(match["year"]) % 10:
        return False
    return not match["decade"].startswith("'") or word_before(low, match.start()) == "the"


def read_season(low: str, start: int, trigger: int) -> Atom | None:
    """A season with its year: "the summer of 2016"."""
    match = _SEASON.match(low, start)
    if not match or not match.start("season") <= trigger < match.end():
        return None
    season = words().seasons[match["season"]]
    return Atom(match.start(), match.end(), DateForm.MONTH, Piece(YearOf(Anchor.NUMBER, int(match["year"])), "months", season, 3))


def _years(first: int, last: int) -> Meaning:
    return Between(Piece(YearOf(Anchor.NUMBER, first), "year"), Piece(YearOf(Anchor.NUMBER, last), "year"))


def _is_year(low: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year: amounts, codes, clock times and page numbers are not."""
    start, end = match.span("year")
    if match["fiscal"] or match["decade"]:
        return True
    if start and (low[start - 1] in "$£€¥#/:.+@=_&" or low[start - 1].isalnum()):
        return False
    if (
        start > 1
        and low[start - 1] in ",-"
        and (low[start - 2].isdecimal() or (low[start - 1] == "-" and not match["part"] and low[start - 2].isalnum()))
    ):
        return False
    before, after = word_before(low, start).rstrip(".:"), word_after(low, end)
    if _DAMAGED_DAY.match(low, end):
        return False
    if before in words().not_after or (low[end : end + 1] in ("%", "$", "€", "@", "/") and not match["to"]):
        return False
    if match["to"]:
        return True
    number = int(match["year"])
    if number < 1800 or number >= 2100:
        return (before in words().year_strict or bool(match["part"])) and after not in words().not_before
    if _COUNTED.match(low, end):
        return False
    if after == "est" and low[start - 1 : start] == "(":  # "(2012 est.)": an estimate, no clock time
        return True
    if after in words().not_before and not (before in ("in", "since", "year") and after in _CLAUSE_STARTS):
        return after == "marks" and number % 50 != 0  # "2018 marks the anniversary"
    if before in words().hedges and number % 100 == 0:
        return False
    if low[end : end + 1] == "-" and low[end + 1 : end + 2].isalpha():  # "2000-strong", "a 1500-km line", "2019-nCoV"
        return False
    return not (
        number % 100 == 0 and before not in words().year_prepositions and after.endswith("s") and after.isalpha() and len(after) > 3
    )


_FISCAL_SHORT = re.compile(r"fy[ '-]?(?P<year>(?:19|20)\d\d|\d\d)(?:[-/](?P<to>(?:20)?\d\d))?(?![\d%])")


def read_fiscal_short(low: str, start: int) -> Atom | None:
    """A fiscal year written "FY23", "FY2023/24"."""
    match = _FISCAL_SHORT.match(low, start)
    if not match:
        return None
    number = _full(match["year"], 2000)
    last = _full(match["to"], number - number % 100) if match["to"] else number
    meaning = Piece(YearOf(Anchor.NUMBER, number), "year") if last <= number else _years(number, last)
    return Atom(start, match.end(), DateForm.YEAR, meaning, fiscal=True)


def _full(digits: str, century: int) -> int:
    return int(digits) if len(digits) == 4 else century + int(digits)
