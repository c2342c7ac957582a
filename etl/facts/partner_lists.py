"""Lists of trading partners with their shares: "main export partners were Chile 14.8%, Peru 9%", under a line that says what is listed."""

from __future__ import annotations

import re

from etl.document import CountryForm, within
from etl.facts.context import Party, party_of
from etl.facts.governors import Link
from etl.facts.headings import PARTNERS_HEAD, line_above
from etl.facts.lexicon import Governor
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.facts.work import Work
from etl.model import Indicator, Span

_JOINTS = words(", and ( ) : ; - – the by with at for in of during followed were are was is include including included")
_VERBS = words("is are was were rose fell has have had said says")
_REACH = 90  # characters from the head to the list's first country


def listed_share(work: Work, row: Row, index: int) -> Link | None:
    """The flow whose share or amount the figure right behind a country is, with both parties; None outside a list of partners."""
    place = index - 1 if row.word(index - 1) not in ("(", ":", "-", "–", "with", "at") else index - 2
    named = row.tokens[place].country if place >= 0 else None
    if named is None or named.form in (CountryForm.CITY, CountryForm.ORGANISATION) or named.possessive:
        return None
    head = _head_in_row(work, row, place) or _head_above(work, row, place)
    if head is None:
        return None
    match, line = head
    indicator = Indicator.EXPORTS if match["exports"] else Indicator.IMPORTS if match["imports"] else Indicator.TRADE_TOTAL
    partner = party_of(named)
    owner = _owner(work, line.start, match.start())
    return Link(Governor(indicator), -1, "listed", (owner, partner)) if owner and not owner.same(partner) else None


def _head_in_row(work: Work, row: Row, place: int) -> tuple[re.Match[str], Span] | None:
    """What is listed, where only other items stand between it and the country at ``place``."""
    at = place
    while at > 0:
        token = row.tokens[at - 1]
        if not (token.country or token.figure or token.date or token.word in _JOINTS):
            break
        at -= 1
    if at == place and row.word(at - 1) not in _JOINTS:
        return None
    stop = row.tokens[at].start
    span = row.sentence.span
    found = list(PARTNERS_HEAD.finditer(work.document.text, max(span.start, stop - _REACH), stop))
    return (found[-1], span) if found and not work.document.text[found[-1].end() : stop].strip(" :-–") else None


def _head_above(work: Work, row: Row, place: int) -> tuple[re.Match[str], Span] | None:
    """What is listed by the line above, where the country begins its own line."""
    first = 1 if row.word(0) in ("-", "–", "•", "*", "·") else 0
    if place != first and not (row.tokens[first].country and not any(token.word in _VERBS for token in row.tokens)):
        return None
    above = line_above(work, row)
    match = PARTNERS_HEAD.search(work.document.text, above.span.start, above.span.end) if above else None
    return (match, above.span) if match and above else None


def _owner(work: Work, start: int, stop: int) -> Party | None:
    """Whose partners they are: the country named before the head, else the one that the article is about."""
    named = within(work.document.countries, Span(start, stop)) if start < stop else ()
    owning = [mention for mention in named if mention.possessive or mention.form is CountryForm.DEMONYM]
    if owning:
        return party_of(owning[-1])
    if named:
        return None
    owners = (work.memory.reporter if work.memory.near else None, work.context.home, *work.context.ranking)
    return next((party for party in owners if party is not None and party.iso3 and not _is_listed(work, party)), None)


def _is_listed(work: Work, party: Party) -> bool:
    """Whether the country stands in a list with a figure of its own ("Zambia 21.5%"): then it is a partner, not the owner."""
    text = work.document.text
    named = (mention for mention in work.document.countries if party.same(party_of(mention)))
    return any(text[mention.span.end : mention.span.end + 5].lstrip(" (:-–")[:1].isdigit() for mention in named)
