"""The text of PDF files, by pypdfium2 where it is installed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.sources.extras import missing
from etl.sources.problem import Problem

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

MOST_PAGES = 500
"""Pages of one article; more is a book or an archive."""

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SPLIT_WORD = re.compile(r"(?<=\w)[\ufffe\xad][ \t]*\r?\n?[ \t]*(?=\w)")  # the library's sign for a hyphen at the end of a line
_LINE_END = re.compile(r"[ \t]*\r?\n")
_FULL_LINE = 0.7  # of the page's longest line; a shorter one ends its paragraph
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def read_pdf(data: bytes, source: str) -> str | Problem:
    """The text of all pages, with lines joined to paragraphs; a problem without the library, a password's key or any text."""
    try:
        import pypdfium2
    except ImportError:
        return missing(source, "PDF files", "ingest")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as err:
        if getattr(err, "err_code", None) == _PASSWORD:
            return Problem(source, "protected by a password", "Save a copy without the password.")
        return Problem(source, "not a whole PDF file", "Download it again, or save the article as text.")
    with document:
        if len(document) > MOST_PAGES:
            return Problem(source, f"too long for one article ({len(document):,} pages)", "Split it into one file per article.")
        try:
            pages = [_page_text(document, number) for number in range(len(document))]
        except pypdfium2.PdfiumError:
            return Problem(source, "a PDF with a damaged page", "Download it again, or save the article as text.")
    text = "\n\n".join(page for page in pages if page)
    return text or Problem(
        source, "no text in it, probably pictures of pages", "Run text recognition over it, or save the article as text."
    )


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            return join_lines(words.get_text_bounded())
        finally:
            words.close()
    finally:
        page.close()


def join_lines(text: str) -> str:
    """Paragraphs out of the lines of a page: words split at a line's end are joined, a short line ends a paragraph.

    >>> join_lines("Trade between the two co\\ufffe\\r\\nuntries was up on Monday,\\r\\nhe said.\\r\\nThe ministers met again.")
    'Trade between the two countries was up on Monday, he said.\\n\\nThe ministers met again.'
    """
    lines = [_CONTROLS.sub("", line).strip() for line in _LINE_END.split(_SPLIT_WORD.sub("", text))]
    longest = max(map(len, lines), default=0)
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        paragraphs[-1].append(line)
        if not line or (len(line) < _FULL_LINE * longest and line[-1] in ".!?:\"'”’)"):
            paragraphs.append([])
    joined = (" ".join(filter(None, paragraph)) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in joined if paragraph)
