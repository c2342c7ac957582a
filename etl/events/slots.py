"""The other side of a verb's act: objects, "with", "to", "by", and what is promised to whom."""

from __future__ import annotations

from etl.events.acts import Row, noun_list
from etl.events.clause import Clause, Parties, RightSide, Subject
from etl.events.dyads import find_dyad
from etl.events.passive import approval_slots, passive_slots
from etl.events.reading import Reading
from etl.events.units import Head, Kind, Side, Unit, is_place
from etl.events.visits import visit_slots
from etl.events.words import word_list
from etl.model import Act

_TO_PEOPLE = frozenset(["", "to", "for"])
_BREAKS = word_list("breaks")
_CUT_OBJECT = word_list("cut_object")
_ORIGINS = frozenset(["signed", "agreed", "reached", "proposed", "offered", "suggested", "drafted", "presented", "backed"])
_PEOPLE = ("ers", "ors", "ists", "ees", "ants", "men", "ians", "letes", "tims", "children", "patients", "dissidents", "cadets")
_CIRCUMSTANCES = frozenset(["during", "after", "at", "before", "on", "by", "when", "where", "while", ",", "while", "amid"])
_HARM = frozenset(
    ["abuse", "abuses", "crimes", "death", "deaths", "killing", "killings", "loss", "massacre", "murder", "suffering", "treatment"]
)
_FLEEING = frozenset(["refugees", "migrants"])  # "opened its border to Omani refugees": not for Oman
_RELATIVES = frozenset(["which", "who", "whose", "where"])
_ADDRESSED = frozenset([Act.AGREED_TO, Act.ENDORSED, Act.PLAN_ANNOUNCED])
_PRIVATE_PARTNERS = frozenset(["banks", "bank", "companies", "company", "firms", "firm", "investors", "creditors", "airlines", "unions"])
_BETWEEN_SIDES = frozenset([Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED, Act.AGREED_TO, Act.TALKS_HELD])
_SEATED = frozenset(
    [
        "embassy",
        "embassies",
        "consulate",
        "consulates",
        "mission",
        "office",
        "centre",
        "center",
        "institute",
        "school",
        "university",
        "hospital",
    ]
)
"""Bodies that one state opens in another's town ("opened an embassy in Muscat")."""
_SPLIT_NOUNS = word_list("split_nouns")
_LIST_WORDS = frozenset([",", "and", "&", "the", "of", "as", "well", "his", "her", "its", "their"])
_RELATIONS = word_list("relations") | {"war", "conflict", "dispute", "border", "trade"}
_HOSTILE_THINGS = frozenset(
    [
        "sanctions",
        "attack",
        "attacks",
        "threat",
        "threats",
        "aggression",
        "strikes",
        "airstrikes",
        "invasion",
        "pressure",
        "raids",
        "shelling",
    ]
)
_GIVING = frozenset(["promise", "promised", "promises", "pledge", "pledged", "pledges", "offer", "offered", "offers"])


def fill_slots(clause: Clause, row: Row, reading: Reading, subject: Subject, right: list[RightSide], last: int, end: int) -> Parties | None:
    """Who takes part in a verb\'s act; None when the words around it do not fit the row."""
    seat = row.act is Act.INSTITUTION_ESTABLISHED and reading.passive  # "the Omani embassy was opened"
    if subject.private and not seat and row.act is not Act.AID_PROVIDED and row.mode != "from" and "official" not in row.slots:
        return None
    if len(set(subject.sides)) >= 2 and row.mode == "mutual" and _with_private(clause, last, end):
        return None  # "Chile and Peru have reached agreement with the banks": not with each other
    if row.act is Act.AGREED_TO and row.mode == "mutual" and not subject.sides and not reading.passive:
        right = [
            place for place in right if place.unit.prep in ("with", "between", "by")
        ]  # a company that "agreed to sell its Omani mines"
    parties = Parties(list(subject.sides), [], people=set(subject.people), pronoun=subject.pronoun)
    if subject.speaker and not subject.sides and row.mode == "mutual":
        return None  # "I have negotiated with Oman and Kenya": who "I" is, nothing says
    if row.subject_needs and not (row.subject_needs & set(subject.words)):
        return None
    if reading.passive and "approval" in row.slots:
        return approval_slots(clause, parties, end)
    if reading.passive and row.act is Act.TALKS_HELD and not row.objects and "official" not in row.slots:
        return None
    if reading.passive:
        return passive_slots(clause, row, parties, right, reading)
    if "approval" in row.slots:
        return approval_slots(clause, parties, end)
    if row.mode == "from":
        return _from_slots(clause, row, parties, right, last)
    partners: list[Side] = []
    alone = len(set(subject.sides)) <= 1
    if row.act is Act.VISIT:
        return visit_slots(clause, row, parties, right, last)
    relative = _relative(clause, last + 1, end)
    listed = -1  # the last partner's place: a list goes on behind it
    for place in right:
        unit = place.unit
        if place.index > relative:
            break  # "gave it to a firm, which sells to Oman"
        near = {other.lower for other in clause.units[last : place.index]}
        seat = unit.prep == "in" and unit.form in ("capital", "city") and bool(_SEATED & near)
        government = unit.form == "capital" and unit.prep in ("to", "from") and row.act not in (Act.VISIT, Act.TALKS_HELD)
        if row.act is Act.AGREED_TO and unit.prep == "in" and unit.form == "name" and place.index <= last + 2:
            parties.places += place.sides  # "agreed in Panama to act together"
            continue
        if is_place(unit) and "destination" not in row.slots and not (seat or government):
            parties.places += place.sides
            continue
        if place.index > last + 26 and unit.prep not in ("with", "between", "and"):
            break
        if not alone and unit.prep == "with" and _belongs_to_topic(clause.units, last, place.index):
            continue  # "the three signed a statement on relations with Moscow"
        if unit.head is Head.THING and unit.head_word in _HOSTILE_THINGS and row.act in _ADDRESSED:
            continue  # "will defend the judge from US sanctions"
        if place.complement and _is_joined(clause.units, place.index):
            continue  # "vowed to end the Oman-Kenya war"
        if unit.anaphor == "pair" and place.sides and not set(place.sides) & set(subject.sides):
            continue  # "Qatar committed to ... between the two countries": not the pair told of before
        if row.act is Act.TALKS_HELD and unit.prep == "of" and all(side.iso3 is None for side in place.sides):
            continue  # "chaired a meeting of the Security Council"
        if unit.anaphor == "speaker" and row.act in (Act.PLAN_ANNOUNCED, Act.AID_PROVIDED):
            continue  # "it will help us": rhetoric
        if "people" in row.slots and _is_people(unit) and (unit.prep in _TO_PEOPLE or _are_wronged(clause, row, place, last)):
            partners += [side for side in place.sides if side not in partners]
            continue
        if unit.head is Head.PRIVATE and unit.head_word not in ("made", "built", "supplied"):
            continue
        if set(partners) - set(parties.actors) and row.act in _ADDRESSED and alone and not _continues(clause, place):
            break  # the first addressee: what comes later is what is agreed about
        if (
            (listed >= 0 and _goes_on(clause, listed, place))
            or _fits(clause, row, place, last, alone)
            or (row.act is Act.TALKS_HELD and _comes_from(clause, place, last))
        ):
            listed = place.index
            partners += [side for side in place.sides if side not in partners]
            parties.people |= {unit.person} if unit.person else set()
            parties.pronoun |= bool(unit.anaphor)
        elif (unit.head is Head.PRIVATE and unit.head_word in ("made", "built", "supplied")) or "- and" in clause.lowered[
            unit.end : unit.end + 6
        ]:
            parties.suppliers += place.sides
    if row.act is Act.AID_PROVIDED and not partners:
        partners = _where(right, last, parties.actors)
    elif row.act is Act.ENDORSED and not partners:
        partners = _where([place for place in right if _is_of_object(clause, place, last)], last, parties.actors)
    if "official" in row.slots and not partners:
        return None
    if row.topic == "all" and not partners and (subject.pronoun or _are_named(clause, reading.edge)) and len(set(subject.sides)) < 2:
        partners = find_dyad(clause, subject.sides, last + 1, end)
    if not partners and row.act is Act.TALKS_HELD and len(parties.actors) == 1:
        partners = _hosts_of_trip(clause, right, parties.actors, last)
    if not partners and row.act is Act.AGREED_TO and _acts_on(clause, subject, parties):
        partners = [side for side in clause.frames[-1].sides if side not in parties.actors]
    if row.strict and not partners and not (row.mode == "mutual" and len(set(subject.sides)) >= 2):
        return None
    if row.act is Act.PLAN_ANNOUNCED and not partners and parties.suppliers:
        partners = [
            side for side in dict.fromkeys(parties.suppliers) if side not in parties.actors
        ]  # who sells is the other side of a purchase
        parties.suppliers = []
    partners = [side for side in partners if side not in parties.actors]
    if not partners and subject.speaker and alone and row.act in _BETWEEN_SIDES:
        partners = [side for side in clause.context.pair if side not in parties.actors and side.iso3 is not None]
        if len(partners) != 1 or clause.units[subject.start].lower == "i":
            return None  # "we have just held talks": with whom, the text does not say
    if not partners and subject.crossed and row.act in (Act.AGREED_TO, Act.AGREEMENT_SIGNED) and clause.frames:
        met = clause.frames[-1].sides
        partners = sorted(met - set(parties.actors)) if set(parties.actors) <= met else []
    if row.mode == "mutual":
        if len(partners) > 1 and len(set(subject.sides)) == 1 and _plural_object(clause, last, end):
            parties.dyads = partners
        else:
            parties.actors += partners
    else:
        parties.recipients = partners
    return parties


def _are_wronged(clause: Clause, row: Row, place: RightSide, last: int) -> bool:
    """ "apologised for abuses against Omani women", "condolences on the death of Omani citizens"."""
    if row.act is not Act.ENDORSED or place.unit.prep not in ("against", "of"):
        return False
    return any(unit.lower in _HARM for unit in clause.units[last + 1 : place.index])


def _is_people(unit: Unit) -> bool:
    """ "Kenyan students", "Kenyan athletes": people of a country."""
    return unit.head is Head.PRIVATE or (unit.head is Head.THING and unit.head_word.endswith(_PEOPLE))


def _is_joined(units: list[Unit], index: int) -> bool:
    """Whether a hyphen joins the side to another."""
    after = index + 2 < len(units) and units[index + 1].lower in ("-", "–") and units[index + 2].kind is Kind.SIDE
    return after or (index >= 2 and units[index - 1].lower in ("-", "–") and units[index - 2].kind is Kind.SIDE)


def _hosts_of_trip(clause: Clause, right: list[RightSide], actors: list[Side], last: int) -> list[Side]:
    """ "flew to Harare and met President Moyo": an office-holder of whom nothing else says whose he is, in the capital travelled to."""
    if not any(place.unit.form == "person" and not place.sides and place.index <= last + 5 for place in right):
        return []
    for number, unit in enumerate(clause.units[:last]):
        arrived = number > 1 and unit.prep == "in" and clause.units[number - 2].lower in ("arrived", "arrives", "landed")
        if unit.form == "capital" and (unit.prep == "to" or arrived):
            return [side for side in unit.sides if side not in actors]
    return []


def _belongs_to_topic(units: list[Unit], last: int, index: int) -> bool:
    """Whether "with" a side hangs on a noun of relations behind "on": what the act is about."""
    words = [unit.lower for unit in units[last + 1 : index]]
    if "with" not in words or "on" not in words:
        return False
    at = len(words) - 1 - words[::-1].index("with")
    return at > 0 and words[at - 1] in _RELATIONS and "on" in words[max(0, at - 5) : at]


def _acts_on(clause: Clause, subject: Subject, parties: Parties) -> bool:
    """ "met the Omani minister and decided to": those who met are those who decide."""
    met = clause.frames[-1] if subject.crossed and clause.frames else None
    return met is not None and met.act is Act.TALKS_HELD and bool(parties.actors) and set(parties.actors) <= met.sides


def _are_named(clause: Clause, edge: int) -> bool:
    """ "Mr. Berg and Mr. Otieno discussed": people, though nothing says whose."""
    before = [unit for unit in clause.units[max(0, edge - 7) : edge] if unit.kind is Kind.WORD]
    return "and" in (unit.lower for unit in before) and sum(unit.raw_capital for unit in before) >= 2


def _with_private(clause: Clause, last: int, end: int) -> bool:
    """Whether the act is with somebody who is no state ("with commercial banks")."""
    units = clause.units
    for index in range(last + 1, min(end, last + 12)):
        if units[index].lower == "with":
            near = [unit.lower for unit in units[index + 1 : index + 5] if unit.kind is Kind.WORD]
            states = [unit for unit in units[index + 1 : index + 4] if unit.kind is Kind.SIDE and unit.head is not Head.PRIVATE]
            return bool(_PRIVATE_PARTNERS & set(near)) and not states
    return False


def _relative(clause: Clause, start: int, end: int) -> int:
    """Where a relative clause behind a comma opens; the end of the clause when none does."""
    units = clause.units
    return next((number for number in range(start + 1, end) if units[number].lower in _RELATIVES and units[number - 1].lower == ","), end)


def _comes_from(clause: Clause, place: RightSide, last: int) -> bool:
    """ "met ministers from Oman", "held talks with rebels in Yemen": whose people they are."""
    prep = place.unit.prep
    if prep not in ("from", "in") or place.index > last + 12 or place.unit.head is Head.THING:
        return False
    before = [unit.lower for unit in clause.units[max(last + 1, place.index - 5) : place.index]]
    noun = before[before.index(prep) - 1] if prep in before and before.index(prep) else ""
    if prep == "in":
        return place.unit.form == "name" and (noun in noun_list("locals") or noun == "leaders")
    return noun.endswith("s") and (noun in noun_list("state_nouns") or noun in noun_list("counterpart"))


def _is_of_object(clause: Clause, place: RightSide, last: int) -> bool:
    """ "hailed the truce in Yemen", not "praised the harvest during talks in Yemen"."""
    gap = {unit.lower for unit in clause.units[last + 1 : place.index]}
    return place.unit.form == "name" and place.index <= last + 10 and not gap & _CIRCUMSTANCES


def _where(right: list[RightSide], last: int, givers: list[Side]) -> list[Side]:
    """ "delivered food to villages in Kosovo", "hailed the truce in Yemen": whom it concerns, when only the place is named."""
    for place in right:
        if place.unit.prep == "in" and place.unit.form in ("name", "capital") and place.index <= last + 16:
            return [side for side in place.sides if side not in givers]
    return []


def _goes_on(clause: Clause, listed: int, place: RightSide) -> bool:
    """Whether only commas, "and" and offices stand between two sides ("the presidents of Oman, Peru and Kenya")."""
    units = clause.units
    between = units[listed + 1 : place.index]
    same = place.unit.prep == units[listed].prep and place.unit.head in (Head.BARE, Head.STATE) and not place.unit.anaphor
    words = {unit.lower for unit in between}
    return same and bool(words & {",", "and"}) and all(word in _LIST_WORDS or word in noun_list("state") for word in words)


def _continues(clause: Clause, place: RightSide) -> bool:
    """Whether a side goes on with the list of the side before it ("to Iran, Libya and Cuba")."""
    before = [unit.lower for unit in clause.units[max(0, place.index - 3) : place.index]]
    return bool(before) and before[-1] in ("and", ",", "the", "with") and ("," in before or "and" in before)


def _plural_object(clause: Clause, last: int, end: int) -> bool:
    return any(unit.lower in _SPLIT_NOUNS for unit in clause.units[last + 1 : end])


def _own_prep(clause: Clause, place: RightSide, last: int) -> str:
    """The preposition of a side; none where it belongs to the verb ("called on Oman")."""
    prep = place.unit.prep
    ending = clause.units[last].lower
    return "" if prep == ending and place.index <= last + 5 else prep


def _fits(clause: Clause, row: Row, place: RightSide, last: int, alone: bool) -> bool:
    """Whether a side to the right stands in one of the row's slots."""
    unit, slots = place.unit, row.slots
    prep = _own_prep(clause, place, last)
    if prep == "by" and row.act in _BETWEEN_SIDES and _made_by(clause, place):
        return False
    if row.topic == "all":  # "discussed with Oman", "discussed the row with the Omani minister", not "discussed our trade with Oman"
        official = unit.form == "person" or unit.anaphor == "counterpart" or unit.head is Head.STATE
        return prep in slots and place.index <= last + (20 if official else 5)
    gap = [u.lower for u in clause.units[last + 1 : place.index]]
    if place.complement and row.act is Act.AGREEMENT_SIGNED:
        return alone and "with" not in gap and prep in ("to", "from", "with", "")  # "signed a deal to buy gas from Oman"
    if place.complement:
        return "complement" in slots and alone and _in_complement(clause, unit)
    if row.act is Act.ENDORSED and prep == "with" and any(word in ("during", "after", "at", "in", "before") for word in gap):
        return False
    if unit.head is Head.STATE and "belonging" in slots and prep == "of" and len(gap) <= 9:
        return True
    if unit.head is Head.THING and row.act is Act.AGREEMENT_RATIFIED and prep == "" and len(gap) <= 2:
        return True  # "the Sejm ratified Poland's treaty with Oman"
    if unit.head is Head.THING:
        if "modifier" in slots and prep == "" and len(gap) <= 5:
            return True
        if "belonging" in slots and prep in ("of", "on", "for", "from", "to") and len(gap) <= 9 and unit.head_word not in _FLEEING:
            return True  # "restrictions on imports of Argentine beef"
        if "possessed" in slots and prep == "" and len(gap) <= 3:
            return True
        if row.act is Act.ENDORSED and prep in ("for", "of", "with", "over", "at") and len(gap) <= 4:
            return True  # "voiced support for Omani plans"
        if "complement" in slots and alone and prep in ("", "to") and len(gap) <= 2:
            return True
        if row.act is Act.AID_PROVIDED and prep in ("to", "for") and prep in slots:
            return True  # "ferried food to Omani villages"
        return "object" in slots and row.act in (Act.ENDORSED, Act.SETBACK) and prep == "" and len(gap) <= 3
    if "destination" in slots:
        return prep in ("", "in", "to", "at") and place.index <= last + 4
    if prep == "":
        if "object" in slots or "official" in slots:
            if "official" in slots and not (unit.form == "person" or unit.head is Head.STATE):
                return False
            return not any(word in _CUT_OBJECT or word == "," for word in gap[:-1]) and len(gap) <= 8
        return False
    if prep in slots and row.act is Act.AGREED_TO and not alone:
        if prep in ("to", "for") and clause.units[last].lower in _GIVING and place.index <= last + 9:
            return True  # "Denmark and Norway promised 14 tanks to Ukraine"
        return prep == "with"  # "they reaffirmed their commitment to Ukraine": what they agree about
    if prep in slots:
        return alone or prep not in ("by", "of", "involving") or row.mode != "mutual"
    if prep == "in" and row.act is Act.PLAN_ANNOUNCED and any(word in ("to", "on", "about", "of", "over", "from") for word in gap):
        return False  # "will give more importance to the war in Oman"
    if prep in ("with", "to", "for", "from", "in") and "complement" in slots and alone:
        return prep != "in" or row.act in (Act.PLAN_ANNOUNCED, Act.AGREED_TO)
    return False


def _is_levied(clause: Clause, unit: Unit) -> bool:
    """ "promised to cut tariffs on Omani tea": whom the duty or the ban hits."""
    before = [other.lower for other in clause.units if other.end <= unit.start][-4:]
    return bool({"tariff", "tariffs", "duties", "duty", "ban", "embargo", "sanctions", "restrictions", "curbs", "quotas"} & set(before))


def _is_share(clause: Clause, unit: Unit) -> bool:
    """ "to write off half of Oman's debt": what is promised concerns the owner."""
    before = [other.lower for other in clause.units if other.end <= unit.start][-3:]
    return bool({"part", "half", "most", "all", "some", "much", "percent", "rest", "third"} & set(before))


def _made_by(clause: Clause, place: RightSide) -> bool:
    """ "signed the pact, prepared by Oman": who did something else."""
    before = [unit.lower for unit in clause.units[max(0, place.index - 6) : place.index]]
    if "by" not in before:
        return False
    at = len(before) - 1 - before[::-1].index("by")
    return at > 0 and before[at - 1].endswith(("ed", "en", "made")) and before[at - 1] not in _ORIGINS


def _in_complement(clause: Clause, unit: Unit) -> bool:
    """Which sides inside what is promised are its addressees: objects and those with to, for, with, from, in; not owners of things."""
    if unit.head is Head.THING:
        if unit.prep == "on":
            return _is_levied(clause, unit)
        return unit.prep in ("", "between", "from", "with") or (unit.prep == "of" and _is_share(clause, unit))
    if unit.prep == "in":
        return unit.form == "name"  # not "in the United Nations"
    return unit.prep in ("", "to", "for", "with", "from", "against", "on", "between", "by")


def _from_slots(clause: Clause, row: Row, parties: Parties, right: list[RightSide], last: int) -> Parties | None:
    givers: list[Side] = []
    for place in right:
        if place.complement or (is_place(place.unit) and place.unit.form != "capital"):
            continue
        modifier = "modifier" in row.slots and place.unit.prep == "" and place.unit.head is Head.THING and place.index <= last + 3
        if place.unit.prep == "from" or modifier:
            givers += [side for side in place.sides if side not in parties.actors]
    if not givers and clause.units[last + 1 : last + 2] and clause.units[last + 1].lower in ("it", "them", "this"):
        givers = [side for unit in clause.units[:last] if unit.kind is Kind.SIDE for side in unit.sides if side not in parties.actors][:1]
    if not givers:
        return None
    return Parties(givers, [side for side in parties.actors if side not in givers], people=parties.people, pronoun=parties.pronoun)
