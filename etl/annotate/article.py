"""Annotates articles: everything that stands in a text, found once."""

from __future__ import annotations

from collections.abc import Sequence

from etl.annotate.countries import find_countries
from etl.annotate.dates import find_dates
from etl.annotate.people import find_people
from etl.annotate.quantities import find_quantities
from etl.clean import blank_boilerplate
from etl.dateline import find_dateline, find_home, home_dollar
from etl.document import Document
from etl.model import Article
from etl.published import find_publication_date
from etl.sentences import split_sentences


def annotate(article: Article) -> Document:
    """The article's text without boilerplate, and its sentences, countries, people, dates and quantities."""
    return annotate_all((article,))[0]


def annotate_all(articles: Sequence[Article]) -> list[Document]:
    """The same of several articles, each step over all of them before the next.

    Because a step's code, words and automata then stay in the processor's cache: of short articles a third less time than one by one.
    """
    texts = [blank_boilerplate(article.text) for article in articles]
    dates = [find_publication_date(article, text) for article, text in zip(articles, texts, strict=True)]
    sentences = [split_sentences(text) for text in texts]
    countries = [find_countries(text) for text in texts]
    datelines = [find_dateline(text, named) for text, named in zip(texts, countries, strict=True)]
    homes = [find_home(*of) for of in zip(articles, texts, datelines, strict=True)]
    quantities = [
        find_quantities(text, home_dollar(text, line, home), home=line.iso3 if line else home.iso3 if home else None)
        for text, line, home in zip(texts, datelines, homes, strict=True)
    ]
    people = [
        find_people(
            text,
            split,
            named,
            home=home.iso3 if home else None,
            official=home is not None and home.official,
            year=published.start.year if published else None,
        )
        for text, split, named, home, published in zip(texts, sentences, countries, homes, dates, strict=True)
    ]
    spoken = [find_dates(*of) for of in zip(texts, sentences, dates, strict=True)]
    codes = [home.iso3 if home else None for home in homes]
    return list(map(Document, articles, texts, dates, sentences, quantities, countries, people, spoken, datelines, codes))
