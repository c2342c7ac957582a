"""The article of a web page: by trafilatura where it is installed, else all headings and paragraphs of the page."""

from __future__ import annotations

import logging

from etl.sources.build import Metadata, parse_published
from etl.sources.html import Page, read_page

_FUTURE = "2200-01-01"
# Newest date the library may believe: by default it asks the clock, and the same page would give another date another day.
_LEAST_CHARACTERS = 500
# Of a shorter article the library cannot tell menus from paragraphs, or it has taken a teaser or a comment for the article.


def read_article_page(markup: str) -> Page:
    """Text and metadata of the page's article."""
    page = read_page(markup)
    article = _by_trafilatura(markup)
    if article is None or len(article.text) < _LEAST_CHARACTERS:
        return page
    own = {name: value for name, value in page.fields.items() if name != "published" or parse_published(value)}
    return Page(article.text, {**article.fields, **own})


def page_metadata(page: Page) -> Metadata:
    """What a page's head says."""
    published = page.fields.get("published")
    return Metadata(
        title=page.fields.get("title"),
        publisher=page.fields.get("publisher"),
        url=page.fields.get("url"),
        published=parse_published(published) if published else None,
    )


def _by_trafilatura(markup: str) -> Page | None:
    """What the library takes for the article; None without the library or where it finds none."""
    try:
        import trafilatura
    except ImportError:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without an article is no error of ours
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            markup,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
            favor_precision=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _FUTURE},
        )
    except Exception:  # the library's bug must not lose the article: the plain reader takes the page
        return None
    if found is None or isinstance(found, dict) or not found.text:
        return None
    fields = {"title": found.title, "publisher": found.sitename, "published": found.date, "url": found.url}
    return Page("\n\n".join(filter(None, found.text.split("\n"))), {name: value for name, value in fields.items() if value})
