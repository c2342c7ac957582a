"""From one article to its findings: the whole way, read from top to bottom."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.annotate.article import annotate
from etl.events import find_events
from etl.facts import find_facts
from etl.model import Article, Extraction

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which broken JSON can hold and no encoding can: searched as U+FFFD, one for one, so that offsets stay."""


def extract(article: Article) -> Extraction:
    """Find the figures and cooperation events of one article, in reading order.

    Pure: the same article gives the same findings whatever the process, machine or order. The article comes back
    with its publication date where only the text states it.
    """
    text = article.text
    document = annotate(article if text.isascii() else replace(article, text=_HALF_CHARACTERS.sub("\ufffd", text)))
    facts, dropped = find_facts(document)
    events = find_events(document)
    return Extraction(replace(article, published=document.published), facts, events, dropped)
