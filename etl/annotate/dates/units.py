"""Expressions built on a unit of time: "last year", "two weeks ago", "first quarter of 2024", "the following month"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from etl.annotate.dates.atoms import Atom, rule, word_after, word_before, year_of
from etl.annotate.dates.meaning import Anchor, Ending, Meaning, Piece, Same, Shift, Vague, Window, YearOf
from etl.annotate.dates.words import count_of, words
from etl.document import DateForm

_Builder = Callable[[re.Match[str]], Atom | None]
_PART = r"(?:(?:the~)?(?:early|earlier|late|later|mid|end|(?:(?:end|beginning|start|middle|close|rest|remainder|course)~(?:of|in)))(?:~in)?(?:~|-))?"
_QUARTER = rule(
    r"""(?:the~)?(?:(?P<index>first|second|third|fourth|last|final|opening|closing|1st|2nd|3rd|4th)(?:~|-))
        (?:(?:calendar|fiscal|financial|full)~)?(?P<unit>quarter|qtr|half|trimester|semester)(?:'s)?(?![a-z])<TAIL>"""
)
_SHORT_QUARTER = rule(r"(?:(?P<unit>q|h)(?P<index>[1-4])|(?P<index_first>[1-4])(?P<unit_last>q|h))(?![a-z0-9])<TAIL>")
_SPAN_OF_MONTHS = rule(
    r"""(?:the~)?(?P<end>first|opening|initial|last|final|closing)~(?P<count><NUMBER>)(?:~|-)(?:full~|calendar~)?(?P<unit>month|quarter|year|half|halve|week|day)s?(?![a-z])
        (?:'(?!s))?<TAIL>"""
)
_SAME_PERIOD = rule(
    r"""(?P<the>the~(?:very~)?same|a~similar|the~corresponding|the~comparable|the~equivalent|the~like|corresponding|same|the~year-(?:ago|earlier)|year-(?:ago|earlier))~
        (?:(?P<count><NUMBER>)(?:-|~))?
        (?P<unit>period|months?|quarter|weeks?|half|time|day|year|term)(?![a-z])
        (?:~(?P<ago>a~year~(?:ago|earlier|before|previously)|one~year~(?:ago|earlier|before)|(?:in|of|during)~(?:the~)?(?:previous|preceding|prior)~year|the~(?:previous|year)~(?:year|before))
          |<TAIL>)"""
)
_YEAR_ON_YEAR = rule(
    r"""(?:(?P<unit>year|month|quarter|week|day)s?(?:~|-)(?:on|over|to)(?:~|-)(?:year|month|quarter|week|day)|y(?:-o-|/|o|-on-)y|yr/yr)(?![a-z])"""
)
_AGO = rule(
    r"""(?:(?:some|about|around|nearly|almost|over|more~than|just|only|exactly)~)?(?P<count>(?:a~)?few|several|(?:a~)?couple~of|many|<NUMBER>)
        (?P<half>~and~a~half|\.5)?(?:~|-)(?:short~|long~|full~)?(?P<unit>day|week|month|quarter|year|decade|fortnight)s?'?~
        (?P<way>ago|earlier|before|previously|prior|later|afterwards|after~that|hence|from~now|back)(?![a-z])(?P<today>~today)?"""
)
_YEAR_AGO_WORD = rule(r"(?:the~|a~)?year-(?:ago|earlier)(?![a-z])(?:~(?:period|quarter|month|level|figure))?")
_WINDOW = rule(
    r"""(?P<opener>(?:(?:with)?in|over|during|for|through|throughout)~)?(?:(?:the|these)~)?
        (?P<way>last|past|previous|recent|preceding|latest|next|coming|following|upcoming|forthcoming|subsequent)~
        (?:(?P<count>(?:a~)?few|several|(?:a~)?couple~of|many|<NUMBER>)(?P<half>~and~a~half)?(?:~|-)(?:or~so~|consecutive~|full~|trading~|calendar~|working~|fiscal~)?)?
        (?P<unit>day|week|month|quarter|year|decade)(?P<plural>s)?(?![a-z-])(?!~of~)"""
)
_WITHIN = rule(
    r"(?:within|in~(?=(?:[a-z0-9]+)(?:~|-)[a-z]+'))(?:~)?(?:the~)?(?:next~|coming~)?(?P<count><NUMBER>)(?:~|-)(?P<unit>day|week|month|year|decade)s?(?P<time>'?~time)?(?![a-z])"
)
_IN_TIME = rule(r"in~(?P<count><NUMBER>)~(?P<unit>day|week|month|year)s?'?~time(?![a-z])")
_RUNNING = rule(
    r"(?:for~)?(?:the~(?:past|last)~)?(?P<count><NUMBER>)~(?:consecutive|straight|successive|running)~(?P<unit>year|month|quarter|week|day)s(?![a-z])"
)
_NEAR = rule(
    rf"""{_PART}(?:so~far~)?(?P<which>last|this|next|the~current|current|the~present|the~coming|the~past|the~last|the~next|this~past|this~coming|the~previous|previous|the~prior|prior|the~preceding|the~prior|
        the~following|the~subsequent|that|the~ensuing|that~same|the~very~same)~(?:(?P<fiscal>fiscal|financial)~|calendar~|full~|marketing~|tax~|school~|academic~|whole~)?
        (?P<unit>day|week|weekend|month|quarter|half|year|decade|spring|summer|autumn|fall|winter)(?![a-z-])(?P<owner>'s)?"""
)
_BEFORE = rule(
    r"(?:the|a|one)~(?P<unit>day|week|month|quarter|year)~(?P<way>before~last|before|after~next|after|earlier|previously)(?![a-z])(?!~(?:yesterday|tomorrow))"
)
_THE_UNIT = rule(
    r"""(?P<lead>(?:(?:the~)?(?:end|beginning|start|middle|close|rest|remainder|course)~of|(?:early|late|earlier|later|mid)~in|(?P<opener>(?:in|during|for|over|throughout|at|on)~))~?
        the~(?:(?:whole|full|entire|current|reported|reporting|calendar)~)*(?P<unit>year|month|quarter|weekend|week|period|day)|(?:the~)?year(?:~|-)end|(?:the~)?year(?:~|-)to(?:~|-)date|year-end)(?![a-z-])"""
)
_ENDED = rule(
    r"""(?:the~)?(?P<own_fiscal>(?:fiscal|financial)~)?(?:(?P<count><NUMBER>)(?:~|-))?(?P<unit>year|quarter|month|week|half)s?~
        (?:(?:which|that)~)?(?:ended|ending|ends?|to)~(?:on~|in~|at~|the~)?(?:end(?:~|-)(?:of~)?)?
        (?:(?P<day>\d{1,2})(?:st|nd|rd|th)?~(?:of~)?)?(?P<month><MONTH>)(?:~(?P<day_after>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d))?<TAIL>"""
)
_SOLE_SEASON = rule(rf"{_PART}(?:in~)?(?P<which>last|this|next)~(?P<unit>spring|summer|autumn|fall|winter)(?![a-z])")
_ORDINAL_INDEX = {"first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_PAST_WORDS = frozenset(["last", "past", "previous", "recent", "preceding", "latest"])
_LENGTHS = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "half", "halve": "half", "year": "year"}
_IN_MONTHS = {"month": 1, "quarter": 3, "half": 6, "halve": 6}


def _quarter(match: re.Match[str]) -> Atom | None:
    half = match["unit"] in ("half", "semester")
    index = _ORDINAL_INDEX.get(match["index"], 2 if half else 4)
    if half and index > 2:
        return None
    year, fiscal = year_of(match)
    if match["index"] in ("opening", "closing") and year.anchor is Anchor.NONE:
        return None
    if year.anchor is Anchor.NONE and (
        match["index"] == "last" or word_after(match.string, match.end()) == "of"
    ):  # of the century, of the match
        return None
    unit = "half" if half else "quarter"
    if match["unit"] == "trimester":
        return Atom(match.start(), match.end(), DateForm.QUARTER, Piece(year, "quarter", index), fiscal)
    return Atom(match.start(), match.end(), DateForm.QUARTER, Piece(year, unit, index), fiscal or " fiscal " in match[0])


def _short_quarter(match: re.Match[str]) -> Atom | None:
    unit, index = match["unit"] or match["unit_last"], int(match["index"] or match["index_first"])
    year, fiscal = year_of(match)
    if unit == "h" and index > 2:
        return None
    return Atom(match.start(), match.end(), DateForm.QUARTER, Piece(year, "quarter" if unit == "q" else "half", index), fiscal)


def _span_of_months(match: re.Match[str]) -> Atom | None:
    count = count_of(match["count"])
    year, fiscal = year_of(match)
    unit = match["unit"]
    if not count or unit not in _IN_MONTHS:
        return None
    length = count * _IN_MONTHS[unit]
    if length > 12:
        return None
    if match["end"] in ("last", "final", "closing"):
        if year.anchor is Anchor.NONE:
            return None
        return Atom(match.start(), match.end(), DateForm.MONTH, Piece(year, "months", 13 - length, length), fiscal)
    if year.anchor is Anchor.NONE and word_after(match.string, match.end()) in ("of", "after", "since"):
        return None
    return Atom(match.start(), match.end(), DateForm.MONTH, Piece(year, "months", 1, length), fiscal)


def _same_period(match: re.Match[str]) -> Atom | None:
    unit = match["unit"].rstrip("s")
    year, _ = year_of(match)
    if match["the"].startswith("year-") or "year-" in match["the"] or match["ago"]:
        year = YearOf(Anchor.CONTEXT, -1)
    if unit == "time" and year.anchor is Anchor.NONE:
        return None
    if (
        match["the"] == "same"
        and year.anchor is Anchor.NONE
        and word_before(match.string, match.start()) not in ("in", "from", "for", "over", "during")
    ):
        return None
    comparison = year.count < 0
    if unit == "year" and year.anchor is Anchor.NONE:
        return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Piece(YearOf(Anchor.CONTEXT), "year"))
    if unit in ("day", "week") and year.anchor is Anchor.NONE:
        return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Shift(unit, 0, Anchor.CONTEXT))
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Same("year", 0, year, needs_context=True), comparison=comparison)


def _year_on_year(match: re.Match[str]) -> Atom | None:
    unit = match["unit"] or "year"
    if "to" in match[0] and unit == "year" and match[0].endswith("date"):
        return None
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Same(unit, -1, needs_context=True), comparison=True)


def _ago(match: re.Match[str]) -> Atom | None:
    count, way = count_of(match["count"]), match["way"]
    unit = match["unit"]
    if "couple" in match["count"]:
        count = 2
    if count is None:
        return Atom(match.start(), match.end(), DateForm.RELATIVE, Vague())
    if (
        way in ("before", "prior")
        and match.string[match.end() : match.end() + 1] == " "
        and word_after(match.string, match.end()) not in ("and", "but", "in", "when")
    ):
        return None  # "five years before the accession", "two days prior to": counted from an event
    back = way in ("ago", "earlier", "before", "previously", "prior", "back")
    anchor = Anchor.PUBLICATION if way in ("ago", "hence", "from now", "back") else Anchor.CONTEXT
    if unit == "decade":
        unit, count = "year", 10 * count
    elif unit == "fortnight":
        unit, count = "week", 2 * count
    if match["half"] and unit == "year":
        unit, count = "month", 12 * count + 6
    if match["today"]:
        unit, count = ("day", 7 * count) if unit == "week" else (unit, count)
    count = -count if back else count
    if anchor is Anchor.PUBLICATION:
        return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift(unit, count))
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Same(unit, count), comparison=False)


def _year_ago_word(match: re.Match[str]) -> Atom | None:
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Same("year", -1), comparison=True)


def _window(match: re.Match[str]) -> Atom | None:
    unit, way, opener = match["unit"], match["way"], (match["opener"] or "").strip()
    ahead = way not in _PAST_WORDS
    start = match.start() + len(match["opener"] or "")
    if opener == "within":
        start = match.start()
    if match["count"] is None:
        if match["plural"] or way == "recent":
            return Atom(start, match.end(), DateForm.SPAN, Vague(), horizon=ahead) if match["plural"] else None
        if (
            opener in ("over", "during", "within", "throughout", "in", "through")
            and way in ("past", "last", "next", "coming")
            and (way != "last" or "the " in match[0])
        ) or (unit == "decade" and way in ("past", "last", "next", "coming")):
            count = 1
        else:
            return None
    else:
        number = count_of(match["count"])
        if "couple" in match["count"]:
            number = 2
        if number is None:
            return Atom(start, match.end(), DateForm.SPAN, Vague(), horizon=ahead)
        count = number
    if way in ("following", "subsequent", "previous", "preceding"):
        return Atom(start, match.end(), DateForm.ANAPHORIC, Vague())
    if opener in ("within",) and not ahead:
        opener = ""
    if unit == "decade":
        unit, count = "year", 10 * count
    if unit == "quarter":
        unit, count = "month", 3 * count
    return Atom(start, match.end(), DateForm.SPAN, Window(unit, count, ahead), horizon=ahead)


def _within(match: re.Match[str]) -> Atom | None:
    count = count_of(match["count"])
    if not count:
        return None
    unit = match["unit"]
    if unit == "decade":
        unit, count = "year", 10 * count
    return Atom(match.start(), match.end(), DateForm.SPAN, Window(unit, count, ahead=True), horizon=True)


def _in_time(match: re.Match[str]) -> Atom | None:
    count = count_of(match["count"])
    return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift(match["unit"], count), horizon=True) if count else None


def _running(match: re.Match[str]) -> Atom | None:
    count = count_of(match["count"])
    return Atom(match.start(), match.end(), DateForm.SPAN, Window(match["unit"], count)) if count else None


_PUBLICATION_WORDS = {
    "last": -1,
    "this": 0,
    "next": 1,
    "the current": 0,
    "current": 0,
    "the present": 0,
    "the coming": 1,
    "the past": -1,
    "the last": -1,
    "this past": -1,
    "this coming": 1,
}
_CONTEXT_WORDS = {
    "the previous": -1, "previous": -1, "the preceding": -1, "the prior": -1, "prior": -1, "the following": 1, "the subsequent": 1, "the ensuing": 1, "the next": 1, "that": 0, "that same": 0, "the very same": 0,
}  # fmt: skip


def _near(match: re.Match[str]) -> Atom | None:
    which, unit = " ".join(match["which"].split()), match["unit"]
    fiscal, end = bool(match["fiscal"]), match.end() - (2 if match["owner"] else 0)
    if which in _PUBLICATION_WORDS:
        count = _PUBLICATION_WORDS[which]
        if unit == "day" and which != "the current":
            return None
        if unit in words().seasons:
            meaning: Meaning = Piece(
                YearOf(), "months", words().seasons[unit], 3, which=which if which in ("last", "next", "this") else "last"
            )
        elif unit == "year":
            meaning = Piece(YearOf(Anchor.PUBLICATION, count), "year")
        else:
            meaning = Shift(unit, count)
        return Atom(match.start(), end, DateForm.DEICTIC if count == 0 else DateForm.RELATIVE, meaning, fiscal)
    if unit in words().seasons or (
        which in ("previous", "prior") and word_before(match.string, match.start()) not in ("in", "from", "on", "over", "than")
    ):
        return None
    if which == "that" and (
        not _may_refer(word_before(match.string, match.start())) or word_after(match.string, end) in ("of", "ago", "in")
    ):
        return None
    count = _CONTEXT_WORDS[which]
    if unit == "decade":
        return None
    meaning = Piece(YearOf(Anchor.CONTEXT, count), "year") if unit == "year" else Shift(unit, count, Anchor.CONTEXT)
    return Atom(match.start(), end, DateForm.ANAPHORIC, meaning, fiscal)


def _may_refer(before: str) -> bool:
    """Whether "that year" after this word refers back: after a preposition or at a sentence's start, not "he said that year ..."."""
    return before in ("in", "of", "by", "until", "since", "during", "on", "later", "earlier", "for", "from", "") or before[-1] in ".!?:;,)"


def _before(match: re.Match[str]) -> Atom | None:
    unit, way = match["unit"], " ".join(match["way"].split())
    if way == "before last":
        return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift(unit, -2))
    if way == "after next":
        return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift(unit, 2))
    following = word_after(match.string, match.end())
    if way in ("before", "after") and (following and match.string[match.end() : match.end() + 1] == " "):
        if way == "after" or following in ("the", "a", "his", "her", "its", "their", "he", "she", "it", "they"):
            return None
    count = 1 if way == "after" else -1
    return Atom(
        match.start(),
        match.end(),
        DateForm.ANAPHORIC,
        Same(unit, count) if match[0].startswith(("a", "one")) else Shift(unit, count, Anchor.CONTEXT),
    )


def _the_unit(match: re.Match[str]) -> Atom | None:
    unit = match["unit"]
    start = match.start() + (len(match["opener"]) if match["opener"] else 0)
    if unit is None or unit == "year":
        following = word_after(match.string, match.end())
        if unit and (following in ("ended", "ending", "before", "after", "to", "of") or following[:4].isdecimal()):
            return None
        return Atom(start, match.end(), DateForm.ANAPHORIC, Piece(YearOf(Anchor.THE_YEAR), "year"))
    if word_after(match.string, match.end()) in (
        "of",
        "from",
        "between",
        "when",
        "before",
        "after",
        "ahead",
        "to",
        "ended",
        "ending",
        "that",
    ):
        return None
    if unit == "weekend":
        return Atom(start, match.end(), DateForm.DEICTIC, Shift(unit, 0))
    if match["lead"].startswith(("at ", "on ")):
        return None
    if unit == "period":
        return Atom(start, match.end(), DateForm.ANAPHORIC, Same("year", 0, needs_context=True))
    if match["lead"].startswith(("later", "earlier", "end", "the end", "rest", "the rest")):
        return Atom(start, match.end(), DateForm.DEICTIC, Shift(unit, 0))
    return Atom(start, match.end(), DateForm.ANAPHORIC, Shift(unit, 0, Anchor.CONTEXT))


def _ended(match: re.Match[str]) -> Atom | None:
    year, _ = year_of(match)
    unit, count = match["unit"], count_of(match["count"] or "1") or 1
    index = words().months[match["month"].rstrip(".")]
    if unit == "week":
        day = int(match["day"] or match["day_after"] or 0)
        last = Piece(year, "day", index, day=day)
        return Atom(match.start(), match.end(), DateForm.SPAN, Ending(last, 7 * count)) if day and count <= 104 else None
    length = count * {"year": 12, "quarter": 3, "half": 6, "month": 1}[unit]
    if (unit == "month" and not match["count"]) or length > 36:
        return None
    fiscal = unit == "year" and (index != 12 or bool(match["own_fiscal"]))
    return Atom(
        match.start(),
        match.end(),
        DateForm.YEAR if unit == "year" else DateForm.QUARTER,
        Ending(Piece(year, "months", index), length),
        fiscal,
    )


def _sole_season(match: re.Match[str]) -> Atom | None:
    return Atom(
        match.start(), match.end(), DateForm.RELATIVE, Piece(YearOf(), "months", words().seasons[match["unit"]], 3, which=match["which"])
    )


_QUARTERS = frozenset("quarter quarters qtr half semester trimester".split())
_SPANS = frozenset("day days week weeks month months quarter quarters half halves year years decade decades fortnight".split())
_ONE = frozenset("day week weekend month quarter half year decade spring summer autumn fall winter".split())
_SHORT = frozenset("q1 q2 q3 q4 h1 h2 1q 2q 3q 4q 1h 2h".split())
_SAME = frozenset(["period", "same time", "year-ago", "month", "quarter", "week", "half", "day", "year", "months", "weeks"])
_YOY = frozenset(["year", "years", "month", "quarter", "week", "day", "y-o-y", "y/y", "yoy", "yr/yr"])
# Each rule with the words that may trigger it, in the order in which they are tried.
_RULES: tuple[tuple[frozenset[str], re.Pattern[str], _Builder], ...] = (
    (frozenset("year years quarter quarters month months week weeks half".split()), _ENDED, _ended),
    (_SAME, _SAME_PERIOD, _same_period),
    (_QUARTERS, _QUARTER, _quarter),
    (_SHORT, _SHORT_QUARTER, _short_quarter),
    (_SPANS, _SPAN_OF_MONTHS, _span_of_months),
    (_YOY, _YEAR_ON_YEAR, _year_on_year),
    (_SPANS, _AGO, _ago),
    (_SPANS, _IN_TIME, _in_time),
    (_SPANS, _RUNNING, _running),
    (_SPANS, _WITHIN, _within),
    (frozenset(["year-ago", "year"]), _YEAR_AGO_WORD, _year_ago_word),
    (_ONE, _BEFORE, _before),
    (_SPANS, _WINDOW, _window),
    (_ONE, _NEAR, _near),
    (frozenset(["year", "year-end", "month", "quarter", "weekend", "week", "period", "day"]), _THE_UNIT, _the_unit),
    (_ONE, _SOLE_SEASON, _sole_season),
)


@cache
def _rules_for(word: str) -> tuple[tuple[re.Pattern[str], _Builder], ...]:
    return tuple((pattern, build) for triggers, pattern, build in _RULES if word in triggers)


def read_unit(low: str, start: int, trigger: int, trigger_end: int) -> Atom | None:
    """The first rule that reads an expression from ``start`` across the unit's word at ``trigger``."""
    for pattern, build in _rules_for(low[trigger:trigger_end]):
        match = pattern.match(low, start)
        if match and match.end() > trigger:
            atom = build(match)
            if atom:
                return atom
    return None
