"""What a date expression means before the calendar is consulted: which named piece, shift or window of time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from etl.model import Period


class Anchor(StrEnum):
    """What a relative expression counts from."""

    NONE = "none"  # nothing said: "in May"
    NUMBER = "number"  # an absolute year: "May 2017"
    PUBLICATION = "publication"  # "last year", "two days ago"
    CONTEXT = "context"  # the date before it in the text: "that year", "a year earlier"
    TOPIC = "topic"  # "during the year": the year the text is about there, else the publication year
    THE_YEAR = "the year"  # "of the year": the year of a date in the same sentence, else the publication year


@dataclass(frozen=True, slots=True)
class YearOf:
    """A year: ``count`` itself, or ``count`` years from the anchor's year."""

    anchor: Anchor = Anchor.NONE
    count: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A named piece of the calendar: a year, half, quarter, month, run of months or day.

    Attributes:
        unit: ``year``, ``half``, ``quarter``, ``months`` or ``day``.
        index: Number of the half or quarter, or the first month.
        length: Number of months (unit ``months``).
        day: Day of the month (unit ``day``).
        weekday: Named beside the day (0 is Monday); helps to find a missing year.
        which: ``last``, ``next`` or ``this`` before a month ("last May"), else empty.
    """

    year: YearOf
    unit: str
    index: int = 1
    length: int = 1
    day: int = 0
    weekday: int | None = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A weekday (0 is Monday); ``week`` counts weeks from the publication's week if it is named."""

    index: int
    which: str = ""
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """The unit of time ``count`` units from the anchor: yesterday, last month, two years ago, the following day."""

    unit: str
    count: int
    anchor: Anchor = Anchor.PUBLICATION


@dataclass(frozen=True, slots=True)
class Same:
    """The period of the context moved by years, or put into a named year: "a year earlier", "the same period of last year".

    Attributes:
        needs_context: Means nothing without a date before it, so that publication is no substitute.
        looks_ahead: The date it leans on may follow in the sentence ("rose year on year in May").
    """

    unit: str
    count: int
    year: YearOf = YearOf()
    needs_context: bool = False
    looks_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch up to or from publication: "in the last three years" (from the year three before to this one)."""

    unit: str
    count: int
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """Months that end with a month: "the year ended March 31"."""

    last: Piece
    length: int


@dataclass(frozen=True, slots=True)
class Since:
    """From the start of something to the publication."""

    first: Meaning


@dataclass(frozen=True, slots=True)
class Between:
    """From one expression to another, both included."""

    first: Meaning
    last: Meaning


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that needs no resolving."""

    period: Period


@dataclass(frozen=True, slots=True)
class Vague:
    """A time the text leaves open: "in recent years"."""


Meaning = Piece | DayOfWeek | Shift | Same | Window | Ending | Since | Between | Fixed | Vague
