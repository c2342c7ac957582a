"""The grammar around a trigger: which act it is there, who takes part, how it stands in its clause, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.events.acts import Meaning, Row, Trigger
from etl.events.assemble import assemble
from etl.events.clause import Clause, Frame, Parties, Subject, find_end, find_governor
from etl.events.needs import has_what_it_needs
from etl.events.nouns import fill_noun_slots, find_owner, read_noun_status
from etl.events.objects import find_noun_before, find_object, has_noun, is_noun_near
from etl.events.parties import has_sides
from etl.events.passive import sides_of_noun
from etl.events.reading import Reading
from etl.events.right_sides import find_right_sides
from etl.events.senses import is_loose, tells_nothing
from etl.events.slots import fill_slots
from etl.events.status import read_verb
from etl.events.subjects import find_subject
from etl.events.units import Head, Kind, Side
from etl.events.verbs import Form
from etl.events.words import word_list
from etl.model import Act, EventStatus, Polarity

_TEXTLIKE = frozenset(["agreement", "partnership"])  # nouns that may stand before their verb ("partnerships launched with Oman")
_ADJUNCT = word_list("adjunct")
_FUTURE_ADJUNCT = word_list("future_adjunct")


def read_trigger(clause: Clause, trigger: Trigger, index: int, last: int) -> list[Frame]:
    """The frames that the trigger at units ``index..last`` opens: none, one, or one per dyad."""
    first: list[Frame] = []
    for meaning in _by_preference(trigger):
        found = _read_noun(clause, meaning.row, index, last) if meaning.form is None else _read_verb(clause, meaning, index, last)
        if any(has_sides(frame) or frame.act is Act.SETBACK for frame in found):
            return found
        first = first or found
    return first


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
            meaning.row.kind != "future" or meaning.row.needs == "otherwise",
            meaning.form is None,
            not meaning.row.objects,
            meaning.row.number,
        ),
    )


def _read_verb(clause: Clause, meaning: Meaning, index: int, last: int) -> list[Frame]:
    row, units = meaning.row, clause.units
    assert meaning.form is not None
    reading = read_verb(units, index, meaning.form, heading=clause.sentence.heading)
    if reading is not None and reading.tense == "present" and _after_future(clause, reading.edge):
        reading = replace(reading, status=EventStatus.PLANNED, tense="future")
    if reading is None or tells_nothing(clause, meaning, reading, index, last):
        return []
    end = find_end(units, last + 1)
    subject = find_subject(clause, reading.edge - 1)
    if 0 < subject.start < len(units) and units[subject.start - 1].lower in ("no", "neither", "nor"):
        reading = replace(reading, polarity=Polarity.NEGATED)  # "no Omani minister has visited"
    if row.subject_needs and not subject.sides and subject.start >= 0 and not subject.pronoun:
        subject.sides = units[subject.start].sides  # "Omani relief supplies reached Kenya": whose they are
    if row.objects and not subject.sides and not reading.passive and row.act in (Act.ENDORSED, Act.AGREED_TO):
        subject.sides = _owner_of_object(clause, row, last)
    if row.act is Act.AGREEMENT_RATIFIED and not reading.passive and not subject.sides:
        subject.sides = sides_of_noun(clause, reading.edge)  # "Oman's trade pact with Kenya came into force"
    if not _may_act(clause, row, reading, subject, index):
        return []
    instrument = None
    if row.objects:
        found = _find_instrument(clause, meaning, reading, subject, last, end)
        if found is None:
            return []
        instrument, reading = found
    if row.needs == "future":
        reading = replace(reading, status=EventStatus.PLANNED, tense="future")
    if not has_what_it_needs(clause, row, reading, subject, index, last, end):
        return []
    parties = fill_slots(clause, row, reading, subject, find_right_sides(clause, last + 1, end), last, end)
    if parties is None:
        return []
    _add_home(clause, row, parties, last, end)
    return assemble(clause, row, reading, subject, parties, index, last, end, instrument)


def _after_future(clause: Clause, edge: int) -> bool:
    """ "will brief the cabinet when he visits Oman": the visit is to come, too."""
    before = [unit.lower for unit in clause.units[max(0, edge - 20) : edge]]
    return "when" in before[-3:] and "will" in before and "," not in before[-3:]


def _is_official(clause: Clause, subject: Subject) -> bool:
    unit = clause.units[subject.start] if subject.start >= 0 else None
    return unit is not None and (unit.form == "person" or bool(unit.anaphor) or unit.head is Head.STATE)


def _owner_of_object(clause: Clause, row: Row, last: int) -> tuple[Side, ...]:
    """ "Mr Berg underscored Norwegian support for Kenya": whose support it is."""
    for unit in clause.units[last + 1 : last + 3]:
        if unit.kind is Kind.SIDE:
            owned = any(other.lower in row.objects for other in clause.units if unit.end <= other.start <= unit.end + 40)
            mine = unit.possessive or unit.form in ("demonym", "name")
            return unit.sides if owned and mine and unit.prep == "" else ()
    return ()


def _may_act(clause: Clause, row: Row, reading: Reading, subject: Subject, index: int) -> bool:
    """Whether the subject can do this, and nothing before the verb takes it back."""
    if row.mode == "toward" and not reading.passive and (not subject.sides or subject.between):
        return False
    if is_loose(row, subject, clause.units, index):
        return False
    if (reading.status is EventStatus.PLANNED or reading.reduced) and any(
        frame.act is Act.SETBACK and frame.trigger < clause.units[index].start < frame.scope_end for frame in clause.frames
    ):
        return False  # "postponed the summit that was scheduled to be held in May"
    if row.act is Act.ENDORSED and reading.passive and reading.reduced and clause.units[index].lower in ("backed", "supported"):
        return False  # "a project backed by Oman": what it is, not what was done
    if row.act is Act.TALKS_HELD and reading.passive and subject.start >= 0 and clause.units[subject.start].anaphor == "thing":
        return False  # "it has generally been received"
    if clause.units[index - 1].lower == "long" and index > 1 and clause.units[index - 2].lower in ("has", "have", "had"):
        return False  # "have long helped each other": how things are
    if "official" in row.slots and reading.passive and not _is_official(clause, subject):
        return False  # "investment received by Oman"
    return not (row.act is Act.ENDORSED and subject.speaker)  # "I thank", "we welcome": manners of a speech


def _find_instrument(
    clause: Clause, meaning: Meaning, reading: Reading, subject: Subject, last: int, end: int
) -> tuple[str, Reading] | None:
    """The noun that the row needs, after the verb or before it, and how the verb stands to it; None when there is none."""
    row, units = meaning.row, clause.units
    given = row.act is Act.AID_PROVIDED  # "was given a loan by Oman"
    instrument = find_object(clause, row, last, end) if given or not reading.passive else None
    if reading.passive and any(unit.lower == "no" for unit in units[max(0, reading.edge - 8) : reading.edge]):
        reading = replace(reading, polarity=Polarity.NEGATED)  # "no agreement was signed"
    if instrument is not None:
        return instrument, reading
    instrument = find_noun_before(clause, row, reading, subject)
    if instrument is None:
        return None
    if not reading.passive and last + 1 < len(units) and units[last + 1].lower == "by" and is_noun_near(units, reading.edge, row):
        return instrument, Reading(
            EventStatus.PAST_BACKGROUND, reading.polarity, reading.tense, True, True, reading.edge
        )  # "credit granted by"
    if not reading.passive and row.act is not Act.AGREEMENT_SIGNED and not (row.act is Act.AGREED_TO and row.objects & _TEXTLIKE):
        return None
    if not reading.passive and not subject.sides:
        if meaning.form not in (Form.ED, Form.PARTICIPLE) or not is_noun_near(units, reading.edge, row):
            return None
        reading = Reading(EventStatus.PAST_BACKGROUND, reading.polarity, reading.tense, True, True, reading.edge)
    return instrument, reading


def _add_home(clause: Clause, row: Row, parties: Parties, last: int, end: int) -> None:
    """ "Japan has agreed to provide a grant" in a notice of a government: the grant is for the country that tells it."""
    home = clause.context.home
    stop = clause.units[min(end, len(clause.units)) - 1].end
    promised = row.act is Act.AGREED_TO and has_noun(clause.lowered, clause.units[last].start, stop, "aid_received")
    giving = row.act in (Act.AID_PROVIDED, Act.TALKS_HELD) or promised
    if (
        home is not None
        and clause.context.cabinet
        and giving
        and len(set(parties.actors) | set(parties.recipients)) == 1
        and home not in parties.actors
    ):
        parties.recipients.append(home)


def _read_noun(clause: Clause, row: Row, index: int, last: int) -> list[Frame]:
    units = clause.units
    end = find_end(units, last + 1)
    governed = next((frame for frame in clause.frames if frame.trigger < units[index].start < frame.scope_end), None)
    before, before_index = find_governor(units, index)
    adjunct = before in _ADJUNCT or before in _FUTURE_ADJUNCT
    if governed is not None and governed.act in (Act.URGED, Act.REQUESTED):
        return []  # "pressed Oman to raise it at the talks"
    during = (
        row.act in (Act.VISIT, Act.COOPERATION_CARRIED_OUT)
        and adjunct
        and governed is not None
        and governed.row is not None
        and governed.row.kind == "block"
    )
    if governed is not None and not during and (governed.act is Act.SETBACK or before in ("in", "on", "through", "within", "amid")):
        return []  # "agreed to mediation in the talks with": content; "accused ... during talks": no act of its own
    second = row.act is Act.VISIT and find_owner(units, index) is not None  # "A's visit to B and C's visit to D"
    if any(start <= units[index].start < stop for start, stop in clause.taken) and not adjunct and not second:
        return []
    status = read_noun_status(clause, row, index, last, before, before_index, adjunct)
    if status is None:
        return []
    done = before_index > 0 and units[before_index - 1].lower.endswith("ed")  # "agreements reached during the visit in March"
    if governed is not None and adjunct and not done and governed.status in (EventStatus.PLANNED, EventStatus.HYPOTHETICAL):
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
    frames = assemble(clause, row, reading, Subject(), parties, index, last, end, None)
    for frame in frames:
        frame.is_noun = True
        if before == "no":
            frame.polarity = Polarity.NEGATED
    return frames
