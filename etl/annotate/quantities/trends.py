"""Which way a quantity goes: the preposition before it ("by", "from", "to") and the verb or noun that governs it."""

from __future__ import annotations

import re

from etl.model import Change, Dimension

from .draft import Draft, Form
from .lexicon import Lexicon

_LEADS = frozenset({"by", "from", "to"})
_LEVELS = frozenset({"from", "to"})  # "rose to 3 billion": a level that is reached, not the step
_BEFORE_NUMBER = frozenset({"a", "an", "the", "another", "further", "additional", "extra", "just", "only", "even", "revised", "record"})
_NEAR, _FAR = 6, 8  # words between verb and number; "by" may stand behind the object: "lowered overall net rates by"
_NOUN = re.compile(r"[ -](?:([a-z][a-z-]*)[ ])?([a-z]+)\b", re.IGNORECASE)


def read_trend(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Set ``lead``, and ``change`` if no bound has set it."""
    words = draft.before
    position = draft.governed
    if draft.form is Form.MULTIPLIER and position > 1 and words[position - 1] == "of" and words[position - 2] == "factor":
        position -= 2
    if position > 1 and words[position - 1] == "of" and words[position - 2] in ("average", "total"):
        position -= 2  # "rose by an average of 6 percent"
    while position and words[position - 1].lower() in _BEFORE_NUMBER:
        position -= 1
    if position:
        lead = words[position - 1].lower()
        if lead in _LEADS:
            draft.lead = lead
    if draft.change is not None:
        return
    if draft.dimension is not Dimension.TIME or draft.lead == "by":
        if draft.lead in _LEVELS:
            draft.course = _verb(words, position, lexicon, draft, far=draft.lead == "to")
        else:
            draft.change = _verb(words, position, lexicon, draft, far=draft.lead == "by") or _comparison(text, draft)
    if draft.change is None and draft.form is Form.MULTIPLIER:
        draft.change = _noun(text, draft.after, lexicon)
    if draft.change is None and draft.value < 0 and draft.dimension is Dimension.PERCENT:
        draft.change = Change.DOWN


_HIGHER = re.compile(r" (?:(higher)|lower)\b(?=[.,;)]|$| (?:at|on|by|after|to|this|last|for|as|amid|and|from|year|with|while)\b)")


def _comparison(text: str, draft: Draft) -> Change | None:
    """The direction of an adverb behind the number: "closed 2 percent lower"."""
    if draft.dimension not in (Dimension.PERCENT, Dimension.MONEY):
        return None
    match = _HIGHER.match(text, draft.after)
    return None if match is None else Change.UP if match[1] else Change.DOWN


def _verb(words: list[str], position: int, lexicon: Lexicon, draft: Draft, *, far: bool) -> Change | None:
    """The direction of the verb that governs the number: directly before it, or, if ``far``, before its object."""
    for step in range(_FAR if far else _NEAR):
        if not position:
            return None
        word = words[position - 1].lower()
        verb = lexicon.verbs.get(word)
        if verb is not None and word in lexicon.object_verbs and draft.dimension is Dimension.COUNT and draft.lead == "by":
            return None  # "lost by 27 runs"
        if verb is not None:
            return None if step == 0 and word in lexicon.object_verbs and not _is_step(draft) else verb
        if word[-1] in ",;:.":
            if not word.endswith("ly,"):
                return None
        elif not far and not (word in lexicon.fillers or word.endswith("ly")):
            return None
        if step == 0 and word in ("at", "of", "in"):
            return None
        position -= 1
    return None


def _is_step(draft: Draft) -> bool:
    """Whether what a verb like "gained" has as object is a step rather than a thing got: per cent, or points of an index."""
    if draft.dimension is Dimension.PERCENT:
        return True
    return draft.unit is not None and draft.unit.name == "points" and draft.value % 1 != 0


def _noun(text: str, at: int, lexicon: Lexicon) -> Change | None:
    """The direction of the noun behind a multiple: "a ten-fold annual rise"."""
    match = _NOUN.match(text, at)
    if match is None:
        return None
    if match[1]:
        first = lexicon.trend_nouns.get(match[1].lower())
        if first is not None or match[1].lower() in lexicon.stop:
            return first
    return lexicon.trend_nouns.get(match[2].lower())
