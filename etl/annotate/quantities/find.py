"""Finds every quantity of a text in one pass: anchor on a digit or a number word, and read grammar only there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.model import Change, Dimension, Quantity, Span

from .bounds import hedge_span, read_after, read_before, words_before
from .concept import find_concept
from .draft import Draft, Form
from .lexicon import Lexicon, Unit, lexicon
from .money import is_wordlike, read_sign_before, resolve
from .multipliers import (
    FRACTION,
    RATIO,
    is_factor,
    is_named_half,
    is_share,
    is_verb_use,
    read_fold,
    read_in_n,
    read_times,
    verb_value,
)
from .noise import (
    is_address,
    is_code_before,
    is_name_before,
    is_named_number,
    is_year,
    skip_code,
    skip_month_day,
    skip_not_a_number,
)
from .nouns import read_noun, read_of_noun
from .numerals import ONE, read_digits, read_scale, swallow_dot
from .ranges import join
from .units import read_per, read_unit
from .words import read_cardinal, read_part_of_scale, read_vague

_CARDINAL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ANCHOR = re.compile(
    rf"""
      (?P<digit>\d)
    | (?P<vulgar>[½¼¾⅓⅔⅛⅜⅝⅞])
    | \b(?:(?P<cardinal>{_CARDINAL})(?P<fold>[ -]?fold)?
      | (?P<article>an?[ -](?P<scale>hundred|thousand|million|billion|trillion|dozen|crore|lakh|half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth))
      | (?P<half>half)
      | (?P<vague>tens|dozens|hundreds|thousands|millions|billions|trillions)(?=[ ]of\b)
      | (?P<multiplier>doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|trebl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)|quintupl(?:e[sd]?|ing)|halv(?:e[sd]?|ing))
      | (?P<twice>twice|thrice)
      | (?P<manyfold>hundredfold|thousandfold)
      )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VULGARS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875", "⅓": "1/3", "⅔": "2/3"}
_DENOMINATOR = re.compile(
    r"[ -](half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?)(?![\w-])",
    re.IGNORECASE,
)
_LETTER_SCALE = re.compile(r"[ ]?([kKmMbBtT])(?![\w/²³'’-])")
_MONEY_SCALE = re.compile(r"[ ]?(?:MM|mm)(?!\w)")
_M_CODE = re.compile(r"[ ]?([MB])(?:US\$|USD|EUR|GBP)(?!\w)")
_ATTACHED_LETTERS = re.compile(r"[A-Za-z]{1,4}(?=[\d-]|\b)")


@dataclass(slots=True)
class Reader:
    """One text being read, with what the caller knows about its dollars and its country."""

    text: str
    words: Lexicon
    home_dollar: str | None
    home: str | None


def find_quantities(text: str, home_dollar: str | None = None, *, home: str | None = None) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in reading order, spans not overlapping.

    ``home_dollar``: the code that plain "dollars", "dlrs", "$" mean here; US dollars when not given.
    ``home``: the country (alpha-3) spoken of, whose francs, pesos, rupees, crowns are meant when only the noun is written.
    Both resolutions are marked in ``note``. The two sides of "from A to B" are two quantities with ``lead`` "from" and "to".
    """
    reader = Reader(text, lexicon(), home_dollar, home)
    drafts: list[Draft] = []
    search = _ANCHOR.search
    position = 0
    while (match := search(text, position)) is not None:
        draft, position = _read(reader, match, position)
        if draft is not None:
            drafts.append(draft)
    if not drafts:
        return ()
    drafts = join(text, drafts, reader.words)
    return tuple(_finish(text, draft) for draft in drafts)


def _finish(text: str, draft: Draft) -> Quantity:
    unit = draft.unit
    return Quantity(
        span=Span(draft.start, draft.end),
        value=draft.value,
        unit=unit.name if unit else None,
        dimension=unit.dimension if unit else Dimension.NONE,
        change=draft.change or Change.EXACT,
        high=draft.high,
        hedge=hedge_span(draft),
        concept=find_concept(text, draft),
        note=draft.note,
        is_range=draft.is_range,
        per=draft.per,
        lead=draft.lead,
    )


def _read(reader: Reader, match: re.Match[str], floor: int) -> tuple[Draft | None, int]:
    """What begins at an anchor, and where to go on; ``floor`` is where the quantity before ended."""
    kind = match.lastgroup
    start = match.start()
    if match["digit"]:
        return _read_digits(reader, start, floor)
    if start and reader.text[start - 1] in "-'’&" and not _hyphen_link(reader.text, start):
        return None, match.end()
    if match["cardinal"]:
        if match["fold"]:
            return _multiplier(reader, start, match.end(), Decimal(reader.words.cardinals[match["cardinal"].lower()]), None), match.end()
        return _read_words(reader, match)
    if match["article"]:
        return _read_article(reader, match)
    if match["half"]:
        return _read_half(reader, start, match.end())
    if match["vague"]:
        return _read_vague(reader, match)
    if match["multiplier"]:
        return _read_multiplier(reader, match)
    if match["twice"]:
        return _read_twice(reader, match)
    if match["manyfold"]:
        return _multiplier(reader, start, match.end(), reader.words.scales[match["manyfold"].lower()[:-4]], None), match.end()
    return _read_vulgar(reader, start) if kind else (None, match.end())


def _hyphen_link(text: str, start: int) -> bool:
    return text[start - 1] == "-" and text[max(0, start - 4) : start].lower().endswith(("-to-", "-or-", " and-", "sub-"))


def _read_digits(reader: Reader, start: int, floor: int) -> tuple[Draft | None, int]:
    text, words = reader.text, reader.words
    skipped = skip_not_a_number(text, start)
    sign = read_sign_before(text, start, words) if start else None
    minus = start and text[start - 1] in "-−–" and (start == 1 or text[start - 2] in " (\n$€£¥\u00a0")
    if minus and start > 1 and text[start - 2] in "$€£¥":
        sign = read_sign_before(text, start - 1, words)
    if sign is not None and sign[1] < floor:
        sign = None
    if sign is None:
        if skipped > start:
            return None, skipped
        if is_code_before(text, start, words) and not (text[start - 1].isalpha() and _scaled_words_before(text, start)):
            return None, skip_code(text, start)
    value, end, plain = read_digits(text, start)
    if value is None:
        return None, end
    number_end = end
    scale, end = read_scale(text, end, words)
    if minus or (start > 6 and text[start - 6 : start].lower() == "minus "):
        value = -value
    draft = Draft(start, end, start, end, value * scale, value, Form.DIGITS, scaled=scale != ONE, after=end, left=start)
    if sign is not None:
        return _read_signed(reader, draft, sign)
    if minus:
        draft.start = start - 1
    return _read_unsigned(reader, draft, number_end, plain)


def _scaled_words_before(text: str, start: int) -> bool:
    return False


def _read_signed(reader: Reader, draft: Draft, sign: tuple[Unit, int]) -> tuple[Draft | None, int]:
    """Go on after a number with a currency sign before it."""
    text, words = reader.text, reader.words
    unit, draft.start = sign
    if not draft.scaled:
        _read_money_letter(text, draft, words)
    elif not text[draft.end - 1].isspace():
        _swallow_after_suffix(text, draft)
    if is_wordlike(unit.name) and not draft.scaled and text[draft.start : draft.start + 3] == unit.name:
        return None, draft.end
    if unit.name == "USD" and text[draft.start : draft.start + 1] == "$":
        unit = _adjective_after(text, draft, words) or unit
    draft.unit, draft.note = resolve(unit, words, reader.home_dollar, reader.home)
    draft.signed = True
    draft.after = draft.end
    following = read_unit(text, draft.end, words, digits=False) if text[draft.end : draft.end + 1] == " " else None
    if following is not None and following[0].dimension is Dimension.MONEY and (following[0].name == draft.unit.name or following[0].noun):
        draft.end = draft.after = following[1]  # "Rs. 12 lakh rupees", "$5 million dollars"
    _add_per(reader, draft)
    return _bounded(reader, draft)


def _adjective_after(text: str, draft: Draft, words: Lexicon) -> Unit | None:
    match = re.compile(r" \(?(US|U\.S\.|Canadian|Australian|CAD|AUD|CDN|NZD|SGD|HKD)\b").match(text, draft.end)
    if match is None:
        return None
    code = {"CAD": "CAD", "CDN": "CAD", "AUD": "AUD", "NZD": "NZD", "SGD": "SGD", "HKD": "HKD"}.get(match[1]) or words.dollars[
        match[1].lower()
    ]
    if match[1] in ("US", "U.S.", "Canadian", "Australian") and not re.compile(
        r"[ ,.;:)]*(?:$|[,.;:)]|(?:a|an|per|in|for|to|and|or|bail|each|from|by|on)\b)"
    ).match(text, match.end()):
        return None  # "a $5 billion Canadian pipeline": whose pipeline, not which dollars
    return Unit(code, Dimension.MONEY)


def _read_money_letter(text: str, draft: Draft, words: Lexicon) -> None:
    match = _LETTER_SCALE.match(text, draft.end) or _MONEY_SCALE.match(text, draft.end)
    if match is None:
        return
    letter = match[0].strip()
    if match[0][0] == " " and letter.islower():
        return
    factor = words.letters.get(letter, Decimal("1e6"))
    draft.value, draft.scaled, draft.end = draft.value * factor, True, match.end()
    draft.number_end = draft.end
    draft.end = swallow_dot(text, draft.end)


def _swallow_after_suffix(text: str, draft: Draft) -> None:
    tail = text[draft.number_end - 4 : draft.number_end].lower()
    if tail.endswith(("bn", "mn", "tn", "mln", "bln", "mil", "cr", "trn")):
        draft.end = swallow_dot(text, draft.end)


def _read_unsigned(reader: Reader, draft: Draft, number_end: int, plain: bool) -> tuple[Draft | None, int]:
    """Go on after a number in digits without a currency sign: multiplier, unit, noun, or noise."""
    text, words = reader.text, reader.words
    start, end = draft.start, draft.end
    before = words_before(text, start)
    if plain and not draft.scaled:
        value = int(draft.value) if draft.value >= 0 else 0
        after_month = skip_month_day(text, start, end, value, before, words)
        if after_month > start:
            return None, after_month
        if is_named_number(text, start, end, before, words):
            return None, skip_code(text, end)
    share = read_in_n(text, draft.value, end, words) if not draft.scaled and draft.value < 1000 else None
    if share is not None:
        return _fraction(reader, start, share[1], share[0]), share[1]
    fold = read_fold(text, end)
    if fold is not None:
        return _multiplier(reader, start, fold, draft.value, None), fold
    times = read_times(text, end, before, words)
    if times is not None:
        return _with_unit(reader, draft, times)
    if is_factor(text, start):
        return _multiplier(reader, start, end, draft.value, None), end
    if not draft.scaled:
        millions = _M_CODE.match(text, end)
        if millions is not None:
            draft.value, draft.scaled, draft.end = draft.value * words.letters[millions[1]], True, millions.start(1) + 1
            end = draft.end
    unit = read_unit(text, end, words, digits=True)
    letter = _letter_scale(text, draft, words) if not draft.scaled else None
    if letter is not None and (unit is None or unit[0].name in ("metre", "metric ton") and letter[2]):
        draft.value, draft.end, draft.scaled = draft.value * letter[0], letter[1], True
        draft.number_end = draft.after = draft.end
        end = draft.end
        unit = read_unit(text, end, words, digits=True)
    if draft.scaled:
        _swallow_after_suffix(text, draft)
        end = max(end, draft.end) if unit is None else end
    if unit is not None:
        if plain and not draft.scaled and _is_plain_year(draft, unit[0], before, words) or _is_false_unit(text, draft, unit, before):
            unit = None
        else:
            return _with_unit(reader, draft, unit)
    following = text[end : end + 1]
    if following.isalpha() or (following == "_"):
        return None, skip_code(text, end)
    if following == "-" and text[end + 1 : end + 2].isupper() and plain and not draft.scaled:
        return None, skip_code(text, end)
    return _read_counted(reader, draft, before, plain)


def _is_plain_year(draft: Draft, unit: Unit, before: list[str], words: Lexicon) -> bool:
    if not is_year(int(draft.core), draft.number_end - draft.number_start):
        return False
    return unit.dimension is Dimension.TIME and bool(before) and before[-1].lower() in words.year_before and draft.core >= 1900


def _is_false_unit(text: str, draft: Draft, unit: tuple[Unit, int], before: list[str]) -> bool:
    """Unit words that are another word here: "3 billion in 2016", "the 20 A students"."""
    raw = text[draft.end : unit[1]]
    if raw in (" C", " F") and text[unit[1] : unit[1] + 1].isalpha():
        return True
    return raw.strip() in ("min", "sec", "second", "bit") and text[draft.end : draft.end + 1] == " " and draft.core == 1


def _letter_scale(text: str, draft: Draft, words: Lexicon) -> tuple[Decimal, int, bool] | None:
    """A one-letter scale before a currency or a counted noun: (factor, end, whether a noun or "of" follows)."""
    match = _LETTER_SCALE.match(text, draft.end)
    if match is None or match[0][0] == " ":
        return None
    end = match.end()
    unit = read_unit(text, end, words, digits=False)
    if unit is not None and (unit[0].dimension is Dimension.MONEY or unit[0].dimension is Dimension.PHYSICAL):
        return words.letters[match[1]], end, True
    if read_of_noun(text, end, words) is not None:
        return words.letters[match[1]], end, True
    noun = read_noun(text, end, words, singular=False, hyphen=False)
    if noun is not None:
        return words.letters[match[1]], end, True
    if match[1] in "kK":
        return words.letters[match[1]], end, False
    return None


def _with_unit(reader: Reader, draft: Draft, unit: tuple[Unit, int]) -> tuple[Draft | None, int]:
    draft.unit, draft.note = resolve(unit[0], reader.words, reader.home_dollar, reader.home)
    draft.end = draft.after = unit[1]
    if draft.unit.noun in ("pound", "pounds") and not draft.note and _is_weight(reader, draft):
        draft.unit = Unit("pound-mass", Dimension.PHYSICAL)
    _add_per(reader, draft)
    return _bounded(reader, draft)


_WEIGHT_BEFORE = re.compile(
    r"\b(?:weigh\w*|weight|lbs|lose|lost|losing|gain(?:ed|ing)?|lift\w*|dropp\w*|heav\w+|catch|caught|carr\w+|haul\w*|produc\w*|bags?|harvest\w*|crop|tall|feet|ton|tons|slimmed|benched|payload|towing|tow)\b",
    re.IGNORECASE,
)
_WEIGHT_AFTER = re.compile(
    r"[ ](?:of (?!the\b|aid|debt|sav|invest|exports|imports|trade|tax|sales|damage|revenue|cash|fund|government|public|profit|money)\w+|heavier|lighter|each week of|overweight)",
    re.IGNORECASE,
)


def _is_weight(reader: Reader, draft: Draft) -> bool:
    """Whether "pounds" weighs rather than pays: no scale of money, and weighing words beside it."""
    text = reader.text
    if text[draft.number_end : draft.number_end + 1] == "-":
        return True
    if _WEIGHT_AFTER.match(text, draft.end):
        return True
    return _WEIGHT_BEFORE.search(text, max(0, draft.start - 60), draft.start) is not None


def _add_per(reader: Reader, draft: Draft) -> None:
    if draft.unit is None or draft.unit.dimension is Dimension.RATIO:
        return
    per = read_per(reader.text, draft.after, draft.unit, reader.words)
    if per is not None:
        draft.per, draft.after = per


def _bounded(reader: Reader, draft: Draft) -> tuple[Draft, int]:
    read_before(reader.text, draft, reader.words)
    read_after(reader.text, draft, reader.words)
    return draft, draft.end


def _read_counted(reader: Reader, draft: Draft, before: list[str], plain: bool) -> tuple[Draft | None, int]:
    """A number without a unit: what it counts, or whether it is a year, a name or a bare number."""
    text, words = reader.text, reader.words
    one = draft.value == 1
    year = plain and not draft.scaled and is_year(int(abs(draft.value)), draft.number_end - draft.number_start)
    if year and (
        not before
        or before[-1].lower().strip("(\"“'‘,;") in words.year_before
        or text[draft.start - 1] in "(-–'’"
        or before[-1][-1] in ",;.)"
    ):
        return None, draft.end
    if plain and not draft.scaled and is_address(text, draft.end):
        return None, draft.end
    noun = read_noun(text, draft.end, words, singular=one)
    named = plain and not draft.scaled and is_name_before(text, draft.start, before, words)
    if noun is None and (draft.scaled or draft.value < 1000 or not year):
        noun = read_of_noun(text, draft.end, words) if not named else None
        if noun is not None and not draft.scaled and not before:
            pass
    if named and (noun is None or noun[0][:1].isupper() or draft.value < 40 or year):
        return None, draft.end
    if year and noun is None:
        hedged = bool(before) and before[-1].lower() in words.bounds_before
        if not hedged:
            return None, draft.end
    if year and noun is not None and noun[0][:1].isupper():
        return None, draft.end
    if noun is not None:
        draft.unit = Unit(noun[0], Dimension.COUNT)
        draft.end = draft.after = noun[2]
        _add_per(reader, draft)
    else:
        draft.weak = plain and not draft.scaled
        draft.after = draft.end
    return _bounded(reader, draft)


def _read_words(reader: Reader, match: re.Match[str]) -> tuple[Draft | None, int]:
    """A number in words."""
    text, words = reader.text, reader.words
    start = match.start("cardinal")
    word = match["cardinal"]
    lowered = word.lower()
    end = match.end("cardinal")
    before = words_before(text, start)
    denominator = _DENOMINATOR.match(text, end)
    if denominator is not None and not (lowered == "one" and denominator[1].lower().endswith("s") and denominator[1].lower() != "s"):
        share = _word_fraction(reader, start, Decimal(words.cardinals[lowered]), denominator, before)
        if share is not None:
            return share
    value, core, end, scaled = read_cardinal(text, lowered, end, words)
    draft = Draft(start, end, start, end, value, core, Form.WORDS, scaled=scaled, after=end, left=start, weak=True)
    fold = read_fold(text, end)
    if fold is not None:
        return _multiplier(reader, start, fold, value, None), fold
    share_in = read_in_n(text, value, end, words) if not scaled else None
    if share_in is not None:
        return _fraction(reader, start, share_in[1], share_in[0]), share_in[1]
    times = read_times(text, end, before, words)
    if times is not None:
        return _with_unit(reader, draft, times)
    if is_factor(text, start):
        return _multiplier(reader, start, end, value, None), end
    if _is_name_word(text, start, word, before) and not scaled:
        return None, end
    if text[end : end + 1] == "-" and text[end + 1 : end + 2] not in (" ", ",") and _is_adjective(text, end, words):
        return None, _past_hyphens(text, end)
    unit = read_unit(text, end, words, digits=False)
    if unit is not None and not (lowered == "one" and value == 1 and _is_idle_one(text, end, before, words, unit=True)):
        return _with_unit(reader, draft, unit)
    if value == 1 and not scaled:
        return _read_one(reader, draft, before)
    if before and (
        before[-1].lower() in words.numbered
        and (before[-1].lower() in ("number", "chapter", "article", "section", "phase", "part", "page", "act") or before[-1][:1].isupper())
    ):
        return None, end
    noun = read_noun(text, end, words, singular=False) or read_of_noun(text, end, words)
    if noun is not None:
        draft.unit = Unit(noun[0], Dimension.COUNT)
        draft.end = draft.after = noun[2]
        _add_per(reader, draft)
        draft.weak = False
    elif scaled:
        draft.weak = False
    return _bounded(reader, draft)


def _past_hyphens(text: str, end: int) -> int:
    match = re.compile(r"(?:-\w+){1,6}").match(text, end)
    return match.end() if match else end


def _is_adjective(text: str, end: int, words: Lexicon) -> bool:
    """Whether "two-way", "four-star" rather than a hyphened unit follows."""
    match = re.compile(r"-([A-Za-z]+)").match(text, end)
    return match is not None and match[1].lower() in words.hyphen_not_nouns


def _is_name_word(text: str, start: int, word: str, before: list[str]) -> bool:
    """Whether a capitalised number word in mid-sentence is part of a name: "Group of Seven", "the Five Eyes"."""
    return word[0].isupper() and bool(before) and before[-1][-1] not in '.!?:;"”“' and not word.isupper()


def _is_idle_one(text: str, end: int, before: list[str], words: Lexicon, *, unit: bool) -> bool:
    previous = before[-1].lower() if before else ""
    if previous in words.one_not_after:
        return True
    following = re.compile(r"[ -]([a-z]+)", re.IGNORECASE).match(text, end)
    return following is None or (following[1].lower() in words.one_not_before)


_ONE_OF = re.compile(r"[ ]of[ ](?:the|its|their|his|her|our|my|your|these|those|[A-Z]\w+['’]s?)[ ]", re.IGNORECASE)


def _read_one(reader: Reader, draft: Draft, before: list[str]) -> tuple[Draft | None, int]:
    """ "one": a number before a noun or "of the ...s", idle elsewhere ("one another", "no one", "one of them")."""
    text, words = reader.text, reader.words
    of = _ONE_OF.match(text, draft.end)
    noun = None
    previous = before[-1].lower() if before else ""
    if of is not None and previous not in ("this", "that", "any", "every", "each"):
        noun = read_of_noun(text, draft.end, words)
    elif not _is_idle_one(text, draft.end, before, words, unit=False):
        noun = read_noun(text, draft.end, words, singular=True)
    if noun is None:
        if text[draft.end : draft.end + 1] in " ,-" and _list_follows(text, draft.end):
            return _bounded(reader, draft)
        return None, draft.end
    draft.unit = Unit(noun[0], Dimension.COUNT)
    draft.end = draft.after = noun[2]
    draft.weak = False
    return _bounded(reader, draft)


def _list_follows(text: str, end: int) -> bool:
    return re.compile(r"(?: or | to |-to-|-or-| and a |-)(?:two|three|four|five|half|\d)", re.IGNORECASE).match(text, end) is not None


def _word_fraction(
    reader: Reader, start: int, top: Decimal, denominator: re.Match[str], before: list[str]
) -> tuple[Draft | None, int] | None:
    """ "two-thirds of", "three quarters of a billion dollars"; None if it is no fraction ("two quarters ago")."""
    text, words = reader.text, reader.words
    name = denominator[1].lower()
    end = denominator.end()
    value = top / words.denominators[name]
    scale = read_part_of_scale(text, end, words)
    if scale is not None:
        return _scaled_fraction(reader, start, scale[1], value * scale[0], value)
    if top >= words.denominators[name] or (top == 1 and name in ("half", "halves") and not is_share(text, end)):
        return None
    if (
        name in ("quarter", "quarters")
        and text[denominator.start()] == " "
        and re.compile(r" of (?!20\d\d|19\d\d)|,| the ").match(text, end) is None
        and top != 1
    ):
        return None
    unit = read_unit(text, end, words, digits=False) or _of_a_unit(text, end, words)
    if unit is not None and unit[0].dimension in (Dimension.PERCENT, Dimension.PHYSICAL, Dimension.TIME, Dimension.MONEY):
        draft = Draft(start, end, start, end, value, value, Form.WORDS, after=end, left=start)
        return _with_unit(reader, draft, unit)
    return _fraction(reader, start, end, value), end


def _of_a_unit(text: str, end: int, words: Lexicon) -> tuple[Unit, int] | None:
    match = re.compile(r" (?:of )?(?:an?|one)(?= )").match(text, end)
    return read_unit(text, match.end(), words, digits=False) if match else None


def _scaled_fraction(reader: Reader, start: int, end: int, value: Decimal, core: Decimal) -> tuple[Draft | None, int]:
    text, words = reader.text, reader.words
    draft = Draft(start, end, start, end, value, core, Form.WORDS, scaled=True, after=end, left=start)
    unit = read_unit(text, end, words, digits=False)
    if unit is not None:
        return _with_unit(reader, draft, unit)
    noun = read_noun(text, end, words, singular=False) or read_of_noun(text, end, words)
    if noun is not None:
        draft.unit = Unit(noun[0], Dimension.COUNT)
        draft.end = draft.after = noun[2]
    return _bounded(reader, draft)


def _fraction(reader: Reader, start: int, end: int, value: Decimal) -> Draft:
    draft = Draft(start, end, start, end, value, value, Form.FRACTION, unit=FRACTION, after=end, left=start)
    return _bounded(reader, draft)[0]


def _multiplier(reader: Reader, start: int, end: int, value: Decimal, change: Change | None) -> Draft:
    draft = Draft(start, end, start, end, value, value, Form.MULTIPLIER, unit=RATIO, after=end, left=start)
    _bounded(reader, draft)
    draft.change = draft.change or change
    return draft


def _read_article(reader: Reader, match: re.Match[str]) -> tuple[Draft | None, int]:
    """ "a million dollars", "a dozen firms", "a third of exports", "a half"."""
    text, words = reader.text, reader.words
    start, end = match.start(), match.end()
    name = match["scale"].lower()
    if name in words.denominators:
        if name == "half":
            return _read_half(reader, match.start("scale"), end)
        value = Decimal(1) / words.denominators[name]
        scale = read_part_of_scale(text, end, words)
        if scale is not None:
            return _scaled_fraction(reader, start, scale[1], value * scale[0], value)
        unit = _of_a_unit(text, end, words)
        if unit is not None and unit[0].dimension in (Dimension.PERCENT, Dimension.PHYSICAL, Dimension.TIME):
            draft = Draft(start, end, start, end, value, value, Form.WORDS, after=end, left=start)
            return _with_unit(reader, draft, unit)
        if not is_share(text, end) or text[end : end + 1] == "-" or re.compile(r" (?:year|and final|time)\b").match(text, end):
            return None, end
        return _fraction(reader, start, end, value), end
    before = words_before(text, start)
    if before and before[-1].lower() in ("half", "many", "quarter"):
        return None, end
    factor = words.scales[name]
    scale_more, end = read_scale(text, end, words)
    value = factor * scale_more
    draft = Draft(start, end, start, end, value, ONE, Form.WORDS, scaled=True, after=end, left=start)
    fold = read_fold(text, end)
    if fold is not None:
        return _multiplier(reader, start, fold, value, None), fold
    times = read_times(text, end, before, words)
    if times is not None:
        return _with_unit(reader, draft, times) if times[0] is RATIO else (None, times[1])
    unit = read_unit(text, end, words, digits=False)
    if unit is not None:
        return _with_unit(reader, draft, unit)
    noun = read_noun(text, end, words, singular=False) or read_of_noun(text, end, words)
    if noun is not None:
        draft.unit = Unit(noun[0], Dimension.COUNT)
        draft.end = draft.after = noun[2]
        return _bounded(reader, draft)
    if name in ("million", "thousand", "dozen", "hundred"):
        return None, end
    return _bounded(reader, draft)


_HALF_AS = re.compile(r"[ ]as[ ](?:much|many|large|big|high|great|fast|likely)\b", re.IGNORECASE)
_HALF_WHOLE = re.compile(
    r"(?:[ ]or[ ]more)?[ ](?:of|the|its|their|his|her|our|my|your|all|that|those|these|what|[A-Z]\w+['’]s|a[ ](?:percentage|per|percent|mile|year|century|decade|day|dozen|hour|km|point))\b"
)


def _read_half(reader: Reader, start: int, end: int) -> tuple[Draft | None, int]:
    """ "half of its exports", "half a million", "half a percentage point", "half as much"."""
    text, words = reader.text, reader.words
    before = words_before(text, start)
    scale = read_part_of_scale(text, end, words)
    half = Decimal("0.5")
    if scale is not None:
        return _scaled_fraction(reader, start, scale[1], half * scale[0], half)
    unit = _of_a_unit(text, end, words)
    if unit is None and text[end : end + 1] == " ":
        direct = read_unit(text, end, words, digits=False)
        unit = direct if direct is not None and direct[0].dimension is Dimension.PERCENT else None
    if unit is not None and unit[0].dimension in (Dimension.PERCENT, Dimension.PHYSICAL, Dimension.TIME):
        draft = Draft(start, end, start, end, half, half, Form.WORDS, after=end, left=start)
        return _with_unit(reader, draft, unit)
    if _HALF_AS.match(text, end):
        return _multiplier(reader, start, end, half, None), end
    hedged = bool(before) and (before[-1].lower() in words.bounds_before or before[-1].lower() == "by")
    if is_named_half(before) or text[end : end + 1] == "-":
        return None, end
    if _HALF_WHOLE.match(text, end) or (hedged and is_share(text, end)):
        return _fraction(reader, start, end, half), end
    return None, end


def _read_vague(reader: Reader, match: re.Match[str]) -> tuple[Draft | None, int]:
    """ "tens of thousands of workers": a range of one order of magnitude."""
    text, words = reader.text, reader.words
    start = match.start("vague")
    low, high, end = read_vague(text, match["vague"].lower(), match.end("vague"), words)
    draft = Draft(start, end, start, end, low, low, Form.WORDS, scaled=True, high=high, is_range=True, after=end, left=start)
    of = re.compile(r" of(?= )").match(text, end)
    if of is None:
        return None, end
    unit = read_unit(text, of.end(), words, digits=False)
    if unit is not None:
        return _with_unit(reader, draft, unit)
    noun = read_of_noun(text, end, words)
    if noun is None:
        return None, end
    draft.unit = Unit(noun[0], Dimension.COUNT)
    draft.end = draft.after = noun[2]
    return _bounded(reader, draft)


def _read_multiplier(reader: Reader, match: re.Match[str]) -> tuple[Draft | None, int]:
    text, words = reader.text, reader.words
    start, end, word = match.start("multiplier"), match.end("multiplier"), match["multiplier"]
    if not is_verb_use(text, word, end, words_before(text, start), words):
        return None, end
    found = verb_value(word)
    return (_multiplier(reader, start, end, *found), end) if found else (None, end)


_TWICE = re.compile(r"[ ](?:as|the|that|its|their|what|those|more|\w+'s)\b", re.IGNORECASE)


def _read_twice(reader: Reader, match: re.Match[str]) -> tuple[Draft | None, int]:
    """ "twice as large", "twice the figure"; "twice a week" is no multiplier."""
    end = match.end("twice")
    if _TWICE.match(reader.text, end) is None:
        return None, end
    value = Decimal(2 if match["twice"].lower() == "twice" else 3)
    return _multiplier(reader, match.start("twice"), end, value, None), end


def _read_vulgar(reader: Reader, start: int) -> tuple[Draft | None, int]:
    """A fraction sign without a whole number: "½ per cent"."""
    top, _, bottom = _VULGARS[reader.text[start]].partition("/")
    value = Decimal(top) / Decimal(bottom or 1)
    end = start + 1
    draft = Draft(start, end, start, end, value, value, Form.DIGITS, after=end, left=start)
    unit = read_unit(reader.text, end, reader.words, digits=True)
    if unit is not None:
        return _with_unit(reader, draft, unit)
    return _fraction(reader, start, end, value), end
