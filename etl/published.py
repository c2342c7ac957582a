"""Finds the publication date in an article's own text, where its metadata has none."""

from __future__ import annotations

import re

from etl.annotate.dates.publication import read_date_text, read_header_date, solve_weekday, weekday_days
from etl.model import Article, Period

_HEADER_LINES = 40
_LONGEST = 160
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"[12]\d\d\d|jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec", re.IGNORECASE)  # no day has a year without one of these
_NO_WORDS = re.compile(r"[\W_]+")
_HEAD = 3_000
_LABEL = re.compile(r"\b(?:published|posted|updated|date|first published|publication date)\b[ :]", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"""(?ix) \b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\b\.?
    | \b(?:mon|tue|tues|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\b\.?
    | \d{1,4} | \b(?:am|pm|gmt|utc|est|edt|ist|jst|a\.m|p\.m|at|on|of|st|nd|rd|th|the|by|hrs|hours)\b\.?
    | \b(?:published|posted|updated|date|first|last|publication)\b""",
)
_YEAR = re.compile(r"(?<![\d.,$€£#-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_AHEAD = re.compile(
    r"(?:ahead of|by|until|before|will|in time for|towards?|target|plans?|next|to deploy|scheduled)\b[^.]{0,60}\Z", re.IGNORECASE
)
_DATELINE_DAY = re.compile(
    r"^ *[A-Z][A-Za-z .,'’-]{2,48}, (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d)(?: ?[(/][^)/\n]{2,40}[)/])? ?(?:--|[-–—:])",
    re.MULTILINE,
)
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-])")
_WINDOW = 4
_MIN_PARAGRAPH = 220


def find_publication_date(article: Article, text: str) -> Period | None:
    """The date from metadata, else the one that ``text`` states or settles; None where neither does. Never guessed.

    From the article's address if a day stands in it. From the text: a header line that is nothing but a date ("Saturday, November 2,
    2013 10:03 AM"), a labelled one ("Published: ..."), a dateline with its year, or a weekday with day and month ("Monday (Dec. 25)")
    that the years named in the text allow in one year only.
    """
    return article.published or _from_address(article.url or "") or _from_header(text) or _from_dateline(text) or _from_weekdays(text)


def _from_address(url: str) -> Period | None:
    """The day in an address such as ``https://example.org/world/2016/05/23/ports-open.html``."""
    match = _ADDRESS_DAY.search(url)
    return read_date_text("-".join(match.groups())) if match else None


def _from_header(text: str) -> Period | None:
    found: Period | None = None
    for line in text[:_HEAD].split("\n")[:_HEADER_LINES]:
        if len(line) > _MIN_PARAGRAPH:
            break
        if len(line) > _LONGEST or _DIGIT.search(line) is None:
            continue
        labelled = _LABEL.search(line) is not None
        if not labelled and not _is_bare(line):
            continue
        period = read_header_date(line)
        if period is None:
            continue
        if labelled and "updated" not in line.casefold():
            return period
        found = found or period
    return found


def _from_dateline(text: str) -> Period | None:
    """The day of "BEIJING, Nov. 21, 2024 (Newswire) --"; a dateline without a year does not settle it."""
    match = _DATELINE_DAY.search(text[:_HEAD])
    return read_header_date(match["date"]) if match else None


def _is_bare(line: str) -> bool:
    """Whether a date leaves at most a short place or name beside it: "September 18, 2003, Yalta", "Jakarta, Mon, May 23, 2016"."""
    if len(line) > 90 or line.rstrip().endswith((".", "?", "!")) or _DATED.search(line) is None:
        return False
    return len(_NO_WORDS.sub(" ", _DATE_WORDS.sub(" ", line)).strip()) <= 24


def _from_weekdays(text: str) -> Period | None:
    """Solve "Monday (Dec. 25)" by the years the text names: the last one past, the first one ahead."""
    days = set(weekday_days(text))
    if len(days) != 1:
        return None
    weekday, month, day = days.pop()
    past, ahead = _years(text)
    if ahead is not None:
        floor = max(past or 0, ahead - _WINDOW)
        return solve_weekday(weekday, month, day, latest=ahead, earliest=floor)
    if past is not None:
        return solve_weekday(weekday, month, day, latest=past + 1, earliest=past)
    return None


def _years(text: str) -> tuple[int | None, int | None]:
    """The last year the text looks back on and the first one it looks ahead to."""
    past: list[int] = []
    ahead: list[int] = []
    for match in _YEAR.finditer(text):
        before = text[max(0, match.start() - 70) : match.start()]
        (ahead if _AHEAD.search(before) else past).append(int(match[0]))
    last = max(past, default=None)
    later = [year for year in ahead if last is None or year >= last]
    return last, min(later, default=None)
