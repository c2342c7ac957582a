"""What governs a verb in its base form ("to sign", "will sign", "they sign"): planned, only wished for, refused or done."""

from __future__ import annotations

from etl.events.reading import Reading, is_filler, told
from etl.events.units import Head, Kind, Unit
from etl.events.words import word_list
from etl.model import EventStatus

_REPORTING = word_list("reporting")
_BE = word_list("be")
_CHANCES = frozenset(["likely", "unlikely"])  # "are unlikely to sign"; but "will likely sign" is planned
_DO = word_list("do")
_MODAL_FUTURE = word_list("modal_future")
_MODAL_MAYBE = word_list("modal_maybe")
_NEGATION = word_list("negation")
_PROPOSING = word_list("proposing")
_TO_DONE = word_list("to_done")
_TO_MAYBE = word_list("to_maybe")
_TO_PLANNED = word_list("to_planned")
_TO_REFUSED = word_list("to_refused")


def read_base(units: list[Unit], edge: int, before: str, negated: bool, heading: bool) -> Reading | None:
    """How a verb in its base form stands behind what comes before it; None when that makes it no act of its own."""
    if before == "to":
        return read_infinitive(units, edge - 1, negated, heading)
    if before in _MODAL_FUTURE:
        return told(edge - 1, "future", negated, status=EventStatus.PLANNED)
    if before in ("wo", "won't"):
        return told(edge - 1, "future", True, status=EventStatus.PLANNED)
    if before in _MODAL_MAYBE or before.endswith("n't"):
        past = before in ("didn't", "did")
        status = EventStatus.HAPPENED if past else EventStatus.HYPOTHETICAL
        if before == "would" and is_reported(units, edge - 1):
            status = EventStatus.PLANNED
        return told(edge - 1, "past" if past else "future", negated or before.endswith("n't") or before == "cannot", status=status)
    if before in _DO:
        return told(edge - 1, "past" if before == "did" else "present", negated)
    if before in ("and", "or", ",") and edge >= 2:
        return _coordinated(units, edge, negated)
    if edge > 1 and units[edge - 2].lower == "let":
        return None  # "let us begin"
    if _is_proposed(units, edge):
        return told(edge, "present", negated, status=EventStatus.HYPOTHETICAL)
    if edge and units[edge - 1].kind is Kind.SIDE:
        return told(edge, "present", negated) if _is_plural(units, edge - 1) else None
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
        return told(edge, "present", negated)
    return None


def read_infinitive(units: list[Unit], to: int, negated: bool, heading: bool) -> Reading | None:
    """How a verb stands that the "to" at ``units[to]`` opens."""
    back = to - 1
    while back >= 0 and is_filler(units[back]) and units[back].lower not in _CHANCES:
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
            lapsed = word in ("about", "poised", "going") and back and units[back - 1].lower in ("was", "were")
            return told(edge, "future", negated, status=EventStatus.HYPOTHETICAL if lapsed else EventStatus.PLANNED)
        if word in ("set", "due", "expected", "scheduled", "slated", "poised"):
            return told(back, "future", negated, status=EventStatus.PLANNED)
        return None
    if word in ("country", "nation", "state", "leader", "president") and any(
        unit.lower in ("first", "second", "third", "latest", "last", "th", "st", "nd", "rd") for unit in units[max(0, back - 3) : back]
    ):
        tense = "present" if any(unit.lower == "becomes" for unit in units[max(0, back - 5) : back]) else "past"
        return told(max(0, back - 2), tense, negated)  # "becomes the first country to recognise"
    if word in ("continue", "begin", "start", "return"):
        return read_aspect(units, back)
    voted = next((number for number in range(back - 1, max(-1, back - 6), -1) if units[number].lower in ("voted", "votes")), None)
    if voted is not None and units[back].kind is Kind.WORD:
        return told(voted, "past", negated)  # "voted in a referendum to approve"
    if word in _TO_MAYBE:
        return told(back, "future", negated, status=EventStatus.HYPOTHETICAL)
    if word in _TO_REFUSED:
        return told(back, "past", True)
    if word in _TO_DONE and word != "have":
        negated |= back > 0 and units[back - 1].lower in ("not", "no", "longer", "never", "n't")
        return told(back, "past", negated)
    if heading and units[back].kind is Kind.SIDE and units[back].prep == "":
        return told(to, "future", negated, status=EventStatus.PLANNED)
    return None


def read_aspect(units: list[Unit], index: int) -> Reading | None:
    """ "will go on supplying", "will continue to help": the tense is that of the first verb."""
    word = units[index].lower
    if word in ("continued", "went"):
        return told(index, "past", False)
    return read_base(units, index, units[index - 1].lower if index else "", False, False)


def _coordinated(units: list[Unit], edge: int, negated: bool) -> Reading | None:
    """ "will meet X and sign Y": the modal before the first verb also governs the second."""
    for back in range(edge - 2, max(-1, edge - 14), -1):
        word = units[back].lower
        if word in _MODAL_FUTURE:
            return told(edge, "future", negated, status=EventStatus.PLANNED)
        if word == "to":
            return read_infinitive(units, back, negated, False)
        if word in _MODAL_MAYBE or word in (";", "that", "which"):
            return None
    return None


def _is_proposed(units: list[Unit], edge: int) -> bool:
    """ "proposed in a letter that they meet": asked for, not done."""
    that = next((number for number in range(edge - 1, max(-1, edge - 6), -1) if units[number].lower == "that"), None)
    return that is not None and any(unit.lower in _PROPOSING for unit in units[max(0, that - 20) : that])


def is_reported(units: list[Unit], index: int) -> bool:
    """Whether "would" is the "will" of reported speech ("said it would provide")."""
    near = units[max(0, index - 9) : index]
    return any(unit.lower in _REPORTING for unit in near) or any(unit.lower == "that" for unit in near[-5:])


def _is_plural(units: list[Unit], index: int) -> bool:
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


def _is_noun_phrase(before: Unit) -> bool:
    """Whether the word before "plans" makes it a noun."""
    if before.kind is not Kind.WORD or is_filler(before):
        return False
    return before.lower not in ("is", "are", "has", "have", "who", "government", "and")
