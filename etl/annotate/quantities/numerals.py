"""Numbers written in digits: separators, decimals, mixed fractions, and the scale after them ("2.3b", "5,000 crore")."""

from __future__ import annotations

import re
from decimal import Decimal

from .lexicon import Lexicon

ONE = Decimal(1)
LONGEST = 24  # more digits are a code, not a quantity

# Repetitions are bounded so that a line of digits and commas is read in linear time.
DIGITS = re.compile(
    r"""
      \d{1,3}(?:,\d{3}){1,7}(?![\d])(?:\.\d+)?             # 1,234,567.89
    | \d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)(?:\.\d+)?         # 12,34,567 (Indian grouping)
    | \d{1,3}(?:[\ \u00a0\u2009\u202f]\d{3}){1,5}(?![\d]|[.,]\d{3}|[-–/]\d)(?:[.,]\d+)?  # 816 000
    | \d{1,3}(?:\.\d{3}){2,7}(?!\d)                        # 1.234.567 (continental grouping)
    | \d{1,3}(?:['’]\d{3}){1,7}(?!\d)                      # 1'234'567 (Swiss grouping)
    | \d+(?:\.\d+)?                                        # 5835, 2.3
    """,
    re.VERBOSE,
)
_RUN = re.compile(r"\d+")
_PARTING = frozenset(",. \u00a0\u2009\u202f'’")  # what may stand between the digits of one number
_DECIMAL_COMMA = re.compile(
    r",\d{1,2}(?=\s?(?:thousand|million|billion|trillion|mln|bln|mn|bn|mil|percent|per\scent|pct|%|€|euros?)\b|\s?[%€])"
)
_MIXED = re.compile(r"[- ](\d{1,2})/(2|3|4|5|6|8|10|16|32|64)(?![\d/])")
_PURE_FRACTION = re.compile(r"/(2|3|4|5|6|8|10|16|32|64)(?![\d/])(?:th|rd|ds|s)?")
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}
_POWER = re.compile(r"\s?[x×]\s?10(?:\^|\*\*)?([-−]?\d{1,2})(?!\d)")
_GROUPING = str.maketrans("", "", ",'’ \u00a0\u2009\u202f")
_SCALE_WORD = re.compile(r"[ \u00a0-]?([A-Za-z]+)")


def read_vulgar(sign: str) -> Decimal:
    """The value of a fraction sign."""
    top, _, bottom = _VULGAR[sign].partition("/")
    return Decimal(top) / Decimal(bottom) if bottom else Decimal(top)


def read_digits(text: str, start: int) -> tuple[Decimal | None, int, bool]:
    """The number in digits at ``start``: (value, end, whether it is a plain run of digits); None for a code too long to be one."""
    match = _RUN.match(text, start)
    if match is not None and text[match.end() : match.end() + 1] in _PARTING and text[match.end() + 1 : match.end() + 2].isdigit():
        match = DIGITS.match(text, start)
    assert match is not None, "called at a digit"
    raw, end = match[0], match.end()
    if len(raw) > LONGEST:
        return None, end, False
    plain = raw.isdigit()
    following = text[end : end + 1]
    if following == ",":
        if plain and (comma := _DECIMAL_COMMA.match(text, end)):  # "3,5 million euros"
            return Decimal(f"{raw}.{comma[0][1:]}"), comma.end(), False
    elif following == "/" and plain and (fraction := _PURE_FRACTION.match(text, end)):
        below = Decimal(fraction[1])
        if 0 < Decimal(raw) < below:  # "3/4 of the total", not "9/11"
            return Decimal(raw) / below, fraction.end(), False
    if not raw.isascii():
        raw = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in raw)
    value = Decimal((raw.replace(".", "") if raw.count(".") > 1 else raw).translate(_GROUPING).rstrip(".") if not plain else raw)
    if following in _VULGAR and following:
        return value + read_vulgar(following), end + 1, False
    if following in ("-", " ") and plain and (mixed := _MIXED.match(text, end)) and Decimal(mixed[1]) < Decimal(mixed[2]):
        return value + Decimal(mixed[1]) / Decimal(mixed[2]), mixed.end(), False  # "5-1/2 pct"
    if following in ("x", "×", " ") and (power := _POWER.match(text, end)):
        return value.scaleb(int(power[1].replace("−", "-"))), power.end(), False
    return value, end, plain


def read_scale(text: str, end: int, lexicon: Lexicon) -> tuple[Decimal, int]:
    """The product of the scale words after a number ("lakh crore", "hundred million") and where they end; (1, end) if none."""
    scale = ONE
    for _ in range(3):
        match = _SCALE_WORD.match(text, end)
        if match is None:
            break
        word = match[1]
        factor = lexicon.scales.get(word) or lexicon.scales.get(word.lower())
        if factor is None or (word in ("cr", "mill", "mil") and text[end : match.start(1)] == "-"):
            break
        if scale != ONE and factor == 12:
            break
        scale, end = scale * factor, match.end()
    return scale, end


def swallow_dot(text: str, end: int) -> int:
    """Past the full stop of an abbreviated scale ("$2.3b. worth"), unless it ends the sentence or the text."""
    if text[end : end + 1] != ".":
        return end
    following = text[end + 1 : end + 4].lstrip()
    return end + 1 if following[:1].islower() or following[:1] in set("),;:-") else end
