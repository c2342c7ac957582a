"""Units counted from publication or from the date before: "last year", "two weeks ago", "the following month"."""

from __future__ import annotations

import re

from etl.annotate.dates.atoms import Atom, rule, word_after, word_before
from etl.annotate.dates.meaning import Anchor, Meaning, Piece, Same, Shift, Vague, YearOf
from etl.annotate.dates.windows import VAGUE_COUNT, number
from etl.annotate.dates.words import words
from etl.document import DateForm

PART = r"""(?:(?:the~)?(?:(?:early|earlier|late|later|mid)(?:~in)?(?:~|-)|end-
    |(?:end|beginning|start|middle|close|rest|remainder|course)~(?:of|in)~))?"""
AGO: re.Pattern[str] = rule(
    rf"""(?:(?:some|about|around|nearly|almost|over|more~than|just|only|exactly)~)?(?P<count>{VAGUE_COUNT}|<NUMBER>)
        (?P<half>~and~a~half|\.5)?(?:~|-)(?:short~|long~|full~)?(?P<unit>day|week|month|quarter|year|decade|fortnight)s?'?(?P<half_after>~and~a~half)?~
        (?P<way>ago|earlier|before|previously|prior|later|afterwards|after~that|hence|from~now|back)(?![a-z])(?P<today>~today)?"""
)
NEAR: re.Pattern[str] = rule(
    rf"""(?P<part>{PART})(?:so~far~)?
        (?P<which>last|this|next|current|previous|prior|(?:the|this)~(?:past|coming)|that(?:~same)?
          |the~(?:current|present|last|next|previous|prior|preceding|following|subsequent|ensuing|very~same))~
        (?:(?P<fiscal>fiscal|financial)~|(?:calendar|full|marketing|tax|school|academic|whole)~)?
        (?P<unit>day|week|weekend|month|quarter|half|year|decade|spring|summer|autumn|fall|winter)(?![a-z-])(?P<owner>'s)?"""
)
BEFORE: re.Pattern[str] = rule(
    r"""(?P<the>the|a|one)~(?P<unit>day|week|month|quarter|year|season)~(?P<way>before~last|after~next|before|after|earlier|previously)(?![a-z])
        (?!~(?:yesterday|tomorrow))"""
)
THE_UNIT: re.Pattern[str] = rule(
    r"""(?:(?P<lead>(?:the~)?(?:end|beginning|start|middle|close|rest|remainder|course)~of~|(?:early|late|earlier|later|mid)~in~
          |(?P<opener>(?:in|during|for|over|at)~))
        the~(?:(?:whole|full|entire|current|reported|reporting|calendar)~)*(?P<unit>year|month|quarter|weekend|week|period|day)
      |(?:the~)?year(?:~|-)(?:end|to(?:~|-)date))(?![a-z-])"""
)
DECADE_END: re.Pattern[str] = rule(r"(?:the~)?(?:end|close)~of~(?:the|this|the~current)~decade(?![a-z-])(?!~(?:of|from|after))")
SEASON: re.Pattern[str] = rule(rf"{PART}(?P<which>last|this|next)~(?P<unit>spring|summer|autumn|fall|winter)(?![a-z])")
_AMOUNT = re.compile(  # "a surplus last year of 3 billion"
    r" of (?:(?:about|some|nearly|almost|around|over|only|just|(?:more|less) than|at least|up to) )?"
    r"(?:[$£€¥]|[a-z]{0,3}[$]|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)[ -])"
)
_FROM_PUBLICATION = {"last": -1, "this": 0, "next": 1, "current": 0, "present": 0, "coming": 1, "past": -1}
_FROM_CONTEXT = {
    "the previous": -1,
    "previous": -1,
    "the preceding": -1,
    "the prior": -1,
    "prior": -1,
    "the following": 1,
    "the subsequent": 1,
    "the ensuing": 1,
    "the next": 1,
    "that": 0,
    "that same": 0,
    "the very same": 0,
}


def build_ago(match: re.Match[str]) -> Atom | None:
    """ "two weeks ago" from publication, "two weeks earlier" from the date before it."""
    way, unit, count = match["way"], match["unit"], number(match["count"])
    compared = count == 1 and match[0].startswith(("over", "more"))  # "5 percent more than a year ago"
    start = match.start("count") if compared else match.start()
    if way in ("before", "prior") and not _stands_alone(match):
        return None  # "five years before the accession", "two days prior to": counted from an event
    if count is None:
        return Atom(match.start(), match.end(), DateForm.RELATIVE, Vague())
    if unit == "decade":
        unit, count = "year", 10 * count
    elif unit == "fortnight":
        unit, count = "week", 2 * count
    if (match["half"] or match["half_after"]) and unit == "year":
        unit, count = "month", 12 * count + 6
    if match["today"] and unit == "week":
        unit, count = "day", 7 * count
    if way not in ("later", "afterwards", "after that", "hence", "from now"):
        count = -count
    if way in ("ago", "hence", "from now", "back"):
        return Atom(start, match.end(), DateForm.RELATIVE, Shift(unit, count))
    return Atom(start, match.end(), DateForm.ANAPHORIC, Same(unit, count))


def build_near(match: re.Match[str]) -> Atom | None:
    """ "earlier this year", "late last month", "the following month", "that year"."""
    which, unit = " ".join(match["which"].split()), match["unit"]
    end = match.end() - (2 if match["owner"] else 0)
    if which not in _FROM_CONTEXT:
        return _near_publication(match, which.split()[-1], unit, end)
    before = word_before(match.string, match.start())
    if unit in words().seasons or unit == "decade":
        return None
    if unit == "weekend":
        return Atom(match.start(), end, DateForm.RELATIVE, Shift(unit, _FROM_CONTEXT[which]))
    if which in ("previous", "prior") and before not in ("in", "from", "on", "over", "than", "of"):
        return None
    closed = match.string[end : end + 1] in (".", ",", ";", ":", ")", "\n")
    if which.startswith("that") and (
        not (closed or match["part"] or _may_refer(before)) or word_after(match.string, end) in ("of", "ago", "in", "comes")
    ):
        return None
    count = _FROM_CONTEXT[which]
    meaning: Meaning = Piece(YearOf(Anchor.CONTEXT, count), "year") if unit == "year" else Shift(unit, count, Anchor.CONTEXT)
    if match["fiscal"] and unit == "year" and count:
        meaning = Same(unit, count)  # "6 billion in 2015/16 and 5 billion the following fiscal year"
    return Atom(match.start(), end, DateForm.ANAPHORIC, meaning, bool(match["fiscal"]))


def _near_publication(match: re.Match[str], which: str, unit: str, end: int) -> Atom | None:
    count = _FROM_PUBLICATION[which]
    following = word_after(match.string, end)
    if (which == "last" and following == "of" and not _AMOUNT.match(match.string, end)) or (
        unit == "half" and following in ("century", "decade", "dozen", "hour")
    ):
        return None  # "the last week of April", "the last half century"
    if unit == "day":  # "these days", "this day": the day of a feast as often as today
        return None
    meaning: Meaning
    if unit in words().seasons:
        meaning = Piece(YearOf(), "months", words().seasons[unit], 3, which=which if which in ("last", "next", "this") else "last")
    elif unit == "year":
        meaning = Piece(YearOf(Anchor.PUBLICATION, count), "year")
    else:
        meaning = Shift(unit, count)
    return Atom(match.start(), end, DateForm.RELATIVE if count else DateForm.DEICTIC, meaning, bool(match["fiscal"]))


def build_before(match: re.Match[str]) -> Atom | None:
    """ "the month before", "a year earlier", "the year before last"."""
    unit, way = match["unit"], " ".join(match["way"].split())
    if unit == "season":
        return Atom(match.start(), match.end(), DateForm.ANAPHORIC, Same("year", -1)) if way in ("before", "earlier") else None
    if way in ("before last", "after next"):
        return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift(unit, -2 if way == "before last" else 2))
    if way in ("before", "after") and not _stands_alone(match):  # "the day before the vote"
        return None
    count = 1 if way == "after" else -1
    meaning: Meaning = Same(unit, count)
    if match["the"] == "the":
        meaning = Piece(YearOf(Anchor.CONTEXT, count), "year") if unit == "year" else Shift(unit, count, Anchor.CONTEXT)
    return Atom(match.start(), match.end(), DateForm.ANAPHORIC, meaning)


def build_the_unit(match: re.Match[str]) -> Atom | None:
    """ "by the end of the year", "year-end", "later in the week", "during the month"."""
    unit, lead = match["unit"] or "year", match["lead"] or ""
    start = match.start() + len(match["opener"] or "")
    following = word_after(match.string, match.end())
    if match["unit"] and (following in words().not_the_unit or following[:4].isdecimal()):
        return None
    if unit == "weekend":
        return Atom(start, match.end(), DateForm.DEICTIC, Shift(unit, 0))
    if lead.startswith("at "):
        return None
    if unit == "year":
        anchor = Anchor.TOPIC if match["opener"] else Anchor.THE_YEAR
        return Atom(start, match.end(), DateForm.ANAPHORIC, Piece(YearOf(anchor), "year"))
    if unit == "period":
        return Atom(start, match.end(), DateForm.ANAPHORIC, Same("year", 0, needs_context=True))
    if unit == "day" and not lead.startswith(("later", "earlier")):
        return None  # "for the day", and "at the end of the day" is a figure of speech
    if lead.startswith(("later", "earlier", "end", "the end", "rest", "the rest")):
        return Atom(start, match.end(), DateForm.DEICTIC, Shift(unit, 0))
    return Atom(start, match.end(), DateForm.ANAPHORIC, Shift(unit, 0, Anchor.CONTEXT))


def build_decade_end(match: re.Match[str]) -> Atom | None:
    """ "by the end of the decade"."""
    return Atom(match.start(), match.end(), DateForm.RELATIVE, Shift("decade's end", 0))


def build_season(match: re.Match[str]) -> Atom | None:
    """ "last summer", "next spring"."""
    piece = Piece(YearOf(), "months", words().seasons[match["unit"]], 3, which=match["which"])
    return Atom(match.start(), match.end(), DateForm.RELATIVE, piece)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether nothing that it could be counted from follows: "the day before, ..." but not "the day before Easter"."""
    low, end = match.string, match.end()
    return low[end : end + 1] != " " or word_after(low, end) in ("and", "but", "in", "at", "on", "by", "with", "when", "from")


def _may_refer(before: str) -> bool:
    """Whether "that year" after this word refers back: after a preposition or at a start, not "he said that year ..."."""
    return before in ("in", "of", "by", "until", "since", "during", "on", "later", "earlier", "for", "from", "") or before[-1] in ".!?:;,)"
