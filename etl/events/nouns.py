"""Acts named by nouns ("talks between A and B", "A's visit to B"): whether they took place, and between whom."""

from __future__ import annotations

import re

from etl.events.acts import Row
from etl.events.clause import Clause, Frame, Parties, Subject
from etl.events.subjects import find_subject
from etl.events.units import Head, Kind, Side, Unit, is_place
from etl.events.words import word_list
from etl.model import Act, EventStatus

_ADJUNCT = word_list("adjunct")
_FUTURE_ADJUNCT = word_list("future_adjunct")
_NOUN_DONE = word_list("noun_done")
_NOUN_FAILED = word_list("noun_failed")
_LEAVING = frozenset(["left", "leaves", "leave", "departed", "departs", "leaving", "departing", "flew", "flies"])
_OWN_BODY = frozenset(["cabinet", "its", "board", "committee", "parliamentary", "party", "shareholders"])
_TOLD = frozenset(["is", "are", "was", "were", "has", "have", "had", "will", "not", "no", "calls", "called", "call"])
_OF_DONE = frozenset(
    [
        "agenda",
        "centre",
        "center",
        "conclusion",
        "end",
        "focus",
        "heart",
        "outcome",
        "outcomes",
        "readout",
        "result",
        "results",
        "sidelines",
        "summary",
    ]
)
"""Before "of" and a meeting: it took place."""
_AHEAD = re.compile(r"(?<!\w)(?:later this|next (?:week|month|year|spring|summer|autumn|fall|winter))(?!\w)")
_UNSURE = word_list("unsure")
_NO_POSSESSION = frozenset(
    [*_ADJUNCT, "said", "says", "for", "to", "of", "with", "from", "by", "before", "and"]
)  # "Oman's king said after talks"
_WITNESSED = frozenset(["attended", "witnessed", "followed", "welcomed", "celebrated", "marked", "with", "announced", "watched"])


def read_noun_status(clause: Clause, row: Row, index: int, last: int, before: str, before_index: int, adjunct: bool) -> EventStatus | None:
    """Whether what the noun names took place or is planned; None when the sentence does not say so."""
    units = clause.units
    modifiers = {unit.lower for unit in units[max(0, index - 6) : index]}
    if (
        modifiers & {"possible", "potential", "proposed", "future", "would-be", "hypothetical", "any", "further", "planned", "new"}
        and not adjunct
    ):
        return None
    if modifiers & {"upcoming", "forthcoming", "next", "scheduled", "planned"}:
        return EventStatus.PLANNED
    if before in _FUTURE_ADJUNCT or (last + 1 < len(units) and units[last + 1].lower in ("due", "scheduled", "slated")):
        return EventStatus.PLANNED
    if before == "of" and before_index > 0 and units[before_index - 1].lower in _OF_DONE:
        return EventStatus.HAPPENED  # "Readout of the minister's meeting with his colleague"
    if before in ("follows", "followed") and row.act is Act.TALKS_HELD:
        return EventStatus.PAST_BACKGROUND  # "The trip follows talks between A and B"
    if before == "for" and row.act is Act.VISIT and _LEAVING & {unit.lower for unit in units[max(0, before_index - 8) : before_index]}:
        return EventStatus.HAPPENED  # "left Rome for a five-day visit to Cuba"
    if adjunct and row.act is Act.VISIT and _AHEAD.search(clause.lowered, units[last].end, units[min(len(units), last + 12) - 1].end):
        return EventStatus.PLANNED  # "during a visit to Oman later this month"
    if before == "through":
        return None  # "to settle it through a dialogue": how, not that
    if adjunct:
        lead = " ".join(unit.lower for unit in units[max(0, before_index - 3) : before_index])
        if re.search(
            r"(?:agreement|decision|arrange|prepar|details|question|information|possib|participa|potential|progress|interest|called|insist|depend|based|work|role|success|stalemate|breakthrough|delay)\w*$",
            lead,
        ) and before in ("in", "on"):
            return None
        return EventStatus.HAPPENED
    if (row.act is Act.AGREEMENT_SIGNED or row.needs == "deed") and before in ("for", "to", "of", "with", "by"):
        return None  # "called for the release of"
    after = [unit.lower for unit in units[last + 1 : last + 26]]
    for position, word in enumerate(after):
        if word in (";", ":") or word in ("that", "who", "which", "said", "says"):
            if row.act is Act.VISIT:
                break
            return None
        if word in ("will", "set", "scheduled", "due", "expected") and (
            word == "will" or (position and after[position - 1] in ("is", "are", "was", "were"))
        ):
            rest = after[position + 1 : position + 5]
            return EventStatus.PLANNED if not {"not"} & set(rest) else None
        if word in ("would", "could", "may", "might", "can", "should", "if"):
            return None
        if word in _NOUN_FAILED:
            return None
        if word in _NOUN_DONE:
            following = after[position + 1 : position + 3]
            if "under" in following and {"discussion", "consideration", "preparation", "negotiation"} & set(
                after[position + 1 : position + 5]
            ):
                return None  # "a meeting of the two is still under discussion"
            if {"not", "to"} & set(following[:1]) or set(following) & _NOUN_FAILED:
                return EventStatus.PLANNED if following[:1] == ["to"] else None
            if set(following) & {"set", "scheduled", "due", "expected", "planned"}:
                return EventStatus.PLANNED
            return EventStatus.HAPPENED
        if word == "," and position > 1 and before == "":
            break
    if row.act is Act.AGREEMENT_SIGNED and before in _WITNESSED:
        return EventStatus.HAPPENED
    if (
        row.act is Act.VISIT
        and index
        and (units[index - 1].lower in ("'s", "his", "her") or find_owner(units, index) is not None)
        and before not in ("for", "to", "of")
    ):
        return EventStatus.HAPPENED
    if clause.sentence.heading and before in ("", "and"):
        return EventStatus.HAPPENED
    return None


def find_owner(units: list[Unit], index: int) -> Unit | None:
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
        if (unit.kind is Kind.MARK and unit.lower not in ("'", "’")) or unit.lower in _NO_POSSESSION:
            return None
    return None


def fill_noun_slots(clause: Clause, row: Row, index: int, last: int, end: int, governed: Frame | None, before: str) -> Parties | None:
    """Who takes part in what the noun names; None when it cannot be told."""
    units = clause.units
    parties = Parties([], [])
    owner = find_owner(units, index)
    if owner is not None and owner.head is not Head.PRIVATE:
        parties.actors += clause.context.resolve(owner)
        parties.people |= {owner.person} if owner.person else set()
        parties.actors += [side for side in _coordinated_left(clause, owner) if side not in parties.actors]
    elif index and units[index - 1].lower in ("his", "her", "their") and before in _ADJUNCT:
        subject = find_subject(clause, max(0, index - 2))
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
        if unit.kind is Kind.WORD and unit.lower == "by" and units[position - 1].lower.endswith("ed"):
            break  # "the pact, prepared by Oman"
        if row.act is Act.VISIT and parties.recipients and unit.lower in ("visit", "visits", "trip", "tour"):
            break  # "A's visit to B and C's visit to D": the first of two
        if unit.kind is not Kind.SIDE or linked:
            continue
        if row.act is Act.VISIT:
            if (
                (unit.prep == "to" or (unit.prep == "in" and "in" in row.slots))
                and unit.head in (Head.BARE, Head.STATE)
                and not unit.anaphor
            ):
                parties.recipients += [side for side in clause.context.resolve(unit) if side not in parties.recipients]
            elif unit.prep in ("by", "of"):
                parties.actors += [side for side in clause.context.resolve(unit) if side not in parties.actors]
                parties.people |= {unit.person} if unit.person else set()
            continue
        if unit.prep in row.slots and not is_place(unit) and unit.head is not Head.PRIVATE:
            if position > last + (11 if unit.prep == "between" else 7) and unit.prep in ("of", "between"):
                continue  # "negotiations under the auspices of the UN"
            only_with &= unit.prep == "with"
            parties.actors += [side for side in clause.context.resolve(unit) if side not in parties.actors]
            parties.people |= {unit.person} if unit.person else set()
    if row.act is Act.COOPERATION_CARRIED_OUT and len(set(parties.actors)) < 2 and before in ("in", "during"):
        parties.actors += [side for side in find_subject(clause, index - 1).sides if side not in parties.actors]
    if row.act is Act.TALKS_HELD and not parties.actors and before == "for" and clause.sentence.heading:
        parties.actors = _guest_and_host(clause, index)
        return parties if parties.actors else None
    if row.act is Act.VISIT and not parties.recipients and before in ("after", "following", "at", "from", "ending"):
        parties.recipients = _place_left(clause, index)
    if row.act is Act.VISIT and not parties.actors and before in ("for", "on", "during", "after", "in", "at", "following"):
        subject = Subject() if governed is None else Subject(governed.actors)
        left = Subject() if _place_left(clause, index) else find_subject(clause, index - 1)
        parties.actors += [side for side in left.sides or subject.sides if side not in parties.recipients] or _first_subject(
            clause, parties
        )
    if row.act is Act.VISIT:
        parties.recipients = [side for side in parties.recipients if side not in parties.actors]
        return parties if parties.actors else None
    if row.act is Act.TALKS_HELD and _OWN_BODY & {unit.lower for unit in units[max(0, index - 2) : index]}:
        return None  # "at the Cabinet meeting", "at its meeting"
    if parties.actors and row.act is Act.TALKS_HELD and owner is None and all(side.iso3 is None for side in parties.actors):
        return None  # "a meeting of the Security Council": its own members meet
    if len(set(parties.actors)) < 2 and before in _ADJUNCT and row.act is Act.TALKS_HELD:
        extra: tuple[Side, ...] = ()
        named = any(unit.raw_capital and unit.kind is Kind.WORD for unit in units[max(1, index - 3) : index])
        if named:
            pass  # "at the Minsk Contact Group meeting": its own members meet
        elif governed is not None and len(governed.sides) >= 2:
            extra = tuple(sorted(governed.sides, key=lambda side: side.name))
        elif before in ("during", "after", "at", "following") or (before == "in" and clause.sentence.heading):
            left = find_subject(clause, index - 1)
            extra = left.sides
            if len(set(extra) | set(parties.actors)) < 2:
                extra = clause.context.sentence_pair(units)
        if extra:
            parties.pronoun = True
            parties.actors += [side for side in extra if side not in parties.actors]
    elif row.act is Act.AGREEMENT_SIGNED and len(set(parties.actors)) < 2 and before in _WITNESSED:
        witnesses = find_subject(clause, index - 3).sides
        parties.actors += [side for side in witnesses if side not in parties.actors]  # "the two presidents attended the signing of"
    elif parties.actors and owner is None and before not in _ADJUNCT and only_with:
        left = find_subject(clause, index - 1)
        more = [side for side in left.sides or clause.context.speaker_of(clause.number) if side not in parties.actors]
        if not more:
            return None  # "discussions with A and B are under way": whose?
        parties.actors += more
    return parties


def _place_left(clause: Clause, index: int) -> list[Side]:
    """ "left Muscat after a two-day visit": the place left is the place visited."""
    leaving = next((number for number in range(index - 1, max(-1, index - 14), -1) if clause.units[number].lower in _LEAVING), None)
    for unit in clause.units[leaving + 1 : leaving + 4] if leaving is not None else ():
        if unit.kind is Kind.SIDE and unit.prep in ("", "from"):
            return list(clause.context.resolve(unit))
    return []


def _guest_and_host(clause: Clause, index: int) -> list[Side]:
    """ "Omani minister in Nairobi for talks": a headline without a verb."""
    named = [unit for unit in clause.units[:index] if unit.kind is Kind.SIDE and unit.head in (Head.BARE, Head.STATE)]
    told = any(unit.kind is Kind.WORD and unit.lower in _TOLD for unit in clause.units[:index])
    if len(named) != 2 or told or named[0].prep or named[1].prep != "in":
        return []
    sides = dict.fromkeys(side for unit in named for side in clause.context.resolve(unit))
    return list(sides) if len(sides) == 2 else []


def _first_subject(clause: Clause, parties: Parties) -> list[Side]:
    """ "The Omani minister left Nairobi after a visit to Kenya": who opens the sentence, not the place."""
    for unit in clause.units[:12]:
        if unit.kind is Kind.SIDE and unit.prep == "" and unit.head in (Head.BARE, Head.STATE):
            return [side for side in clause.context.resolve(unit) if side not in parties.recipients]
    return []


def _coordinated_left(clause: Clause, owner: Unit) -> list[Side]:
    position = next(number for number, unit in enumerate(clause.units) if unit is owner)
    found: list[Side] = []
    while position >= 2 and clause.units[position - 1].lower in ("and", ",", "-", "–") and clause.units[position - 2].kind is Kind.SIDE:
        position -= 2
        found += clause.context.resolve(clause.units[position])
    return found
