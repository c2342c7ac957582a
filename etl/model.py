"""The values that flow through extraction: frozen, typed, honest about what is unknown.

``None`` always means *the article does not say*. Every finding carries the spans of the words it stands on;
offsets count Unicode characters of the article's own text, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in the article: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must satisfy 0 <= start < end, got [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words this span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Basis(StrEnum):
    """How a date or period is known."""

    METADATA = "metadata"  # articles.csv, front matter, the source's own field
    STATED = "stated"  # absolute, in the same clause
    SENTENCE = "sentence"  # absolute, elsewhere in the sentence
    CONTEXT = "context"  # inherited from a sentence before, a heading, the article's occasion
    RELATIVE = "relative"  # a relative expression resolved with the publication date
    TEXT = "text"  # a publication date found in the article's text
    ARTICLE = "article"  # the article's own news, in the present or perfect tense: publication date


@dataclass(frozen=True, slots=True)
class Period:
    """The half-open interval of days ``[start, end)``, as precise as the article.

    Attributes:
        label: YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Hn, or two of them joined by ``/`` (first and last, inclusive).
        basis: How the period is known.
    """

    label: str
    start: date
    end: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was given; the text is never rewritten.

    Attributes:
        language: ISO 639-1 code of the language it seems to be written in; None if that is not clear.
        warnings: What the reader of the source had to assume ("read as windows-1252"), in plain words.
    """

    doc_id: str
    text: str
    source: str = ""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Period | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


class Dimension(StrEnum):
    """What kind of unit a quantity has."""

    MONEY = "money"
    PERCENT = "percent"  # percent, percentage point, basis point
    RATIO = "ratio"  # multipliers and fractions
    COUNT = "count"  # a counted noun
    TIME = "time"  # durations and ages
    PHYSICAL = "physical"
    NONE = "none"  # a bare number


class Change(StrEnum):
    """Bound or trend of a quantity, as the contract prints it."""

    EXACT = "="
    ABOUT = "~"
    MORE = ">"
    LESS = "<"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of general English text.

    Attributes:
        span: The smallest span of number, scale and unit ("$2.3b.", "20 times", "300 companies").
        value: In base units (3 billion dollars is ``Decimal("3e9")``); the lower end of a range.
        high: The upper end of a range, else None.
        unit: ISO 4217 code, "percent", "percentage point", "basis point", "ratio", a unit's name, the noun counted; None if bare.
        hedge: The span of the bound or approximation word ("about", "more than"), else None.
        concept: What is measured, as a span of the text, else None.
        note: How a value was resolved where the text leaves it open ("dollar: dateline CANBERRA"), else None.
        is_range: Whether the two ends are a range, rather than the two levels of a change ("from 75 to 45").
        per: What the unit is counted per ("$14.95 a month": unit "USD", per "month"), else None; never inside ``span``.
        lead: The preposition that tells a level from a step ("rose *by* 3 *from* 7 *to* 10"): "by", "from", "to", else None.
    """

    span: Span
    value: Decimal
    unit: str | None
    dimension: Dimension
    change: Change = Change.EXACT
    high: Decimal | None = None
    hedge: Span | None = None
    concept: Span | None = None
    note: str | None = None
    is_range: bool = False
    per: str | None = None
    lead: str | None = None


class Indicator(StrEnum):
    """What a fact measures."""

    TRADE_TOTAL = "trade_total"
    EXPORTS = "exports"
    IMPORTS = "imports"
    TRADE_BALANCE = "trade_balance"
    INVESTMENT = "investment"
    AID = "aid"
    LOAN = "loan"
    TARIFF = "tariff"
    CONTRACT = "contract"
    COMPANIES = "companies"
    PEOPLE = "people"
    TOURISTS = "tourists"
    JOBS = "jobs"
    GDP = "gdp"
    PRODUCTION = "production"
    OTHER = "other"


class Kind(StrEnum):
    """How a figure is stated; two kinds never share an axis."""

    LEVEL = "level"
    CHANGE_ABS = "change_abs"
    CHANGE_PCT = "change_pct"
    MULTIPLIER = "multiplier"
    SHARE = "share"
    RANK = "rank"


class FactStatus(StrEnum):
    """Whether a figure is an observation or a wish."""

    REPORTED = "reported"
    FORECAST = "forecast"
    TARGET = "target"


class Qualifier(StrEnum):
    """The author's hedge."""

    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that one article states about an indicator; the fields are those of the contract.

    Attributes:
        value: In base units; negative for a deficit and for a fall.
        low, high: The ends of a range, else None.
        reporter, partner: ISO 3166 alpha-3 (historic codes for their time, EUU for the EU); None when not stated or without a code.
        reporter_name, partner_name: Display names, also of blocs and regions without a code.
        value_span: The smallest span of number, scale and unit.
        quote: The sentence that states it.
        rule: The names of the steps that decided, joined by ``+``.
        alternative: A second currency for the same figure as (value, unit), else None.
        group: Facts of one statement ("rose 3 billion or 12 pct to 28 billion") share it, else None.
    """

    fact_id: str
    indicator: Indicator
    kind: Kind
    value: Decimal
    unit: str
    value_span: Span
    quote: Span
    rule: str
    confidence: float
    low: Decimal | None = None
    high: Decimal | None = None
    reporter: str | None = None
    partner: str | None = None
    reporter_name: str | None = None
    partner_name: str | None = None
    period: Period | None = None
    status: FactStatus = FactStatus.REPORTED
    qualifier: Qualifier | None = None
    qualifier_text: str | None = None
    attribution: str | None = None
    product: str | None = None
    alternative: tuple[Decimal, str] | None = None
    group: str | None = None


class Act(StrEnum):
    """The fourteen acts of cooperation; ``setback`` is never counted among them."""

    AGREEMENT_SIGNED = "agreement_signed"
    AGREEMENT_RATIFIED = "agreement_ratified"
    AGREED_TO = "agreed_to"
    TALKS_HELD = "talks_held"
    VISIT = "visit"
    PLAN_ANNOUNCED = "plan_announced"
    INVITED = "invited"
    URGED = "urged"
    REQUESTED = "requested"
    COOPERATION_CARRIED_OUT = "cooperation_carried_out"
    AID_PROVIDED = "aid_provided"
    ENDORSED = "endorsed"
    INSTITUTION_ESTABLISHED = "institution_established"
    SETBACK = "setback"


class Area(StrEnum):
    """What an act is about."""

    TRADE_ECONOMY = "trade_economy"
    INVESTMENT = "investment"
    RD_TECHNOLOGY = "rd_technology"
    DEFENCE_SECURITY = "defence_security"
    CYBER = "cyber"
    COUNTER_TERRORISM = "counter_terrorism"
    DIPLOMACY = "diplomacy"
    PEACE_CONFLICT = "peace_conflict"
    NONPROLIFERATION = "nonproliferation"
    PEOPLE_TO_PEOPLE = "people_to_people"
    ENERGY_RESOURCES = "energy_resources"
    AGRICULTURE_FOOD = "agriculture_food"
    TRANSPORT_INFRASTRUCTURE = "transport_infrastructure"
    ENVIRONMENT_CLIMATE = "environment_climate"
    HEALTH = "health"
    LEGAL_MIGRATION = "legal_migration"
    DEVELOPMENT_AID = "development_aid"
    UNSPECIFIED = "unspecified"


class EventStatus(StrEnum):
    """When an event lies, seen from the article."""

    HAPPENED = "happened"
    PAST_BACKGROUND = "past-background"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class Polarity(StrEnum):
    """Whether the act took place or was refused."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Role(StrEnum):
    """What a country is in an event; only actors and recipients are parties."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    TOPIC = "topic"
    PLACE = "place"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True, order=True)
class Participant:
    """A country, bloc or organisation in an event; ``iso3`` is None for those without a code."""

    name: str
    iso3: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class AreaMention:
    """An area and the words that name it; no span when the act's default area was taken."""

    area: Area
    span: Span | None


@dataclass(frozen=True, slots=True)
class Event:
    """One cooperation event as one article tells it, with all its mentions there.

    Attributes:
        date: When it took place or is to; None when the article does not say.
        instrument: What was signed or set up ("joint statement", "memorandum of understanding").
        mentions: The clauses or sentences that tell it, in reading order; at least one.
        serial: 1, 2, ... where the text enumerates ("two agreements", "the second agreement"), else None.
        headline_only: Whether only a headline says it.
        officials: Names of the people who act, sorted; evidence for and against merging.
    """

    event_id: str
    act: Act
    areas: tuple[AreaMention, ...]
    participants: tuple[Participant, ...]
    date: Period | None
    status: EventStatus
    polarity: Polarity
    mentions: tuple[Span, ...]
    rule: str
    confidence: float
    instrument: str | None = None
    serial: int | None = None
    headline_only: bool = False
    officials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A number that was considered and not made a fact, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields, in reading order."""

    article: Article
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    dropped: tuple[Dropped, ...] = ()
