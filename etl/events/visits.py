"""The sides of a journey: who travels, and to whom."""

from __future__ import annotations

import re

from etl.events.acts import Row
from etl.events.clause import Clause, Parties, RightSide
from etl.events.units import Head, Kind

_TOWARDS = frozenset(["", "in", "to", "into", "at", "for"])
_ENTERING = frozenset(["in", "at", "to", "into"])
_FORCES = frozenset(["forces", "troops", "soldiers", "peacekeepers", "contingent", "commandos", "marines", "paratroopers", "battalion"])
_HELP = re.compile(r"(?<!\w)to (?:help|assist|aid|evacuate|rescue|train|protect|support)(?!\w)")
_RAID = re.compile(r"\band (?:attack|raid|invad|seiz|bomb|shell|kill|storm)\w*")  # "arrived by sea and attacked": no visit


_ERRAND = re.compile(
    r"(?:for|on) (?:an? |the |his |her |talks)"
    r"|to (?:discuss|hold|attend|meet|negotiate|sign|seek|talk|press|prepare|mediate|open|review)(?!\w)"
)


def _is_on_visit(clause: Clause, last: int) -> bool:
    """ "was in Kenya for talks", "the minister was in Nairobi on Monday": a stay abroad of somebody whose stays are news."""
    units = clause.units
    dated = any(unit.kind is Kind.DATE for unit in units[last + 2 : last + 5])
    dated = dated or (any(unit.kind is Kind.DATE for unit in units[:3]) and units[last - 1].lower == "be")
    here = units[last - 1].lower == "is" and last + 2 < len(units) and units[last + 2].lower in (".", ",")
    dated = dated or (here and units[last + 1].form == "capital")  # "The minister is in Nairobi."
    official = any(unit.form == "person" and not unit.prep for unit in units[max(0, last - 14) : last])
    return (dated and official) or _ERRAND.search(clause.lowered, units[last].end, units[-1].end) is not None


def _are_soldiers(clause: Clause, last: int) -> bool:
    """ "Kenyan forces arrived in Haiti": soldiers pay no visit."""
    return any(unit.lower in _FORCES or unit.head_word in _FORCES for unit in clause.units[max(0, last - 14) : last])


def visit_slots(clause: Clause, row: Row, parties: Parties, right: list[RightSide], last: int) -> Parties | None:
    """An official goes to a country; sights, markets and battlefields are no hosts, and neither is the own country."""
    units = clause.units
    verb = units[last].lower
    if verb in _ENTERING and _are_soldiers(clause, last) and not _HELP.search(clause.lowered, units[last].end, units[-1].end):
        return None
    if not parties.actors or _RAID.search(clause.lowered, units[last].end, units[-1].end):
        return None
    stays = verb == "in" and last > 0 and units[last - 1].lower in ("is", "are", "was", "were", "be", "been", "being")
    if stays and not _is_on_visit(clause, last):
        return None
    noun = last
    if row.objects:  # "returned on Thursday from a tour of Kenya": the host follows the noun
        noun = next((number for number in range(last + 1, min(len(units), last + 12)) if units[number].lower in row.objects), last)
    for place in right:
        if place.complement or place.unit.anaphor:
            continue
        if place.index > noun + 6:
            break
        prep = place.unit.prep
        if (
            (prep in _TOWARDS or (prep == "of" and units[noun].lower == "tour") or (prep == "from" and verb == "from"))
            and (prep != "for" or verb == "for")
            and place.unit.head in (Head.BARE, Head.STATE)
        ):
            if place.unit.head is Head.STATE and verb not in ("visit", "visits", "visited", "visiting"):
                continue
            if verb in ("visit", "visits", "visited", "visiting") and prep not in ("", "in"):
                continue
            hosts = [side for side in place.sides if side not in parties.actors and side.iso3 is not None]
            if not hosts:
                return None
            parties.recipients = hosts
            return parties
    for place in right:
        before = [unit.lower for unit in units[max(last, place.index - 5) : place.index]]
        if place.unit.prep == "with" and place.index <= last + 16 and "talks" in before and "for" in before:
            parties.recipients = [side for side in place.sides if side not in parties.actors and side.iso3 is not None]
            return parties if parties.recipients else None  # "arrived here for talks with the Omani sultan"
    follows = units[last + 1].lower if last + 1 < len(units) else "."
    if verb in ("arrived", "arrives", "arrive") and not parties.pronoun and follows not in ("as", "from", "with", "by"):
        hosts = [side for side in clause.context.pair if side not in parties.actors and side.iso3 is not None]
        if len(hosts) == 1 and len(clause.context.pair) == 2 and parties.actors[0] in clause.context.pair:
            parties.recipients = hosts
            return parties
    return None
