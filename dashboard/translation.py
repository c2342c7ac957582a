"""Names that the warehouse gives in English, in the reader's language: areas, acts and indicators by the catalogue, countries by Babel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from dashboard.said import translate, translate_formula
from dashboard.wording import LANGUAGES, catalogue, language

_CODED = {"area_label": "area", "act_label": "act", "indicator_label": "indicator"}
_LISTED = {"area_labels": ("area", "areas")}
_COUNTRIES = (
    *("reporter_label", "partner_label", "country_label", "label_a", "label_b", "pair_label", "direction_label", "parties_label"),
)  # alone, or joined by one of the signs below
_SAID = {"reason": translate, "rate_note": translate, "note": translate, "what": translate, "duplicate_reason": translate,
         "formula": translate_formula, "statement": translate_formula}  # fmt: skip
_BETWEEN = re.compile(r"( – | → | ← | with |, )")
_BY_QUERY = {"choices_areas": "area", "definitions_acts": "act", "definitions_indicators": "indicator"}
"""Queries whose ``label`` names what ``code`` is; ``choices_more`` says it row by row, all others mean countries."""


def foreign() -> bool:
    """Whether the reader's language is another than the warehouse's."""
    return language() != LANGUAGES[0]


def translated(rows: pd.DataFrame, query: str, countries: Mapping[str, str]) -> pd.DataFrame:
    """The rows with their labels in the reader's language; what has no translation stays as it is.

    Args:
        rows: The answer of a query.
        query: Its name.
        countries: The warehouse's name of a country to that in the reader's language.
    """
    changed: dict[str, Any] = {}
    for column, kind in _CODED.items():
        if column in rows and kind in rows:
            changed[column] = [_label(kind, code, label) for code, label in zip(rows[kind], rows[column], strict=True)]
    for column, (kind, codes) in _LISTED.items():
        if column in rows and codes in rows:
            changed[column] = [_labels(kind, listed, labels) for listed, labels in zip(rows[codes], rows[column], strict=True)]
    for column in _COUNTRIES:
        if column in rows:
            changed[column] = [_named(label, countries) for label in rows[column]]
    for column, say_it in _SAID.items():
        if column in rows and not (column == "what" and query != "quality_checks"):
            changed[column] = [say_it(text) if isinstance(text, str) else text for text in rows[column]]
    if "label" in rows:
        changed["label"] = _plain_labels(rows, query, countries)
    return rows.assign(**changed) if changed else rows


def translated_records(rows: Sequence[Mapping[str, Any]], query: str, countries: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
    """The same for rows that are dictionaries."""
    if not rows:
        return rows
    table = translated(pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in rows[0]}), query, countries)
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _plain_labels(rows: pd.DataFrame, query: str, countries: Mapping[str, str]) -> list[Any]:
    if query == "choices_more":
        return [_label(kind, code, label) for kind, code, label in zip(rows["filter"], rows["code"], rows["label"], strict=True)]
    if query in _BY_QUERY and "code" in rows:
        return [_label(_BY_QUERY[query], code, label) for code, label in zip(rows["code"], rows["label"], strict=True)]
    return [_named(label, countries) for label in rows["label"]] if "iso3" in rows else list(rows["label"])


def _label(kind: Any, code: Any, label: Any) -> Any:
    return _catalogue(language()).get(str(kind), {}).get(str(code), label)


def _labels(kind: str, codes: Sequence[Any], labels: Sequence[Any]) -> list[Any]:
    return [_label(kind, code, label) for code, label in zip(codes, labels, strict=True)]


def _named(label: Any, countries: Mapping[str, str]) -> Any:
    return "".join(countries.get(part, part) for part in _BETWEEN.split(label)) if isinstance(label, str) else label


@cache
def _catalogue(code: str) -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = catalogue(code).get("label", {})
    return found
