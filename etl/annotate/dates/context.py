"""What has been read of a text before an expression: the publication date and the dates so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.annotate.dates import periods
from etl.model import Basis, Period

FINENESS = {"day": 0, "week": 1, "weekend": 1, "month": 2, "quarter": 3, "half": 4, "year": 5, "decade's end": 5, "decade": 6}
_LONGEST = (1, 7, 31, 92, 184, 366)  # days of each rank above
_FAR = 700  # characters within which a date before is still what "the following month" speaks of
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: its offset and the number of its sentence."""

    position: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A date before the expression; ``compared`` if it is the period of a comparison ("from 4 bn in 2015")."""

    place: Place
    period: Period
    compared: bool


@dataclass(slots=True)
class Context:
    """The publication date and the dates read so far, newest last.

    Attributes:
        main_year: The absolute year that the text names most often, for texts without a publication date.
        has_days: Whether any day has been read so far.
    """

    published: Period | None
    main_year: int | None = None
    earlier: list[Earlier] = field(default_factory=list)
    has_days: bool = False

    def remember(self, place: Place, period: Period, *, compared: bool) -> None:
        """Note a resolved date, so that later expressions may refer to it."""
        self.has_days = self.has_days or periods.precision(period) == "day"
        self.earlier.append(Earlier(place, period, compared))

    def latest(self, place: Place, finest: str) -> Period | None:
        """The newest date near ``place`` that is at least as fine as a unit ("that day" needs a day)."""
        return next((one.period for one in self._near(place) if fineness(one.period) <= FINENESS[finest]), None)

    def topic(self, place: Place, *, backward: bool = False) -> Period | None:
        """The newest date near ``place`` that figures may be about: the day on which somebody spoke is not.

        With ``backward`` ("a year earlier") a date that is itself compared with is passed over where there is another.
        """
        near = [one for one in self._near(place) if not _is_spoken_on(one.period)] or self._near(place)
        if backward:
            near = [one for one in near if not one.compared] or near
        return near[0].period if near else None

    def year_of_sentence(self, place: Place) -> Period | None:
        """The newest date in the same sentence."""
        return next((one.period for one in self._near(place) if one.place.sentence == place.sentence), None)

    def _near(self, place: Place) -> list[Earlier]:
        return [one for one in reversed(self.earlier[-_LOOK_BACK:]) if place.position - one.place.position <= _FAR]


def most_named(years: Iterable[int]) -> int | None:
    """The year that stands most often, the first of those that stand equally often."""
    counts: dict[int, int] = {}  # in the order in which they were first seen
    for number in years:
        counts[number] = counts.get(number, 0) + 1
    return max(counts, key=counts.__getitem__, default=None)


def fineness(period: Period) -> int:
    """Rank of a period's length: 0 a day to 5 a year, 6 longer."""
    days = (period.end - period.start).days
    return next((rank for rank, limit in enumerate(_LONGEST) if days <= limit), 6)


def _is_spoken_on(period: Period) -> bool:
    """Whether it is a day known from publication ("on Monday"), on which figures are told rather than what they describe."""
    return periods.precision(period) == "day" and period.basis is Basis.RELATIVE
