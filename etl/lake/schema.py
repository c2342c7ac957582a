"""The lake's columns: four tables, the same in every part."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

FORMAT = 1
"""Version of the lake's columns, part of every part's name. A column that is added needs no new one: older parts have null there."""

TABLES = ("articles", "facts", "events", "dropped")

_TEXT, _INT, _DAY = pa.string(), pa.int64(), pa.date32()


def _period_fields(name: str) -> list[tuple[str, pa.DataType]]:
    return [(f"{name}_label", _TEXT), (f"{name}_start", _DAY), (f"{name}_end", _DAY), (f"{name}_basis", _TEXT)]


_AREA = pa.struct([("area", _TEXT), ("start", _INT), ("end", _INT)])
_PARTICIPANT = pa.struct([("name", _TEXT), ("iso3", _TEXT), ("role", _TEXT)])
_MENTION = pa.struct([("start", _INT), ("end", _INT), ("text", _TEXT)])

SCHEMAS: Mapping[str, pa.Schema] = {
    "articles": pa.schema(
        [
            *((name, _TEXT) for name in ("content_key", "text_hash", "words_hash", "text", "title", "publisher", "url", "language")),
            *_period_fields("published"),
            ("chars", _INT),
            ("sketch", pa.list_(_INT)),
            ("input_key", _TEXT),
        ]
    ),
    "facts": pa.schema(
        [
            *((name, _TEXT) for name in ("content_key", "fact_id", "indicator", "kind", "value", "low", "high", "unit")),
            *((name, _TEXT) for name in ("reporter", "partner", "reporter_name", "partner_name")),
            *_period_fields("period"),
            *((name, _TEXT) for name in ("status", "qualifier", "qualifier_text", "attribution", "product")),
            *((name, _TEXT) for name in ("alternative_value", "alternative_unit")),
            *((name, _INT) for name in ("value_start", "value_end", "quote_start", "quote_end")),
            *((name, _TEXT) for name in ("value_text", "quote_text", "rule")),
            ("confidence", pa.float64()),
            ("group_id", _TEXT),
        ]
    ),
    "events": pa.schema(
        [
            *((name, _TEXT) for name in ("content_key", "event_id", "act")),
            ("areas", pa.list_(_AREA)),
            ("participants", pa.list_(_PARTICIPANT)),
            *_period_fields("date"),
            *((name, _TEXT) for name in ("status", "polarity", "instrument")),
            ("serial", _INT),
            ("headline_only", pa.bool_()),
            ("officials", pa.list_(_TEXT)),
            ("mentions", pa.list_(_MENTION)),
            ("rule", _TEXT),
            ("confidence", pa.float64()),
        ]
    ),
    "dropped": pa.schema([("content_key", _TEXT), ("start", _INT), ("end", _INT), ("text", _TEXT), ("reason", _TEXT)]),
}

INVENTORY = pa.schema(
    [
        *((name, _TEXT) for name in ("doc_id", "source", "content_key", "part")),
        ("warnings", pa.list_(_TEXT)),
    ]
)
"""One row per article of a commit."""
