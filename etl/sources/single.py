"""One article from one file: text, Markdown, HTML, PDF, e-mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.model import Article
from etl.sources.blob import Blob
from etl.sources.build import LONGEST_ARTICLE, build_article
from etl.sources.decode import Decoded, decode
from etl.sources.frontmatter import split_front_matter
from etl.sources.problem import Problem

_LARGEST_TEXT = 4 * LONGEST_ARTICLE  # bytes; UTF-8 takes at most four a character
_LARGEST_FILE = 100_000_000  # bytes of a PDF or a message, which hold pictures and attachments, too
_HEAD = 4_096  # bytes of a page that may say how it is encoded
_CHARSET = re.compile(rb"""<(?:meta\b[^>]*\bcharset|\?xml\b[^>]*\bencoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)


def read_text(blob: Blob) -> Iterator[Article | Problem]:
    """The file's text as it stands."""
    decoded = _decoded(blob)
    if isinstance(decoded, Problem):
        yield decoded
        return
    yield build_article(blob.doc_id, decoded.text, blob.source, blob.metadata, warnings=_assumed(decoded))


def read_markdown(blob: Blob) -> Iterator[Article | Problem]:
    """The file's text behind its front matter, which says what is not known of it elsewhere."""
    decoded = _decoded(blob)
    if isinstance(decoded, Problem):
        yield decoded
        return
    front = split_front_matter(decoded.text)
    warnings = _assumed(decoded) + front.warnings
    yield build_article(blob.doc_id, front.text, blob.source, blob.metadata.over(front.metadata), warnings=warnings)


def read_html(blob: Blob) -> Iterator[Article | Problem]:
    """The page's article; what is not known of it elsewhere, the page's head may say."""
    from etl.sources.page import page_metadata, read_article_page  # only here: most files are text

    decoded = _decoded(blob, declared=declared_charset)
    if isinstance(decoded, Problem):
        yield decoded
        return
    page = read_article_page(decoded.text)
    yield build_article(blob.doc_id, page.text, blob.source, blob.metadata.over(page_metadata(page)), warnings=_assumed(decoded))


def read_pdf_file(blob: Blob) -> Iterator[Article | Problem]:
    """The text of the file's pages. Its title and date are mostly those of a template, so they are not taken."""
    from etl.sources.pdf import read_pdf

    data = blob.read(_LARGEST_FILE)
    text = data if isinstance(data, Problem) else read_pdf(data, blob.source)
    yield text if isinstance(text, Problem) else build_article(blob.doc_id, text, blob.source, blob.metadata)


def read_mail_file(blob: Blob) -> Iterator[Article | Problem]:
    """The message's text, with subject, sender and date as what is not known of it elsewhere."""
    from etl.sources.mail import read_mail

    data = blob.read(_LARGEST_FILE)
    mail = data if isinstance(data, Problem) else read_mail(data, blob.source)
    if isinstance(mail, Problem):
        yield mail
        return
    text, metadata, warnings = mail
    yield build_article(blob.doc_id, text, blob.source, blob.metadata.over(metadata), warnings=warnings)


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page's head names.

    >>> declared_charset(b'<html><head><meta charset="windows-1251">')
    'windows-1251'
    """
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None


def _decoded(blob: Blob, declared: Callable[[bytes], str | None] = lambda _: None) -> Decoded | Problem:
    data = blob.read(_LARGEST_TEXT)
    if isinstance(data, Problem):
        return data
    return decode(data, declared(data)) or Problem(blob.source, "a binary file, not text", "Save the article as text or HTML.")


def _assumed(decoded: Decoded) -> tuple[str, ...]:
    """What a reader should know of how the text was decoded."""
    return (f"not UTF-8: read as {decoded.assumed}",) if decoded.assumed else ()
