"""What an article is compared by with thousands of others: a few numbers that copies share, however long it is."""

from __future__ import annotations

import re
import zlib
from heapq import nsmallest
from itertools import islice

SHINGLE = 5
"""Words in a row that are hashed together."""

SIZE = 64
"""Hashes kept: those of two articles that share a fraction of their shingles share about that fraction of their smallest hashes."""

_WORD = re.compile(r"\w+")


def sketch(text: str) -> list[int]:
    """The ``SIZE`` smallest 32-bit hashes of the text's shingles, in ascending order; fewer of a short text, none below five words.

    >>> sketch("Trade was up.")
    []
    >>> len(sketch("Trade between the two countries was up again."))
    4
    """
    words = _WORD.findall(text.lower())
    runs = zip(*(islice(words, start, None) for start in range(SHINGLE)), strict=False)
    # CRC is no cryptographic hash, but fast, the same everywhere, and a collision only means one more comparison.
    return nsmallest(SIZE, {zlib.crc32(" ".join(run).encode("utf-8", "replace")) for run in runs})
