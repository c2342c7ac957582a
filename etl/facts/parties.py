"""The parties of one figure: those of its frame, of the figure it is compared with, of the list it stands in."""

from __future__ import annotations

from etl.document import CountryForm, within
from etl.facts.context import Party, party_of
from etl.facts.frames import Frame, read_frame
from etl.facts.gapping import gapped_roles
from etl.facts.governors import Link
from etl.facts.kinds import Reading
from etl.facts.mirrored import followed_partner, mirrored_partner, partner_of_rank
from etl.facts.respective import respective_party, respective_sides
from etl.facts.roles import Roles, assign_roles
from etl.facts.shares import roles_of_rank, share_roles
from etl.facts.subjects import speaker_near
from etl.facts.tariffs import tariff_roles
from etl.facts.tokens import FLOWS, Row
from etl.facts.wordlist import words
from etl.facts.work import Line, Work, is_list_item
from etl.model import Indicator, Kind, Span

_SIDES = {
    Indicator.EXPORTS: ("to",),
    Indicator.IMPORTS: ("from",),
    Indicator.TRADE_TOTAL: ("with",),
    Indicator.TRADE_BALANCE: ("with",),
    Indicator.TOURISTS: ("from",),
}
_GIVING = (Indicator.AID, Indicator.LOAN, Indicator.INVESTMENT)
_FIRMS = words("companies firms exporters producers businesses manufacturers investors enterprises farmers growers industries suppliers")


def figure_roles(work: Work, line: Line, index: int, link: Link, indicator: Indicator, reading: Reading) -> Roles:
    """Reporter and partner of the figure at token ``index``, with the steps that found them."""
    if link.sides is not None:
        return Roles(*respective_sides(line.row, index, link.sides), ("frame", link.step))
    if indicator is Indicator.TARIFF and (sides := tariff_roles(work, line, index, link)):
        return sides
    last = work.facts[-1] if work.facts else None
    if reading.kind is Kind.SHARE and (ranked := roles_of_rank(last, line.row, indicator)):
        return ranked
    roles = _figure_roles(work, line, index, link, indicator, reading)
    if (
        (share := _went(line.row, index) or _bound(line.row, index)) is not None
        and roles.partner is None
        and roles.reporter is not None
        and not share.same(roles.reporter)
    ):
        return Roles(roles.reporter, share, roles.steps)
    if _is_whole(line.row, index):
        return Roles(roles.reporter, None, roles.steps)
    if line.roles and line.index is not None and line.link and line.link.index == link.index and line.indicator is indicator:
        gapped = gapped_roles(line.row, line.index, index, line.roles)
        if gapped is not None:
            return gapped
    if indicator in _GIVING and (giver := respective_party(line.row, index)) is not None and not giver.same(roles.partner):
        return Roles(giver, roles.partner, roles.steps)
    if indicator not in FLOWS:
        return line.roles if line.roles and _retells_share(reading, link, indicator, line) else roles
    named = line.row.tokens[index - 2].country if index > 1 and line.row.word(index - 1) == "(" else None
    if named and roles.reporter and not party_of(named).same(roles.reporter):
        return Roles(roles.reporter, party_of(named), roles.steps)  # "from Denmark (2 billion), Germany (877 million)"
    if (other := partner_of_rank(last, line.row, index, indicator, roles)) is not None:
        return Roles(roles.reporter, other, roles.steps)
    listed = respective_party(line.row, index)
    if listed and roles.reporter and not listed.same(roles.reporter):
        return Roles(roles.reporter, listed, roles.steps)
    if reading.kind is Kind.SHARE and (shared := share_roles(work, line, index, link, reading, roles)):
        return shared
    if line.roles and _retells_share(reading, link, indicator, line):
        return line.roles  # "30 percent of trade, or 5 billion"
    return roles


def _went(row: Row, index: int) -> Party | None:
    """Where a part of the flow told before went ("..., of which 700 million went to Oman", "3 million of them to Oman")."""
    first = index + 2
    if row.word(index + 1) == "of" and row.word(index + 2) in ("it", "them", "which", "that", "this"):
        first = index + 3
    elif (
        row.word(index - 1) != "which"
        or row.word(index - 2) != "of"
        or row.word(index + 1) not in ("went", "came", "goes", "comes", "was", "were")
    ):
        return None
    for at in range(first, min(len(row.tokens), first + 4)):
        mention = row.tokens[at].country
        if mention and mention.iso3 and {row.word(at - 1), row.word(at - 2)} & {"to", "from", "with"}:
            return party_of(mention)
    return None


def _bound(row: Row, index: int) -> Party | None:
    """Where goods are bound for ("25 percent of its exports are US-bound")."""
    for at in range(index + 1, min(len(row.tokens) - 2, index + 14)):
        mention = row.tokens[at].country
        if mention and mention.iso3 and row.word(at + 1) in ("-", "‑") and row.word(at + 2) == "bound":
            return party_of(mention)
    return None


def _is_whole(row: Row, index: int) -> bool:
    """Whether the amount is the whole of which a part is told ("most of the 170 billion deficit was with Japan")."""
    if row.word(index - 1) != "the" or row.word(index - 2) != "of" or index < 3:
        return False
    part = row.word(index - 3) in ("majority", "most", "bulk", "part", "much", "some") or row.tokens[index - 3].figure is not None
    return part and any(
        row.word(at) in ("was", "were", "is", "came", "went") and row.word(at + 1) in ("with", "from", "to")
        for at in range(index, index + 9)
    )


def _retells_share(reading: Reading, link: Link, indicator: Indicator, line: Line) -> bool:
    """Whether the figure says once more what the share before it says: "30 percent of trade, or 5 billion"."""
    if not (line.reading and line.reading.kind is Kind.SHARE and line.indicator is indicator and link.step == "before"):
        return False
    again = (
        reading.joined or (reading.kind is Kind.SHARE and line.reading.base) or (line.roles is not None and _after_or(line.row, line.index))
    )
    return bool(line.link and line.link.index == link.index and again)


def _after_or(row: Row, index: int | None) -> bool:
    """Whether "or" joins the next figure to the one at ``index`` ("12 percent of its trade with West Africa, or 3 billion")."""
    if index is None:
        return False
    following = next((at for at in range(index + 1, len(row.tokens)) if row.tokens[at].figure), len(row.tokens))
    return any(row.word(at) == "or" for at in range(max(index, following - 3), following))


def pronoun_subject(work: Work, row: Row, at: int) -> Party | None:
    """Whom the pronoun directly before the verb at ``at`` means: the speaker by "we", the last figures' country by "it"."""
    while at > 0 and row.word(at - 1) in ("have", "has", "had", "also", "already", "even", "then", "alone", "now", "still", "currently"):
        at -= 1
    word = row.word(at - 1)
    if word in ("we", "i") or (word in _FIRMS and row.word(at - 2) == "our"):
        return work.context.speaker_at(row.tokens[at].start) or speaker_near(row)
    if word in ("it", "they", "who") or (word in ("country", "nation", "government", "kingdom", "republic") and row.word(at - 2) == "the"):
        return work.memory.reporter if work.memory.near else work.context.home
    return None


def _figure_roles(work: Work, line: Line, index: int, link: Link, indicator: Indicator, reading: Reading) -> Roles:
    """Reporter and partner of the figure at token ``index``, with the steps that found them."""
    row = line.row
    again = line.roles is not None and line.link is not None and line.link.index == link.index and line.indicator is indicator
    if again and line.roles and (whose := _whose(row, index)) is not None and not whose.same(line.roles.partner):
        return Roles(whose, line.roles.partner, line.roles.steps)
    if reading.base and line.roles and line.indicator is indicator and link.step != "after":
        if (other := _other_side(row, index, indicator)) is not None and not other.same(line.roles.reporter):
            return Roles(line.roles.reporter, other, line.roles.steps)
        return Roles(line.roles.reporter, line.roles.partner, (*line.roles.steps,))
    if any(row.word(at) in ("globally", "worldwide") for at in range(index + 1, min(index + 4, len(row.tokens)))) and line.roles:
        return Roles(line.roles.reporter, None, line.roles.steps)
    if reading.joined and line.roles and line.link and line.link.index == link.index and line.indicator is indicator:
        return line.roles
    if link.index < 0:
        last = work.memory.last
        if last:
            return Roles(last[1], last[2], ("carried",))
    if (
        indicator in (Indicator.AID, Indicator.LOAN)
        and row.word(index - 1) == ":"
        and is_list_item(row)
        and work.memory.last
        and work.memory.last[0] in (Indicator.AID, Indicator.LOAN)
    ):
        return Roles(work.memory.last[1], work.memory.last[2], ("frame", "list"))
    if indicator is Indicator.TOURISTS and line.indicator is indicator and line.roles and not _names_nationality(work, row, index, link):
        return line.roles
    frame = read_frame(row, link.index if link.index >= 0 else index, index, work.context, work.document.text)
    _add_countries_inside(work, row, index, frame)
    roles = assign_roles(indicator, frame, row, work.context, work.memory, same_sentence=line.roles is not None)
    if (
        roles.partner is None
        and line.roles
        and line.roles.partner
        and line.indicator in FLOWS
        and indicator in FLOWS
        and not _names_total(row, link.index)
        and not _new_partner_clause(row, link.index)
    ) and (frame.owner is None or frame.owner.same(line.roles.reporter)):
        return Roles(line.roles.reporter if frame.owner is None else frame.owner, line.roles.partner, (*roles.steps, "bilateral"))
    earlier = line.roles if line.indicator in FLOWS else None
    told = work.facts[-1].kind if work.facts else None
    other = mirrored_partner(row, indicator, roles, earlier) or followed_partner(row, link.index, indicator, roles, work.memory, told)
    return Roles(roles.reporter, other, (*roles.steps, "bilateral")) if other else roles


def _whose(row: Row, index: int) -> Party | None:
    """Whose figure another's is compared with ("a surplus of 5 million, against Peru's 8 million", "... Peru's of 8 million")."""
    for at in range(index - 1, max(-1, index - 5), -1):
        mention = row.tokens[at].country
        if mention is not None:
            return party_of(mention) if mention.possessive and mention.iso3 else None
        if row.word(at) not in ("of", "'", "’", "s"):
            return None
    return None


def _other_side(row: Row, index: int, indicator: Indicator) -> Party | None:
    """With whom a figure compared with is: "against 3 billion to Oman", "compared with 2 million in Omani sales"."""
    at = index + 2 if row.word(index + 2) != "the" else index + 3
    mention = row.tokens[at].country if at < len(row.tokens) else None
    if mention is None or mention.form is CountryForm.CITY:
        return None
    if row.word(index + 1) in _SIDES.get(indicator, ()) and mention.iso3 and not mention.possessive:
        return party_of(mention)
    return party_of(mention) if row.word(index + 1) == "in" and row.word(at + 1) in ("sales", "market", "shipments") else None


def _names_nationality(work: Work, row: Row, index: int, link: Link) -> bool:
    """Whether a nation is named inside the counted figure ("3,993 Ukrainian tourists") or as its governing token."""
    figure = row.tokens[index].figure
    assert figure is not None
    following = row.tokens[index + 1].country if index + 1 < len(row.tokens) else None
    named = following is not None and following.form is CountryForm.DEMONYM  # "2.3 million Japanese came"
    return named or row.tokens[link.index].country is not None or bool(within(work.document.countries, figure.span))


def _names_total(row: Row, index: int) -> bool:
    return (index >= 0 and any(word in row.tokens[index].word for word in ("total", "overall", "foreign"))) or row.word(index - 1) in (
        "total",
        "overall",
        "global",
    )


def _new_partner_clause(row: Row, index: int) -> bool:
    """Whether "globally", "worldwide" after the noun say that all partners are meant."""
    return any(token.word in ("globally", "worldwide", "overall") for token in row.tokens[max(0, index) :])


def _add_countries_inside(work: Work, row: Row, index: int, frame: Frame) -> None:
    """The nationality inside or right after a counted noun ("177 German companies", "5,800 Japanese companies")."""
    figure = row.tokens[index].figure
    assert figure is not None
    if not figure.counted:
        return
    if " our " in row.tokens[index].word or any(row.word(at) == "our" for at in range(index + 1, index + 4)):
        frame.ours = True
    speaker = work.context.speaker_at(row.tokens[index].start) or speaker_near(row) if " your " in row.tokens[index].word else None
    if speaker is not None and (other := work.context.other(speaker)) is not None:
        frame.owner = other  # "1,800 of your companies operate here"
        frame.slots.setdefault("in", speaker)
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


def tariff_hit(work: Work) -> Party | None:
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
