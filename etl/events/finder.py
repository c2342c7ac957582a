"""From an annotated article to its cooperation events, read from top to bottom."""

from __future__ import annotations

from etl.document import Document
from etl.events.confidence import confidence_of
from etl.events.lexicon import lower
from etl.events.merge import Story, areas_of, merge
from etl.events.occasion import find_occasion
from etl.events.parties import drop_former_states, has_sides
from etl.events.scan import read_frames
from etl.events.units import Side
from etl.events.when import date_frames
from etl.identity import finding_id, text_hash
from etl.model import Act, Area, AreaMention, Event, EventStatus, Participant, Role, Span


def find_events(document: Document) -> tuple[Event, ...]:
    """The cooperation events and setbacks of one article, in reading order."""
    if not document.countries and not document.people:
        return ()  # nobody for a side
    frames = read_frames(document, lower(document.text))
    for frame in frames:
        drop_former_states(frame, document.published)
    visits = {frame.sides for frame in frames if frame.act is Act.VISIT and not frame.local}
    kept = [frame for frame in frames if has_sides(frame) and not (frame.local and frame.sides in visits)]  # a stop of the visit told
    if not kept:
        return ()
    stories = merge(date_frames(kept, document.published, find_occasion(document)))
    digest = text_hash(document.article.text)
    return tuple(_event(story, digest) for story in stories)


def _event(story: Story, digest: str) -> Event:
    first = min(story.frames, key=lambda frame: (frame.heading or frame.caption, frame.start))
    mentions = tuple(sorted({Span(frame.start, frame.end) for frame in story.frames}))
    areas = areas_of(story) or (AreaMention(Area.UNSPECIFIED, None),)
    return Event(
        event_id=finding_id(
            digest, story.act.value, first.start, first.end, story.serial or "", *sorted(side.name for side in story.sides)
        ),
        act=story.act,
        areas=areas,
        participants=_participants(story),
        date=story.period,
        status=story.status,
        polarity=story.polarity,
        mentions=mentions,
        rule=first.rule,
        confidence=confidence_of(story),
        instrument=next((frame.instrument for frame in story.frames if frame.instrument), None),
        serial=story.serial,
        headline_only=story.heading_only
        and len({frame.sentence for frame in story.frames}) > 0
        and story.status is not EventStatus.PLANNED,
        officials=tuple(sorted(story.officials)),
    )


def _participants(story: Story) -> tuple[Participant, ...]:
    roles: dict[Side, Role] = {}
    for frame in story.frames:
        for side in frame.actors:
            roles.setdefault(side, Role.ACTOR)
        for side in frame.recipients:
            roles.setdefault(side, Role.RECIPIENT)
    for frame in story.frames:
        for side in frame.suppliers:
            roles.setdefault(side, Role.SUPPLIER)
        for side in frame.places:
            roles.setdefault(side, Role.PLACE)
    order = {role: position for position, role in enumerate(Role)}
    return tuple(
        Participant(side.name, side.iso3, role)
        for side, role in sorted(roles.items(), key=lambda pair: (order[pair[1]], pair[0].iso3 or "~", pair[0].name))
    )
