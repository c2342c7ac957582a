"""The grammar around a trigger: which act it is there, who takes part, how it stands in its clause, what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.events.acts import Meaning, Row, Trigger, default_area, noun_list
from etl.events.clause import Clause, Frame, Parties, Subject, find_end, find_governor, find_start
from etl.events.clause_dates import find_dates_of
from etl.events.details import count_texts, decide_act, find_ranks, number_of_text
from etl.events.nouns import fill_noun_slots, read_noun_status
from etl.events.objects import find_noun_before, find_object, has_noun, is_noun_near, noun_pattern
from etl.events.slots import fill_slots, find_right_sides
from etl.events.status import Reading, is_conditional, read_verb
from etl.events.subjects import find_subject
from etl.events.topics import find_topics
from etl.events.units import Kind, Unit
from etl.events.verbs import Form
from etl.events.words import word_list
from etl.model import Act, Area, AreaMention, EventStatus, Polarity

_ADJUNCT = word_list("adjunct")
_FUTURE_ADJUNCT = word_list("future_adjunct")
_GOODWILL = word_list("goodwill")


def read_trigger(clause: Clause, trigger: Trigger, index: int, last: int) -> list[Frame]:
    """The frames that the trigger at units ``index..last`` opens: none, one, or one per dyad."""
    for meaning in _by_preference(trigger):
        found = _read_noun(clause, meaning.row, index, last) if meaning.form is None else _read_verb(clause, meaning, index, last)
        if found:
            return found
    return []


def _by_preference(trigger: Trigger) -> Sequence[Meaning]:
    """Rows with an object first, then plain ones; setbacks last only where nothing else fits."""
    if len(trigger.meanings) == 1:
        return trigger.meanings
    return sorted(
        trigger.meanings,
        key=lambda meaning: (
            meaning.row.act is Act.SETBACK,
            not meaning.row.subject_needs,
            not meaning.row.objects or meaning.row.act in (Act.AID_PROVIDED, Act.ENDORSED),
            meaning.row.kind != "future",
            meaning.form is None,
            not meaning.row.objects,
            meaning.row.number,
        ),
    )


def _read_verb(clause: Clause, meaning: Meaning, index: int, last: int) -> list[Frame]:
    row, units = meaning.row, clause.units
    assert meaning.form is not None
    reading = read_verb(units, index, meaning.form, heading=clause.sentence.heading)
    if row.act is Act.AID_PROVIDED and meaning.form is Form.PRESENT and not clause.sentence.heading:
        return []  # "the agency provides assistance to its members": what it does every year
    if reading is None or (row.kind == "future" and reading.tense != "future"):
        return []
    if row.kind == "future" and reading.status is not EventStatus.PLANNED:
        return []
    if row.act in (Act.AGREED_TO, Act.PLAN_ANNOUNCED) and _is_hostile(units, last):
        return []
    if row.act is Act.AGREED_TO and (_is_goodwill(units, last) or _is_mood(units, index, reading)):
        return []
    if row.kind == "future" and reading.edge and units[reading.edge - 1].anaphor == "speaker":
        return []  # "we will support ..." in a speech is rhetoric
    if last + 1 < len(units) and units[last + 1].lower in ("not", "never") and units[last].lower in ("will", "would"):
        return []
    if _is_other_sense(units, row, reading, index, last):
        return []
    end = find_end(units, last + 1)
    subject = find_subject(clause, reading.edge - 1)
    if row.mode == "toward" and not reading.passive and (not subject.sides or subject.between):
        return []
    if _is_loose(row, subject, units, index):
        return []
    if reading.status is EventStatus.PLANNED and any(
        frame.act is Act.SETBACK and frame.trigger < units[index].start < frame.scope_end for frame in clause.frames
    ):
        return []  # "postponed the summit that was scheduled to be held in May"
    if row.act is Act.ENDORSED and subject.speaker:
        return []  # "I thank", "we welcome": manners of a speech
    instrument = None
    if row.objects:
        instrument = find_object(clause, row, last, end) if not reading.passive else None
        if reading.passive and any(unit.lower == "no" for unit in units[max(0, reading.edge - 8) : reading.edge]):
            reading = replace(reading, polarity=Polarity.NEGATED)  # "no agreement was signed"
        if instrument is None:
            instrument = find_noun_before(clause, row, reading, subject)
            if instrument is None:
                return []
            if not reading.passive and row.act not in (Act.AGREEMENT_SIGNED, Act.AGREED_TO):
                return []
            if not reading.passive and not subject.sides:
                if meaning.form not in (Form.ED, Form.PARTICIPLE) or not is_noun_near(units, reading.edge, row):
                    return []
                reading = Reading(EventStatus.PAST_BACKGROUND, reading.polarity, reading.tense, True, True, reading.edge)
    if row.needs == "future":
        reading = replace(reading, status=EventStatus.PLANNED, tense="future")
    if row.needs == "in" and (subject.pronoun or not any(unit.lower in ("in", "to") for unit in units[last + 1 : min(end, last + 8)])):
        return []
    if row.needs == "soon_to" and (verb := _after_to(units, last)) < len(units):
        if units[verb].kind is not Kind.WORD or units[verb].lower in _DETERMINING or units[verb].raw_capital:
            return []
    elif row.needs == "soon_to":
        return []
    if row.needs == "out" and not any(unit.lower == "out" for unit in units[last + 1 : min(end, last + 8)]):
        return []
    if row.needs == "infinitive" and not any(unit.lower == "to" for unit in units[last + 1 : min(end, last + 16)]):
        return []
    if row.needs == "instrument" and not (subject.pronoun and reading.passive) and not _speaks_of_text(clause, row, index, end):
        return []
    right = find_right_sides(clause, last + 1, end)
    built = fill_slots(clause, row, reading, subject, right, last, end)
    if built is None:
        return []
    _add_home(clause, row, built, last, end)
    return _frames(clause, row, reading, subject, built, index, last, end, instrument)


_DEMANDS = word_list("demands")
_HOSTILE = word_list("hostile")


def _speaks_of_text(clause: Clause, row: Row, index: int, end: int) -> bool:
    """Whether the clause names a text that can be ratified, or the sentence one that a cabinet or parliament approves."""
    units = clause.units
    last = units[min(end, len(units)) - 1].end
    if "approval" not in row.slots:
        return has_noun(clause.lowered, units[max(0, index - 25)].start, last, "instrument")
    body = has_noun(clause.lowered, units[0].start, units[-1].end, "approving")
    if units[index].lower.startswith(("back", "pass", "adopt", "endors", "authori")):  # of a parliament only: others back what they like
        body = has_noun(clause.lowered, units[max(0, index - 8)].start, units[index].start, "approving")
    return body and has_noun(clause.lowered, units[0].start, last, "approved_text")


def _is_other_sense(units: Sequence[Unit], row: Row, reading: Reading, index: int, last: int) -> bool:
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
    if reading.tense == "present" and reading.status is EventStatus.HAPPENED:
        before = [unit.lower for unit in units[max(0, reading.edge - 6) : reading.edge + 1]]
        return bool(set(before) & {"when", "whenever", "always", "usually", "often", "every", "sometimes"})
    return False


_GUESTS = re.compile(r"(?<!\w)(?:leaders|nations|countries|heads of state|ministers|presidents|counterparts)(?!\w)")
_ANNOUNCING = frozenset(
    ["announced", "announces", "said", "says", "confirmed", "confirms", "pledged", "promised", "declared", "that", "states"]
)
_MONEY = re.compile(r"\$|€|£|(?<!\w)(?:million|billion|mln|bln|dollars?|dlrs|euros?|yen|grants?|loans?|credits?|financ\w+|economic)(?!\w)")
# What a government or its opponents concede at home: a commitment though only one country is named.
_YIELDING = re.compile(
    r"(?<!\w)(?:resign(?!ed)|step(?:ping)? down|(?:hold|allow|call) (?:[\w-]+ ){0,3}elections?|multi-?party"
    r"|(?:lift\w*|eas\w+|end\w*) (?:[\w-]+ ){0,4}(?:ban|curfew|state of emergency|martial law|siege|blockade|restrictions|censorship)"
    r"|(?:free|releas|pardon)(?:e|es|ed|ing|s)? (?:[\w,-]+ ){0,5}"
    r"(?:prisoners?|detainees|hostages?|dissidents?|rebels|journalists?|activists|captives)"
    r"|(?:hand(?:ing|ed)? over|transfer|give up|share|relinquish) (?:[\w-]+ ){0,3}(?:power|weapons|arms)"
    r"|lay(?:ing)? down (?:their |its )?(?:arms|weapons)"
    r"|disarm|surrender|cease-?fire|truce|amnesty|power-sharing|unity government|peace (?:deal|accord|pact|agreement)"
    r"|visits? by|inspectors|inspections|peacekeepers|observers|mediation"
    r"|(?:meet|hold|resume|begin|open|start|attend|join|enter|restart) (?:[\w-]+ ){0,4}"
    r"(?:talks|negotiations|dialogue|leaders?|rebels|guerrillas|opposition))(?!\w)"
)
_FREEING = frozenset(["release", "free", "lift", "return", "hand", "allow", "withdraw", "recognise", "recognize"])


def _has_antecedent(units: Sequence[Unit], index: int) -> bool:
    """ "Oman announced it will": whom "it" stands for is said in the same breath."""
    before = units[max(0, index - 12) : index]
    return any(other.kind is Kind.SIDE for other in before) and any(other.lower in _ANNOUNCING for other in before)


def _is_mood(units: Sequence[Unit], index: int, reading: Reading) -> bool:
    """ "We are committed to peace": a mood, where "committed to lowering tariffs" would be a promise."""
    remains = reading.edge > 0 and units[reading.edge - 1].lower in ("remain", "remains", "remained", "stay", "stays")
    return units[index].lower == "committed" and (reading.passive or remains)


def _add_home(clause: Clause, row: Row, parties: Parties, last: int, end: int) -> None:
    """ "Japan has agreed to provide a grant" in a notice of a government: the grant is for the country that tells it."""
    home = clause.context.home
    stop = clause.units[min(end, len(clause.units)) - 1].end
    promised = row.act is Act.AGREED_TO and has_noun(clause.lowered, clause.units[last].start, stop, "aid_received")
    giving = row.act is Act.AID_PROVIDED or promised
    if home is not None and giving and len(set(parties.actors) | set(parties.recipients)) == 1 and home not in parties.actors:
        parties.recipients.append(home)


def _is_loose(row: Row, subject: Subject, units: Sequence[Unit], index: int) -> bool:
    """A pronoun that makes a promise too vague: "it will increase costs", "they are ready to protect the union"."""
    if row.kind == "future" and subject.pronoun and subject.start >= 0:
        return units[subject.start].anaphor == "thing" and not _has_antecedent(units, subject.start)
    ready = units[index].lower in ("be", "is", "are", "were", "was")
    return (
        row.act is Act.AGREED_TO
        and ready
        and subject.start >= 0
        and (
            units[subject.start].lower in ("they", "we")
            or (units[subject.start].lower == "it" and not _has_antecedent(units, subject.start))
        )
    )


def _is_hostile(units: Sequence[Unit], last: int) -> bool:
    """ "pledged to expel", "vowed to retaliate": a promise, but no cooperation."""
    verb = last + 1 if units[last].lower == "to" else _after_to(units, last)
    return verb < len(units) and units[verb - 1].lower == "to" and units[verb].lower in _HOSTILE


def _after_to(units: Sequence[Unit], last: int) -> int:
    """Index of the verb of "offered on Friday to send": behind the "to" that follows soon; past the end when none does."""
    for number in range(last + 1, min(len(units) - 1, last + 6)):
        if units[number].lower == "to":
            return number + 1
        if units[number].kind is Kind.SIDE or units[number].lower in _DETERMINING | {"not", "never"}:
            break
    return len(units)


_DETERMINING = frozenset(["a", "an", "the", "its", "their", "that", "his", "her"])


def _is_goodwill(units: Sequence[Unit], last: int) -> bool:
    """ "is willing to work with": a mood, no commitment."""
    return (
        units[last].lower == "to"
        and units[last - 1].lower in ("ready", "willing", "prepared")
        and last + 1 < len(units)
        and units[last + 1].lower in _GOODWILL
    )


def _read_noun(clause: Clause, row: Row, index: int, last: int) -> list[Frame]:
    units = clause.units
    end = find_end(units, last + 1)
    governed = next((frame for frame in clause.frames if frame.trigger < units[index].start < frame.scope_end), None)
    before, before_index = find_governor(units, index)
    adjunct = before in _ADJUNCT or before in _FUTURE_ADJUNCT
    if governed is not None and (governed.act is Act.SETBACK or before in ("in", "on", "through", "within", "amid")):
        return []  # "agreed to mediation in the talks with": content; "accused ... during talks": no act of its own
    if any(start <= units[index].start < stop for start, stop in clause.taken) and not adjunct:
        return []
    status = read_noun_status(clause, row, index, last, before, before_index, adjunct)
    if status is None:
        return []
    if governed is not None and adjunct and governed.status in (EventStatus.PLANNED, EventStatus.HYPOTHETICAL):
        status = governed.status
    if row.objects and not find_object(clause, row, last, end):
        return []
    parties = fill_noun_slots(clause, row, index, last, end, governed, before)
    if parties is None:
        return []
    reading = Reading(
        status,
        Polarity.NEGATED if before == "no" else Polarity.AFFIRMED,
        "future" if status is EventStatus.PLANNED else "past",
        False,
        False,
        index,
    )
    if parties.recipients == [] and row.mode == "toward":
        return []
    frames = _frames(clause, row, reading, Subject(), parties, index, last, end, None)
    for frame in frames:
        frame.is_noun = True
        if before == "no":
            frame.polarity = Polarity.NEGATED
    return frames


def _frames(
    clause: Clause, row: Row, reading: Reading, subject: Subject, parties: Parties, index: int, last: int, end: int, instrument: str | None
) -> list[Frame]:
    units = clause.units
    start = units[find_start(units, index, reading, subject)].start
    stop = units[max(last, end - 1)].end
    words = clause.lowered[start:stop]
    status = reading.status
    opening = clause.lowered[max(clause.sentence.span.start, start - 50) : units[index].start]
    if row.act is not Act.SETBACK and is_conditional(opening):
        status = EventStatus.HYPOTHETICAL
    if "relative" in row.slots and not parties.recipients and len(parties.actors) == 1:
        parties.recipients = [side for side in clause.context.sentence_pair(units) if side not in parties.actors]
    near = clause.lowered[max(clause.sentence.span.start, start - 60) : units[min(len(units) - 1, last + 14)].end]
    anonymous = sum(1 for _ in noun_pattern(noun_list("counterpart")).finditer(near))
    hosts = units[index].lower.startswith(("host", "hold", "held", "chair", "conven"))
    if row.act is Act.TALKS_HELD and instrument in ("summit", "talks", "negotiations") and (not hosts or _GUESTS.search(words)):
        anonymous += 1  # whoever takes part in a summit meets others, named or not
    topic = find_topics(clause, row, reading, index, last, end)
    if "approval" in row.slots or (row.mode == "from" and not topic):
        topic = clause.areas.within(units[0].start, units[-1].end)
    areas = list(topic)
    if row.act is not Act.SETBACK and any(one.area is Area.DEVELOPMENT_AID for one in topic) and _MONEY.search(words):
        areas.append(AreaMention(Area.TRADE_ECONOMY, None))  # aid in money is economic cooperation, too; food and tents are not
    if not areas or row.act is Act.VISIT:
        default = default_area(row.act)
        areas += [AreaMention(default, None)] if default else []
    base = Frame(
        act=decide_act(clause, row, subject, status),
        row=row,
        start=start,
        end=stop,
        actors=tuple(dict.fromkeys(parties.actors)),
        recipients=tuple(side for side in dict.fromkeys(parties.recipients) if side not in parties.actors),
        status=status,
        polarity=reading.polarity,
        tense=reading.tense,
        areas=areas,
        dates=find_dates_of(clause, row, index, last, end, reading),
        trigger=units[index].start,
        scope_end=stop,
        sentence=clause.number,
        paragraph=clause.sentence.paragraph,
        heading=clause.sentence.heading,
        caption=clause.sentence.caption,
        instrument=instrument if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED, Act.INSTITUTION_ESTABLISHED) else None,
        serial=number_of_text(clause, end) if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) else None,
        enumerates=count_texts(words) if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) else 0,
        officials=frozenset(parties.people),
        ranks=find_ranks(units[max(0, index - 14) : end]) if row.act is Act.TALKS_HELD else frozenset(),
        local=row.act is Act.VISIT and any(unit.form == "city" for unit in units[last + 1 : last + 5]),
        suppliers=tuple(dict.fromkeys(parties.suppliers)),
        places=tuple(dict.fromkeys(parties.places)),
        pronoun=parties.pronoun,
        freeing=units[index].lower in _FREEING,
        yielding=_YIELDING.search(clause.lowered, units[index].start, stop) is not None and not subject.private,
        has_topic=bool(topic),
        within_trip=bool(
            re.search(
                r"during (?:which|his|her|the|a|this)\b[^.;]{0,40}$|during which", clause.lowered[max(0, units[index].start - 60) : stop]
            )
        )
        and reading.tense == "future",
        anonymous=anonymous,
        rule=f"{row.act.value}:{'noun' if row.kind == 'noun' else 'verb'}{'-passive' if reading.passive else ''}",
    )
    if not parties.dyads:
        return [base]
    made = []
    for partner in parties.dyads:
        frame = Frame(**{name: getattr(base, name) for name in Frame.__slots__})
        frame.actors = (*base.actors, partner)
        made.append(frame)
    return made
