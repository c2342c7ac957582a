"""Words of an act that tell none where they stand: "meets the needs", "pledged to retaliate", "is willing to work with"."""

from __future__ import annotations

from collections.abc import Sequence

from etl.events.acts import Meaning, Row
from etl.events.clause import Clause, Subject
from etl.events.objects import has_noun
from etl.events.status import Reading
from etl.events.units import Head, Kind, Unit
from etl.events.verbs import Form, irregular_participles
from etl.events.words import word_list
from etl.model import Act, EventStatus

_GOODWILL = word_list("goodwill")


_HOSTILE = word_list("hostile")
_HOSTILE_DEEDS = word_list("hostile_deeds")  # "pledged to step up attacks"
_ARMAMENTS = word_list("armaments")
_COMMON = frozenset(
    ["treaty", "accord", "agreement", "pact", "convention", "court", "union", "alliance", "coalition", "talks", "negotiations"]
)
_ADVERBS = word_list("adverbs")
_SPEAKING = frozenset(["speak", "speaks", "spoke", "spoken", "speaking"])
_WORKING = ("cooperat", "co-operat", "collaborat", "work")
_HAVE = frozenset(["has", "have", "had", "having"])
_PARTICIPLES = irregular_participles()
_STANCES = word_list("stances")  # "supports", "stands by": a position held, not an act
_CALMING = word_list("calming")  # but "pledged to halt attacks"


_DEMANDS = word_list("demands")
_TOWARD = frozenset(["to", "for", "with", "of", "on", "behind", "over", "in"])


_ANNOUNCING = frozenset(
    ["announced", "announces", "said", "says", "confirmed", "confirms", "pledged", "promised", "declared", "that", "states"]
)


_DETERMINING = frozenset(["a", "an", "the", "its", "their", "that", "his", "her"])


def tells_nothing(clause: Clause, meaning: Meaning, reading: Reading, index: int, last: int) -> bool:
    """Whether the verb tells no act of its own here: a habit, a mood, a threat, another sense."""
    row, units = meaning.row, clause.units
    speaks = reading.edge > 0 and units[reading.edge - 1].anaphor == "speaker"
    planned = reading.status is EventStatus.PLANNED
    if row.act is Act.AID_PROVIDED:
        habit = meaning.form is Form.PRESENT or (meaning.form is Form.BASE and reading.tense == "present")
        if habit and not clause.sentence.heading:
            return True  # "the agency provides assistance to its members": what it does every year
        if speaks and planned:
            return True  # "we will deliver forty helicopters": a salesman's word
    if meaning.form is Form.ING and reading.edge < index and units[reading.edge].lower == "," and row.act is not Act.AGREEMENT_SIGNED:
        return True  # "met on Friday, signing a pact", but not any participle behind a comma
    if row.act is Act.TALKS_HELD and units[index - 1].lower == "to" and units[index - 2].lower in ("continue", "continues", "continued"):
        return True  # "will continue to communicate": goodwill
    if row.kind == "future" and (speaks or not planned or reading.tense != "future" or _threatens(units, index, last)):
        return True  # "we will support ..." in a speech is rhetoric
    if row.mode == "from" and reading.passive:
        return True  # "may book payments only when they are received"
    if row.act in (Act.AGREED_TO, Act.PLAN_ANNOUNCED) and _is_hostile(units, last):
        return True
    if row.act is Act.AGREED_TO and (_is_goodwill(units, last) or _is_mood(units, index, reading)):
        return True
    if last + 1 < len(units) and units[last + 1].lower in ("not", "never") and units[last].lower in ("will", "would"):
        return True
    return _is_other_sense(units, row, reading, index, last, heading=clause.sentence.heading)


def _threatens(units: Sequence[Unit], index: int, last: int) -> bool:
    """ "will resume targeting ships"."""
    return bool(_HOSTILE_DEEDS & {unit.lower for unit in units[last + 1 : last + 6]}) and units[index].lower not in _CALMING


def speaks_of_text(clause: Clause, row: Row, index: int, end: int) -> bool:
    """Whether the clause names a text that can be ratified, or the sentence one that a cabinet or parliament approves."""
    units = clause.units
    last = units[min(end, len(units)) - 1].end
    if "approval" not in row.slots:
        return has_noun(clause.lowered, units[max(0, index - 25)].start, last, "instrument")
    body = has_noun(clause.lowered, units[0].start, units[-1].end, "approving")
    if units[index].lower.startswith(("back", "pass", "adopt", "endors", "authori")):  # of a parliament only: others back what they like
        body = has_noun(clause.lowered, units[max(0, index - 8)].start, units[index].start, "approving")
    return body and has_noun(clause.lowered, units[0].start, last, "approved_text")


def _is_other_sense(units: Sequence[Unit], row: Row, reading: Reading, index: int, last: int, *, heading: bool) -> bool:
    """ "meets the needs", "I agree with you", "whenever they meet": words of an act that tell none."""
    following = [unit.lower for unit in units[last + 1 : last + 7]]
    word = units[index].lower
    if word in ("meet", "meets", "met", "meeting") and last == index and set(following) & _DEMANDS:
        return True
    if (
        row.act is Act.AGREED_TO
        and word.startswith("agree")
        and last == index
        and following[:1] not in (["to"], ["on"], ["that"], ["upon"])
    ):
        further = {unit.lower for unit in units[last + 1 : last + 14]}
        return following[:1] in (["with"], ["."], ["entirely"]) and "to" not in further
    if (word in _SPEAKING and following[:2] in (["on", "condition"], ["out", "against"])) or (
        word in _SPEAKING and following[:1] in (["of"], ["for"])
    ):
        return True
    if (
        word.startswith(_WORKING)
        and row.act is Act.COOPERATION_CARRIED_OUT
        and (reading.status is EventStatus.PLANNED or (reading.tense == "present" and not word.endswith("ing") and not heading))
    ):
        return True  # "we cooperate closely", "will continue to work together": goodwill
    if word in _HAVE and last == index and _is_auxiliary(units, last):
        return True
    plain = units[reading.edge - 1].lower != "to" if reading.edge else True
    if word in _STANCES and reading.tense == "present" and plain and not heading and not _is_attributed(units):
        return True
    if reading.tense == "present" and reading.status is EventStatus.HAPPENED:
        before = [unit.lower for unit in units[max(0, reading.edge - 6) : reading.edge + 1]]
        return bool(set(before) & {"when", "whenever", "always", "usually", "often", "every", "sometimes"})
    return False


def _is_mood(units: Sequence[Unit], index: int, reading: Reading) -> bool:
    """ "We are committed to peace": a mood, where "committed to lowering tariffs" would be a promise."""
    remains = reading.edge > 0 and units[reading.edge - 1].lower in ("remain", "remains", "remained", "stay", "stays")
    return units[index].lower == "committed" and (reading.passive or remains)


def is_loose(row: Row, subject: Subject, units: Sequence[Unit], index: int) -> bool:
    """A pronoun that makes a promise too vague: "it will increase costs", "they are ready to protect the union"."""
    if row.kind == "future" and subject.pronoun and subject.start >= 0:
        return units[subject.start].anaphor == "thing" and not _has_antecedent(units, subject.start)
    ready = units[index].lower in ("be", "is", "are", "were", "was")
    return (
        row.act is Act.AGREED_TO
        and ready
        and subject.start >= 0
        and (
            units[subject.start].lower == "we"
            or (units[subject.start].lower == "they" and not _has_antecedent(units, subject.start))
            or (units[subject.start].lower == "it" and not _has_antecedent(units, subject.start))
        )
    )


def _has_antecedent(units: Sequence[Unit], index: int) -> bool:
    """ "Oman announced it will": whom "it" stands for is said in the same breath."""
    before = units[max(0, index - 12) : index]
    return any(other.kind is Kind.SIDE for other in before) and any(other.lower in _ANNOUNCING for other in before)


def _is_hostile(units: Sequence[Unit], last: int) -> bool:
    """ "pledged to expel", "vowed to retaliate": a promise, but no cooperation."""
    verb = last + 1 if units[last].lower == "to" else after_to(units, last)
    if verb >= len(units) or units[verb - 1].lower != "to":
        return False
    if units[verb].lower in ("withdraw", "quit", "leave", "exit") and _from_body(units, verb):
        return True
    promised = [unit.lower for unit in units[verb : verb + 5]]
    if promised[0] in ("dismantle", "destroy", "cut") and _ARMAMENTS & set(promised[1:]):
        return False  # "agreed to dismantle its reactor"
    return promised[0] in _HOSTILE or (bool(_HOSTILE_DEEDS & set(promised[1:])) and not _CALMING & set(promised))


def _is_attributed(units: Sequence[Unit]) -> bool:
    """ "Oman supports the plan, its minister said": a position that somebody states is an act of support."""
    return any(unit.lower in ("said", "says", "told", "announced", "declared", "stressed") for unit in units)


def _from_body(units: Sequence[Unit], verb: int) -> bool:
    """ "to withdraw from the treaty", "to quit the union": from what states have in common; not from land, not its troops."""
    near = units[verb + 1 : verb + 7]
    return any(unit.form in ("organisation", "bloc") or unit.lower in _COMMON for unit in near)


def _is_goodwill(units: Sequence[Unit], last: int) -> bool:
    """ "is willing to work with": a mood, no commitment."""
    return (
        units[last].lower == "to"
        and units[last - 1].lower in ("ready", "willing", "prepared")
        and last + 1 < len(units)
        and units[last + 1].lower in _GOODWILL
    )


def after_to(units: Sequence[Unit], last: int) -> int:
    """Index of the verb of "offered on Friday to send": behind the "to" that follows soon; past the end when none does."""
    for number in range(last + 1, min(len(units) - 1, last + 6)):
        if units[number].lower == "to":
            return number + 1
        if units[number].kind is Kind.SIDE or units[number].lower in _DETERMINING | {"not", "never"}:
            break
    return len(units)


def has_what_it_needs(clause: Clause, row: Row, reading: Reading, subject: Subject, index: int, last: int, end: int) -> bool:
    """Whether what a row asks for besides its object follows the verb: an infinitive, a place, "out", a text."""
    units = clause.units
    match row.needs:
        case "in":
            return not subject.pronoun and any(unit.lower in ("in", "to") for unit in units[last + 1 : min(end, last + 8)])
        case "out":
            return any(unit.lower == "out" for unit in units[last + 1 : min(end, last + 8)])
        case "over":
            return any(unit.lower in ("over", "back") for unit in units[last + 2 : min(end, last + 9)])
        case "abroad":
            return subject.start >= 0 and bool(subject.sides)
        case "in_something":
            return any(unit.lower in ("in", "on", "to", "against", "over", "with") for unit in units[last + 1 : min(end, last + 4)])
        case "officials":
            return subject.start >= 0 and (units[subject.start].head is Head.STATE or units[subject.start].form == "person")
        case "trial":
            return any(unit.lower in ("trial", "charges", "prosecution", "justice") for unit in units[last + 1 : end])
        case "to_visit":
            follow = [unit.lower for unit in units[last + 1 : min(end, last + 14)]]
            return "to" in follow and bool({"visit", "come"} & set(follow[follow.index("to") :]))
        case "assured":
            return any(unit.lower in ("that", "of", "it", "they", "there") for unit in units[last + 1 : min(end, last + 9)])
        case "of_support":
            return any(unit.lower in ("of", "for", "its", "their", "his", "her") for unit in units[last + 1 : min(end, last + 9)])
        case "jointly":
            return _is_joint(units, index, last, end)
        case "purpose":
            return any(unit.lower in ("to", "for") for unit in units[last + 1 : min(end, last + 8)])
        case "praise":
            return any(unit.lower in _TOWARD for unit in units[last + 1 : end])
        case "helped":
            return reading.passive or _is_act_of_help(units, reading, last)
        case "infinitive":
            return any(unit.lower == "to" for unit in units[last + 1 : min(end, last + 16)])
        case "soon_to":
            verb = after_to(units, last)
            return (
                verb < len(units)
                and units[verb].kind is Kind.WORD
                and units[verb].lower not in _DETERMINING
                and not units[verb].raw_capital
            )
        case "instrument":
            return (subject.pronoun and reading.passive) or speaks_of_text(clause, row, index, end)
    return True


def _is_auxiliary(units: Sequence[Unit], last: int) -> bool:
    """Whether "has" only helps another verb ("has established the summit's theme")."""
    following = next((unit for unit in units[last + 1 : last + 4] if not (unit.lower in _ADVERBS or unit.lower.endswith("ly"))), None)
    return following is not None and following.kind is Kind.WORD and (following.lower in _PARTICIPLES or following.lower.endswith("ed"))


def _is_joint(units: Sequence[Unit], index: int, last: int, end: int) -> bool:
    """ "jointly built the tunnel", "built the tunnel jointly", "patrol together"."""
    near = [unit.lower for unit in units[max(0, index - 2) : index]] + [unit.lower for unit in units[last + 1 : min(end, last + 9)]]
    return "jointly" in near or "together" in near


def _is_act_of_help(units: Sequence[Unit], reading: Reading, last: int) -> bool:
    """ "helped Nepal to rebuild": told as done, with whom right after; "helped by", "helps explain" are none."""
    after = units[last + 1 : last + 4]
    return reading.tense in ("past", "perfect", "pluperfect", "future") and any(unit.kind is Kind.SIDE for unit in after)
