"""Events: the table of own sentences, what must hold for any text, and what must not change when a text is changed."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.annotate.article import annotate
from etl.events import find_events
from etl.model import Act, Article, Basis, Event, EventStatus, Period, Polarity, Role
from etl.terms.load import read_terms

_CASES = [
    case
    for name in ("events", "event_parties")
    for case in tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]


def events_of(text: str, published: str | None = None) -> tuple[Event, ...]:
    day = date.fromisoformat(published) if published else None
    period = Period(published, day, day + timedelta(days=1), Basis.METADATA) if published and day else None
    return find_events(annotate(Article("case", text, published=period)))


def sides_of(event: Event) -> str:
    codes = {who.iso3 for who in event.participants if who.role in (Role.ACTOR, Role.RECIPIENT)} - {None, "EUU"}
    return " ".join(sorted(code for code in codes if code))


def is_live(event: Event) -> bool:
    return event.act is not Act.SETBACK and event.polarity is Polarity.AFFIRMED and event.status is not EventStatus.HYPOTHETICAL


def as_row(event: Event, like: dict[str, Any]) -> dict[str, str]:
    """The event in the words of the table, as far as a wanted row asks."""
    row = {
        "act": event.act.value,
        "sides": sides_of(event),
        "areas": " ".join(sorted({mention.area.value for mention in event.areas})),
        "status": event.status.value,
        "date": event.date.label if event.date else "",
    }
    return {key: row[key] for key in like}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["why"])
def test_a_text_tells_these_events(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_miss" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_miss"], strict=True))
    events = [event for event in events_of(case["text"], case.get("published")) if case.get("all") or is_live(event)]

    found = [(event.act.value, sides_of(event)) for event in events]
    assert sorted(found) == sorted((want["act"], want["sides"]) for want in case["want"])
    for want in case["want"]:
        assert any(as_row(event, want) == want for event in events), [as_row(event, want) for event in events]


_FRAMES = tomllib.loads((Path(__file__).parent / "cases" / "event_frames.toml").read_text(encoding="utf-8"))["frame"]
_COOPERATION = frozenset(Act) - {Act.SETBACK, Act.URGED, Act.REQUESTED}


@pytest.mark.parametrize("frame", _FRAMES, ids=lambda frame: frame["text"][:60])
def test_a_way_of_telling_is_read(frame: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_miss" in frame:
        request.applymarker(pytest.mark.xfail(reason=frame["known_miss"], strict=True))
    events = [event for event in events_of(frame["text"]) if is_live(event) and event.act in _COOPERATION]

    if not frame["acts"]:
        assert events == []
    else:
        assert any(event.act.value in frame["acts"] and sides_of(event) == frame["sides"] for event in events), events


_EXAMPLES = [(row["act"], row["example"]) for row in read_terms("acts")["trigger"] if row["kind"] != "block"]


@pytest.mark.parametrize(("act", "example"), _EXAMPLES, ids=lambda value: value[:60])
def test_each_row_of_the_acts_shows_itself(act: str, example: str) -> None:
    assert act in {event.act.value for event in events_of(f"{example[0].upper()}{example[1:]}.")}


_CONCESSIONS = [row["example"] for row in read_terms("concessions")["concession"]]


@pytest.mark.parametrize("example", _CONCESSIONS)
def test_a_concession_at_home_is_an_act(example: str) -> None:
    assert any(is_live(event) for event in events_of(f"{example}."))


_ARTICLE = """Kenya and Oman sign two accords

Kenyan Foreign Minister Amina Odhiambo and her Omani counterpart, Salim al-Harthy, signed an agreement on fisheries in Nairobi on Monday.

The two ministers also agreed to widen cooperation in cyber security.

In November, Oman provided emergency food aid to Kenya.

Odhiambo invited al-Harthy to visit Mombasa.
"""


def counts(events: tuple[Event, ...]) -> list[tuple[str, str, str, str]]:
    return sorted(
        (event.act.value, sides_of(event), mention.area.value, event.date.label if event.date else "")
        for event in events
        if is_live(event)
        for mention in event.areas
    )


def test_swapping_the_countries_swaps_the_parties() -> None:
    swapped = _ARTICLE.replace("Kenyan", "@1").replace("Kenya", "@2").replace("Omani", "@3").replace("Oman", "@4")
    swapped = swapped.replace("@1", "Omani").replace("@2", "Oman").replace("@3", "Kenyan").replace("@4", "Kenya")
    swapped = swapped.replace("Nairobi", "Muscat").replace("Mombasa", "Salalah")
    roles = {"KEN": "OMN", "OMN": "KEN"}

    before, after = events_of(_ARTICLE, "2024-03-14"), events_of(swapped, "2024-03-14")

    assert counts(before) == counts(after)
    assert [{(roles[who.iso3 or ""], who.role) for who in event.participants} for event in before] == [
        {(who.iso3, who.role) for who in event.participants} for event in after
    ]


def test_a_publication_a_week_later_moves_the_weekdays_by_a_week() -> None:
    first, second = (
        {event.date.start for event in events_of(_ARTICLE, day) if event.date and event.date.label.count("-") == 2}
        for day in ("2024-03-14", "2024-03-21")
    )

    assert first
    assert {day + timedelta(days=7) for day in first} == second


def test_what_is_refused_is_not_counted() -> None:
    agreed = "Kenya and Oman agreed to build a port."

    assert [event.act for event in events_of(agreed) if is_live(event)] == [Act.AGREED_TO]
    assert not [event for event in events_of(agreed.replace("agreed", "refused to agree")) if is_live(event)]


_REFUSED = {
    "refused to": "Kenya refused to sign a fisheries agreement with Oman.",
    "failed to": "Kenya and Oman failed to reach an agreement on fisheries.",
    "denied": "Kenya denied that it had signed a fisheries agreement with Oman.",
    "ruled out": "Kenya ruled out talks with Oman on fisheries.",
    "has not": "Kenya has not yet signed the fisheries agreement with Oman.",
    "if": "If Kenya and Oman sign a fisheries agreement, prices will fall.",
    "proposed": "Kenya proposed that the two sides meet for talks with Oman.",
}


@pytest.mark.parametrize("text", _REFUSED.values(), ids=_REFUSED)
def test_no_way_of_taking_an_act_back_is_counted(text: str) -> None:
    assert not [event for event in events_of(text) if is_live(event) and event.status is not EventStatus.PLANNED]


@pytest.mark.parametrize("act", ["visited", "praised", "invited"])
def test_who_does_what_to_whom_is_not_turned_round(act: str) -> None:
    tail = " to visit Mombasa" if act == "invited" else ""
    told = f"The Kenyan president {act} Oman{tail}. The Omani sultan {act} Kenya{tail}."

    actors = [{who.iso3 for who in event.participants if who.role is Role.ACTOR} for event in events_of(told)]

    assert {"KEN"} in actors
    assert {"OMN"} in actors


def test_more_often_told_is_surer() -> None:
    once = "Kenya and Oman signed a fisheries agreement in Nairobi on 3 May 2021."
    again = f"{once} The fisheries agreement was signed by Kenya and Oman on 3 May 2021."

    (first,), (second,) = events_of(once), events_of(again)

    assert first.confidence < second.confidence


def test_nothing_told_as_happened_lies_ahead() -> None:
    for event in events_of(_ARTICLE + "\nOman and Peru signed a programme for 2024-2029.", "2024-03-14"):
        assert event.date is None or event.status is EventStatus.PLANNED or event.date.start <= date(2024, 3, 14)


def test_an_article_told_twice_gives_the_same_counts() -> None:
    assert counts(events_of(_ARTICLE + "\n" + _ARTICLE, "2024-03-14")) == counts(events_of(_ARTICLE, "2024-03-14"))


def test_boilerplate_changes_no_count() -> None:
    noisy = (
        "Sign up for our newsletter\n\n" + _ARTICLE + "\nRead more: Peru and Chile in pictures\n\nYou have read 3 articles this month.\n"
    )

    assert counts(events_of(noisy, "2024-03-14")) == counts(events_of(_ARTICLE, "2024-03-14"))


def test_the_order_of_paragraphs_that_name_their_sides_changes_nothing() -> None:
    paragraphs = [
        "Kenya and Oman signed a fisheries agreement on 3 May 2021.",
        "Chile agreed with Peru to lower tariffs in June 2020.",
        "Denmark sent food aid to Nepal in 2019.",
        "Qatar will open an embassy in Fiji.",
    ]

    assert counts(events_of("\n\n".join(paragraphs))) == counts(events_of("\n\n".join(reversed(paragraphs))))


def test_nothing_is_dated_by_the_publication_date_when_there_is_none() -> None:
    assert all(event.date is None for event in events_of(_ARTICLE))


def test_each_mention_and_area_lies_in_the_article() -> None:
    for event in events_of(_ARTICLE, "2024-03-14"):
        assert event.mentions
        for span in (*event.mentions, *(mention.span for mention in event.areas if mention.span)):
            assert _ARTICLE[span.start : span.end].strip()


_SNIPPETS = """Kenya|Oman's|Japanese|the|agreed to|signed|talks with|between|and|,|.|“|”|who|that|will not|refused|an agreement|Monday
in 2019|visit|he|they|it|Prime Minister|Ken Mori|said|(|)|;|U.S.-made|first|second|two agreements|is|was|been|held|announce|plans|to|of"""
_WORDS = st.sampled_from(_SNIPPETS.replace("\n", "|").split("|"))


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_no_words_in_any_order_raise(text: str) -> None:
    for event in events_of(text, "2024-03-14"):
        assert all(0 <= span.start < span.end <= len(text) for span in event.mentions)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_characters_raise(text: str) -> None:
    events_of(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Oman agreed to hold talks and signed an agreement with Peru, who met Chile. ",
        "Kenya agreed and Oman signed and talks with ",
    ],
    ids=["sentences", "one endless sentence"],
)
def test_time_grows_with_the_length_and_not_faster(sentence: str) -> None:
    short, long = (min(_seconds(sentence * count) for _ in range(3)) for count in (200, 800))

    assert long < 10 * max(short, 1e-3)


def _seconds(text: str) -> float:
    document = annotate(Article("long", text))
    start = process_time()
    find_events(document)
    return process_time() - start


def test_the_same_article_gives_the_same_events() -> None:
    assert events_of(_ARTICLE, "2024-03-14") == events_of(_ARTICLE, "2024-03-14")
