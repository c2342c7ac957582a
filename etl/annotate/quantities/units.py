"""What stands after a number: a unit or currency, by word or by sign, and what it is counted per."""

from __future__ import annotations

import re

from etl.model import Dimension

from .lexicon import Lexicon, Unit

_WORD = re.compile(r"[ \u00a0]?-?\n?[ ]?([A-Za-z][A-Za-z./-]*)")
_REST = re.compile(r"(?:[ \u00a0-]|\n)?([A-Za-z][A-Za-z.]*)")
_SIGN = re.compile(r"[ \u00a0-]?([A-Za-z°º%％€£¥₽₹₪¢$μµ'’′″”\"][\w./²³·%-]*)")
_PER = re.compile(
    r"(?:[ -](a|an|per|each|every|the)[ -]|\s?(/)\s?)([A-Za-z]+)(?:[ ]([a-z]+))?|[ ](annually|yearly|daily|weekly|monthly|apiece|each|hourly)\b|[ ](per|p\.)[ ](?:annum|a\.)|(-a-)(year|month|week|day|barrel)|[ ](a[ ](?:year|month|week|day))",
    re.IGNORECASE,
)
_NOT_PER = re.compile(
    r"[ -](?:ago|earlier|before|later|old|after|since|on[ -]|from now|or (?:so|more|two))", re.IGNORECASE
)  # "from $7 billion a year earlier"
_ADVERBS = {"annually": "year", "yearly": "year", "daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour"}
_PER_A = frozenset(
    [
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "night",
        "quarter",
        "decade",
        "century",
        "barrel",
        "tonne",
        "ton",
        "pound",
        "kilo",
        "kilogram",
        "kg",
        "ounce",
        "gallon",
        "litre",
        "liter",
        "share",
        "head",
        "person",
        "bottle",
        "piece",
        "unit",
        "mile",
        "km",
        "kilometre",
        "ticket",
        "bushel",
        "bag",
        "copy",
        "seat",
        "season",
        "game",
        "acre",
        "hectare",
        "visit",
        "pack",
        "plate",
    ]
)
_FAMILIAR = {"annum": "year", "a.": "year", "sq": "square metre", "bbl": "barrel", "tonne": "metric ton"}


def read_unit(text: str, end: int, lexicon: Lexicon, *, digits: bool) -> tuple[Unit, int] | None:
    """The unit directly after a number ending at ``end``, longest phrase first; signs only after digits. None if there is none."""
    following = text[end : end + 1]
    if not following:
        return None
    if digits and (match := _SIGN.match(text, end)):
        found = _sign(text, match, lexicon)
        if found:
            return found
    match = _WORD.match(text, end)
    if match is None:
        return None
    first = match[1].lower()
    rows = lexicon.phrases.get(first)
    first_end = match.end()
    if rows is None and not first[-1].isalpha():
        first = first.rstrip(".-/")
        rows, first_end = lexicon.phrases.get(first), match.start(1) + len(first)
    if rows is None and "-" in first:
        head = first.partition("-")[0]
        rows, first_end = lexicon.phrases.get(head), match.start(1) + len(head)
    if rows is None:
        return None
    for rest, unit in rows:
        at = first_end
        for word in rest:
            step = _REST.match(text, at)
            if step is None or step[1].lower().rstrip(".") != word.rstrip("."):
                break
            at = step.start(1) + len(word.rstrip(".")) + (step[1].endswith(".") and word.endswith("."))
        else:
            if text[at : at + 1].isalnum():
                continue
            return unit, at
    return None


def _sign(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[Unit, int] | None:
    word = match[1]
    attached = match.start(1) == match.start()
    start = match.start(1)
    first = word[0]
    if first in "%€£¥₽₹₪¢$’'′″”\"":
        unit = lexicon.signs.get(first)
        if unit is not None and first in "’'′″”\"":
            # feet and inches: only right after the digits and before a space or the end, so that quotation marks stay quotation marks
            unit = unit if attached and len(word) == 1 and first in "'′″" and text[end_of(match) : end_of(match) + 1] in ("", " ") else None
        if unit is None and first in "€£¥₽₹₪¢$":
            rows = lexicon.phrases.get(first)
            unit = rows[0][1] if rows else None
            if unit is not None and text[start + 1 : start + 2].isdigit():
                return None
            if unit is not None and not attached and first == "$" and text[start + 1 : start + 3].strip()[:1].isdigit():
                return None
        return (unit, start + 1) if unit else None
    length = len(word)
    while length:
        unit = lexicon.signs.get(word[:length])
        if unit is not None and not text[start + length : start + length + 1].isalnum():
            if (
                not attached
                and length == 1
                and word[0] in "aAhsgltVWJ"
                and text[start + length : start + length + 1] not in ("", ".", ",", ")")
            ):
                return None  # "4 A students"
            return unit, start + length
        length -= 1
    return None


def end_of(match: re.Match[str]) -> int:
    """Where the first group begins plus one: the end of a one-character sign."""
    return match.start(1) + 1


def read_per(text: str, end: int, unit: Unit, lexicon: Lexicon) -> tuple[str, int] | None:
    """What a rate is per ("a month", "per barrel", "/day", "annually") and where that ends; None if nothing."""
    following = text[end : end + 1]
    if following not in (" ", "-", "/", "\n"):
        return None
    match = _PER.match(text, end)
    if match is None or _NOT_PER.match(text, match.end()):
        return None
    if match[5]:
        adverb = match[5].lower()
        if adverb in _ADVERBS:
            return _ADVERBS[adverb], match.end(5)
        return None
    if match[6]:
        return "year", match.end()
    if match[8]:
        return match[8].lower(), match.end()
    word = (match[3] or "").lower()
    if not word:
        return None
    link = (match[1] or "/").lower()
    if link in ("the", "each", "every") and word not in _PER_A:
        return None
    if link == "the":
        return None
    if link in ("a", "an", "each", "every"):
        return (
            (word, match.end(3))
            if word in _PER_A and not (link in ("a", "an") and word in ("second", "quarter", "unit", "game", "visit", "copy"))
            else None
        )
    if word == "cent":
        return None
    found = read_unit(text, match.start(3) - 1, lexicon, digits=True)
    if found is not None and found[0].dimension is not Dimension.MONEY:
        return found[0].name, found[1]
    if unit.dimension is Dimension.COUNT and link == "/":
        return None
    return word, match.end(3)
