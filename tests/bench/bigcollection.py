"""A large made-up collection for measuring the page: six figures and two events per article, spread as news spreads them.

A few countries, outlets and areas make up most of it, every fifth article tells a figure and an event that another one tells too, some
findings are undated, forecasts, goals or plans. The words of the sentences are those of the articles in seeds/, frequent ones often.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import accumulate
from pathlib import Path

from etl.identity import content_key
from etl.lake import Entry, Lake
from tests.synthetic import VERSION, A, E, F, extraction
from warehouse.publish import Published, update
from warehouse.sqlfiles import read_table

FIGURES, EVENTS = 6, 2
PART = 5000
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def make_collection(home: Path, articles: int, *, workers: int = 2) -> Published:
    """Write the lake of so many articles into ``home`` and publish it."""
    starts = range(0, articles, PART)
    with ProcessPoolExecutor(workers) as pool:
        parts = pool.map(_write_part, [home] * len(starts), starts, [min(articles, start + PART) for start in starts])
        entries = [entry for part in parts for entry in part]
    lake = Lake(home / "lake")
    lake.known((), VERSION)
    lake.commit(entries, (), {}, VERSION)
    return update(home / "lake", home)


def _write_part(home: Path, first: int, last: int) -> list[Entry]:
    found = {content_key(each.article): each for each in map(extraction, map(article, range(first, last)))}
    Lake(home / "lake").write_part(found, VERSION)
    return [Entry(each.article.doc_id, each.article.source, key) for key, each in found.items()]


class _Weighted:
    """Draws from a list in which the n-th comes 1/n as often as the first."""

    def __init__(self, values: Sequence[str], power: float = 1.0) -> None:
        self.values = values
        self.weights = list(accumulate(1 / (place + 1) ** power for place in range(len(values))))

    def draw(self, rng: random.Random, count: int = 1) -> list[str]:
        return rng.choices(self.values, cum_weights=self.weights, k=count)


@cache
def _words() -> _Weighted:
    found = Counter(word for path in sorted(_SEEDS.glob("*.txt")) for word in re.findall(r"[a-z]{2,}", path.read_text("utf-8").lower()))
    rare = [f"{one}{other}" for one in sorted(found)[::7] for other in ("ville", "son", "ware", "ium", "land")]
    return _Weighted([*(word for word, _ in found.most_common()), *rare])


def _column(table: str, column: str) -> list[str]:
    return [str(row[column]) for row in read_table(table)]


@cache
def _countries() -> _Weighted:
    codes = [str(row["iso3"]) for row in read_table("dim_country") if row["kind"] == "country"]
    random.Random(1).shuffle(codes)
    return _Weighted(codes, 0.8)


@cache
def _pool(name: str) -> _Weighted:
    if name == "outlet":
        return _Weighted([f"Outlet {number}" for number in range(1, 401)], 0.8)
    table, column = {"indicator": ("dim_indicator", "indicator"), "act": ("dim_act", "act"), "area": ("dim_area", "area")}[name]
    return _Weighted(_column(table, column), 0.7)


def _year(rng: random.Random) -> int:
    return 2025 - min(45, int(rng.expovariate(1 / 9)))


def _period(rng: random.Random, year: int) -> str | None:
    kind = rng.random()
    if kind < 0.08:
        return None
    if kind < 0.65:
        return str(year)
    return f"{year}-Q{rng.randrange(1, 5)}" if kind < 0.8 else f"{year}-{rng.randrange(1, 13):02d}"


def _figure(rng: random.Random, words: str, value: float, one: str, other: str, year: int) -> F:
    kind = rng.choices(("level", "change_pct", "share", "multiplier", "change_abs"), (75, 11, 6, 4, 4))[0]
    indicator = _pool("indicator").draw(rng)[0]
    counted = indicator in {"companies", "people", "tourists", "jobs"}
    money = rng.choices(("USD", "EUR", "JPY", "GBP"), (70, 18, 8, 4))[0]
    unit = {"change_pct": "percent", "share": "percent", "multiplier": "ratio"}.get(kind, indicator if counted else money)
    return F(
        words,
        indicator,
        value * 1e6 if unit == money else value / 100 if unit in {"percent", "ratio"} else float(int(value * 10)),
        unit,
        kind,
        one,
        other if rng.random() < 0.8 else None,
        _period(rng, year),
        rng.choices(("reported", "target", "forecast"), (88, 7, 5))[0],
        rng.choices((None, "about", "more_than", "up_to"), (70, 18, 8, 4))[0],
        product=rng.choice((None, None, "goods", "oil", "cars")),
        confidence=rng.choice((0.55, 0.65, 0.75, 0.85, 0.9, 0.95)),
    )


def article(number: int) -> A:
    """The ``number``-th article."""
    rng = random.Random(number)
    about = random.Random(f"told {number - 1 if number % 5 == 1 else number}")  # what its neighbour tells, too
    year = _year(about)
    one, other = _countries().draw(about, 2)
    other = other if other != one else _countries().values[-1]
    day = f"{year}-{about.randrange(1, 13):02d}-{about.randrange(1, 28):02d}"
    sentences, facts, events = [_sentence(rng)], [], []
    for index in range(FIGURES):
        maker = about if index == 0 else rng
        value = maker.randrange(1, 99999) / 10
        words = f"{value} million {index}"
        sentences.append(f"{_sentence(rng)[:-1]} came to {words} in {year} {_sentence(rng).lower()}")
        facts.append(_figure(maker, words, value, one, other, year))
    for index in range(EVENTS):
        maker = about if index == 0 else rng
        act = _pool("act").draw(maker)[0]
        areas = " ".join(dict.fromkeys(_pool("area").draw(maker, 1 if maker.random() < 0.7 else 2)))
        words = f"On day {index} {act.replace('_', ' ')}"
        sentences.append(f"{words} was reported {_sentence(rng).lower()}")
        when = day if maker.random() < 0.8 else str(year) if maker.random() < 0.6 else None
        status = maker.choices(("happened", "past-background", "planned", "hypothetical"), (65, 17, 14, 4))[0]
        parties = f"{one} {other}" if maker.random() < 0.85 else f"{one} {other} {_countries().values[maker.randrange(40)]}"
        events.append(E(words, act, areas, " ".join(dict.fromkeys(parties.split())), when, status))
    text = " ".join([*sentences, *(_sentence(rng) for _ in range(8)), f"It is {number} km away."])
    outlet = _pool("outlet").draw(rng)[0] if rng.random() < 0.96 else None
    title = _sentence(rng)[:-1]
    dropped = ((f"{number} km", "distance"),)
    return A(f"a{number:07d}", text, day if rng.random() < 0.95 else None, title, outlet, tuple(facts), tuple(events), dropped)


def _sentence(rng: random.Random) -> str:
    words = " ".join(_words().draw(rng, rng.randrange(6, 14)))
    return f"{words[0].upper()}{words[1:]}."
