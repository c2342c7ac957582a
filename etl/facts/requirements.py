"""Which countries an indicator must have before its figure is a fact, and why those found are not enough."""

from __future__ import annotations

import re

from etl.document import CountryForm
from etl.facts.figures import Figure
from etl.facts.roles import Roles
from etl.facts.tokens import FLOWS, Row
from etl.facts.work import Work
from etl.model import Indicator

TRADE_WORDS = ("trade", "export", "import", "deficit", "surplus")
"""Words of a title or opening that say that the article is about countries' trade."""

_COMPANY = re.compile(r"\b(?:Inc|Corp|Ltd|PLC|plc|LLC|company|Company|firm|bank's)\b|<[A-Z.]{1,6}>")


def lacks_parties(work: Work, row: Row, index: int, indicator: Indicator, roles: Roles, figure: Figure) -> str | None:
    """Why the parties found are not enough; None if they are."""
    explicit = not ({"home", "other", "carried"} & set(roles.steps))
    if not explicit and indicator in FLOWS and work.number - work.memory.worldwide <= 1:
        return "world total"
    if (
        (indicator in FLOWS or indicator is Indicator.PRODUCTION)
        and not explicit
        and row.word(index + 1) == "of"
        and _says_world(row, index)
    ):
        return "share of the world's"
    if indicator in FLOWS:
        if roles.reporter is None:
            return "no country"
        if not explicit and _names_company(work, row):
            return "company or market figure"
        if not explicit and any(token.governor and token.word.startswith(("global ", "world ")) for token in row.tokens):
            return "world total"
        if not explicit and any(
            row.word(at) in ("global", "world", "regional") and row.tokens[at + 1].governor for at in range(len(row.tokens) - 1)
        ):
            return "world total"
        if not explicit and indicator is not Indicator.TRADE_BALANCE and not _is_macro(work) and not _names_only(row, roles):
            return "no country in its sentence"
        return None
    if indicator is Indicator.TARIFF:
        if roles.reporter is None or roles.reporter.iso3 is None:
            return "no country"
        if "home" in roles.steps and not work.sides.imposing[roles.reporter] and _names_another(row, roles.reporter.iso3):
            return "no country that imposes it"
        titled = any(roles.reporter.same(party) for party in work.context.titled)
        foremost = work.context.ranking[0] if work.context.ranking else None
        titled = titled or (not work.context.titled and foremost is not None and foremost.same(roles.reporter))
        titled = titled or (foremost is not None and foremost.same(work.context.writer) and foremost.same(roles.reporter))
        if "tariff-memory" in roles.steps:
            named = any(token.country and token.country.iso3 for token in row.tokens)
            return None if named and titled else "no country in its sentence"
        return None if explicit or titled else "no country in its sentence"
    if indicator in (Indicator.GDP, Indicator.PRODUCTION, Indicator.OTHER, Indicator.JOBS):
        if roles.reporter is None or (not explicit and _names_company(work, row)):
            return "no country"
        if indicator is Indicator.GDP and figure.unit == "percent" and row.word(index + 1) == "of" and not explicit:
            return "no country in its sentence"
        known = any(fact.indicator is Indicator.PRODUCTION for fact in work.facts[-3:]) and work.number - work.clock.sentence <= 3
        if indicator is Indicator.PRODUCTION and (not (explicit or known or _is_about_economy(work)) or _names_company(work, row)):
            return "no country in its sentence"
        return None
    if indicator in (Indicator.COMPANIES, Indicator.PEOPLE):
        origin = not {"pair", "speaker", "subject"} & set(roles.steps)
        return None if roles.reporter and roles.partner and explicit and origin else "no country of origin and host"
    if indicator is Indicator.TOURISTS and roles.partner is None and _is_a_city(row, roles):
        return "visitors of a city"
    if indicator is Indicator.TOURISTS:
        from_abroad = roles.partner is not None and any(
            token.word in ("foreign", "international", "overseas") or " foreign" in token.word or "international " in token.word
            for token in row.tokens
        )
        return None if explicit and (roles.reporter or from_abroad) else "no country of origin"
    if indicator is Indicator.INVESTMENT:
        return None if roles.reporter and roles.partner and explicit else "investment without source and host"
    if "receiver" in roles.steps and roles.partner is not None and roles.partner.iso3:
        return None  # "Oman was offered loans of 3 billion": by whom is not said
    return None if roles.reporter and roles.partner and explicit else "no giver and receiver"


def _is_a_city(row: Row, roles: Roles) -> bool:
    """Whether the only country of the figure stands there as its capital ("Lisbon attracted 4 million tourists")."""
    forms = {t.country.form for t in row.tokens if t.country and roles.reporter and t.country.iso3 == roles.reporter.iso3}
    return forms == {CountryForm.CAPITAL}


def _names_company(work: Work, row: Row) -> bool:
    return _COMPANY.search(work.document.text, row.tokens[0].start, row.tokens[-1].end) is not None


def _is_macro(work: Work) -> bool:
    """Whether the article as a whole is about countries' trade: an earlier fact, trade in its title, or one country's economy."""
    if any(fact.indicator in FLOWS for fact in work.facts[-6:]):
        return True
    title = work.document.article.title or ""
    head = f"{title} {work.document.text[:200]}".lower()
    return any(word in head for word in TRADE_WORDS) or _is_about_economy(work)


def _is_about_economy(work: Work) -> bool:
    """Whether the title names one country and its economy ("Economy of Oman", "SWISS GROWTH SEEN SLOWING")."""
    title = (work.document.article.title or "").lower()
    titled = [party for party in work.context.titled if party.iso3]
    return len(titled) == 1 and any(word in title for word in ("economy", "economic", "growth", "gdp", "gnp"))


def _names_only(row: Row, roles: Roles) -> bool:
    """Whether the reporter is the only country that the sentence names."""
    named = {token.country.iso3 for token in row.tokens if token.country and token.country.iso3}
    return roles.reporter is not None and named == {roles.reporter.iso3}


def _names_another(row: Row, iso3: str) -> bool:
    return any(token.country and token.country.iso3 not in (None, iso3) for token in row.tokens)


def _says_world(row: Row, index: int) -> bool:
    return any(row.word(at) in ("world", "global", "world's", "international") for at in range(index + 1, min(len(row.tokens), index + 6)))
