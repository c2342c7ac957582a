"""Digits and number words that are no quantity: dates, clock times, years, scores, ordinals, codes and names with numbers."""

from __future__ import annotations

import re

from .lexicon import Lexicon

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_NOT_A_NUMBER = re.compile(
    rf"""
      \d{{4}}[-‐‑‒]\d\d?[-‐‑‒]\d\d?(?:[T ]\d\d:[\d:.]*Z?)?(?!\d)        # 2019-09-01T10:38
    | (?:19|20)\d\d[ .?]\d\d[ .?]\d\d(?![\d,])                        # 2024 12 09
    | \d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)(?![\d/])             # 29/11/2013, 29.11.2013
    | \d{{1,2}}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:\s?[ap]\.?m\b\.?)?       # 5:25 a.m., 10:38
    | \d{{1,2}}(?:\.\d\d)?(?:\s?[-–]\s?\d{{1,2}}(?:\.\d\d)?)?\s?(?:a\.m\.|p\.m\.|[ap]m\b|AM\b|PM\b|o['’]clock)     # 10.45pm, 9-11 a.m.
    | \d{{3,4}}\s?(?:hrs?|hours?)?\s?\(?(?:GMT|UTC|CET|EST|EDT|IST|local\stime)\b  # 1430 GMT
    | \d{{1,2}}(?:\s?[-–]\s?\d{{1,2}}|\s(?:and|to|or)\s\d{{1,2}})?(?:st|nd|rd|th)?  # 18-22 October 2013
      \s(?:of\s)?{_MONTH}(?![\w])(?:,?\s\d{{4}}(?!\d|,\d))?
    | \d+[ ]?(?:st|nd|rd|th)\b                                         # 21st century
    | \d\d(?:\d\d)?['’]?s\b(?![-])                                    # the 1990s
    | (?:1[5-9]|20|21)\d\d\s?[-–/]\s?(?:(?:1[5-9]|20|21)\d\d|\d\d)(?![\d.,]*\d)    # 2013-14, 2010–2015
      (?!\s?(?:%|percent|per\scent|pct|million|billion|mln|km|kg|tonnes|tons|dollars|people|MW))
    | \d+(?:-\d+){{2,}}(?!\d)                                         # 03-123-4567
    | (?!\d{{1,3}}(?:\.\d{{3}}){{2,}}(?![\d.]))\d+(?:\.\d+){{2,}}(?!\d)                                        # version 14.5.1
    | 0\d+(?![.,]?\d)                                                 # 0211131, 007
    | \d+/\d+/?\d*(?!\d)                                              # 9/11, 24/7
    | \d{{1,3}}-(?:for|of|and|in|on)-\d{{1,3}}(?![\d%])                  # went 3-for-4, 10-of-15
    | \d{{1,2}}\s?x\s?\d{{1,2}}\b                                     # 4x4
    | \d{{1,2}}-(?:under|over)(?:-par)?\b(?:\s\d\d\d?\b(?!\s(?:people|men|women)))?  # a 3-under 69
    """,
    re.VERBOSE,
)
# Most numbers by far: a space and a word follow that none of the above goes on with. Much faster to tell than by trying all of them.
_PLAIN_NUMBER = re.compile(
    r"[1-9][0-9]{0,11}(?:,[0-9]{3}){0,4}(?:\.[0-9]+)? (?:[b-gijkmquvwyzBHKLQRTVWXYZ]|p(?![.m])|s(?!t)|t(?![ho])|n(?!d)|r(?!d)|l(?!o))"
)
_FRACTION_LIKE = re.compile(r"\d{1,2}/(?:2|3|4|5|6|8|10|16|32|64)(?![\d/])")
_CODE_TAIL = re.compile(r"[\w]*(?:[-–/.:@&][\w]+){0,8}")
_AFTER_MONTH = re.compile(
    r"(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?|,?\s(?:and|to|or)\s\d{1,2}(?!\d|[,.]\d|\s?(?:percent|pct|million)))?(?:,?\s(?:1[5-9]|20)\d\d(?!\d|,\d))?"
)
_PERCENT = re.compile(r"\s?(?:%|percent|per\s?cent|pct|p\.c\.)")
_STREET = r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive|Square|Place|Way)\b"
_PLACE_NUMBER = re.compile(
    rf"(?:[-–]\d+)?[ ](?:(?:(?:[A-Z][\w.]*|\d+(?:st|nd|rd|th))[ ]){{1,3}}{_STREET}|(?:Ave|Avenue|Rue|Via|Calle|Boulevard)[ ][A-Z])"
)
_ERA = re.compile(r"[ ]?(?:A\.?D\.?|B\.?C\.?E?\.?|CE)(?!\w)")
_ERA_RANGE = re.compile(r"(?:\s?(?:and|to|-|–)\s?\d{1,4})?")
_ERAS = frozenset({"ad", "a.d.", "bc", "b.c."})
_BRACKET = 80
_POSTCODE = re.compile(r"[ ](?:ZIP|zip|postal|area|dialling)[ ][Cc]odes?\b")


def skip_not_a_number(text: str, start: int) -> int:
    """The end of a date, clock time, ordinal or code that begins at this digit; ``start`` if a number begins here."""
    match = None if _PLAIN_NUMBER.match(text, start) else _NOT_A_NUMBER.match(text, start)
    if match is None:
        return start
    if "/" in match[0] and _FRACTION_LIKE.match(text, start) and _proper(match[0]):
        return start  # "3/4 of the total"
    return match.end()


def _proper(raw: str) -> bool:
    top, _, bottom = raw.partition("/")
    return bottom.isdigit() and 0 < int(top) < int(bottom)


def skip_code(text: str, start: int) -> int:
    """The end of the letters-and-digits code that goes on here ("COVID-19", "MH370", "S23")."""
    match = _CODE_TAIL.match(text, start)
    return max(match.end() if match else start, start + 1)


def is_code_before(text: str, start: int) -> bool:
    """Whether the digits at ``start`` continue a code: a letter, an apostrophe or a letter and hyphen stand right before."""
    if start == 0:
        return False
    previous = text[start - 1]
    if previous == "+" and text[start - 2 : start - 1].isalnum():
        return True  # "the C5+1"
    if previous.isalpha() or previous in "_@#/&'’\\=":
        return True
    if previous == '"' and text[start - 2 : start - 1] == "=":
        return True
    if start == 1 or not text[start - 2].isalpha():
        return False
    if previous == ":":
        return True
    if previous == ".":
        return text[start - 2].isupper() and start > 2 and text[start - 3].isupper()  # "ID.3"
    return previous in "-–‑" and _word_before(text, start - 1).lower() not in _BEFORE_HYPHEN


_BEFORE_HYPHEN = frozenset({"sub", "to", "and", "or", "plus", "minus", "under", "over", "of", "now", "then"})


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < 20 and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def skip_month_day(text: str, start: int, end: int, value: int, words: list[str], lexicon: Lexicon) -> int:
    """The end of "29, 2013" after "Nov."; ``start`` if no month stands before."""
    if not words:
        return start
    word = words[-1]
    lowered = word.rstrip(".,").lower()
    if lowered not in lexicon.months or (lowered in ("may", "march", "mar", "dec", "sep") and not word[0].isupper()):
        return start
    if not (value <= 31 or 1500 <= value <= 2199) or (value <= 31 and _PERCENT.match(text, end)):
        return start  # "in April, 4 percent of exports"
    match = _AFTER_MONTH.match(text, end)
    return match.end() if match else end


def is_year(value: int, raw_length: int) -> bool:
    """Whether a plain number could be a year."""
    return raw_length == 4 and 1500 <= value <= 2199


def is_named_number(words: list[str], lexicon: Lexicon) -> bool:
    """Whether the number belongs to a name before it: "Section 427", "the S&P 500", "Game 7", "Boeing 737"."""
    if not words:
        return False
    word = words[-1]
    lowered = word.lower().lstrip("(\"“'‘")
    if len(words) == 1 and lowered in _VERBS_TOO:
        return False  # "Set 100 years ago, the film", "Order 12 pizzas"
    if (lowered in lexicon.indices and not word.islower()) or (
        lowered in lexicon.numbered and (not word.islower() or lowered in lexicon.numbered_lower)
    ):
        return True
    single = lowered[:-1] if lowered.endswith("s") else ""
    if single in lexicon.numbered_lower or (single in lexicon.numbered and not word.islower()):
        return True  # "Phases 1 and 2"
    if lowered in _AND and len(words) > 2 and words[-2].rstrip(",").isdigit():
        return words[-3][-1] == "s" and words[-3].rstrip("s").lower() in lexicon.numbered and is_named_number([words[-3][:-1]], lexicon)
    if lowered in _IN_TURN and len(words) > 1 and words[-2].lower() in _BEFORE_TURN:
        return True
    if lowered == "of" and len(words) > 1 and words[-2].lower() in _GROUPS:
        return words[-2].lower() not in _COMPANIES or words[-2][0].isupper()  # "a group of 13 friends"
    return lowered.endswith("#") or lowered == "№"


_GROUPS = frozenset({"round", "group", "rounds", "family", "families"})  # "the round of 16", "the Group of 77", "a family of 4"
_VERBS_TOO = frozenset(
    {"set", "hot", "big", "global", "order", "building", "train", "form", "track", "mark", "question", "notice", "catch", "box"}
)
_AND = frozenset({"and", "or", "to", "&"})  # "Terminals 2 and 3"
_IN_TURN = frozenset({"round", "week", "day", "game", "season", "lap", "hole", "year", "match", "set", "race"})  # "in round 12"
_BEFORE_TURN = frozenset({"in", "of", "at", "by", "since", "until", "through", "on", "during", "after", "before"})
_COMPANIES = frozenset({"group"})


def is_name_before(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a capitalised word that does not begin the sentence stands directly before: "Planet 9", "iPhone 14"."""
    if not words:
        return False
    word = words[-1]
    if not word[-1].isalnum():
        return False
    lowered = word.lower()
    if lowered in lexicon.stop or lowered in lexicon.weekdays or lowered in lexicon.year_before or lowered in lexicon.verbs:
        return False
    if any(letter.isupper() for letter in word):
        return (len(words) > 1 and words[-2][-1] not in '.!?:;"”') or any(letter.isupper() for letter in word[1:])
    return False


_PLACED = frozenset({"in", "across", "near", "outside", "around"})


def is_place_before(words: list[str]) -> bool:
    """Whether the name directly before a number is rather a place or time of its own: "in London | 12 people were held"."""
    return len(words) > 1 and words[-2].lower() in _PLACED


def is_reference(text: str, start: int, end: int) -> bool:
    """Whether a plain number is a postcode, or stands alone in brackets as a mark: "the 90210 ZIP code", "Messi (10) scored"."""
    if _POSTCODE.match(text, end):
        return True
    if end - start > 2 or text[end : end + 1] != ")":
        return False
    return text[start - 1 : start] == "(" or "(" not in text[max(0, start - _BRACKET) : start]  # "1) the first of them"


def skip_era(text: str, end: int, before: list[str]) -> int:
    """The end of "A.D. | 1000 and 1260" or "| 300 BC"; ``end`` if no era stands beside the number."""
    if before and before[-1].lower() in _ERAS:
        match = _ERA_RANGE.match(text, end)
        return match.end() if match else end
    match = _ERA.match(text, end)
    return match.end() if match else end


def is_address(text: str, end: int) -> bool:
    """Whether a street follows: "18 Industrial Avenue"."""
    return _PLACE_NUMBER.match(text, end) is not None


_BEING = frozenset({"is", "was", "turned", "turns"})
_PERSONS = frozenset(
    {"he", "she", "who", "i", "sister", "brother", "wife", "husband", "mother", "father", "son", "daughter", "boyfriend", "girlfriend"}
)
_TURNING = frozenset({"turn", "turns", "turned", "turning"})
_TURNED_ENDS = re.compile(r"[.,;]|$|[ ](?:in|on|this|next|last|years|earlier|later|today|and|when|before)\b")
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "my", "our"})
_AGE_ENDS = re.compile(r"[.,;]?(?:\s|$)(?:(?:when|and|at|or|in|last|next|on)\b|[A-Z]|$)|[.,;]$")
_AGED = frozenset({"aged", "age", "ages"})


def is_age(text: str, end: int, value: int, before: list[str]) -> bool:
    """Whether a number is an age: "aged 18", "at the age of 83", or between commas behind a name ("Levi, 66, has")."""
    if not before or not 0 < value < 120:
        return False
    word = before[-1]
    if word.lower() in _AGED or (word == "of" and len(before) > 1 and before[-2].lower() in _AGED):
        return True
    if word == "at" and len(before) > 1 and before[-2][-1] == "," and before[-2][0].isupper():
        return value > 15 and text[end : end + 1] == ","  # "Mr Levi, at 81, ran"
    if word in _TURNING:
        return value > 9 and _TURNED_ENDS.match(text, end) is not None  # "he turns 30 in March"
    if word in _BEING and len(before) > 1 and before[-2].lower() in _PERSONS:
        return _AGE_ENDS.match(text, end) is not None  # "who was 10."
    if word in _NOW and len(before) > 1:
        before = before[:-1]  # "Levi, now 66, has"
        word = before[-1]
    return text[end : end + 1] == "," and value > 9 and not text[end + 1 : end + 3].strip().isdigit() and _names_someone(word, before)


_NOW = frozenset({"now", "then"})


def _names_someone(word: str, before: list[str]) -> bool:
    """Whether a comma ends a person's name or description before an age: "Amos Levi, | 66,", "and Levi, | 71,", "the striker, | 27,"."""
    if word[-1] != "," or not word[0].isalpha() or word[:-1].lower() in _MONTHS_AND_DAYS:
        return False
    return word[0].isupper() or any(other.lower() in _DETERMINERS for other in before[-4:-1])


_MONTHS_AND_DAYS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)


_LIST_MARK = re.compile(r"\d{1,3}[.)]\s")
_ALONE = re.compile(r"\d{1,4}\)?[ \t]*(?:\n|$)")


def is_furniture(text: str, start: int) -> bool:
    """Whether a number stands alone on its line or opens a list item: page numbers, "1. The proposal"."""
    line = text.rfind("\n", max(0, start - 4), start) + 1
    if (line == 0 and start > 3) or text[line:start].strip(" (\t"):
        return False
    return _LIST_MARK.match(text, start) is not None or (len(text) > start + 4 and _ALONE.match(text, start) is not None)
