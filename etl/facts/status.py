"""Whether a figure is an observation, a forecast or a target, by the words left of it in its clause."""

from __future__ import annotations

import re

from etl.facts.lexicon import Lexicon
from etl.facts.tokens import Row
from etl.model import FactStatus, Indicator, Kind

_THAN_PLANNED = re.compile(r"\bthan (?:planned|expected|forecast|predicted|projected|targeted)\b")
_INFINITIVES = frozenset({"double", "triple", "treble", "quadruple", "halve"})  # "meant to double": not done yet
_NOW = frozenset({"currently", "at present", "already", "presently", "now", "today"})
_HEDGES = frozenset({"about", "some", "around", "nearly", "almost", "over", "between", "up", "to", "at", "least", "a", "an", "the"})
_FORECASTS = frozenset({"forecast", "forecasts", "projection", "projections", "prediction", "predictions"})
_TARGETS = frozenset({"target", "targets", "goal", "goals", "aim"})
_MODALS = frozenset({"will", "would", "could", "may", "might", "should"})
_BREAKS = frozenset({";", "while", "whereas", "but"})
_REPORTED = ("was", "were", "has", "had", "rose", "fell", "reached", "totalled", "increased", "amounted", "grew", "is", "in effect")


def read_status(row: Row, index: int, indicator: Indicator, kind: Kind, lexicon: Lexicon, *, base: bool) -> FactStatus:
    """The status of the figure at token ``index``; what is compared with has happened."""
    if (named := _named_before(row, index)) is not None:
        return named
    if base or _is_compared_with(row, index):
        return FactStatus.REPORTED
    if row.word(index - 1) in ("previous", "current", "existing", "initial", "original", "prevailing") or (
        indicator is Indicator.TARIFF and row.word(index - 1) in ("its", "their")
    ):
        return FactStatus.REPORTED
    if indicator in (Indicator.OTHER, Indicator.TRADE_BALANCE) and kind is Kind.LEVEL and _is_owned(row, index):
        return FactStatus.REPORTED
    words = _THAN_PLANNED.sub("", clause_left(row, index))
    target, forecast = _last(lexicon.target, words), _last(lexicon.forecast, words)
    if _is_foretold_after(row, index):
        return FactStatus.FORECAST
    if forecast >= 0 and any(row.word(at) in _NOW for at in range(max(0, index - 5), index)):
        forecast = -1
    if indicator in lexicon.granting_indicators and kind in (Kind.LEVEL, Kind.CHANGE_PCT, Kind.CHANGE_ABS, Kind.MULTIPLIER):
        after = clause_right(row, index)
        if _is_history(row, index):
            return FactStatus.REPORTED
        if lexicon.granting.search(words) or (target >= 0) or _passive_future(after):
            return FactStatus.TARGET
    if indicator not in lexicon.granting_indicators and _is_sum_of_noun(row, index):
        return FactStatus.REPORTED
    if target >= 0 and target >= forecast - 12:
        return FactStatus.TARGET
    if forecast >= 0:
        return FactStatus.FORECAST
    if row.word(index - 1) == "to" and row.tokens[index].word in _INFINITIVES:
        return FactStatus.TARGET
    return FactStatus.REPORTED


def _named_before(row: Row, index: int) -> FactStatus | None:
    """What the figure is called right before it ("a forecast of 2 percent", "the official target of 5 percent"); None if it is not."""
    at = index - 1
    while at > 0 and row.word(at) in _HEDGES:
        at -= 1
    if row.word(at) != "of":
        return None
    noun = row.word(at - 1)
    return FactStatus.FORECAST if noun in _FORECASTS else FactStatus.TARGET if noun in _TARGETS else None


def _is_foretold_after(row: Row, index: int) -> bool:
    """Whether the figure is said to have been forecast right behind it ("the 3 pct increase forecast by the minister")."""
    if _is_expected_after(row, index) or had_been_expected(row, index):
        return True
    for at in range(index + 1, min(len(row.tokens), index + 4)):
        if row.word(at) in ("forecast", "predicted", "projected", "foreseen"):
            return row.word(at + 1) in ("by", "for", "in", "earlier", "last")
        if not row.tokens[at].plain or not row.word(at).isalpha():
            return False
    return False


def had_been_expected(row: Row, index: int) -> bool:
    """Whether the figure is what others had expected for a time that is over ("less than the 0.7 pct gain the markets had expected")."""
    for at in range(index + 1, min(len(row.tokens), index + 9)):
        if row.word(at) in ("had", "have") and row.word(at + 1) in ("expected", "forecast", "predicted", "projected"):
            return True
        if row.tokens[at].figure or row.word(at) in (",", ";", "and", "which"):
            return False
    return False


def _is_owned(row: Row, index: int) -> bool:
    """Whether the amount only names what is there ("expects to agree on its 68 billion dlr debt")."""
    if row.word(index - 1) not in ("its", "their") or row.word(index - 2) in ("reach", "see", "expect", "expects", "cut"):
        return False
    return not any(row.word(at) in _TARGETS | _FORECASTS for at in range(index + 1, index + 5))


def _is_expected_after(row: Row, index: int) -> bool:
    """Whether the figure's own verb says that it is to come ("exports of 5 billion were expected", "growth of 4 pct is targeted")."""
    for at in range(index + 1, min(len(row.tokens), index + 8)):
        token = row.tokens[at]
        if token.figure or token.word in (",", ";", "and", "which", "than"):
            return False
        if token.word in ("is", "are", "was", "were"):
            verb = row.word(at + 1) if row.word(at + 1) not in ("also", "now", "still", "then") else row.word(at + 2)
            return verb in ("expected", "forecast", "targeted", "projected", "predicted", "planned", "foreseen", "anticipated")
    return False


def _is_sum_of_noun(row: Row, index: int) -> bool:
    """Whether a participle ties the amount to a noun that is only an object ("expected to cut debts totalling 4 billion")."""
    for at in range(index - 1, max(-1, index - 4), -1):
        if row.word(at) in ("totalling", "totaling"):
            return bool(row.tokens[at - 1].governor) and at > 1 and row.tokens[at - 2].plain and row.word(at - 2) not in ("and", ",")
        if row.word(at) not in ("some", "about", "around", "nearly", "over", "more", "than", "almost"):
            return False
    return False


def _is_compared_with(row: Row, index: int) -> bool:
    """Whether the figure is what a figure to come is compared with ("that compares with a 1985 surplus of 4 billion")."""
    for at in range(index - 1, max(-1, index - 9), -1):
        if row.word(at) in (",", ";") or row.word(at) in _MODALS:
            return False
        if row.word(at).startswith("compar"):
            return row.word(at + 1) in ("with", "to")
    return False


def _is_history(row: Row, index: int) -> bool:
    """Whether a past year is stated, so that what was granted then has been given."""
    return any(
        token.date is not None and row.word(at - 1) == "in" and token.word.isdigit() for at, token in enumerate(row.tokens)
    ) and not any(token.word in ("will", "agreed") for token in row.tokens[:index])


def _passive_future(words: str) -> bool:
    return any(
        part in words
        for part in (
            " is proposed",
            " was proposed",
            " committed",
            " pledged",
            " promised",
            " will take effect",
            " will be imposed",
            " is to be paid",
        )
    )


def _last(pattern: object, words: str) -> int:
    last = -1
    for match in pattern.finditer(words):  # type: ignore[attr-defined]
        last = match.start()
    return last


def clause_left(row: Row, index: int) -> str:
    """The words from the clause's start to the figure."""
    at = index
    commas = 0
    while at > 0:
        word = row.word(at - 1)
        if word in _BREAKS or (word == "that" and row.word(at) != "to") or word in ("which", "who", "where", "(", '"', "“", "”"):
            break
        if word == "," and row.tokens[at].governor is None and at < index - 1:
            commas += 1
            if commas > 1:
                break
        if (
            word == "and"
            and at < len(row.tokens)
            and row.tokens[at].word in ("is", "will", "could", "may", "should", "rose", "fell", "grew")
        ):
            break
        at -= 1
    return " ".join(token.word for token in row.tokens[at:index] if not token.date)


def clause_right(row: Row, index: int) -> str:
    """The words after the figure to the clause's end."""
    words = []
    for token in row.tokens[index + 1 : index + 12]:
        if token.word in _BREAKS or token.word == ",":
            break
        words.append(token.word)
    return " " + " ".join(words)
