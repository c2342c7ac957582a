"""How sure a fact is: a product of penalties for every step away from the plain frame, then a monotone table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from etl.facts.tokens import Row

_FAR = 160  # characters of a sentence behind which figures are read right much more seldom
_CROWD = 6  # figures in one sentence
_PENALTIES = {
    "far": 0.8,
    "crowded": 0.75,
    "carried": 0.97,
    "subject": 0.92,
    "home": 0.85,
    "title": 0.6,
    "tariff-memory": 0.75,
    "tariff-sides": 1.05,
    "here": 0.8,
    "other": 0.75,
    "speaker": 0.85,
    "bilateral": 0.8,
    "row": 0.75,
    "link:carried": 0.8,
    "link:before": 0.93,
    "link:after": 0.97,
    "kind:multiple": 0.6,
    "kind:tariff": 0.97,
    "kind:verb": 0.95,
    "kind:to": 1.1,
    "kind:rank": 1.25,
    "kind:growth": 0.88,
    "kind:clause": 0.85,
    "kind:tariff-change": 0.6,
    "kind:as-before": 0.85,
    "kind:change-noun": 0.85,
    "kind:level": 0.95,
    "kind:share-word": 0.85,
    "kind:ellipsis": 0.85,
    "period:none": 0.9,
    "period:context": 0.8,
    "period:shifted": 0.7,
    "period:same-of-year": 0.9,
    "period:sentence": 0.95,
    "unit:elided": 0.93,
    "unit:carried": 0.85,
    "unit:goods": 0.8,
    "sum:total": 1.3,
    "sum:balance": 1.4,
    "sum:change": 1.3,
    "sum:percent": 1.3,
    "sum:share": 1.2,
    "sum:differs": 0.8,
}
# (lowest product, share of such facts that were right in every field in articles not read before; see tests/gold/reliability.py)
CALIBRATION = ((0.0, 0.3), (0.5, 0.48), (0.7, 0.7), (0.88, 0.8), (1.0, 0.92))


def crowding(row: Row, index: int, figures: Sequence[int]) -> Iterator[str]:
    """Steps that say how hard the figure's place makes it: "far" from the start of its sentence, "crowded" by other figures."""
    if row.tokens[index].start - row.sentence.span.start > _FAR:
        yield "far"
    if len(figures) >= _CROWD:
        yield "crowded"


def confidence(steps: tuple[str, ...]) -> float:
    """The share of facts read by such steps that are right in every field, between 0 and 1."""
    at = bisect_right(CALIBRATION, product_of(steps), key=lambda row: row[0]) - 1
    return CALIBRATION[at][1]


def product_of(steps: tuple[str, ...]) -> float:
    """The raw product of penalties, which the calibration maps."""
    product = 1.0
    for step in steps:
        product *= _PENALTIES.get(step, 1.0)
    return round(product, 4)
