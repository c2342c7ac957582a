"""What neighbouring numbers share: ranges, lists and elided units, read from right to left over the numbers of a text."""

from __future__ import annotations

import re

from etl.model import Change, Dimension

from .draft import Draft, Form
from .lexicon import Lexicon

_RANGE = frozenset({"-", "–", "—", "to", "-to-", "- to", "–to–", "through", "until", "~"})
_LIST = frozenset({",", "and", "or", ", and", ", or", "-,", "- and", "-and", "- or", "-or", "-, and", "/", "&", "-, or", "and/or"})
_PART_OF = frozenset({"of the", "of a", "out of", "out of the", "of its", "of their", "of", "of some", "of about", "of an estimated"})
_GAP = 24
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bRs)(?<!\bNo)[.!?][\"”’')]*\s+(?=[A-Z\"“‘(])|\n\s*\n|\n(?=[A-Z•*-])|;\s")
_HEDGES_IN_GAP = re.compile(r"^(to|and|or)\s+(?:about|around|some|nearly|almost|perhaps|even|roughly|over|more than|up to|maybe)$")
_COMPARED = re.compile(
    r"(?:\b(?:by|to|from|against|and|versus|vs\.?|with|than|at|but|in|of|was|were|is|are|reached|totalled|totaled|imports|exports|sales|or|around|about|only|fell|rose|grew|just|nearly|almost|some|over|surplus|deficit)|['’]s)\s*$",
    re.IGNORECASE,
)


def join(text: str, drafts: list[Draft], words: Lexicon) -> list[Draft]:
    """The drafts with ranges merged, shared units and scales filled in, and bare remains dropped."""
    merged: list[Draft] = []
    following: Draft | None = None
    for draft in reversed(drafts):
        if following is not None and following.start - draft.end <= _GAP:
            joined = _join_pair(text, draft, following, words)
            if joined is not None:
                merged[-1] = following = joined
                continue
        merged.append(draft)
        following = draft
    merged.reverse()
    _share_from_left(text, merged, words)
    return [draft for draft in merged if _stays(text, draft, words)]


def _join_pair(text: str, left: Draft, right: Draft, words: Lexicon) -> Draft | None:
    """The range that two neighbours form; None when they stay two (the left one may have been lent a unit)."""
    gap = text[left.end : right.start].strip()
    if not left.unit and gap and len(gap) <= 3 and right.unit is None and left.form is Form.DIGITS and gap in "-–—":
        return _bare_range(text, left, right)
    hedged = _HEDGES_IN_GAP.match(gap)
    link = hedged[1] if hedged else gap.lower()
    if link in _RANGE or (link == "and" and _is_between(text, left)):
        if not _lend(left, right, words) or (left.is_range and right.is_range):
            return None
        if link == "to" and left.lead == "from":
            return None
        if link in ("to", "through", "until") and (left.change in (Change.UP, Change.DOWN)) and left.own_unit and left.unit is not None:
            return None  # "rose 3 pct to 28 pct": a step and a level
        if link in ("-", "–", "—") and text[left.end : right.start] != gap and len(gap) == 1 and left.own_unit and left.unit is not None:
            return None  # "5 percent - 3 of them": a dash, not a range
        if left.high is not None or (right.high is not None and not right.is_range):
            return None
        if link == "and" and left.lead == "from":
            return None
        return _range_of(left, right)
    if link in _LIST or (link in _PART_OF and left.unit is None):
        _lend(left, right, words, listed=True)
    return None


def _is_between(text: str, left: Draft) -> bool:
    before = text[max(0, left.left - 24) : left.left].lower().split()
    return bool(before) and "between" in before[-2:]


def _bare_range(text: str, left: Draft, right: Draft) -> Draft | None:
    if text[left.end : right.start] not in ("-", "–", "—") or right.end - right.start > 9 or left.end - left.start > 9:
        return None
    left.weak = right.weak = True
    left.note = right.note = "score"
    return None


def _range_of(left: Draft, right: Draft) -> Draft:
    high = right.high if right.high is not None else right.value
    left.high, left.is_range = high, True
    left.end, left.number_end = right.end, right.number_end
    left.unit, left.per, left.after = right.unit or left.unit, right.per or left.per, right.after
    left.own_unit, left.weak, left.scaled = True, False, right.scaled or left.scaled
    left.note = left.note or right.note
    if left.change is None:
        left.change = right.change if right.change in (Change.UP, Change.DOWN) and right.hedge_end == 0 else None
    return left


def _lend(left: Draft, right: Draft, words: Lexicon, *, listed: bool = False) -> bool:
    """Give each neighbour the unit and scale the other has; whether they can be of one kind."""
    if left.unit is not None and right.unit is not None and left.own_unit and right.own_unit:
        if left.unit.name != right.unit.name:
            if not (left.unit.dimension is right.unit.dimension is Dimension.COUNT):
                return _dollar_pair(left, right)
            return left.unit.name.lower().rstrip("s") == right.unit.name.lower().rstrip("s")
        _lend_scale(left, right)
        return True
    if left.form is Form.MULTIPLIER or right.form is Form.MULTIPLIER or left.form is Form.FRACTION or right.form is Form.FRACTION:
        return False
    if left.unit is None and right.unit is not None:
        if listed and not _listable(left, right):
            return False
        _lend_scale(left, right)
        left.unit, left.own_unit, left.weak = right.unit, False, False
        left.note = left.note or right.note
        left.per = left.per or right.per
        return True
    if right.unit is None and left.unit is not None:
        if listed or (left.dimension is Dimension.COUNT and not right.weak):
            return False
        if left.change in (Change.UP, Change.DOWN) and left.dimension is Dimension.PERCENT:
            return False
        if left.scaled and not right.scaled and not left.signed:
            return False
        right.unit, right.own_unit, right.weak = left.unit, False, False
        right.per = right.per or left.per
        _lend_scale(left, right)
        return True
    _lend_scale(left, right)
    return True


def _dollar_pair(left: Draft, right: Draft) -> bool:
    """ "$3 and 5 million Australian dollars": the plain dollar takes the other's country."""
    if (
        left.unit
        and right.unit
        and left.dimension is right.dimension is Dimension.MONEY
        and left.unit.noun == "dollar"
        and left.unit.name == "USD"
    ):
        return False
    return False


def _listable(left: Draft, right: Draft) -> bool:
    if left.form is Form.DIGITS and right.form is Form.DIGITS:
        return True
    return left.form is right.form or left.scaled or right.dimension is not Dimension.COUNT


def _lend_scale(left: Draft, right: Draft) -> None:
    if left.scaled or not right.scaled or left.high is not None or left.form is Form.FRACTION:
        return
    if left.value >= 1000 or right.core == 0:
        return
    if left.value < right.core or (right.core < 1000 and left.value <= right.core * 20 and not left.signed):
        left.value *= right.value / right.core
        left.scaled = True


def _share_from_left(text: str, drafts: list[Draft], words: Lexicon) -> None:
    """Fill a unit that is left out after a number before it: "5 billion dollars, imports 3 billion", "fell 2 percent, the other by 1"."""
    last: Draft | None = None  # the last quantity with a unit that amounts have
    percent: Draft | None = None
    position = 0
    for index, draft in enumerate(drafts):
        if draft.start - position > 400 or _SENTENCE_END.search(text, position, draft.start):
            percent = None
            if last is not None and not (last.dimension is Dimension.MONEY and draft.start - last.end < 800):
                last = None
            fresh = True
        else:
            fresh = False
        position = draft.end
        if draft.unit is None:
            _fill(text, draft, last, percent, drafts, index, fresh=fresh)
        if draft.unit is None:
            continue
        if draft.dimension is Dimension.PERCENT:
            percent = draft
        elif draft.dimension in (Dimension.MONEY, Dimension.PHYSICAL, Dimension.COUNT):
            last = draft


def _fill(text: str, draft: Draft, last: Draft | None, percent: Draft | None, drafts: list[Draft], index: int, *, fresh: bool) -> None:
    if draft.scaled:
        source = (
            last
            if last is not None and (not fresh or last.dimension is Dimension.MONEY) and last.value >= 1000
            else _money_ahead(text, draft, drafts, index)
        )
        if source is not None and source.unit is not None and (source.dimension is not Dimension.COUNT):
            draft.unit, draft.own_unit, draft.weak = source.unit, False, False
            draft.note = f"unit left out: as in '{text[source.start : source.end][:40]}'"
        return
    if fresh or draft.form is not Form.DIGITS or draft.note == "score":
        return
    before = text[max(0, draft.left - 24) : draft.left]
    if percent is not None and draft.change in (Change.UP, Change.DOWN) and draft.lead == "by" and draft.value < 1000:
        draft.unit, draft.own_unit, draft.weak = percent.unit, False, False
        draft.note = f"unit left out: as in '{text[percent.start : percent.end][:40]}'"
    elif (
        last is not None and last.signed and _COMPARED.search(before) and draft.value < 1000 and draft.value % 1 != 0 and last.value < 1000
    ):
        draft.unit, draft.own_unit, draft.weak = last.unit, False, False
        draft.note = f"unit left out: as in '{text[last.start : last.end][:40]}'"


def _money_ahead(text: str, draft: Draft, drafts: list[Draft], index: int) -> Draft | None:
    """The next amount of money in the same sentence."""
    for other in drafts[index + 1 : index + 4]:
        if _SENTENCE_END.search(text, draft.end, other.start) or other.start - draft.end > 200:
            return None
        if other.dimension is Dimension.MONEY and other.scaled:
            return other
    return None


def _stays(text: str, draft: Draft, words: Lexicon) -> bool:
    """Whether a number without a unit is a quantity at all."""
    if draft.unit is not None:
        return True
    if draft.note == "score":
        return False
    if draft.form is Form.WORDS:
        return draft.scaled and draft.core != 1
    return True
