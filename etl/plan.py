"""What a run would do and why, article by article, without doing it: `entente etl --dry-run`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from etl.errors import EtlError
from etl.identity import content_key, text_hash
from etl.inputs import dated, input_key
from etl.lake import Commit, Lake
from etl.model import Article
from etl.sources import Problem, read_source, tell_apart
from etl.version import extractor_version
from warehouse import publish
from warehouse.home import Layout


class Action(StrEnum):
    """What would happen to an article."""

    NEW = "new"
    CHANGED = "changed"
    RENAMED = "renamed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Step:
    """One article or rejected source.

    Attributes:
        doc_id: The article's id; empty where a source gave no article.
        extract: Whether its text would be read by the extractor.
        reason: Why, in plain words.
    """

    action: Action
    doc_id: str
    source: str
    extract: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A run that has not happened.

    Attributes:
        steps: In the order of the source, what is removed last.
        build: Whether a new warehouse would be built.
        why: Why it would; empty if not.
    """

    steps: tuple[Step, ...]
    build: bool
    why: str = ""


def plan(source: str, home: Path, *, full: bool = False) -> Plan:
    """What ``update`` would do now with the same arguments; nothing is written.

    Raises:
        EtlError: The source is not there.
    """
    lake_folder = Layout(home).lake
    lake = Lake(lake_folder)
    before = lake.last_commit()
    version = extractor_version()
    old = _Old(before, lake_folder)
    steps: list[Step] = []
    articles: dict[str, str] = {}
    for item in tell_apart(read_source(source)):
        if isinstance(item, Problem):
            steps.append(Step(Action.REJECTED, "", item.source, False, f"{item.reason}. {item.remedy}"))
        else:
            steps.append(_step(item, old, lake, version, full=full))
            articles[item.doc_id] = content_key(item)
    if not articles:
        raise EtlError(f"{source}: no article that can be read, so nothing would be changed. Put articles there.")
    renamed = {doc_id for step in steps if step.action is Action.RENAMED for doc_id in old.named(articles[step.doc_id])}
    steps += _removed(old, articles, renamed)
    changed = any(step.extract or step.action not in (Action.UNCHANGED, Action.REJECTED) for step in steps)
    why = ""
    if full:
        why = "--full"
    elif changed or before is None or before.version != version:
        why = "articles or the extractor have changed"
    elif not publish.is_current(lake_folder, home):
        why = "corrections, official statistics or the program have changed"
    return Plan(tuple(steps), bool(why), why)


class _Old:
    """The last commit, with the old content of articles that changed."""

    def __init__(self, commit: Commit | None, lake: Path) -> None:
        self.commit = commit
        self._parts = lake / "parts"
        self._by_key: dict[str, list[str]] = {}
        for doc_id, entry in commit.inventory.items() if commit else ():
            self._by_key.setdefault(entry.content_key, []).append(doc_id)

    @property
    def version(self) -> str | None:
        """The extractor that it was made with."""
        return self.commit.version if self.commit else None

    def key(self, doc_id: str) -> str | None:
        """Content key that the article had."""
        entry = self.commit.inventory.get(doc_id) if self.commit else None
        return entry.content_key if entry else None

    def named(self, key: str) -> list[str]:
        """What articles of this content were called."""
        return self._by_key.get(key, [])

    def row(self, key: str) -> Mapping[str, str | None] | None:
        """The article as the lake holds it; None if it cannot be read."""
        import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        part = self.commit.parts.get(key) if self.commit else None
        columns = ["text_hash", "title", "publisher", "url", "published_label", "published_basis"]
        try:
            file = self._parts / str(part) / "articles.parquet"
            columns += [name for name in pq.read_schema(file).names if name == "input_key"]  # parts of older versions lack it
            rows = pq.read_table(file, columns=columns, filters=[("content_key", "==", key)])
        except (OSError, pa.ArrowException):
            return None
        found: list[dict[str, str | None]] = rows.to_pylist()
        return found[0] if found else None


def _step(article: Article, old: _Old, lake: Lake, version: str, *, full: bool) -> Step:
    key = content_key(article)
    known = lake.folder.exists() and bool(lake.known([key], version))  # a lake that is asked is made, if it is not there
    before = old.key(article.doc_id)
    taken = False
    if before == key:
        action, reason = Action.UNCHANGED, "the same text and metadata"
    elif before is not None:
        row = old.row(before)
        action, reason = Action.CHANGED, _difference(article, row)
        taken = old.version == version and row is not None and row.get("input_key") == input_key(dated(article))
    elif names := old.named(key):
        action, reason = Action.RENAMED, f"the text and metadata of {names[0]}"
    else:
        action, reason = Action.NEW, "not seen before"
    if full:
        return Step(action, article.doc_id, article.source, True, f"{reason}; --full extracts every article again")
    if taken:
        return Step(action, article.doc_id, article.source, False, f"{reason}; which changes no finding")
    if known:
        return Step(action, article.doc_id, article.source, False, f"{reason}; its findings are in the lake")
    again = before == key or action is Action.RENAMED
    why = _why_again(old, version) if again else "to be extracted"
    return Step(action, article.doc_id, article.source, True, f"{reason}; {why}")


def _why_again(old: _Old, version: str) -> str:
    """Why an article that the lake knows is not in it as it would have to be."""
    if old.version not in (None, version):
        return "extracted again, because the extractor has changed since"
    return "extracted again, because its part of the lake is missing or damaged"


def _difference(article: Article, row: Mapping[str, str | None] | None) -> str:
    """What differs between an article and what the lake holds of it."""
    if row is None:
        return "another text or other metadata"
    old_published = row["published_label"] if row["published_basis"] == "metadata" else None
    pairs = (
        ("title", row["title"], article.title),
        ("publisher", row["publisher"], article.publisher),
        ("published", old_published, article.published.label if article.published else None),
        ("url", row["url"], article.url),
    )
    said = ["another text"] if row["text_hash"] != text_hash(article.text) else []
    said += [f"{name}: {before or 'none'} → {now or 'none'}" for name, before, now in pairs if before != now]
    return ", ".join(said) or "other metadata"


def _removed(old: _Old, articles: Mapping[str, str], renamed: set[str]) -> Iterator[Step]:
    """What the last commit holds and the source does not; a renamed article is told once, under its new name."""
    for doc_id, entry in old.commit.inventory.items() if old.commit else ():
        if doc_id not in articles and doc_id not in renamed:
            yield Step(Action.REMOVED, doc_id, entry.source, False, "no longer in the source; its findings are withdrawn")
