"""From an annotated article to its cooperation events, read from top to bottom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from etl.document import Document, Sentence
from etl.events.acts import Trigger, find_triggers
from etl.events.areas import AreaIndex, index_areas
from etl.events.clause import Clause, Frame
from etl.events.confidence import confidence_of
from etl.events.context import Context
from etl.events.frames import read_trigger
from etl.events.lexicon import lower
from etl.events.merge import Story, areas_of, merge
from etl.events.sequels import find_sequels, speaks_of_text
from etl.events.speakers import find_speaker
from etl.events.status import read_verb
from etl.events.units import Side, Unit, build_units
from etl.events.when import date_frames
from etl.identity import finding_id, text_hash
from etl.model import Act, Area, AreaMention, Event, EventStatus, Participant, Polarity, Role, Span

_MAX_SENTENCES = 4000


def find_events(document: Document) -> tuple[Event, ...]:
    """The cooperation events and setbacks of one article, in reading order."""
    lowered = lower(document.text)
    frames = _read_frames(document, lowered)
    kept = [frame for frame in frames if _has_sides(frame) and not _is_stop_of_visit(frame, frames)]
    stories = merge(date_frames(kept, document.published))
    digest = text_hash(document.article.text) if stories else ""
    return tuple(_event(story, digest) for story in stories)


def _read_frames(document: Document, lowered: str) -> list[Frame]:
    triggers = list(find_triggers(lowered))
    if not triggers:
        return []
    starts = [sentence.span.start for sentence in document.sentences]
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        number = bisect_right(starts, trigger.start) - 1
        if number >= 0 and trigger.end <= document.sentences[number].span.end:
            by_sentence.setdefault(number, []).append(trigger)
    for number, sentence in enumerate(document.sentences):
        if speaks_of_text(lowered, sentence.span):
            by_sentence.setdefault(number, [])
    numbers = sorted(by_sentence)[:_MAX_SENTENCES]
    areas = index_areas(
        document.text, lowered, [(document.sentences[n].span.start, document.sentences[n].span.end) for n in numbers], document.people
    )
    speakers: dict[int, tuple[Side, ...]] = {}
    context = Context(speakers)
    frames: list[Frame] = []
    named = [country.span.start for country in document.countries]
    people = [person.span.start for person in document.people]
    for number, sentence in enumerate(document.sentences):
        found = by_sentence.get(number)
        if found is None and not _names_somebody(sentence, named, people) and not speaks_of_text(lowered, sentence.span):
            continue
        units = build_units(document, lowered, sentence)
        speakers[number] = find_speaker(units) or speakers.get(number - 1, ())
        context.enter(units, number)
        told = _read_sentence(document, lowered, units, sentence, number, found or [], areas, context, frames)
        frames += told
        context.leave([frame.sides for frame in told if frame.act is not Act.SETBACK and _has_sides(frame)])
    return frames


def _names_somebody(sentence: Sentence, *starts: list[int]) -> bool:
    return any(bisect_left(places, sentence.span.start) < bisect_left(places, sentence.span.end) for places in starts)


def _read_sentence(
    document: Document,
    lowered: str,
    units: list[Unit],
    sentence: Sentence,
    number: int,
    triggers: list[Trigger],
    areas: AreaIndex,
    context: Context,
    before: list[Frame],
) -> list[Frame]:
    clause = Clause(document.text, lowered, units, sentence, number, areas, context)
    places = {unit.start: index for index, unit in enumerate(units) if not unit.sides and not unit.anaphor and unit.date is None}
    ends = [unit.end for unit in units]
    clause.nouns = tuple(places[trigger.start] for trigger in triggers if trigger.start in places and _is_noun(trigger))
    clause.verbs = tuple(places[trigger.start] for trigger in triggers if trigger.start in places and _is_verb(clause, trigger, places))
    for trigger in triggers:
        index = places.get(trigger.start)
        if index is None:
            continue
        last = bisect_left(ends, trigger.end)
        if last >= len(units):
            continue
        for frame in read_trigger(clause, trigger, index, last):
            clause.frames.append(frame)
            clause.taken.append((frame.trigger, frame.scope_end))
    _share_content(clause.frames)
    _take_topic(clause.frames, before)
    return find_sequels(clause, before) or clause.frames  # "Under the treaty they will ..." is content, not a plan of its own


def _is_noun(trigger: Trigger) -> bool:
    return any(meaning.form is None for meaning in trigger.meanings)


def _is_verb(clause: Clause, trigger: Trigger, places: dict[int, int]) -> bool:
    """Whether a trigger is used as a verb here ("free trade" is not)."""
    index = places[trigger.start]
    forms = {meaning.form for meaning in trigger.meanings if meaning.form is not None}
    return not _is_noun(trigger) and any(read_verb(clause.units, index, form, heading=clause.sentence.heading) for form in sorted(forms))


def _share_content(frames: list[Frame]) -> None:
    """ "In a joint statement the leaders signed, they agreed to ...": what they agreed is what the text is about."""
    for signed in frames:
        if signed.act is Act.AGREEMENT_SIGNED and not signed.has_topic and not signed.enumerates:
            content = next(
                (frame for frame in frames if frame.act is Act.AGREED_TO and frame.start > signed.start and frame.sides == signed.sides),
                None,
            )
            if content is not None:
                signed.areas, signed.has_topic = list(content.areas), content.has_topic


def _take_topic(frames: list[Frame], before: list[Frame]) -> None:
    """ "It was ratified by Oman": the treaty is the one told of before, and so is what it is about."""
    for frame in frames:
        if frame.act is Act.AGREEMENT_RATIFIED and not frame.has_topic:
            source = next((other for other in reversed(before) if other.sides == frame.sides and other.has_topic), None)
            if source is not None:
                frame.areas, frame.has_topic = list(source.areas), True


def _is_stop_of_visit(frame: Frame, frames: list[Frame]) -> bool:
    """Whether a trip to a city is a part of the visit to its country that the article tells as well."""
    return frame.local and any(other.act is Act.VISIT and not other.local and other.sides == frame.sides for other in frames)


def _has_sides(frame: Frame) -> bool:
    """Whether the act has two sides, or one and a counterpart without a state ("rebels", "six countries")."""
    sides = frame.sides
    if frame.act is Act.SETBACK and (not frame.recipients or (frame.row is not None and frame.row.kind == "block")):
        return False
    if not any(side.iso3 for side in sides):
        return False
    if frame.act in _AMONG_STATES:
        return len(sides) >= 2
    if frame.act is Act.PLAN_ANNOUNCED and len(sides) < 2:
        return frame.anonymous > 0 and frame.freeing
    return len(sides) >= 2 or (len(sides) == 1 and frame.anonymous > 0 and bool(frame.actors))


# Acts that need two named sides; the others may have a counterpart without a state.
_AMONG_STATES = frozenset(
    [Act.SETBACK, Act.URGED, Act.ENDORSED, Act.VISIT, Act.INVITED, Act.REQUESTED, Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED]
)


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


def is_counted(event: Event) -> bool:
    """Whether an event belongs in a count of cooperation: affirmed, occurred, and no setback."""
    return (
        event.polarity is Polarity.AFFIRMED
        and event.act is not Act.SETBACK
        and event.status in (EventStatus.HAPPENED, EventStatus.PAST_BACKGROUND)
    )
