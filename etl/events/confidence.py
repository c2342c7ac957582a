"""How sure an event is: the share of events of its kind that four readings of unseen articles found right (table in NOTES.md)."""

from __future__ import annotations

from etl.events.merge import Story
from etl.model import Act, EventStatus

_BASE = 0.88
_HARD_ACTS = frozenset([Act.COOPERATION_CARRIED_OUT, Act.AID_PROVIDED])
_FEW = range(3, 5)  # three or four sides are more often a wrong group than two sides or a list


def confidence_of(story: Story) -> float:
    """Between 0 and 1: how often act, parties and status are all right, as far as one can tell from how the event is told."""
    value = _BASE
    if len({(frame.start, frame.end) for frame in story.frames}) > 1:
        value += 0.1
    if all(frame.pronoun for frame in story.frames):
        value -= 0.17
    if len(story.sides) == 1:
        value -= 0.25
    if len(story.sides) in _FEW:
        value -= 0.3
    if story.status is EventStatus.PLANNED:
        value -= 0.07
    if story.act in _HARD_ACTS:
        value -= 0.12
    if not story.topics:
        value -= 0.03
    if "passive" in story.frames[0].rule:
        value -= 0.05
    return round(min(0.97, max(0.3, value)), 2)
