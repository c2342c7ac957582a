"""Whether an act took place, is planned, is only possible or was refused: read from what stands before its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.events.units import Head, Kind, Unit
from etl.events.verbs import Form
from etl.events.words import word_list
from etl.model import EventStatus, Polarity

_ADVERBS = word_list("adverbs")
_BE = word_list("be")
_MODAL_FUTURE = word_list("modal_future")
_MODAL_MAYBE = word_list("modal_maybe")
_NEGATION = word_list("negation")
_DO = word_list("do")
_TO_PLANNED = word_list("to_planned")
_TO_MAYBE = word_list("to_maybe")
_TO_REFUSED = word_list("to_refused")
_TO_DONE = word_list("to_done")
_ING_DONE = word_list("ing_done")
_ATTRIBUTIVE = word_list("attributive")
_CONDITION = re.compile(
    r"(?<!\w)(?:hop(?:e|es|ed|ing)|den(?:y|ies|ied|ying) (?:that|having|reports?|any|it|they)|if|unless|whether|in case"
    r"|provided that|were to|as if"
    r"|(?:dismiss|reject|deny|deni|refut|scotch|quash|contradict)\w* (?:\w+ ){0,2}"
    r"(?:reports?|rumou?rs|suggestions?|claims?|speculation))(?!\w)"
)
_DOUBT = re.compile(
    r"(?<!\w)(?:not unlikely|possibility|possible|rumou?rs|speculat\w+|reportedly considering|considering|weighing|mulling"
    r"|may have|might have)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a verb stands in its clause.

    Attributes:
        tense: present, perfect, past, pluperfect or future.
        passive: The subject is what the act was done to.
        reduced: A participle behind its noun ("an agreement signed in May").
        edge: Index of the first unit that belongs to the verb group; the subject stands left of it.
    """

    status: EventStatus
    polarity: Polarity
    tense: str
    passive: bool
    reduced: bool
    edge: int


def read_verb(units: Sequence[Unit], index: int, form: Form, *, heading: bool) -> Reading | None:
    """How the verb form at ``index`` stands there; None when it is no act of its own (content of another verb, a noun)."""
    edge, negated = index, False
    while edge > 0 and _is_filler(units[edge - 1]):
        edge -= 1
        negated |= units[edge].lower in _NEGATION
    before = units[edge - 1].lower if edge else ""
    match form:
        case Form.BASE:
            return _base(units, edge, before, negated, heading)
        case Form.ING:
            return _ing(units, edge, before, negated)
        case Form.PRESENT:
            return _plain(edge, "present", negated) if _after_subject(units, edge) else None
        case _:
            return _past(units, index, edge, before, negated, form)


def _after_subject(units: Sequence[Unit], edge: int) -> bool:
    """Whether a form in -s follows a subject, rather than being a plural noun ("talks", "exchanges")."""
    if edge == 0:
        return False
    unit = units[edge - 1]
    if unit.kind is Kind.SIDE:
        return not unit.possessive and unit.head is not Head.THING and unit.prep != "of"  # "a renunciation of EC pledges"
    return unit.lower in (
        "who",
        "which",
        "that",
        ")",
        "government",
        "parliament",
        "president",
        "minister",
        "cabinet",
        "official",
        "delegation",
        "leader",
        "chief",
    ) or (unit.lower in (",", "and") and edge >= 3)


def _is_filler(unit: Unit) -> bool:
    return unit.kind is Kind.WORD and (
        unit.lower in _ADVERBS or (unit.lower.endswith("ly") and unit.lower not in ("italy", "july", "family", "assembly", "only"))
    )


def _plain(
    edge: int, tense: str, negated: bool, *, passive: bool = False, reduced: bool = False, status: EventStatus = EventStatus.HAPPENED
) -> Reading:
    return Reading(status, Polarity.NEGATED if negated else Polarity.AFFIRMED, tense, passive, reduced, edge)


def _base(units: Sequence[Unit], edge: int, before: str, negated: bool, heading: bool) -> Reading | None:
    if before == "to":
        return _infinitive(units, edge - 1, negated, heading)
    if before in _MODAL_FUTURE:
        return _plain(edge - 1, "future", negated, status=EventStatus.PLANNED)
    if before in ("wo", "won't"):
        return _plain(edge - 1, "future", True, status=EventStatus.PLANNED)
    if before in _MODAL_MAYBE or before.endswith("n't"):
        past = before in ("didn't", "did")
        status = EventStatus.HAPPENED if past else EventStatus.HYPOTHETICAL
        if before == "would" and _is_reported(units, edge - 1):
            status = EventStatus.PLANNED
        return _plain(edge - 1, "past" if past else "future", negated or before.endswith("n't") or before == "cannot", status=status)
    if before in _DO:
        return _plain(edge - 1, "past" if before == "did" else "present", negated)
    if before in ("and", "or", ",") and edge >= 2:
        return _coordinated(units, edge, negated)
    if edge > 1 and units[edge - 2].lower == "let":
        return None  # "let us begin"
    if _is_proposed(units, edge):
        return _plain(edge, "present", negated, status=EventStatus.HYPOTHETICAL)
    if edge and units[edge - 1].kind is Kind.SIDE:
        return _plain(edge, "present", negated) if _is_plural(units, edge - 1) else None
    if edge and units[edge - 1].lower in (
        "leaders",
        "ministers",
        "governments",
        "sides",
        "countries",
        "presidents",
        "nations",
        "officials",
        "lawmakers",
        "states",
        "authorities",
        "forces",
        "troops",
        "rebels",
        "diplomats",
        "envoys",
        "negotiators",
        "delegates",
        "who",
        "we",
    ):
        return _plain(edge, "present", negated)
    return None


_PROPOSING = word_list("proposing")


def _is_proposed(units: Sequence[Unit], edge: int) -> bool:
    """ "proposed in a letter that they meet": asked for, not done."""
    that = next((number for number in range(edge - 1, max(-1, edge - 6), -1) if units[number].lower == "that"), None)
    return that is not None and any(unit.lower in _PROPOSING for unit in units[max(0, that - 20) : that])


def _is_plural(units: Sequence[Unit], index: int) -> bool:
    """Whether a side is a subject for a verb without -s ("Oman and Kenya sign"; not "a US offer to")."""
    unit = units[index]
    if unit.anaphor:
        return unit.anaphor in ("pair", "speaker")
    if unit.head is not Head.BARE and unit.head is not Head.STATE:
        return False
    joint = index - 1
    while joint > 0 and units[joint].lower in ("the", "its", "his", "her"):
        joint -= 1
    joined = joint > 0 and units[joint].lower in ("and", "&", ",", "-", "–")
    if joined and any(other.kind is Kind.SIDE for other in units[max(0, index - 7) : index]):
        return True
    if joined and units[joint].lower == "and" and units[joint - 1].kind is Kind.WORD and units[joint - 1].lower.endswith("s"):
        return True  # "Mediators and Hamas reach"
    return unit.lower.endswith("s") and unit.form in ("demonym", "person") and not unit.possessive


def _coordinated(units: Sequence[Unit], edge: int, negated: bool) -> Reading | None:
    """ "will meet X and sign Y": the modal before the first verb also governs the second."""
    for back in range(edge - 2, max(-1, edge - 14), -1):
        word = units[back].lower
        if word in _MODAL_FUTURE:
            return _plain(edge, "future", negated, status=EventStatus.PLANNED)
        if word == "to":
            return _infinitive(units, back, negated, False)
        if word in _MODAL_MAYBE or word in (";", "that", "which"):
            return None
    return None


def _infinitive(units: Sequence[Unit], to: int, negated: bool, heading: bool) -> Reading | None:
    back = to - 1
    while back >= 0 and _is_filler(units[back]):
        negated |= units[back].lower in _NEGATION
        back -= 1
    if back < 0:
        return None
    word = units[back].lower
    if word in ("plan", "plans", "planned", "intend", "intends") and back and _is_noun_phrase(units[back - 1]):
        return None  # the noun: "announced plans to", "his plan to"
    if word in _TO_PLANNED:
        if (
            word in ("is", "are")
            or (back and units[back - 1].lower in (_BE | {"has", "have"}))
            or word in ("plans", "plan", "intends", "intend", "preparing", "prepares", "planned", "announced")
        ):
            if word in ("plan", "plans", "planned", "intend", "intends") or word in _TO_PLANNED:
                negated |= back > 1 and units[back - 1].lower in _NEGATION
            edge = (
                back if word not in ("set", "due", "expected", "scheduled", "slated", "poised", "about", "going", "preparing") else back - 1
            )
            return _plain(edge, "future", negated, status=EventStatus.PLANNED)
        if word in ("set", "due", "expected", "scheduled", "slated", "poised"):
            return _plain(back, "future", negated, status=EventStatus.PLANNED)
        return None
    if word in ("country", "nation", "state", "leader", "president") and any(
        unit.lower in ("first", "second", "latest") for unit in units[max(0, back - 3) : back]
    ):
        tense = "present" if any(unit.lower == "becomes" for unit in units[max(0, back - 5) : back]) else "past"
        return _plain(max(0, back - 2), tense, negated)  # "becomes the first country to recognise"
    if word in ("continue", "begin", "start", "return"):
        return _aspect(units, back)
    voted = next((number for number in range(back - 1, max(-1, back - 6), -1) if units[number].lower in ("voted", "votes")), None)
    if voted is not None and units[back].kind is Kind.WORD:
        return _plain(voted, "past", negated)  # "voted in a referendum to approve"
    if word in _TO_MAYBE:
        return _plain(back, "future", negated, status=EventStatus.HYPOTHETICAL)
    if word in _TO_REFUSED:
        return _plain(back, "past", True)
    if word in _TO_DONE and word != "have":
        negated |= back > 0 and units[back - 1].lower in ("not", "no", "longer", "never", "n't")
        return _plain(back, "past", negated)
    if heading and units[back].kind is Kind.SIDE and units[back].prep == "":
        return _plain(to, "future", negated, status=EventStatus.PLANNED)
    return None


def _is_noun_phrase(before: Unit) -> bool:
    """Whether the word before "plans" makes it a noun."""
    if before.kind is not Kind.WORD or _is_filler(before):
        return False
    return before.lower not in ("is", "are", "has", "have", "who", "government", "and")


def _ing(units: Sequence[Unit], edge: int, before: str, negated: bool) -> Reading | None:
    if before in _BE:
        planned = edge >= 2 and units[edge - 2].lower in ("will", "to", "shall", "'ll", "would")
        past = before in ("was", "were")
        return _plain(edge - 1, "past" if past else "present", negated, status=EventStatus.PLANNED if planned else EventStatus.HAPPENED)
    if before in ("after", "since", "upon", "following", "while", "when"):
        return _plain(edge - 1, "past", negated)
    if before == "," and edge > 3:
        return _plain(edge - 1, "past", negated)  # "met on Friday, signing a pact"
    if before in ("continue", "continues", "continued", "keep", "keeps", "on") and edge > 1 and units[edge - 1].kind is Kind.WORD:
        going = edge - 2 if before == "on" and units[edge - 2].lower in ("go", "goes", "went") else edge - 1
        return _aspect(units, going) if before != "on" or going == edge - 2 else None
    if before in ("began", "begun", "started"):
        return _plain(edge - 1, "past", negated)
    if before == "without":
        return _plain(edge - 1, "past", True)
    return None


def _names_agent(units: Sequence[Unit], start: int) -> bool:
    """ "approved by the Omani parliament", not "conferred by phone"."""
    return any(unit.kind is Kind.SIDE and unit.prep == "by" for unit in units[start : start + 6])


def _aspect(units: Sequence[Unit], index: int) -> Reading | None:
    """ "will go on supplying", "will continue to help": the tense is that of the first verb."""
    word = units[index].lower
    if word in ("continued", "went"):
        return _plain(index, "past", False)
    return _base(units, index, units[index - 1].lower if index else "", False, False)


def _past(units: Sequence[Unit], index: int, edge: int, before: str, negated: bool, form: Form) -> Reading | None:
    if before in _BE or before in ("wasn't", "weren't", "isn't"):
        return _passive(units, edge - 1, negated or before.endswith("n't"), form)
    if before == "have" and _has_modal(units, edge - 2):
        return _plain(edge - 2, "future", negated, status=EventStatus.HYPOTHETICAL)
    if before in ("has", "have", "'ve") or before in ("hasn't", "haven't"):
        return _plain(edge - 1, "perfect", negated or before.endswith("n't"))
    if before in ("had", "hadn't", "having", "'d"):
        return _plain(edge - 1, "pluperfect", negated or before.endswith("n't"), status=EventStatus.PAST_BACKGROUND)
    if before in _ATTRIBUTIVE or before in _MODAL_FUTURE:
        return None  # "an agreed text", "calls for renewed talks"
    by = form is Form.ED and index + 1 < len(units) and units[index + 1].lower == "by" and _names_agent(units, index + 2)
    if form is Form.PARTICIPLE or by:
        return _plain(edge, "past", negated, passive=True, reduced=True, status=EventStatus.PAST_BACKGROUND)
    return _plain(edge, "past", negated)


def _has_modal(units: Sequence[Unit], index: int) -> bool:
    """ "may well have touched on"."""
    while (index > 0 and _is_filler(units[index])) or units[index].lower == "well":
        index -= 1
    return units[index].lower in _MODAL_MAYBE


def _passive(units: Sequence[Unit], be: int, negated: bool, form: Form) -> Reading | None:
    word = units[be].lower
    back = be - 1
    while back >= 0 and _is_filler(units[back]):
        negated |= units[back].lower in _NEGATION
        back -= 1
    previous = units[back].lower if back >= 0 else ""
    if form is Form.PAST:
        return None
    if word == "be":
        if previous in _MODAL_FUTURE:
            return _plain(back, "future", negated, passive=True, status=EventStatus.PLANNED)
        if previous == "to":
            inner = _infinitive(units, back, negated, False)
            return None if inner is None else Reading(inner.status, inner.polarity, inner.tense, True, False, inner.edge)
        return _plain(back, "future", negated, passive=True, status=EventStatus.HYPOTHETICAL)
    if word == "been":
        if previous in ("has", "have"):
            return _plain(back, "perfect", negated, passive=True)
        if previous in _MODAL_MAYBE or (previous == "have" and back and units[back - 1].lower in _MODAL_MAYBE):
            return _plain(back, "future", negated, passive=True, status=EventStatus.HYPOTHETICAL)
        return _plain(back, "pluperfect", negated, passive=True, status=EventStatus.PAST_BACKGROUND)
    if word == "being":
        return _plain(back, "present", negated, passive=True) if previous in _BE else None
    present = word in ("is", "are", "'s")
    if present and any(unit.lower in ("after", "once", "when", "until", "before") for unit in units[max(0, be - 10) : be]):
        return _plain(be, "future", negated, passive=True, status=EventStatus.PLANNED)  # "once the treaty is signed"
    return _plain(be, "present" if present else "past", negated, passive=True)


def _is_reported(units: Sequence[Unit], index: int) -> bool:
    """Whether "would" is the "will" of reported speech ("said it would provide")."""
    return any(
        unit.lower in ("said", "announced", "added", "told", "confirmed", "promised", "pledged", "declared", "saying", "that")
        for unit in units[max(0, index - 5) : index]
    )


def is_conditional(clause: str) -> bool:
    """Whether a clause is a condition or a guess, so that nothing in it is told as a fact."""
    return bool(_CONDITION.search(clause) or _DOUBT.search(clause))
