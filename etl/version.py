"""The extractor's version: a digest of everything that decides what is found in an article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

EXTRACTOR_VERSION: str  # read lazily, see __getattr__

_KINDS = (".py", ".toml", ".txt", ".json", ".csv")
# These move articles about, run the extractor or print; no change to them can change a finding.
_NOT_EXTRACTION = frozenset(
    (
        *("cli.py", "commands", "compiled", "engine", "errors.py", "export.py", "lake", "plan.py", "printing.py", "recall.py", "report.py"),
        *("sketch.py", "sources", "survey.py", "update.py", "version.py", "watch.py"),
    )
)


@cache
def extractor_version() -> str:
    """12 hexadecimal digits over the extraction's code and terms; a new one means that every article is read again."""
    return _digest(_KINDS)


@cache
def code_version() -> str:
    """The same over the code alone, which is what can be compiled."""
    return _digest((".py",))


def _digest(kinds: tuple[str, ...]) -> str:
    digest = blake2b(digest_size=6)
    for name, data in sorted(_extraction_files(files("etl"), "", kinds)):
        digest.update(f"{name}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def _extraction_files(folder: Traversable, prefix: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file that extraction consists of; works from a zip as well as from a folder."""
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__pycache__")) or (not prefix and entry.name in _NOT_EXTRACTION):
            continue
        name = f"{prefix}{entry.name}"
        if entry.name.endswith(kinds):
            yield name, entry.read_bytes().replace(b"\r\n", b"\n")
        elif "." not in entry.name and entry.is_dir():
            yield from _extraction_files(entry, f"{name}/", kinds)


def __getattr__(name: str) -> str:
    if name == "EXTRACTOR_VERSION":
        return extractor_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
