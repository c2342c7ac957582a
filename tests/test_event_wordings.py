"""Wordings of cooperation: each is read as one of its acts between exactly its countries, and what tells no cooperation stays nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etl.annotate.article import annotate
from etl.events import find_events
from etl.model import Act, Article, Event, EventStatus, Polarity, Role

_TABLE = tomllib.loads((Path(__file__).parent / "cases" / "event_wordings.toml").read_text(encoding="utf-8"))
_COOPERATION = frozenset(Act) - {Act.SETBACK, Act.URGED, Act.REQUESTED}


def live_in(text: str) -> list[Event]:
    """The events of a sentence that are neither refused nor only supposed."""
    events = find_events(annotate(Article("case", text)))
    return [event for event in events if event.polarity is Polarity.AFFIRMED and event.status is not EventStatus.HYPOTHETICAL]


def sides_of(event: Event) -> str:
    return " ".join(sorted(who.iso3 for who in event.participants if who.iso3 and who.role in (Role.ACTOR, Role.RECIPIENT)))


@pytest.mark.parametrize("row", _TABLE["told"], ids=lambda row: row["text"][:60])
def test_a_wording_tells_its_act_and_sides(row: dict[str, Any]) -> None:
    found = [(event.act.value, sides_of(event)) for event in live_in(row["text"])]

    assert any(act in row["acts"] and sides == row["sides"] for act, sides in found), found


@pytest.mark.parametrize("text", _TABLE["nothing"], ids=lambda text: text[:60])
def test_what_is_no_cooperation_tells_none(text: str) -> None:
    assert [(event.act.value, sides_of(event)) for event in live_in(text) if event.act in _COOPERATION] == []
