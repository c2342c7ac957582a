"""The annotated article: everything points into the text as it was given."""

from hypothesis import given
from hypothesis import strategies as st

from etl.annotate.article import annotate
from etl.model import Article

TEXT = """The Jerusalem Post

Israel and Peru sign a port deal

You have read 3 articles this month.

Economy Minister Dan Levi and his Peruvian counterpart, Ana Ruiz, signed the $2.3b. deal in South\u00a0Korea on May 3, 2017.
Ruiz said Israel-Peru trade would double.
"""


def test_everything_in_one_document() -> None:
    document = annotate(Article("a", TEXT))

    assert len(document.text) == len(TEXT)
    assert "articles" not in document.text
    assert document.home == "ISR"
    assert document.dateline is None
    assert [mention.iso3 for mention in document.countries] == ["ISR", "PER", "PER", "KOR", "ISR", "PER"]
    assert [(person.name, person.iso3) for person in document.people] == [("Dan Levi", "ISR"), ("Ana Ruiz", "PER"), ("Ana Ruiz", "PER")]
    assert [quantity.span.of(TEXT) for quantity in document.quantities if quantity.unit == "USD"] == ["$2.3b."]
    assert [date.past.label for date in document.dates if date.past] == ["2017-05-03"]
    assert [sentence.span.of(TEXT)[:6] for sentence in document.sentences] == ["The Je", "Israel", "Econom", "Ruiz s"]


@given(st.text(max_size=200))
def test_no_text_raises_and_offsets_stay(text: str) -> None:
    document = annotate(Article("a", text))

    assert len(document.text) == len(text)


def test_the_same_text_gives_the_same_document() -> None:
    assert annotate(Article("a", TEXT)) == annotate(Article("a", TEXT))
