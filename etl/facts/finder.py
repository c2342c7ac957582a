"""Finds the facts of one annotated article: each figure is linked to its noun, read, given its parties, period and status, or dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.annotate.dates.periods import precision, year
from etl.document import CountryForm, Document, within
from etl.facts.attribution import find_attribution
from etl.facts.confidence import confidence
from etl.facts.context import Context, Party, party_of, read_context
from etl.facts.currencies import national_unit
from etl.facts.dropped import reason_of
from etl.facts.figures import Figure, find_figures
from etl.facts.governors import Link, elided_unit_ok, link_figure
from etl.facts.kinds import Reading, left_word, read_kind
from etl.facts.lexicon import Governor, Lexicon, load_lexicon
from etl.facts.periods import Clock, change_span, is_present, leading_period, read_period
from etl.facts.products import find_product
from etl.facts.ranks import read_rank
from etl.facts.roles import Frame, Memory, Roles, assign_roles, read_frame
from etl.facts.status import read_status
from etl.facts.tokens import Phrases, Row, rows_with_figures
from etl.identity import finding_id, text_hash
from etl.model import Basis, Change, Dropped, Fact, FactStatus, Indicator, Kind, Period, Qualifier, Span

_FLOWS = frozenset({Indicator.EXPORTS, Indicator.IMPORTS, Indicator.TRADE_TOTAL, Indicator.TRADE_BALANCE})
_COMPANY = re.compile(r"\b(?:Inc|Corp|Ltd|PLC|plc|LLC|company|companies|Company|firm|bank's)\b|<[A-Z.]{1,6}>")
_QUALIFIERS = {Change.ABOUT: Qualifier.ABOUT, Change.MORE: Qualifier.MORE_THAN, Change.LESS: Qualifier.LESS_THAN}
_ABOUT = ("about", "around", "some", "roughly", "approximately", "estimated")
_HEDGES = frozenset(
    {"about", "around", "some", "roughly", "approximately", "estimated", "nearly", "almost", "under", "below", "less", "than", "over", "more", "exceed", "exceeded", "exceeds", "exceeding"}
    | {"surpass", "surpassed", "topped", "passed", "above", "up", "to", "as", "much", "many", "at", "least", "approaching", "approached", "close", "just", "a", "record", "well", "the", "an"}
)
_LESS = ("nearly", "almost", "under", "below", "less", "approaching", "just under", "fewer")
_COUNTABLE = frozenset({"car", "truck", "van", "vehicle", "motorcycle", "computer", "television", "set", "unit", "aircraft", "automobile", "tractor", "bus", "ship", "phone"})
_UP_TO = ("up to", "as much as", "as many as", "a maximum", "at most")
_MORE = ("over", "more than", "exceed", "surpass", "at least", "topped", "above", "passed", "upward", "plus", "in excess")


@dataclass(slots=True)
class _Work:
    """What is established while one article is read from top to bottom."""

    document: Document
    lexicon: Lexicon
    phrases: Phrases
    context: Context
    hash: str
    facts: list[Fact] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    clock: Clock = field(default_factory=Clock)
    governor: Governor | None = None
    money_unit: str | None = None
    count_unit: str | None = None
    units: dict[Indicator | None, str] = field(default_factory=dict)
    number: int = 0


@dataclass(slots=True)
class _Line:
    """What is established while one sentence is read."""

    row: Row
    figures: list[int]
    reading: Reading | None = None
    index: int | None = None
    main: Period | None = None
    last: Period | None = None
    base: Period | None = None
    link: Link | None = None
    roles: Roles | None = None
    indicator: Indicator | None = None
    group: str | None = None
    unit: str | None = None
    open: list[int] = field(default_factory=list)  # facts of the running group without a period


def find_facts(document: Document) -> tuple[tuple[Fact, ...], tuple[Dropped, ...]]:
    """The facts of an article and the numbers that were considered and not made facts, both in reading order."""
    lexicon = load_lexicon()
    figures = find_figures(document, lexicon)
    if not figures:
        return (), ()
    work = _Work(document, lexicon, Phrases(document.text, lexicon), read_context(document), text_hash(document.article.text))
    work.memory.hit = _tariff_hit(work)
    for number, row in enumerate(rows_with_figures(document, figures, work.phrases)):
        work.number = number
        _read_row(work, row)
    work.facts.sort(key=lambda fact: fact.value_span)
    _complete_headings(work)
    return tuple(work.facts), tuple(sorted(work.dropped, key=lambda drop: drop.span))


def _tariff_hit(work: _Work) -> Party | None:
    """The country that every "tariff on ..." of the article is on; None if there are several or none."""
    found: Party | None = None
    for _, end, governor in work.phrases.within(Span(0, max(1, len(work.document.text)))):
        if governor.indicator is not Indicator.TARIFF:
            continue
        for mention in within(work.document.countries, Span(end, end + 40)):
            between = work.document.text[end : mention.span.start]
            if between.startswith(" on ") and "." not in between:
                party = party_of(mention)
                if found is not None and not found.same(party):
                    return None
                found = party
            break
    return found


def _complete_headings(work: _Work) -> None:
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


def _read_row(work: _Work, row: Row) -> None:
    line = _Line(row, [at for at, token in enumerate(row.tokens) if token.figure])
    work.memory.sentence = work.number
    for position, index in enumerate(line.figures):
        before = line.figures[position - 1] if position else -1
        after = next((at for at in line.figures[position + 1 :] if not _in_brackets(row, index, at)), len(row.tokens))
        _read_figure(work, line, index, (before, after))


def _in_brackets(row: Row, index: int, other: int) -> bool:
    """Whether the figure at ``other`` is a second currency for the one at ``index``."""
    first, second = row.tokens[index].figure, row.tokens[other].figure
    if not (first and second and first.form == second.form == "money" and first.unit != second.unit):
        return False
    return any(row.word(at) in ("(", "[", "or") for at in range(index + 1, other)) and other - index < 7


def _read_figure(work: _Work, line: _Line, index: int, stops: tuple[int, int]) -> None:
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    if figure.form == "rank":
        _read_ranked(work, line, index, stops)
        return
    if _is_alternative(work, line, index):
        return
    link = _link(work, line, index)
    if link is None or link.governor.indicator is None:
        _drop(work, figure, reason_of(figure, work.document.text, link.governor.reason if link else None))
        return
    reading = read_kind(row, index, link.governor, line.reading, line.index, work.lexicon)
    if figure.counted and figure.counted.indicator is Indicator.JOBS and ("cut" in row.tokens[index].word or "loss" in row.tokens[index].word or "layoff" in row.tokens[index].word):
        reading = replace(reading, kind=Kind.CHANGE_ABS, direction=-1)
    figure, unit_step = _with_unit(work, line, figure, reading, link)
    reason = _refusal(work, row, index, figure, link, reading)
    if reason or reading.kind is None:
        _drop(work, figure, reason_of(figure, work.document.text, reason or "no change, share or level"))
        return
    indicator = link.governor.indicator
    roles = _roles(work, line, index, link, indicator, reading)
    reason = _lacks_parties(work, row, index, indicator, link.governor, roles, figure)
    if reason:
        _drop(work, figure, reason)
        return
    unit = national_unit(figure, work.document.text, roles.reporter.iso3 if roles.reporter else None)
    if unit != figure.unit:
        figure = replace(figure, unit=unit)
    status = read_status(row, index, link.index, indicator, reading.kind, work.lexicon, base=reading.base)
    period, period_step = _period(work, line, index, stops, reading, indicator, status)
    steps = (*roles.steps, f"link:{link.step}", f"kind:{reading.step}", f"period:{period_step}", *([unit_step] if unit_step else []))
    _keep(work, line, index, figure, indicator, reading, roles, period, status, steps, link)


def _link(work: _Work, line: _Line, index: int) -> Link | None:
    row = line.row
    carried = work.governor if work.memory.last else None
    link = link_figure(row, index, work.lexicon, carried, list_item=_is_list_item(row))
    if link and link.governor.generic:
        at = row.tokens[link.index].start if link.index >= 0 else row.sentence.span.start
        meant = _meaning_of_generic(work, at, row, link.index)
        return None if meant is None else Link(meant, link.index, link.step)
    return link


def _meaning_of_generic(work: _Work, offset: int, row: Row, index: int) -> Governor | None:
    """Which balance "the deficit" means: that of trade where a partner follows, else the one named last."""
    token = row.tokens[index] if index >= 0 else None
    balance = token.governor.balance if token and token.governor else "deficit"
    trade = Governor(Indicator.TRADE_BALANCE, balance)
    if row.word(index + 1) == "with" and any(t.country for t in row.tokens[index + 2 : index + 6]):
        return trade
    last = None
    for _, _, governor in work.phrases.within(Span(0, max(1, offset))):
        if not governor.generic and (governor.balance or governor.reason == "public finance" or governor.indicator in _FLOWS):
            last = governor
    if last is None:
        return trade if work.phrases.speaks_of_trade else None
    if last.reason:
        return last
    return Governor(last.indicator if last.balance else Indicator.TRADE_BALANCE, balance)


def _is_list_item(row: Row) -> bool:
    return row.word(0) in ("-", "–", "•", "*", "·")


def _is_alternative(work: _Work, line: _Line, index: int) -> bool:
    """Store a second currency for the figure before ("1.3 billion shekels ($350 million)") with that fact."""
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    if figure.form != "money" or line.index is None or not work.facts or not figure.unit:
        return False
    earlier = row.tokens[line.index].figure
    fact = next((fact for fact in reversed(work.facts) if earlier and fact.value_span == earlier.span), None)
    if fact is None or earlier is None or earlier.form != "money" or fact.unit == figure.unit or fact.kind is not Kind.LEVEL:
        return False
    between = [token.word for token in row.tokens[line.index + 1 : index]]
    while between and between[-1] in ("about", "around", "approximately", "roughly", "some", "nearly", "almost", "in", "total", "equivalent", "to", "or", ","):
        if between[-1] in ("or",):
            break
        between.pop()
    if not between or between[-1] not in ("(", "[", "or", ";", "/"):
        return False
    if fact.alternative is None:
        at = work.facts.index(fact)
        work.facts[at] = replace(fact, alternative=(figure.value, figure.unit))
    return True


def _with_unit(work: _Work, line: _Line, figure: Figure, reading: Reading, link: Link) -> tuple[Figure, str | None]:
    """The figure with its elided unit filled in from the figures before it."""
    if figure.form != "bare" or figure.counted:
        return figure, None
    if link.governor.indicator in (Indicator.TOURISTS, Indicator.PEOPLE):
        return replace(figure, unit="people", form="count"), None
    if line.unit and (reading.base or reading.joined or line.unit != "percent"):
        return replace(figure, unit=line.unit), "unit:elided"
    goods = _goods_unit(work, line.row, link)
    if goods:
        work.count_unit = goods
        return replace(figure, unit=goods), "unit:goods"
    unit = work.units.get(link.governor.indicator)
    if unit is None:
        unit = (work.money_unit or work.count_unit) if re.search(r"[a-z]", figure.span.of(work.document.text), re.IGNORECASE) else work.count_unit
    return (replace(figure, unit=unit), "unit:carried") if unit else (figure, None)


def _goods_unit(work: _Work, row: Row, link: Link) -> str | None:
    """What an export or output without a unit counts ("output of light trucks fell to 13,200": trucks)."""
    if link.governor.indicator not in (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.PRODUCTION):
        return None
    product = find_product(work.document.text, row, link.index, work.lexicon)
    word = product.split()[-1].lower() if product else ""
    singular = word[:-1] if word.endswith("s") else word
    return f"{singular}s" if singular in _COUNTABLE else None


def _refusal(work: _Work, row: Row, index: int, figure: Figure, link: Link, reading: Reading) -> str | None:
    """Why a governed figure is still no fact; None if it may be one."""
    indicator = link.governor.indicator
    quantity = figure.quantity
    if quantity and quantity.per and quantity.per.rstrip("s") not in ("year", "annum", "month", "annual", "quarter", "day", "week"):
        return "price"
    if link.index >= 0 and reading.kind is not Kind.SHARE and _is_worldwide(row, link.index):
        return "world total"
    if figure.unit in ("cent", "penny", "pence") or (figure.form == "money" and abs(figure.value) < 1000):
        return "price"
    if indicator is Indicator.TARIFF and link.step == "before" and any(row.word(at) == "," for at in range(link.index, index)):
        return "percent beside a tariff"
    if figure.form == "time":
        return "duration"
    if figure.unit is None:
        return "bare number"
    if figure.unit in ("percentage point", "basis point"):
        return "percentage points"
    if figure.form == "bare" and not elided_unit_ok(figure):
        return "bare number"
    if figure.form == "physical" and indicator not in (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.PRODUCTION, Indicator.TRADE_TOTAL):
        return "physical amount"
    if figure.form == "count" and not figure.counted and indicator not in (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.PRODUCTION, Indicator.TOURISTS):
        return f"count of {figure.unit}"
    if figure.form == "count" and row.tokens[index].word.split(" ", 1)[0] in ("thousands", "hundreds", "dozens", "millions", "scores", "tens"):
        return "vague number"
    if indicator is Indicator.PRODUCTION and figure.form == "count":
        return f"count of {figure.unit}"
    if figure.form == "count" and not figure.counted and link.step not in ("before", "those"):
        return f"count of {figure.unit}"
    if figure.form == "count" and not figure.counted and not (reading.kind is Kind.CHANGE_ABS or _states_amount(row, index, link)):
        return f"count of {figure.unit}"
    if indicator is Indicator.TARIFF and figure.form not in ("percent", "multiple", "fraction"):
        return "amount beside a tariff"
    if indicator is Indicator.JOBS and not _about_trade(work, row):
        return "jobs without trade"
    if indicator in (Indicator.COMPANIES, Indicator.INVESTMENT) and figure.counted and figure.counted.unit == "projects":
        return None if any(t.governor and t.governor.indicator is Indicator.INVESTMENT for t in row.tokens) else "count of projects"
    if indicator is Indicator.GDP and reading.kind is Kind.CHANGE_ABS:
        return "amount beside GDP"
    return None


def _says_world(row: Row, index: int) -> bool:
    return any(row.word(at) in ("world", "global", "world's", "international") for at in range(index + 1, min(len(row.tokens), index + 6)))


def _is_worldwide(row: Row, governor: int) -> bool:
    """Whether the noun is the world's ("global trade", "world output")."""
    if row.tokens[governor].word.startswith(("world ", "global ", "international ")):
        return True
    return any(row.word(at) in ("world", "global", "world's", "worldwide") for at in range(max(0, governor - 3), governor)) and not any(
        row.tokens[at].country for at in range(max(0, governor - 3), governor)
    )


def _states_amount(row: Row, index: int, link: Link) -> bool:
    """Whether a count stands as the amount of the governing noun, not as some other number in its clause."""
    left = row.word(left_word(row, index))
    return link.step == "own" or left in ("to", "from", "at", "was", "were", "of", "totalled", "totaled", "reached", "against", "after", "with", "by", "or", ":", "than", "(", "compared") or link.step == "before" and 0 <= index - link.index <= 3


def _about_trade(work: _Work, row: Row) -> bool:
    del work
    words = {token.word for token in row.tokens}
    figure_words = " ".join(token.word for token in row.tokens if token.figure)
    return any(t.governor and t.governor.indicator in _FLOWS for t in row.tokens) or "job cuts" in figure_words or bool(words & {"layoffs"})


def _roles(work: _Work, line: _Line, index: int, link: Link, indicator: Indicator, reading: Reading) -> Roles:
    row = line.row
    if reading.base and line.roles and line.indicator is indicator and link.step != "after":
        market = row.tokens[index + 2].country if row.word(index + 1) == "in" and index + 3 < len(row.tokens) and row.word(index + 3) in ("sales", "market", "shipments") else None
        if market:
            return Roles(line.roles.reporter, Party(market.iso3, market.name), line.roles.steps)
        return Roles(line.roles.reporter, line.roles.partner, (*line.roles.steps,))
    if any(row.word(at) in ("globally", "worldwide") for at in range(index + 1, min(index + 4, len(row.tokens)))) and line.roles:
        return Roles(line.roles.reporter, None, line.roles.steps)
    if reading.joined and line.roles and line.link and line.link.index == link.index and line.indicator is indicator:
        return line.roles
    if link.index < 0:
        last = work.memory.last
        if last:
            return Roles(last[1], last[2], ("carried",))
    if indicator in (Indicator.AID, Indicator.LOAN) and _is_list_item(row) and work.memory.last and work.memory.last[0] in (Indicator.AID, Indicator.LOAN):
        return Roles(work.memory.last[1], work.memory.last[2], ("frame", "list"))
    if indicator is Indicator.TOURISTS and line.indicator is indicator and line.roles and not row.tokens[link.index].country:
        return line.roles
    frame = read_frame(row, link.index if link.index >= 0 else index, index, work.context, work.document.text)
    _add_countries_inside(work, row, index, frame)
    roles = assign_roles(indicator, frame, row, work.context, work.memory, same_sentence=line.roles is not None)
    if roles.partner is None and line.roles and line.roles.partner and line.indicator in _FLOWS and indicator in _FLOWS and not _names_total(row, link.index) and not _new_partner_clause(row, link.index):
        if frame.owner is None or frame.owner.same(line.roles.reporter):
            return Roles(line.roles.reporter if frame.owner is None else frame.owner, line.roles.partner, (*roles.steps, "bilateral"))
    return roles


def _names_total(row: Row, index: int) -> bool:
    return index >= 0 and any(word in row.tokens[index].word for word in ("total", "overall", "foreign")) or row.word(index - 1) in ("total", "overall", "global")


def _new_partner_clause(row: Row, index: int) -> bool:
    """Whether "globally", "worldwide" after the noun say that all partners are meant."""
    return any(token.word in ("globally", "worldwide", "overall") for token in row.tokens[max(0, index) :])


def _add_countries_inside(work: _Work, row: Row, index: int, frame: Frame) -> None:
    """The nationality inside or right after a counted noun ("177 German companies", "5,800 Japanese companies")."""
    figure = row.tokens[index].figure
    assert figure is not None
    if not figure.counted:
        return
    inside = [mention for mention in within(work.document.countries, figure.span) if mention.form is not CountryForm.ORGANISATION]
    if inside:
        frame.owner = party_of(inside[0])
        return
    for at in range(index + 1, min(index + 4, len(row.tokens))):
        token = row.tokens[at]
        if token.country and token.country.form is CountryForm.DEMONYM:
            frame.owner = party_of(token.country)
            return
        if not token.plain or not token.word.isalpha() or token.word in ("in", "of", "to", "from", "and"):
            return


def _lacks_parties(work: _Work, row: Row, index: int, indicator: Indicator, governor: Governor, roles: Roles, figure: Figure) -> str | None:
    """Why the parties found are not enough; None if they are."""
    explicit = not ({"home", "other", "carried"} & set(roles.steps))
    company = _COMPANY.search(work.document.text, row.sentence.span.start, row.sentence.span.end) is not None
    if indicator in (*_FLOWS, Indicator.PRODUCTION) and not explicit and row.word(index + 1) == "of" and _says_world(row, index):
        return "share of the world's"
    if indicator in _FLOWS:
        if roles.reporter is None:
            return "no country"
        if company and not explicit and roles.partner is None:
            return "company or market figure"
        if not explicit and indicator is not Indicator.TRADE_BALANCE and not _is_macro(work):
            return "no country in its sentence"
        return None
    if indicator is Indicator.TARIFF:
        if roles.reporter is None:
            return "no country"
        titled = any(roles.reporter.same(party) for party in work.context.titled)
        titled = titled or (not work.context.titled and work.context.home is not None and work.context.home.same(roles.reporter))
        return None if explicit or titled or "tariff-memory" in roles.steps else "no country in its sentence"
    if indicator in (Indicator.GDP, Indicator.PRODUCTION, Indicator.OTHER, Indicator.JOBS):
        if roles.reporter is None or (company and not explicit):
            return "no country"
        if indicator is Indicator.GDP and figure.unit == "percent" and row.word(index + 1) == "of" and not explicit:
            return "no country in its sentence"
        known = any(fact.indicator is Indicator.PRODUCTION for fact in work.facts[-3:]) and work.number - work.clock.sentence <= 3
        if indicator is Indicator.PRODUCTION and (company or not (explicit or known)):
            return "no country in its sentence"
        return None
    if indicator in (Indicator.COMPANIES, Indicator.PEOPLE):
        origin = not {"pair", "speaker", "subject"} & set(roles.steps)
        return None if roles.reporter and roles.partner and explicit and origin else "no country of origin and host"
    if indicator is Indicator.TOURISTS:
        return None if roles.reporter and explicit else "no country of origin"
    if indicator is Indicator.INVESTMENT:
        return None if roles.reporter and roles.partner and explicit else "investment without source and host"
    return None if roles.reporter and roles.partner and explicit else "no giver and receiver"


def _is_macro(work: _Work) -> bool:
    """Whether the article as a whole is about countries' trade: an earlier fact, or trade in its title."""
    if any(fact.indicator in _FLOWS for fact in work.facts[-6:]):
        return True
    title = work.document.article.title or ""
    head = f"{title} {work.document.text[:200]}".lower()
    return any(word in head for word in ("trade", "export", "import", "deficit", "surplus"))


def _period(work: _Work, line: _Line, index: int, stops: tuple[int, int], reading: Reading, indicator: Indicator, status: FactStatus) -> tuple[Period | None, str]:
    row = line.row
    change = reading.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT, Kind.MULTIPLIER)
    if reading.base and line.main is None and (lead := leading_period(row, index, work.clock)):
        line.main = work.clock.current = lead
        work.clock.sentence = work.number
    timing = read_period(
        row,
        index,
        stops,
        work.clock,
        base=reading.base,
        sentence_main=line.main if indicator is not Indicator.TARIFF else None,
        last=line.last,
        future=status is not FactStatus.REPORTED,
        multiple=reading.kind is Kind.MULTIPLIER,
        after_base=line.reading is not None and line.reading.base,
        published=work.document.published,
    )
    if timing.period is not None and indicator is Indicator.TARIFF and timing.step == "lead":
        return None, "none"
    if timing.step == "shifted" and line.main is not None and re.fullmatch(r"\d{4}/\d{4}", line.main.label):
        return year(int(line.main.label[:4]), line.main.basis), "span-start"
    if timing.step == "vague":
        return None, "vague"
    if timing.period is None and status is not FactStatus.REPORTED:
        horizon = next((token.date for token in row.tokens[index:] if token.date and token.date.horizon), None)
        if horizon is not None:
            return horizon.future or horizon.past, "horizon"
    if timing.period is None:
        carried = _carried_period(work, line, index, reading, indicator, status)
        return (carried, "context") if carried else (None, "none")
    if change and not reading.base:
        longer = change_span(row, index, stops[1], timing.period)
        if longer:
            return longer, "span"
    if "/" in timing.period.label and reading.kind is Kind.LEVEL:
        return _end_of_span(row, index, timing.period, reading, line), timing.step
    if _says_annual(row, index) and precision(timing.period) == "month":
        return year(timing.period.start.year, Basis.CONTEXT), "annual"
    return timing.period, timing.step


def _end_of_span(row: Row, index: int, period: Period, reading: Reading, line: _Line) -> Period | None:
    """The end of a span of years that a level belongs to ("Between 2001 and 2010 ... from 64 billion to 227 billion")."""
    first, last = period.label.split("/")
    if len(first) != 4 or len(last) != 4:
        return period
    left = row.word(left_word(row, index))
    if left == "from":
        return year(int(first), period.basis)
    if left in ("to", "reach", "reaching", "reached") and (line.reading is not None):
        return year(int(last), period.basis) if period.basis is Basis.STATED and not any(token.word.startswith("starting") for token in row.tokens) else None
    return period


def _says_annual(row: Row, index: int) -> bool:
    return any(row.word(at) in ("annual", "full-year", "yearly") and row.word(at + 1) in ("total", "figure") for at in range(max(0, index - 8), index))


def _carried_period(work: _Work, line: _Line, index: int, reading: Reading, indicator: Indicator, status: FactStatus) -> Period | None:
    """The period of the statement before, for a past-tense statement of the same kind without a date of its own."""
    clock = work.clock
    if _is_list_item(line.row) and indicator in (Indicator.AID, Indicator.LOAN) and work.facts and work.facts[-1].indicator in (Indicator.AID, Indicator.LOAN):
        return work.facts[-1].period
    near = work.number - clock.sentence <= 3
    if clock.current is None or not near or is_present(line.row, index, flow=indicator in _FLOWS) or status is not FactStatus.REPORTED:
        return None
    if indicator not in _FLOWS and indicator is not (work.memory.last[0] if work.memory.last else None):
        return None
    return replace(clock.current, basis=Basis.CONTEXT)


def _keep(
    work: _Work, line: _Line, index: int, figure: Figure, indicator: Indicator, reading: Reading, roles: Roles, period: Period | None, status: FactStatus, steps: tuple[str, ...], link: Link
) -> None:
    assert reading.kind is not None
    row = line.row
    value, low, high = _signed(figure, reading, link.governor, row, index)
    fact_id = finding_id(work.hash, figure.span.start, figure.span.end, reading.kind.value, indicator.value)
    if not reading.joined or line.group is None:
        line.group = fact_id
        line.open = []
    qualifier, words = _qualifier(work, row, index, figure, base=reading.base)
    fact = Fact(
        fact_id=fact_id,
        indicator=indicator,
        kind=reading.kind,
        value=value,
        unit=_unit_of(figure, reading),
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
        attribution=find_attribution(row.sentence.span.of(work.document.text)),
        product=find_product(work.document.text, row, link.index, work.lexicon),
        group=line.group,
    )
    work.facts.append(fact)
    _remember(work, line, index, figure, fact, reading, roles, link)


def _remember(work: _Work, line: _Line, index: int, figure: Figure, fact: Fact, reading: Reading, roles: Roles, link: Link) -> None:
    """Carry on what this fact established."""
    work.governor = link.governor
    memory, clock = work.memory, work.clock
    memory.last = (fact.indicator, roles.reporter, roles.partner)
    memory.last_sentence = work.number
    if fact.indicator is Indicator.TARIFF and not {"home", "tariff-memory"} & set(roles.steps):
        memory.tariff = (roles.reporter, roles.partner)
    if fact.indicator in _FLOWS and roles.reporter:
        if roles.reporter.iso3 or memory.reporter is None:
            memory.reporter = roles.reporter
        if fact.indicator is Indicator.TRADE_TOTAL and roles.partner:
            memory.bilateral, memory.partner = True, roles.partner
        elif roles.partner and memory.bilateral and not roles.partner.same(memory.partner) and not roles.partner.same(memory.reporter):
            memory.bilateral = False
    elif roles.reporter and fact.indicator in (Indicator.OTHER, Indicator.GDP):
        memory.reporter = roles.reporter
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
    at = len(work.facts) - 1
    if "period:vague" in fact.rule:
        line.open = []
    elif fact.period is None and reading.joined is False:
        line.open = [at]
    elif fact.period is None:
        line.open.append(at)
    elif reading.joined and not reading.base:
        for earlier in line.open:
            work.facts[earlier] = replace(work.facts[earlier], period=fact.period)
        line.open = []
    line.last = fact.period or line.last
    if reading.base and fact.period is not None:
        line.base = fact.period
    if fact.period is not None and not reading.base and fact.status is FactStatus.REPORTED:
        line.main = fact.period
        clock.current, clock.sentence = fact.period, work.number
        if line.base is not None and line.base.end <= fact.period.start:
            clock.pair = (line.base, fact.period)
    if reading.base and fact.period is not None and line.main is not None:
        clock.base_unit = "year" if precision(line.main) == "year" or fact.period.start.month == line.main.start.month else "adjacent"
        clock.pair = (fact.period, line.main)


def _signed(figure: Figure, reading: Reading, governor: Governor, row: Row, index: int) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """The value with its sign, and the ends of a range in order."""
    sign = 1
    if reading.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT):
        sign = reading.direction or 1
    elif reading.kind is Kind.LEVEL and governor.balance:
        sign = _balance_sign(governor, row, index)
    value = abs(figure.value) * sign
    if figure.high is None:
        return value, None, None
    ends = sorted((value, abs(figure.high) * sign))
    return value, ends[0], ends[1]


def _balance_sign(governor: Governor, row: Row, index: int) -> int:
    if governor.balance == "deficit":
        return -1
    if governor.balance == "surplus":
        return 1
    words = {token.word for token in row.tokens[max(0, index - 8) : index + 4]}
    return -1 if words & {"deficit", "minus", "negative", "shortfall", "gap"} else 1


def _unit_of(figure: Figure, reading: Reading) -> str:
    if reading.kind is Kind.MULTIPLIER:
        return "ratio"
    if reading.kind in (Kind.SHARE, Kind.CHANGE_PCT):
        return "percent"
    return figure.unit or "count"


def _qualifier(work: _Work, row: Row, index: int, figure: Figure, *, base: bool) -> tuple[Qualifier | None, str | None]:
    """The author's hedge and its words."""
    quantity = figure.quantity
    text = work.document.text
    if figure.up_to:
        return Qualifier.UP_TO, figure.span.of(text)
    if quantity is None:
        word = row.word(index - 1)
        before = f"{row.word(index - 2)} {word}"
        if word in ("nearly", "almost"):
            return Qualifier.LESS_THAN, word
        if word in ("about", "roughly", "approximately"):
            return Qualifier.ABOUT, word
        return (Qualifier.MORE_THAN, "more than") if before == "more than" else (None, None)
    words = quantity.hedge.of(text) if quantity.hedge else None
    lowered = f"{_words_before(row, index)} {words or ''}".lower()
    if base and "than" in lowered:
        return None, None
    if any(word in lowered for word in _UP_TO):
        return Qualifier.UP_TO, words
    if any(word in lowered for word in _LESS) and "least" not in lowered and "no less" not in lowered:
        return Qualifier.LESS_THAN, words
    if any(word in lowered for word in _MORE):
        return Qualifier.MORE_THAN, words
    if any(word in lowered.split() for word in _ABOUT) or "close to" in lowered:
        return Qualifier.ABOUT, words
    return _QUALIFIERS.get(quantity.change), words


def _words_before(row: Row, index: int) -> str:
    """The hedging words directly before the figure."""
    words = []
    for at in range(index - 1, max(-1, index - 5), -1):
        word = row.word(at)
        if word not in _HEDGES:
            break
        words.insert(0, word)
    return " ".join(words)


def _drop(work: _Work, figure: Figure, reason: str) -> None:
    if figure.quantity is not None or reason not in ("no indicator",):
        work.dropped.append(Dropped(figure.span, reason))


def _read_ranked(work: _Work, line: _Line, index: int, stops: tuple[int, int]) -> None:
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    earlier = work.facts[-1] if work.facts and work.facts[-1].kind is Kind.RANK and work.facts[-1].quote == row.sentence.span else None
    previous = Roles(_party(earlier.reporter, earlier.reporter_name), _party(earlier.partner, earlier.partner_name), ("frame",)) if earlier else None
    found = read_rank(row, index, work.context, work.memory, work.document.text, previous)
    if found is None:
        work.dropped.append(Dropped(figure.span, "rank without parties"))
        return
    indicator, roles = found
    status = FactStatus.REPORTED
    timing = read_period(row, index, stops, work.clock, base=False, sentence_main=None, last=None, future=False, multiple=False, after_base=False, published=work.document.published)
    fronted = any(token.date for token in row.tokens[:3])
    period = timing.period if timing.step == "date" or (timing.step == "lead" and fronted) else None
    if period is None and row.word(0) == "this" and work.clock.sentence >= work.number - 1:
        period = work.clock.current
    period = _rank_span(row, index, period, work.document.published)
    reading = Reading(Kind.RANK, step="rank")
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
            attribution=find_attribution(row.sentence.span.of(work.document.text)), group=fact_id,
        )
    )  # fmt: skip
    del reading
    if indicator is Indicator.TOURISTS:
        line.roles, line.indicator = roles, indicator


def _party(iso3: str | None, name: str | None) -> Party | None:
    return Party(iso3, name or "") if iso3 or name else None


def _rank_span(row: Row, index: int, period: Period | None, published: Period | None) -> Period | None:
    """ "since 2009" and "for 14 consecutive years" reach to the publication."""
    if period is None or published is None or "/" in period.label:
        return period
    for at in range(index, len(row.tokens)):
        token = row.tokens[at]
        if token.date and (token.word.startswith("since") or row.word(at - 1) == "since"):
            from etl.annotate.dates.periods import span, year

            return span(period, year(published.start.year, period.basis), period.basis)
    return period
