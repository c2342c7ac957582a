"""RSS, RDF and Atom feeds: the articles they announce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

from etl.sources.build import Metadata, parse_published

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HEAD = 2_000  # bytes in which a feed's first element stands
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a feed announces.

    Attributes:
        url: Where it lies; absolute.
        metadata: What the feed says of it.
    """

    url: str
    metadata: Metadata


def is_feed(data: bytes) -> bool:
    """Whether an answer looks like a feed, whatever media type its server states."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<html" not in head.lower() and bool(_FEED.search(head))


def read_feed(data: bytes, base: str) -> list[Item] | None:
    """The articles of a feed in its order, each address once; None if it cannot be read as XML.

    Args:
        data: The feed.
        base: Its own address, which the others may be relative to.
    """
    if b"<!ENTITY" in data:  # a feed needs none, and some are traps
        return None
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):  # LookupError: an encoding that does not exist
        return None
    publisher = _publisher(root)
    items: dict[str, Item] = {}
    for element in root.iter():
        if _tag(element) in ("item", "entry") and (item := _item(element, base, publisher)):
            items.setdefault(item.url, item)
    return list(items.values())


def _publisher(root: ElementTree.Element) -> str | None:
    """The title of the feed itself."""
    for holder in (root, *root):
        if _tag(holder) in ("feed", "channel"):
            return _text(holder, "title")
    return None


def _item(element: ElementTree.Element, base: str, publisher: str | None) -> Item | None:
    link = next(_links(element), None)
    if not link:
        return None
    source = next((child for child in element if _tag(child) == "source"), None)
    named = source is not None and (_text(source, "title") or _clean(source.text))
    dates = (_day(_text(element, name)) for name in ("published", "pubdate", "date", "issued", "updated"))
    published = next((day for day in dates if day), None)
    metadata = Metadata(
        title=_text(element, "title"),
        publisher=named or publisher,
        published=parse_published(published) if published else None,
    )
    return Item(urljoin(base, link), metadata)


def _links(element: ElementTree.Element) -> Iterator[str]:
    """Addresses of an item's article, likeliest first."""
    for child in element:
        if _tag(child) == "link" and child.get("rel", "alternate") == "alternate":
            yield from filter(None, ((child.get("href") or child.text or "").strip(),))
    for child in element:
        if _tag(child) == "guid" and child.get("isPermaLink", "true") == "true" and (child.text or "").strip().startswith("http"):
            yield (child.text or "").strip()


def _text(element: ElementTree.Element, name: str) -> str | None:
    """The words of an element's child."""
    child = next((child for child in element if _tag(child) == name), None)
    return None if child is None else _clean("".join(child.itertext()))


def _clean(text: str | None) -> str | None:
    from html import unescape

    return _BLANK.sub(" ", unescape(text or "")).strip() or None  # titles are often escaped twice


def _tag(element: ElementTree.Element) -> str:
    """An element's name without its namespace, in small letters."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _day(value: str | None) -> str | None:
    """A date as YYYY-MM-DD, from how mail and RSS or how Atom write it."""
    if not value:
        return None
    if parse_published(value):
        return value
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
