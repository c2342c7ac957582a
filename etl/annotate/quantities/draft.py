"""A quantity while it is being read: what stands there, before neighbours lend it a unit, a scale or a bound."""

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
        scaled: Whether it has a scale of its own.
        signed: Whether a currency sign stands before it.
        after: Where reading went on, past unit, noun and "per": what follows is not about this number.
        own_unit: Whether the unit stands beside it, rather than being lent by a neighbour.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    core: Decimal
    form: Form
    scaled: bool = False
    signed: bool = False
    high: Decimal | None = None
    unit: Unit | None = None
    own_unit: bool = True
    per: str | None = None
    after: int = 0
    change: Change | None = None
    hedge_start: int = 0
    hedge_end: int = 0
    lead: str | None = None
    note: str | None = None
    is_range: bool = False
    weak: bool = False  # a bare number that only a neighbour's unit can save
    left: int = 0  # where number, sign and bound begin: what stands before governs it
    before: list[str] = field(default_factory=list)  # the words before ``start``, read once
    governed: int = 0  # how many of them stand before the bound

    @property
    def dimension(self) -> Dimension:
        """What kind of unit it has."""
        return self.unit.dimension if self.unit else Dimension.NONE
