"""A quantity while it is being read: what stands there, before neighbours lend it a unit, a scale or a direction."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from etl.model import Change, Dimension

from .lexicon import Unit


class Form(Enum):
    """How the number is written; decides what may stay without a unit."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"
    MULTIPLIER = "multiplier"


@dataclass(slots=True)
class Draft:
    """One number with what touches it. ``start``/``end`` become the quantity's span.

    Attributes:
        number_start, number_end: The numeral alone, with its scale, without currency sign and unit.
        core: The numeral before its scale ("3" of "3 billion").
        scaled: Whether it has a scale of its own, or a neighbour's.
        bare: A plain run of digits, nothing said about it yet.
        signed: Whether a currency sign stands before it.
        own_unit: Whether the unit stands beside it, rather than being lent by a neighbour.
        after: Where reading went on, past unit and "per".
        left: Where number, sign and bound begin: what stands before governs them.
        before: The words before ``start``, and ``governed`` how many of them stand before the bound.
        course: Which way a level was reached ("rose to 7 from 6"): its change where both levels are stated.
        step_of: The step that this one says in another unit: "up 0.25 points, or 0.01 pct".
        is_score: One of two bare numbers with a dash between: "won 3-1".
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    core: Decimal
    form: Form
    scaled: bool = False
    bare: bool = False
    signed: bool = False
    high: Decimal | None = None
    unit: Unit | None = None
    own_unit: bool = True
    per: str | None = None
    after: int = 0
    left: int = 0
    before: list[str] = field(default_factory=list)
    governed: int = 0
    change: Change | None = None
    hedge_start: int = 0
    hedge_end: int = 0
    lead: str | None = None
    note: str | None = None
    course: Change | None = None
    is_range: bool = False
    is_score: bool = False
    step_of: Draft | None = None

    @property
    def dimension(self) -> Dimension:
        """What kind of unit it has."""
        return self.unit.dimension if self.unit else Dimension.NONE
