"""Many small parts made into few large ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.lake.lake import Lake
from etl.lake.part import Part
from etl.lake.schema import SCHEMAS

SMALL = 64_000_000
"""Bytes below which a part is small."""

LARGE = 128_000_000
"""Bytes from which on a part that is being put together is large enough."""


def compact(lake: Lake, keys: Collection[str], version: str, *, least: int = 2) -> int:
    """Put the small parts that hold these articles together, without other articles; gives how many large ones came of it.

    Nothing is removed: the next commit names the large parts, and a sweep removes the small ones once no commit names them.

    Args:
        least: Small parts that there have to be to do anything.
    """
    holder = lake.holders(version)
    named = {holder[key] for key in keys if key in holder}
    sound = lake.sound_parts()
    small = sorted((sound[name] for name in named if sound[name].size < SMALL), key=lambda part: part.part_id)
    if len(small) < max(2, least):
        return 0
    groups = [group for group in _groups(small) if len(group) > 1]
    for group in groups:
        _merge(lake, group, {key for part in group for key in part.keys if holder[key] == part.part_id}.intersection(keys), version)
    return len(groups)


def _groups(parts: list[Part]) -> Iterator[list[Part]]:
    group: list[Part] = []
    size = 0
    for part in parts:
        group.append(part)
        size += part.size
        if size >= LARGE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _merge(lake: Lake, group: list[Part], keys: set[str], version: str) -> None:
    holder = lake.holders(version)
    tables = {}
    for name, schema in SCHEMAS.items():
        pieces = []
        for part in group:
            mine = pa.array([key for key in part.keys if key in keys and holder[key] == part.part_id], pa.string())
            table = pq.ParquetFile(lake.parts / part.part_id / f"{name}.parquet").read()
            table = table.select([column for column in table.schema.names if column in schema.names])
            pieces.append(table.filter(pc.is_in(table["content_key"], mine)))
        whole = pa.concat_tables(pieces, promote_options="default")
        missing = [field for field in schema if field.name not in whole.schema.names]
        for field in missing:
            whole = whole.append_column(field, pa.nulls(len(whole), field.type))
        tables[name] = whole.select(schema.names).cast(schema).sort_by("content_key")
    lake.write_tables(sorted(keys), tables, version)
