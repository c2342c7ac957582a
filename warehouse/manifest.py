"""What the lake's last commit names, read from its manifest; the files' format is the agreement between the two halves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from warehouse.errors import DamagedLake

_MARK = '"commit": '
_HEAD = 1 << 16
_RUN = re.compile(r'"commit": \{"number": (?P<number>\d+), "version": (?P<version>"[^"]*"), "run": ')


@dataclass(frozen=True, slots=True)
class Manifest:
    """One commit of the lake.

    Attributes:
        inventory: Parquet file with a row per article: doc_id, source, content_key, part, warnings.
        content: Digest of all of the commit that the warehouse's content depends on: neither times nor which part holds what.
    """

    number: int
    version: str
    inventory: Path
    rejected: Sequence[Mapping[str, str]]
    content: str
    run: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One run that made a commit; ``facts`` is all that it recorded of itself."""

    number: int
    version: str
    facts: Mapping[str, Any]


def last_manifest(lake: Path) -> Manifest:
    """The commit that counts: the one pointed at, else the newest whole one before it.

    Raises:
        DamagedLake: the lake is empty or no manifest in it can be read.
    """
    for path in _candidates(lake):
        manifest = _read(path)
        if manifest is not None:
            return manifest
    raise DamagedLake(f"{lake}: no commit to build from. Run 'entente etl'.")


def past_runs(lake: Path, upto: int) -> list[Run]:
    """The runs that made the commits up to number ``upto``, oldest first; only the beginnings of the manifests are read."""
    runs = (_read_run(path) for path in sorted((lake / "commits").glob("[0-9]*.json")))
    return [run for run in runs if run is not None and run.number <= upto]


def _read_run(path: Path) -> Run | None:
    try:
        with path.open(encoding="utf-8") as file:
            head = file.read(_HEAD)
        found = _RUN.search(head)
        if found is None:
            return None
        facts, _ = json.JSONDecoder().raw_decode(head, found.end())
        return Run(int(found["number"]), str(json.loads(found["version"])), facts)
    except (OSError, ValueError):
        return None


def _candidates(lake: Path) -> list[Path]:
    paths = sorted((lake / "commits").glob("[0-9]*.json"), reverse=True)
    try:
        current = (lake / "current").read_text().strip()
    except (OSError, UnicodeDecodeError):
        return paths
    return [path for path in paths if path.name <= current] if any(path.name == current for path in paths) else paths


def _read(path: Path) -> Manifest | None:
    """The manifest, None when it or its inventory is missing, cut short or altered: an inventory is named by its digest."""
    try:
        text = path.read_text()
        raw = json.loads(text)
        body = raw["commit"]
        inventory = path.parents[1] / "inventories" / body["inventory"]
        sound = _digest(text[text.index(_MARK) + len(_MARK) : -2].encode()) == raw["digest"]
        sound = sound and f"{_digest(inventory.read_bytes())}.parquet" == inventory.name
        manifest = Manifest(body["number"], body["version"], inventory, body["rejected"], body["content"], body["run"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if sound else None


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
