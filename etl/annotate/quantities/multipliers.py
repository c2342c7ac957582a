"""Multipliers and fractions: "doubled", "threefold", "20 times", "by a factor of ten", "two-thirds of", "one in three"."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.model import Change, Dimension

from .lexicon import Lexicon, Unit
from .units import read_unit

RATIO = Unit("ratio", Dimension.RATIO)
FRACTION = Unit("fraction", Dimension.RATIO)
OCCASIONS = Unit("times", Dimension.COUNT)

_VERB_VALUES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_DOUBLE_OBJECT = re.compile(
    r"\s(?:the|its|their|his|her|our|your|that|those|what|this|these|last|in|by|from|over|to|within|since|every|again|trade|exports|imports|output|production|investment|sales|tourism|[A-Z]\w+['’]s|\d|\$)|[,.;:)]|$",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[ -](times?)(?![\w-])", re.IGNORECASE)
_FOLD = re.compile(r"[ -]?fold(?!\w)", re.IGNORECASE)
_RATIO_AFTER = re.compile(
    r"\s(?:as|more|less|the|those|that|its|their|his|her|last|higher|lower|larger|greater|bigger|smaller|faster|(?:earnings|sales|revenues?|profits?|book|ebitda|gdp|income)|what|over|above|fewer|longer|better|worse|stronger|cheaper|january|february|march|april|june|july|august|september|october|november|december|\$|[A-Z]\w+['’]s|\w+er\s+than)\b",
    re.IGNORECASE,
)
_FACTOR = re.compile(r"\bfactors? of (?:about |around |nearly |almost |at least |more than |over )?$", re.IGNORECASE)
_IN_N = re.compile(
    r"(?:[ -]in[ -]every|[ -]in|[ -]out[ -]of(?:[ -]every)?|[ -]of[ -]every)[ -]([A-Za-z]+|\d{1,5})(?![\w%.,]*\d)(?=[ ,.;:)-]|$)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r" (?:[a-z]+s|people|men|women|children)\b")
_COMMON_WHOLES = frozenset({12, 15, 25})
_OF_WHOLE = re.compile(
    r"(?:\s+or\s+(?:more|less))?(?:\s(?:of|the|its|their|his|our|all|a|an|to|from|in|by|over|this|that|what|last|on|as|are|is|were|was|have|had|said|since|year|lower|higher|more|less|during|between|for|through|at|when|with|and|or|compared|each|owned|interest|stake|share|drop|rise|fall|increase|reduction|cut)\b|[,.;:)–—-]|$)",
    re.IGNORECASE,
)


def verb_value(word: str) -> tuple[Decimal, Change] | None:
    """The multiplier of a verb: "doubled" -> (2, up), "halved" -> (0.5, down); None if it is none."""
    lowered = word.lower()
    if lowered.startswith("halv"):
        return Decimal("0.5"), Change.DOWN
    for stem, value in _VERB_VALUES.items():
        if lowered.startswith(stem):
            return Decimal(value), Change.UP
    return None


def is_verb_use(text: str, word: str, end: int, words: list[str], lexicon: Lexicon) -> bool:
    """Whether "double", "triple", "doubles" multiplies here rather than naming something ("double standards", "men's doubles")."""
    lowered = word.lower()
    if text[end : end + 1] == "-":
        return False
    following = re.match(r"[ ]([\w-]+)", text[end : end + 24])
    if following is not None and following[1].lower() in lexicon.double_not_before:
        return False
    if lowered.endswith(("ed", "ing")) or lowered in ("halve", "halves"):
        return not (lowered.endswith("ed") and following is not None and following[1].lower() in ("over", "back", "down", "up"))
    previous = words[-1].lower() if words else ""
    if lowered.endswith("es"):
        return (
            following is not None
            and following[1].lower() in ("the", "its", "their", "in", "to", "every", "as")
            and not previous.endswith("'s")
        )
    if previous in lexicon.double_before:
        return True
    return (
        bool(words) and previous not in ("a", "an", "the", "of") and _DOUBLE_OBJECT.match(text, end) is not None and following is not None
    )


def read_times(text: str, end: int, words: list[str], lexicon: Lexicon) -> tuple[Unit, int] | None:
    """ "times" after a number: a ratio after a verb of change or before a comparison, else so many occasions; None if absent."""
    match = _TIMES.match(text, end)
    if match is None:
        return None
    if match[1].lower() == "time" and text[end] != "-":
        return None
    if match[1].lower() == "time":
        return None
    if _RATIO_AFTER.match(text, match.end()):
        return RATIO, match.end()
    if any(word.lower() in lexicon.verbs for word in words[-4:]):
        return RATIO, match.end()
    return OCCASIONS, match.end()


def read_fold(text: str, end: int) -> int | None:
    """Where "-fold" ends after a number; None if it does not follow."""
    match = _FOLD.match(text, end)
    return match.end() if match else None


def is_factor(text: str, start: int) -> bool:
    """Whether "by a factor of" stands before the number."""
    return _FACTOR.search(text, max(0, start - 40), start) is not None


def read_in_n(text: str, value: Decimal, end: int, lexicon: Lexicon) -> tuple[Decimal, int] | None:
    """ "one | in three", "7 | out of 10": the share and where it ends; None if it does not follow."""
    if text[end : end + 1] not in (" ", "-"):
        return None
    match = _IN_N.match(text, end)
    if match is None or value % 1:
        return None
    word = match[1].lower()
    below = Decimal(word) if word.isdigit() else Decimal(lexicon.cardinals.get(word, 0))
    if word in ("hundred", "thousand"):
        below = lexicon.scales[word]
    if not 0 < value < below or (below > 1000):
        return None
    if match[0].lower().startswith((" in ", "-in-")):
        odd = below > 10 and below % 10 and below not in _COMMON_WHOLES
        chance = value == 1 and _PLURAL.match(text, match.end()) is not None  # "1 in 833 men"
        if not chance and word.isdigit() and (value > 9 or odd or read_unit(text, match.end(), lexicon, digits=True)):
            return None
    return value / below, match.end()


def is_share(text: str, end: int) -> bool:
    """Whether a whole follows "a third", "half", "two-thirds": "of exports", "the condos", a comma."""
    return _OF_WHOLE.match(text, end) is not None


def is_named_half(words: list[str], lexicon: Lexicon) -> bool:
    """Whether "half" or "quarter" is a period or a part with a name: "the first half", "the second quarter"."""
    return bool(words) and words[-1].lower().strip("(\"“'") in lexicon.named_half
