"""Sentences that a page broke over several lines, because each link or number of it stood on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.document import Sentence
from etl.model import Span

_OPEN = frozenset(
    {
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "with",
        "by",
        "for",
        "and",
        "or",
        "the",
        "a",
        "an",
        "its",
        "their",
        "our",
        "between",
        "than",
        "total",
        "reached",
        "totaled",
        "totalled",
        "amounted",
        "is",
        "was",
        "were",
        "as",
        "up",
        "into",
    }
)
_CLOSING = (".", "!", "?", ":", '"', "”", "…")


def whole_sentences(sentences: Sequence[Sentence], text: str) -> Iterator[Sentence]:
    """The sentences, those that only a line break parts joined again.

    A line goes on when it ends in a comma, an article, a preposition or 's, or when the next one begins in lower case, with a mark, or
    (after a line of three words or more) with a digit or currency sign.
    """
    current: Sentence | None = None
    for sentence in sentences:
        if current is not None and _goes_on(current, sentence, text):
            current = Sentence(Span(current.span.start, sentence.span.end), current.paragraph, caption=current.caption)
            continue
        if current is not None:
            yield current
        current = sentence
    if current is not None:
        yield current


def _goes_on(first: Sentence, second: Sentence, text: str) -> bool:
    gap = text[first.span.end : second.span.start]
    if gap.strip() or gap.count("\n") != 1 or second.span.end - first.span.start > 2000:
        return False
    before = text[first.span.start : first.span.end].rstrip()
    after = text[second.span.start]
    if before.endswith(_CLOSING):
        return False
    last = before.rsplit(None, 1)[-1].lower()
    if before.endswith(",") or last in _OPEN or last.endswith(("'s", "’s")):
        return not before.isupper()
    if after.islower() or after in ",;)%":
        return True
    return (after.isdigit() or after in "$€£") and len(before.split()) >= 3 and last.islower()
