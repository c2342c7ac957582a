"""When an act took place: its own date, else that of the occasion it belongs to, else the article's day, else nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from etl.events.clause import Frame
from etl.events.merge import Dated
from etl.events.units import Side
from etl.model import Act, Basis, EventStatus, Period

_RECENT = timedelta(days=10)


def date_frames(frames: Sequence[Frame], published: Period | None) -> list[Dated]:
    """Each frame with its date; statuses of what is long past become past-background."""
    own = [_own_date(frame, published) for frame in frames]
    for frame, period in zip(frames, own, strict=True):
        if period and published and frame.status is EventStatus.HAPPENED and period.end < published.start - _RECENT:
            frame.status = EventStatus.PAST_BACKGROUND
    occasions = [(frame, period) for frame, period in zip(frames, own, strict=True) if period and frame.status is EventStatus.HAPPENED]
    return [Dated(frame, period or _inherited(frame, occasions, published)) for frame, period in zip(frames, own, strict=True)]


def _own_date(frame: Frame, published: Period | None) -> Period | None:
    for mention in frame.dates:
        period = mention.future if frame.status is EventStatus.PLANNED else mention.past
        if period is None:
            continue
        if published and frame.status is EventStatus.HAPPENED and period.start >= published.end:
            continue  # what has happened does not lie ahead: the date is of something else
        if published and frame.status is EventStatus.PLANNED and period.end <= published.start:
            continue  # nor what is planned behind
        return period
    return None


def _inherited(frame: Frame, occasions: Sequence[tuple[Frame, Period]], published: Period | None) -> Period | None:
    if frame.dates:
        return None  # it has a date of its own that nothing settles
    if frame.status is EventStatus.PLANNED:
        return _within_trip(frame, occasions) if frame.within_trip else None
    if frame.status is not EventStatus.HAPPENED or frame.tense == "pluperfect" or frame.act is Act.SETBACK:
        return None
    same = [(other, period) for other, period in occasions if _same_occasion(frame, other) and _is_news(period, published)]
    if same:
        _, period = min(same, key=lambda pair: (pair[0].act is Act.VISIT, abs(pair[0].sentence - frame.sentence), pair[0].start))
        return replace(period, basis=Basis.CONTEXT)
    if published is not None and frame.tense in ("present", "perfect") and frame.sides:
        return replace(published, basis=Basis.ARTICLE)
    return None


def _is_news(period: Period, published: Period | None) -> bool:
    """Whether a date can be that of the occasion reported: not long before the article."""
    return published is None or ((period.end - period.start).days <= 31 and abs((published.start - period.start).days) <= 45)


def _same_occasion(frame: Frame, other: Frame) -> bool:
    """The same sides, or a group that includes them: their meeting's date is the act's."""
    sides: frozenset[Side] = frame.sides
    return bool(sides) and (sides == other.sides or (len(sides) > 1 and sides <= other.sides))


def _within_trip(frame: Frame, occasions: Sequence[tuple[Frame, Period]]) -> Period | None:
    """What will still happen during a visit under way lies in the same month, unless the month is about to end."""
    for other, period in occasions:
        if set(frame.actors) & other.sides and (period.end - period.start).days == 1 and period.start.day <= 27:
            start = period.start.replace(day=1)
            end = date(start.year + start.month // 12, start.month % 12 + 1, 1)
            return Period(f"{start.year:04d}-{start.month:02d}", start, end, Basis.CONTEXT)
    return None
