"""What the line above a list or a table says of the lines under it: that they are such a list, and of which time."""

from __future__ import annotations

import re
from bisect import bisect_left

from etl.annotate.dates.periods import precision
from etl.document import Sentence, within
from etl.facts.tokens import Row
from etl.facts.work import Work
from etl.model import Period

PARTNERS_HEAD = re.compile(
    r"\b(?:(?P<exports>exports?|exporting)|(?P<imports>imports?|importing)|trade|trading)"
    r"(?:[ ]?(?:[-–][ ]?)?(?:partners?|markets?|destinations?|sources?|suppliers?|origins?)"
    r"|\b[^:\n.]{0,40}?[ ]by[ ](?:country|partner|destination|origin))\b",
    re.IGNORECASE,
)
_ITEMS = 12  # lines of a list or table under one heading
_LINE = 90  # characters of a line of a list or table
_TOKENS = 24


def line_above(work: Work, row: Row) -> Sentence | None:
    """The line that opens the list: the last one before that ends with a colon or is a heading, with only items in between."""
    sentences, text = work.document.sentences, work.document.text
    here = bisect_left(sentences, row.sentence.span.start, key=lambda sentence: sentence.span.start)
    for sentence in reversed(sentences[max(0, here - _ITEMS) : here]):
        words = sentence.span.of(text).rstrip()
        if words.endswith(":") or (sentence.heading and (PARTNERS_HEAD.search(words) or not any(char.isdigit() for char in words))):
            return sentence
        if len(words) > _LINE or words.endswith("."):
            return sentence if sentence.heading else None
    return None


def period_above(work: Work, row: Row) -> Period | None:
    """The only period of a month or longer that the line above names ("Export markets in 2019:"); None if it names none or several."""
    opening = line_above(work, row)
    if opening is None:
        return None
    named = {date.past for date in within(work.document.dates, opening.span) if date.past and not date.in_name}
    return named.pop() if len(named) == 1 and all(precision(period) != "day" for period in named) else None


def is_table_line(row: Row, text: str) -> bool:
    """Whether the row is a short line of a table or list rather than a sentence."""
    span = row.sentence.span
    return len(row.tokens) <= _TOKENS and span.end - span.start <= _LINE and text[span.end - 1] != "."
