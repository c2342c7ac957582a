"""Findings that the lake holds taken over for an article of the same text, where nothing else differs that extraction can see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.inputs import dated, input_key
from etl.lake.lake import Lake
from etl.lake.part import Part
from etl.lake.rows import article_table
from etl.lake.schema import SCHEMAS, TABLES
from etl.model import Article


def take_over(lake: Lake, parts: Sequence[Part], articles: Mapping[str, Article], version: str) -> set[str]:
    """Write a part with those of ``articles``, by content key, whose findings ``parts`` hold under another key; gives their keys."""
    if not articles or not parts:
        return set()
    whole = {key: dated(article) for key, article in articles.items()}
    inputs = {key: input_key(article) for key, article in whole.items()}
    try:
        held = _held(lake, parts, set(inputs.values()))
        sources = {key: held[inputs[key]] for key in sorted(whole) if inputs[key] in held}
        tables = {name: _findings(lake, name, sources) for name in TABLES if name != "articles"}
    except (OSError, pa.ArrowException):
        return set()  # a part was damaged meanwhile; its articles can be extracted like any others
    if sources:
        tables["articles"] = article_table({key: whole[key] for key in sources})
        lake.write_tables(list(sources), tables, version)
    return set(sources)


def _held(lake: Lake, parts: Sequence[Part], inputs: set[str]) -> dict[str, tuple[str, str]]:
    """Part and content key of an article for each of these input keys that there is one of."""
    wanted = pa.array(sorted(inputs), pa.string())
    found: dict[str, tuple[str, str]] = {}
    for part in parts:
        file = pq.ParquetFile(lake.parts / part.part_id / "articles.parquet")
        if "input_key" in file.schema_arrow.names:  # else an older version of the program wrote it
            table = file.read(["content_key", "input_key"])
            table = table.filter(pc.is_in(table["input_key"], wanted))
            found |= {row["input_key"]: (part.part_id, row["content_key"]) for row in table.to_pylist()}
    return found


def _findings(lake: Lake, name: str, sources: Mapping[str, tuple[str, str]]) -> pa.Table:
    """One table's rows of the articles that are taken over, under their new content keys."""
    schema = SCHEMAS[name]
    pieces = [schema.empty_table()]
    for part_id in sorted({part_id for part_id, _ in sources.values()}):
        table = pq.ParquetFile(lake.parts / part_id / f"{name}.parquet").read()
        rows: dict[str, list[int]] = {}
        for row, old in enumerate(table["content_key"].to_pylist()):
            rows.setdefault(old, []).append(row)
        taken = [(row, key) for key, (part, old) in sources.items() if part == part_id for row in rows.get(old, ())]
        copied = table.take(pa.array([row for row, _ in taken], pa.int64()))
        pieces.append(
            copied.set_column(copied.schema.get_field_index("content_key"), "content_key", pa.array([key for _, key in taken], pa.string()))
        )
    return pa.concat_tables(pieces, promote_options="default").select(schema.names).cast(schema)
