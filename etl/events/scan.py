"""The walk over an article's sentences that collects the frames, and remembers who was spoken of on the way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from etl.document import Document, within
from etl.events.acts import Trigger, find_objects, find_triggers, prune
from etl.events.areas import AreaIndex
from etl.events.clause import Clause, Frame
from etl.events.context import Context
from etl.events.frames import read_trigger
from etl.events.marks import has_pronoun
from etl.events.parse import build_units
from etl.events.parties import has_sides
from etl.events.sequels import find_sequels, opens_with_text, speaks_of_text
from etl.events.speakers import find_speaker
from etl.events.status import read_verb
from etl.events.units import Side, Unit
from etl.events.verbs import Form
from etl.events.words import word_list
from etl.model import Act, Span

_MAX_SENTENCES = 4000
_OPENING = 2
_NOTICE = 8  # sentences of a readout or brief
_ONE_SIDED = frozenset([Act.ENDORSED, Act.URGED, Act.REQUESTED])  # after them "they" are not those two
_FUTURE_WORDS = AhoCorasick(sorted(word_list("future_words")))


def read_frames(document: Document, lowered: str) -> list[Frame]:
    """Every act that a clause of the article tells, in reading order, before mentions are merged."""
    triggers = _by_sentence(document, lowered)
    if not triggers:
        return []
    speakers: dict[int, tuple[Side, ...]] = {}
    context = Context(speakers, _home(document), cabinet="cabinet" in lowered)
    frames: list[Frame] = []
    opens = _opening(document)
    for number, sentence in enumerate(document.sentences):
        people, countries = within(document.people, sentence.span), within(document.countries, sentence.span)
        speakers[number] = find_speaker(people, lowered) or speakers.get(number - 1, ())
        found = triggers.get(number)
        if found is None or not (
            people or countries or has_pronoun(lowered, sentence) or (frames and speaks_of_text(lowered, sentence.span))
        ):
            context.pass_by(number, people, countries)
            continue
        units = build_units(document, lowered, sentence)
        context.enter(units, number)
        areas = AreaIndex(document.text, lowered, sentence.span, people)
        opening = number in opens and not within(document.dates, sentence.span)
        clause = Clause(document.text, lowered, units, sentence, number, areas, context, opening, number in opens)
        told = _read_sentence(clause, found, frames)
        frames += told
        acted = [frame for frame in told if frame.act is not Act.SETBACK and has_sides(frame)]
        context.leave(
            [frame.sides for frame in acted if frame.act not in _ONE_SIDED], [frame.sides for frame in acted if frame.act in _ONE_SIDED]
        )
    return frames


def _opening(document: Document) -> range:
    """The sentences with which the text begins behind its headings, and all of a short notice: told without a date, it is their news."""
    body = [number for number, sentence in enumerate(document.sentences) if not (sentence.heading or sentence.caption)]
    first = body[0] if body else 0
    return range(first, len(document.sentences) if len(body) <= _NOTICE else first + _OPENING)


def _home(document: Document) -> Side | None:
    """The country whose government "the government" is, if the article names it."""
    named = next((country for country in document.countries if country.iso3 == document.home), None) if document.home else None
    return Side(named.name, named.iso3) if named else None


def _by_sentence(document: Document, lowered: str) -> dict[int, list[Trigger]]:
    """The triggers of each sentence that can tell an act, by its number, in reading order."""
    starts = [sentence.span.start for sentence in document.sentences]
    every: dict[int, list[Trigger]] = {}
    for trigger in find_triggers(lowered):
        number = bisect_right(starts, trigger.start) - 1
        if number >= 0 and trigger.end <= document.sentences[number].span.end:
            every.setdefault(number, []).append(trigger)
    futures = _future_words(lowered) if every else []
    rows: dict[int, frozenset[int]] = {}
    for start, numbers in find_objects(lowered) if every else ():
        number = bisect_right(starts, start) - 1
        rows[number] = rows.get(number, frozenset()) | numbers
    telling: dict[int, list[Trigger]] = {}
    for number, sentence in enumerate(document.sentences[:_MAX_SENTENCES] if every else ()):
        triggers = every.get(number, [])
        if triggers:
            future = sentence.heading or _looks_ahead(futures, sentence.span)
            triggers = prune(triggers, rows.get(number, frozenset()), future=future)
        if _tells(triggers) or speaks_of_text(lowered, sentence.span):
            telling[number] = triggers
    return telling


def _future_words(lowered: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether it ends on a border) of each word of the future that begins on one, in reading order."""
    found = []
    for _, start, end in _FUTURE_WORDS.find_matches_as_indexes(lowered, overlapping=True):
        before, after = lowered[start - 1 : start], lowered[end : end + 1]
        if not (before.isalnum() or before == "_"):
            found.append((start, end, not (after.isalnum() or after == "_")))
    found.sort()
    return found


def _looks_ahead(futures: list[tuple[int, int, bool]], span: Span) -> bool:
    """Whether a word of the future stands in a sentence."""
    for at in range(bisect_left(futures, (span.start,)), len(futures)):
        start, end, ends = futures[at]
        if start >= span.end:
            break
        if end <= span.end and (ends or end == span.end):
            return True
    return False


def _tells(triggers: list[Trigger]) -> bool:
    """Whether one of the words can tell an act, rather than only keep others from it."""
    for trigger in triggers:
        for meaning in trigger.meanings:
            if meaning.row.kind != "block":
                return True
    return False


def _read_sentence(clause: Clause, triggers: list[Trigger], before: list[Frame]) -> list[Frame]:
    units = clause.units
    places = _places(units, triggers)
    ends = [unit.end for unit in units]
    standing = [trigger for trigger in triggers if trigger.start in places]
    clause.nouns = tuple(places[trigger.start] for trigger in standing if _is_noun(trigger))
    clause.verbs = tuple(places[trigger.start] for trigger in standing if _is_verb(clause, trigger, places[trigger.start]))
    for trigger in standing:
        last = bisect_left(ends, trigger.end)
        if last < len(units):
            for frame in read_trigger(clause, trigger, places[trigger.start], last):
                clause.frames.append(frame)
                clause.taken.append((frame.trigger, frame.scope_end))
    _share_content(clause.frames)
    _share_date(clause)
    _share_host(clause.frames)
    _share_with_text(clause, before)
    _complete_numbered(clause.frames, before)
    _take_topic(clause.frames, before)
    return find_sequels(clause, before) or clause.frames  # "Under the treaty they will ..." is content, not a plan of its own


def _places(units: list[Unit], triggers: list[Trigger]) -> dict[int, int]:
    """The index of the unit at which each trigger starts, by its offset; not of those inside names, pronouns and dates."""
    starts = [unit.start for unit in units]
    places: dict[int, int] = {}
    for trigger in triggers:
        at = bisect_left(starts, trigger.start)
        if at < len(units) and starts[at] == trigger.start:
            unit = units[at]
            if not unit.sides and not unit.anaphor and unit.date is None:
                places[trigger.start] = at
    return places


def _is_noun(trigger: Trigger) -> bool:
    return any(meaning.form is None for meaning in trigger.meanings)


def _is_verb(clause: Clause, trigger: Trigger, index: int) -> bool:
    """Whether a trigger is used as a verb here ("free trade" is not)."""
    tried: list[Form] = []
    for meaning in () if _is_noun(trigger) else trigger.meanings:
        if meaning.form is not None and meaning.form not in tried:
            tried.append(meaning.form)
            if read_verb(clause.units, index, meaning.form, heading=clause.sentence.heading):
                return True
    return False


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


def _share_date(clause: Clause) -> None:
    """ "flew to Oman on Friday, where he met the sultan": the meeting is on the day of the journey."""
    for before, frame in pairwise(clause.frames):
        met = before.act is Act.VISIT and frame.act is Act.TALKS_HELD and before.dates and not frame.dates
        if met and clause.lowered.find(", where ", before.trigger, frame.trigger) >= 0:
            frame.dates = list(before.dates)


def _share_host(frames: list[Frame]) -> None:
    """ "The minister, on a visit to Oman, signed three agreements": with the host, where nobody else is named."""
    for frame in frames:
        if frame.act is Act.AGREEMENT_SIGNED and len(frame.sides) == 1 and not frame.recipients:
            visit = next((other for other in frames if other.act is Act.VISIT and set(other.actors) == set(frame.actors)), None)
            if visit is not None and visit.status is frame.status:
                frame.actors += visit.recipients


def _share_with_text(clause: Clause, before: list[Frame]) -> None:
    """ "They signed a statement. In it they agreed to ...": what they agreed is what the statement is about."""
    source = before[-1] if before else None
    if (
        source is None
        or source.act is not Act.AGREEMENT_SIGNED
        or source.has_topic
        or not opens_with_text(clause.lowered, clause.sentence.span)
    ):
        return
    content = next((frame for frame in clause.frames if frame.act is Act.AGREED_TO and frame.sides == source.sides), None)
    if content is not None:
        source.areas, source.has_topic = list(content.areas), content.has_topic


def _complete_numbered(frames: list[Frame], before: list[Frame]) -> None:
    """ "Under the first agreement, signed by Minister X": the sides are those who signed the two agreements told of before."""
    for frame in frames:
        if frame.serial is not None:
            source = next((other for other in reversed(before) if other.act is frame.act and other.enumerates > 1), None)
            if source is not None and frame.sides < source.sides:
                frame.actors, frame.recipients = source.actors, source.recipients


def _take_topic(frames: list[Frame], before: list[Frame]) -> None:
    """ "It was ratified by Oman": the treaty is the one told of before, and so is what it is about."""
    for frame in frames:
        if frame.act is Act.AGREEMENT_RATIFIED and not frame.has_topic:
            source = next((other for other in reversed(before) if other.sides == frame.sides and other.has_topic), None)
            if source is not None:
                frame.areas, frame.has_topic = list(source.areas), True
