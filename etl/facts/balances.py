"""Deficits and surpluses: which balance is meant, and its sign."""

from __future__ import annotations

from decimal import Decimal

from etl.facts.context import Party, party_of
from etl.facts.figures import Figure
from etl.facts.kinds import Reading
from etl.facts.lexicon import Governor
from etl.facts.tokens import FLOWS, Row
from etl.facts.wordlist import words
from etl.facts.work import Work
from etl.model import Indicator, Kind, Span

_OTHER_DEFICITS = words(
    "infrastructure housing skills skill funding financing investment water budgetary fiscal federal revenue information "
    "knowledge trust democratic calorie pension age gender pay wage wealth income technology digital supply demand output"
)


_ACCOUNTS = words("transfer transfers services invisibles capital income remittances")


def meaning_of_generic(work: Work, offset: int, row: Row, index: int) -> Governor | None:
    """Which balance "the deficit" means: that of trade where a partner follows, else the one named last."""
    if row.word(index - 1) in _OTHER_DEFICITS:
        return None
    token = row.tokens[index] if index >= 0 else None
    balance = token.governor.balance if token and token.governor else "deficit"
    if token is not None and token.word.startswith("imbalance") and (earlier := _last_balance(work)) is not None:
        balance = earlier
    trade = Governor(Indicator.TRADE_BALANCE, balance)
    if _is_of_another_account(row, index):
        return Governor(Indicator.OTHER, balance)
    if _is_with_a_country(row, index):
        return trade
    last = None
    for _, _, governor in work.phrases.within(Span(max(0, offset - 4000), max(1, offset))):
        if not governor.generic and (governor.balance or governor.reason == "public finance" or governor.indicator in FLOWS):
            last = governor
    if last is None:
        return trade if work.phrases.speaks_of_trade else None
    if last.reason:
        return last
    return Governor(last.indicator if last.balance else Indicator.TRADE_BALANCE, balance)


def _last_balance(work: Work) -> str | None:
    """Whether the last trade balance told was a surplus or a deficit: "the imbalance" goes on with it."""
    for fact in reversed(work.facts[-4:]):
        if fact.indicator is Indicator.TRADE_BALANCE and fact.kind is Kind.LEVEL:
            return "surplus" if fact.value > 0 else "deficit"
    return None


def _is_of_another_account(row: Row, index: int) -> bool:
    """Whether the clause names the account ("a deficit in transfer payments", "in the balance of services ... a deficit")."""
    if row.word(index + 1) in ("in", "on") and any(row.word(at) in _ACCOUNTS for at in range(index + 2, index + 6)):
        return True
    return any(row.word(at) in _ACCOUNTS and row.word(at - 1) == "of" and row.word(at - 2) == "balance" for at in range(2, max(2, index)))


def _is_with_a_country(row: Row, index: int) -> bool:
    """Whether "with" and a country stand beside the balance ("a deficit with Oman", "With Oman, Fiji had a deficit")."""
    for at in range(max(0, index - 7), min(len(row.tokens) - 1, index + 7)):
        if row.word(at) == "with" and (row.tokens[at + 1].country or (at + 2 < len(row.tokens) and row.tokens[at + 2].country)):
            return True
    return False


def signed_value(
    figure: Figure, reading: Reading, governor: Governor, row: Row, index: int
) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """The value with its sign, and the ends of a range in order."""
    sign = 1
    if reading.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT):
        sign = reading.direction or 1
    elif reading.kind is Kind.LEVEL and governor.balance:
        sign = _balance_sign(governor, row, index)
    if figure.value < 0:
        sign = -1
    value = abs(figure.value) * sign
    if figure.high is None:
        return value, None, None
    ends = sorted((value, abs(figure.high) * sign))
    return value, ends[0], ends[1]


def in_favour(row: Row, index: int) -> Party | None:
    """Whose favour the balance is in ("an imbalance of 5 billion in Japan's favour"); None if the clause does not say."""
    for at in range(index + 1, min(len(row.tokens), index + 8)):
        if row.word(at) in ("favour", "favor"):
            return next((party_of(t.country) for t in reversed(row.tokens[index + 1 : at]) if t.country and t.country.iso3), None)
    return None


def _balance_sign(governor: Governor, row: Row, index: int) -> int:
    if governor.balance == "deficit":
        return -1
    if governor.balance == "surplus":
        return 1
    words = {token.word for token in row.tokens[max(0, index - 8) : index + 4]}
    return -1 if words & {"deficit", "minus", "negative", "shortfall", "gap"} else 1
