"""One date expression as the grammar read it, before joining and resolving; and what the grammar modules share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.annotate.dates.meaning import Anchor, Meaning, YearOf
from etl.annotate.dates.words import count_of, either, words
from etl.document import DateForm

BLANK = "(?:[ ]{1,3})"
YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d°]|[.,]\d|[ ]?%)"
MONTH = r"(?:" + either(words().months) + r"(?![a-z]))\.?"
WEEKDAY = r"(?:" + either(words().weekdays) + r"(?![a-z]))\.?"
NUMBER = r"(?:\d{1,3}|" + either(words().numbers) + r"(?![a-z]))"
ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|" + either(words().ordinals) + r"(?![a-z]))"

# "early", "the end of", "end-"; a bare "end" is a verb ("will end 2016") unless a preposition stands before it.
PART = r"""
(?:(?:(?:the~)?(?:early|late|mid)|(?:the~)?(?:end|beginning|start|middle|close|course)~of)(?:~in)?(?:~|-)
  |end-|(?<=at[ ])end~|(?<=by[ ])end~|(?<=since[ ])end~)
"""
# The year that may follow a month, quarter or half: "of 2016", ", 2017", "last year", "of the same year".
YEAR_TAIL = r"""
(?:
    (?:~?,)?(?:~|/|-)(?:(?:of|in|for)~)?(?:the~)?(?:(?:calendar|(?P<fiscal>fiscal|financial|fy))~?)?(?:years?,?~(?:of~)?)?
        (?P<year><YEAR>)(?!-\d\d-\d)(?:(?:/|-)(?P<year_to>\d{4}|\d\d)(?![\d/.-]))?
  | ,?~(?:(?:of|in|for)~)?(?P<year_near>last|this|next)~(?P<fiscal_near>fiscal~|financial~|calendar~|marketing~)?year(?![a-z])
  | ,?~(?:of|in|for)~the~(?P<year_same>same|following|previous|preceding|next|current|past|last|present)~
        (?P<fiscal_same>fiscal~|financial~|calendar~)?year(?![a-z])
  | ,?~(?:of|in)~(?P<year_that>that(?:~same)?)~year(?![a-z])
  | ~(?:of|in)~(?P<year_the>the|its|the~current|the~present)~(?P<fiscal_the>fiscal~|financial~|calendar~)?year(?![a-z])
  | ,?~(?:(?:of|in)~)?(?P<year_ago>(?:a|one|<NUMBER>)~years?~(?:ago|earlier))(?![a-z])
)?
"""
_PIECES = (
    ("TAIL", YEAR_TAIL),
    ("PART", PART),
    ("YEAR", YEAR),
    ("MONTH", MONTH),
    ("WEEKDAY", WEEKDAY),
    ("NUMBER", NUMBER),
    ("ORDINAL", ORDINAL),
)
_NEAR = {"last": -1, "this": 0, "next": 1}
_AFTER = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "same": 0}


@dataclass(frozen=True, slots=True)
class Atom:
    """An expression at ``text[start:end]``.

    Attributes:
        openers: A preposition of a span that belongs to it ("since", "within").
        horizon: Its own words look ahead ("within five years").
        comparison: Its own words compare ("year on year").
    """

    start: int
    end: int
    form: DateForm
    meaning: Meaning
    fiscal: bool = False
    in_name: bool = False
    horizon: bool = False
    comparison: bool = False


def rule(pattern: str) -> re.Pattern[str]:
    """Compile a verbose pattern over lower-case text: ``~`` is blanks, ``<YEAR>`` and the like the pieces above."""
    for name, piece in _PIECES:
        pattern = pattern.replace(f"<{name}>", piece)
    return re.compile(pattern.replace("~", BLANK), re.VERBOSE)


def year_of(match: re.Match[str]) -> tuple[YearOf, bool]:
    """The year that a match's tail names, and whether it is a fiscal one."""
    found = match.groupdict()
    if found["year"]:
        number = int(found["year"])
        return YearOf(Anchor.NUMBER, number), bool(found["fiscal"])
    if found["year_near"]:
        return YearOf(Anchor.PUBLICATION, _NEAR[found["year_near"]]), (found["fiscal_near"] or "").strip() in ("fiscal", "financial")
    if found["year_same"]:
        word = found["year_same"]
        fiscal = (found["fiscal_same"] or "").strip() in ("fiscal", "financial")
        if word in _AFTER:
            return YearOf(Anchor.CONTEXT, _AFTER[word]), fiscal
        return YearOf(Anchor.PUBLICATION, -1 if word in ("past", "last") else 0), fiscal
    if found["year_that"]:
        return YearOf(Anchor.CONTEXT, 0), False
    if found["year_the"]:
        return YearOf(Anchor.THE_YEAR, 0), (found["fiscal_the"] or "").strip() in ("fiscal", "financial")
    if found["year_ago"]:
        back = count_of(found["year_ago"].split()[0]) or 1
        return YearOf(Anchor.PUBLICATION if found["year_ago"].endswith("ago") else Anchor.CONTEXT, -back), False
    return YearOf(), False


def word_before(low: str, position: int) -> str:
    """The word (or sign) that ends just before a position, without blanks; empty at a line's start."""
    end = position
    while end > 0 and low[end - 1] == " ":
        end -= 1
    start = end
    stop = max(0, end - 24)
    while start > stop and low[start - 1] not in " \n":
        start -= 1
    return low[start:end].lstrip("(\"'[“‘")


def word_after(low: str, position: int) -> str:
    """The word that starts at or after a position on the same line, without punctuation behind it."""
    start = position
    while start < len(low) and start < position + 4 and low[start] in " -":
        start += 1
    end = start
    stop = min(len(low), start + 24)
    while end < stop and low[end] not in " \n,;:)(-":
        end += 1
    return low[start:end].rstrip(".'\"")
