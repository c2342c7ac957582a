"""Which date of its sentence belongs to a figure: the one right of it, the one left of it, the one that opens the sentence."""

from __future__ import annotations

import re

from etl.annotate.dates.periods import precision
from etl.document import DateForm, DateMention
from etl.facts.tokens import Row
from etl.facts.wordlist import CLAUSE_BREAKS, words
from etl.model import Basis

_ON_YEAR = re.compile(r"year[- ]on[- ]year|year[- ]over[- ]year|on[- ]year|yoy")
_PRESENT = words(
    "is are has have stands stand amounts amount totals operate operates exceeds exceed accounts account remains comes come "
    "represents represent constitutes constitute currently now already today employs makes owns reaches"
)
_PAST = words(
    "was were rose fell grew increased decreased reached totalled totaled amounted stood had posted recorded dropped "
    "declined climbed jumped soared surged ran came accounted registered booked expanded slipped narrowed widened"
)
_COMPARING = words("than from against versus vs compared comparing with to on over as above below")
_MOVING = words("up down higher lower more less rise fall increase decrease drop gain decline growth")
_OWNING = words("than from against after with to versus double above below (")
_NOW = words("now currently presently")
_DEFINITE = words("the its their his our 's country's nation's")
_LEADING = words("bringing taking pushing raising lifting leaving")
_ISSUED = words("issued released published made reported announced signed")
_ANNOUNCING = words(
    "announced agreed signed pledged promised decided vowed committed approved unveiled proposed threatened undertook proclaimed offered"
)


def usable(date: DateMention, text: str) -> bool:
    """Whether figures may be of that time: of a month or longer, and no part of a name."""
    if date.past is not None and precision(date.past) == "span" and (date.past.end - date.past.start).days <= 10:
        return False
    if date.form is DateForm.DEICTIC and date.past and precision(date.past) in ("year", "month", "quarter", "half", "span"):
        return not date.in_name
    if date.past is not None and (date.past.end - date.past.start).days <= 10:
        return False
    return not date.in_name and date.form not in (DateForm.WEEKDAY, DateForm.DAY, DateForm.DEICTIC) and not _ON_YEAR.search(text)


def date_right(row: Row, index: int, stop: int, *, base: bool) -> int | None:
    """The date after the figure, before the next figure and the clause's end."""
    tokens = row.tokens
    comma = False
    for at in range(index + 1, stop):
        token = tokens[at]
        against = token.word in ("against", "versus", "vs") and not _is_country(row, at + 1)  # but "a surplus against the US in 2023"
        if token.word in CLAUSE_BREAKS or token.word == ":" or (not base and against):
            return None
        if token.word == ",":
            comma = True
        if token.word == "and" and at + 1 < len(tokens) and (tokens[at + 1].date or row.word(at + 1) in ("in", "for", "during", "by")):
            return None
        if token.word == "and" and row.word(at + 1) in ("was", "were", "is", "are", "has", "had"):
            return None
        if comma and token.word in ("this", "it", "they", "we", "there"):
            return None
        if token.word in _LEADING and row.word(at - 1) == ",":
            return None  # "September's surplus was 2 billion, bringing the total for nine months to 8 billion"
        if token.date:
            if not usable(token.date, token.word) or row.word(at - 1) in _ISSUED:
                continue
            comparing = is_compared(row, at) and not _is_own(row, index, at)
            if comparing and not base:
                continue
            preposition = row.word(at - 1) if row.word(at - 1) != "the" else row.word(at - 2)
            bare = comma and preposition not in ("in", "during", "for", "over", "of", "by", "since") and not comparing
            enclosed = row.word(at - 1) == "," and row.word(at + 1) in (",", ".", "") and token.date.form is DateForm.RELATIVE
            return at if enclosed or not bare else None
        if token.governor and token.governor.indicator and (comma or row.word(at - 1) in ("and", "while")):
            return None
        if comma and (token.word in ("compared", "against", "from", "up", "down") or token.governor) and not base:
            return None
        if token.word in ("said", "says", "told"):
            return None
        if token.word in ("above", "below", "higher", "lower") and not base:
            return None
    return None


def _is_country(row: Row, at: int) -> bool:
    at += row.word(at) == "the"
    return at < len(row.tokens) and row.tokens[at].country is not None


def _is_own(row: Row, index: int, at: int) -> bool:
    """Whether a period of another year is the figure's own, for want of a comparing word ("a fraction of the 2 billion it had in the
    same period last year")."""
    if row.word(at - 1) not in ("in", "during", "for"):
        return False
    return not any(
        row.word(between) in _COMPARING or (row.tokens[between].plain and row.tokens[between].word in _MOVING)
        for between in range(index + 1, at)
    )


def is_compared(row: Row, at: int) -> bool:
    """Whether the date is the base of a comparison ("than in 1985", "from a year earlier", "on January", "the lowest since 2008")."""
    date = row.tokens[at].date
    if date and date.form is DateForm.SPAN and row.tokens[at].word.startswith(("starting", "since", "beginning")):
        return date.comparison and not any(t.figure and t.figure.form == "rank" for t in row.tokens[max(0, at - 9) : at])
    if date and row.word(at - 1) == "over" and date.form not in (DateForm.YEAR, DateForm.RELATIVE, DateForm.ANAPHORIC):
        return False  # "rose 20 percent over the first half" is during it
    if date and date.comparison:
        return True
    for back in (1, 2, 3, 4, 5, 6):
        word = row.word(at - back)
        if word == "over" and date and date.form not in (DateForm.YEAR, DateForm.RELATIVE, DateForm.ANAPHORIC):
            return False
        if word in ("than", "from", "against", "versus", "after"):
            return True
        if word in ("above", "below", "over") and row.word(at + 1) in ("level", "levels", "figure", "mark", "total"):
            return True  # "30 percent above their 2021 level"
        if word in ("with", "to", "on", "over") and (
            row.word(at - back - 1) in ("compared", "comparison", "increase", "compares", "up", "growth", "rise", "relative")
            or (word in ("on", "over") and row.tokens[at].date and back == 1 and _is_amount(row, at - 2))
        ):
            return True
        if word not in (
            "the",
            "a",
            "in",
            "of",
            "same",
            "level",
            "that",
            "seen",
            "recorded",
            "period",
            "figure",
            "those",
            "year",
            "previous",
            "corresponding",
            "its",
            "their",
            "comparable",
            "equivalent",
        ):
            return False
    return False


def _is_amount(row: Row, at: int) -> bool:
    return 0 <= at < len(row.tokens) and row.tokens[at].figure is not None


def date_left(row: Row, index: int, stop: int, *, base: bool, after_base: bool = False, future: bool = False) -> int | None:
    """The date before the figure, after the figure before it; a date right after a base belongs to that.

    With ``future`` the day on which something was announced is passed over ("in July the two agreed to invest 3 billion").
    """
    if after_base and not base:
        borders = [at for at in range(stop + 1, index) if row.word(at) in (",", "and", "while", "but", ";")]
        stop = borders[0] if borders else index
    for at in range(index - 1, stop, -1):
        token = row.tokens[at]
        if token.date and usable(token.date, token.word):
            if at == index - 1 or (at == index - 2 and row.word(index - 1) == "'s") or (at == index - 3 and row.word(index - 1) == "s"):
                return at  # "below March's 157 million"
            if base and not is_compared(row, at) and not _owns(row, at, index):
                return None
            if not base and (is_compared(row, at) or _is_of_figure_before(row, at, index, stop) or _is_of_compared(row, at)):
                continue
            if future and is_announcement(row, at, index):
                continue
            return _stated_before(row, at, stop)
        if (token.word in CLAUSE_BREAKS or token.word == "—" or (token.plain and token.word == "since")) and not base:
            return None  # "worth 3 million in 2021, has since fallen by a quarter"
    return None


def _is_of_figure_before(row: Row, at: int, index: int, stop: int) -> bool:
    """Whether the date belongs to the figure before, because this one is only mentioned ("lent 9 million this year to service the
    country's 3 billion debt")."""
    before = (
        row.word(index - 2) if row.word(index - 1) in ("estimated", "total", "current", "record", "huge", "whole") else row.word(index - 1)
    )
    if stop < 0 or before not in _DEFINITE or index - at < 4:
        return False
    return date_right(row, stop, index, base=False) == at and not any(row.word(k) in (",", "and") for k in range(at + 1, index))


def _is_of_compared(row: Row, at: int) -> bool:
    """Whether the date is that of a figure only compared with ("was 0.7 percent compared to 0.8 percent in 1999, and the deficit ...")."""
    figure = at - 2 if row.word(at - 1) in ("in", "for", "during", "of") else at - 1
    if figure < 2 or not row.tokens[figure].figure:
        return False
    return row.word(figure - 1) in ("against", "versus", "vs") or row.word(figure - 2).startswith("compar")


def is_announcement(row: Row, at: int, index: int) -> bool:
    """Whether the date tells when something was announced or agreed, rather than when it is to be."""
    if any(row.word(back) in _ANNOUNCING for back in (at - 1, at - 2)):
        return True
    return any(row.word(k) in _ANNOUNCING for k in range(at + 1, min(index, at + 14)))


def _stated_before(row: Row, at: int, stop: int) -> int:
    """The finer or absolute date that a vague one explains ("the January-August period this year", "2001 to 2010, the past decade")."""
    date = row.tokens[at].date
    if date and date.past and precision(date.past) == "year":
        for earlier in range(at - 1, max(stop, at - 4), -1):
            finer = row.tokens[earlier].date
            yearless = finer is not None and not any(char.isdigit() for char in row.word(earlier))
            if finer and finer.past and (finer.past.start.year == date.past.start.year or yearless) and precision(finer.past) != "year":
                return earlier
            if row.word(earlier) in (",", "and"):
                break
    if date and date.form is DateForm.SPAN and date.past and date.past.basis is Basis.RELATIVE:
        for earlier in range(at - 1, max(stop, at - 6), -1):
            other = row.tokens[earlier].date
            if other and other.past and other.past.basis is Basis.STATED:
                return earlier
    return at


def _owns(row: Row, at: int, index: int) -> bool:
    """Whether the date stands inside the base's own phrase ("than last year's 10 billion", "against a June surplus of")."""
    return index - at <= 6 and any(row.word(k) in _OWNING for k in range(max(0, at - 4), at))


def says_now(row: Row) -> bool:
    """Whether the sentence opens with "currently", "at present", "today,"."""
    words = [token.word for token in row.tokens[:4]]
    return (
        "currently" in words or "presently" in words or words[:2] == ["at", "present"] or (words[:1] == ["today"] and words[1:2] == [","])
    )


def is_of_now(row: Row, index: int, stop: int) -> bool:
    """Whether "now" or "currently" after ``stop`` says that the figure is not of the time named before ("since 2003 ... now exceeds")."""
    for at in range(index - 1, max(stop, index - 7), -1):
        if row.word(at) in _NOW:
            return True
        if row.word(at) in CLAUSE_BREAKS or row.word(at) == ",":
            return False
    return False


def leading_date(row: Row, index: int, *, future: bool) -> int | None:
    """The first usable date of the sentence left of the figure."""
    for at in range(index):
        token = row.tokens[at]
        if _is_of_compared(row, at):
            continue
        if token.date and usable(token.date, token.word) and not is_compared(row, at) and not (future and is_announcement(row, at, index)):
            return at
    return None


def is_past(word: str) -> bool:
    """Whether the word is a verb in the past tense that carries figures."""
    return word in _PAST or word in ("made", "took", "bought", "sold", "went", "entered", "supplied", "absorbed", "represented")


def is_present(row: Row, index: int, *, flow: bool) -> bool:
    """Whether a present-tense verb carries the figure, so that no earlier period is meant."""
    for at in range(index - 1, -1, -1):
        word = row.word(at)
        if word in _PRESENT:
            return True
        if word in _PAST or (flow and word in CLAUSE_BREAKS):
            return False
    return not flow and any(row.word(at) in _PRESENT for at in range(index + 1, min(len(row.tokens), index + 8)))
