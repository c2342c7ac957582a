"""What a source could not give as an article, or only in part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One file, line or row that was rejected.

    Attributes:
        source: Where it lies, as a person would look for it ("seeds/004.txt", "seeds/articles.csv, line 3").
        reason: What is wrong with it.
        remedy: What to do about it, as a sentence.
    """

    source: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}. {self.remedy}"
