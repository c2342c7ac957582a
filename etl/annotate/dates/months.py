"""Dates with a month's name: "May", "3 May 2017", "Monday, Dec. 25", "late last March", "May 5-6"."""

from __future__ import annotations

import re

from etl.annotate.dates.atoms import Atom, rule, word_after, word_before, year_of
from etl.annotate.dates.meaning import Anchor, Between, Meaning, Piece, YearOf
from etl.annotate.dates.words import count_of, ordinal_of, words
from etl.document import DateForm

_MONTH_DATE = rule(
    r"""
    (?:(?P<weekday><WEEKDAY>)(?:~(?:morning|afternoon|evening|night))?(?:~?[,(])?~?(?:the~)?(?:on~)?)?
    (?P<part><PART>(?:the~month~of~)?|(?:the~)?first~(?:10|20|ten|twenty)~days~(?:of~|in~))?
    (?:(?:the~)?(?:(?P<day_from>(?:\d{1,2}|<ORDINAL>))(?:~?-~?|~(?:and|to|or|through|until)~))?
       (?P<day>\d{1,2}|<ORDINAL>)(?:~day)?(?:~of~|~|-|,~))?
    (?:(?P<which>last|next|this|this~past|this~coming|of~this|of~last)~)?
    (?P<month><MONTH>)
    (?:(?:~|-)?(?:the~)?(?P<day_after>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|-(?!<MONTH>)[a-z]|/\d)
       (?:(?:~?-~?|~(?:and|to|or|through)~)(?P<day_to>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|-[a-z]|~[a-z]{3,9}(?:~|,~)\d))?
     |~(?P<day_word>one|two|three|four|five|six|seven|eight|nine)(?=[.,;)\n]|$|~(?:and|to|but|or|at|if|when)~)
    )?
    <TAIL>
    """
)
_EVERY_YEAR = rule(
    r"~(?:(?:of|in)~)?(?:almost~)?(?:each|every)~(?:financial~|fiscal~|calendar~)?year(?![a-z])"
)  # "1 May of each year" is a custom
_MONTH_FOLLOWS = rule(r"(?:~?-~?|~(?:to|and|or|through)~|/)<MONTH>")


def read_month(text: str, low: str, start: int, trigger: int) -> Atom | None:
    """The expression that starts at ``start`` and holds the month's name at ``trigger``; None if it is none."""
    match = _MONTH_DATE.match(low, start)
    if not match or match.start("month") != trigger:
        return None
    return _atom(text, low, match)


def _atom(text: str, low: str, match: re.Match[str]) -> Atom | None:
    end = match.end()
    index = words().months[match["month"].rstrip(".")]
    day, last_day = _days(low, match)
    year, fiscal = year_of(match)
    if match["day_word"] and not text[match.start("day_word")].isupper():  # agencies write "May One"; "in May two ships sank" is none
        day, end, year = 0, match.end("month"), YearOf()
    if match["day_after"] and not day:  # "in May 20 countries": the number is not the day
        end, year, fiscal = match.end("month"), YearOf(), False
    elif year.anchor is Anchor.NUMBER and match["year"] and word_after(low, match.end("year")) in words().not_before and not day:
        end, year = match.end("month"), YearOf()
    if not _is_month(text, low, match, bool(day or year.anchor is not Anchor.NONE)):
        return None
    if word_before(low, match.start()) in ("each", "every") or _EVERY_YEAR.match(low, end):
        return None
    which = (match["which"] or "").split(" ")[-1].replace("coming", "next").replace("past", "last")
    if day:
        weekday = words().weekdays.get((match["weekday"] or "").rstrip(".")) if match["weekday"] else None
        first: Meaning = Piece(year, "day", index, day=day, weekday=weekday, which=which)
        if last_day and last_day > day:
            first = Between(first, Piece(year, "day", index, day=last_day, which=which))
        return Atom(match.start(), _end(low, match, end), DateForm.DAY, first, fiscal)
    if match["weekday"]:
        return None
    return Atom(match.start(), _end(low, match, end), DateForm.MONTH, Piece(year, "months", index, which=which), fiscal)


def _end(low: str, match: re.Match[str], end: int) -> int:
    """Without the full stop that ends the sentence, with the bracket of "Monday (Dec. 25)"."""
    if end == match.end("month") and match["month"].endswith(".") and match["month"][:-1] in words().full_months:
        return end - 1
    return end + (low[end : end + 1] == ")" and "(" in low[match.start() : end])


def _days(low: str, match: re.Match[str]) -> tuple[int, int]:
    """The first and last day of the month that are named; 0 where none is."""
    if match["day"]:
        first, last = ordinal_of(match["day"]) or 0, 0
        if match["day_from"]:
            first, last = ordinal_of(match["day_from"]) or 0, first
    elif match["day_word"]:
        first, last = count_of(match["day_word"]) or 0, 0
    elif match["day_after"]:
        first, last = int(match["day_after"]), int(match["day_to"] or 0)
        counted = word_after(low, match.end("day_to" if last else "day_after")) in words().not_before
        if counted and not match["year"] and word_before(low, match.start()) in ("in", "during", "since"):
            return 0, 0  # "in May 20 people died"; but "the October 7 attacks"
    else:
        return 0, 0
    return (first, last if last <= 31 else 0) if 1 <= first <= 31 else (0, 0)


def _is_month(text: str, low: str, match: re.Match[str], dated: bool) -> bool:
    """Whether the word is the month: "May" the verb, "March" the walk and the names of persons are not."""
    start, stop = match.span("month")
    if (
        low[start - 1 : start] == "-"
        and text[start - 2 : start - 1].isalpha()
        and (word := word_before(low, start).rstrip("-").split("-")[-1]) not in words().left
        and word not in words().months
    ):
        return False  # "Helen Ward-May"
    name = match["month"].rstrip(".")
    stop -= match["month"].endswith(".") and name in words().full_months
    capital = text[start].isupper()
    if name == "march" and word_before(low, start) == "long":  # a rocket, a retreat
        return False
    if dated and (capital or name in words().full_months - words().ambiguous_months):
        return not (name in words().ambiguous_months and not capital)
    if not capital:
        return name in words().full_months - words().ambiguous_months and word_before(low, start) in words().month_licence
    before = word_before(low, start)
    licensed = before in words().month_licence or before.endswith((",", "-", "(", "/")) or bool(match["part"] or match["which"])
    if _MONTH_FOLLOWS.match(low, stop):  # "the Jan-Sept period", "the May-August period", "March and April"
        return True
    if name not in words().full_months:
        return licensed or match["month"].endswith(".") or text[start : start + 3].isupper()
    if name not in words().ambiguous_months:
        return licensed or not _names_a_person(text, match.start("month"), stop)
    if word_after(low, stop) in words().month_nouns and before not in ("you", "we", "they", "it", "he", "she", "i", "which", "that", "who"):
        return True
    if name != "may" and low.startswith("'s ", stop):  # "March's 157 million"; but "May's party"
        return True
    if name == "may" and (word_after(low, stop) in words().may_verbs or before.endswith(",") or before == "and"):
        return word_before(low, start - len(before) - 1) in words().months
    return licensed and not _names_a_person(text, start, stop)


def _names_a_person(text: str, start: int, stop: int) -> bool:
    """Whether a capitalised word stands directly behind it: "June Allen", "April Fools"."""
    if text[start:stop].isupper():
        return False
    following = text[stop : stop + 3]
    return len(following) > 2 and following[0] == " " and following[1].isupper() and following[2].islower()
