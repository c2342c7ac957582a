"""Annotates one article: everything that stands in its text, found once."""

from __future__ import annotations

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
    text = blank_boilerplate(article.text)
    published = find_publication_date(article, text)
    sentences = split_sentences(text)
    countries = find_countries(text)
    dateline = find_dateline(text, countries)
    home = find_home(article, text, dateline)
    return Document(
        article=article,
        text=text,
        published=published,
        sentences=sentences,
        quantities=find_quantities(
            text, home_dollar(text, dateline, home), home=dateline.iso3 if dateline else home.iso3 if home else None
        ),
        countries=countries,
        people=find_people(
            text,
            sentences,
            countries,
            home=home.iso3 if home else None,
            official=home is not None and home.official,
            year=published.start.year if published else None,
        ),
        dates=find_dates(text, sentences, published),
        dateline=dateline,
        home=home.iso3 if home else None,
    )
