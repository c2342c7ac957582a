"""A frame from the parts that the grammar has found: act, parties, areas, dates and what tells it from its neighbours."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.events.acts import Row, default_area, noun_list
from etl.events.clause import Clause, Frame, Parties, Subject, find_start
from etl.events.clause_dates import find_date_of_picture, find_dates_of
from etl.events.concessions import concedes, concedes_passively
from etl.events.conditions import is_conditional, is_denied
from etl.events.details import count_texts, decide_act, find_ranks, number_of_text
from etl.events.objects import noun_pattern
from etl.events.reading import Reading
from etl.events.topics import find_topics
from etl.events.units import Kind
from etl.model import Act, Area, AreaMention, EventStatus, Span

_GUESTS = re.compile(r"(?<!\w)(?:leaders|nations|countries|heads of state|ministers|presidents|counterparts)(?!\w)")


_MONEY = re.compile(r"\$|€|£|(?<!\w)(?:million|billion|mln|bln|dollars?|dlrs|euros?|yen|grants?|loans?|credits?|financ\w+|economic)(?!\w)")


_AFRESH = re.compile(r", (?:and|but) (?=(?:has|have|had|it|they|is|was)\b)")  # "if asked, and has agreed to": what comes after stands alone


_LASTING = re.compile(
    r"(?<!\w)(?:since|always|long|so far|to date|repeatedly|traditionally|historically|in recent (?:years|decades|months)"
    r"|(?:over|in|for|during) (?:the )?(?:past|last|many|several|years|decades))(?!\w)"
)
_EARLIER = re.compile(
    r"(?<!\w)(?:previous\w*|earlier|once|formerly|ago|last|first met|historic\w*|in the past|at the time|then-?|used to)(?!\w)"
)
_FREEING = frozenset(["release", "free", "lift", "return", "hand", "allow", "withdraw", "recognise", "recognize"])


def _armed(clause: Clause, start: int, stop: int) -> list[AreaMention]:
    """An act with fighters that names no topic is about security ("met rebel leaders")."""
    group = noun_pattern(noun_list("fighters")).search(clause.lowered, start, stop)
    return [AreaMention(Area.DEFENCE_SECURITY, Span(*group.span()))] if group else []


def _yields(clause: Clause, reading: Reading, index: int, last: int, start: int, stop: int) -> bool:
    """Whether the clause concedes something: "eased the curfew", "the curfew was eased"."""
    verb = clause.units[index].start
    if concedes(clause.lowered, verb, stop):
        return True
    return reading.passive and concedes_passively(clause.lowered[start:verb], clause.lowered[verb : clause.units[last].end])


def assemble(
    clause: Clause, row: Row, reading: Reading, subject: Subject, parties: Parties, index: int, last: int, end: int, instrument: str | None
) -> list[Frame]:
    """One frame, or one per partner where a plural names several ("partnerships with A and B")."""
    units = clause.units
    start = units[find_start(units, index, reading, subject)].start
    stop = units[max(last, end - 1)].end
    words = clause.lowered[start:stop]
    status = reading.status
    opening = clause.lowered[max(clause.sentence.span.start, start - 50) : units[index].start]
    opening = _AFRESH.split(opening)[-1]
    inverted = units[0].lower == "had" and len(units) > 1 and units[1].kind is Kind.SIDE  # "Had Oman signed, ..."
    if row.act is not Act.SETBACK and (
        inverted or is_conditional(opening) or is_denied(clause.lowered[units[index].end : clause.sentence.span.end])
    ):
        status = EventStatus.HYPOTHETICAL
    if "relative" in row.slots and not parties.recipients and len(parties.actors) == 1:
        parties.recipients = [side for side in clause.context.sentence_pair(units) if side not in parties.actors]
    near = clause.lowered[max(clause.sentence.span.start, start - 60) : units[min(len(units) - 1, last + 14)].end]
    anonymous = sum(1 for _ in noun_pattern(noun_list("counterpart")).finditer(near))
    hosts = units[index].lower.startswith(("host", "hold", "held", "chair", "conven", "open"))
    if row.act is Act.TALKS_HELD and instrument in ("summit", "talks", "negotiations") and (not hosts or _GUESTS.search(words)):
        anonymous += 1  # whoever takes part in a summit meets others, named or not
    topic = find_topics(clause, row, reading, index, last, end)
    if "approval" in row.slots or (row.mode == "from" and not topic):
        topic = clause.areas.within(units[0].start, units[-1].end)
    areas = list(topic) or _armed(clause, start, stop)
    if row.act is not Act.SETBACK and any(one.area is Area.DEVELOPMENT_AID for one in topic) and _MONEY.search(words):
        areas.append(AreaMention(Area.TRADE_ECONOMY, None))  # aid in money is economic cooperation, too; food and tents are not
    if not areas or row.act is Act.VISIT:
        default = default_area(row.act)
        areas += [AreaMention(default, None)] if default else []
    base = Frame(
        act=decide_act(clause, row, subject, status),
        row=row,
        start=start,
        end=stop,
        actors=tuple(dict.fromkeys(parties.actors)),
        recipients=tuple(side for side in dict.fromkeys(parties.recipients) if side not in parties.actors),
        status=status,
        polarity=reading.polarity,
        tense=reading.tense,
        areas=areas,
        dates=find_dates_of(clause, row, index, last, end, reading) or find_date_of_picture(clause, reading),
        trigger=units[index].start,
        scope_end=stop,
        sentence=clause.number,
        paragraph=clause.sentence.paragraph,
        heading=clause.sentence.heading,
        caption=clause.sentence.caption,
        instrument=instrument if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED, Act.INSTITUTION_ESTABLISHED) else None,
        serial=number_of_text(clause, end) if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) else None,
        enumerates=count_texts(words) if row.act in (Act.AGREEMENT_SIGNED, Act.AGREEMENT_RATIFIED) else 0,
        officials=frozenset(parties.people),
        ranks=find_ranks(units[max(0, index - 14) : end]) if row.act is Act.TALKS_HELD else frozenset(),
        local=row.act is Act.VISIT and any(unit.form == "city" for unit in units[last + 1 : last + 5]),
        suppliers=tuple(dict.fromkeys(parties.suppliers)),
        places=tuple(dict.fromkeys(parties.places)),
        pronoun=parties.pronoun,
        freeing=units[index].lower in _FREEING,
        yielding=not subject.private and _yields(clause, reading, index, last, start, stop),
        has_topic=bool(topic),
        opening=(clause.opening or (clause.lead and row.act is Act.ENDORSED))
        and not _EARLIER.search(clause.lowered, clause.sentence.span.start, clause.sentence.span.end),
        lasting=_LASTING.search(clause.lowered, clause.sentence.span.start, clause.sentence.span.end) is not None,
        within_trip=bool(
            re.search(
                r"during (?:which|his|her|the|a|this)\b[^.;]{0,40}$|during which", clause.lowered[max(0, units[index].start - 60) : stop]
            )
        )
        and reading.tense == "future",
        anonymous=anonymous,
        rule=f"{row.act.value}:{'noun' if row.kind == 'noun' else 'verb'}{'-passive' if reading.passive else ''}",
    )
    if not parties.dyads:
        return [base]
    return [replace(base, actors=(*base.actors, partner)) for partner in parties.dyads]
