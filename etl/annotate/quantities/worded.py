"""Quantities that begin with a word: "three billion dollars", "a third of exports", "half a million", "tens of thousands"."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.model import Dimension

from .anchors import Anchor, anchors
from .bounds import words_before
from .draft import Draft, Form
from .lexicon import Lexicon, Unit
from .multipliers import (
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
from .noise import is_named_number
from .nouns import read_noun, read_of_noun
from .numerals import ONE, read_scale
from .reader import Read, Reader, bounded, counted, fraction, is_casualty, multiplier, read_or_more, set_noun, with_unit
from .units import read_unit
from .words import read_cardinal, read_part_of_scale, read_vague

_DENOMINATOR = re.compile(
    r"[ -](half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?)(?![\w-])",
    re.IGNORECASE,
)
_MEASURED = (Dimension.PERCENT, Dimension.PHYSICAL, Dimension.TIME)
_HYPHEN_LINKS = ("-to-", "-or-", " and-", "sub-", "-and-")
_HYPHENED = re.compile(r"-([A-Za-z]+)")
_HYPHENS = re.compile(r"(?:-\w+){1,6}")
_NEXT_WORD = re.compile(r"[ -]([a-z]+)", re.IGNORECASE)
_OF = re.compile(r" of(?= )")
_OF_A = re.compile(r" (?:of )?(?:an?|one)(?= )")
_ORDINAL = re.compile(r"(?:-| and )(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b(?! (?:of|as)\b)", re.IGNORECASE)
_BEFORE_YEAR = frozenset({"Lord", "year"})
_NUMBERED = frozenset({"number", "chapter", "article", "section", "phase", "part", "page", "act", "category", "grade", "level"})


def read_worded(reader: Reader, start: int, end: int) -> Read:
    """What the anchor words ``text[start:end]`` begin."""
    text = reader.text
    if start and text[start - 1] == "-" and not text[max(0, start - 5) : start].lower().endswith(_HYPHEN_LINKS):
        return None, end
    word = text[start:end].lower()
    if word.endswith("fold"):
        value = reader.words.cardinals.get(word[:-4].rstrip(" -"))
        return multiplier(reader, start, end, Decimal(value)) if value else (None, end)
    kind = anchors().kinds[word.replace("-", " ")]
    if kind is Anchor.CARDINAL:
        return _read_number(reader, start, word, end)
    if kind is Anchor.ARTICLE:
        return _read_article(reader, start, re.split("[ -]", word, maxsplit=1)[1], end)
    if kind is Anchor.HALF:
        return _read_half(reader, start, end)
    if kind is Anchor.VAGUE:
        return _read_vague(reader, start, word, end)
    if kind is Anchor.VERB:
        return _read_verb(reader, start, word, end)
    return _read_twice(reader, start, word, end)


# --- three, twenty-eight thousand, one and a half million


def _read_number(reader: Reader, start: int, word: str, end: int) -> Read:
    text, words = reader.text, reader.words
    before = words_before(text, start)
    share = _read_denominator(reader, start, word, end)
    if share is not None:
        return share
    value, core, end, scaled = read_cardinal(text, word, end, words)
    if (value >= 20 and _ORDINAL.match(text, end)) or (value > 1900 and before and before[-1] in _BEFORE_YEAR):
        return None, end  # "the two hundred and forty-sixth year", "our Lord two thousand twenty-two"
    draft = Draft(start, end, start, end, value, core, Form.WORDS, scaled=scaled, after=end, left=start, bare=not scaled, before=before)
    special = _read_multiple(reader, draft)
    if special is not None:
        return special
    if not scaled and _is_name_word(text, start, before):
        return None, end
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha() and _is_adjective(text, end, words):
        hyphens = _HYPHENS.match(text, end)
        return None, hyphens.end() if hyphens else end
    unit = read_unit(text, end, words, digits=False)
    if unit is not None and not (value == 1 and _is_idle_one(text, end, before, words)):
        return with_unit(reader, draft, unit)
    if value == 1 and not scaled:
        return _read_one(reader, draft, before)
    if before and (before[-1].lower() in _NUMBERED or is_named_number(before, words)):
        return None, end  # "chapter three", "a family of four"
    if counted(reader, draft):
        return bounded(reader, draft)
    return read_or_more(reader, draft)


def _read_multiple(reader: Reader, draft: Draft) -> Read | None:
    """ "five-fold", "one in three", "twenty times", "by a factor of ten"; None for anything else."""
    text, words, end = reader.text, reader.words, draft.end
    fold = read_fold(text, end)
    if fold is not None:
        return multiplier(reader, draft.start, fold, draft.value)
    share = read_in_n(text, draft.value, end, words) if not draft.scaled else None
    if share is not None:
        return fraction(reader, draft.start, share[1], share[0])
    times = read_times(text, end, draft.before, words)
    if times is not None:
        return with_unit(reader, draft, times)
    if "of" in draft.before[-3:] and is_factor(text, draft.start):
        return multiplier(reader, draft.start, end, draft.value)
    return None


def _is_name_word(text: str, start: int, before: list[str]) -> bool:
    """Whether a capitalised number word in mid-sentence is part of a name: "Group of Seven", "the Five Eyes"."""
    if not text[start].isupper() or not before or before[-1][-1] in '.!?:;"”“—–-•*':
        return False
    return not text[start : start + 2].isupper() or (not before[-1].isupper() and _SHOUTED_NAME.match(text, start) is not None)


_SHOUTED_NAME = re.compile(r"[A-Z]+ [A-Z][a-z]")  # "at ONE Friday Fights"


def _is_adjective(text: str, end: int, words: Lexicon) -> bool:
    """Whether "two-way", "four-star" rather than a hyphened unit follows."""
    match = _HYPHENED.match(text, end)
    return match is not None and match[1].lower() in words.hyphen_not_nouns


def _is_idle_one(text: str, end: int, before: list[str], words: Lexicon) -> bool:
    """Whether "one" is a pronoun or part of a fixed phrase: "the one", "one another", "one day"."""
    if before and before[-1].lower() in words.one_not_after:
        return True
    if text[end : end + 1] == "-":
        return False  # "a one-day record"
    following = _NEXT_WORD.match(text, end)
    if following is not None and following[1] == "more":
        thing = _NEXT_WORD.match(text, following.end())
        return thing is None or thing[1] in ("time", "thing", "day") or thing[1] in words.stop  # "one more hostage"
    return following is None or following[1].lower() in words.one_not_before


_ONE_OF = re.compile(r"[ ]of[ ](?:the|its|their|his|her|our|my|your|these|those|(?:[A-Z][\w.]+[ ]){0,2}[A-Z]\w+['’]s?)[ ]", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(
    r"(?: or | to |-to-|-or-|-| of (?:the|his|her|its|their) )(?:two|three|four|five|six|seven|eight|nine|ten|half|\d)", re.IGNORECASE
)
_NOT_ONE_OF = frozenset({"this", "that", "any", "every", "each", "no"})


def _read_one(reader: Reader, draft: Draft, before: list[str]) -> Read:
    """ "one": a number before a noun or "of the ...s", idle elsewhere ("one another", "no one", "one of them")."""
    text, words = reader.text, reader.words
    noun = None
    if _ONE_OF.match(text, draft.end):
        if not (before and before[-1].lower() in _NOT_ONE_OF):
            noun = read_of_noun(text, draft.end, words)
    elif not _is_idle_one(text, draft.end, before, words):
        noun = read_noun(text, draft.end, words, singular=True)
        if noun is not None and _is_participle(noun[0].split(" "), before):
            noun = None  # "one centred on the east, one led from abroad"
    if noun is None:
        if before and before[-1].lower() in _NOT_ONE_OF:
            return None, draft.end  # "every one of its 120 minutes"
        goes_on = _LIST_FOLLOWS.match(text, draft.end) or is_casualty(text, draft.end, words)
        return bounded(reader, draft) if goes_on else (None, draft.end)
    set_noun(reader, draft, noun)
    return bounded(reader, draft)


def _is_participle(noun: list[str], before: list[str]) -> bool:
    """Whether what follows "one" says what it does: "one centred on", "two kinds: one stressing range"."""
    if len(noun) == 1:
        return noun[0].endswith("ed")
    return noun[0].endswith(("ing", "ed")) and bool(before) and before[-1][-1] in ":,;—–"


# --- two-thirds, a quarter, half, three-quarters of a billion


def _read_denominator(reader: Reader, start: int, word: str, end: int) -> Read | None:
    """ "two-thirds of", "three quarters of a billion dollars"; None if it is no fraction ("two quarters ago")."""
    text, words = reader.text, reader.words
    match = _DENOMINATOR.match(text, end)
    if match is None:
        return None
    name, end = match[1].lower(), match.end()
    top, bottom = words.cardinals[word], words.denominators[name]
    if (top == 1) == name.endswith("s") or top >= bottom:
        return None
    value = Decimal(top) / bottom
    scale = read_part_of_scale(text, end, words)
    if scale is not None:
        return _scaled_part(reader, start, scale[1], value * scale[0], value)
    if name == "half" and not is_share(text, end):
        return None
    if name == "quarters" and text[match.start()] == " " and not _QUARTERS_OF.match(text, end):
        return None
    return _part(reader, start, end, value)


_QUARTERS_OF = re.compile(r" of (?!20\d\d|19\d\d)|,? the ")


def _part(reader: Reader, start: int, end: int, value: Decimal) -> Read:
    """A fraction of a unit ("half a percentage point") or of a whole."""
    unit = _of_a_unit(reader.text, end, reader.words)
    if unit is None:
        return fraction(reader, start, end, value)
    return with_unit(reader, Draft(start, end, start, end, value, value, Form.WORDS, after=end, left=start), unit)


def _of_a_unit(text: str, end: int, words: Lexicon) -> tuple[Unit, int] | None:
    """The unit in "half | a percentage point", "three-quarters | of a mile", "half | per cent"; None if none follows."""
    match = _OF_A.match(text, end)
    if match is not None:
        unit = read_unit(text, match.end(), words, digits=False)
        return unit if unit is not None and unit[0].dimension in _MEASURED else None
    unit = read_unit(text, end, words, digits=False) if text[end : end + 1] == " " else None
    return unit if unit is not None and unit[0].dimension is Dimension.PERCENT else None


def _scaled_part(reader: Reader, start: int, end: int, value: Decimal, core: Decimal) -> Read:
    """ "half a million tourists", "three-quarters of a billion dollars"."""
    draft = Draft(start, end, start, end, value, core, Form.WORDS, scaled=True, after=end, left=start)
    unit = read_unit(reader.text, end, reader.words, digits=False)
    if unit is not None:
        return with_unit(reader, draft, unit)
    counted(reader, draft)
    return bounded(reader, draft)


_NOT_A_PART = re.compile(r" (?:year|and final|time|day|week|month)\b|-")


def _read_article(reader: Reader, start: int, name: str, end: int) -> Read:
    """ "a million dollars", "a dozen firms", "a third of exports"."""
    text, words = reader.text, reader.words
    if name == "half":
        return _read_half(reader, end - len(name), end)
    if name in words.denominators:
        value = ONE / words.denominators[name]
        scale = read_part_of_scale(text, end, words)
        if scale is not None:
            return _scaled_part(reader, start, scale[1], value * scale[0], value)
        if _of_a_unit(text, end, words) is None and (_NOT_A_PART.match(text, end) or not is_share(text, end)):
            return None, end
        return _part(reader, start, end, value)
    more, end = read_scale(text, end, words)
    value = words.scales[name] * more
    draft = Draft(start, end, start, end, value, ONE, Form.WORDS, scaled=True, after=end, left=start, before=words_before(text, start))
    special = _read_multiple(reader, draft)
    if special is not None:  # "a hundred times" is a manner of speaking unless it compares
        return special if special[0] is not None and special[0].unit is RATIO else (None, special[1])
    unit = read_unit(text, end, words, digits=False)
    if unit is not None:
        return with_unit(reader, draft, unit)
    if counted(reader, draft) or more is not ONE:
        return bounded(reader, draft)
    return None, end


_HALF_AS = re.compile(r"[ ]as[ ](?:much|many|large|big|high|great|fast|likely)\b", re.IGNORECASE)
_HALF_WHOLE = re.compile(
    r"(?: \(\d[\d.]*(?:%| per ?cent)\))?(?:[ ]or[ ]more)?"  # "half (43%) of"
    r"[ ](?:of|the|its|their|his|her|our|my|your|all|that|those|these|what|[A-Z]\w+['’]s)\b"
)


def _read_half(reader: Reader, start: int, end: int) -> Read:
    """ "half of its exports", "half a million", "half a percentage point", "half as much"."""
    text, words = reader.text, reader.words
    before = words_before(text, start)
    half = Decimal("0.5")
    scale = read_part_of_scale(text, end, words)
    if scale is not None:
        return _scaled_part(reader, start, scale[1], half * scale[0], half)
    if is_named_half(before, words) or text[end : end + 1] == "-":
        return None, end
    if _HALF_AS.match(text, end):
        return multiplier(reader, start, end, half)
    hedged = bool(before) and (before[-1].lower() in words.bounds_before or before[-1].lower() == "by")
    if _of_a_unit(text, end, words) is not None or _HALF_WHOLE.match(text, end) or (hedged and is_share(text, end)):
        return _part(reader, start, end, half)
    return None, end


# --- tens of thousands of jobs; doubled; twice the figure


def _read_vague(reader: Reader, start: int, word: str, end: int) -> Read:
    """A range of one order of magnitude; None where no noun says of what ("in the tens")."""
    text, words = reader.text, reader.words
    low, high, end = read_vague(text, word, end, words)
    of = _OF.match(text, end)
    if of is None:
        return None, end
    draft = Draft(start, end, start, end, low, low, Form.WORDS, scaled=True, high=high, is_range=True, after=end, left=start)
    unit = read_unit(text, of.end(), words, digits=False)
    if unit is not None:
        return with_unit(reader, draft, unit)
    return bounded(reader, draft) if counted(reader, draft) else (None, end)


def _read_verb(reader: Reader, start: int, word: str, end: int) -> Read:
    found = verb_value(word)
    if found is None or not is_verb_use(reader.text, word, end, words_before(reader.text, start), reader.words):
        return None, end
    return multiplier(reader, start, end, *found)


_TWICE = re.compile(
    r"[ ](?:as[ ](?:much|many|large|big|high|fast|long|often)|as[ ][a-z]+[ ](?:[a-z]+[ ])?(?:as|in|on|at|since|of|for|to|than)"
    r"|the|that|its|their|what|those|more|last|\w+'s)\b",
    re.IGNORECASE,
)


def _read_twice(reader: Reader, start: int, word: str, end: int) -> Read:
    """ "twice as large", "twice the figure"; "twice a week" is no multiplier."""
    if _TWICE.match(reader.text, end) is None:
        return None, end
    return multiplier(reader, start, end, Decimal(2 if word == "twice" else 3))
