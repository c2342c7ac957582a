"""The text of a saved web page: its headings and paragraphs, without scripts, menus and forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button", "select", "iframe"})
_BLOCKS = frozenset({"p", "div", "section", "article", "main", "header", "figure", "figcaption", "blockquote", "pre", "title"}) | {
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dt", "dd", "tr", "table", "br", "hr")
}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_FIELDS = {
    "og:title": "title",
    "og:site_name": "publisher",
    "article:published_time": "published",
    "date": "published",
    "og:url": "url",
}
_SECOND_BEST = {
    **dict.fromkeys(("datepublished", "dc.date", "dc.date.issued", "dcterms.issued", "pubdate", "publishdate"), "published"),
    **dict.fromkeys(("dc.publisher", "application-name"), "publisher"),
    "dc.title": "title",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, one block a paragraph, and what its head says about it, as written there."""

    text: str
    fields: dict[str, str]


def read_page(markup: str) -> Page:
    """The page's text and metadata; markup that is not closed does not hide the rest of the page."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return Page(reader.text(), reader.fields)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {}
        self._blocks: list[list[str]] = [[]]
        self._hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "meta":
            self._meta(dict(attrs))
        elif tag == "title":
            self._in_title = True
        if tag in _BLOCKS:
            self._blocks.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:  # closes what was left open inside it, too
            del self._hidden[self._hidden.index(tag) :]
        if tag == "title":
            self._in_title = False
        if tag in ("body", "html", "main", "article"):
            self._hidden.clear()
        if tag in _BLOCKS:
            self._blocks.append([])

    def handle_data(self, data: str) -> None:
        if self._in_title and not self._hidden:
            self.fields.setdefault("title", _SPACES.sub(" ", data).strip())
        elif not self._hidden:
            self._blocks[-1].append(data)

    def text(self) -> str:
        """The blocks that hold any words, with an empty line between them."""
        lines = (_SPACES.sub(" ", "".join(block)).strip() for block in self._blocks)
        return "\n\n".join(line for line in lines if line)

    def _meta(self, attributes: dict[str, str | None]) -> None:
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = (attributes.get("content") or "").strip()
        if name in _FIELDS and content:
            self.fields[_FIELDS[name]] = content
        elif name in _SECOND_BEST and content:
            self.fields.setdefault(_SECOND_BEST[name], content)
