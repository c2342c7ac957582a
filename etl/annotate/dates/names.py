"""Years that are part of a name: "Vision 2030", "the 2020 Olympics", "the Trade Act of 1974"."""

from __future__ import annotations

import re
from functools import cache

from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.meaning import Anchor, Piece
from etl.annotate.dates.words import either, words
from etl.document import DateForm

_REACH = 48
_NUMBERED_TEXT = re.compile(r"(?:^|[^a-z])no\.?[ ]?\(?\d{1,4}\)?[ ]of[ ]$")  # "Act, No. 55 of 1981"


def in_name(text: str, low: str, atom: Atom) -> bool:
    """Whether a bare year belongs to the name of a plan, event or legal text beside it."""
    if atom.form is not DateForm.YEAR:
        return False
    meaning = atom.meaning
    if not (isinstance(meaning, Piece) and meaning.year.anchor is Anchor.NUMBER):
        return False
    if not low[atom.start : atom.start + 4].isdecimal():
        return False
    before = low[max(0, atom.start - _REACH) : atom.start]
    if named := _name_before().search(before):
        return text[atom.start - len(before) + named.start(1)].isupper()
    after = low[atom.end : atom.end + _REACH]
    if _name_after().match(after) or _statute_before().search(before) or _NUMBERED_TEXT.search(before):
        return True
    statute = _statute_after().match(after)
    return bool(statute and text[atom.end + statute.start(1)].isupper() and text[atom.end + 1].isupper())


@cache
def _name_before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])(" + either(words().name_before) + r")[ ]$")


@cache
def _name_after() -> re.Pattern[str]:
    return re.compile(r"(?:[ ][a-z'-]{2,14}){0,2}[ ]" + either(words().name_after) + r"(?![a-z])")


@cache
def _statute_before() -> re.Pattern[str]:
    return re.compile(r"(?:^|[^a-z])" + either(words().statutes) + r"(?:[ ]of|,)[ ]$")


@cache
def _statute_after() -> re.Pattern[str]:
    return re.compile(r"[ ](?:[a-z'’-]{2,16}[ ]){0,4}?(" + either(words().statutes) + r")(?![a-z])")
