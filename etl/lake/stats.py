"""How much lies in the lake."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

from etl.lake.compaction import SMALL
from etl.lake.lake import Lake
from etl.lake.schema import TABLES


@dataclass(frozen=True, slots=True)
class Stats:
    """What the last commit names, and what else takes space.

    Attributes:
        commit: Number of the last commit; None in an empty lake.
        version: The extractor's version of its findings.
        articles: Articles of the collection.
        rows: Rows of each table in the parts that it names, those of articles that have left the collection among them.
        parts, small_parts: Parts that it names, and those of them that a compaction would put together.
        size: Bytes of these parts.
        leftovers, leftover_size: Parts, drafts and manifests that nothing needs, and their bytes.
    """

    commit: int | None
    version: str | None
    articles: int
    rows: dict[str, int]
    parts: int
    small_parts: int
    size: int
    leftovers: int
    leftover_size: int


def lake_stats(lake: Lake) -> Stats:
    """Count what is there; only the ends of the files are read."""
    commit = lake.last_commit()
    sound = lake.sound_parts()
    named = [sound[name] for name in sorted(set(commit.parts.values())) if name in sound] if commit else []
    rows = {table: sum(pq.read_metadata(lake.parts / part.part_id / f"{table}.parquet").num_rows for part in named) for table in TABLES}
    left = lake.leftovers(keep_commits=1)
    return Stats(
        commit=commit.number if commit else None,
        version=commit.version if commit else None,
        articles=len(commit.inventory) if commit else 0,
        rows=rows,
        parts=len(named),
        small_parts=sum(part.size < SMALL for part in named),
        size=sum(part.size for part in named),
        leftovers=len(left),
        leftover_size=sum(each.size for each in left),
    )
