"""Reads the word lists of this folder, once per process, and refuses contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

try:
    import tomli as tomllib  # the standard library's parser, compiled: three times as fast, and every start reads all lists
except ImportError:
    import tomllib  # type: ignore[no-redef]  # the one of the two that is there


class TermsError(Exception):
    """A word list is missing, cannot be read or contradicts itself; the message ends with the remedy."""


@cache
def read_terms(name: str) -> dict[str, Any]:
    """The parsed ``etl/terms/<name>.toml``; the same object each time, so callers must not change it.

    Raises:
        TermsError: There is no such list, or it is not TOML.
    """
    source = resources.files(__package__).joinpath(f"{name}.toml")
    try:
        content = source.read_text(encoding="utf-8")
    except FileNotFoundError as err:
        known = sorted(entry.name[: -len(".toml")] for entry in resources.files(__package__).iterdir() if entry.name.endswith(".toml"))
        raise TermsError(f"etl/terms/{name}.toml does not exist. Use one of: {', '.join(known)}.") from err
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as err:
        raise TermsError(f"etl/terms/{name}.toml: {err}. Correct that line.") from err


def one_owner(name: str, phrases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A table from phrase to owner, built from (phrase, owner) pairs; the same pair twice is fine.

    Raises:
        TermsError: A phrase is empty or has two owners; ``name`` is the list to correct.
    """
    owners: dict[str, str] = {}
    for phrase, owner in phrases:
        if not phrase.strip():
            raise TermsError(f"etl/terms/{name}.toml: an empty phrase under '{owner}'. Remove it.")
        if owners.setdefault(phrase, owner) != owner:
            raise TermsError(f"etl/terms/{name}.toml: '{phrase}' stands under '{owners[phrase]}' and '{owner}'. Keep one of them.")
    return owners


def require_keys(name: str, row: Mapping[str, Any], keys: Iterable[str]) -> None:
    """Check that a row of the list ``name`` has all ``keys``.

    Raises:
        TermsError: One is missing.
    """
    missing = [key for key in keys if key not in row]
    if missing:
        raise TermsError(f"etl/terms/{name}.toml: the row {dict(row)!r} lacks {', '.join(missing)}. Add it.")
