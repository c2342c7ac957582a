"""The noun that a verb needs to name an act ("signed a treaty", "a treaty was signed")."""

from __future__ import annotations

import re
from functools import cache

from etl.events.acts import Row, noun_list
from etl.events.clause import Clause, Subject
from etl.events.reading import Reading
from etl.events.units import Kind, Unit
from etl.events.words import word_list
from etl.model import Act

_BREAKS = word_list("breaks")
_CUT_OBJECT = word_list("cut_object")


_JOINT_WORDS = word_list("joint_words")  # joint without anything being carried out together: a text, a body, an appearance


_ORDER = re.compile(
    r"(?<!\w)(?:executive orders?|(?<!martial )laws?|bills?|decrees?|proclamations?|legislation)(?!\w)"
)  # signed by one side alone


def find_object(clause: Clause, row: Row, last: int, end: int) -> str | None:
    """The object noun that the row needs, in the noun phrase after the verb."""
    units = clause.units
    stop = last + 1
    while stop < min(end, last + 16) and not _ends_object(units[stop], row, stop - last):
        stop += 1
    if stop == last + 1:
        return None
    if row.mode == "from" and units[last + 1].lower in ("it", "them", "this"):
        return _last_noun(clause.lowered[units[max(0, last - 20)].start : units[last].start], row.objects)
    words = clause.lowered[units[last + 1].start : units[stop - 1].end]
    return None if _ORDER.search(words) else _last_noun(words, row.objects)


def _ends_object(unit: Unit, row: Row, distance: int) -> bool:
    """Whether a word ends the noun phrase after the verb; right after the verb it does not ("signed in Lima a treaty")."""
    if unit.kind is not Kind.WORD or unit.lower not in _CUT_OBJECT or (distance == 1 and unit.lower in ("on", "in", "for", "with")):
        return False
    if row.act is Act.INSTITUTION_ESTABLISHED and unit.lower in ("with", "in", "on", "to") and distance <= 6:
        return False  # "established with Oman a joint committee"
    if row.act is Act.ENDORSED and unit.lower == "for" and "forgiveness" in row.objects:
        return False  # "asked Oman for forgiveness"
    if row.act is Act.REQUESTED and unit.lower == "for" and distance <= 6:
        return False  # "asked the Omani government for help"
    return not (row.act is Act.AID_PROVIDED and unit.lower == "with" and distance <= 4)  # "provided Malawi with vaccines"


def find_noun_before(clause: Clause, row: Row, reading: Reading, subject: Subject) -> str | None:
    """The noun as passive subject ("a treaty was signed") or as fronted object ("the statement the leaders signed")."""
    units = clause.units
    right = reading.edge if reading.passive or subject.start < 0 else subject.start
    left = right
    while left > 0 and right - left < 25 and units[left - 1].lower not in _BREAKS and units[left - 1].lower != ".":
        left -= 1
    if left == right:
        return None
    return _last_noun(clause.lowered[units[left].start : units[right - 1].end], row.objects)


def is_noun_near(units: list[Unit], edge: int, row: Row) -> bool:
    """Whether one of the row\'s nouns stands right before the participle ("an agreement signed in May")."""
    return any(unit.lower in row.objects for unit in units[max(0, edge - 3) : edge])


def has_noun(lowered: str, start: int, end: int, name: str) -> bool:
    """Whether a noun of the list ``name`` stands in ``lowered[start:end]``."""
    return noun_pattern(noun_list(name)).search(lowered, start, end) is not None


def _last_noun(text: str, nouns: frozenset[str]) -> str | None:
    found = None
    for match in noun_pattern(nouns).finditer(text):
        if found is None and not (match[0] == "joint" and _is_text_or_body(text[match.end() :])):
            found = match[0]
    return found


def _is_text_or_body(following: str) -> bool:
    """ "joint statement", "joint ministerial committee", "joint airstrikes"."""
    return any(word.rstrip(",.;") in _JOINT_WORDS for word in following.split()[:2])


@cache
def noun_pattern(nouns: frozenset[str]) -> re.Pattern[str]:
    """A pattern that finds the longest of the nouns at each place, on word borders."""
    return re.compile(r"(?<![\w])(?:" + "|".join(sorted(map(re.escape, nouns), key=lambda noun: (-len(noun), noun))) + r")(?![\w])")
