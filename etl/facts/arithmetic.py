"""Sums as evidence: figures of one article that fit together are surer, those that contradict each other less sure.

Exports and imports make the trade and its balance, a level less its change is the level before, a change in percent is measured by that, a
share of the whole is the part. Where exactly one reading of an uncertain sign, partner or period makes a sum fit, that reading is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from etl.facts.confidence import confidence
from etl.model import Basis, Fact, FactStatus, Indicator, Kind, Period

_REACH = 8  # facts before and after within which figures are held against each other, so that time stays linear
_COARSE = Decimal("0.05")  # a sum that rounding blurs by more than this proves nothing
_FAR = Decimal("0.02")  # a gap of this part of the larger figure, beyond rounding, is a contradiction

_UNSURE = frozenset({"kind:clause", "kind:ellipsis", "kind:or", "kind:as-before"})


def weigh_sums(facts: list[Fact]) -> list[Fact]:
    """The facts in the same order, with the reading, rule and confidence that the sums among them give."""
    weighed = list(facts)
    for at in range(len(weighed)):
        fact = weighed[at]
        if fact.indicator is Indicator.TRADE_TOTAL and _is_amount(fact):
            _weigh_flows(weighed, at, balance=False)
        elif fact.indicator is Indicator.TRADE_BALANCE and _is_amount(fact):
            _weigh_flows(weighed, at, balance=True)
        elif fact.kind is Kind.CHANGE_PCT:
            _weigh_percent(weighed, at)
        elif fact.kind is Kind.CHANGE_ABS:
            _weigh_change(weighed, at)
        elif fact.kind is Kind.SHARE:
            _weigh_share(weighed, at)
    return weighed


def _is_amount(fact: Fact) -> bool:
    """Whether the fact is an observed level that is not hedged, of all goods."""
    return fact.kind is Kind.LEVEL and fact.status is FactStatus.REPORTED and fact.product in (None, "goods") and bool(fact.value)


def _near(facts: list[Fact], at: int, indicator: Indicator) -> Iterator[int]:
    for other in range(max(0, at - _REACH), min(len(facts), at + _REACH + 1)):
        if other != at and facts[other].indicator is indicator and _is_amount(facts[other]):
            yield other


def _weigh_flows(facts: list[Fact], at: int, *, balance: bool) -> None:
    """Hold a total or balance against the exports and imports near it."""
    whole = facts[at]
    fitting: list[tuple[int, int]] = []
    differing: list[tuple[int, int]] = []
    for sold in _near(facts, at, Indicator.EXPORTS):
        for bought in _near(facts, at, Indicator.IMPORTS):
            exports, imports = facts[sold], facts[bought]
            if not (whole.unit == exports.unit == imports.unit) or not _may_belong(whole, exports, imports):
                continue
            made = abs(exports.value) - abs(imports.value) if balance else abs(exports.value) + abs(imports.value)
            if _fits(abs(whole.value), abs(made), (whole, exports, imports)):
                fitting.append((sold, bought))
            elif _certainly_belong(whole, exports, imports) and _contradicts(abs(whole.value), abs(made), (whole, exports, imports)):
                differing.append((sold, bought))
    if len(fitting) == 1:
        _settle_flows(facts, at, *fitting[0], balance=balance)
    elif not fitting and len(differing) == 1:
        _mark(facts, (at, *differing[0]), "sum:differs")


def _may_belong(whole: Fact, exports: Fact, imports: Fact) -> bool:
    """Whether the three could be of one reporter, partner and period, as far as they say."""
    sides = {whole.reporter, whole.partner} - {None}
    if exports.reporter != imports.reporter or exports.reporter not in sides:
        return False
    partners = {fact.partner for fact in (exports, imports, whole) if fact.partner} - {exports.reporter}
    names = {fact.partner_name for fact in (exports, imports) if fact.partner is None and fact.partner_name}
    periods = {fact.period.label for fact in (exports, imports, whole) if fact.period}
    return len(partners) <= 1 and not (names and partners) and len(periods) == 1


def _certainly_belong(whole: Fact, exports: Fact, imports: Fact) -> bool:
    """Whether reporter, partner and period of the three are the same without any reading of ours, and no figure is hedged."""
    same = exports.partner == imports.partner and {whole.reporter, whole.partner} == {exports.reporter, exports.partner}
    dated = all(fact.period is not None and fact.period.basis is not Basis.CONTEXT for fact in (whole, exports, imports))
    return same and dated and not any(fact.qualifier for fact in (whole, exports, imports))


def _settle_flows(facts: list[Fact], at: int, sold: int, bought: int, *, balance: bool) -> None:
    """Take the partner, period and sign that make the sum fit."""
    whole, exports, imports = facts[at], facts[sold], facts[bought]
    reporter = exports.reporter
    other = next((fact for fact in (exports, imports, whole) if fact.partner and fact.partner != reporter), None)
    partner = (other.partner, other.partner_name) if other else (None, None)
    if partner[0] is None and whole.partner == reporter:
        partner = (whole.reporter, whole.reporter_name)
    period = next(fact.period for fact in (exports, imports, whole) if fact.period)
    exact = _is_exact((whole, exports, imports))
    for place in (sold, bought):
        fact = facts[place]
        facts[place] = replace(fact, partner=partner[0], partner_name=partner[1], period=_dated(fact, period) if exact else fact.period)
    signed = whole
    if balance:
        wanted = abs(exports.value) - abs(imports.value)
        if whole.reporter == reporter:
            names = (whole.reporter_name, partner[1])
            if (whole.value > 0) != (wanted > 0) and whole.partner:  # the deficit is the other's
                signed = replace(whole, reporter=partner[0], partner=reporter, reporter_name=names[1], partner_name=names[0])
            elif (whole.value > 0) != (wanted > 0):
                signed = replace(whole, value=-whole.value)
        if signed.reporter == reporter:
            signed = replace(signed, partner=partner[0], partner_name=partner[1])
    elif whole.partner is None:
        signed = replace(whole, partner=partner[0], partner_name=partner[1])
    facts[at] = replace(signed, period=_dated(whole, period) if exact else whole.period)
    _mark(facts, (at, sold, bought), "sum:balance" if balance else "sum:total")


def _is_exact(members: tuple[Fact, ...]) -> bool:
    """Whether the figures have digits enough that their sum can hardly fit by chance."""
    return sum((_slack(fact) for fact in members), Decimal(0)) * 100 <= max(abs(fact.value) for fact in members)


def _dated(fact: Fact, period: Period) -> Period:
    return fact.period or replace(period, basis=Basis.CONTEXT)


def _weigh_percent(facts: list[Fact], at: int) -> None:
    """Hold a change in percent against the two levels of its sentence."""
    change = facts[at]
    for now, before in _levels_beside(facts, at):
        later, earlier = abs(facts[now].value), abs(facts[before].value)
        made = 100 * (later - earlier) / earlier
        slack = _slack(change) + 100 * (_slack(facts[now]) / earlier + later * _slack(facts[before]) / earlier**2)
        if abs(abs(made) - abs(change.value)) <= slack and slack < abs(change.value) / 2:
            if (made > 0) == (change.value > 0) or _turn(facts, at):
                _mark(facts, (at, now, before), "sum:percent")
            return


def _turn(facts: list[Fact], at: int) -> bool:
    """Turn the sign of a change whose direction was read from a word farther off; False where its own verb told it."""
    if not _UNSURE & set(facts[at].rule.split("+")):
        return False
    facts[at] = replace(facts[at], value=-facts[at].value)
    return True


def _levels_beside(facts: list[Fact], at: int) -> Iterator[tuple[int, int]]:
    """The pairs of a later and an earlier level of the same thing in the sentence of a change."""
    change = facts[at]
    beside = [
        other
        for other in range(max(0, at - _REACH), min(len(facts), at + _REACH + 1))
        if facts[other].quote == change.quote
        and facts[other].kind is Kind.LEVEL
        and facts[other].value
        and facts[other].period is not None
        and _same_series(facts[other], change)
    ]
    for now in beside:
        for before in beside:
            later, earlier = facts[now].period, facts[before].period
            if later and earlier and earlier.start < later.start and facts[now].unit == facts[before].unit:
                yield now, before


def _same_series(one: Fact, other: Fact) -> bool:
    return (one.indicator, one.reporter, one.partner, one.product) == (other.indicator, other.reporter, other.partner, other.product)


def _weigh_change(facts: list[Fact], at: int) -> None:
    """Hold a change in absolute terms against the two levels of its sentence."""
    change = facts[at]
    for now, before in _levels_beside(facts, at):
        made = abs(facts[now].value) - abs(facts[before].value)
        if facts[now].unit == change.unit and _fits(abs(change.value), abs(made), (change, facts[now], facts[before])):
            if (made > 0) == (change.value > 0) or _turn(facts, at):
                _mark(facts, (at, now, before), "sum:change")
            return


def _weigh_share(facts: list[Fact], at: int) -> None:
    """Hold a share of a country's trade against the part and the whole, where both are told."""
    share = facts[at]
    if share.partner is None:
        return
    near = list(_near_levels(facts, at, share))
    for part in near:
        for whole in near:
            one, all_of_it = facts[part], facts[whole]
            if one.partner != share.partner or all_of_it.partner is not None or all_of_it.partner_name or one.unit != all_of_it.unit:
                continue
            made = 100 * abs(one.value) / abs(all_of_it.value)
            slack = _slack(share) + made * (_slack(one) / abs(one.value) + _slack(all_of_it) / abs(all_of_it.value))
            if abs(made - share.value) <= slack and slack < share.value / 4:
                _mark(facts, (at, part, whole), "sum:share")
                return


def _near_levels(facts: list[Fact], at: int, share: Fact) -> Iterator[int]:
    for other in _near(facts, at, share.indicator):
        fact = facts[other]
        if fact.reporter == share.reporter and (fact.period is None or share.period is None or fact.period.label == share.period.label):
            yield other


def _slack(fact: Fact) -> Decimal:
    """How far the true value may lie from the stated one: half a unit of its last digit, more where it is hedged."""
    exponent = fact.value.as_tuple().exponent
    rounding = Decimal(5).scaleb(int(exponent) - 1)
    return max(rounding, abs(fact.value) / 50) if fact.qualifier else rounding


def _fits(stated: Decimal, made: Decimal, members: tuple[Fact, ...]) -> bool:
    slack = sum((_slack(fact) for fact in members), Decimal(0))
    return abs(stated - made) <= slack and slack <= _COARSE * max(stated, *(abs(fact.value) for fact in members))


def _contradicts(stated: Decimal, made: Decimal, members: tuple[Fact, ...]) -> bool:
    slack = sum((_slack(fact) for fact in members), Decimal(0))
    return abs(stated - made) > slack + _FAR * max(stated, made)


def _mark(facts: list[Fact], members: tuple[int, ...], step: str) -> None:
    """Note the sum in the rules of its members and weigh their confidence anew."""
    for at in members:
        if "sum:" not in facts[at].rule:
            rule = f"{facts[at].rule}+{step}"
            facts[at] = replace(facts[at], rule=rule, confidence=confidence(tuple(rule.split("+"))))
