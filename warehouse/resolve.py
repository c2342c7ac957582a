"""The same figure or event in several articles is one; what disagrees or differs stays apart.

SQL groups what could be the same (``inserts/030_series`` and the buckets below); here the groups
are split where equality is not transitive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

from warehouse.rows import collect, stream

# -- figures --------------------------------------------------------------------------------------------------------------

MAX_SPREAD = 0.1
"""However coarsely a figure is rounded, values this far apart are two figures ("about 1 billion", "1.4 billion")."""


TRUNCATED_DIGITS = 4
"""From so many digits on, a figure cut off is the same as well (587.8 and 587.87 billion): two figures rarely share so many."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a series holds, however many figures have it."""

    series_id: str
    value: float
    low: float | None = None
    high: float | None = None
    hedged: bool = False


def resolve_figures(con: DuckDBPyConnection) -> None:
    """Make the temporary table figure_cluster (series_id, value, low, high, hedged, cluster) for series of more than one value.

    Where each value is too far from the next to agree, SQL numbers them; the rest is compared here.
    """
    con.execute(_HELD)
    near = stream(con, "from held semi join near using (series_id) select series_id, value, low, high, hedged order by all")
    clustered = (
        (value.series_id, value.value, value.low, value.high, value.hedged, number)
        for _, series in groupby((Value(*row) for row in near), key=attrgetter("series_id"))
        for number, cluster in enumerate(cluster_values(list(series)))
        for value in cluster
    )
    collect(con, "figure_cluster", _CLUSTER, clustered)
    con.execute(
        """
        insert into figure_cluster by name
        select series_id, value, low, high, hedged, cluster from held anti join near using (series_id);
        drop table held;
        drop table near
        """
    )


_HELD = f"""
create temp table held as
select
    *,
    row_number() over lower - 1 as cluster,
    abs(value - lag(value) over lower) as step,
    greatest(abs(value), abs(lag(value) over lower)) as size
from (
    select distinct series_id, value, low, high, hedged
    from series_row
    where series_id in (select series_id from series_row group by series_id having count(*) > 1)
)
window lower as (partition by series_id order by value, coalesce(low, 0), coalesce(high, 0), hedged);

create temp table near as
select distinct series_id
from held
where step <= {MAX_SPREAD} * size or low is not null or high is not null
"""


_CLUSTER = pa.schema(
    [
        ("series_id", pa.string()),
        *((name, pa.float64()) for name in ("value", "low", "high")),
        ("hedged", pa.bool_()),
        ("cluster", pa.int64()),
    ]
)


def cluster_values(series: Sequence[Value]) -> list[list[Value]]:
    """Split the values of one series into those that agree; the most precise first, so that the coarse ones find them."""
    clusters: list[list[Value]] = []
    for value in sorted(series, key=_precise_first):
        agreeing = [cluster for cluster in clusters if all(agree(value, other) for other in cluster)]
        if agreeing:
            nearest = min(range(len(agreeing)), key=[abs(cluster[0].value - value.value) for cluster in agreeing].__getitem__)
            agreeing[nearest].append(value)
        else:
            clusters.append([value])
    return sorted(clusters, key=lambda cluster: (cluster[0].value, cluster[0].low or 0, cluster[0].high or 0, cluster[0].hedged))


def _precise_first(value: Value) -> tuple[int, bool, float, float, float]:
    return (-significant_digits(value.value), value.hedged, value.value, value.low or 0, value.high or 0)


def agree(one: Value, other: Value) -> bool:
    """Whether two values can be the same figure: equal, inside the other's range, or equal once the finer is rounded like the coarser.

    Rounding needs a hedge ("about 3 billion") or at least two digits to compare (2.3 with 2.28 billion); two unhedged values of
    one digit must be equal, or 2 companies would agree with 2.4.
    """
    if one.value == other.value or _inside(one, other) or _inside(other, one):
        return True
    if abs(one.value - other.value) > MAX_SPREAD * max(abs(one.value), abs(other.value)):
        return False
    coarse, fine = sorted((one, other), key=lambda each: significant_digits(each.value))
    digits = significant_digits(coarse.value)
    if digits >= TRUNCATED_DIGITS and round_to(fine.value, digits, ROUND_DOWN) == coarse.value:
        return True
    return (digits >= 2 or coarse.hedged) and round_to(fine.value, digits) == coarse.value


def _inside(value: Value, ranged: Value) -> bool:
    return ranged.low is not None and ranged.high is not None and ranged.low <= value.value <= ranged.high


@lru_cache(maxsize=1 << 16)
def significant_digits(value: float) -> int:
    """How many digits a figure is stated with, as far as the value shows.

    >>> significant_digits(2.3e9), significant_digits(3e9), significant_digits(704.2)
    (2, 1, 4)
    """
    return len(Decimal(repr(value)).normalize().as_tuple().digits)


def round_to(value: float, digits: int, rounding: str = ROUND_HALF_EVEN) -> float:
    """``value`` rounded to so many significant digits, halves to even as in decimal arithmetic.

    >>> round_to(2.28e9, 2)
    2300000000.0
    """
    exact = Decimal(repr(value))
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), rounding)) if exact else 0.0


# -- events ---------------------------------------------------------------------------------------------------------------

_FINENESS = ("day", "month", "quarter", "half", "year", "span")
_MEETINGS = frozenset({"talks_held", "visit"})
"""Acts of persons: on one day a country holds several, so different persons are different events."""
_LONGEST_FOR_MEETINGS = 31
"""Days within which two sides' talks are taken for one; in a longer time they may have met again."""
_COARSE = frozenset({"half", "year", "span"})
_LONGEST_FOR_ONE = 366
"""Days beyond which a time tells what happened in all of it ("has lent 10 billion over 20 years"), not when one thing happened."""
_STATEMENTS = frozenset({"endorsed", "agreed_to", "plan_announced", "urged"})
"""Acts of words: leaders say many things on the day of a summit, so only what is told in like words is one."""
_BROAD_AREAS = frozenset({"diplomacy"})
"""Areas that say too little, alone, to tie a day to a whole year or one day's news to another's."""


_LIKE_WORDS = 0.5
"""Share of the shorter sentence's words that the other must have for the two to say the same."""
_WORD = re.compile(r"[^\W_]{4,}|\d+")


@dataclass(frozen=True, slots=True)
class _Telling:
    member_id: str
    doc_id: str
    bucket: str
    act: str
    start: date
    end: date
    label: str
    precision: str
    basis: str
    areas: frozenset[str]
    officials: tuple[str, ...]
    serial: int | None
    published: date | None
    visitors: frozenset[str]
    quotes: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """Tellings of one event; the first has the finest date, all others contain it."""

    tellings: list[_Telling] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def resolve_events(con: DuckDBPyConnection) -> None:
    """Make the temporary table event_group (member_id, event_id, merge_reason) for the tellings that belong together."""
    rows = stream(
        con,
        """
        with dated as (
            select
                event_id, doc_id, act, date_start, date_end, date_label, date_precision, date_basis, area_codes, officials, serial,
                published_start,
                list_transform(
                    list_filter(participants, lambda each: each.role = 'actor'), lambda each: coalesce(each.iso3, lower(each.name))
                ) as actors,
                if(act in $statements, list_transform(mentions, lambda each: each.text), []) as quotes,
                concat_ws('|', act, polarity, if(status in ('happened', 'past-background'), 'done', status), parties::varchar) as bucket
            from event_row
            where date_start is not null and len(parties) > 1
        ),
        period as (
            select bucket, date_start, date_end, bool_or(date_precision <> 'day') as coarse, min(doc_id) <> max(doc_id) as shared
            from dated
            group by bucket, date_start, date_end
        ),
        containing as (
            select one.bucket, one.date_start, one.date_end, other.date_start as inner_start, other.date_end as inner_end
            from period as one
            join period as other
                on other.bucket = one.bucket and other.date_start >= one.date_start and other.date_end <= one.date_end
            where one.coarse and (other.date_start, other.date_end) <> (one.date_start, one.date_end)
        ),
        meeting as (
            select bucket, date_start, date_end from period where shared
            union
            select bucket, date_start, date_end from containing
            union
            select bucket, inner_start, inner_end from containing
        )
        select dated.*
        from dated
        join meeting using (bucket, date_start, date_end)
        order by bucket, doc_id, event_id
        """,
        {"statements": sorted(_STATEMENTS)},
    )
    grouped = (
        (telling.member_id, _first_published(group).member_id, "; ".join(dict.fromkeys(group.reasons)))
        for _, bucket in groupby(map(_telling, rows), key=attrgetter("bucket"))
        for group in group_tellings(list(bucket))
        if len(group.tellings) > 1
        for telling in group.tellings
    )
    collect(con, "event_group", _GROUPED, grouped)


_GROUPED = pa.schema([(name, pa.string()) for name in ("member_id", "event_id", "merge_reason")])


def _telling(row: Sequence[Any]) -> _Telling:
    member_id, doc_id, act, start, end, label, precision, basis, areas, officials, serial, published, actors, quotes, bucket = row
    names = tuple(sorted({plain_name(name or "") for name in officials} - {""}))
    visitors = frozenset(actors) if act == "visit" else frozenset()
    return _Telling(
        member_id,
        doc_id,
        bucket,
        act,
        start,
        end,
        label,
        precision,
        basis,
        frozenset(areas),
        names,
        serial,
        published,
        visitors,
        tuple(quotes),
    )


def _first_published(group: _Group) -> _Telling:
    return min(group.tellings, key=lambda each: (each.published or date.max, each.doc_id, each.member_id))


def group_tellings(bucket: Sequence[_Telling]) -> list[_Group]:
    """Group tellings with the same parties, act and status: finest dates first, so that "in May" looks for the day it means.

    Of several events it could belong to, a telling joins the one with which it shares most: a shared area says more than a shared
    official, who may sign two agreements on a day. Where that does not decide, it stays apart.
    """
    groups: list[_Group] = []
    by_date: dict[tuple[date, date], list[_Group]] = {}
    for telling in sorted(bucket, key=_merge_order):
        found = [(match, group) for group in _compatible_groups(telling, by_date) if (match := why_same(telling, group.tellings))]
        strongest = max((match.strength for match, _ in found), default=0)
        best = [(match, group) for match, group in found if match.strength == strongest]
        if len(best) == 1:
            match, group = best[0]
            group.tellings.append(telling)
            group.reasons.append(match.reason)
        else:
            group = _Group([telling])
            groups.append(group)
            by_date.setdefault((telling.start, telling.end), []).append(group)
    return groups


def _merge_order(telling: _Telling) -> tuple[int, int, int, date, str, str]:
    days = (telling.end - telling.start).days
    return (_FINENESS.index(telling.precision), days, 0 if telling.officials else 1, telling.start, telling.doc_id, telling.member_id)


def _compatible_groups(telling: _Telling, by_date: dict[tuple[date, date], list[_Group]]) -> Iterator[_Group]:
    if telling.precision == "day":
        yield from by_date.get((telling.start, telling.end), ())
        return
    for (start, end), groups in by_date.items():
        if telling.start <= start and end <= telling.end:
            yield from groups


@dataclass(frozen=True, slots=True)
class _Match:
    """Why two tellings are of one event, and how much says so: 2 for a shared area, 1 for a shared official."""

    strength: int
    reason: str


def why_same(telling: _Telling, others: Sequence[_Telling]) -> _Match | None:
    """Why ``telling`` and the tellings of one group are the same event, for the reader; None if they are not.

    Parties, act and status agree already and the dates contain each other.
    """
    if any(other.doc_id == telling.doc_id for other in others):
        return None  # the extractor saw both in one text and kept them apart
    if telling.serial is not None and any(other.serial is not None and other.serial != telling.serial for other in others):
        return None
    first = others[0]
    if telling.act in _MEETINGS and not _can_be_one_meeting(telling, others):
        return None
    if telling.act in _STATEMENTS and not any(_in_like_words(telling, other) for other in others):
        return None
    officials = sorted({name for other in others for name in telling.officials if any(same_person(name, each) for each in other.officials)})
    areas = telling.areas & frozenset().union(*(other.areas for other in others)) - {"unspecified"}  # not stated equals nothing
    if telling.label != first.label and (telling.end - telling.start).days > _LONGEST_FOR_ONE:
        return None
    coarse = telling.precision in _COARSE and telling.label != first.label
    undated = telling.basis == first.basis == "article"  # both have the date of their article's appearance
    enough = bool(areas - _BROAD_AREAS) or bool(areas and officials) if coarse or undated else bool(areas or officials)
    if not enough:
        return None
    dates = f"same date {first.label}" if telling.label == first.label else f"{telling.label} contains {first.label}"
    shared = [f"shared area {', '.join(sorted(areas))}"] if areas else []
    named = [f"shared official {', '.join(officials).title()}"] if officials else []
    return _Match(2 * bool(areas) + bool(officials), f"same parties and act, {dates}, {' and '.join(shared + named)}")


def _can_be_one_meeting(telling: _Telling, others: Sequence[_Telling]) -> bool:
    """Whether dates are fine enough, nobody met somebody else, and the same side travelled: countries meet several times a year."""
    if (telling.end - telling.start).days > _LONGEST_FOR_MEETINGS:
        return False
    return not any(different_people(telling.officials, other.officials) or telling.visitors != other.visitors for other in others)


def _in_like_words(one: _Telling, other: _Telling) -> bool:
    """Whether a sentence of each says the same; words of three letters and less do not count."""
    return any(_likeness(some, others) >= _LIKE_WORDS for some in map(_words, one.quotes) for others in map(_words, other.quotes))


@lru_cache(maxsize=1 << 12)
def _words(quote: str) -> frozenset[str]:
    return frozenset(_WORD.findall(quote.lower()))


def _likeness(some: frozenset[str], others: frozenset[str]) -> float:
    fewer = min(len(some), len(others))
    return len(some & others) / fewer if fewer else 0.0


def plain_name(name: str) -> str:
    """A person's name in lower case without accents: articles write Tarō Kōno and Taro Kono."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def same_person(one: str, other: str) -> bool:
    """Whether two plain names can be one person's: the last words agree, or one name is part of the other ("wang" of "wang yi")."""
    words, others = one.split(), other.split()
    return words[-1] == others[-1] or set(words) <= set(others) or set(others) <= set(words)


def different_people(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each side names somebody whom the other does not: A met B, A met C."""
    return any(not any(same_person(name, each) for each in others) for name in some) and any(
        not any(same_person(name, each) for each in some) for name in others
    )
