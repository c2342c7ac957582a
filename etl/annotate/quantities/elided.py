"""What a text leaves out because it stood there before: "5 billion dollars, imports 3 billion", "fell 2 percent, the other by 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.model import Change, Dimension

from .draft import Draft, Form
from .lexicon import Unit, lexicon
from .reader import DOLLARS, is_casualty

_FAR = 400
_NEAR = 40
_TRENDS = (Change.UP, Change.DOWN)
_COINS = frozenset({"cent", "penny", "sen"})
_NAMEDDOLLARS = frozenset({"AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "BND", "FJD", "JMD", "NAD", "ZWD", "TTD"})
_PEOPLE = Unit("people", Dimension.COUNT)
_SENTENCE_END = re.compile(
    r"""
    [.!?\n;](?:                                    # begins with a plain set, which `re` looks for fast
        (?<=[.!?])(?<!\b[A-Z].)(?<!\bRs.)(?<!\bNo.)(?<!\bMr.)[\"”’')]*\s+(?=[A-Z\"“‘(])
      | (?<=\n)(?:\s*\n|(?=[A-Z•*-]))
      | (?<=;)\s
    )""",
    re.VERBOSE,
)
_COMPARED = re.compile(
    r"(?:\b(?:by|to|from|against|and|versus|vs\.?|with|than|at|but|in|of|was|were|is|are|or|around|about|only|fell|rose|grew|just|nearly|almost|some|over)|['’]s)\s*$",
    re.IGNORECASE,
)


def fill_elided(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts with units filled from quantities before them, each with a note; bare remains that are no quantity left out."""
    seen = _Seen()
    position = 0
    for index, draft in enumerate(drafts):
        if draft.start - position > _FAR or _SENTENCE_END.search(text, position, draft.start):
            seen.new_sentence(draft.start)
        position = draft.end
        if draft.unit is None:
            _fill(text, draft, seen, drafts[index + 1 : index + 4])
        elif draft.unit.noun in DOLLARS and draft.unit.name == "USD" and not draft.note:
            _fill_dollar(text, draft, seen)
        if draft.change is None:
            _fill_trend(draft, seen)
            _fill_course(text, drafts, index)
        seen.add(draft)
    return [draft for draft in drafts if _stays(draft)]


@dataclass(slots=True)
class _Seen:
    """The last quantities that may lend what they have."""

    amount: Draft | None = None  # money, physical or counted
    percent: Draft | None = None
    dollars: Draft | None = None  # of a named country
    converted: Draft | None = None  # an amount of money whose conversion follows in brackets
    bracketed: bool = False  # the last amount is that conversion
    fresh: bool = False  # no amount yet in this sentence

    def new_sentence(self, start: int) -> None:
        """Forget what does not outlive its sentence: only money does, for a while."""
        self.percent = self.dollars = self.converted = None
        self.bracketed = False
        if self.amount is not None and not (self.amount.dimension is Dimension.MONEY and start - self.amount.end < 2 * _FAR):
            self.amount = None
        self.fresh = True

    def add(self, draft: Draft) -> None:
        """Remember a quantity that has a unit."""
        if draft.unit is None or draft.unit.name in _COINS:
            return
        if draft.dimension is Dimension.PERCENT:
            self.percent = draft
        elif draft.dimension in (Dimension.MONEY, Dimension.PHYSICAL, Dimension.COUNT):
            self.bracketed = self._converts(draft)
            if self.bracketed:
                self.converted = self.amount
            self.amount, self.fresh = draft, False
            if draft.unit.name in _NAMEDDOLLARS:
                self.dollars = draft

    def _converts(self, draft: Draft) -> bool:
        """Whether an amount says the last one in another currency: "2,435,000 yen ($22,480)"."""
        last = self.amount
        return last is not None and draft.start == last.end + 2 and last.dimension is draft.dimension is Dimension.MONEY


def _fill(text: str, draft: Draft, seen: _Seen, following: list[Draft]) -> None:
    """Give a number without a unit the unit that the text leaves out."""
    if _OF_THEM.match(text, draft.end) and seen.amount is not None and not seen.fresh and seen.amount.dimension is Dimension.COUNT:
        source: Draft | None = seen.amount  # "61 patients, six of whom were"
    else:
        source = _scaled_source(text, draft, seen, following) if draft.scaled else _bare_source(text, draft, seen, following)
    if source is not None:
        draft.unit = source.unit
        draft.note = f"unit left out: as in '{text[source.start : source.end][:40]}'"
    elif not draft.scaled and _counts_people(text, draft):
        draft.unit = _PEOPLE


_OF_THEM = re.compile(r" of (?:them|whom|which|those|these)\b")


def _counts_people(text: str, draft: Draft) -> bool:
    """ "95,800 | who have been waiting", "killing | six", "12 | injured"."""
    words = lexicon()
    if text.startswith(" who ", draft.end) or is_casualty(text, draft.end, words):
        return True
    word = draft.before[draft.governed - 1].lower() if draft.governed else ""
    return word in words.harm and draft.value % 1 == 0 and _AFTER_CASUALTIES.match(text, draft.end) is not None


_AFTER_CASUALTIES = re.compile(r"[.,;]|$|[ ](?:and|in|on|at|when|before|after|near|while|with)\b|[ ]?&")


def _scaled_source(text: str, draft: Draft, seen: _Seen, following: list[Draft]) -> Draft | None:
    """For "3 billion": the amount before it, else the next amount of money in the sentence."""
    source = seen.amount if not seen.bracketed else seen.converted
    if source is None or source.value < 1000 or (seen.fresh and source.dimension is not Dimension.MONEY):
        source = _money_ahead(text, draft, following)
    return None if source is None or source.dimension is Dimension.COUNT else source


def _bare_source(text: str, draft: Draft, seen: _Seen, following: list[Draft]) -> Draft | None:
    """For a number without scale: only where its neighbours leave no doubt."""
    if draft.form is not Form.DIGITS or draft.is_score or seen.fresh:
        return None
    if seen.percent is not None and draft.lead == "by" and draft.value < 1000 and _ends_phrase(text, draft.end):
        return seen.percent
    if seen.converted is not None and _is_converted(text, draft, following):
        return seen.converted
    last = seen.amount
    if last is None or last.dimension is not Dimension.MONEY:
        return None
    cents = last.signed and draft.value < 1000 and draft.value % 1 != 0 and last.value < 1000
    return last if cents and _COMPARED.search(text, max(0, draft.left - 24), draft.left) else None


def _ends_phrase(text: str, end: int) -> bool:
    return text[end : end + 1] in ("", ".", ",", ";", ")") or text.startswith((" and ", " in ", " from ", " to "), end)


def _is_converted(text: str, draft: Draft, following: list[Draft]) -> bool:
    """Whether the same amount follows in brackets in another currency: "2,380,000 ($21,972)"."""
    if not following or draft.value < 100 or text[draft.end : draft.end + 2] != " (":
        return False
    return following[0].start == draft.end + 2 and following[0].dimension is Dimension.MONEY


def _money_ahead(text: str, draft: Draft, following: list[Draft]) -> Draft | None:
    for other in following:
        if other.start - draft.end > _FAR // 2 or _SENTENCE_END.search(text, draft.end, other.start):
            return None
        if other.dimension is Dimension.MONEY and other.scaled:
            return other
    return None


def _fill_dollar(text: str, draft: Draft, seen: _Seen) -> None:
    """A plain dollar after another country's in one sentence is that country's: "7 billion H.K. dlrs, up from 6 billion dlrs"."""
    source = seen.dollars
    if source is None or text[draft.start - 1] == "(" or text[source.end : draft.start].strip(" ,") == "or":
        return
    draft.unit = source.unit
    draft.note = f"dollar: as in '{text[source.start : source.end][:40]}'"


def _fill_trend(draft: Draft, seen: _Seen) -> None:
    """The direction said once for several steps: "up 0.25 points, or 0.01%", "down 2.3%, the other by 2.6%"."""
    source = draft.step_of
    if source is None and draft.lead == "by" and draft.dimension is Dimension.PERCENT:
        source = seen.percent
    if source is not None and source.change in _TRENDS:
        draft.change = source.change


def _fill_course(text: str, drafts: list[Draft], index: int) -> None:
    """A level that is reached has a direction where the level before it stands beside it: "rose to 7 from 6", "rose from 6 to 7"."""
    draft = drafts[index]
    if draft.lead != "to":
        return
    neighbours = drafts[max(0, index - 1) : index] + drafts[index + 1 : index + 2]
    for other in neighbours:
        between = text[min(draft.end, other.end) : max(draft.start, other.start)]
        if other.lead == "from" and other.dimension is draft.dimension and len(between) < _NEAR and not _SENTENCE_END.search(between):
            draft.change = draft.course or other.course
            return


def _stays(draft: Draft) -> bool:
    """Whether a number without a unit is a quantity at all."""
    if draft.is_score:
        return False
    if draft.unit is not None or draft.form is not Form.WORDS:
        return True
    return (draft.scaled and draft.core != 1) or draft.hedge_end > 0  # "at least six died"
