"""When an act took place: its own date, else that of the occasion it belongs to, else the article's day, else nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from etl.events.clause import Frame
from etl.events.merge import Dated
from etl.events.units import Side
from etl.model import Act, Basis, EventStatus, Period

_YEAR = 366
_RECENT = timedelta(days=10)
_LEAD = 8  # sentences in which the perfect tense tells the article's own news; further down it tells background
_ON_OCCASION = frozenset(
    [Act.TALKS_HELD, Act.VISIT, Act.AGREEMENT_SIGNED, Act.AGREED_TO, Act.ENDORSED, Act.INVITED]
)  # what a readout tells
_LOOK = 6  # neighbours asked for their date


def date_frames(frames: Sequence[Frame], published: Period | None, occasion: Period | None = None) -> list[Dated]:
    """Each frame with its date; statuses of what is long past become past-background. ``occasion`` is the day that heads a readout."""
    own = [_own_date(frame, published) for frame in frames]
    for frame, period in zip(frames, own, strict=True):
        if period and published and frame.status is EventStatus.HAPPENED and period.end < published.start - _RECENT:
            frame.status = EventStatus.PAST_BACKGROUND
    occasions = Occasions(
        (frame, period) for frame, period in zip(frames, own, strict=True) if period and frame.status is EventStatus.HAPPENED
    )
    headlines = {(frame.act, frame.sides) for frame in frames if _is_headline_news(frame)}
    return [
        Dated(frame, period or _inherited(frame, occasions, published, occasion, headlines))
        for frame, period in zip(frames, own, strict=True)
    ]


class Occasions:
    """The dated acts of an article by their sides, for those that are told without a date."""

    def __init__(self, dated: Iterable[tuple[Frame, Period]]) -> None:
        self._by_sides: dict[frozenset[Side], list[tuple[Frame, Period]]] = {}
        for frame, period in dated:
            self._by_sides.setdefault(frame.sides, []).append((frame, period))

    def nearest(self, frame: Frame, published: Period | None) -> Period | None:
        """The date of the nearest occasion with the same sides, or of a group that includes them; a visit's only if there is no other."""
        best: tuple[tuple[bool, int, int], Period] | None = None
        for sides, told in self._by_sides.items():
            if sides == frame.sides or (len(frame.sides) > 1 and frame.sides <= sides):
                place = bisect_left(told, frame.sentence, key=lambda pair: pair[0].sentence)
                for other, period in told[max(0, place - _LOOK) : place + _LOOK]:
                    rank = (other.act is Act.VISIT, abs(other.sentence - frame.sentence), other.start)
                    if _is_news(period, published) and (best is None or rank < best[0]):
                        best = (rank, period)
        return best[1] if best else None

    def trip_of(self, frame: Frame) -> Period | None:
        """A single day on which one of the actors was under way."""
        for sides, told in self._by_sides.items():
            if set(frame.actors) & sides:
                for _, period in told[:_LOOK]:
                    if (period.end - period.start).days == 1:
                        return period
        return None


def _own_date(frame: Frame, published: Period | None) -> Period | None:
    for mention in frame.dates:
        period = mention.future if frame.status is EventStatus.PLANNED else mention.past
        if period is None or (published is None and period.basis is Basis.CONTEXT):
            continue  # without a publication date, a year from elsewhere in the text does not date a bare month
        if published and frame.status is EventStatus.HAPPENED and period.start >= published.end:
            continue  # what has happened does not lie ahead: the date is of something else
        if published and frame.status is EventStatus.HAPPENED and period.end > published.end and (period.end - period.start).days > _YEAR:
            continue  # "signed a programme of exchanges for 2003-2006"
        if published and frame.status is EventStatus.PLANNED and period.end <= published.start:
            continue  # nor what is planned behind
        return period
    return None


def _is_headline_news(frame: Frame) -> bool:
    """ "Putin meets Abe" over an article: its news, on its day."""
    return frame.heading and not frame.is_noun and frame.tense == "present" and frame.status is EventStatus.HAPPENED and not frame.dates


def _inherited(
    frame: Frame,
    occasions: Occasions,
    published: Period | None,
    occasion: Period | None,
    headlines: Collection[tuple[Act, frozenset[Side]]],
) -> Period | None:
    if frame.dates:
        return None  # it has a date of its own that nothing settles
    if frame.status is EventStatus.PLANNED:
        return _within_trip(frame, occasions) if frame.within_trip else None
    if frame.status is not EventStatus.HAPPENED or frame.tense == "pluperfect" or frame.act is Act.SETBACK or not frame.sides:
        return None
    period = occasions.nearest(frame, published)
    if period is not None:
        return replace(period, basis=Basis.CONTEXT)
    if occasion is not None and frame.sentence < _LEAD and frame.act in _ON_OCCASION:
        return occasion
    news = (
        (frame.act, frame.sides) in headlines
        or frame.tense == "present"
        or (frame.tense == "perfect" and frame.sentence < _LEAD and not frame.lasting)
        or (frame.tense == "past" and frame.opening and frame.act in _ON_OCCASION)
        or (frame.tense == "past" and frame.row is not None and "approval" in frame.row.slots | frame.row.objects)  # a cabinet's notice
    )
    return replace(published, basis=Basis.ARTICLE) if published is not None and news else None


def _is_news(period: Period, published: Period | None) -> bool:
    """Whether a date can be that of the occasion reported: not long before the article."""
    return published is None or ((period.end - period.start).days <= 31 and abs((published.start - period.start).days) <= 45)


def _within_trip(frame: Frame, occasions: Occasions) -> Period | None:
    """What will still happen during a visit under way lies in the same month, unless the month is about to end."""
    period = occasions.trip_of(frame)
    if period is None or period.start.day > 27:
        return None
    start = period.start.replace(day=1)
    end = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return Period(f"{start.year:04d}-{start.month:02d}", start, end, Basis.CONTEXT)
