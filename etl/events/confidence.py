"""How sure an event is: fewer guesses on the way, more confidence."""

from __future__ import annotations

from etl.events.merge import Story
from etl.model import Act

_LOOSE = frozenset([Act.PLAN_ANNOUNCED, Act.ENDORSED, Act.COOPERATION_CARRIED_OUT, Act.REQUESTED])


def confidence_of(story: Story) -> float:
    """Between 0 and 1; an order, not a measured probability."""
    value = 0.95
    if story.heading_only:
        value -= 0.25
    if all(frame.pronoun for frame in story.frames):
        value -= 0.15
    if all(frame.is_noun for frame in story.frames):
        value -= 0.1
    if story.act in _LOOSE:
        value -= 0.1
    if not story.topics:
        value -= 0.05
    if len({frame.sentence for frame in story.frames}) > 1:
        value += 0.04
    return round(min(0.99, max(0.1, value)), 2)
