"""What the words of an act are about, as far as they belong to it and not to the occasion or to another act."""

from __future__ import annotations

import re

from etl.events.acts import Row
from etl.events.clause import Clause, find_governor
from etl.events.reading import Reading
from etl.events.units import Kind
from etl.events.words import word_list
from etl.model import Act, AreaMention

_BREAKS = word_list("breaks")
_CUT_OBJECT = word_list("cut_object")
_LINK = word_list("link")


def find_topics(clause: Clause, row: Row, reading: Reading, index: int, last: int, end: int) -> list[AreaMention]:
    """The area words that belong to the act; none when it names no topic."""
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
    r"(?<!\w)(?:efforts? to|bid to|mission to|attempt to|to discuss|for talks on|for talks about|talks on"
    r"|to mediate|to broker|to sign)(?!\w)"
)


def _before_occasion(clause: Clause, last: int, stop: int) -> int:
    """Where the act's own words end before the occasion at which it took place ("agreed to trade more at a security summit")."""
    units = clause.units
    for place in clause.verbs:
        if place > last + 1 and units[place].start < stop and units[place - 1].lower in ("and", ","):
            stop = units[place - 1].start  # "signed a tax treaty and agreed to build a port"
            break
    for place in clause.nouns:
        if place <= last or units[place].start >= stop:
            continue
        before, position = find_governor(units, place)
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
