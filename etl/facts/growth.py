"""Growth of an economy told without the words GDP or economic growth: "French growth will be two pct", "Chile's economy slowed to 2"."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.lexicon import Governor, Lexicon
from etl.facts.tokens import Row
from etl.facts.wordlist import CLAUSE_BREAKS, words
from etl.model import Indicator

_DESCRIBING = words("economic annual real overall domestic national gdp economy's strong average yearly its the a this last next year's of")
_MOVING = words(
    "slow slows slowed slowing accelerate accelerated accelerates accelerating quicken recover recovers picked pick be was were is grow "
    "ease eases eased easing weaken weakens weakened weakening cool cools cooled cooling edge edged dip dipped strengthen strengthened"
)
_REACH = 22


def find_growth(row: Row, index: int, lexicon: Lexicon, carried: Governor | None) -> int | None:
    """The token "growth" or "economy" that the percentage at token ``index`` tells of; None if it is not a country's growth."""
    if row.word(index + 1) == "growth":  # "estimate of 2.1 pct growth": where the growth of an economy was told before
        told = carried is not None and carried.indicator is Indicator.GDP
        return index + 1 if told and row.word(index + 2) not in ("in", "of") else None
    if row.word(index + 2) == "growth" and row.tokens[index + 1].country:
        return index + 2  # "two pct French growth"
    moving = False
    for at in range(index - 1, max(-1, index - _REACH), -1):
        token = row.tokens[at]
        if token.word in CLAUSE_BREAKS or (token.governor and token.governor.indicator):
            return None
        if token.word == "growth":
            return at if _is_countrys(row, at) else None
        if token.word == "economy":
            return at if moving and row.word(at + 1) != "'s" else None
        moving = moving or (token.plain and (bool(lexicon.direction(token.word)) or token.word in _MOVING))
    return None


def _is_countrys(row: Row, at: int) -> bool:
    """Whether a country owns the growth at token ``at``: before it across dates and plain adjectives, or after "of", "in"."""
    if row.word(at + 1) in ("of", "in", "for"):
        for after in range(at + 2, min(len(row.tokens), at + 5)):
            token = row.tokens[after]
            if token.country and token.country.form is not CountryForm.CITY:
                following = row.word(after + 1)
                return token.country.form is not CountryForm.DEMONYM or following == "economy"
            if token.word == "economy":
                return True
            if token.word != "the":
                return False
    for before in range(at - 1, max(-1, at - 5), -1):
        token = row.tokens[before]
        if token.country:
            return token.country.form is not CountryForm.CITY
        if not (token.date or token.word in _DESCRIBING or token.word in ("'", "s", "'s", "’")):
            return False
    return False
