"""Who speaks: the side of the person who says the words quoted in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.document import PersonMention
from etl.events.units import Side

_SAYS = r"(?:said|says|told|added|explained|noted|stressed|stated|declared|announced|continued|wrote)"
_AFTER = re.compile(rf",?\s(?:\w+\s)?{_SAYS}(?!\w)|\s?:")
_BEFORE = re.compile(rf"(?<!\w){_SAYS}\s(?:the\s)?$")
_REACH = 16  # characters before a name in which "said" can stand


def find_speaker(people: Sequence[PersonMention], lowered: str) -> tuple[Side, ...]:
    """The side of "Cohen said", "said the minister", "President Vladimir Putin:"; empty when nobody speaks."""
    for person in people:
        start, end = person.span.start, person.span.end
        if person.country_name and (_AFTER.match(lowered, end) or _BEFORE.search(lowered[max(0, start - _REACH) : start])):
            return (Side(person.country_name, person.iso3),)
    return ()
