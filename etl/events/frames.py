"""The grammar around a trigger: which act it is there, who takes part, how it stands in its clause, what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from etl.document import DateMention, Sentence
from etl.events.acts import Meaning, Row, Trigger, default_area, noun_list
from etl.events.areas import AreaIndex
from etl.events.context import Context
from etl.events.status import Reading, is_conditional, read_verb
from etl.events.verbs import Form
from etl.events.units import Head, Kind, Side, Unit, is_place
from etl.model import Act, Area, AreaMention, EventStatus, Polarity

_BREAKS = frozenset(["while", "whereas", "although", "though", "but", "because", ";", ":", "—", "unless"])
_RELATIVE = frozenset(["who", "which", "where", "when", "that", "whom", "whose"])
_REPORTING = frozenset("said says told reported announced added stressed noted explained according quoted saying".split())
_CUT_OBJECT = frozenset(
    "that which who after before while for to with by from ; on in at over against during but when where because".split()
)
_LINK = frozenset(
    "on about over regarding concerning covering discuss discussing discussed focused focusing aimed addressing reach resolve end review reviewing for".split()
)
_ADJUNCT = frozenset("during after following at in on within amid through".split())
_FUTURE_ADJUNCT = frozenset(["before", "ahead", "until", "pending"])
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "another": 2, "other": 2}
_GOVERNMENT_BODY = frozenset(
    "parliament lawmakers cabinet senate congress knesset duma legislature government ministers assembly house council".split()
)
_NOUN_DONE = frozenset(
    "held took began begun started starts opened opens concluded ended ends focused focuses covered discussed was were has have came lasted is are resumed resume continued".split()
)
_NOUN_FAILED = frozenset("collapsed failed stalled broke cancelled canceled suspended postponed foundered deadlocked".split())
_SPLIT_NOUNS = frozenset("partnerships agreements treaties pacts accords deals mous memoranda memorandums contracts protocols".split())


@dataclass(slots=True)
class Frame:
    """One act as one clause tells it, before mentions are merged."""

    act: Act
    row: Row | None
    start: int
    end: int
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    status: EventStatus
    polarity: Polarity
    tense: str
    areas: list[AreaMention]
    dates: list[DateMention]
    trigger: int
    scope_end: int
    sentence: int
    paragraph: int
    heading: bool
    caption: bool
    is_noun: bool = False
    instrument: str | None = None
    serial: int | None = None
    enumerates: int = 0
    officials: frozenset[str] = frozenset()
    suppliers: tuple[Side, ...] = ()
    places: tuple[Side, ...] = ()
    one_sided: bool = False
    pronoun: bool = False
    has_topic: bool = False
    within_trip: bool = False
    anonymous: int = 0
    ranks: frozenset[str] = frozenset()
    local: bool = False
    sequel: bool = False
    rule: str = ""

    @property
    def sides(self) -> frozenset[Side]:
        """All parties."""
        return frozenset(self.actors) | frozenset(self.recipients)


@dataclass(slots=True)
class Clause:
    """What the grammar looks at: the sentence's units and the article's state."""

    text: str
    lowered: str
    units: list[Unit]
    sentence: Sentence
    number: int
    areas: AreaIndex
    context: Context
    verbs: tuple[int, ...] = ()  # where verbs of acts stand, as indices of units
    nouns: tuple[int, ...] = ()  # where nouns of acts stand
    taken: list[tuple[int, int]] = field(default_factory=list)  # scopes whose nouns and infinitives are content of another act
    frames: list[Frame] = field(default_factory=list)


def read_trigger(clause: Clause, trigger: Trigger, index: int, last: int) -> list[Frame]:
    """The frames that the trigger at units ``index..last`` opens: none, one, or one per dyad."""
    for meaning in _by_preference(clause, trigger, index, last):
        found = _read_noun(clause, meaning.row, index, last) if meaning.form is None else _read_verb(clause, meaning, index, last)
        if found:
            return found
    return []


def _by_preference(clause: Clause, trigger: Trigger, index: int, last: int) -> list[Meaning]:
    """Rows with an object first, then plain ones; setbacks last only where nothing else fits."""
    return sorted(
        trigger.meanings,
        key=lambda meaning: (
            meaning.row.act is Act.SETBACK,
            meaning.row.kind != "future",
            meaning.form is None,
            not meaning.row.objects,
            meaning.row.number,
        ),
    )


# ---- verbs
def _read_verb(clause: Clause, meaning: Meaning, index: int, last: int) -> list[Frame]:
    row, units = meaning.row, clause.units
    assert meaning.form is not None
    reading = read_verb(units, index, meaning.form, heading=clause.sentence.heading)
    if reading is None or (row.kind == "future" and reading.tense != "future"):
        return []
    if row.kind == "future" and reading.status is not EventStatus.PLANNED:
        return []
    if row.act is Act.AGREED_TO and _is_goodwill(units, index, last):
        return []
    if row.kind == "future" and reading.edge and units[reading.edge - 1].anaphor == "speaker":
        return []  # "we will support ..." in a speech is rhetoric
    if last + 1 < len(units) and units[last + 1].lower in ("not", "never") and units[last].lower in ("will", "would"):
        return []
    end = _clause_end(units, last + 1)
    subject = _subject(clause, reading.edge - 1)
    if row.mode == "toward" and not reading.passive and (not subject.sides or subject.between):
        return []
    if row.act is Act.ENDORSED and subject.speaker:
        return []  # "I thank", "we welcome": manners of a speech
    instrument = None
    if row.objects:
        instrument = _object(clause, row, last, end) if not reading.passive else None
        if instrument is None:
            instrument = _noun_before(clause, row, reading, subject)
            if instrument is None:
                return []
            if not reading.passive and row.act not in (Act.AGREEMENT_SIGNED, Act.AGREED_TO):
                return []
            if not reading.passive and not subject.sides:
                if meaning.form not in (Form.ED, Form.PARTICIPLE) or not _noun_near(units, reading.edge, row):
                    return []
                reading = Reading(EventStatus.PAST_BACKGROUND, reading.polarity, reading.tense, True, True, reading.edge)
    if row.needs == "infinitive" and not any(unit.lower == "to" for unit in units[last + 1 : min(end, last + 16)]):
        return []
    if (
        row.needs == "instrument"
        and not (subject.pronoun and reading.passive)
        and not _has_noun(clause.lowered, units[max(0, index - 25)].start, units[min(end, len(units)) - 1].end, "instrument")
    ):
        return []
    right = _right_sides(clause, last + 1, end)
    built = _slots(clause, row, reading, subject, right, index, last, end)
    if built is None:
        return []
    return _frames(clause, row, reading, subject, built, index, last, end, instrument)


_GOODWILL = frozenset(
    "work continue join strengthen deepen promote expand enhance develop cooperate intensify build maintain keep do help play further".split()
)


def _is_goodwill(units: Sequence[Unit], index: int, last: int) -> bool:
    """ "is willing to work with": a mood, no commitment."""
    return (
        units[last].lower == "to"
        and units[last - 1].lower in ("ready", "willing", "prepared")
        and last + 1 < len(units)
        and units[last + 1].lower in _GOODWILL
    )


@dataclass(slots=True)
class Subject:
    """Who stands before the verb."""

    sides: tuple[Side, ...] = ()
    people: frozenset[str] = frozenset()
    start: int = -1
    private: bool = False
    pronoun: bool = False
    speaker: bool = False
    between: bool = False
    words: tuple[str, ...] = ()


def _subject(clause: Clause, position: int) -> Subject:
    """Walk left from the verb group to its subject."""
    units = clause.units
    words: list[str] = []
    crossed_and = False
    best: Subject | None = None
    fallback: int | None = None  # "a deployment of NATO troops", "a delegation of Kenyan officials"
    index = position
    steps = 0
    while index >= 0 and steps < 60:
        unit = units[index]
        steps += 1
        if unit.kind is Kind.SIDE:
            if unit.prep in ("", "that", "as") and unit.prep != "as":
                candidate = _as_subject(clause, index, words)
                if not crossed_and or candidate.private:
                    return candidate
                best = candidate if best is None or candidate.sides else best
            elif unit.prep == "between" and not words:
                subject = _as_subject(clause, index, words)
                subject.between = True
                return subject
            elif unit.prep == "of" and fallback is None and not crossed_and:
                fallback = index
        elif unit.lower in _BREAKS or unit.lower in ("”", "“", '"') and index != position and not words:
            break
        elif unit.lower in ("who", "which", "that"):
            antecedent = index - 1
            while antecedent >= 0 and units[antecedent].lower in (",", "(", ")"):
                antecedent -= 1
            if antecedent >= 0 and units[antecedent].kind is Kind.SIDE and unit.lower != "that":
                return _as_subject(clause, antecedent, words)
            break
        elif unit.lower == "and" or (unit.lower == "," and words):
            crossed_and = crossed_and or (unit.lower == "and" and not words)
        if unit.kind is Kind.WORD and unit.lower not in ("and",):
            words.append(unit.lower)
        index -= 1
    if best is not None:
        return best
    if fallback is not None:
        return _as_subject(clause, fallback, words)
    return Subject(words=tuple(words[:6]))


def _as_subject(clause: Clause, index: int, words: Sequence[str]) -> Subject:
    units = clause.units
    unit = units[index]
    if unit.head is Head.PRIVATE:
        return Subject(private=True, start=index, words=(unit.head_word, *words))
    if unit.head is Head.THING:
        return Subject(start=index, words=(unit.head_word, *words))
    sides = list(clause.context.resolve(unit))
    people = {unit.person} if unit.person else set()
    start = index
    back = index - 1
    pronoun = bool(unit.anaphor)
    while back >= 0 and back > index - 14:  # coordinated names to the left
        other = units[back]
        if other.kind is Kind.SIDE and other.prep == unit.prep and other.head in (Head.BARE, Head.STATE):
            sides += [side for side in clause.context.resolve(other) if side not in sides]
            people |= {other.person} if other.person else set()
            pronoun |= bool(other.anaphor)
            start = back
        elif not (
            other.lower in ("and", ",", "&", "-", "–", "his", "her", "the", "then", "then-", "its", "or")
            or other.lower in noun_list("state")
        ) or (other.lower == "," and back and units[back - 1].kind is Kind.DATE):
            break
        back -= 1
    words_after = tuple(words)
    return Subject(
        tuple(sides), people=frozenset(people), start=start, pronoun=pronoun, speaker=unit.anaphor == "speaker", words=words_after
    )


@dataclass(frozen=True, slots=True)
class RightSide:
    """A side to the right of the verb."""

    index: int
    unit: Unit
    sides: tuple[Side, ...]
    complement: bool


def _right_sides(clause: Clause, start: int, end: int) -> list[RightSide]:
    units = clause.units
    found: list[RightSide] = []
    complement = False
    for index in range(start, end):
        unit = units[index]
        if unit.kind is Kind.SIDE:
            found.append(RightSide(index, unit, clause.context.resolve(unit), complement))
        elif unit.lower == "to" and index + 1 < end and units[index + 1].kind is Kind.WORD and not units[index + 1].raw_capital:
            word = units[index + 1].lower
            if word not in ("the", "a", "an", "its", "his", "their", "her", "both", "war-torn", "some") and not (
                word.endswith("s") and not word.endswith("ss")
            ):
                complement = True
    return found


def _clause_end(units: Sequence[Unit], start: int) -> int:
    """Index after the last unit of the clause that the verb before ``start`` governs."""
    size = len(units)
    for index in range(start, size):
        word = units[index].lower
        if word in _BREAKS:
            return index
        if word == "which" and index > start and units[index - 1].lower in ("during", "after", "at"):
            return index - 1
        if word in ("said", "says", "told", "reported") and index > start:
            return _before_speaker(units, start, index)
        if word in ("according", "adding", "saying") and index > start:
            return index
        if (
            word in ("and", "as", ",")
            and index + 2 < size
            and units[index + 1].kind is Kind.SIDE
            and units[index + 1].prep == ""
            and _finite_soon(units, index + 2)
        ):
            return index
    return size


def _before_speaker(units: Sequence[Unit], start: int, index: int) -> int:
    """ "..., the foreign ministry said": the clause ends at the comma before the speaker."""
    for back in range(index - 1, max(start, index - 14), -1):
        if units[back].lower in (",", "”", '"'):
            return back
    return index


def _finite_soon(units: Sequence[Unit], index: int) -> bool:
    return any(
        unit.lower in ("will", "has", "have", "is", "are", "was", "were", "said", "would", "had", "can", "also")
        or (unit.lower.endswith("ed") and len(unit.lower) > 4)
        for unit in units[index : index + 2]
        if unit.kind is Kind.WORD
    )


# ---- objects
def _object(clause: Clause, row: Row, last: int, end: int) -> str | None:
    """The object noun that the row needs, in the noun phrase after the verb."""
    units = clause.units
    stop = last + 1
    while stop < min(end, last + 16):
        unit = units[stop]
        if unit.kind is Kind.WORD and unit.lower in _CUT_OBJECT and not (stop == last + 1 and unit.lower in ("on", "in", "for", "with")):
            if unit.lower in ("with", "in", "on", "to") and row.act is Act.INSTITUTION_ESTABLISHED and stop <= last + 6:
                pass
            else:
                break
        stop += 1
    if stop == last + 1:
        return None
    if row.mode == "from" and units[last + 1].lower in ("it", "them", "this"):
        return _last_noun(clause.lowered[units[max(0, last - 20)].start : units[last].start], row.objects)
    return _last_noun(clause.lowered[units[last + 1].start : units[stop - 1].end], row.objects)


def _noun_before(clause: Clause, row: Row, reading: Reading, subject: Subject) -> str | None:
    """The noun as passive subject ("a treaty was signed") or as fronted object ("the statement the leaders signed")."""
    units = clause.units
    right = reading.edge if reading.passive or subject.start < 0 else subject.start
    left = right
    while left > 0 and right - left < 25 and units[left - 1].lower not in _BREAKS and units[left - 1].lower not in (".",):
        left -= 1
    if left == right:
        return None
    return _last_noun(clause.lowered[units[left].start : units[right - 1].end], row.objects)


def _noun_near(units: Sequence[Unit], edge: int, row: Row) -> bool:
    return any(unit.lower in row.objects for unit in units[max(0, edge - 3) : edge])


def _has_noun(lowered: str, start: int, end: int, name: str) -> bool:
    return _noun_pattern(noun_list(name)).search(lowered, start, end) is not None


def _last_noun(text: str, nouns: frozenset[str]) -> str | None:
    found = None
    for match in _noun_pattern(nouns).finditer(text):
        if found is None:
            found = match[0]
    return found


@cache
def _noun_pattern(nouns: frozenset[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w])(?:" + "|".join(sorted(map(re.escape, nouns), key=lambda noun: (-len(noun), noun))) + r")(?![\w])")


# ---- parties
@dataclass(slots=True)
class Parties:
    """Who takes part, and which other roles the clause names."""

    actors: list[Side]
    recipients: list[Side]
    suppliers: list[Side] = field(default_factory=list)
    places: list[Side] = field(default_factory=list)
    dyads: list[Side] = field(default_factory=list)  # separate partners of a plural ("partnerships with A and B")
    people: set[str] = field(default_factory=set)
    pronoun: bool = False


def _slots(
    clause: Clause, row: Row, reading: Reading, subject: Subject, right: list[RightSide], index: int, last: int, end: int
) -> Parties | None:
    if subject.private and row.act not in (Act.AID_PROVIDED,):
        return None
    parties = Parties(list(subject.sides), [], people=set(subject.people), pronoun=subject.pronoun)
    if row.subject_needs and not (row.subject_needs & set(subject.words)):
        return None
    if reading.passive and "approval" in row.slots:
        return _approval_slots(clause, parties)
    if reading.passive and row.act is Act.TALKS_HELD and not row.objects and "official" not in row.slots:
        return None
    if reading.passive:
        return _passive_slots(clause, row, parties, right, reading)
    if "approval" in row.slots:
        return _approval_slots(clause, parties)
    if row.mode == "from":
        return _from_slots(clause, row, parties, right, last)
    partners: list[Side] = []
    if row.act is Act.VISIT:
        return _visit_slots(clause, parties, right, last, subject)
    for place in right:
        unit = place.unit
        if is_place(unit) and "destination" not in row.slots and not (unit.prep == "in" and "in" in row.slots and unit.form == "capital"):
            parties.places += place.sides
            continue
        if place.index > last + 26 and unit.prep not in ("with", "between", "and"):
            break
        if unit.head is Head.PRIVATE and place.index > last + 3 and unit.head_word not in ("made", "built", "supplied"):
            continue
        if _fits(clause, row, place, last, len(set(subject.sides)) <= 1):
            partners += [side for side in place.sides if side not in partners]
            parties.people |= {unit.person} if unit.person else set()
            parties.pronoun |= bool(unit.anaphor)
        elif (
            unit.head is Head.PRIVATE
            and unit.head_word in ("made", "built", "supplied")
            or "- and" in clause.lowered[unit.end : unit.end + 6]
        ):
            parties.suppliers += place.sides
    if "official" in row.slots and not partners:
        return None
    if row.strict and not partners and not (row.act is Act.TALKS_HELD and len(set(subject.sides)) >= 2):
        return None
    if row.act is Act.PLAN_ANNOUNCED and not partners and parties.suppliers:
        partners = [
            side for side in dict.fromkeys(parties.suppliers) if side not in parties.actors
        ]  # who sells is the other side of a purchase
        parties.suppliers = []
    partners = [side for side in partners if side not in parties.actors]
    if row.mode == "mutual":
        if len(partners) > 1 and len(set(subject.sides)) == 1 and _plural_object(clause, last, end):
            parties.dyads = partners
        else:
            parties.actors += partners
    else:
        parties.recipients = partners
    return parties


def _plural_object(clause: Clause, last: int, end: int) -> bool:
    return any(unit.lower in _SPLIT_NOUNS for unit in clause.units[last + 1 : end])


def _fits(clause: Clause, row: Row, place: RightSide, last: int, alone: bool) -> bool:
    """Whether a side to the right stands in one of the row's slots."""
    unit, slots = place.unit, row.slots
    gap = [u.lower for u in clause.units[last + 1 : place.index]]
    if place.complement:
        return "complement" in slots and alone and _in_complement(unit)
    if unit.head is Head.THING:
        if "possessed" in slots and unit.prep == "" and len(gap) <= 3:
            return True
        if "complement" in slots and alone and unit.prep in ("", "to") and len(gap) <= 2:
            return True
        return "object" in slots and row.act in (Act.ENDORSED, Act.SETBACK) and unit.prep == "" and len(gap) <= 3
    if unit.prep == "":
        if "object" in slots or "official" in slots:
            if "official" in slots and not (unit.person or unit.head is Head.STATE):
                return False
            return not any(word in _CUT_OBJECT or word == "," for word in gap[:-1]) and len(gap) <= 8
        return False
    if "destination" in slots:
        return unit.prep in ("", "in", "to", "at") and place.index <= last + 4
    if unit.prep in slots:
        return True
    if unit.prep in ("with", "to", "for", "from", "in") and "complement" in slots and alone:
        return unit.prep != "in" or row.act in (Act.PLAN_ANNOUNCED, Act.AGREED_TO)
    return False


def _in_complement(unit: Unit) -> bool:
    """Which sides inside what is promised are its addressees: objects and those with to, for, with, from, in; not owners of things."""
    if unit.head is Head.THING:
        return unit.prep in ("", "between")
    return unit.prep in ("", "to", "for", "with", "from", "in", "against", "on", "between")


def _passive_slots(clause: Clause, row: Row, parties: Parties, right: list[RightSide], reading: Reading) -> Parties | None:
    """ "was signed with Israel by Seko", "was invited by Oman": the agent acts."""
    agents: list[Side] = []
    partners: list[Side] = []
    for place in right:
        if place.complement or is_place(place.unit):
            continue
        if place.unit.prep == "by":
            agents += [side for side in place.sides if side not in agents]
            parties.people |= {place.unit.person} if place.unit.person else set()
        elif place.unit.prep in row.slots or place.unit.prep in ("with", "between"):
            partners += [side for side in place.sides if side not in partners]
            parties.people |= {place.unit.person} if place.unit.person else set()
    before = _sides_of_noun(clause, reading.edge)
    if row.mode == "mutual":
        split = partners if len(partners) > 1 and reading.reduced else []
        own = agents + [side for side in before if side not in agents]
        if parties.pronoun and row.needs == "instrument" and set(own) & set(clause.context.previous):
            own += [side for side in clause.context.previous if side not in own]  # "It was ratified by Oman": the treaty told of before
        if not own and not agents and reading.reduced:
            own = list(clause.context.speaker_of(clause.number))
        if split and len(own) <= 1 and any(unit.lower in _SPLIT_NOUNS for unit in clause.units[max(0, reading.edge - 4) : reading.edge]):
            return Parties(own, [], dyads=split, people=parties.people)
        return Parties(own + [side for side in partners if side not in own], [], people=parties.people)
    if not agents and row.mode == "toward":
        return Parties([], parties.actors, people=parties.people) if row.act is Act.SETBACK else None
    return Parties(agents, [side for side in parties.actors if side not in agents] + partners, people=parties.people)


def _approval_slots(clause: Clause, parties: Parties) -> Parties | None:
    """ "the proposal to sign a memorandum between the Government of Malta and Ghana was approved": all who are named around the text."""
    found: list[Side] = []
    for unit in clause.units:
        if (
            unit.kind is Kind.SIDE
            and unit.prep in ("", "between", "with", "by", "of", "to", "from")
            and not is_place(unit)
            and unit.head is not Head.PRIVATE
        ):
            found += [side for side in clause.context.resolve(unit) if side not in found]
    return Parties(found, [], people=parties.people) if 2 <= len(found) <= 4 else None


def _sides_of_noun(clause: Clause, edge: int) -> list[Side]:
    """The sides that the passive's subject names: "an agreement between A and B", "a Kenya-Oman treaty", "a treaty with A"."""
    found: list[Side] = []
    for unit in clause.units[max(0, edge - 25) : edge]:
        if unit.lower in _BREAKS:
            found = []
        if (
            unit.kind is Kind.SIDE
            and unit.prep in ("between", "with", "by", "", "of")
            and not is_place(unit)
            and unit.head is not Head.PRIVATE
        ):
            found += [side for side in clause.context.resolve(unit) if side not in found]
    return found


def _from_slots(clause: Clause, row: Row, parties: Parties, right: list[RightSide], last: int) -> Parties | None:
    givers: list[Side] = []
    for place in right:
        if place.complement or is_place(place.unit):
            continue
        modifier = "modifier" in row.slots and place.unit.prep == "" and place.unit.head is Head.THING and place.index <= last + 3
        if place.unit.prep == "from" or modifier:
            givers += [side for side in place.sides if side not in parties.actors]
    if not givers and clause.units[last + 1 : last + 2] and clause.units[last + 1].lower in ("it", "them", "this"):
        givers = [side for unit in clause.units[:last] if unit.kind is Kind.SIDE for side in unit.sides if side not in parties.actors][:1]
    if not givers:
        return None
    return Parties(givers, [side for side in parties.actors if side not in givers], people=parties.people, pronoun=parties.pronoun)


def _visit_slots(clause: Clause, parties: Parties, right: list[RightSide], last: int, subject: Subject) -> Parties | None:
    """An official goes to a country; sights, markets and battlefields are no hosts, and neither is the own country."""
    units = clause.units
    verb = units[last].lower
    if not parties.actors:
        return None
    if verb == "in" and not re.search(
        r"(?:for|on) (?:an? |the |his |her |talks)[^.;]{0,40}", clause.lowered[units[last].end : units[-1].end]
    ):
        return None
    for place in right:
        if place.complement or place.unit.anaphor:
            continue
        if place.index > last + 6:
            break
        prep = place.unit.prep
        if prep in ("", "in", "to", "into", "at") and place.unit.head in (Head.BARE, Head.STATE):
            if place.unit.head is Head.STATE and verb not in ("visit", "visits", "visited", "visiting"):
                continue
            if verb in ("visit", "visits", "visited", "visiting") and prep not in ("", "in"):
                continue
            hosts = [side for side in place.sides if side not in parties.actors]
            if not hosts:
                return None
            parties.recipients = hosts
            return parties
    if verb in ("arrived", "arrives", "arrive"):
        hosts = [side for side in clause.context.pair if side not in parties.actors]
        if len(hosts) == 1 and len(clause.context.pair) == 2 and parties.actors[0] in clause.context.pair:
            parties.recipients = hosts
            return parties
    return None


# ---- nouns
def _read_noun(clause: Clause, row: Row, index: int, last: int) -> list[Frame]:
    units = clause.units
    end = _clause_end(units, last + 1)
    governed = next((frame for frame in clause.frames if frame.trigger < units[index].start < frame.scope_end), None)
    before, before_index = _word_before_noun(units, index)
    adjunct = before in _ADJUNCT or before in _FUTURE_ADJUNCT
    if any(start <= units[index].start < stop for start, stop in clause.taken) and not adjunct:
        return []
    status = _noun_status(clause, row, index, last, before, before_index, adjunct)
    if status is None:
        return []
    if governed is not None and adjunct and governed.status in (EventStatus.PLANNED, EventStatus.HYPOTHETICAL):
        status = governed.status
    if row.objects and not _object(clause, row, last, end):
        return []
    parties = _noun_slots(clause, row, index, last, end, governed, before)
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


def _word_before_noun(units: Sequence[Unit], index: int) -> tuple[str, int]:
    """The preposition or verb that governs the noun phrase, left of its determiners, adjectives and owners."""
    back = index - 1
    steps = 0
    while back >= 0 and steps < 9:
        unit = units[back]
        if unit.kind is Kind.WORD and unit.lower in _ADJUNCT | _FUTURE_ADJUNCT | {
            "for",
            "to",
            "of",
            "with",
            "no",
            "by",
            "from",
            "and",
            "without",
        }:
            if (
                unit.lower == "of"
                and back
                and units[back - 1].lower in ("hour", "hours", "day", "days", "round", "rounds", "week", "weeks", "series", "minutes")
            ):
                back, steps = back - 1, 0
                continue
            return unit.lower, back
        if unit.kind is Kind.MARK and unit.lower not in ('"', "“", "”", "'", "-", "–", "’"):
            return "", back
        if unit.kind is Kind.WORD and (
            unit.lower.endswith("ed") or unit.lower in ("will", "is", "are", "was", "were", "held", "holds", "has", "had", "that")
        ):
            return unit.lower, back
        back -= 1
        steps += 1
    return "", back


def _noun_status(clause: Clause, row: Row, index: int, last: int, before: str, before_index: int, adjunct: bool) -> EventStatus | None:
    units = clause.units
    if before in _FUTURE_ADJUNCT:
        return EventStatus.PLANNED
    if adjunct:
        lead = " ".join(unit.lower for unit in units[max(0, before_index - 3) : before_index])
        if re.search(
            r"(?:possib|potential|progress|interest|called|insist|depend|based|work|role|success|stalemate|breakthrough|delay)\w*$", lead
        ) and before in ("in", "on"):
            return None
        return EventStatus.HAPPENED
    after = [unit.lower for unit in units[last + 1 : last + 26]]
    for position, word in enumerate(after):
        if word in (";", ":") or word in ("that", "who", "which", "said", "says"):
            if row.act is Act.VISIT:
                break
            return None
        if word in ("will", "set", "scheduled", "due", "expected") and (
            word == "will" or position and after[position - 1] in ("is", "are", "was", "were")
        ):
            rest = after[position + 1 : position + 5]
            return EventStatus.PLANNED if not {"not"} & set(rest) else None
        if word in ("would", "could", "may", "might", "can", "should", "if"):
            return None
        if word in _NOUN_FAILED:
            return None
        if word in _NOUN_DONE:
            following = after[position + 1 : position + 3]
            if {"not", "to"} & set(following[:1]) or set(following) & _NOUN_FAILED:
                return EventStatus.PLANNED if following[:1] == ["to"] else None
            if set(following) & {"set", "scheduled", "due", "expected", "planned"}:
                return EventStatus.PLANNED
            return EventStatus.HAPPENED
        if word == "," and position > 1 and before == "":
            break
    if (
        row.act is Act.VISIT
        and index
        and (units[index - 1].lower in ("'s", "his", "her") or _owner(units, index) is not None)
        and before not in ("for", "to", "of")
    ):
        return EventStatus.HAPPENED
    if clause.sentence.heading and before in ("", "and"):
        return EventStatus.HAPPENED
    return None


def _owner(units: Sequence[Unit], index: int) -> Unit | None:
    """ "Seko's visit", "the Israeli prime minister's recent visit"."""
    for back in range(index - 1, max(-1, index - 5), -1):
        unit = units[back]
        if unit.kind is Kind.SIDE:
            return (
                unit
                if unit.possessive
                or unit.form == "demonym"
                or (back + 1 < len(units) and units[back + 1].lower in ("'s", "'", "’s"))
                or unit.lower.endswith("'s")
                else None
            )
        if unit.kind is Kind.MARK and unit.lower not in ("'", "’"):
            return None
    return None


def _noun_slots(clause: Clause, row: Row, index: int, last: int, end: int, governed: Frame | None, before: str) -> Parties | None:
    units = clause.units
    parties = Parties([], [])
    owner = _owner(units, index)
    if owner is not None and owner.head is not Head.PRIVATE:
        parties.actors += clause.context.resolve(owner)
        parties.people |= {owner.person} if owner.person else set()
        parties.actors += [side for side in _coordinated_left(clause, owner) if side not in parties.actors]
    elif index and units[index - 1].lower in ("his", "her", "their") and before in _ADJUNCT:
        subject = _subject(clause, max(0, index - 2))
        parties.actors += subject.sides
    if index and not parties.actors:
        dyad = [unit for unit in units[max(0, index - 6) : index] if unit.kind is Kind.SIDE and not is_place(unit)]
        joined = len(dyad) >= 2 and clause.lowered[dyad[-2].end : dyad[-1].start].strip() in ("-", "–", "and", "—", "/")
        if joined and "dyad" in row.slots:
            for unit in dyad[-2:]:
                parties.actors += [side for side in clause.context.resolve(unit) if side not in parties.actors]
    limit = min(end, last + 30)
    linked = False
    only_with = not parties.actors
    for position in range(last + 1, limit):
        unit = units[position]
        if (
            unit.kind is Kind.WORD
            and unit.lower in ("on", "about", "over", "to", "aimed", "that", "where", "which")
            and not (unit.lower == "to" and row.act is Act.VISIT)
        ):
            linked = True
        if unit.kind is Kind.WORD and unit.lower in ("are", "is", "will", "were", "was", "held", "began", "has", "have"):
            break
        if unit.kind is not Kind.SIDE or linked:
            continue
        if row.act is Act.VISIT:
            if unit.prep == "to" and unit.head in (Head.BARE, Head.STATE) and not unit.anaphor:
                parties.recipients += [side for side in clause.context.resolve(unit) if side not in parties.recipients]
            elif unit.prep in ("by", "of"):
                parties.actors += [side for side in clause.context.resolve(unit) if side not in parties.actors]
                parties.people |= {unit.person} if unit.person else set()
            continue
        if unit.prep in row.slots and not is_place(unit) and unit.head is not Head.PRIVATE:
            only_with &= unit.prep == "with"
            parties.actors += [side for side in clause.context.resolve(unit) if side not in parties.actors]
            parties.people |= {unit.person} if unit.person else set()
    if row.act is Act.VISIT and not parties.actors and before in ("on", "during", "after", "in"):
        subject = Subject() if governed is None else Subject(governed.actors)
        left = _subject(clause, index - 1)
        parties.actors += left.sides or subject.sides
    if row.act is Act.VISIT:
        parties.recipients = [side for side in parties.recipients if side not in parties.actors]
        return parties if parties.actors else None
    if len(set(parties.actors)) < 2 and before in _ADJUNCT:
        extra: tuple[Side, ...] = ()
        named = any(unit.raw_capital and unit.kind is Kind.WORD for unit in units[max(1, index - 3) : index])
        if named:
            pass  # "at the Minsk Contact Group meeting": its own members meet
        elif governed is not None and len(governed.sides) >= 2:
            extra = tuple(sorted(governed.sides, key=lambda side: side.name))
        elif before in ("during", "after", "at", "following"):
            left = _subject(clause, index - 1)
            extra = left.sides
            if len(set(extra) | set(parties.actors)) < 2:
                extra = clause.context.sentence_pair(units)
        if extra:
            parties.pronoun = True
            parties.actors += [side for side in extra if side not in parties.actors]
    elif parties.actors and owner is None and before not in _ADJUNCT and only_with:
        left = _subject(clause, index - 1)
        more = [side for side in left.sides or clause.context.speaker_of(clause.number) if side not in parties.actors]
        if not more:
            return None  # "discussions with A and B are under way": whose?
        parties.actors += more
    return parties


def _coordinated_left(clause: Clause, owner: Unit) -> list[Side]:
    position = next(number for number, unit in enumerate(clause.units) if unit is owner)
    found: list[Side] = []
    while position >= 2 and clause.units[position - 1].lower in ("and", ",") and clause.units[position - 2].kind is Kind.SIDE:
        position -= 2
        found += clause.context.resolve(clause.units[position])
    return found


# ---- the frame
def _frames(
    clause: Clause, row: Row, reading: Reading, subject: Subject, parties: Parties, index: int, last: int, end: int, instrument: str | None
) -> list[Frame]:
    units = clause.units
    start = units[_clause_start(units, index, reading, subject)].start
    stop = units[max(last, end - 1)].end
    words = clause.lowered[start:stop]
    status = reading.status
    if row.act is not Act.SETBACK and is_conditional(words[: units[index].start - start]):
        status = EventStatus.HYPOTHETICAL
    if "relative" in row.slots and not parties.recipients and len(parties.actors) == 1:
        parties.recipients = [side for side in clause.context.sentence_pair(units) if side not in parties.actors]
    near = clause.lowered[start : units[min(len(units) - 1, last + 14)].end]
    anonymous = sum(1 for _ in _noun_pattern(noun_list("counterpart")).finditer(near))
    if row.act is Act.TALKS_HELD and instrument in ("summit", "talks", "negotiations"):
        anonymous += 1  # whoever takes part in a summit meets others, named or not
    topic = _topics(clause, row, reading, index, last, end)
    if "approval" in row.slots:
        topic = clause.areas.within(units[0].start, units[-1].end)
    areas = list(topic)
    if not areas or row.act is Act.VISIT:
        default = default_area(row.act)
        areas += [AreaMention(default, None)] if default else []
    base = Frame(
        act=_act(clause, row, subject, words),
        row=row,
        start=start,
        end=stop,
        actors=tuple(dict.fromkeys(parties.actors)),
        recipients=tuple(side for side in dict.fromkeys(parties.recipients) if side not in parties.actors),
        status=status,
        polarity=reading.polarity,
        tense=reading.tense,
        areas=areas,
        dates=_dates(clause, row, index, last, end, reading),
        trigger=units[index].start,
        scope_end=stop,
        sentence=clause.number,
        paragraph=clause.sentence.paragraph,
        heading=clause.sentence.heading,
        caption=clause.sentence.caption,
        instrument=instrument if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED, Act.INSTITUTION_ESTABLISHED) else None,
        serial=_serial(clause, index, end) if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) else None,
        enumerates=_enumerates(words) if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) else 0,
        officials=frozenset(parties.people),
        ranks=_ranks(units[max(0, index - 14) : end]) if row.act is Act.TALKS_HELD else frozenset(),
        local=row.act is Act.VISIT and any(unit.form == "city" for unit in units[last + 1 : last + 5]),
        suppliers=tuple(dict.fromkeys(parties.suppliers)),
        places=tuple(dict.fromkeys(parties.places)),
        pronoun=parties.pronoun,
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


_RANKS = {
    "premier": "head of government",
    "prime": "head of government",
    "chancellor": "head of government",
    "foreign": "foreign",
    "defence": "defence",
    "defense": "defence",
    "finance": "finance",
    "trade": "trade",
    "economy": "trade",
    "energy": "energy",
    "king": "head of state",
    "queen": "head of state",
    "emir": "head of state",
    "president": "head of state",
    "speaker": "speaker",
}


def _ranks(units: Sequence[Unit]) -> frozenset[str]:
    """The ranks of those who meet, as far as the clause names them."""
    words = " ".join(unit.lower for unit in units).split()
    return frozenset(_RANKS[word] for word in words if word in _RANKS)


def _act(clause: Clause, row: Row, subject: Subject, words: str) -> Act:
    """A parliament that approves a text ratifies it; a cabinet that does announces a plan."""
    if row.act is Act.PLAN_ANNOUNCED and "approval" in row.slots:
        body = _noun_pattern(_PARLIAMENT)
        if (
            set(subject.words) & _PARLIAMENT
            or body.search(words)
            or (subject.start >= 0 and body.search(clause.lowered, clause.units[subject.start].start, clause.units[subject.start].end))
        ):
            return Act.AGREEMENT_RATIFIED
    return row.act


_PARLIAMENT = frozenset(
    ["parliament", "lawmakers", "senate", "congress", "knesset", "duma", "legislature", "assembly", "mps", "bundestag", "diet"]
)


def _clause_start(units: Sequence[Unit], index: int, reading: Reading, subject: Subject) -> int:
    if subject.start >= 0:
        return min(subject.start, index)
    position = min(index, reading.edge)
    while position > 0 and units[position - 1].lower not in _BREAKS and index - position < 25:
        position -= 1
    return position


def _topics(clause: Clause, row: Row, reading: Reading, index: int, last: int, end: int) -> list[AreaMention]:
    units = clause.units
    if row.topic == "none":
        purpose = _PURPOSE.search(clause.lowered, units[index].start, units[max(last, end - 1)].end) if row.act is Act.VISIT else None
        return clause.areas.within(purpose.end(), units[max(last, end - 1)].end) if purpose else []
    right_start, right_end = units[index].start, units[max(last, end - 1)].end
    found: list[AreaMention] = []
    if row.topic == "linked":
        found += _linked_topics(clause, index, last, end)
    else:
        found += clause.areas.within(right_start, _before_occasion(clause, last, right_end))
    if reading.passive or row.subject_needs or (row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) and not found):
        left = reading.edge
        while left > 0 and reading.edge - left < 22 and units[left - 1].lower not in _BREAKS:
            left -= 1
        if left < reading.edge:
            found = clause.areas.within(units[left].start, units[reading.edge - 1].end) + found
    return found


_PURPOSE = re.compile(
    r"(?<!\w)(?:efforts? to|bid to|mission to|attempt to|to discuss|for talks on|for talks about|talks on|to mediate|to broker|to sign)(?!\w)"
)


def _before_occasion(clause: Clause, last: int, stop: int) -> int:
    """Where the act's own words end before the occasion at which it took place ("agreed to trade more at a security summit")."""
    units = clause.units
    for place in clause.nouns:
        if place <= last or units[place].start >= stop:
            continue
        before, position = _word_before_noun(units, place)
        if before in ("at", "during", "after", "following", "before") and position > last:
            return units[position].start
    return stop


def _linked_topics(clause: Clause, index: int, last: int, end: int) -> list[AreaMention]:
    """Topics of talks: words right before the noun ("trade talks") and whatever follows on, about, to discuss."""
    units = clause.units
    found: list[AreaMention] = []
    back = index
    while (
        back > 0
        and index - back < 5
        and (units[back - 1].kind is Kind.WORD or units[back - 1].lower in ('"', "“", "”", "-"))
        and units[back - 1].lower not in _LINK
        and units[back - 1].lower not in _CUT_OBJECT
    ):
        back -= 1
    if back < index:
        found += clause.areas.within(units[back].start, units[index].start)
    link = next((number for number in range(last + 1, end) if units[number].lower in _LINK and units[number].kind is Kind.WORD), end)
    near = min(link, last + 9)
    if near > last + 1:
        cut = next((number for number in range(last + 1, near) if units[number].lower in ("in", "at", "by", ",")), near)
        if cut > last:
            found += clause.areas.within(units[last].start, units[cut - 1].end)
    if link < end:
        while link < end and units[link].lower == "on" and link + 1 < end and units[link + 1].kind is Kind.DATE:
            link = next((number for number in range(link + 1, end) if units[number].lower in _LINK), end)
        if link < end:
            found += clause.areas.within(units[link].start, units[end - 1].end)
    return found


def _dates(clause: Clause, row: Row, index: int, last: int, end: int, reading: Reading) -> list[DateMention]:
    """Dates that can be the act's, nearest first: of its clause, not of what is agreed or planned in it."""
    units = clause.units
    found: list[tuple[int, DateMention]] = []
    content = row.act in (Act.AGREED_TO, Act.PLAN_ANNOUNCED, Act.URGED, Act.INVITED, Act.REQUESTED, Act.ENDORSED)
    infinitive = units[last].lower in ("to", "will", "would")  # "announced plans to deploy them in 2023"
    for number, unit in enumerate(units):
        if (
            number > last
            and unit.lower == "to"
            and unit.kind is Kind.WORD
            and number + 1 < len(units)
            and units[number + 1].kind is Kind.WORD
        ):
            infinitive = True
        if unit.kind is not Kind.DATE or unit.date is None:
            continue
        date = unit.date
        if date.in_name or date.horizon or date.comparison:
            continue
        if number > last and content and infinitive and not reading.tense == "future":
            continue
        if number >= end and not _sentence_frame(units, number):
            continue
        if number and (
            units[number - 1].lower == "(" or (units[number - 1].lower == "of" and number > 1 and units[number - 2].raw_capital)
        ):
            continue  # "(1999-2004)", "the Minsk Package of Measures of 2015"
        if (
            _of_report(units, number)
            or clause.lowered[unit.end : unit.end + 2] in ("'s", "’s")
            or _of_other_verb(clause, number, index, last)
        ):
            continue
        found.append((abs(number - index) + (8 if number < index and number > 2 else 0), date))
    return [date for _, date in sorted(found, key=lambda pair: (pair[0], pair[1].span.start))]


def _of_other_verb(clause: Clause, number: int, index: int, last: int) -> bool:
    """Whether a date belongs to another act's words, which stand nearer ("who arrived on Sunday, will meet")."""
    units = clause.units
    if number < index:
        between = [place for place in clause.verbs if number < place < index]
        before = [place for place in clause.verbs if place < number]
        if units[index - 1].lower == "and" or (index > 1 and units[index - 2].lower == "and"):
            return False
        if not before or between:
            return bool(between)
        return any(unit.lower in (",", "and", "–", ")") for unit in units[number + 1 : index]) and not any(
            unit.lower in (",", "and") for unit in units[before[-1] : number]
        )
    return any(last < place < number for place in clause.verbs)


def _sentence_frame(units: Sequence[Unit], number: int) -> bool:
    return number <= 2


def _of_report(units: Sequence[Unit], number: int) -> bool:
    """Whether a date says when the report came ("Israel Defense reported in June", "said on Monday")."""
    for back in range(number - 1, max(-1, number - 4), -1):
        word = units[back].lower
        if word in ("reported", "reports", "quoted"):
            return True
        if units[back].kind is Kind.WORD and word not in ("in", "on", "late", "early", "here", "today", "the"):
            return False
    return False


def _serial(clause: Clause, index: int, end: int) -> int | None:
    """Which of several texts the clause tells of ("in the first agreement ... signed a statement")."""
    units = clause.units
    for number in range(len(units) - 1):
        if units[number].lower in _ORDINAL and number < end:
            following = {unit.lower for unit in units[number + 1 : number + 4]}
            if following & noun_list("instrument") and units[max(0, number - 1)].lower in ("the", "a", "in", "under", ""):
                return _ORDINAL[units[number].lower]
    return None


_COUNTED = re.compile(
    r"(?<!\w)(two|three|four|five|six|seven|eight|nine|ten|several|a number of|a series of)\s(?:\w+\s){0,3}?(?:agreements|memoranda|memorandums|mous|accords|treaties|pacts|documents|protocols|deals|contracts)(?!\w)"
)


def _enumerates(words: str) -> int:
    match = _COUNTED.search(words)
    if not match:
        return 0
    return {"two": 2, "three": 3, "four": 4, "five": 5}.get(match[1], 9)


def counts_as_area(area: Area) -> bool:
    """Whether an area is a stated topic."""
    return area is not Area.UNSPECIFIED
