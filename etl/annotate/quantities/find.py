"""Finds every quantity of a text in one pass: anchor on a digit or a number word, and read grammar only there."""

from __future__ import annotations

from etl.model import Change, Dimension, Quantity, Span

from .anchors import ANY_DIGIT, ASCII_DIGIT, find_words
from .bounds import hedge_span
from .concept import find_concept
from .digits import read_number
from .draft import Draft
from .elided import fill_elided
from .lexicon import lexicon
from .ranges import join
from .reader import Reader
from .worded import read_worded


def find_quantities(text: str, home_dollar: str | None = None, *, home: str | None = None) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in reading order, spans not overlapping.

    ``home_dollar``: the code that plain "dollars", "dlrs", "$" mean here; US dollars when not given.
    ``home``: the country (alpha-3) spoken of, whose francs, pesos, rupees, crowns are meant when only the noun is written.
    Both resolutions are marked in ``note``. The two sides of "from A to B" are two quantities with ``lead`` "from" and "to".
    """
    reader = Reader(text, lexicon(), home_dollar, home)
    drafts = _read_all(reader)
    if not drafts:
        return ()
    return tuple(_finish(reader, draft) for draft in fill_elided(text, join(text, drafts)))


def _read_all(reader: Reader) -> list[Draft]:
    text, worded = reader.text, find_words(reader.text)
    next_digit = (ASCII_DIGIT if text.isascii() else ANY_DIGIT).search
    drafts: list[Draft] = []
    position = at = 0
    digit = next_digit(text)
    while digit is not None or at < len(worded):
        start = digit.start() if digit is not None else len(text)
        if at < len(worded) and worded[at][0] <= start:
            start, end = worded[at]
            at += 1
            if start and start <= position:
                continue  # the quantity before reaches to here
            draft, stop = read_worded(reader, start, end)
        else:
            end = start + 1
            draft, stop = read_number(reader, start, position)
        if draft is not None:
            drafts.append(draft)
        position = max(stop, end)
        if digit is not None and digit.start() < position:
            digit = next_digit(text, position)
    return drafts


def _finish(reader: Reader, draft: Draft) -> Quantity:
    unit = draft.unit
    return Quantity(
        span=Span(draft.start, draft.end),
        value=draft.value,
        unit=unit.name if unit else None,
        dimension=unit.dimension if unit else Dimension.NONE,
        change=draft.change or Change.EXACT,
        high=draft.high,
        hedge=hedge_span(draft),
        concept=find_concept(reader.text, draft, reader.words),
        note=draft.note,
        is_range=draft.is_range,
        per=draft.per,
        lead=draft.lead,
    )
