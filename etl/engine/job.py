"""What an engine is asked for, and what it answers; nothing here loads the extraction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.lake import Entry
from etl.sources.problem import Problem

REPORT = "The others are not affected; please report it with the article. 'entente etl --full' tries it again."
"""What to do about an article that cannot be extracted."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all partitions of a run have in common.

    Attributes:
        lake: The lake's folder, which every worker has to see under this path.
        version: The extractor's version.
        full: Whether articles that the lake holds are extracted all the same.
        run_id: Tells runs apart: a worker looks once a run what the lake holds.
    """

    lake: Path
    version: str
    full: bool
    run_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one item of a partition.

    Attributes:
        place, order: Where it stands in the source.
        result: The article as the lake knows it, or why there is none.
    """

    place: int
    order: int
    result: Entry | Problem


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a partition whose findings are in the lake now."""

    outcomes: tuple[Outcome, ...]
    extracted: int
