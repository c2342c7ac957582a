"""From one article to its findings: the whole way, read from top to bottom."""

from __future__ import annotations

from dataclasses import replace

from etl.annotate.article import annotate
from etl.events import find_events
from etl.facts import find_facts
from etl.model import Article, Extraction


def extract(article: Article) -> Extraction:
    """Find the figures and cooperation events of one article, in reading order.

    Pure: the same article gives the same findings whatever the process, machine or order. The article comes back
    with its publication date where only the text states it.
    """
    document = annotate(article)
    facts, dropped = find_facts(document)
    events = find_events(document)
    return Extraction(replace(article, published=document.published), facts, events, dropped)
