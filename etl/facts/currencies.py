"""Bare currency names ("francs", "dlrs") read as the currency of the country whose figure it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from etl.facts.figures import Figure
from etl.terms.load import read_terms

_LAST_WORD = re.compile(r"[A-Za-z]+(?=\.?$)")


def national_unit(figure: Figure, text: str, reporter: str | None) -> str | None:
    """The unit of a money figure, the reporter's own where the text only names the coin; other units stay as they are.

    >>> from decimal import Decimal
    >>> from etl.model import Span
    >>> national_unit(Figure(Span(0, 10), Decimal(2000000), "USD", "money"), "2 mln dlrs", "CAN")
    'CAD'
    """
    words = figure.span.of(text)
    if figure.form != "money" or reporter is None or "U.S." in words or "U.S" in words:
        return figure.unit
    table = _table()
    last = _LAST_WORD.search(words)
    for name in (last[0].lower() if last else "", figure.unit or ""):
        if (national := table.get((name, reporter))) is not None:
            return national
    return figure.unit


def issuer_of(units: Iterable[str | None]) -> str | None:
    """The country whose money an article counts in most often; None if that is nobody's in particular."""
    issuers: dict[str, str] = read_terms("national_currencies")["issuer"]
    counted = Counter(issuers[unit] for unit in units if unit in issuers)
    if not counted:
        return None
    return min(counted, key=lambda iso3: (-counted[iso3], iso3))


@cache
def _table() -> dict[tuple[str, str], str]:
    rows = read_terms("national_currencies")["currency"]
    return {(word, iso3): unit for row in rows for word in row["words"] for iso3, unit in row["countries"].items()}
