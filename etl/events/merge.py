"""Mentions of one event inside an article: which clauses tell the same act, and what they tell together."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.events.areas import distinct
from etl.events.clause import Frame
from etl.events.units import Side
from etl.model import Act, Area, AreaMention, EventStatus, Period, Polarity

# Acts whose areas do not tell two of them apart: one meeting has many topics.
_OCCASIONS = frozenset([Act.TALKS_HELD, Act.VISIT, Act.INVITED, Act.ENDORSED])
# Acts that one side does to the other.
_DIRECTED = frozenset([Act.VISIT, Act.INVITED, Act.ENDORSED, Act.URGED, Act.REQUESTED, Act.AID_PROVIDED])
# Weaker act of the body that a stronger act of a headline may stand for.
_WEAKER = {
    Act.AGREED_TO: (Act.AGREEMENT_SIGNED, Act.TALKS_HELD, Act.PLAN_ANNOUNCED, Act.COOPERATION_CARRIED_OUT),
    Act.AGREEMENT_SIGNED: (Act.AGREED_TO, Act.TALKS_HELD),
    Act.TALKS_HELD: (Act.VISIT, Act.AGREED_TO, Act.AGREEMENT_SIGNED),
    Act.PLAN_ANNOUNCED: (Act.AGREED_TO, Act.AGREEMENT_SIGNED, Act.AID_PROVIDED),
}


@dataclass(slots=True)
class Story:
    """One event as the article tells it: its frames and what they add up to."""

    act: Act
    frames: list[Frame]
    sides: frozenset[Side]
    period: Period | None
    status: EventStatus
    polarity: Polarity
    areas: list[AreaMention]
    serial: int | None = None
    officials: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)

    @property
    def topics(self) -> frozenset[Area]:
        """The areas that words of the text name."""
        return frozenset(mention.area for mention in self.areas if mention.span is not None)

    @property
    def heading_only(self) -> bool:
        """Whether only a headline tells it."""
        return all(frame.heading for frame in self.frames)


@dataclass(frozen=True, slots=True)
class Dated:
    """A frame with its resolved date and the certainty that the date is its own."""

    frame: Frame
    period: Period | None


def merge(dated: list[Dated]) -> list[Story]:
    """Stories in the order of their first mention in the body, headlines attached to what they head."""
    stories: list[Story] = []
    bodies = [item for item in dated if not item.frame.heading and not item.frame.caption]
    others = [item for item in dated if item.frame.heading or item.frame.caption]
    enumerating = [item for item in bodies if item.frame.enumerates > 1]
    numbered = {(item.frame.act, item.frame.sides) for item in dated if item.frame.serial}
    late: list[Dated] = []
    for item in bodies:
        key = (item.frame.act, item.frame.sides)
        if key in numbered and item.frame.serial is None:
            late.append(item)
        else:
            _place(stories, item, enumerating)
    for item in late + others:
        serials = [story for story in stories if story.serial and story.act is item.frame.act and _same_sides(story.sides, item.frame)]
        if serials:
            for story in serials:
                _attach(story, item, areas=False)
        elif not (item.frame.heading and _attach_headline(stories, item)):
            _place(stories, item, enumerating)
    return sorted(stories, key=lambda story: min(frame.start for frame in story.frames))


def _place(stories: list[Story], item: Dated, enumerating: list[Dated]) -> None:
    frame = item.frame
    for story in stories:
        if _is_same(story, item):
            _attach(story, item)
            return
    period = item.period
    if frame.serial and period is None:
        period = next((other.period for other in enumerating if other.frame.sides == frame.sides and other.period), None)
    stories.append(
        Story(
            frame.act,
            [frame],
            frame.sides,
            period,
            frame.status,
            frame.polarity,
            list(frame.areas),
            frame.serial,
            set(frame.officials),
            set(frame.ranks),
        )
    )


def _attach(story: Story, item: Dated, *, areas: bool = True) -> None:
    frame = item.frame
    story.frames.append(frame)
    story.officials |= frame.officials
    if areas or not story.topics:
        known = {(mention.area, mention.span is None) for mention in story.areas}
        story.areas += [mention for mention in frame.areas if (mention.area, mention.span is None) not in known]
    story.ranks |= frame.ranks
    if finer(item.period, story.period):
        story.period = item.period
    if story.status is EventStatus.PAST_BACKGROUND and frame.status is EventStatus.HAPPENED:
        story.status = frame.status


def _attach_headline(stories: list[Story], item: Dated) -> bool:
    """A headline that promises more than the body tells is a mention of the body's act."""
    frame = item.frame
    for act in (frame.act, *_WEAKER.get(frame.act, ())):
        for story in stories:
            if story.act is act and frame.sides <= story.sides and story.polarity is frame.polarity and _heads(item, story):
                _attach(story, Dated(frame, None), areas=False)
                return True
    return False


def _heads(item: Dated, story: Story) -> bool:
    """Whether a headline can stand over the story: told as news, at about the article's date."""
    if story.heading_only or story.status is EventStatus.PAST_BACKGROUND:
        return False
    if item.period is None or story.period is None:
        return story.status is item.frame.status
    return story.status is item.frame.status and abs((story.period.start - item.period.start).days) <= 8


def _same_sides(sides: frozenset[Side], frame: Frame) -> bool:
    return sides == frame.sides or (frame.pronoun and frame.sides <= sides)


def _is_same(story: Story, item: Dated) -> bool:
    frame = item.frame
    if frame.sequel and story.act is frame.act and story.serial == frame.serial and _same_sides(story.sides, frame):
        return True
    if story.act is not frame.act or story.polarity is not frame.polarity or story.serial != frame.serial:
        return False
    if not _same_sides(story.sides, frame) or not _status_fits(story.status, frame.status):
        return False
    if not compatible(story.period, item.period) or _turns_round(story, frame):
        return False
    if frame.act in _OCCASIONS:
        return not _other_people(story, frame)
    mine, other = story.topics, frozenset(mention.area for mention in frame.areas if mention.span is not None)
    return mine <= other or other <= mine


def _turns_round(story: Story, frame: Frame) -> bool:
    """A visit from A to B is not one from B to A, nor is praise."""
    if frame.act not in _DIRECTED or not frame.recipients:
        return False
    first = next((other for other in story.frames if other.recipients), None)
    return first is not None and not set(first.actors) & set(frame.actors)


def _other_people(story: Story, frame: Frame) -> bool:
    """Two meetings of the same states on one day: the people named are different, and both clauses name people on both sides."""
    if frame.act is not Act.TALKS_HELD or frame.caption or not frame.officials or frame.officials & story.officials:
        return False
    return bool(story.ranks) and bool(frame.ranks) and not (story.ranks & frame.ranks)


def _status_fits(one: EventStatus, other: EventStatus) -> bool:
    occurred = (EventStatus.HAPPENED, EventStatus.PAST_BACKGROUND)
    return one is other or (one in occurred and other in occurred)


def compatible(one: Period | None, other: Period | None) -> bool:
    """Whether two dates inside one article can be the same: one contains the other, or one is not given."""
    if one is None or other is None:
        return True
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def finer(one: Period | None, other: Period | None) -> bool:
    """Whether ``one`` tells more than ``other``."""
    if one is None:
        return False
    return other is None or (one.end - one.start) < (other.end - other.start)


def areas_of(story: Story) -> tuple[AreaMention, ...]:
    """The story's areas, each once; a default area only beside topics of a meeting that name none of their own."""
    return distinct(story.areas)
