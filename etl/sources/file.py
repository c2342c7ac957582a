"""One article from one file of text or HTML."""

from __future__ import annotations

from pathlib import Path

from etl.model import Article
from etl.sources.build import LONGEST_ARTICLE, Metadata, build_article, parse_published, too_large
from etl.sources.decode import decode
from etl.sources.html import read_page
from etl.sources.problem import Problem

TEXT = frozenset({".txt", ".md", ".text", ""})
HTML = frozenset({".html", ".htm", ".xhtml"})
_LARGEST_FILE = 4 * LONGEST_ARTICLE  # bytes; UTF-8 takes at most four a character


def read_file(path: Path, *, doc_id: str, source: str, metadata: Metadata) -> Article | Problem:
    """The article in a file; what the metadata given does not say, an HTML page's head may."""
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            return too_large(source, f"{size / 1e6:,.0f} MB")
        data = path.read_bytes()
    except OSError as err:
        return Problem(source, f"cannot be read ({err.strerror})", "Check that it exists and that you may read it.")
    decoded = decode(data)
    if decoded is None:
        return Problem(source, "a binary file, not text", "Save the article as text or HTML.")
    warnings = (f"not UTF-8: read as {decoded.assumed}",) if decoded.assumed else ()
    text = decoded.text
    if path.suffix.lower() in HTML:
        page = read_page(text)
        text, metadata = page.text, metadata.over(_from_page(page.fields))
    return build_article(doc_id, text, source, metadata, warnings=warnings)


def _from_page(fields: dict[str, str]) -> Metadata:
    published = fields.get("published")
    return Metadata(
        title=fields.get("title"),
        publisher=fields.get("publisher"),
        url=fields.get("url"),
        published=parse_published(published) if published else None,
    )
