"""Finds the facts of one annotated article: each figure is linked to its noun, read, given its parties, period and status, or dropped."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from etl.document import Document
from etl.facts.arithmetic import weigh_sums
from etl.facts.balances import in_favour, signed_value
from etl.facts.confidence import confidence, crowding
from etl.facts.context import read_context
from etl.facts.currencies import national_unit
from etl.facts.dropped import reason_of
from etl.facts.figures import Figure, find_figures
from etl.facts.governors import Link
from etl.facts.headings import period_above
from etl.facts.kinds import Reading, read_kind
from etl.facts.lexicon import load_lexicon, normalise
from etl.facts.linking import find_link
from etl.facts.parties import figure_roles, tariff_hit
from etl.facts.products import find_product
from etl.facts.qualifiers import read_qualifier
from etl.facts.rankings import read_ranked
from etl.facts.refusals import refusal
from etl.facts.requirements import lacks_parties
from etl.facts.roles import Roles
from etl.facts.status import read_status
from etl.facts.tariff_sides import count_sides
from etl.facts.tariff_status import tariff_status
from etl.facts.timing import figure_period, remember_time
from etl.facts.tokens import FLOWS, Phrases, Row, rows_with_figures
from etl.facts.told import look_before
from etl.facts.units import in_brackets, is_alternative, unit_of, with_unit
from etl.facts.work import Line, Work
from etl.identity import finding_id, text_hash
from etl.model import Basis, Dropped, Fact, FactStatus, Indicator, Kind, Period


def find_facts(document: Document) -> tuple[tuple[Fact, ...], tuple[Dropped, ...]]:
    """The facts of an article and the numbers that were considered and not made facts, both in reading order."""
    lexicon = load_lexicon()
    lowered = normalise(document.text)
    figures = find_figures(document, lowered, lexicon)
    if not figures:
        return (), ()
    work = Work(document, lexicon, Phrases(document.text, lowered, lexicon), read_context(document), text_hash(document.article.text))
    work.memory.hit = tariff_hit(work)
    work.sides = count_sides(document, work.phrases, work.context.ranking[:2])
    for number, row in enumerate(rows_with_figures(document, figures, work.phrases)):
        work.number = number
        _read_row(work, row)
    work.facts.sort(key=attrgetter("value_span.start", "value_span.end"))
    complete_headings(work)
    return tuple(weigh_sums(work.facts)), tuple(sorted(work.dropped, key=attrgetter("span.start", "span.end")))


def complete_headings(work: Work) -> None:
    """A headline's figure describes the period of the same figure in the body."""
    headings = {sentence.span for sentence in work.document.sentences if sentence.heading}
    for at, fact in enumerate(work.facts):
        if fact.quote not in headings or fact.period is not None:
            continue
        for other in work.facts[at + 1 : at + 12]:
            same = other.quote != fact.quote and (other.indicator, other.kind) == (fact.indicator, fact.kind)
            if same and other.period and abs(abs(other.value) - abs(fact.value)) <= abs(other.value) / 10:
                work.facts[at] = replace(fact, period=replace(other.period, basis=Basis.CONTEXT))
                break


def _read_row(work: Work, row: Row) -> None:
    line = Line(row, [at for at, token in enumerate(row.tokens) if token.figure])
    work.memory.sentence = work.number
    look_before(work, row)
    for position, index in enumerate(line.figures):
        before = line.figures[position - 1] if position else -1
        after = next((at for at in line.figures[position + 1 :] if not in_brackets(row, index, at)), len(row.tokens))
        _read_figure(work, line, index, (before, after))


def _read_figure(work: Work, line: Line, index: int, stops: tuple[int, int]) -> None:
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    if figure.form == "rank":
        read_ranked(work, line, index, stops)
        return
    if is_alternative(work, line, index):
        return
    link = find_link(work, line, index)
    if link is None and _keep_runner_up(work, row, index, figure):
        return
    if link is None or link.governor.indicator is None:
        _drop(work, figure, reason_of(figure, work.document.text, link.governor.reason if link else None))
        if link is not None:
            work.governor = None  # "this compares with ..." goes on with what was told last
        return
    reading = read_kind(row, index, link.governor, line.reading, line.index, work.lexicon)
    if link.step == "listed":
        reading = Reading(Kind.SHARE if figure.form == "percent" else Kind.LEVEL, step="listed")
        line.main = line.main or period_above(work, row)
    if (
        figure.counted
        and figure.counted.indicator is Indicator.JOBS
        and ("cut" in row.tokens[index].word or "loss" in row.tokens[index].word or "layoff" in row.tokens[index].word)
    ):
        reading = replace(reading, kind=Kind.CHANGE_ABS, direction=-1)
    figure, unit_step = with_unit(work, line, figure, reading, link)
    reason = refusal(work, row, index, figure, link, reading)
    if reason == "world total":
        work.memory.worldwide = work.number
    kind = reading.kind
    if reason or kind is None:
        _drop(work, figure, reason_of(figure, work.document.text, reason or "no change, share or level"))
        return
    indicator = link.governor.indicator
    roles = figure_roles(work, line, index, link, indicator, reading)
    if reading.base and line.roles and line.roles.partner and roles.partner and not roles.partner.same(line.roles.partner):
        reading = replace(reading, kind=kind, base=False)  # "against 3 billion to Oman": another partner, not another year
    reason = lacks_parties(work, row, index, indicator, roles, figure)
    if reason:
        work.governor = None
        _drop(work, figure, reason)
        return
    unit = national_unit(figure, work.document.text, roles.reporter.iso3 if roles.reporter else None)
    if unit != figure.unit:
        figure = replace(figure, unit=unit)
    if indicator is Indicator.TARIFF and reading.kind is not Kind.SHARE:
        status = tariff_status(row, index, base=reading.base)
    else:
        status = read_status(row, index, indicator, kind, work.lexicon, base=reading.base)
    period, period_step = figure_period(work, line, index, stops, reading, indicator, status)
    published = work.document.published
    if status is FactStatus.REPORTED and period and published and period.start >= published.end and not reading.base:
        status = FactStatus.TARGET if indicator is Indicator.TARIFF else FactStatus.FORECAST  # nothing of a year to come has been counted
    told = (f"link:{link.step}", f"kind:{reading.step}", f"period:{period_step}", unit_step or "", *crowding(row, index, line.figures))
    steps = (*roles.steps, *(step for step in told if step))
    _keep(work, line, index, figure, indicator, reading, roles, period, status, steps, link)


def _keep_runner_up(work: Work, row: Row, index: int, figure: Figure) -> bool:
    """Keep the amount of a country named beside a rank ("second-largest investor, behind Singapore ($13 billion)")."""
    rank = work.facts[-1] if work.facts else None
    if (
        rank is None
        or rank.kind is not Kind.RANK
        or rank.quote != row.sentence.span
        or figure.form != "money"
        or row.word(index - 1) != "("
    ):
        return False
    named = row.tokens[index - 2].country if index > 1 else None
    if named is None or figure.unit is None:
        return False
    roles: tuple[str | None, str | None, str | None, str | None] = (named.iso3, named.name, rank.partner, rank.partner_name)
    if any(token.word in ("exporter", "importer", "producer", "buyer", "supplier") for token in row.tokens[max(0, index - 5) : index - 2]):
        roles = (named.iso3, named.name, None, None)  # "behind the leading exporter China ($25 billion)"
    elif rank.indicator in FLOWS:
        roles = (rank.reporter, rank.reporter_name, named.iso3, named.name)
    fact_id = finding_id(work.hash, figure.span.start, figure.span.end, Kind.LEVEL.value, rank.indicator.value)
    steps = ("frame", "link:rank", "kind:level")
    work.facts.append(
        replace(
            rank,
            fact_id=fact_id,
            kind=Kind.LEVEL,
            value=figure.value,
            unit=figure.unit,
            value_span=figure.span,
            rule="+".join(steps),
            confidence=confidence(steps),
            reporter=roles[0],
            reporter_name=roles[1],
            partner=roles[2],
            partner_name=roles[3],
            qualifier=None,
            qualifier_text=None,
            group=fact_id,
        )
    )
    return True


def _keep(
    work: Work,
    line: Line,
    index: int,
    figure: Figure,
    indicator: Indicator,
    reading: Reading,
    roles: Roles,
    period: Period | None,
    status: FactStatus,
    steps: tuple[str, ...],
    link: Link,
) -> None:
    assert reading.kind is not None
    row = line.row
    value, low, high = signed_value(figure, reading, link.governor, row, index)
    if (favoured := in_favour(row, index)) is not None and link.governor.balance and reading.kind is Kind.LEVEL:
        value = abs(value) if roles.reporter is None or favoured.same(roles.reporter) else -abs(value)
    fact_id = finding_id(work.hash, figure.span.start, figure.span.end, reading.kind.value, indicator.value)
    if not reading.joined or line.group is None:
        line.group = fact_id
        line.open = []
    qualifier, words = read_qualifier(work, row, index, figure, base=reading.base)
    fact = Fact(
        fact_id=fact_id,
        indicator=indicator,
        kind=reading.kind,
        value=value,
        unit=unit_of(figure, reading),
        value_span=figure.span,
        quote=row.sentence.span,
        rule="+".join(steps),
        confidence=confidence(steps),
        low=low,
        high=high,
        reporter=roles.reporter.iso3 if roles.reporter else None,
        partner=roles.partner.iso3 if roles.partner else None,
        reporter_name=roles.reporter.name if roles.reporter else None,
        partner_name=roles.partner.name if roles.partner else None,
        period=period,
        status=status,
        qualifier=qualifier,
        qualifier_text=words,
        attribution=work.credit(row.sentence.span),
        product=_goods_of(work, row, index, link, reading),
        group=line.group,
    )
    work.facts.append(fact)
    _remember(work, line, index, figure, fact, reading, roles, link)


def _goods_of(work: Work, row: Row, index: int, link: Link, reading: Reading) -> str | None:
    """The goods a figure is about: named with it, or those of the figure before, of which it is a part or with which it is compared."""
    last = work.facts[-1] if work.facts and work.facts[-1].quote == row.sentence.span else None
    part = row.word(index + 1) == "of" and row.word(index + 2) in ("it", "them", "which", "this", "these")
    those = link.step == "those" and row.word(link.index + 1) != "of"
    if work.facts and (link.step == "taken" or those) and work.facts[-1].product:
        return work.facts[-1].product
    if last is not None and part and last.product:
        return last.product
    found = find_product(work.document.text, row, link.index, index)
    again = reading.base or link.step == "deed" or row.word(index - 1) in ("worth", "for")  # "6 million tonnes of tea worth 3 million"
    return last.product if found is None and last is not None and again and last.indicator is link.governor.indicator else found


def _remember(work: Work, line: Line, index: int, figure: Figure, fact: Fact, reading: Reading, roles: Roles, link: Link) -> None:
    """Carry on what this fact established."""
    work.governor = link.governor
    memory = work.memory
    memory.last = (fact.indicator, roles.reporter, roles.partner)
    memory.last_sentence = work.number
    if fact.indicator is Indicator.TARIFF and roles.partner and not {"home", "tariff-memory", "row"} & set(roles.steps):
        memory.tariff, memory.tariff_sentence = (roles.reporter, roles.partner), work.number
        if roles.reporter:
            memory.imposers[roles.reporter] += 1
    if fact.indicator in FLOWS and roles.reporter:
        if roles.reporter.iso3 or memory.reporter is None:
            memory.reporter, memory.reporter_sentence = roles.reporter, work.number
        if fact.indicator is Indicator.TRADE_TOTAL and roles.partner:
            memory.bilateral, memory.partner = True, roles.partner
        elif roles.partner and memory.bilateral and not roles.partner.same(memory.partner) and not roles.partner.same(memory.reporter):
            memory.bilateral = False
        if roles.partner and roles.partner.same(memory.partner):
            memory.partner_sentence = work.number
    elif roles.reporter and fact.indicator in (Indicator.OTHER, Indicator.GDP):
        memory.reporter, memory.reporter_sentence = roles.reporter, work.number
    if figure.unit and figure.form in ("money", "count", "physical"):
        work.units[fact.indicator] = figure.unit
    if figure.form == "money":
        work.money_unit = figure.unit
        line.unit = figure.unit
    elif figure.form in ("count", "physical", "bare") and figure.unit:
        line.unit = figure.unit
        if figure.form != "bare":
            work.count_unit = figure.unit
    line.reading, line.index, line.link, line.roles, line.indicator = reading, index, link, roles, fact.indicator
    remember_time(work, line, fact, reading)


def _drop(work: Work, figure: Figure, reason: str) -> None:
    if figure.quantity is not None or reason != "no indicator":
        work.dropped.append(Dropped(figure.span, reason))
