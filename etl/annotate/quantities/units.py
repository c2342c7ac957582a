"""What stands after a number: a unit or currency, by word or by sign, and what it is counted per."""

from __future__ import annotations

import re

from etl.model import Dimension

from .lexicon import Lexicon, Unit

_WORD = re.compile(r"(?:[ \u00a0\u202f-]|-?\n(?=[a-z]))?([A-Za-z][A-Za-z.-]*(?:/[a-z]+)?)")
_REST = re.compile(r"(?:[ \u00a0-]|\n)?([A-Za-z][A-Za-z.]*)")
_SIGN = re.compile(r"[ \u00a0\u202f-]?([A-Za-z°º%％€£¥₽₹₪¢$μµ'’′″”\"][\w./²³·%-]*)")
_CURRENCY_SIGNS = frozenset("€£¥₽₹₪¢$")
_QUOTES = frozenset("'’′″”\"")
_SYMBOLS = _CURRENCY_SIGNS | _QUOTES | {"%", "％"}
_QUOTATION = re.compile(r"(?:^|[\s(])'\w")
_QUOTED = 200
_LETTERS_ALONE = frozenset("aAhsgltVWJCF")  # after a space these are more often words: "4 A students"
_ENDS = frozenset({"", ".", ",", ")", " ", ";", "/"})
_PER = re.compile(
    r"""
      (?:[ -](a|an|per|each|every)[ -]|\s?(/)\s?)(?:(?:diluted|basic|common|ordinary|metric)[ ])?([A-Za-z]+)  # a month, per barrel, /day
    | [ ](annually|yearly|daily|weekly|monthly|hourly)\b
    | [ ]per[ ]annum\b | [ ]p\.a\.
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_PER = re.compile(
    r"[ -](?:ago|earlier|before|later|old|after|since|on[ -](?:year|month|quarter|week)|from now|or (?:so|more|two))", re.IGNORECASE
)
_NO_UNIT = re.compile(r"[ ](?:ago|earlier|before)\b|-(?!olds?\b)[a-z]")  # "129,000 week ago", "two second-hand boats"
_ADVERBS = {"annually": "year", "yearly": "year", "daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour"}


def read_unit(text: str, end: int, lexicon: Lexicon, *, digits: bool) -> tuple[Unit, int] | None:
    """The unit directly after a number ending at ``end``, longest phrase first; signs only after digits. None if there is none."""
    following = text[end : end + 1]
    if not following:
        return None
    if digits and (match := _SIGN.match(text, end)):
        found = _read_sign(text, match, lexicon)
        if found and text[found[1] : found[1] + 1] == " " and (spelt := _WORD.match(text, end)):
            longer = _read_phrase(text, spelt, lexicon)  # "km per hour"
            return longer if longer and longer[1] > found[1] else found
        if found:
            return found
    match = _WORD.match(text, end)
    return _read_phrase(text, match, lexicon) if match else None


def _read_phrase(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[Unit, int] | None:
    """The longest unit phrase that begins with the matched word."""
    first = match[1].lower()
    rows, at_first = lexicon.phrases.get(first), match.end()
    if rows is None:
        for stop in "/-.":
            head, mark, _ = first.partition(stop)
            if mark and (rows := lexicon.phrases.get(head)) is not None:  # "THB/month", "percent-owned", "km."
                at_first = match.start(1) + len(head)
                break
    for rest, unit in rows or ():
        at = _past(text, at_first, rest)
        if at is not None and not text[at : at + 1].isalnum():
            alone = unit.dimension is Dimension.TIME and not rest and first[-1] != "s" and text[match.start()] != "-"
            if alone and _NO_UNIT.match(text, at):
                return None
            return unit, at
    return None


def _past(text: str, at: int, rest: tuple[str, ...]) -> int | None:
    """Where the words ``rest`` end after ``at``; None if other words stand there."""
    for word in rest:
        step = _REST.match(text, at)
        if step is None or step[1].lower().rstrip(".") != word.rstrip("."):
            return None
        at = step.start(1) + len(word.rstrip(".")) + (step[1].endswith(".") and word.endswith("."))
    return at


def _read_sign(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[Unit, int] | None:
    """The unit written as a sign or abbreviation: "%", "€", "km", "GHz"."""
    word, start = match[1], match.start(1)
    attached = start == match.start()
    if word[0] in _SYMBOLS:
        return _read_symbol(text, word, start, lexicon, attached=attached)
    if "/" in word and (rows := lexicon.phrases.get(word.lower().rstrip("."))) and not rows[-1][0]:
        return rows[-1][1], start + len(word.rstrip("."))  # "km/h"
    for length in range(min(len(word), 8), 0, -1):
        unit = lexicon.signs.get(word[:length])
        after = text[start + length : start + length + 1]
        if unit is None or after.isalnum() or (length == 1 and after == "." and text[start + 2 : start + 3].isalpha()):
            continue
        if not attached and word[:length] == "in":
            return None
        if not attached and length == 1 and word[0] in _LETTERS_ALONE and (after not in _ENDS or (after == " " and word[0] in "aAsh")):
            return None
        return unit, start + length
    return None


def _read_symbol(text: str, word: str, start: int, lexicon: Lexicon, *, attached: bool) -> tuple[Unit, int] | None:
    sign, after = word[0], text[start + 1 : start + 2]
    if sign in _QUOTES:  # feet and inches, but only where no quotation can end
        unit = lexicon.signs.get(sign)
        if sign == "'" and _QUOTATION.search(text, max(0, start - _QUOTED), start):
            return None  # "'we give 10 out of 10' she said"
        return (unit, start + 1) if unit and attached and sign in "'′″" and after in ("", " ") else None
    if sign in _CURRENCY_SIGNS:
        if after.isdigit() or (not attached and text[start + 1 : start + 3].strip()[:1].isdigit()):
            return None  # the sign of the next amount
        rows = lexicon.phrases.get(sign)
        return (rows[0][1], start + 1) if rows else None
    unit = lexicon.signs.get(sign)
    return (unit, start + 1) if unit else None


def read_per(text: str, end: int, unit: Unit, lexicon: Lexicon) -> tuple[str, int] | None:
    """What a rate is per ("a month", "per barrel", "/day", "annually") and where that ends; None if nothing."""
    if text[end : end + 1] not in (" ", "-", "/"):
        return None
    match = _PER.match(text, end)
    if match is None or _NOT_PER.match(text, match.end()):
        return None
    if match[4]:
        return _ADVERBS[match[4].lower()], match.end()
    if not match[3]:
        return "year", match.end()
    word, link = match[3].lower(), (match[1] or "/").lower()
    if link in ("a", "an"):
        return (word, match.end()) if word in lexicon.per_a else None
    if link in ("each", "every"):
        return (word, match.end()) if word in lexicon.per_each else None
    if word == "cent" or (link == "/" and unit.dimension is Dimension.COUNT):
        return None
    if word in ("annum", "capita"):
        return ("year" if word == "annum" else "person"), match.end()
    found = read_unit(text, match.start(3) - 1, lexicon, digits=True)
    if found is not None and found[0].dimension is not Dimension.MONEY:
        return found[0].name, found[1]
    return word, match.end()
