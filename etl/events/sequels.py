"""Sentences that go on about a text signed before: "The second agreement calls for ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.events.frames import Clause, Frame
from etl.model import Act

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "other": 2, "latter": 2, "former": 1}
_SEQUEL = re.compile(
    r"\W*(?:under |in )?the (?P<which>first|second|third|fourth|fifth|other|latter|former) (?:\w+ )?(?P<noun>agreement|accord|memorandum|mou|treaty|pact|protocol|deal|document|contract)\b"
)


def find_sequels(clause: Clause, before: Sequence[Frame]) -> list[Frame]:
    """One frame when the sentence starts with a numbered text of those that an earlier sentence says were signed."""
    if clause.frames:
        return []
    match = _SEQUEL.match(clause.lowered, clause.sentence.span.start, clause.sentence.span.end)
    if not match:
        return []
    source = next((frame for frame in reversed(before) if frame.act is Act.AGREEMENT_SIGNED and (frame.enumerates or frame.serial)), None)
    if source is None:
        return []
    frame = Frame(**{name: getattr(source, name) for name in Frame.__slots__})
    span = clause.sentence.span
    frame.start, frame.end, frame.trigger, frame.scope_end = span.start, span.end, match.start("which"), span.end
    frame.sentence, frame.paragraph = clause.number, clause.sentence.paragraph
    frame.heading, frame.caption = clause.sentence.heading, clause.sentence.caption
    frame.areas = clause.areas.within(span.start, span.end)
    frame.has_topic = bool(frame.areas)
    frame.serial, frame.enumerates, frame.dates, frame.instrument = _ORDINALS[match["which"]], 0, [], match["noun"]
    frame.rule = "agreement_signed:sequel"
    return [frame]
