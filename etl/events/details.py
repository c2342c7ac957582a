"""Details of an act that tell it from its neighbours: numbered texts, ranks of those who meet, parliaments."""

from __future__ import annotations

import re

from etl.events.acts import Row, noun_list
from etl.events.clause import Clause, Subject
from etl.events.objects import has_noun, noun_pattern
from etl.events.units import Unit
from etl.events.words import word_list
from etl.model import Act, EventStatus

_PARLIAMENT = word_list("parliament")
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "another": 2, "other": 2}


def number_of_text(clause: Clause, end: int) -> int | None:
    """Which of several texts the clause tells of ("in the first agreement ... signed a statement")."""
    units = clause.units
    for number in range(len(units) - 1):
        if units[number].lower in _ORDINAL and number < end:
            following = {unit.lower for unit in units[number + 1 : number + 4]}
            if following & noun_list("instrument") and units[max(0, number - 1)].lower in ("the", "a", "in", "under", ""):
                return _ORDINAL[units[number].lower]
    return None


_COUNTED = re.compile(
    r"(?<!\w)(two|three|four|five|six|seven|eight|nine|ten|several|a number of|a series of)\s(?:\w+\s){0,3}?"
    r"(?:agreements|memoranda|memorandums|mous|accords|treaties|pacts|documents|protocols|deals|contracts)(?!\w)"
)


def count_texts(words: str) -> int:
    """How many texts the clause says were signed; 0 when it does not count them, 9 for "several"."""
    match = _COUNTED.search(words)
    if not match:
        return 0
    return {"two": 2, "three": 3, "four": 4, "five": 5}.get(match[1], 9)


_RANKS = {
    "premier": "head of government",
    "prime": "head of government",
    "chancellor": "head of government",
    "foreign": "foreign",
    "defence": "defence",
    "defense": "defence",
    "finance": "finance",
    "trade": "trade",
    "economy": "trade",
    "energy": "energy",
    "king": "head of state",
    "queen": "head of state",
    "emir": "head of state",
    "president": "head of state",
    "speaker": "speaker",
}


def find_ranks(units: list[Unit]) -> frozenset[str]:
    """The ranks of those who meet, as far as the clause names them."""
    words = " ".join(unit.lower for unit in units).split()
    return frozenset(_RANKS[word] for word in words if word in _RANKS)


def decide_act(clause: Clause, row: Row, subject: Subject, status: EventStatus) -> Act:
    """A parliament that approves a text ratifies it; a cabinet that does announces a plan, and so does a side that will lift something."""
    if row.act is Act.COOPERATION_CARRIED_OUT and (row.mode == "toward" or "prisoners" in row.objects) and status is EventStatus.PLANNED:
        return Act.PLAN_ANNOUNCED
    if row.act is Act.AGREED_TO and "approval" in row.objects:
        first, last = clause.units[0].start, clause.units[-1].end
        if has_noun(clause.lowered, first, last, "approved_text") and has_noun(clause.lowered, first, last, "approving"):
            parliament = noun_pattern(_PARLIAMENT).search(clause.lowered, first, last)
            return Act.AGREEMENT_RATIFIED if parliament else Act.PLAN_ANNOUNCED  # "Cabinet approval was granted for signing"
    if row.act is Act.PLAN_ANNOUNCED and "approval" in row.slots:
        body = noun_pattern(_PARLIAMENT)
        if set(subject.words) & _PARLIAMENT or (
            subject.start >= 0 and body.search(clause.lowered, clause.units[subject.start].start, clause.units[subject.start].end)
        ):
            return Act.AGREEMENT_RATIFIED
    return row.act
