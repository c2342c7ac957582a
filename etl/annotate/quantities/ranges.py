"""What neighbouring numbers share: ranges and lists ("$3-5 billion", "4, 5 and 6 billion dollars"), joined from right to left."""

from __future__ import annotations

import re
from itertools import pairwise

from etl.model import Change, Dimension

from .draft import Draft, Form
from .lexicon import lexicon
from .units import read_per

_DASHES = frozenset({"-", "–", "—", "‑", "‒"})
_RANGE = _DASHES | {"to", "-to-", "- to", "–to–", "through", "until", "~"}
_LIST = frozenset(
    {",", "and", "or", ", and", ", or", "-,", "- and", "-and", "- or", "-or", "-, and", "/", "&", "-, or", "and/or", "-and-", "-or-"}
)
_PART_OF = re.compile(
    r"(?:out )?of(?: (?:the|an?|its|their|his|her|our|my|your|these|those|all|some|about|nearly|more than|over|estimated|last|past|first"
    r"|top|next|final|previous|opening|only|other|[a-z]+['’]s?))*",
    re.IGNORECASE,
)  # "five | of their last | six games", "12 | of the team's | 16 matches"
_SAME_STEP = frozenset({"or", ", or"})
_GAP = 32  # characters between two numbers that share something
_HEDGED = re.compile(r"(to|and|or)\s+(?:about|around|some|nearly|almost|perhaps|even|roughly|over|more than|up to|maybe)")


_RANGING = re.compile(r"\b(?:rang(?:ing|es?|ed)|var(?:ying|ies|ied|y)|anywhere|spanning)[ ]from[ ][$€£]?$")


def join(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts with ranges merged and with the units and scales that neighbours share."""
    merged: list[Draft] = []
    following: Draft | None = None
    for draft in reversed(drafts):
        if following is not None and following.start - draft.end <= _GAP and _join_pair(text, draft, following):
            merged[-1] = draft
        else:
            merged.append(draft)
        following = draft
    merged.reverse()
    _lend_ages(text, merged)
    return merged


def _lend_ages(text: str, drafts: list[Draft]) -> None:
    """Ages are named once, before the first: "ages 4, 7 and 9"."""
    for left, right in pairwise(drafts):
        if left.unit is None or left.unit.name != "year of age" or left.high is not None or right.unit is not None:
            continue
        if right.bare and text[left.end : right.start].strip() in _LIST:
            right.unit, right.own_unit = left.unit, False


def _join_pair(text: str, left: Draft, right: Draft) -> bool:
    """Make ``left`` the range that two neighbours form; False when they stay two (one may have been lent the other's unit)."""
    between = text[left.end : right.start]
    gap = between.strip()
    hedged = _HEDGED.fullmatch(gap)
    link = hedged[1] if hedged else gap.lower()
    if left.unit is None and right.unit is None and link in _DASHES and left.form is Form.DIGITS:
        left.is_score = right.is_score = between == gap
        return False
    if _is_score(left, right, link):
        left.is_score = right.is_score = True
        return False
    if link in _RANGE or (link == "and" and _follows_between(text, left)):
        stated = left.scaled or (left.own_unit and left.unit is not None)
        spanned = left.lead == "from" and _RANGING.search(text, max(0, left.start - 32), left.start) is not None
        if not _lend(left, right) or not (spanned or _is_range(left, right, link, stated=stated, spaced=between != gap)):
            return False
        _merge(text, left, right)
        return True
    part = left.unit is None and _PART_OF.fullmatch(link) is not None
    if part or link in _LIST:
        _lend(left, right, listed=True, part=part)
        if link in _SAME_STEP and (right.dimension is Dimension.PERCENT or left.dimension is not Dimension.COUNT):
            right.step_of = left
    return False


def _is_score(left: Draft, right: Draft, link: str) -> bool:
    """Whether two numbers are no quantities together: "a 10-to-1 majority", "its 747-400 jets"."""
    if link == "-to-":
        return right.value <= 1 < left.value
    if link == "to":
        return left.bare and right.bare and left.value > right.value and left.lead is None  # "voted 8 to 4"
    return link in _DASHES and left.bare and right.dimension is Dimension.COUNT and left.value > right.value


def _is_range(left: Draft, right: Draft, link: str, *, stated: bool, spaced: bool) -> bool:
    """Whether two linked numbers are the ends of a range, rather than a step and a level, or two levels of a change.

    ``stated``: the left one has a scale or unit of its own. ``spaced``: there is space around the dash.
    """
    if left.high is not None or (right.high is not None and not right.is_range):
        return False
    if link in _DASHES:
        return not (spaced and left.own_unit and left.unit is not None)  # "5 percent - 3 of them": a dash between clauses
    if left.lead == "from":
        return False
    if left.lead == "by" and left.value > right.value:
        return False  # "won by 52% to 48%"
    moved = left.change in (Change.UP, Change.DOWN)
    return link == "and" or not (moved and (stated or right.unit is None))  # "rose 3 pct to 28 pct", "fell 502 to 21,675"


def _follows_between(text: str, left: Draft) -> bool:
    return "between" in text[max(0, left.left - 24) : left.left].lower().split()[-2:]


def _merge(text: str, left: Draft, right: Draft) -> None:
    left.high, left.is_range = right.value if right.high is None else right.high, True
    left.end, left.number_end, left.after = right.end, right.number_end, right.after
    left.unit, left.per = right.unit or left.unit, right.per or left.per
    if left.per is None and left.unit is not None and not right.own_unit:
        per = read_per(text, right.end, left.unit, lexicon())
        left.per, left.after = per if per is not None else (None, left.after)  # "$1.9-2.1 billion a year"
    left.own_unit, left.scaled = True, right.scaled or left.scaled
    left.note = left.note or right.note
    if left.change is None and right.hedge_end == 0 and right.change in (Change.UP, Change.DOWN):
        left.change = right.change


def _lend(left: Draft, right: Draft, *, listed: bool = False, part: bool = False) -> bool:
    """Give each neighbour the unit and scale that only the other has; whether the two are of one kind.

    ``listed``: they stand in a list ("8 or $9"); ``part``: one is part of the other ("three of the 20 clubs").
    """
    if Form.MULTIPLIER in (left.form, right.form) or Form.FRACTION in (left.form, right.form):
        return left.form is right.form
    if left.unit is not None and right.unit is not None:
        if left.unit.name.lower().rstrip("s") != right.unit.name.lower().rstrip("s"):
            return False
    elif right.unit is not None:
        if left.scaled and right.dimension in (Dimension.PERCENT, Dimension.TIME):
            return False  # "2.78 billion or three pct"
        if (listed and not part and not _listable(left, right)) or (
            right.dimension is Dimension.COUNT and left.value % 1 != 0 and right.value % 1 == 0
        ):
            return False
        left.unit, left.own_unit = right.unit, False
        left.note, left.per = left.note or right.note, left.per or right.per
    elif left.unit is not None:
        if listed and left.unit.name == "year of age" and right.bare:
            right.unit, right.own_unit = left.unit, False  # "aged 23 and 31"
            return True
        if listed or (left.dimension is Dimension.COUNT and not right.bare):
            return False
        if left.scaled and not right.scaled and not left.signed:
            return False
        if left.dimension is Dimension.PERCENT and (right.scaled or left.change in (Change.UP, Change.DOWN)):
            return False  # "rose 0.7 percent to 3,005", "or nine pct to 26.9 billion"
        right.unit, right.own_unit, right.per = left.unit, False, right.per or left.per
    _lend_scale(left, right)
    return True


def _listable(left: Draft, right: Draft) -> bool:
    return left.form is right.form or left.scaled or right.dimension is not Dimension.COUNT


def _lend_scale(left: Draft, right: Draft) -> None:
    """ "$3-5 billion", "4, 5 and 6 billion": the small number before a scaled one has its scale; not "$500 to $1 million"."""
    if left.scaled or not right.scaled or left.high is not None or left.value >= 1000 or right.core == 0:
        return
    if left.value < right.core or (left.value <= right.core * 20 and not left.signed):
        left.value *= right.value / right.core
        left.scaled = True
