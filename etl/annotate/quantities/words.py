"""Numbers written in words: "twenty-eight thousand six hundred", "one and a half million", "half a million", "tens of thousands"."""

from __future__ import annotations

import re
from decimal import Decimal

from .lexicon import Lexicon

_NEXT = re.compile(r"(?:[ \u00a0]and[ \u00a0]|-and-|[ \u00a0]|-|\n)([A-Za-z]+)(?![\w])")
_AND_A_PART = re.compile(r"[ -](?:and[ -])(?:(?:a|one)[ -])?(half|quarter|third|three[ -]quarters|two[ -]thirds)(?!\w)", re.IGNORECASE)
_POINT = re.compile(r"[ ]point((?:[ -](?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b){1,6})", re.IGNORECASE)
_PART_OF_SCALE = re.compile(r"[ -](?:of[ ])?(?:an?[ -])?(hundred|thousand|million|billion|trillion|dozen|crore|lakh)(?!\w)", re.IGNORECASE)
_PARTS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "third": Decimal(1) / 3,
    "three quarters": Decimal("0.75"),
    "two thirds": Decimal(2) / 3,
}
_MOST_WORDS = 16
_DIGIT_NAMES = {"zero": "0", "oh": "0"}


def read_cardinal(text: str, word: str, end: int, lexicon: Lexicon) -> tuple[Decimal, Decimal, int, bool]:
    """The number in words whose first word is ``word`` ending at ``end``: (value, value without its last scale, end, scaled)."""
    total, last_scale = Decimal(0), Decimal(10) ** 30
    group = Decimal(lexicon.cardinals[word])
    smallest = _room(group)
    scaled = False
    for _ in range(_MOST_WORDS):
        part = _AND_A_PART.match(text, end) if text[end : end + 4].lower() in (" and", "-and") else None
        if part is not None and group:
            fraction = _PARTS[part[1].lower().replace("-", " ")]
            following = _NEXT.match(text, part.end())
            scale = lexicon.scales.get(following[1].lower()) if following else None
            if scaled and not scale:
                if group == 0:
                    break
                return total + group + fraction, group, part.end(), scaled
            group, end, smallest = group + fraction, part.end(), Decimal(0)
            continue
        match = _NEXT.match(text, end)
        if match is None:
            break
        following_word = match[1].lower()
        number = lexicon.cardinals.get(following_word)
        if number is not None:
            joined = match[0][: match.start(1) - match.start()].strip().strip("-")
            if joined == "and" and not (scaled or group >= 100):
                break
            if not number < smallest:
                break
            group, smallest, end = group + number, _room(Decimal(number)), match.end()
            continue
        scale = lexicon.scales.get(following_word)
        if scale is None or "and" in match[0][: match.start(1) - match.start()]:
            break
        if scale == 12 and group > 20:
            break
        if scale == 100:
            if not 0 < group < 100:
                break
            group, smallest, end = group * 100, Decimal(100), match.end()
            continue
        if group == 0:
            total, group = Decimal(0), total
        if scale >= last_scale:
            group, total = total + group, Decimal(0)
        core = group
        total, group, last_scale, scaled, end = total + group * scale, Decimal(0), scale, True, match.end()
        smallest = Decimal(1000)
        if not _continues(text, end, lexicon):
            return total, core, end, True
    value = total + group
    if not scaled and (point := _POINT.match(text, end)):
        names = point[1].replace("-", " ").split()
        digits = "".join(_DIGIT_NAMES.get(name.lower()) or str(lexicon.cardinals[name.lower()]) for name in names)
        scale_at = _NEXT.match(text, point.end())
        factor = lexicon.scales.get(scale_at[1].lower()) if scale_at else None
        core = value + Decimal(f"0.{digits}")
        return (core * factor, core, scale_at.end(), True) if factor and scale_at else (core, core, point.end(), False)
    return value, value, end, scaled


def _room(number: Decimal) -> Decimal:
    """Numbers below this may follow ``number`` in one group: after "twenty" a digit, after "hundred" anything below it."""
    if number >= 100:
        return Decimal(100)
    return Decimal(10) if number >= 20 else Decimal(0)


def _continues(text: str, end: int, lexicon: Lexicon) -> bool:
    match = _NEXT.match(text, end)
    return match is not None and (match[1].lower() in lexicon.cardinals or match[1].lower() in lexicon.scales)


def read_part_of_scale(text: str, end: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """The scale after a fraction: "half | a million", "three-quarters | of a billion", "a quarter|-million"; None if there is none."""
    match = _PART_OF_SCALE.match(text, end)
    return (lexicon.scales[match[1].lower()], match.end()) if match else None


_VAGUE_NEXT = re.compile(r" of (tens|dozens|hundreds|thousands|millions|billions|trillions)(?!\w)", re.IGNORECASE)


def read_vague(text: str, word: str, end: int, lexicon: Lexicon) -> tuple[Decimal, Decimal, int]:
    """ "tens of thousands": (10,000, 100,000, end), one order of magnitude."""
    low = lexicon.vague[word]
    step = Decimal(10)
    for _ in range(3):
        match = _VAGUE_NEXT.match(text, end)
        if match is None:
            break
        low, end = low * lexicon.vague[match[1].lower()], match.end()
    return low, low * step, end
