"""No text, however hostile, takes more than linear time: four times the text may take at most ten times as long."""

import time

import pytest

from etl.annotate.countries import find_countries
from etl.annotate.people import find_people
from etl.clean import blank_boilerplate
from etl.dateline import find_dateline
from etl.model import Article
from etl.published import find_publication_date
from etl.sentences import split_sentences

PIECES = [
    "Georgia ",
    "minister/",
    "Minister Aaa ",
    "President Abc Def said. ",
    ".......x",
    ". . . ",
    "a\n,\n",
    "A ",
    "Japan, ",
    "Japanese and ",
    "MOST READ\n",
    "(((",
    "Monday (Dec. 25) ",
    "TOKYO, ",
    "photo left, ",
    "Aaaaaaaaaaaa",
    "&nbsp;",
    "https://a",
    "economy, trade and industry ",
]


def seconds(text: str) -> float:
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        clean = blank_boilerplate(text)
        sentences = split_sentences(clean)
        countries = find_countries(clean)
        find_people(clean, sentences, countries, home="JPN", official=True)
        find_dateline(clean, countries)
        find_publication_date(Article("a", text), clean)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    small = seconds(piece * (8_000 // len(piece)))
    large = seconds(piece * (32_000 // len(piece)))

    assert large < 10 * small + 0.05


def test_many_different_persons_take_linear_time() -> None:
    def cast(count: int) -> str:
        return " ".join(f"Prime Minister Ab{number} Cd{number} met Chile." for number in range(count)).translate(
            str.maketrans("0123456789", "abcdefghij")
        )

    assert seconds(cast(1_200)) < 10 * seconds(cast(300)) + 0.05
