"""Figures that go on with the one before them in their sentence: the change of a count, the amount beside a rank."""

from __future__ import annotations

from etl.facts.context import party_or_none
from etl.facts.figures import Figure
from etl.facts.governors import Link
from etl.facts.lexicon import Governor
from etl.facts.tokens import FLOWS, Row
from etl.facts.wordlist import CLAUSE_BREAKS, words
from etl.facts.work import Line, Work
from etl.model import Indicator, Kind

_REACH = 8  # tokens from the comma to the noun of a fronted change
_FLOWING = words(
    "bilateral two way two-way - mutual flows volume volumes exchanges a total of nearly about over more than some almost around annual "
    "worth"
)
_THAN = words("more fewer less higher lower up down above below")


def beside_before(work: Work, line: Line, index: int, figure: Figure, link: Link | None = None) -> Link | None:
    """What the figure before is of, for the change of a count ("2 million visitors, 6 percent more than in 2016") and the amount of a rank
    ("its largest investor with 3 billion")."""
    row, before = line.row, line.link
    if link is not None and (figure.form != "money" or row.word(index - 1) != "with"):
        return None
    if index <= 2 and row.word(0) in ("up", "down") and figure.form in ("percent", "multiple"):
        return _fronted(row, index)
    if figure.form == "percent" and before is not None and before.step == "own" and line.roles is not None:
        after = row.tokens[index + 2 : index + 3]
        changed = row.word(index + 1) in _THAN and (row.word(index + 2) == "than" or any(token.date for token in after))
        sides = (line.roles.reporter, line.roles.partner)
        return Link(before.governor, before.index, "own", sides) if changed and row.word(index - 1) == "," else None
    rank = work.facts[-1] if work.facts else None
    if link is not None and (rank is None or link.governor.indicator is not rank.indicator):
        return None
    if figure.form != "money" or rank is None or rank.kind is not Kind.RANK or rank.quote != row.sentence.span:
        return None
    place = next((at for at in range(index - 1, -1, -1) if row.tokens[at].figure), -1)
    apart = any(
        token.country or (token.governor and token.governor.indicator is not rank.indicator) or token.word in CLAUSE_BREAKS
        for token in row.tokens[place + 1 : index]
    )
    if apart or not _is_with(row, index) or not (rank.indicator in FLOWS or rank.indicator is Indicator.INVESTMENT):
        return None
    sides = (party_or_none(rank.reporter, rank.reporter_name), party_or_none(rank.partner, rank.partner_name))
    return Link(Governor(rank.indicator, parties=True), -1, "rank", sides)


def _is_with(row: Row, index: int) -> bool:
    """Whether "with" joins the amount to the rank ("with 3 billion", "with bilateral flows of nearly 36 billion")."""
    at = index - 1
    while at > index - 8 and row.word(at) in _FLOWING:
        at -= 1
    return row.word(at) == "with"


def _fronted(row: Row, index: int) -> Link | None:
    """The flow whose change opens the sentence ("Up 6 percent on the year, Kenya's exports reached 2 billion")."""
    comma = next((at for at in range(index + 1, min(len(row.tokens), index + 9)) if row.word(at) == ","), None)
    if comma is None:
        return None
    for at in range(comma + 1, min(len(row.tokens), comma + _REACH)):
        governor = row.tokens[at].governor
        if governor is not None:
            return Link(governor, at, "after") if governor.indicator in FLOWS else None
        if row.tokens[at].figure:
            return None
    return None
