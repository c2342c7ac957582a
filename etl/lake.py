"""The lake: what was extracted, as Parquet parts that manifests name.

A part is a folder of four Parquet files, written whole under a temporary name and renamed into place; its name is a digest of
the content it holds and of the extractor's version, so writing the same part twice changes nothing. A commit is a manifest that
says which article comes from which part. What no manifest names does not exist, so a run killed at any moment leaves the last
commit as it was, and the parts it finished are found again by :meth:`Lake.known`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from etl.errors import EtlError
from etl.identity import text_hash
from etl.model import Article, Dropped, Event, Extraction, Fact, Period, Span
from etl.sketch import sketch

FORMAT = 1
"""Version of the lake's columns, part of every part's name. A column that is added needs no new one: older parts have null there."""

MAX_QUOTE = 2000
"""Longest quotation stored with a finding, in characters; a longer one is cut to a window around its figure."""

COPY_WORDS = 20
"""From so many words on, two texts with the same words in the same order are one article."""

_WORD = re.compile(r"\w+")

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


class LakeError(EtlError):
    """A problem of the lake that its message explains, with what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a commit: where it was seen and which content it had.

    Attributes:
        doc_id: The article's identity among the sources; a rename changes it, the content key stays.
        content_key: Digest of text and metadata (``etl.identity.content_key``).
        warnings: What was noticed while reading it ("not UTF-8, read as windows-1252").
        size, modified_ns: The file's, for noticing unchanged files without reading them; never part of the warehouse.
    """

    doc_id: str
    source: str
    content_key: str
    warnings: tuple[str, ...] = ()
    size: int | None = None
    modified_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that was seen and gave no article, and what to do about it."""

    source: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One whole state of the collection.

    Attributes:
        version: The extractor's version that every named part was made with.
        inventory: Entries by ``doc_id``.
        parts: Part of each content key.
        run: Facts about the run that made it (times, counts); never part of the warehouse's content.
    """

    number: int
    version: str
    inventory: Mapping[str, Entry]
    rejected: tuple[Rejected, ...]
    parts: Mapping[str, str]
    run: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Part:
    part_id: str
    version: str
    keys: tuple[str, ...]
    files: Mapping[str, str]


class Lake:
    """The parts and commits under one folder. One process writes at a time (``warehouse.home.exclusive``); any may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts = folder / "parts"
        self._commits = folder / "commits"
        self._pointer = folder / "current"
        self._sound: dict[str, _Part] | None = None
        self._held: tuple[str, dict[str, str]] | None = None

    def last_commit(self) -> Commit | None:
        """The commit the pointer names; None in an empty lake. Falls back to the newest readable manifest if the pointer is damaged."""
        for path in self._manifests():
            commit = _read_commit(path)
            if commit is not None:
                return commit
        return None

    def known(self, keys: Collection[str], version: str) -> set[str]:
        """Those of ``keys`` that a sound part of this extractor version already holds.

        The first question of every run, so it also brings the lake's column files up to this version of the program.
        """
        with _explained(self.folder):
            _ensure_empty_tables(self.folder / "empty")
        holder = self._holders(version)
        return {key for key in keys if key in holder}

    def damaged(self) -> list[str]:
        """Names of the parts whose files are missing or differ from what was written; their articles are no longer known."""
        if not self._parts.is_dir():
            return []
        sound = self._sound_parts()
        return sorted(path.name for path in self._parts.iterdir() if not path.name.startswith(".") and path.name not in sound)

    def write_part(self, extractions: Mapping[str, Extraction], version: str) -> str:
        """Store what the articles of these content keys yielded; gives the part's name. Writing it again changes nothing.

        Raises:
            LakeError: nothing to write, or no place to write it to.
        """
        if not extractions:
            raise LakeError("A part needs at least one article. This is a bug in the caller: skip empty partitions.")
        keys = tuple(sorted(extractions))
        part_id = _digest(f"{FORMAT}\n{version}\n" + "\n".join(keys))
        if part_id in self._sound_parts():
            return part_id
        with _explained(self.folder):
            part = self._write_part(part_id, version, {key: extractions[key] for key in keys})
        self._sound_parts()[part_id] = part
        self._held = None
        return part_id

    def _write_part(self, part_id: str, version: str, extractions: Mapping[str, Extraction]) -> _Part:
        draft = self._parts / f".draft-{os.getpid()}-{uuid4().hex[:8]}"
        try:
            draft.mkdir(parents=True)
            part = _Part(part_id, version, tuple(extractions), _write_tables(draft, list(extractions.items())))
            _write_durably(draft / "part.json", json.dumps(asdict(part)))
            _sync_folder(draft)
            final = self._parts / part_id
            if final.exists():
                shutil.rmtree(final)  # a damaged one
            draft.rename(final)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _sync_folder(self._parts)
        return part

    def commit(self, entries: Iterable[Entry], rejected: Iterable[Rejected], run: Mapping[str, Any], version: str) -> Commit:
        """Make these articles, and no others, the collection.

        Raises:
            LakeError: an entry's content was never extracted with this version, two entries share a ``doc_id``, or the disk is full.
        """
        inventory = _by_doc_id(entries)
        holder = self._holders(version)
        missing = sorted(entry.doc_id for entry in inventory.values() if entry.content_key not in holder)
        if missing:
            raise LakeError(f"{len(missing)} articles not extracted with version {version}, first {missing[0]}. Extract them first.")
        parts = {entry.content_key: holder[entry.content_key] for entry in inventory.values()}
        number = self._next_number()
        commit = Commit(number, version, inventory, tuple(sorted(rejected, key=lambda each: (each.source, each.reason))), parts, dict(run))
        with _explained(self.folder):
            self._commits.mkdir(parents=True, exist_ok=True)
            _ensure_empty_tables(self.folder / "empty")
            path = self._commits / f"{number:08d}.json"
            _write_exclusively(path, _commit_text(commit))
            _replace_durably(self._pointer, path.name)
        return commit

    def sweep(self, keep_commits: int = 10) -> list[str]:
        """Remove drafts, all but the newest commits, and the parts that no commit left names; gives the names of removed parts."""
        manifests = self._manifests()
        for path in manifests[keep_commits:]:
            path.unlink(missing_ok=True)
        kept = [commit for path in manifests[:keep_commits] if (commit := _read_commit(path)) is not None]
        named = {part for commit in kept for part in commit.parts.values()}
        removed = []
        for path in sorted(self._parts.iterdir()) if self._parts.is_dir() else []:
            if path.name not in named:
                shutil.rmtree(path, ignore_errors=True)
                removed.append(path.name)
        self._sound = self._held = None
        return removed

    def _manifests(self) -> list[Path]:
        """Manifests to believe, best first: the one pointed at, then older ones; newer ones were never made current."""
        if not self._commits.is_dir():
            return []
        paths = sorted(self._commits.glob("[0-9]*.json"), reverse=True)
        try:
            current = self._pointer.read_text().strip()
        except (OSError, UnicodeDecodeError):
            return paths
        return [path for path in paths if path.name <= current] if any(path.name == current for path in paths) else paths

    def _next_number(self) -> int:
        numbers = [int(path.stem) for path in self._commits.glob("[0-9]*.json")] if self._commits.is_dir() else []
        return max(numbers, default=0) + 1

    def _holders(self, version: str) -> dict[str, str]:
        """Part of each content key; where two hold it (a partition cut differently before a crash), the first by name."""
        if self._held is None or self._held[0] != version:
            holder: dict[str, str] = {}
            for part in sorted(self._sound_parts().values(), key=lambda each: each.part_id, reverse=True):
                if part.version == version:
                    holder.update(dict.fromkeys(part.keys, part.part_id))
            self._held = version, holder
        return self._held[1]

    def _sound_parts(self) -> dict[str, _Part]:
        if self._sound is None:
            paths = sorted(self._parts.iterdir()) if self._parts.is_dir() else []
            parts = (_read_part(path) for path in paths if not path.name.startswith("."))
            self._sound = {part.part_id: part for part in parts if part is not None}
        return self._sound


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say what a full disk or a read-only folder means for the user; what is committed stays committed."""
    try:
        yield
    except OSError as err:
        raise LakeError(
            f"{folder}: cannot write there ({err.strerror or err}). Free some space or choose another folder with --home."
        ) from err


def _ensure_empty_tables(folder: Path) -> None:
    """Keep files without rows beside the parts: they tell readers the columns even when there is no article."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, schema in SCHEMAS.items():
        path = folder / f"{table}.parquet"
        if not path.exists() or pq.read_schema(path) != schema:
            draft = path.with_name(f".{path.name}-{os.getpid()}")
            pq.write_table(schema.empty_table(), draft)
            draft.replace(path)


def _by_doc_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    inventory: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.doc_id, each.source)):
        if entry.doc_id in inventory:
            other = inventory[entry.doc_id]
            raise LakeError(f"Two articles are called {entry.doc_id!r}: {other.source} and {entry.source}. Give each its own id.")
        inventory[entry.doc_id] = entry
    return inventory


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _file_digest(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _read_part(folder: Path) -> _Part | None:
    """The part in ``folder``, or None when anything of it is missing or not as it was written."""
    try:
        raw = json.loads((folder / "part.json").read_text())
        part = _Part(raw["part_id"], raw["version"], tuple(raw["keys"]), raw["files"])
        sound = part.part_id == folder.name and all(_file_digest(folder / name) == digest for name, digest in part.files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return part if sound and len(part.files) == len(TABLES) else None


def _commit_text(commit: Commit) -> str:
    body = {
        "number": commit.number,
        "version": commit.version,
        "run": commit.run,
        "rejected": [asdict(each) for each in commit.rejected],
        "parts": commit.parts,
        "entries": [asdict(entry) for entry in commit.inventory.values()],
    }
    text = json.dumps(body, ensure_ascii=True, default=str)
    return f'{{"digest": "{_digest(text)}", "commit": {text}}}\n'


def _read_commit(path: Path) -> Commit | None:
    """The commit of one manifest, or None when the file is cut short or altered."""
    try:
        text = path.read_text()
        raw = json.loads(text)
        body = raw["commit"]
        if _digest(text[text.index('"commit": ') + len('"commit": ') : -2]) != raw["digest"]:
            return None
        entries = (Entry(**{**each, "warnings": tuple(each["warnings"])}) for each in body["entries"])
        rejected = tuple(Rejected(**each) for each in body["rejected"])
        return Commit(body["number"], body["version"], {each.doc_id: each for each in entries}, rejected, body["parts"], body["run"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_tables(folder: Path, extractions: Sequence[tuple[str, Extraction]]) -> dict[str, str]:
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for key, extraction in extractions:
        text = extraction.article.text
        rows["articles"].append(_article_row(key, extraction.article))
        rows["facts"].extend(_fact_row(key, text, fact) for fact in extraction.facts)
        rows["events"].extend(_event_row(key, text, event) for event in extraction.events)
        rows["dropped"].extend(_dropped_row(key, text, dropped) for dropped in extraction.dropped)
    digests = {}
    for table in TABLES:
        path = folder / f"{table}.parquet"
        with path.open("wb") as file:
            pq.write_table(pa.Table.from_pylist(rows[table], schema=SCHEMAS[table]), file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        digests[path.name] = _file_digest(path)
    return digests


def _period_row(name: str, period: Period | None) -> dict[str, Any]:
    if period is None:
        return dict.fromkeys((f"{name}_label", f"{name}_start", f"{name}_end", f"{name}_basis"))
    return {f"{name}_label": period.label, f"{name}_start": period.start, f"{name}_end": period.end, f"{name}_basis": str(period.basis)}


_SURROGATE = re.compile("[\ud800-\udfff]")


def _storable(text: str | None) -> str | None:
    """``text`` with surrogates, which UTF-8 cannot hold, as U+FFFD: one character for one, so that offsets stay."""
    return text if text is None or text.isascii() else _SURROGATE.sub("\ufffd", text)


def _article_row(key: str, article: Article) -> dict[str, Any]:
    return {
        "content_key": key,
        "text_hash": text_hash(article.text),
        "words_hash": _words_hash(article.text),
        "text": _storable(article.text),
        "title": _storable(article.title),
        "publisher": _storable(article.publisher),
        "url": _storable(article.url),
        "language": article.language,
        "chars": len(article.text),
        "sketch": sketch(article.text),
        **_period_row("published", article.published),
    }


def _words_hash(text: str) -> str:
    """Digest of the words alone: syndicated copies differ in spaces, quotes and dashes. Short texts must be equal in all."""
    words = _WORD.findall(text.lower())
    return _digest(" ".join(words)) if len(words) >= COPY_WORDS else text_hash(text)


def _fact_row(key: str, text: str, fact: Fact) -> dict[str, Any]:
    quote = _window(fact.quote, fact.value_span)
    alternative_value, alternative_unit = fact.alternative or (None, None)
    return {
        "content_key": key,
        "fact_id": fact.fact_id,
        "indicator": str(fact.indicator),
        "kind": str(fact.kind),
        "value": str(fact.value),
        "low": None if fact.low is None else str(fact.low),
        "high": None if fact.high is None else str(fact.high),
        "unit": _storable(fact.unit),
        "reporter": fact.reporter,
        "partner": fact.partner,
        "reporter_name": _storable(fact.reporter_name),
        "partner_name": _storable(fact.partner_name),
        "status": str(fact.status),
        "qualifier": None if fact.qualifier is None else str(fact.qualifier),
        "qualifier_text": _storable(fact.qualifier_text),
        "attribution": _storable(fact.attribution),
        "product": _storable(fact.product),
        "alternative_value": None if alternative_value is None else str(alternative_value),
        "alternative_unit": alternative_unit,
        "value_start": fact.value_span.start,
        "value_end": fact.value_span.end,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "value_text": _storable(fact.value_span.of(text)),
        "quote_text": _storable(quote.of(text)),
        "rule": fact.rule,
        "confidence": fact.confidence,
        "group_id": fact.group,
        **_period_row("period", fact.period),
    }


def _window(quote: Span, focus: Span) -> Span:
    """The quotation, cut around ``focus`` when it is too long: a page without a full stop must not be stored per figure."""
    if quote.end - quote.start <= MAX_QUOTE:
        return quote
    start = max(quote.start, min(focus.start, quote.end) - MAX_QUOTE // 2)
    return Span(start, max(start + 1, min(quote.end, start + MAX_QUOTE)))


def _event_row(key: str, text: str, event: Event) -> dict[str, Any]:
    return {
        "content_key": key,
        "event_id": event.event_id,
        "act": str(event.act),
        "areas": [
            {"area": str(each.area), "start": each.span and each.span.start, "end": each.span and each.span.end} for each in event.areas
        ],
        "participants": [{"name": _storable(each.name), "iso3": each.iso3, "role": str(each.role)} for each in event.participants],
        "status": str(event.status),
        "polarity": str(event.polarity),
        "instrument": _storable(event.instrument),
        "serial": event.serial,
        "headline_only": event.headline_only,
        "officials": [_storable(name) for name in event.officials],
        "mentions": [_mention_row(text, span) for span in event.mentions],
        "rule": event.rule,
        "confidence": event.confidence,
        **_period_row("date", event.date),
    }


def _mention_row(text: str, span: Span) -> dict[str, Any]:
    window = _window(span, span)
    return {"start": window.start, "end": window.end, "text": _storable(window.of(text))}


def _dropped_row(key: str, text: str, dropped: Dropped) -> dict[str, Any]:
    words = _storable(dropped.span.of(text)[:MAX_QUOTE])
    return {"content_key": key, "start": dropped.span.start, "end": dropped.span.end, "text": words, "reason": dropped.reason}


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _write_exclusively(path: Path, text: str) -> None:
    """Create ``path`` whole or not at all; a link refuses to replace what another writer created meanwhile."""
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    _write_durably(draft, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise LakeError(f"{path} was written by another run meanwhile. Run 'entente etl' again.") from None
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def _replace_durably(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    _write_durably(draft, text)
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
