"""Names for things, derived from their content alone: the same content has the same name everywhere."""

from __future__ import annotations

from hashlib import blake2b

from etl.model import Article


def text_hash(text: str) -> str:
    """32 hexadecimal digits of the article's text."""
    return _digest(text, size=16)


def content_key(article: Article) -> str:
    """32 hexadecimal digits of everything extraction can see, but neither id nor source: a renamed file keeps its key."""
    published = article.published.label if article.published else None
    return _digest(article.text, article.title, published, article.publisher, article.url, size=16)


def finding_id(text_hash: str, *parts: object) -> str:
    """16 hexadecimal digits that name a finding by its article's text and the parts that tell it from its neighbours.

    >>> finding_id("00", 3, 9, "level") == finding_id("00", "3", "9", "level")
    True
    """
    return _digest(text_hash, *(str(part) for part in parts), size=8)


def _digest(*parts: str | None, size: int) -> str:
    """Hash parts with their lengths, so that moving a border between two of them changes the result."""
    digest = blake2b(digest_size=size)
    for part in parts:
        data = b"" if part is None else part.encode("utf-8", "surrogatepass")  # a lone surrogate is still some text
        digest.update(f"{-1 if part is None else len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
