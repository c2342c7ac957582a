"""The sample articles tell what the articles they retell tell: the same figures, and as many events in each area."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from etl.model import Article, Fact
from etl.pipeline import extract
from etl.sources import read_source
from etl.update import update
from warehouse.read import Warehouse

SEEDS = Path(__file__).parents[1] / "seeds"
IDS = ("000", "001", "002", "003", "004")

# (article, indicator, kind, value, unit, reporter, partner, period, status, qualifier): all that must be found, by reading the seeds.
REQUIRED = {
    ("001", "companies", "multiplier", 2.0, "ratio", "JPN", "ISR", "2014/2017", "reported", None),
    ("001", "investment", "multiplier", 20.0, "ratio", "JPN", "ISR", "2014/2017", "reported", None),
    ("003", "trade_total", "multiplier", 2.0, "ratio", "ISR", "JPN", None, "target", None),
    ("003", "trade_total", "level", 3e9, "USD", "ISR", "JPN", "2016", "reported", "about"),
    ("003", "exports", "level", 7e8, "USD", "ISR", "JPN", "2016", "reported", "about"),
    ("003", "imports", "level", 2.3e9, "USD", "ISR", "JPN", "2016", "reported", None),
}
# Figures of one country alone, which it is right to find and no fault to leave out.
OPTIONAL = {("001", "companies", "level", 300.0), ("002", "gdp", "rank", 3.0), ("003", "gdp", "rank", 3.0)}
EVENTS_BY_AREA = {
    "counter_terrorism": 1,
    "cyber": 4,
    "defence_security": 8,
    "diplomacy": 9,
    "investment": 2,
    "peace_conflict": 1,
    "people_to_people": 1,
    "rd_technology": 2,
    "trade_economy": 9,
}
EVENTS_BY_COUNTRY = {"CHN": 1, "ISR": 21, "JPN": 23, "KOR": 2, "RUS": 5}


def seeds() -> list[Article]:
    return [item for item in read_source(str(SEEDS)) if isinstance(item, Article)]


def signature(doc_id: str, fact: Fact) -> tuple[Any, ...]:
    qualifier = fact.qualifier.value if fact.qualifier else None
    period = fact.period.label if fact.period else None
    about = (fact.reporter, fact.partner, period, fact.status.value, qualifier)
    return (doc_id, fact.indicator.value, fact.kind.value, float(fact.value), fact.unit, *about)


def found(articles: list[Article]) -> set[tuple[Any, ...]]:
    """All figures but the optional ones."""
    signatures = {signature(article.doc_id, fact) for article in articles for fact in extract(article).facts}
    return {each for each in signatures if each[:4] not in OPTIONAL}


def counts(source: str, home: Path) -> dict[str, dict[str, int]]:
    """Events that count, by area and by country, after the same event of two articles has become one."""
    update(source, home, jobs=1)
    warehouse = Warehouse(home)
    area = "select area, count(*) as events from event_area join event_evidence using (event_id) where counted group by area"
    country = """select iso3, count(distinct event_id) as events from event_country join event_evidence using (event_id)
        where counted and role in ('actor', 'recipient') group by iso3"""
    by_area, by_country = (dict(warehouse.execute(sql).itertuples(index=False)) for sql in (area, country))
    warehouse.close()
    return {"area": by_area, "country": by_country}


@pytest.fixture(scope="module")
def retold(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    return counts(str(SEEDS), tmp_path_factory.mktemp("retold"))


def test_every_seed_has_its_row_of_metadata() -> None:
    articles = seeds()
    assert tuple(article.doc_id for article in articles) == IDS
    assert all(article.title and article.publisher and article.published for article in articles)


def test_every_figure_is_found_with_every_field_right() -> None:
    assert found(seeds()) == REQUIRED


def test_without_dates_nothing_is_dated_that_the_text_does_not_date() -> None:
    articles = [Article(article.doc_id, article.text) for article in seeds()]
    dated = {(fact[0], fact[7]) for fact in found(articles) if fact[7]}
    assert ("003", "2016") in dated
    assert dated <= {("003", "2016"), ("001", "2014/2017")}
    years = {
        event.date.label[:4] for article in articles if article.doc_id in ("000", "002") for event in extract(article).events if event.date
    }
    assert years == set()


@pytest.mark.parametrize(("what", "wanted"), [("area", EVENTS_BY_AREA), ("country", EVENTS_BY_COUNTRY)])
def test_events_are_counted_by_area_and_country(retold: dict[str, dict[str, int]], what: str, wanted: dict[str, int]) -> None:
    far_off = {
        key: (retold[what].get(key, 0), wanted.get(key, 0))
        for key in retold[what] | wanted
        if abs(retold[what].get(key, 0) - wanted.get(key, 0)) > 1
    }
    assert far_off == {}


def test_the_agreement_told_by_two_articles_is_one_event_with_two_mentions(tmp_path: Path) -> None:
    update(str(SEEDS), tmp_path, jobs=1)
    sql = """select count(*) as events from event_evidence
        where act = 'agreement_signed' and list_contains(areas, 'cyber') and year = 2017 and article_count = 2"""
    assert Warehouse(tmp_path).execute(sql)["events"].to_list() == [1]


def test_the_seeds_give_the_same_as_the_articles_they_retell(shared: Path, retold: dict[str, dict[str, int]], tmp_path: Path) -> None:
    source = shared / "gold" / "seeds" / "articles.jsonl"
    originals = [item for item in read_source(str(source)) if isinstance(item, Article)]

    assert found(seeds()) == found(originals)
    assert retold["area"] == counts(str(source), tmp_path)["area"]


@pytest.mark.parametrize("doc_id", IDS)
def test_no_sentence_of_the_originals_was_taken_over(shared: Path, doc_id: str) -> None:
    words = re.compile(r"[\w'-]+")
    original, own = (
        words.findall(text.lower().replace("’", "'"))
        for text in (
            next((shared / "seeds").glob(f"{doc_id}_*.txt")).read_text(encoding="utf-8"),
            (SEEDS / f"{doc_id}.txt").read_text(encoding="utf-8"),
        )
    )
    length = 6
    runs = {tuple(original[at : at + length]) for at in range(len(original))}
    taken = {" ".join(own[at : at + length]) for at in range(len(own) - length + 1) if tuple(own[at : at + length]) in runs}
    assert taken <= {"minister of economy trade and industry", "to about 3 billion in 2016"}  # an office and a figure


def test_the_gold_lists_the_same_required_figures(shared: Path) -> None:
    lines = (shared / "gold" / "seeds" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    fields = ("doc", "indicator", "kind", "value", "unit", "reporter", "partner", "period", "status", "qualifier")
    listed = Counter(tuple(fact[field] for field in fields) for fact in gold if not fact.get("optional"))
    assert set(listed) == REQUIRED
