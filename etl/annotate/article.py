"""Annotates one article: everything that stands in its text, found once."""

from __future__ import annotations

from etl.annotate.countries import find_countries
from etl.annotate.people import find_people
from etl.clean import blank_boilerplate
from etl.document import DateMention, Document, Sentence
from etl.model import Article, Period, Quantity
from etl.published import find_publication_date
from etl.sentences import split_sentences


def annotate(article: Article) -> Document:
    """The article's text without boilerplate, and its sentences, countries, people, dates and quantities."""
    text = blank_boilerplate(article.text)
    published = find_publication_date(article, text)
    sentences = split_sentences(text)
    countries = find_countries(text)
    return Document(
        article=article,
        text=text,
        published=published,
        sentences=sentences,
        quantities=_quantities(text),
        countries=countries,
        people=find_people(text, sentences, countries),
        dates=_dates(text, sentences, published),
    )


def _quantities(text: str) -> tuple[Quantity, ...]:
    try:
        from etl.annotate.quantities import find_quantities
    except ImportError:
        return ()
    return find_quantities(text)


def _dates(text: str, sentences: tuple[Sentence, ...], published: Period | None) -> tuple[DateMention, ...]:
    try:
        from etl.annotate.dates import find_dates
    except ImportError:
        return ()
    return find_dates(text, sentences, published)
