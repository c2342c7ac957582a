"""From one article to its findings: the whole way, read from top to bottom."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from etl.model import Article, Extraction


def extract(article: Article) -> Extraction:
    """Find the figures and cooperation events of one article, in reading order.

    Pure: the same article gives the same findings whatever the process, machine or order. The article comes back
    with its publication date where only the text states it.
    """
    from etl.annotate.article import annotate

    document = annotate(article)
    facts, dropped, events = (), (), ()
    if find_spec("etl.facts") and find_spec("etl.facts").origin:
        from etl.facts import find_facts

        facts, dropped = find_facts(document)
    if find_spec("etl.events") and find_spec("etl.events").origin:
        from etl.events import find_events

        events = find_events(document)
    return Extraction(replace(article, published=document.published), facts, events, dropped)
