"""The Atom feed: the newest generation, and what changed in it, each with the link to its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree import ElementTree as Xml

import pandas as pd

from dashboard.tables import records_of
from dashboard.wording import count, say

MOST = 100
_PAGES: Mapping[str, tuple[str, str]] = {"article": ("articles", "doc"), "event": ("evidence", "event")}  # else a figure


def atom(ask: Callable[..., pd.DataFrame], base: str) -> bytes:
    """The feed as XML.

    Args:
        ask: Answers a named query of one generation.
        base: Address of the dashboard, without a slash at its end.
    """
    about = records_of(ask("about_generation"))[0]
    built, generation = pd.Timestamp(about["built_at"]).strftime("%Y-%m-%dT%H:%M:%SZ"), str(about["generation"])
    feed = Xml.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _fill(feed, say("feed.title"), f"urn:entente:{base}", built, f"{base}/")
    Xml.SubElement(feed, "link", rel="self", href=f"{base}/feed.xml")
    Xml.SubElement(Xml.SubElement(feed, "author"), "name").text = say("product")
    whole = say(
        "feed.generation",
        generation=generation,
        articles=count(about["articles"], say("noun.article"), say("noun.articles")),
        figures=count(about["observations"], say("noun.figure"), say("noun.figures")),
        events=count(about["counted_events"], say("noun.event"), say("noun.events")),
    )
    _fill(Xml.SubElement(feed, "entry"), whole, f"urn:entente:{generation}", built, f"{base}/data")
    for row in records_of(ask("changes_of_generation", most=MOST)):
        page, key = _PAGES.get(str(row["what"]), ("evidence", "fact"))
        link = f"{base}/data" if row["change"] == "withdrawn" else f"{base}/{page}?{key}={row['id']}"
        title = f"{say('change.' + str(row['change']))}: {row['label']}"
        _fill(Xml.SubElement(feed, "entry"), title, f"urn:entente:{generation}:{row['change']}:{row['id']}", built, link)
    Xml.indent(feed)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _fill(element: Xml.Element, title: str, name: str, updated: str, link: str) -> None:
    """What every feed and every entry must have."""
    for tag, text in (("title", title), ("id", name), ("updated", updated)):
        Xml.SubElement(element, tag).text = "".join(sign for sign in text if sign.isprintable())
    Xml.SubElement(element, "link", href=link)
