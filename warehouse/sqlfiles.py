"""The package's SQL and reference files, read from the package so that it also works from a zip."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from hashlib import blake2b
from importlib.resources import files

_HEADER = re.compile(r"^--\s*(\w+):\s*(.*)$", re.MULTILINE)


@cache
def read_folder(folder: str, suffix: str = ".sql") -> tuple[tuple[str, str], ...]:
    """Name without suffix and text of each file of ``folder``, by name."""
    entries = [entry for entry in files("warehouse").joinpath(folder).iterdir() if entry.name.endswith(suffix)]
    return tuple(sorted((entry.name.removesuffix(suffix), entry.read_text(encoding="utf-8")) for entry in entries))


def read_table(name: str) -> list[dict[str, str | None]]:
    """Rows of ``reference/<name>.csv``; an empty cell is None. Lines that start with # say where the figures are from."""
    text = files("warehouse").joinpath("reference", f"{name}.csv").read_text(encoding="utf-8")
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return [{key: value or None for key, value in row.items()} for row in csv.DictReader(lines)]


def headers(text: str) -> dict[str, str]:
    """The ``-- key: value`` lines of an SQL file."""
    return {key: value.strip() for key, value in _HEADER.findall(text)}


@cache
def schema_digest() -> str:
    """Digest of everything that decides how a lake becomes a warehouse: SQL, reference data and the code of the build."""
    digest = blake2b(digest_size=8)
    for folder, suffix in (
        ("schema", ".sql"),
        ("inserts", ".sql"),
        ("views", ".sql"),
        ("served", ".sql"),
        ("checks", ".sql"),
        ("reference", ".csv"),
        ("reference", ".txt"),
    ):
        for name, text in read_folder(folder, suffix):
            digest.update(f"{folder}/{name}\0{text}\0".encode())
    for name in (
        "added",
        "build",
        "copies",
        "correct",
        "correction_fields",
        "corrections",
        "derive",
        "rates",
        "resolve",
        "rows",
        "stats",
        "units",
    ):
        module = files("warehouse").joinpath(f"{name}.py")
        digest.update(module.read_bytes() if module.is_file() else b"")
    return digest.hexdigest()
