"""Figures that follow from stated ones, and arithmetic that stated ones must satisfy.

Only figures that no other article contradicts are computed with; every result keeps its formula and the ids of the facts it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import chain, groupby, islice, product
from operator import attrgetter

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from duckdb import DuckDBPyConnection

from warehouse.resolve import round_to, significant_digits
from warehouse.rows import collect, stream

MAX_COMPARISONS = 12
"""Of many sources that differ, so many combinations per period are compared and no more."""

MAX_GROWTH = 5
"""Levels of two years that are farther apart than this factor are hardly of one thing: an article named a part and we did not read it."""

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


@dataclass(frozen=True, slots=True)
class Level:
    """One resolved figure of trade between two sides."""

    fact_id: str
    indicator: str
    value: float
    unit: str
    reporter: str
    partner: str
    period_label: str
    period_start: date
    period_end: date
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class _Flows:
    """What the articles say of the trade of one reporter with one partner in one period and unit, by indicator."""

    of: dict[str, list[Level]]

    def undisputed(self, indicator: str) -> Level | None:
        """The one value of an indicator; None when no article states it or two differ."""
        levels = self.of.get(indicator, ())
        return levels[0] if len(levels) == 1 else None


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed figure; the fields are those of the table derived_figure."""

    derived_id: str
    name: str
    formula: str
    indicator: str
    kind: str
    value: float
    unit: str
    reporter: str | None
    partner: str | None
    period_label: str | None
    period_start: date | None
    period_end: date | None
    status: str
    fact_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Consistency:
    """One comparison; the fields are those of the table consistency_check."""

    check_id: str
    statement: str
    fact_ids: Sequence[str]
    holds: bool


_DERIVED = pa.schema(
    [
        *((name, pa.string()) for name in ("derived_id", "name", "formula", "indicator", "kind")),
        ("value", pa.float64()),
        *((name, pa.string()) for name in ("unit", "reporter", "partner", "period_label")),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("status", pa.string()),
        ("fact_ids", pa.list_(pa.string())),
    ]
)
_CONSISTENCY = pa.schema(
    [("check_id", pa.string()), ("statement", pa.string()), ("fact_ids", pa.list_(pa.string())), ("holds", pa.bool_())]
)


def derive_figures(con: DuckDBPyConnection) -> None:
    """Fill core.derived_figure and core.consistency_check from core.observation."""
    derived = (each for group in _flows(con) for each in _from_flows(group))
    _insert(con, "derived_figure", chain(derived, _implied_targets(con), _growth(con), _bases(con)), _DERIVED, order="derived_id")
    checks = (each for group in _flows(con) for each in _check_flows(group))
    _insert(con, "consistency_check", checks, _CONSISTENCY, order="check_id")


def _insert(con: DuckDBPyConnection, table: str, rows: Iterable[Derived] | Iterable[Consistency], schema: pa.Schema, *, order: str) -> None:
    collect(con, "computed", schema, map(attrgetter(*schema.names), rows))
    con.execute(f"insert into core.{table} by name select * from computed order by {order}; drop table computed")


def _flows(con: DuckDBPyConnection) -> Iterator[_Flows]:
    """The trade of each reporter with each partner by period and unit; of the levels that stand beside one of another indicator.

    Nothing follows from one alone.
    """
    rows = stream(
        con,
        """
        with level as (
            select
                fact.fact_id, indicator, value, unit, reporter, partner, period_label, period_start, period_end, qualifier,
                row(least(reporter, partner), greatest(reporter, partner), unit, period_start, period_end) as beside
            from core.observation
            join core.fact using (fact_id)
            where indicator in ('trade_total', 'exports', 'imports', 'trade_balance')
                and kind = 'level' and status = 'reported' and period_start is not null
                and reporter is not null and partner is not null
                and low is null and lower(coalesce(product, '')) in ('', 'goods', 'merchandise', 'goods and services')
        )
        select * exclude (beside)
        from level
        where beside in (select beside from level group by beside having min(indicator) <> max(indicator))
        order by beside, fact_id
        """,
    )
    for _, levels in groupby((Level(*row) for row in rows), key=_beside):
        yield from _flows_of(levels)


def _beside(level: Level) -> tuple[str, str, str, date, date]:
    return min(level.reporter, level.partner), max(level.reporter, level.partner), level.unit, level.period_start, level.period_end


def _flows_of(levels: Iterable[Level]) -> Iterator[_Flows]:
    """The trade between two countries as each of them reports it, in one period and unit; a total belongs to both sides."""
    groups: dict[str, _Flows] = {}
    totals: list[Level] = []
    for level in levels:
        if level.indicator == "trade_total":
            totals.append(level)
        else:
            groups.setdefault(level.reporter, _Flows({})).of.setdefault(level.indicator, []).append(level)
    for _, group in sorted(groups.items()):
        group.of["trade_total"] = totals
        yield group


def _from_flows(group: _Flows) -> Iterator[Derived]:
    """What two undisputed flows leave for the third, where no article states it."""
    exports, imports, total = group.undisputed("exports"), group.undisputed("imports"), group.undisputed("trade_total")
    if exports and imports and not group.of.get("trade_balance"):
        yield _computed("balance", "{0} − {1} = {2} (exports − imports)", lambda out, back: out - back, (exports, imports), "trade_balance")
    if exports and imports and not group.of["trade_total"]:
        yield _computed("total", "{0} + {1} = {2} (exports + imports)", lambda out, back: out + back, (exports, imports), "trade_total")
    if total and exports and not group.of.get("imports"):
        yield _computed("imports", "{0} − {1} = {2} (trade − exports)", lambda both, out: both - out, (total, exports), "imports")
    if total and imports and not group.of.get("exports"):
        yield _computed("exports", "{0} − {1} = {2} (trade − imports)", lambda both, back: both - back, (total, imports), "exports")


def _computed(name: str, formula: str, compute: Callable[[float, float], float], terms: tuple[Level, Level], indicator: str) -> Derived:
    """The result belongs to the side whose flow went into it: a total names its two sides in either order."""
    value = _tidy(compute(terms[0].value, terms[1].value))
    side = next(term for term in reversed(terms) if term.indicator != "trade_total")
    fact_ids = [term.fact_id for term in terms]
    return Derived(
        derived_id=_identity(name, fact_ids),
        name=name,
        formula=formula.format(*amounts_in_words([terms[0].value, terms[1].value, value], side.unit)),
        indicator=indicator,
        kind="level",
        value=value,
        unit=side.unit,
        reporter=side.reporter,
        partner=side.partner,
        period_label=side.period_label,
        period_start=side.period_start,
        period_end=side.period_end,
        status="reported",
        fact_ids=fact_ids,
    )


def _check_flows(group: _Flows) -> Iterator[Consistency]:
    """Every stated total and balance against every pair of flows; where sources differ this shows which of them fit together."""
    pairs = list(product(group.of.get("exports", ()), group.of.get("imports", ())))
    stated = [*group.of["trade_total"], *group.of.get("trade_balance", ())]
    for (exports, imports), other in islice(product(pairs, stated), MAX_COMPARISONS):
        if other.indicator == "trade_total":
            yield _compared("{0} + {1} = {2}", "exports + imports = trade", (exports, imports), exports.value + imports.value, other)
        else:
            yield _compared("{0} − {1} = {2}", "exports − imports = balance", (exports, imports), exports.value - imports.value, other)


def _compared(form: str, meaning: str, terms: tuple[Level, Level], computed: float, stated: Level) -> Consistency:
    holds = abs(computed - stated.value) <= sum(map(rounding, (*terms, stated))) * (1 + 1e-9)
    amounts = amounts_in_words([terms[0].value, terms[1].value, stated.value], stated.unit)
    shown = form.format(*amounts)
    statement = f"{shown if holds else shown.replace('=', '≠')} ({meaning}, {stated.period_label})"
    fact_ids = [terms[0].fact_id, terms[1].fact_id, stated.fact_id]
    return Consistency(_identity(meaning, fact_ids), statement, fact_ids, holds)


def rounding(level: Level) -> float:
    """How far the true value may lie from the stated one: half a unit of its last digit, at least 5 percent where it is hedged."""
    digits = significant_digits(level.value)
    exponent = len(str(int(abs(level.value)))) - digits if abs(level.value) >= 1 else -digits
    half_unit = 0.5 * 10.0**exponent
    return max(half_unit, 0.05 * abs(level.value)) if level.qualifier else half_unit


def _implied_targets(con: DuckDBPyConnection) -> Iterator[Derived]:
    """What a goal stated as a multiple means: the multiple of the last level that the same two sides reported before it.

    The article's own level first; else the latest one whose period had ended when the article appeared.
    """
    rows = stream(
        con,
        """
        with target as (
            select fact.*, article.published_start
            from core.observation
            join core.fact using (fact_id)
            join core.article on article.doc_id = fact.doc_id
            where kind = 'multiplier' and status = 'target' and unit = 'ratio' and low is null and reporter is not null
        ),
        level as (
            select fact.*, agreement
            from core.fact
            join core.observation using (observation_id)
            where kind = 'level' and status = 'reported' and period_end is not null
        ),
        candidate as (
            select
                target.fact_id as target_id, target.value as multiple, target.indicator, target.reporter, target.partner,
                target.period_label, target.period_start, target.period_end,
                level.fact_id as level_id, level.value as base, level.unit, level.period_label as base_period,
                row_number() over (
                    partition by target.fact_id
                    order by level.doc_id = target.doc_id desc, level.period_end desc, level.confidence desc, level.fact_id
                ) as rank
            from target
            join level
                on level.indicator = target.indicator
                and level.product is not distinct from target.product
                and (
                    (level.reporter = target.reporter and level.partner is not distinct from target.partner)
                    or (target.indicator = 'trade_total' and level.reporter = target.partner and level.partner = target.reporter)
                )
                and (level.doc_id = target.doc_id or (level.agreement <> 'differ' and level.period_end <= target.published_start))
        )
        select
            target_id, multiple, indicator, reporter, partner, period_label, period_start, period_end, level_id, base, unit, base_period
        from candidate
        where rank = 1
        order by target_id
        """,
    )
    for target_id, multiple, indicator, reporter, partner, label, start, end, level_id, base, unit, base_period in rows:
        value = _tidy(multiple * base)
        formula = (
            f"{multiple:g} × {amounts_in_words([base], unit)[0]} = {amounts_in_words([value], unit)[0]} (goal × level of {base_period})"
        )
        ids = [target_id, level_id]
        yield Derived(
            _identity("implied target", ids),
            "implied target", formula, indicator, "level", value, unit, reporter, partner, label, start, end, "target", ids,
        )  # fmt: skip


_LEVELS = """
    with level as (
        select
            fact.*,
            coalesce(fact.reporter, '') as side_a,
            coalesce(fact.partner, '') as side_b,
            if(lower(product) in ('goods', 'merchandise', 'goods and services'), '', coalesce(lower(product), '')) as of_what
        from core.observation
        join core.fact using (fact_id)
        where kind = 'level' and status = 'reported' and agreement <> 'differ' and low is null and value > 0 and period_start is not null
            and reporter is not null and coalesce(qualifier, 'about') = 'about'
    ),
    lone as (
        select * from level
        qualify count(*) over (partition by indicator, unit, side_a, side_b, of_what, period_start, period_end) = 1
    )
"""
"""Levels that no other level of their series and period stands beside: an article may tell several apart by words we do not read."""


def _growth(con: DuckDBPyConnection) -> Iterator[Derived]:
    """Growth from one year to the next between two stated levels, where no article states it itself."""
    rows = stream(
        con,
        f"""
        {_LEVELS}
        select
            now.fact_id, before.fact_id, now.value, before.value, now.unit, now.indicator, now.reporter, now.partner,
            now.period_label, before.period_label, now.period_start, now.period_end
        from lone as now
        join lone as before
            on before.indicator = now.indicator and before.unit = now.unit and before.of_what = now.of_what
            and before.side_a = now.side_a and before.side_b = now.side_b
            and before.period_start = now.period_start - interval 1 year and before.period_end = now.period_end - interval 1 year
        join core.dim_unit on dim_unit.unit = now.unit
        where dimension in ('money', 'count', 'physical') and now.indicator <> 'other'
            and now.value between before.value / $most and before.value * $most and now.period_end <= now.period_start + interval 1 year
            and not exists (
                from core.fact as stated
                where stated.kind in ('change_pct', 'multiplier') and stated.indicator = now.indicator
                    and stated.reporter = now.reporter and stated.partner is not distinct from now.partner
                    and stated.period_end = now.period_end
            )
        order by now.fact_id, before.fact_id
        """,
        {"most": MAX_GROWTH},
    )
    for now_id, before_id, value, base, unit, indicator, reporter, partner, label, base_label, start, end in rows:
        growth = _tidy(round(100 * (value / base - 1), 1))
        amounts = amounts_in_words([value, base], unit)
        said = f"{growth:+.1f}".replace("-", "−")
        formula = f"{amounts[0]} ÷ {amounts[1]} − 1 = {said} % ({base_label} to {label})"
        ids = [now_id, before_id]
        yield Derived(
            _identity("growth", ids),
            "growth", formula, indicator, "change_pct", growth, "percent", reporter, partner, label, start, end, "reported", ids,
        )  # fmt: skip


def _bases(con: DuckDBPyConnection) -> Iterator[Derived]:
    """The level that a stated multiple starts from: "grew tenfold since 2013, to $50 billion" leaves 5 billion for 2013.

    Level and multiple are of one article and end together; the multiple's period says where it starts.
    """
    rows = stream(
        con,
        f"""
        {_LEVELS},
        multiple as (
            select fact.*
            from core.observation
            join core.fact using (fact_id)
            where kind = 'multiplier' and status = 'reported' and unit = 'ratio' and low is null and value > 0
                and coalesce(qualifier, 'about') = 'about' and contains(period_label, '/') and length(period_label) = 9
        )
        select
            level.fact_id, multiple.fact_id, level.value, multiple.value, level.unit, level.indicator, level.reporter, level.partner,
            multiple.period_label[:4], multiple.period_start, (multiple.period_start + interval 1 year)::date
        from multiple
        join lone as level
            on level.doc_id = multiple.doc_id and level.indicator = multiple.indicator and level.period_end = multiple.period_end
            and level.period_start = level.period_end - interval 1 year
            and level.reporter = multiple.reporter and level.partner is not distinct from multiple.partner
            and lower(coalesce(level.product, '')) = lower(coalesce(multiple.product, ''))
        where not exists (
            from level as stated
            where stated.indicator = level.indicator and stated.unit = level.unit and stated.of_what = level.of_what
                and stated.side_a = level.side_a and stated.side_b = level.side_b and stated.period_start = multiple.period_start
        )
        order by level.fact_id, multiple.fact_id
        """,
    )
    for level_id, multiple_id, value, multiple, unit, indicator, reporter, partner, label, start, end in rows:
        base = round_to(value / multiple, max(2, significant_digits(value)))
        now, before = amounts_in_words([value], unit)[0], amounts_in_words([base], unit)[0]
        formula = f"{now} ÷ {multiple:g} = {before} (level ÷ multiple since {label})"
        ids = [level_id, multiple_id]
        yield Derived(
            _identity("base", ids),
            "base", formula, indicator, "level", base, unit, reporter, partner, label, start, end, "reported", ids,
        )  # fmt: skip


def amounts_in_words(values: Sequence[float], unit: str) -> list[str]:
    """Amounts of one unit in the scale of the largest; the last one carries scale and unit.

    >>> amounts_in_words([7e8, 2.3e9, 3e9], "USD")
    ['0.7', '2.3', '3.0 billion USD']
    """
    largest = max(abs(value) for value in values)
    scale, word = next(((scale, word) for scale, word in _SCALES if largest >= scale), (1.0, ""))
    scaled = [_tidy(value / scale) for value in values]
    decimals = min(3, max(len(f"{value:.3f}".rstrip("0").partition(".")[2]) for value in scaled))
    texts = [f"{value:,.{decimals}f}".replace("-", "−") for value in scaled]
    return [*texts[:-1], " ".join(filter(None, (texts[-1], word, unit)))]


def _tidy(value: float) -> float:
    """A computed value without the dust of binary fractions (0.7 + 2.3)."""
    return float(f"{value:.12g}") if value else 0.0


def _identity(name: str, fact_ids: Sequence[str]) -> str:
    return blake2b("\0".join((name, *fact_ids)).encode(), digest_size=8).hexdigest()
