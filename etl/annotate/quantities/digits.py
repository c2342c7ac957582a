"""A number in digits with all that touches it: currency sign, scale, unit, counted noun; or the name, date or code it belongs to."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.model import Dimension

from .anchors import VULGAR
from .bounds import words_before
from .draft import Draft, Form
from .lexicon import Lexicon, Unit
from .money import adjective_after, read_sign_before
from .multipliers import is_factor, read_fold, read_in_n, read_times
from .noise import (
    is_address,
    is_age,
    is_code_before,
    is_furniture,
    is_name_before,
    is_named_number,
    is_place_before,
    is_reference,
    is_year,
    skip_code,
    skip_era,
    skip_month_day,
    skip_not_a_number,
)
from .nouns import Noun, is_plural, read_noun, read_of_noun
from .numerals import ONE, read_digits, read_scale, read_vulgar, swallow_dot
from .reader import DOLLARS, YEAR_OF_AGE, Read, Reader, add_per, bounded, fraction, multiplier, read_or_more, resolved, set_noun, with_unit
from .units import read_unit

_LETTER_SCALE = re.compile(r"[ ]?([kKmMbBtT])(?![\w/²³'’-])")
_MONEY_SCALE = re.compile(r"[ ]?(?:MM|mm)(?!\w)")
_M_CODE = re.compile(r"[ ]?([MB])(?:US\$|USD|EUR|GBP)(?!\w)")
_SUFFIXES = ("bn", "mn", "tn", "mln", "bln", "mil", "cr", "trn")
_MULTIPLE_BEGINS = frozenset({" i", " o", " f", " t", "-i", "-o", "-f", "-t", "fo"})  # in, out of, of every, fold, times
_M_OR_B = frozenset({"M", "B"})
_BEFORE_POINT = frozenset(" (")
_MINUS = frozenset("-−")
_MINUS_BEFORE = frozenset(" (\n\u00a0$€£¥") | {""}
_NAMED_VERSION = re.compile(r"\d\.0(?![\d%])")  # "Industry 4.0"


def read_number(reader: Reader, start: int, floor: int) -> Read:
    """What the digit at ``start`` begins; ``floor`` is where the quantity before ended."""
    text, words = reader.text, reader.words
    if text[start] in VULGAR:
        return _read_vulgar(reader, start)
    if start and text[start - 1] == "." and (start == 1 or text[start - 2] in _BEFORE_POINT):
        return _read_pointed(reader, start)
    minus = start > 0 and text[start - 1] in "-−–" and (start == 1 or text[start - 2] in _MINUS_BEFORE)
    sign = read_sign_before(text, start - minus, words)
    if sign is not None and sign[1] < floor:
        sign = None
    if sign is None:
        skipped = skip_not_a_number(text, start)
        if skipped > start:
            return None, skipped
        if is_furniture(text, start):
            return None, skip_code(text, start)
        if is_code_before(text, start):
            return None, skip_code(text, start)
    value, number_end, plain = read_digits(text, start)
    if value is None:
        return None, number_end
    if sign is not None and text.startswith("/-", number_end):
        number_end += 2  # "Rs.625/- million": South Asian for no paisa
    scale, end = read_scale(text, number_end, words)
    if minus or (start > 5 and text[start - 6 : start].lower() == "minus " and text[max(0, start - 9) : start - 6] != "or "):
        value = -value
    draft = Draft(start, end, start, end, value * scale, value, Form.DIGITS, scaled=scale is not ONE, after=end, left=start)
    grouped = value >= 1000 and not plain
    if sign is not None and (draft.scaled or grouped or text[sign[1] : start].rstrip() not in words.need_scale):
        return _read_signed(reader, draft, sign)
    if minus:
        draft.start = draft.left = start - 1
    return _read_unsigned(reader, draft, plain)


def _read_pointed(reader: Reader, start: int) -> Read:
    """A decimal without its nought: "a .500 record"."""
    raw, end, plain = read_digits(reader.text, start)
    if raw is None or not plain:
        return None, end
    value = raw.scaleb(start - end)
    draft = Draft(start - 1, end, start - 1, end, value, value, Form.DIGITS, after=end, left=start - 1)
    return _read_unsigned(reader, draft, plain=False)


def _read_signed(reader: Reader, draft: Draft, sign: tuple[Unit, int]) -> Read:
    """Go on after a number with a currency sign before it."""
    text, words = reader.text, reader.words
    unit, draft.start = sign
    if (
        draft.value > 0
        and text[draft.start - 1 : draft.start] in _MINUS
        and text[max(0, draft.start - 2) : draft.start - 1] in _MINUS_BEFORE
    ):
        draft.value, draft.core, draft.start = -draft.value, -draft.core, draft.start - 1  # "-$40 million"
    draft.left = draft.start
    if not draft.scaled:
        _read_money_letter(text, draft, words)
    else:
        _swallow_suffix_dot(text, draft)
    if text[draft.start] == "$" and unit.noun:
        unit = adjective_after(text, draft.end, words) or unit
    draft.unit, draft.note = resolved(reader, unit)
    draft.signed = True
    if text[draft.end : draft.end + 1] in (" ", "-"):
        following = read_unit(text, draft.end, words, digits=False)
        if following is not None and (following[0].name == draft.unit.name or (following[0].noun in DOLLARS and unit.noun)):
            draft.end = following[1]  # "$5 million dollars"
    draft.after = draft.end
    add_per(reader, draft)
    return bounded(reader, draft)


def _read_money_letter(text: str, draft: Draft, words: Lexicon) -> None:
    """The letter of scale after a signed number: "$2.3b.", "€50m", "$1MM", "$3.1 B"."""
    match = _LETTER_SCALE.match(text, draft.end) or _MONEY_SCALE.match(text, draft.end)
    if match is None:
        return
    letter = match[0].strip()
    if match[0][0] == " " and letter.islower():
        return
    draft.value, draft.scaled, draft.number_end = draft.value * words.letters.get(letter, Decimal("1e6")), True, match.end()
    draft.end = swallow_dot(text, match.end())


def _swallow_suffix_dot(text: str, draft: Draft) -> None:
    if text[draft.end : draft.end + 1] == "." and text[draft.number_end - 3 : draft.number_end].lower().endswith(_SUFFIXES):
        draft.end = swallow_dot(text, draft.end)


def _read_unsigned(reader: Reader, draft: Draft, plain: bool) -> Read:
    """Go on after a number without a currency sign: multiplier, unit, noun, or noise."""
    text, words = reader.text, reader.words
    start, end = draft.start, draft.end
    before = draft.before = words_before(text, start)
    bare = plain and not draft.scaled
    if bare:
        value = int(abs(draft.value))
        after_month = skip_month_day(text, start, end, value, before, words)
        if after_month > start:
            return None, after_month
        after_era = skip_era(text, end, before) if end - start < 5 else end
        if after_era > end or is_named_number(before, words):
            return None, skip_code(text, after_era)
        if is_age(text, end, value, before):
            draft.unit = YEAR_OF_AGE
            return bounded(reader, draft)
    if before and before[-1] == "per":
        return None, end  # "20 per 1,000": the whole of a rate, not a quantity
    special = _read_multiple(reader, draft)
    if special is not None:
        return special
    if "/" in text[start:end] and 0 < draft.value < 1 and read_unit(text, end, words, digits=True) is None:
        return fraction(reader, start, end, draft.value)  # "3/4 of the vote"
    unit = _read_scaled_unit(reader, draft)
    end = draft.end
    if (
        unit is not None
        and not (bare and not draft.scaled and _is_year_of(draft, unit[0], before, words))
        and not _is_false_unit(text, draft, unit)
    ):
        return with_unit(reader, draft, unit)
    following = text[end : end + 1]
    if following == "." and bare and text[end + 1 : end + 3].isupper():
        return None, skip_code(text, end)  # "8062.HK"
    if following.isalpha() or following == "_" or (following == "-" and bare and text[end + 1 : end + 2].isupper()):
        return None, skip_code(text, end)
    return _read_counted(reader, draft, before, bare and not draft.scaled)


def _read_multiple(reader: Reader, draft: Draft) -> Read | None:
    """ "7 out of 10", "24-fold", "20 times", "by a factor of 10"; None for anything else."""
    text, words = reader.text, reader.words
    start, end = draft.start, draft.end
    if text[end : end + 2].lower() in _MULTIPLE_BEGINS:
        single = not draft.scaled and draft.value < 1000 and text[start - 1 : start] != "-"
        share = read_in_n(text, draft.value, end, words) if single else None
        if share is not None:
            return fraction(reader, start, share[1], share[0])
        fold = read_fold(text, end)
        if fold is not None:
            return multiplier(reader, start, fold, draft.value)
        times = read_times(text, end, draft.before, words)
        if times is not None:
            return with_unit(reader, draft, times)
    if "of" in draft.before[-3:] and is_factor(text, start):
        return multiplier(reader, start, end, draft.value)
    return None


def _read_scaled_unit(reader: Reader, draft: Draft) -> tuple[Unit, int] | None:
    """The unit behind a number, past a one-letter scale if one stands there ("50m euros", "50 MUSD"); extends ``draft`` over it."""
    text, words = reader.text, reader.words
    if not draft.scaled:
        millions = _M_CODE.match(text, draft.end) if text[draft.end : draft.end + 2].strip()[:1] in _M_OR_B else None
        if millions is not None:
            draft.value, draft.scaled, draft.end = draft.value * words.letters[millions[1]], True, millions.end(1)
    unit = read_unit(text, draft.end, words, digits=True)
    letter = _letter_scale(text, draft, words) if not draft.scaled else None
    if letter is not None and (unit is None or (unit[0].name in ("metre", "metric ton") and letter[2])):
        draft.value, draft.end, draft.scaled = draft.value * letter[0], letter[1], True
        draft.number_end = draft.after = draft.end
        unit = read_unit(text, draft.end, words, digits=True)
    if draft.scaled and unit is None:
        _swallow_suffix_dot(text, draft)
    return unit


def _letter_scale(text: str, draft: Draft, words: Lexicon) -> tuple[Decimal, int, bool] | None:
    """A one-letter scale before a currency or a counted noun: (factor, end, whether that noun follows)."""
    if text[draft.end : draft.end + 1] not in words.letters:
        return None
    match = _LETTER_SCALE.match(text, draft.end)
    if match is None:
        return None
    end = match.end()
    unit = read_unit(text, end, words, digits=False)
    if unit is not None and unit[0].dimension in (Dimension.MONEY, Dimension.PHYSICAL):
        return words.letters[match[1]], end, True
    if (
        text.startswith((" more", " fewer"), end)
        or read_of_noun(text, end, words) is not None
        or read_noun(text, end, words, singular=False) is not None
    ):
        return words.letters[match[1]], end, True
    return None


def _is_year_of(draft: Draft, unit: Unit, before: list[str], words: Lexicon) -> bool:
    """ "in 2016 days after": a year, although a unit of time follows."""
    if unit.dimension is not Dimension.TIME or not is_year(int(abs(draft.core)), draft.number_end - draft.number_start):
        return False
    return bool(before) and before[-1].lower() in words.year_before and draft.core >= 1900


_SCREEN_LINES = frozenset({240, 360, 480, 720, 1080, 1440, 2160})
_MARKS = re.compile(r" (?:marks|won)(?= (?:a|an|the|its|their|our|his|her|one|two|\d+(?:st|nd|rd|th)?|another)\b)")


def _is_false_unit(text: str, draft: Draft, unit: tuple[Unit, int]) -> bool:
    """Words that are no unit here: "2024 marks a new start", "the 20 C students"."""
    if unit[0].noun in ("marks", "won") and not draft.scaled and _MARKS.match(text, draft.end):
        return True
    raw = text[draft.end : unit[1]]
    if raw == " mark" and text[max(0, draft.start - 4) : draft.start].lower() == "the ":
        return True  # "passed the 500 mark"
    if raw == "p" and draft.core in _SCREEN_LINES:
        return True
    return raw in (" C", " F", " A") and text[unit[1] : unit[1] + 2].strip()[:1].isupper()


def _read_counted(reader: Reader, draft: Draft, before: list[str], bare: bool) -> Read:
    """A number without a unit: what it counts, or whether it is a year, a name or a bare number."""
    text, words = reader.text, reader.words
    year = bare and is_year(int(abs(draft.value)), draft.number_end - draft.number_start)
    if year and _reads_as_year(text, draft, before, words):
        return None, draft.end
    if bare and (is_address(text, draft.end) or is_reference(text, draft.start, draft.end)):
        return None, skip_code(text, draft.end)
    if not draft.scaled and is_named_number(before, words):
        return None, skip_code(text, draft.end)  # "iOS 13.1"
    named = (bare or _NAMED_VERSION.match(text, draft.start) is not None) and is_name_before(before, words)
    noun = read_noun(text, draft.end, words, singular=draft.value == 1)
    if year and noun is not None and " " not in noun[0] and not is_plural(noun[0].lower(), words):
        noun = None  # "1987 gold output"
    if year and noun is not None and noun[0].lower() in words.of_a_year:
        return None, draft.end  # "below 2010 levels"
    if noun is None and not named and not year:
        noun = read_of_noun(text, draft.end, words)
    if named and noun is not None and not year and draft.value > 1 and is_place_before(before) and noun[0].islower():
        named = False
    if named and (noun is None or noun[0][:1].isupper() or draft.value < 40 or year or noun[0].count(" ") > 1):
        return None, skip_code(text, draft.end)
    if year and ((noun is None and not _is_hedged(before, words)) or (noun is not None and noun[0][:1].isupper())):
        return None, draft.end
    if bare and noun is None and before and before[-1] in _BEFORE_MODEL and _MODEL.match(text, draft.start):
        return None, draft.end
    if noun is None and before and before[-1].lower() in _DETERMINERS and not named and not draft.scaled:
        noun = _read_level(text, draft.end, words)
    if noun is None:
        draft.bare = bare
        return read_or_more(reader, draft)
    set_noun(reader, draft, noun)
    return bounded(reader, draft)


_BEFORE_MODEL = frozenset({"a", "the", "new", "The", "A", "New"})
_MODEL = re.compile(r"\d{3} [A-Z][A-Za-z]")  # "the new 911 Turbo", "the 737 Max"
_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their"})
_LEVEL = re.compile(r" ([a-z]{3,}|[A-Z]{2,4})(?=[.,;:)]|$| ([a-z]+)\b)")


def _read_level(text: str, end: int, words: Lexicon) -> Noun | None:
    """The one noun that a number after an article gives the size of: "a .500 | record", "the 6,400 | level", "a 2.35 | ERA"."""
    match = _LEVEL.match(text, end)
    if match is None or match[1].lower() in words.stop or match[1].lower() in words.verbs or match[1].endswith(("ing", "ed", "ly")):
        return None
    if match[2] is not None and match[2] not in words.stop:
        return None
    return match[1], match.start(1), match.end(1)


def _reads_as_year(text: str, draft: Draft, before: list[str], words: Lexicon) -> bool:
    if not before or text[draft.start - 1] in "(-–'’":
        return True
    word = before[-1]
    if word in ("to", "and", "or") and len(before) > 1 and before[-2].isdigit() and not is_year(int(before[-2]), len(before[-2])):
        return False  # "from 1000 to 2000 firms"
    return word.lower().strip("(\"“'‘,;") in words.year_before or word[-1] in ",;.)"


def _is_hedged(before: list[str], words: Lexicon) -> bool:
    rows = words.bounds_before.get(before[-1].lower()) if before else None
    return rows is not None and any(len(phrase) == 1 or phrase[-2] == before[-2:][0].lower() for phrase, _ in rows)


def _read_vulgar(reader: Reader, start: int) -> Read:
    """A fraction sign without a whole number: "½ per cent"."""
    value, end = read_vulgar(reader.text[start]), start + 1
    unit = read_unit(reader.text, end, reader.words, digits=True)
    if unit is None:
        return fraction(reader, start, end, value)
    return with_unit(reader, Draft(start, end, start, end, value, value, Form.DIGITS, after=end, left=start), unit)
