"""A small collection with every kind of figure and event, for tests of the warehouse and of the pages.

``python -m tests.synthetic HOME`` writes it and publishes a generation; nothing is extracted, the findings are written here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from etl.identity import content_key, finding_id, text_hash
from etl.lake import Commit, Entry, Lake, Rejected
from etl.model import (
    Act,
    Area,
    AreaMention,
    Article,
    Basis,
    Dropped,
    Event,
    EventStatus,
    Extraction,
    Fact,
    FactStatus,
    Indicator,
    Kind,
    Participant,
    Period,
    Polarity,
    Qualifier,
    Role,
    Span,
)
from warehouse.publish import Published, update

VERSION = "synthetic-1"
NAMES = {"ISR": "Israel", "JPN": "Japan", "CHN": "China", "KOR": "South Korea", "RUS": "Russia", "DEU": "Germany", "USA": "United States"}


def period(label: str, basis: Basis = Basis.STATED) -> Period:
    """The period that a label of the contract names."""
    first, _, last = label.partition("/")
    return Period(label, _bounds(first)[0], _bounds(last or first)[1], basis)


def _bounds(label: str) -> tuple[date, date]:
    year = int(label[:4])
    if label[5:6] == "Q":
        start, months = date(year, 3 * int(label[6]) - 2, 1), 3
    elif label[5:6] == "H":
        start, months = date(year, 6 * int(label[6]) - 5, 1), 6
    elif len(label) == 4:
        start, months = date(year, 1, 1), 12
    elif len(label) == 7:
        start, months = date(year, int(label[5:7]), 1), 1
    else:
        day = date.fromisoformat(label)
        return day, day + timedelta(days=1)
    last = start.month + months - 1
    return start, date(start.year + last // 12, last % 12 + 1, 1)


@dataclass(frozen=True)
class F:
    """A figure: its words in the text and what they mean."""

    words: str
    indicator: str
    value: float
    unit: str = "USD"
    kind: str = "level"
    reporter: str | None = "ISR"
    partner: str | None = "JPN"
    period: str | None = None
    status: str = "reported"
    qualifier: str | None = None
    low: float | None = None
    high: float | None = None
    product: str | None = None
    attribution: str | None = None
    alternative: tuple[float, str] | None = None
    group: str | None = None
    confidence: float = 0.9


@dataclass(frozen=True)
class E:
    """An event: the words that tell it and what they mean."""

    words: str
    act: str
    areas: str
    parties: str = "ISR JPN"
    date: str | None = None
    status: str = "happened"
    polarity: str = "affirmed"
    instrument: str | None = None
    serial: int | None = None
    headline_only: bool = False
    officials: tuple[str, ...] = ()
    recipients: str = ""
    others: tuple[tuple[str, str | None, str], ...] = ()


@dataclass(frozen=True)
class A:
    """An article with its findings."""

    doc_id: str
    text: str
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    facts: tuple[F, ...] = ()
    events: tuple[E, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


def extraction(article: A) -> Extraction:
    """What the extractor would give for this article."""
    published = None if article.published is None else period(article.published, Basis.METADATA)
    given = Article(article.doc_id, article.text, f"seeds/{article.doc_id}.txt", article.title, article.publisher, None, published, "en")
    return Extraction(
        given,
        tuple(_fact(article.text, each) for each in article.facts),
        tuple(_event(article.text, each) for each in article.events),
        tuple(Dropped(_span(article.text, words), reason) for words, reason in article.dropped),
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _sentence(text: str, span: Span) -> Span:
    start = text.rfind(". ", 0, span.start)
    end = text.find(".", span.end)
    return Span(0 if start < 0 else start + 2, len(text) if end < 0 else end + 1)


def _fact(text: str, fact: F) -> Fact:
    span = _span(text, fact.words)
    fact_id = finding_id(text_hash(text), span.start, span.end, fact.kind, fact.indicator)
    return Fact(
        fact_id=fact_id,
        indicator=Indicator(fact.indicator),
        kind=Kind(fact.kind),
        value=Decimal(repr(fact.value)),
        unit=fact.unit,
        value_span=span,
        quote=_sentence(text, span),
        rule="synthetic",
        confidence=fact.confidence,
        low=None if fact.low is None else Decimal(repr(fact.low)),
        high=None if fact.high is None else Decimal(repr(fact.high)),
        reporter=fact.reporter,
        partner=fact.partner,
        reporter_name=NAMES.get(fact.reporter or ""),
        partner_name=NAMES.get(fact.partner or ""),
        period=None if fact.period is None else period(fact.period),
        status=FactStatus(fact.status),
        qualifier=None if fact.qualifier is None else Qualifier(fact.qualifier),
        qualifier_text=None if fact.qualifier is None else fact.qualifier.replace("_", " "),
        attribution=fact.attribution,
        product=fact.product,
        alternative=None if fact.alternative is None else (Decimal(repr(fact.alternative[0])), fact.alternative[1]),
        group=fact.group,
    )


def _event(text: str, event: E) -> Event:
    span = _span(text, event.words)
    actors = [Participant(NAMES.get(code, code), code, Role.ACTOR) for code in event.parties.split()]
    recipients = [Participant(NAMES.get(code, code), code, Role.RECIPIENT) for code in event.recipients.split()]
    others = [Participant(name, iso3, Role(role)) for name, iso3, role in event.others]
    return Event(
        event_id=finding_id(text_hash(text), event.act, span.start, event.serial),
        act=Act(event.act),
        areas=tuple(AreaMention(Area(area), span) for area in event.areas.split()),
        participants=(*actors, *recipients, *others),
        date=None if event.date is None else period(event.date),
        status=EventStatus(event.status),
        polarity=Polarity(event.polarity),
        mentions=(_sentence(text, span),),
        rule="synthetic",
        confidence=0.9,
        instrument=event.instrument,
        serial=event.serial,
        headline_only=event.headline_only,
        officials=event.officials,
    )


def write_lake(lake: Lake, articles: Iterable[A], *, version: str = VERSION, rejected: Iterable[Rejected] = ()) -> Commit:
    """Extract what the lake does not know yet, then make these articles the collection."""
    extractions = {content_key(each.article): each for each in map(extraction, articles)}
    return commit_extractions(lake, extractions, [each.doc_id for each in articles], version=version, rejected=rejected, articles=articles)


def commit_extractions(
    lake: Lake,
    extractions: Mapping[str, Extraction],
    doc_ids: list[str],
    *,
    version: str = VERSION,
    rejected: Iterable[Rejected] = (),
    articles: Iterable[A] = (),
) -> Commit:
    """Write the part of what is new and commit the entries of ``articles``."""
    known = lake.known(extractions.keys(), version)
    new = {key: each for key, each in extractions.items() if key not in known}
    if new:
        lake.write_part(new, version)
    keys = {article.doc_id: content_key(extraction(article).article) for article in articles}
    entries = [Entry(doc_id, f"seeds/{doc_id}.txt", keys[doc_id]) for doc_id in doc_ids]
    counts = {"new": len(new), "changed": 0, "unchanged": len(entries) - len(new), "removed": 0, "rejected": 0}
    return lake.commit(entries, rejected, {"run_id": f"run-{len(entries)}", "started_at": "2024-01-01T00:00:00Z", **counts}, version)


def articles() -> list[A]:
    """Nine articles: all kinds of figures, agreeing and differing ones, merged events, a copy, an article without findings."""
    trade = (
        "Trade between Israel and Japan came to about $3 billion in 2016. Israel shipped goods for roughly $700 million there, while goods "
        "for $2.3 billion came the other way. Ministers want to double trade, and called doubling trade a goal worth the effort. "
        "On Wednesday the two sides signed an agreement on cyber security. They will meet again next year."
    )
    investors = (
        "Japanese investment in Israel has grown 20 times in three years, and the number of Japanese firms there has doubled. "
        "More than 300 companies work on cyber security in Israel. In May a cyber agreement was signed by the two governments. "
        "Israel will send a trade mission to Japan in 2018. The road is 200 km long."
    )
    differing = (
        "Two-way trade of Israel and Japan reached $3.5 billion in 2016. Japanese exports to Israel were 250 billion yen in 2016. "
        "Israel bought machines for 40 million euros to 60 million euros in 2016. A cabinet paper puts trade at a trillion trillion."
    )
    agreeing = (
        "In 2016 trade between Japan and Israel stood at $3.0 billion. Japan criticised a plan of Israel in June. "
        "No treaty was signed with Russia."
    )
    group = (
        "South Korea's exports to China rose 12 percent, or $3 billion, to $28 billion in the first quarter of 2015. "
        "China takes 25 percent of South Korea's exports. Seoul expects exports to China of $130 billion in 2016. "
        "Its economy is the fourth-largest of Asia. South Korea and China held two meetings; the first meeting was on trade, "
        "the second meeting was on fisheries."
    )
    roubles = (
        "Russia's trade with Japan was 900 billion roubles in 2023. Russia lent 500 million marks in 1987 to Israel. "
        "Talks between Russia and Japan were held on 12 March 2023, and Russia invited Japan to a forum. It hopes to sign a pact."
    )
    copy = trade
    plain = "The weather in Tokyo was fine. Nothing of interest happened."
    undated = (
        "Germany and Israel agreed to cooperate in science and defence. Germany gave Israel aid of 1.3 billion shekels ($350 million). "
        "Berlin urged Israel to open its market."
    )
    return [
        A("001-investors", investors, "2017-12-25", "Investors look east", "Daily One",
          facts=(F("20 times", "investment", 20, "ratio", "multiplier", "JPN", "ISR", "2014/2017"),
                 F("doubled", "companies", 2, "ratio", "multiplier", "JPN", "ISR", "2014/2017"),
                 F("300 companies", "companies", 300, "companies", reporter="ISR", partner=None, period="2017", qualifier="more_than")),
          events=(E("In May a cyber agreement was signed", "agreement_signed", "cyber", date="2017-05", status="past-background",
                    officials=("Hiroshige Seko",)),
                  E("Israel will send a trade mission", "plan_announced", "trade_economy", "ISR", "2018", "planned", recipients="JPN")),
          dropped=(("200 km", "distance"),)),
        A("003-trade", trade, "2017-05-04", "A call to double trade", "Daily Two",
          facts=(F("$3 billion", "trade_total", 3e9, period="2016", qualifier="about", attribution="statistics bureau"),
                 F("$700 million", "exports", 7e8, period="2016", qualifier="about", product="goods"),
                 F("$2.3 billion", "imports", 2.3e9, period="2016", product="goods"),
                 F("double trade", "trade_total", 2, "ratio", "multiplier", status="target"),
                 F("doubling trade", "trade_total", 2, "ratio", "multiplier", status="target")),
          events=(E("On Wednesday the two sides signed", "agreement_signed", "cyber", date="2017-05-03", instrument="agreement",
                    officials=("Seko", "Eli Cohen")),
                  E("They will meet again", "talks_held", "diplomacy", date="2018", status="planned"))),
        A("003-trade-copy", copy, "2017-05-06", "A call to double trade", "Copy Post"),
        A("010-differing", differing, "2017-08-01", "How much trade?", "Daily Three",
          facts=(F("$3.5 billion", "trade_total", 3.5e9, period="2016"),
                 F("250 billion yen", "exports", 2.5e11, "JPY", reporter="JPN", partner="ISR", period="2016"),
                 F("40 million euros to 60 million euros", "imports", 5e7, "EUR", period="2016", low=4e7, high=6e7, product="machines")),
          dropped=(("a trillion trillion", "no indicator"),)),
        A("011-agreeing", agreeing, "2017-09-02", "Trade steady", "Daily One",
          facts=(F("$3.0 billion", "trade_total", 3e9, reporter="JPN", partner="ISR", period="2016"),),
          events=(E("Japan criticised a plan", "setback", "diplomacy", "JPN", "2017-06", recipients="ISR"),
                  E("No treaty was signed", "agreement_signed", "peace_conflict", "JPN RUS", "2017", polarity="negated"))),
        A("020-group", group, "2015-05-02", "Exports up", "Daily Four",
          facts=(F("12 percent", "exports", 12, "percent", "change_pct", "KOR", "CHN", "2015-Q1", group="g1"),
                 F("$3 billion", "exports", 3e9, "USD", "change_abs", "KOR", "CHN", "2015-Q1", group="g1"),
                 F("$28 billion", "exports", 2.8e10, "USD", "level", "KOR", "CHN", "2015-Q1", group="g1"),
                 F("25 percent", "exports", 25, "percent", "share", "KOR", "CHN"),
                 F("$130 billion", "exports", 1.3e11, "USD", "level", "KOR", "CHN", "2016", "forecast"),
                 F("fourth-largest", "gdp", 4, "rank", "rank", "KOR", None)),
          events=(E("the first meeting", "talks_held", "trade_economy", "CHN KOR", "2015-04", serial=1),
                  E("the second meeting", "talks_held", "agriculture_food", "CHN KOR", "2015-04", serial=2))),
        A("021-roubles", roubles, "2023-03-13", "Moscow trades on", "Daily Four",
          facts=(F("900 billion roubles", "trade_total", 9e11, "RUB", reporter="RUS", partner="JPN", period="2023"),
                 F("500 million marks", "loan", 5e8, "DEM", reporter="RUS", partner="ISR", period="1987")),
          events=(E("Talks between Russia and Japan", "talks_held", "diplomacy", "JPN RUS", "2023-03-12"),
                  E("Russia invited Japan", "invited", "diplomacy", "RUS", "2023-03-12", recipients="JPN"),
                  E("It hopes to sign a pact", "agreement_signed", "unspecified", "JPN RUS", None, "hypothetical"))),
        A("030-plain", plain, None, None, None),
        A("031-undated", undated, None, "Science ties", None,
          facts=(F("1.3 billion shekels", "aid", 1.3e9, "ILS", reporter="DEU", partner="ISR", alternative=(3.5e8, "USD")),),
          events=(E("Germany and Israel agreed", "agreed_to", "rd_technology defence_security", "DEU ISR"),
                  E("Berlin urged Israel", "urged", "trade_economy", "DEU", None, recipients="ISR"))),
    ]  # fmt: skip


def with_copies(given: list[A]) -> list[A]:
    """The copy of an article has its findings too, as the extractor would find them again."""
    by_text = {article.text: article for article in given if article.facts or article.events}
    found = [by_text.get(article.text, article) for article in given]
    return [replace(article, facts=other.facts, events=other.events) for article, other in zip(given, found, strict=True)]


def make_home(home: Path, given: list[A] | None = None, **options: object) -> Published:
    """Write the collection into ``home`` and publish it."""
    chosen = with_copies(articles()) if given is None else given
    rejected = [Rejected("seeds/empty.txt", "the file is empty", "Put the article's text into it, or remove it.")] if given is None else []
    write_lake(Lake(home / "lake"), chosen, rejected=rejected)
    return update(home / "lake", home)


if __name__ == "__main__":
    print(make_home(Path(sys.argv[1])))
