"""What extraction can see of an article beside its text: articles that agree in it have the same findings, so that one is read for all."""

from __future__ import annotations

from dataclasses import replace

from etl.annotate.countries import find_countries
from etl.clean import blank_boilerplate
from etl.dateline import publisher_home
from etl.facts.requirements import TRADE_WORDS
from etl.identity import text_hash
from etl.model import Article
from etl.published import find_publication_date


def dated(article: Article) -> Article:
    """The article with its publication date where only its text or address states it; what its findings are extracted with."""
    published = article.published or find_publication_date(article, blank_boilerplate(article.text))
    return article if published is article.published else replace(article, published=published)


def input_key(article: Article) -> str:
    """32 hexadecimal digits of all that extraction makes of a :func:`dated` article: text, date, publisher's country, title.

    How the date is known changes no finding, nor does a publisher or an address that nobody knows. A title tells something if it names
    a country or trade. A test keeps the list of modules that read metadata; who adds one adds here what it reads.
    """
    day = article.published and (article.published.label, str(article.published.start), str(article.published.end))
    home = publisher_home(article)
    title = (article.title or "").encode("utf-8", "replace").decode("utf-8")  # half characters, which no automaton takes, tell nothing
    seen = (text_hash(article.text), day, home and (home.iso3, str(home.source)), title if _tells(title) else "")
    return text_hash(repr(seen))


def _tells(title: str) -> bool:
    lowered = title.lower()
    return any(word in lowered for word in TRADE_WORDS) or bool(find_countries(title))
