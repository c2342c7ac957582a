"""What a figure of the article hangs on: a noun of its sentence, a verb of trade, an economy's growth, the sentence before."""

from __future__ import annotations

from etl.facts.balances import meaning_of_generic
from etl.facts.beside import beside_before
from etl.facts.context import party_of
from etl.facts.deeds import find_deed, find_outflow, find_supply
from etl.facts.figures import Figure
from etl.facts.governors import Link, link_figure
from etl.facts.growth import find_growth
from etl.facts.kinds import left_word
from etl.facts.lexicon import Governor
from etl.facts.parties import pronoun_subject
from etl.facts.partner_lists import listed_share
from etl.facts.portions import find_portion, find_taken
from etl.facts.respective import respective_governor
from etl.facts.tariffs import find_levy
from etl.facts.tokens import Row
from etl.facts.told import meant_by_these, tells_another, told_before
from etl.facts.work import Line, Work, is_list_item
from etl.model import Indicator

_COUNTED = (Indicator.TOURISTS, Indicator.PEOPLE, Indicator.COMPANIES)


def find_link(work: Work, line: Line, index: int) -> Link | None:
    """The governing word of the figure at token ``index``; None if nothing governs it."""
    row = line.row
    figure = row.tokens[index].figure
    assert figure is not None
    carried = work.governor if work.memory.last else None
    link = link_figure(row, index, work.lexicon, carried, list_item=is_list_item(row))
    if link is not None and link.step == "carried" and tells_another(work, row, link.governor):
        return None
    if link is None and line.link is not None and line.link.step == "told" and figure.form in ("money", "percent"):
        return line.link  # "it rose by 21 percent, or 9 billion"
    if link is None and figure.form == "bare" and (counted := _counted(line, index)) is not None:
        return counted
    if (deed := _deed(work, line, index, figure, link)) is not None:
        return deed
    if link and line.link and line.link.index >= 0 and link.step == "before" and _is_aside(line, index, link.index):
        return line.link
    if link and link.step in ("before", "after") and (these := meant_by_these(work, row, link)) is not None:
        return these
    if link and link.step == "before" and (respective := respective_governor(row, index, link.index)):
        return Link(respective, link.index, link.step)
    if figure.form in ("percent", "money") and row.word(index - 1) != "of" and (listed := listed_share(work, row, index)) is not None:
        return listed
    if (beside := beside_before(work, line, index, figure, link)) is not None:
        return beside
    if link is None and figure.form == "percent" and (at := find_levy(row, index)) is not None:
        return Link(Governor(Indicator.TARIFF), at, "after" if at > index else "before")
    if link is None and figure.form == "percent" and (at := find_growth(row, index, work.lexicon, carried)) is not None:
        return Link(Governor(Indicator.GDP), at, "growth")
    if link is None and figure.form in ("money", "percent", "multiple", "fraction") and not figure.counted:
        return told_before(work, row, index)
    if link and link.governor.generic:
        at = row.tokens[link.index].start if link.index >= 0 else row.sentence.span.start
        meant = meaning_of_generic(work, at, row, link.index)
        return None if meant is None else Link(meant, link.index, link.step)
    return link


def _is_aside(line: Line, index: int, governor: int) -> bool:
    """Whether the noun is only that in which the figure before was made ("a surplus of 14 in its trade with Peru, against 12 in April")."""
    row, main = line.row, line.index
    if main is None or not main < governor < index or row.word(governor - 1) not in ("its", "their", "bilateral"):
        return False
    return row.word(governor - 2) == "in" and row.word(left_word(row, index)) in ("against", "versus", "from", "with")


def _deed_again(line: Line, index: int, figure: Figure) -> Link | None:
    """The verb of trade before, where its next object goes to another country ("sold 130 tonnes to Peru and 21 to Chile")."""
    link, row = line.link, line.row
    if link is None or link.step != "deed" or line.roles is None or figure.form not in ("bare", "money", "physical", "count"):
        return None
    at = index + 2 if row.word(index + 2) != "the" else index + 3
    mention = row.tokens[at].country if at < len(row.tokens) else None
    joint = "to" if link.governor.indicator is Indicator.EXPORTS else "from"
    listed = row.word(index + 1) == joint and row.word(left_word(row, index)) in ("and", ",")
    if mention is None or mention.iso3 is None or not listed:
        return None
    return Link(link.governor, link.index, "deed", (line.roles.reporter, party_of(mention)))


def _counted(line: Line, index: int) -> Link | None:
    """The counted noun before, where a bare number goes on with it ("..., down from 30,000", "... from Peru and 187,000 from Chile")."""
    link, row = line.link, line.row
    if link is None or link.governor.indicator not in _COUNTED:
        return None
    if _is_compared(row, index):
        return Link(link.governor, link.index, "before")  # "20,000 Omanis live in Fiji, down from 30,000"
    at = index + 2 if row.word(index + 2) != "the" else index + 3
    mention = row.tokens[at].country if at < len(row.tokens) else None
    if mention is None or line.roles is None or row.word(left_word(row, index)) not in ("and", ",", "while"):
        return None
    if row.word(index + 1) == "from":
        return Link(link.governor, link.index, "counted", (party_of(mention), line.roles.partner))
    return Link(link.governor, link.index, "counted", (line.roles.reporter, party_of(mention))) if row.word(index + 1) == "in" else None


def _is_compared(row: Row, index: int) -> bool:
    at = left_word(row, index)
    return row.word(at) in ("from", "against", "versus") or (row.word(at) in ("with", "to") and row.word(at - 1) == "compared")


def _deed(work: Work, line: Line, index: int, figure: Figure, link: Link | None) -> Link | None:
    """The verb of trade that governs the figure rather than a noun farther away."""
    row = line.row
    if figure.counted:
        return None
    if (again := _deed_again(line, index, figure)) is not None:
        return again
    portion = figure.form in ("percent", "fraction") and (link is None or link.step in ("before", "after"))
    if portion and (part := find_portion(row, index, lambda at: pronoun_subject(work, row, at))) is not None:
        return Link(Governor(part[0], parties=True), part[1], "deed", part[2:])
    if figure.form in ("percent", "fraction") and (link is None or link.step == "before"):
        earlier = line.link.sides if line.link and line.link.step == "deed" else None
        if (supply := find_supply(row, index, earlier)) is not None:
            return Link(Governor(Indicator.IMPORTS, parties=True), supply.at, "deed", (supply.reporter, supply.partner))
        if link is None and (flow := find_outflow(row, index)) is not None:
            return Link(Governor(Indicator.EXPORTS, parties=True), flow.at, "deed", (flow.reporter, flow.partner))
    compared = figure.form == "percent" and row.word(index + 1) in ("more", "less", "fewer")
    near = work.facts[-1] if work.facts and work.number - work.memory.last_sentence <= 1 else None
    if link is None and figure.form in ("physical", "count", "bare", "money") and (taken := find_taken(row, index, near)) is not None:
        return Link(Governor(Indicator.IMPORTS, parties=True), taken[0], "taken", taken[1:])
    if not (compared or figure.form in ("money", "physical", "count")):
        return None
    if link is not None and link.step not in ("before", "carried"):
        return None
    done = find_deed(row, index, link.index if link else -1, lambda at: pronoun_subject(work, row, at))
    if done is None or (done.deed.indicator is Indicator.TRADE_TOTAL and figure.form != "money"):
        return None
    return Link(Governor(done.deed.indicator, parties=True), done.at, "deed", (done.reporter, done.partner))
