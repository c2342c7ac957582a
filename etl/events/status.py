"""Whether an act took place, is planned, is only possible or was refused: read from what stands before its verb."""

from __future__ import annotations

from etl.events.acts import noun_list
from etl.events.infinitives import is_reported, read_aspect, read_base, read_infinitive
from etl.events.reading import Reading, is_filler, told
from etl.events.units import Head, Kind, Unit
from etl.events.verbs import Form
from etl.events.words import word_list
from etl.model import EventStatus

_ATTRIBUTIVE = word_list("attributive")
_BE = word_list("be")
_MODAL_FUTURE = word_list("modal_future")
_MODAL_MAYBE = word_list("modal_maybe")
_NEGATION = word_list("negation")

_RELATIVE = frozenset(["who", "which", "that", ")"])


def read_verb(units: list[Unit], index: int, form: Form, *, heading: bool) -> Reading | None:
    """How the verb form at ``index`` stands there; None when it is no act of its own (content of another verb, a noun)."""
    edge, negated = index, False
    while edge > 0 and is_filler(units[edge - 1]):
        edge -= 1
        negated |= units[edge].lower in _NEGATION
    before = units[edge - 1].lower if edge else ""
    match form:
        case Form.BASE:
            return read_base(units, edge, before, negated, heading)
        case Form.ING:
            return _ing(units, edge, before, negated)
        case Form.PRESENT:
            return told(edge, "present", negated) if _after_subject(units, edge) else None
        case _:
            return _past(units, index, edge, before, negated, form)


def _after_subject(units: list[Unit], edge: int) -> bool:
    """Whether a form in -s follows a subject, rather than being a plural noun ("talks", "exchanges")."""
    if edge == 0:
        return False
    unit = units[edge - 1]
    if unit.kind is Kind.SIDE:
        return not unit.possessive and unit.head is not Head.THING and unit.prep != "of"  # "a renunciation of EC pledges"
    if unit.lower in _RELATIVE or unit.lower in noun_list("state_nouns"):
        return True
    return unit.lower in (",", "and") and edge >= 3


def _ing(units: list[Unit], edge: int, before: str, negated: bool) -> Reading | None:
    if before == "'s" and edge >= 2 and not units[edge - 2].anaphor:
        return None  # "Friday's meeting", not "he's meeting"
    if before in _BE:
        planned = edge >= 2 and units[edge - 2].lower in ("will", "to", "shall", "'ll", "would")
        if before == "be" and edge >= 2 and units[edge - 2].lower in _MODAL_MAYBE and units[edge - 2].lower != "would":
            return told(edge - 2, "future", negated, status=EventStatus.HYPOTHETICAL)  # "should be discussing"
        past = before in ("was", "were")
        return told(edge - 1, "past" if past else "present", negated, status=EventStatus.PLANNED if planned else EventStatus.HAPPENED)
    if before in ("after", "since", "upon", "following", "while", "when"):
        return told(edge - 1, "past", negated)
    if before == "," and edge > 3:
        return told(edge - 1, "past", negated)  # "met on Friday, signing a pact"
    if before in ("continue", "continues", "continued", "keep", "keeps", "on") and edge > 1 and units[edge - 1].kind is Kind.WORD:
        going = edge - 2 if before == "on" and units[edge - 2].lower in ("go", "goes", "went") else edge - 1
        return read_aspect(units, going) if before != "on" or going == edge - 2 else None
    if before in ("began", "begun", "started"):
        return told(edge - 1, "past", negated)
    if before == "without":
        return told(edge - 1, "past", True)
    return None


def _past(units: list[Unit], index: int, edge: int, before: str, negated: bool, form: Form) -> Reading | None:
    if before in _BE or before in ("wasn't", "weren't", "isn't"):
        return _passive(units, edge - 1, negated or before.endswith("n't"), form)
    if before == "have" and _has_modal(units, edge - 2):
        return told(edge - 2, "future", negated, status=EventStatus.HYPOTHETICAL)
    if before in ("has", "have", "'ve") or before in ("hasn't", "haven't"):
        return told(edge - 1, "perfect", negated or before.endswith("n't"))
    if before in ("had", "hadn't", "having", "'d"):
        return told(edge - 1, "pluperfect", negated or before.endswith("n't"), status=EventStatus.PAST_BACKGROUND)
    if before == "as" and form is Form.ED and index + 1 < len(units) and units[index + 1].kind is Kind.MARK:
        return None  # "as agreed, "; but "as agreed in Brasilia"
    if before in _ATTRIBUTIVE or before in _MODAL_FUTURE:
        return None  # "an agreed text", "calls for renewed talks"
    if form is Form.ED and edge >= 2 and units[edge - 2].lower == "to" and units[edge - 1].kind is Kind.WORD and not before.endswith("s"):
        return None  # "to revive stalled trade talks"
    by = form is Form.ED and index + 1 < len(units) and units[index + 1].lower == "by" and _names_agent(units, index + 2)
    if form is Form.PARTICIPLE or by:
        return told(edge, "past", negated, passive=True, reduced=True, status=EventStatus.PAST_BACKGROUND)
    return told(edge, "past", negated)


def _names_agent(units: list[Unit], start: int) -> bool:
    """ "approved by the Omani parliament", not "conferred by phone"."""
    return any(unit.kind is Kind.SIDE and unit.prep == "by" for unit in units[start : start + 6])


def _has_modal(units: list[Unit], index: int) -> bool:
    """ "may well have touched on"."""
    while (index > 0 and is_filler(units[index])) or units[index].lower == "well":
        index -= 1
    return units[index].lower in _MODAL_MAYBE


def _passive(units: list[Unit], be: int, negated: bool, form: Form) -> Reading | None:
    word = units[be].lower
    back = be - 1
    while back >= 0 and is_filler(units[back]):
        negated |= units[back].lower in _NEGATION
        back -= 1
    previous = units[back].lower if back >= 0 else ""
    if form is Form.PAST:
        return None
    if word == "be":
        if previous in _MODAL_FUTURE:
            return told(back, "future", negated, passive=True, status=EventStatus.PLANNED)
        if previous == "to":
            inner = read_infinitive(units, back, negated, False)
            return None if inner is None else Reading(inner.status, inner.polarity, inner.tense, True, False, inner.edge)
        reported = previous == "would" and is_reported(units, back)
        return told(back, "future", negated, passive=True, status=EventStatus.PLANNED if reported else EventStatus.HYPOTHETICAL)
    if word == "been":
        if previous in ("has", "have"):
            return told(back, "perfect", negated, passive=True)
        if previous in _MODAL_MAYBE or (previous == "have" and back and units[back - 1].lower in _MODAL_MAYBE):
            return told(back, "future", negated, passive=True, status=EventStatus.HYPOTHETICAL)
        return told(back, "pluperfect", negated, passive=True, status=EventStatus.PAST_BACKGROUND)
    if word == "being":
        return told(back, "present", negated, passive=True) if previous in _BE else None
    present = word in ("is", "are", "'s")
    if present and any(unit.lower in ("after", "once", "when", "until", "before") for unit in units[max(0, be - 10) : be]):
        return told(be, "future", negated, passive=True, status=EventStatus.PLANNED)  # "once the treaty is signed"
    return told(be, "present" if present else "past", negated, passive=True)
