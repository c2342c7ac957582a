"""Sentences that go on about a text signed before: "The second agreement calls for ...", "Under the memorandum, ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.events.clause import Clause, Frame
from etl.model import Act, EventStatus, Span

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "other": 2, "latter": 2, "former": 1}
_NOUN = r"(?:agreement|accord|memorandum|mou|treaty|pact|protocol|deal|document|contract|arrangement|statement|partnership)"
_NUMBERED = re.compile(
    rf"\W*(?:under |in )?the (?P<which>first|second|third|fourth|fifth|other|latter|former) (?:\w+ )?(?P<noun>{_NOUN})\b"
)
_DEFINITE = re.compile(
    rf"\W*(?:(?:under|as part of|in accordance with|according to|through|with) (?:the|this|its) (?:\w+ ){{0,2}}?{_NOUN}\b"
    rf"|(?:the|this) (?:\w+ )?{_NOUN} (?:also )?(?:calls?|covers?|provides?|includes?|envisages?|aims?|foresees?"
    r"|will|concerns?|focus\w*|seeks?"
    r"|outlines?|sets?|is (?:aimed|designed|intended|expected)|deals with|establish\w*|paves?)\b"
    rf"|central to the {_NOUN}\b|(?:it|they) (?:calls?|provides?) for\b|in it\b|at its (?:heart|core|centre|center)\b"
    r"|it (?:covers|includes|aims)\b)"
)
_BEGINNINGS = ("the ", "this ", "under ", "in ", "as part", "according", "through ", "with ", "central ", "it ", "they ", "at its ")
_NEAR = 3  # sentences
_TOLD = (EventStatus.HAPPENED, EventStatus.PAST_BACKGROUND)


_IN_TEXT = re.compile(rf"\W*in (?:it|the (?:joint )?{_NOUN}|the (?:joint )?declaration)\b")


def opens_with_text(lowered: str, span: Span) -> bool:
    """Whether a sentence starts with "In it", "In the statement"."""
    return _IN_TEXT.match(lowered, span.start, span.end) is not None


def speaks_of_text(lowered: str, span: Span) -> bool:
    """Whether a sentence starts with a text that was signed or agreed on before it."""
    if lowered[span.start].isalnum() and not lowered.startswith(_BEGINNINGS, span.start):
        return False  # most sentences by far
    return bool(_NUMBERED.match(lowered, span.start, span.end) or _DEFINITE.match(lowered, span.start, span.end))


def find_sequels(clause: Clause, before: Sequence[Frame]) -> list[Frame]:
    """One frame when the sentence goes on about a text that an earlier sentence says was signed; its area words count for that act."""
    if any(frame.status in _TOLD for frame in clause.frames) or clause.sentence.heading or clause.sentence.caption:
        return []
    span = clause.sentence.span
    numbered = _NUMBERED.match(clause.lowered, span.start, span.end)
    if numbered:
        return _numbered(clause, before, numbered)
    if not _DEFINITE.match(clause.lowered, span.start, span.end):
        return []
    source = next((frame for frame in reversed(before) if not frame.heading), None)
    if source is None or source.act not in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) or clause.number - source.sentence > _NEAR:
        return []
    if (source.status is not EventStatus.HAPPENED and not source.serial) or (source.enumerates and not source.serial):
        return []
    return [_continue(clause, source, source.serial)]


def _numbered(clause: Clause, before: Sequence[Frame], match: re.Match[str]) -> list[Frame]:
    source = next((frame for frame in reversed(before) if frame.act is Act.AGREEMENT_SIGNED and (frame.enumerates or frame.serial)), None)
    if source is None:
        return []
    frame = _continue(clause, source, _ORDINALS[match["which"]])
    frame.instrument = match["noun"]
    return [frame]


def _continue(clause: Clause, source: Frame, serial: int | None) -> Frame:
    frame = replace(source)
    span = clause.sentence.span
    frame.start, frame.end, frame.trigger, frame.scope_end = span.start, span.end, span.start, span.end
    frame.sentence, frame.paragraph = clause.number, clause.sentence.paragraph
    frame.heading = frame.caption = False
    frame.areas = clause.areas.within(span.start, span.end)
    frame.has_topic = bool(frame.areas)
    frame.serial, frame.enumerates, frame.dates, frame.sequel = serial, 0, [], True
    frame.rule = "agreement_signed:sequel"
    return frame
