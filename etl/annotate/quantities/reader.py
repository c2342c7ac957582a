"""What every reader of a number needs: the text, the tables, and the steps that follow once a unit is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.model import Change, Dimension

from .bounds import read_bound_after, read_bound_before
from .draft import Draft, Form
from .lexicon import Lexicon, Unit
from .money import adjective_after, resolve
from .multipliers import FRACTION, RATIO
from .nouns import Noun, read_noun, read_of_noun
from .trends import read_trend
from .units import read_per

Read = tuple[Draft | None, int]
"""What was read and where to go on; None where the words are no quantity."""

YEAR_OF_AGE = Unit("year of age", Dimension.TIME)
_AND_A_PART = re.compile(r" and a (half|quarter)\b(?! (?:of|a|million|billion)\b)")
_CHARGE = re.compile(r" of [a-z]+(?: [a-z]+)?(?=[.,;]| (?:and|in|for|after|on|with|at|over|against)\b|$)")
_BEFELL = re.compile(
    r" (?:more |others )?(?:is |are |was |were )?(?:reported |feared |believed |presumed |still )?"
    r"([a-z]+)\b(?! (?:[a-z]+s|people|men|women)\b)"
)
_OR_MORE = re.compile(r" or (?:more|fewer|less|so)(?= [a-z])")
_AGE_BOUNDS = frozenset({"under", "over", "above", "below", "younger than", "older than"})
DOLLARS = frozenset({"dollar", "dollars", "dlr", "dlrs"})
_WEIGHT_BEFORE = re.compile(
    r"\b(?:weigh\w*|weight|los(?:e|t|ing)|gain(?:ed|ing)?|lift\w*|dropp\w*|heav\w+|catch|caught|carr\w+|haul\w*|produc\w*|bags?|harvest\w*"
    r"|crop|tall|feet|tons?|slimmed|benched|payload|tow(?:ing)?)\b",
    re.IGNORECASE,
)
_WEIGHT_AFTER = re.compile(
    r"[ ](?:of (?!the\b|aid|debt|sav|invest|exports|imports|trade|tax|sales|damage|revenue|cash|fund|government|public|profit|money)\w+"
    r"|heavier|lighter|overweight)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One text being read, with what the caller knows about its dollars and its country."""

    text: str
    words: Lexicon
    home_dollar: str | None
    home: str | None


def resolved(reader: Reader, unit: Unit) -> tuple[Unit, str | None]:
    """The unit with its bare "dollar" or "franc" resolved, and the note that says how."""
    return resolve(unit, reader.words, reader.home_dollar, reader.home)


def with_unit(reader: Reader, draft: Draft, unit: tuple[Unit, int]) -> Read:
    """Finish a number whose unit stands behind it."""
    draft.unit, draft.note = resolved(reader, unit[0]) if unit[0].noun else (unit[0], None)
    draft.end = draft.after = unit[1]
    part = _AND_A_PART.match(reader.text, unit[1]) if unit[0].dimension in (Dimension.TIME, Dimension.PHYSICAL) else None
    if part is not None and draft.value % 1 == 0:  # "two years and a half"
        draft.value += Decimal("0.5") if part[1] == "half" else Decimal("0.25")
        draft.end = draft.after = part.end()
    if unit[0].noun in DOLLARS:
        named = adjective_after(reader.text, unit[1], reader.words)
        draft.unit, draft.note = (named, None) if named else (draft.unit, draft.note)
    if unit[0].noun in ("pound", "pounds") and not draft.note and _is_weight(reader.text, draft):
        draft.unit = Unit("pound-mass", Dimension.PHYSICAL)
    add_per(reader, draft)
    return bounded(reader, draft)


def _is_weight(text: str, draft: Draft) -> bool:
    """Whether "pounds" weighs rather than pays: a hyphen, a substance, or words of weighing beside it."""
    if text[draft.number_end : draft.number_end + 1] == "-" or _WEIGHT_AFTER.match(text, draft.end):
        return True
    return _WEIGHT_BEFORE.search(text, max(0, draft.start - 60), draft.start) is not None


def add_per(reader: Reader, draft: Draft) -> None:
    """Read what the unit is per: "$14.95 a month", "12 firms per region"."""
    if draft.unit is None or draft.unit.dimension is Dimension.RATIO:
        return
    per = read_per(reader.text, draft.after, draft.unit, reader.words)
    if per is not None:
        draft.per, draft.after = per


def bounded(reader: Reader, draft: Draft) -> Read:
    """Read the bound, the preposition and the direction around a number that is otherwise complete."""
    read_bound_before(reader.text, draft, reader.words)
    read_bound_after(reader.text, draft, reader.words)
    read_trend(reader.text, draft, reader.words)
    return draft, draft.end


def counted(reader: Reader, draft: Draft, *, singular: bool = False) -> bool:
    """Read the noun that the number counts, directly after it or after "of"; whether there is one."""
    noun = read_noun(reader.text, draft.end, reader.words, singular=singular) or read_of_noun(reader.text, draft.end, reader.words)
    if noun is None:
        return False
    set_noun(reader, draft, noun)
    return True


def set_noun(reader: Reader, draft: Draft, noun: Noun) -> None:
    """Let ``draft`` count ``noun``; a phrase whose head is a time or a currency measures it ("three full days", "500 Liberian dollars")."""
    words = noun[0].lower().split()
    head = reader.words.phrases.get(words[-1]) if words[-1] != "mark" else None  # "the 500 mark"
    unit = head[-1][1] if head and not head[-1][0] else None
    if unit is not None and unit.dimension in (Dimension.TIME, Dimension.MONEY) and (unit.noun or unit.dimension is Dimension.TIME):
        draft.unit, draft.note = resolved(reader, unit)
    else:
        draft.unit = Unit(noun[0], Dimension.COUNT)
    draft.end = draft.after = noun[2]
    charge = _CHARGE.match(reader.text, draft.end) if words[-1] in ("count", "counts") else None
    if charge is not None and draft.unit is not None:  # "four counts of murder"
        draft.unit, draft.end = Unit(noun[0] + charge[0], Dimension.COUNT), charge.end()
        draft.after = draft.end
    draft.bare = False
    add_per(reader, draft)


def is_casualty(text: str, end: int, words: Lexicon) -> bool:
    """Whether what befell people follows a number that has no noun: "and one | injured", "12 | missing"."""
    match = _BEFELL.match(text, end)
    return match is not None and match[1] in words.casualties


def fraction(reader: Reader, start: int, end: int, value: Decimal) -> Read:
    """A share of a whole: "two-thirds", "one in three"."""
    return bounded(reader, Draft(start, end, start, end, value, value, Form.FRACTION, unit=FRACTION, after=end, left=start))


def multiplier(reader: Reader, start: int, end: int, value: Decimal, change: Change | None = None) -> Read:
    """A multiple: "threefold", "doubled"; ``change`` is the verb's own direction."""
    draft = Draft(start, end, start, end, value, value, Form.MULTIPLIER, unit=RATIO, after=end, left=start)
    bounded(reader, draft)
    draft.change = draft.change or change
    return draft, end


def read_or_more(reader: Reader, draft: Draft) -> Read:
    """A bare number; or one with its bound before the noun: "50 or more workers"."""
    bounded(reader, draft)
    if reader.text[draft.hedge_start : draft.hedge_end].endswith(("older", "younger")):
        draft.unit = YEAR_OF_AGE  # "people 65 and older"
        return draft, draft.end
    if draft.bare and draft.value < 110 and draft.governed and draft.change in (Change.LESS, Change.MORE):
        hedge = reader.text[draft.hedge_start : draft.hedge_end].lower()
        if hedge in _AGE_BOUNDS and draft.before[draft.governed - 1].lower() in reader.words.persons:
            draft.unit = YEAR_OF_AGE  # "children under 12"
            return draft, draft.end
    match = _OR_MORE.match(reader.text, draft.end)
    noun = read_noun(reader.text, match.end(), reader.words, singular=False) if match else None
    if noun is not None:
        set_noun(reader, draft, noun)
    return draft, draft.end
