"""Whether an act has the sides it needs to count as one between states."""

from __future__ import annotations

from etl.annotate.countries import last_year
from etl.events.clause import Frame
from etl.model import Act, EventStatus, Period


def drop_former_states(frame: Frame, published: Period | None) -> None:
    """Take states that were no more when the article was written out of its news ("National Artist of the USSR" in 2019)."""
    if published is None or frame.status is EventStatus.PAST_BACKGROUND or frame.dates:
        return
    gone = {side for side in frame.sides if (last := last_year(side.iso3)) is not None and last < published.start.year - 1}
    if gone:
        frame.actors = tuple(side for side in frame.actors if side not in gone)
        frame.recipients = tuple(side for side in frame.recipients if side not in gone)


def has_sides(frame: Frame) -> bool:
    """Whether the act has two sides, or one and a counterpart without a state ("rebels", "six countries")."""
    sides = frame.sides
    if frame.act is Act.SETBACK and (not frame.recipients or (frame.row is not None and frame.row.kind == "block")):
        return False
    if frame.act is Act.ENDORSED and not frame.recipients and (frame.row is None or "relative" not in frame.row.slots):
        return False
    if not any(side.iso3 for side in sides):
        return False
    if frame.act is Act.TALKS_HELD and len(sides) == 1 and any(side.iso3 == "EUU" for side in sides):
        return False  # "a meeting of EU ministers": its own members meet
    if len(sides) == 1 and frame.yielding and frame.actors and frame.act in _CONCEDED:
        return True
    if frame.act in _AMONG_STATES:
        return len(sides) >= 2
    if frame.act is Act.PLAN_ANNOUNCED and len(sides) < 2:
        return frame.anonymous > 0 and frame.freeing
    return len(sides) >= 2 or (len(sides) == 1 and frame.anonymous > 0 and bool(frame.actors))


# Acts that count at home, too, when they concede something ("agreed to resign", "signed a peace accord with the rebels").
_CONCEDED = frozenset([Act.AGREED_TO, Act.PLAN_ANNOUNCED, Act.COOPERATION_CARRIED_OUT, Act.AGREEMENT_SIGNED])
# Acts that need two named sides; the others may have a counterpart without a state.
_AMONG_STATES = frozenset(
    [Act.SETBACK, Act.URGED, Act.ENDORSED, Act.VISIT, Act.INVITED, Act.REQUESTED, Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED]
)
