"""Facts of rank: a place in a list, with whose list it is."""

from __future__ import annotations

from etl.annotate.dates.periods import span, year
from etl.facts.confidence import confidence
from etl.facts.context import party_or_none
from etl.facts.periods import read_period
from etl.facts.ranks import read_rank
from etl.facts.roles import Roles
from etl.facts.tokens import Row
from etl.facts.work import Line, Work
from etl.identity import finding_id
from etl.model import Dropped, Fact, FactStatus, Indicator, Kind, Period, Qualifier


def read_ranked(work: Work, line: Line, index: int, stops: tuple[int, int]) -> None:
    """Add the fact of the rank at token ``index``, or drop it."""
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    earlier = work.facts[-1] if work.facts and work.facts[-1].kind is Kind.RANK and work.facts[-1].quote == row.sentence.span else None
    previous = (
        Roles(party_or_none(earlier.reporter, earlier.reporter_name), party_or_none(earlier.partner, earlier.partner_name), ("frame",))
        if earlier
        else None
    )
    found = read_rank(row, index, work.context, work.memory, work.document.text, previous)
    if found is None:
        work.dropped.append(Dropped(figure.span, "rank without parties"))
        return
    indicator, roles = found
    status = FactStatus.REPORTED
    timing = read_period(
        row,
        index,
        (stops[0], len(row.tokens)) if _goes_on(row, index, stops[1]) else stops,
        work.clock,
        base=False,
        sentence_main=None,
        last=None,
        future=False,
        multiple=False,
        after_base=False,
        published=work.document.published,
    )
    fronted = any(token.date for token in row.tokens[:3])
    period = timing.period if timing.step == "date" or (timing.step == "lead" and fronted) else None
    if period is None and row.word(0) == "this" and work.clock.sentence >= work.number - 1:
        period = work.clock.current
    period = _rank_span(row, index, period, work.document.published)
    steps = (*roles.steps, "kind:rank", f"period:{timing.step}")
    fact_id = finding_id(work.hash, figure.span.start, figure.span.end, Kind.RANK.value, indicator.value)
    work.memory.last = (indicator, roles.reporter, roles.partner)
    work.memory.last_sentence = work.number
    work.facts.append(
        Fact(
            fact_id, indicator, Kind.RANK, figure.value, "rank", figure.span, row.sentence.span, "+".join(steps), confidence(steps),
            reporter=roles.reporter.iso3 if roles.reporter else None,
            partner=roles.partner.iso3 if roles.partner else None,
            reporter_name=roles.reporter.name if roles.reporter else None,
            partner_name=roles.partner.name if roles.partner else None,
            period=period, status=status, qualifier=Qualifier.UP_TO if figure.up_to else None,
            qualifier_text=figure.span.of(work.document.text) if figure.up_to else None,
            attribution=work.credit(row.sentence.span), group=fact_id,
        )
    )  # fmt: skip
    if indicator is Indicator.TOURISTS:
        line.roles, line.indicator = roles, indicator


def _goes_on(row: Row, index: int, stop: int) -> bool:
    """Whether the next figure only explains the rank, so that its date is the rank's too ("largest partner, accounting for 40 percent")."""
    return any(row.word(at) in ("accounting", "representing") for at in range(index + 1, stop)) or row.word(stop - 1) == "with"


def _rank_span(row: Row, index: int, period: Period | None, published: Period | None) -> Period | None:
    """ "since 2009" and "for 14 consecutive years" reach to the publication."""
    if period is None or published is None or "/" in period.label:
        return period
    for at in range(index, len(row.tokens)):
        token = row.tokens[at]
        if token.date and (token.word.startswith("since") or row.word(at - 1) == "since"):
            return span(period, year(published.start.year, period.basis), period.basis)
    return period
