"""The sides of a passive: "was signed with Israel by Seko", "the proposal ... was approved by the Cabinet"."""

from __future__ import annotations

from collections.abc import Sequence

from etl.events.acts import Row
from etl.events.clause import Clause, Parties, RightSide
from etl.events.reading import Reading
from etl.events.subjects import find_subject
from etl.events.units import Head, Kind, Side, Unit, is_place
from etl.events.words import word_list
from etl.model import Act, EventStatus

_NEAR = 6
_AUXILIARIES = frozenset(["is", "are", "was", "were", "has", "have", "had", "will"])
_SEATS = frozenset(["embassy", "consulate", "mission", "centre", "center", "institute", "school", "office", "hospital"])
_BREAKS = word_list("breaks")
_REPORTING = word_list("reporting")
_SPLIT_NOUNS = word_list("split_nouns")


def passive_slots(clause: Clause, row: Row, parties: Parties, right: list[RightSide], reading: Reading) -> Parties | None:
    """ "was signed with Israel by Seko", "was invited by Oman": the agent acts."""
    agents: list[Side] = []
    partners: list[Side] = []
    for place in right:
        if place.complement or is_place(place.unit):
            continue
        if any(unit.lower in _AUXILIARIES for unit in clause.units[reading.edge + 3 : place.index]):
            break  # "which was opened in May, is hit by Omani rockets"
        if place.unit.prep == "by" and (row.act is not Act.TALKS_HELD or place.index <= reading.edge + 7):
            agents += [side for side in place.sides if side not in agents]
            parties.people |= {place.unit.person} if place.unit.person else set()
        elif place.unit.prep != "by" and (place.unit.prep in row.slots or place.unit.prep in ("with", "between")):
            partners += [side for side in place.sides if side not in partners]
            parties.people |= {place.unit.person} if place.unit.person else set()
    before = _sides_of_noun(clause, reading.edge, near=reading.reduced)
    if row.act is Act.INSTITUTION_ESTABLISHED and not agents:
        before, partners = _seat_and_owner(clause, right, before, partners, reading.edge)
    if row.act is Act.TALKS_HELD and reading.reduced and len({*agents, *partners, *before}) < 2:
        return None  # "at a summit hosted by Oman": who met there, other words say
    if row.mode == "mutual":
        split = partners if len(partners) > 1 and reading.reduced else []
        own = agents + [side for side in before if side not in agents]
        if parties.pronoun and row.needs == "instrument" and set(own) & set(clause.context.previous):
            own += [side for side in clause.context.previous if side not in own]  # "It was ratified by Oman": the treaty told of before
        if not own and not partners and reading.reduced and clause.units[0].lower in ("under", "according"):
            return Parties(_bound_by_text(clause, reading.edge), [], people=parties.people)
        if len(own) == 1 and agents and clause.units[reading.edge].lower in ("brokered", "mediated"):
            own += [side for side in _first_subject(clause, reading.edge) if side not in own]
        if not own and not agents and reading.reduced:
            own = list(clause.context.speaker_of(clause.number))
        if split and len(own) <= 1 and any(unit.lower in _SPLIT_NOUNS for unit in clause.units[max(0, reading.edge - 4) : reading.edge]):
            return Parties(own, [], dyads=split, people=parties.people)
        if len(agents) == 1 and len({*own, *partners}) == 1 and row.act is Act.AGREEMENT_SIGNED:
            own += _supplied(clause, reading.edge, agents)
        return Parties(own + [side for side in partners if side not in own], [], people=parties.people)
    if agents and row.act is Act.ENDORSED and not parties.actors and not partners:
        return Parties(agents, [side for side in _praised(clause, reading.edge) if side not in agents], people=parties.people)
    if not agents and row.act is Act.INVITED:
        hosts = _hosts(right, parties.actors, reading.edge)
        return Parties(hosts, parties.actors, people=parties.people) if hosts else None
    if not agents and reading.status is EventStatus.PLANNED and row.act in (Act.PLAN_ANNOUNCED, Act.COOPERATION_CARRIED_OUT):
        agents = _announcer(clause, reading.edge)
    if not agents and row.needs == "land":
        left = [side for place in right if not place.complement for side in place.sides if side not in parties.actors]
        return Parties(parties.actors, left[:1], people=parties.people) if parties.actors else None
    if not agents and "troops" in row.objects and row.act is Act.COOPERATION_CARRIED_OUT and parties.actors:
        return Parties(parties.actors, partners, people=parties.people)  # "Omani troops were withdrawn from Kenya": whose they are
    if not agents and row.mode == "toward":
        return Parties([], parties.actors, people=parties.people) if row.act is Act.SETBACK else None
    return Parties(agents, [side for side in parties.actors if side not in agents] + partners, people=parties.people)


def _hosts(right: list[RightSide], guests: list[Side], last: int) -> list[Side]:
    """ "was invited to Muscat", "was invited to attend the summit in Muscat": who invites, the place says."""
    for place in right:
        if (
            place.index <= last + 8
            and place.unit.prep in ("to", "in", "")
            and place.unit.head in (Head.BARE, Head.STATE)
            and not place.unit.anaphor
        ):
            return [side for side in place.sides if side not in guests and side.iso3 is not None]
    return []


def _seat_and_owner(
    clause: Clause, right: list[RightSide], before: list[Side], partners: list[Side], edge: int
) -> tuple[list[Side], list[Side]]:
    """ "The Omani embassy was opened in Nairobi": whose it is, and where."""
    for unit in clause.units[max(0, edge - 12) : edge]:
        if unit.kind is Kind.SIDE and unit.head_word in _SEATS:
            before = [*before, *(side for side in clause.context.resolve(unit) if side not in before)]
            hosts = [side for place in right if place.unit.prep == "in" for side in place.sides]
            partners = [*partners, *(side for side in hosts if side not in partners)]
    return before, partners


def _bound_by_text(clause: Clause, edge: int) -> list[Side]:
    """ "Under a pact signed on Monday, Peru will sell gas to Chile": the two whom the main clause names."""
    units = clause.units
    comma = next((number for number in range(edge, len(units)) if units[number].lower == ","), len(units))
    named = [unit for unit in units[comma:] if unit.kind is Kind.SIDE and unit.head in (Head.BARE, Head.STATE) and not is_place(unit)]
    sides = list(dict.fromkeys(side for unit in named if unit.prep in ("", "with", "to", "from") for side in clause.context.resolve(unit)))
    return sides if len(sides) == 2 else []


def _supplied(clause: Clause, edge: int, agents: list[Side]) -> list[Side]:
    """ "A deal to ship gas to Oman was signed by Kenya": with whom, the content says."""
    for unit in clause.units[:edge]:
        if unit.kind is Kind.SIDE and unit.prep in ("to", "from") and unit.form in ("name", "capital"):
            return [side for side in clause.context.resolve(unit) if side not in agents]
    return []


def _praised(clause: Clause, edge: int) -> tuple[Side, ...]:
    """ "Oman's offer was welcomed by", "Oman announced a budget that was welcomed by": whose thing is praised."""
    for unit in reversed(clause.units[max(0, edge - 14) : edge]):
        if unit.kind is Kind.SIDE and unit.prep in ("", "of", "by") and unit.head is not Head.PRIVATE and not is_place(unit):
            return clause.context.resolve(unit)
    return ()


def _announcer(clause: Clause, edge: int) -> list[Side]:
    """ "Omani officials said the rebels would be freed", "... will be freed, the Omani government announced": whose act it is."""
    units = clause.units
    for number in range(edge, max(0, edge - 14), -1):
        if units[number - 1].lower in _REPORTING:
            return list(find_subject(clause, number - 2).sides)
    for number in range(len(units) - 1, edge, -1):
        if units[number].lower in _REPORTING:
            return list(find_subject(clause, number - 1).sides)
    return []


def _first_subject(clause: Clause, edge: int) -> Sequence[Side]:
    """ "Oman freed the sailors under a deal brokered by Kenya": who opens the sentence is bound by the deal."""
    for unit in clause.units[:edge]:
        if unit.kind is Kind.SIDE and unit.prep == "" and unit.head in (Head.BARE, Head.STATE):
            return clause.context.resolve(unit)
    return ()


def approval_slots(clause: Clause, parties: Parties, end: int) -> Parties | None:
    """ "the proposal to sign a memorandum between the Government of Malta and Ghana was approved": all who are named around the text."""
    found: list[Side] = []
    for unit in clause.units[:end]:
        named = unit.kind is Kind.SIDE and not is_place(unit) and unit.head is not Head.PRIVATE
        if named and (unit.prep in ("", "between", "with", "by", "of", "to", "from") or _is_seat(clause.units, unit)):
            if unit.anaphor and unit.lower in ("they", "them", "he", "it", "i", "we", "us"):
                continue
            found += [side for side in clause.context.resolve(unit) if side not in found]
    home = clause.context.home
    if found and home is not None and home not in found:
        found.append(home)  # the cabinet's own country
    return Parties(found, [], people=parties.people) if 2 <= len(found) <= 4 else None


def _is_seat(units: list[Unit], unit: Unit) -> bool:
    """ "the university in Qatar": a country that stands for the institution in it; not "consultations held in Qatar"."""
    if unit.prep != "in" or unit.form != "name":
        return False
    before = [other.lower for other in units if other.start < unit.start][-9:]
    return bool({"university", "ministry", "institute", "academy", "council", "agency"} & set(before)) and "held" not in before


def _sides_of_noun(clause: Clause, edge: int, *, near: bool) -> list[Side]:
    """The sides that the passive's subject names: "an agreement between A and B", "a Kenya-Oman treaty", "a treaty with A"."""
    found: list[Side] = []
    for number, unit in enumerate(clause.units[max(0, edge - 25) : edge], start=max(0, edge - 25)):
        if unit.lower in _BREAKS:
            found = []
        elif unit.lower in ("that", "which"):
            found = [side for other in clause.units[max(0, edge - 25) : edge] if other.prep in ("between", "with") for side in other.sides]
        if (
            unit.kind is Kind.SIDE
            and unit.prep in ("between", "with", "by", "", "of")
            and not is_place(unit)
            and unit.head is not Head.PRIVATE
            and not (near and unit.prep == "" and number < edge - _NEAR)  # "praised the talks hosted by Oman": who praised takes no part
        ):
            found += [side for side in clause.context.resolve(unit) if side not in found]
    return found


def sides_of_noun(clause: Clause, edge: int) -> tuple[Side, ...]:
    """The sides that the noun before ``edge`` names: "the pact between A and B", "A's treaty with B"."""
    return tuple(_sides_of_noun(clause, edge, near=False))
