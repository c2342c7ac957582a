"""Words of an act that tell none where they stand: "meets the needs", "pledged to retaliate", "is willing to work with"."""

from __future__ import annotations

from collections.abc import Sequence

from etl.events.acts import Meaning, Row
from etl.events.clause import Clause, Subject
from etl.events.needs import after_to
from etl.events.reading import Reading
from etl.events.units import Kind, Unit
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
_SELLING = ("ship", "suppl", "deliver", "unload", "transfer", "bring", "brought", "truck", "provid")
_COMMODITIES = word_list("commodities")
_HELP = word_list("help")
_LIMITING = frozenset(["dismantle", "destroy", "cut", "ban", "suspend", "restrict"])
_FIGHTING = frozenset(
    ["fight", "counter", "confront", "defeat", "resist", "hunt", "prosecute", "arrest", "crush", "wipe", "strike", "punish"]
)
_COMMON_FOES = word_list("common_foes")
_ADVERBS = word_list("adverbs")
_PRESSURE = frozenset(["pressure", "demand", "demands", "ruling", "court", "calls", "threats", "protests", "request", "requests"])
_SPEAKING = frozenset(["speak", "speaks", "spoke", "spoken", "speaking"])
_WORKING = ("cooperat", "co-operat", "collaborat", "work", "harmoni", "align")
_HAVE = frozenset(["has", "have", "had", "having"])
_PARTICIPLES = irregular_participles()
_STANCES = word_list("stances")  # "supports", "stands by": a position held, not an act
_CALMING = word_list("calming")  # but "pledged to halt attacks"


_DEMANDS = word_list("demands")


_ANNOUNCING = word_list("announcing") | word_list("reporting")


def tells_nothing(clause: Clause, meaning: Meaning, reading: Reading, index: int, last: int) -> bool:
    """Whether the verb tells no act of its own here: a habit, a mood, a threat, another sense."""
    row, units = meaning.row, clause.units
    speaks = reading.edge > 0 and units[reading.edge - 1].anaphor == "speaker"
    planned = reading.status is EventStatus.PLANNED
    if row.act is Act.REQUESTED and {"received", "got", "obtained"} & {unit.lower for unit in units[last + 1 : last + 18]}:
        return True  # "asked Oman for help and received it": the help tells it
    if row.act is Act.AID_PROVIDED:
        habit = meaning.form is Form.PRESENT or (meaning.form is Form.BASE and reading.tense == "present")
        if habit and not clause.sentence.heading:
            return True  # "the agency provides assistance to its members": what it does every year
        if speaks and planned:
            return True  # "we will deliver forty helicopters": a salesman's word
        if meaning.row.objects and _is_trade(clause, reading.edge, index, last):
            return True
    if meaning.form is Form.ING and reading.edge < index and units[reading.edge].lower == "," and row.act is not Act.AGREEMENT_SIGNED:
        return True  # "met on Friday, signing a pact", but not any participle behind a comma
    if row.act is Act.TALKS_HELD and _is_habit(units, index, reading) and not clause.sentence.heading:
        return True  # "they exchange views on all questions": every day
    if row.act is Act.TALKS_HELD and units[index - 1].lower == "to" and units[index - 2].lower in ("continue", "continues", "continued"):
        return True  # "will continue to communicate": goodwill
    if row.kind == "future" and (speaks or not planned or reading.tense != "future" or _threatens(units, index, last)):
        return True  # "we will support ..." in a speech is rhetoric
    if row.kind == "future" and units[last].lower.startswith("return") and _goes_back(units, last):
        return True
    plain = reading.tense == "present" and meaning.form is Form.BASE and reading.edge > 0
    if plain and units[reading.edge - 1].lower.startswith("our "):
        return True  # "our countries conduct an intensive dialogue": every day
    if row.mode == "from" and reading.passive:
        return True  # "may book payments only when they are received"
    if row.act in (Act.AGREED_TO, Act.PLAN_ANNOUNCED) and _is_hostile(units, last):
        return True
    if row.act is Act.AGREED_TO and (_is_goodwill(units, last) or _is_mood(units, index, reading)):
        return True
    if last + 1 < len(units) and units[last + 1].lower in ("not", "never") and units[last].lower in ("will", "would"):
        return True
    return _is_other_sense(units, row, reading, index, last, heading=clause.sentence.heading)


def _lasts(following: Sequence[str]) -> bool:
    return any(word in ("minutes", "hour", "hours", "minute") for word in following)


def _goes_back(units: list[Unit], last: int) -> bool:
    """ "will return to office": gives nothing back; but soldiers return to barracks."""
    following = [unit.lower for unit in units[last + 1 : last + 4]]
    return following[:1] in (["to"], ["as"], ["in"], ["home"]) and "barracks" not in following


def _is_habit(units: list[Unit], index: int, reading: Reading) -> bool:
    return units[index].lower in ("exchange", "compare", "swap") and reading.tense == "present"


def _is_trade(clause: Clause, edge: int, index: int, last: int) -> bool:
    """ "shipped 12,000 tonnes of rice to Oman": goods that are sold, unless the sentence speaks of help."""
    units = clause.units
    if not units[index].lower.startswith(_SELLING) or (edge and units[edge - 1].form == "organisation"):
        return False
    near = {unit.lower for unit in units[last + 1 : last + 11]}
    return bool(_COMMODITIES & near) and not _HELP & {unit.lower for unit in units}


def _threatens(units: list[Unit], index: int, last: int) -> bool:
    """ "will resume targeting ships"."""
    return bool(_HOSTILE_DEEDS & {unit.lower for unit in units[last + 1 : last + 6]}) and units[index].lower not in _CALMING


def _is_other_sense(units: list[Unit], row: Row, reading: Reading, index: int, last: int, *, heading: bool) -> bool:
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
        named = any(unit.kind is Kind.SIDE and not unit.anaphor for unit in units[last + 2 : last + 5])
        topic = {"to", "on"} if named else {"to"}  # "agreed with Oman on the need for", not "I agree with you on that"
        return following[:1] in (["with"], ["."], ["entirely"]) and not topic & further
    if word.startswith("bow") and last > index and not _PRESSURE & {unit.lower for unit in units[last + 1 : last + 8]}:
        return True  # "we bow to their courage"
    if word in _SPEAKING and following[:1] == ["for"] and _lasts(following):
        return False  # "the two ministers spoke for an hour"
    if (word in _SPEAKING and following[:2] in (["on", "condition"], ["out", "against"])) or (
        word in _SPEAKING and following[:1] in (["of"], ["for"])
    ):
        return True
    if (
        word.startswith(_WORKING)
        and row.act is Act.COOPERATION_CARRIED_OUT
        and (reading.status is EventStatus.PLANNED or (reading.tense == "present" and not word.endswith("ing") and not heading))
        and not (word.startswith("coordinat") and any(unit.lower == "on" for unit in units[last + 1 : last + 9]))  # on a matter named
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


def _is_mood(units: list[Unit], index: int, reading: Reading) -> bool:
    """ "We are committed to peace": a mood, where "committed to lowering tariffs" would be a promise."""
    remains = reading.edge > 0 and units[reading.edge - 1].lower in ("remain", "remains", "remained", "stay", "stays")
    return units[index].lower == "committed" and (reading.passive or remains)


def is_loose(row: Row, subject: Subject, units: list[Unit], index: int) -> bool:
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


def _has_antecedent(units: list[Unit], index: int) -> bool:
    """ "Oman announced it will": whom "it" stands for is said in the same breath."""
    before = units[max(0, index - 12) : index]
    return any(other.kind is Kind.SIDE for other in before) and any(other.lower in _ANNOUNCING for other in before)


def _is_hostile(units: list[Unit], last: int) -> bool:
    """ "pledged to expel", "vowed to retaliate": a promise, but no cooperation."""
    verb = last + 1 if units[last].lower == "to" else after_to(units, last)
    if verb >= len(units) or units[verb - 1].lower != "to":
        return False
    if units[verb].lower in ("withdraw", "quit", "leave", "exit") and _from_body(units, verb):
        return True
    promised = [unit.lower for unit in units[verb : verb + 6]]
    if promised[0] in _LIMITING and _ARMAMENTS & set(promised[1:]):
        return False  # "agreed to dismantle its reactor"
    if promised[0] in ("expel", "deport") and {"rebels", "guerrillas", "militants", "gunmen"} & set(promised[1:]):
        return False  # "consented to expel the rebels"
    if promised[0] in _FIGHTING and _COMMON_FOES & set(promised[1:]):
        return False  # "agreed to fight piracy"
    return promised[0] in _HOSTILE or (bool(_HOSTILE_DEEDS & set(promised[1:])) and not _CALMING & set(promised))


def _is_attributed(units: list[Unit]) -> bool:
    """ "Oman supports the plan, its minister said": a position that somebody states is an act of support."""
    return any(unit.lower in ("said", "says", "told", "announced", "declared", "stressed") for unit in units)


def _from_body(units: list[Unit], verb: int) -> bool:
    """ "to withdraw from the treaty", "to quit the union": from what states have in common; not from land, not its troops."""
    near = units[verb + 1 : verb + 7]
    return any(unit.form in ("organisation", "bloc") or unit.lower in _COMMON for unit in near)


def _is_goodwill(units: list[Unit], last: int) -> bool:
    """ "is willing to work with": a mood, no commitment."""
    return (
        units[last].lower == "to"
        and units[last - 1].lower in ("ready", "willing", "prepared")
        and last + 1 < len(units)
        and units[last + 1].lower in _GOODWILL
    )


def _is_auxiliary(units: list[Unit], last: int) -> bool:
    """Whether "has" only helps another verb ("has established the summit's theme")."""
    following = next((unit for unit in units[last + 1 : last + 4] if not (unit.lower in _ADVERBS or unit.lower.endswith("ly"))), None)
    return following is not None and following.kind is Kind.WORD and (following.lower in _PARTICIPLES or following.lower.endswith("ed"))
