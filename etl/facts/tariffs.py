"""Who imposes a tariff and whose goods it hits: each country near it is read as one or the other by the words beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.annotate.countries import find_countries
from etl.document import CountryForm, Document, within
from etl.facts.context import Party, party_of
from etl.facts.tokens import Phrases, Row
from etl.facts.wordlist import words
from etl.model import Indicator, Span

_ON = words("on against upon")
_TAXING = words(
    "impose imposes imposed imposing levy levies levied levying slap slaps slapped slapping charge charges charged charging "
    "raise raises raised raising hike hikes hiked announce announces announced apply applies applied reduce reduces reduced "
    "cut cuts lower lowers lowered lift lifts lifted threatened threatens retaliated set sets placed put introduced doubled "
    "enforces enforce proposed maintain maintains"
)
_SOFT = words("reduce reduces reduced cut cuts lower lowers lowered lift lifts lifted avoid")  # whoever is hit may get them lowered, too
_PAYING = words(
    "face faces faced facing pay pays paid paying negotiated negotiate secured secure saw sees gets got received receives "
    "incurs incurred avoid avoided escaped suffers"
)
_SENT = words("exports export shipments sales exported ship ships shipped sell sells selling access goods")
_APPLIED = words("applicable applied applying apply applies extended offered given assigned charged set")
_GOODS = words(
    "goods products exports imports steel aluminium aluminum cars autos vehicles shipments merchandise exporters items "
    "electronics semiconductors chips wine beef apparel garments textiles"
)
_COMING = words(
    "coming originating arriving shipped entering sourced bought imported made trucks pickups oil gas potash lumber timber copper"
)
_RANGE = words("from to and or (")
_CLAUSE = words("; while whereas but although")
_NO_NOUN = words("in to of on from with and or , ( ) by for at as that which than")


@dataclass(slots=True)
class Sides:
    """How often the article's countries are said to impose tariffs and to be hit by them."""

    imposing: Counter[Party] = field(default_factory=Counter)
    hit: Counter[Party] = field(default_factory=Counter)
    foremost: tuple[Party, ...] = ()

    @property
    def imposer(self) -> Party | None:
        """Who imposes the article's tariffs; None if several do about as often, or one in passing."""
        first = sorted(self.imposing.items(), key=lambda item: (-item[1], item[0].name))[:2]
        if not first or (len(first) == 2 and first[1][1] * 2 >= first[0][1]):
            return None
        party, count = first[0]
        return party if count > 1 or any(party.same(known) for known in self.foremost) else None


def count_sides(document: Document, phrases: Phrases, foremost: tuple[Party, ...]) -> Sides:
    """The countries beside every mention of a tariff in the article ("US tariffs", "tariffs on Chilean goods")."""
    sides = Sides(foremost=foremost)
    for start, end, governor in phrases.within(Span(0, max(1, len(document.text)))):
        if governor.indicator is not Indicator.TARIFF:
            continue
        for mention in reversed(within(document.countries, Span(max(0, start - 45), start))) if start else ():
            between = document.text[mention.span.end : start]
            if mention.form is CountryForm.CITY or (not between.replace(" ", "").replace("-", "").isalpha() and between.strip()):
                break
            if len(between.split()) <= 3 and not mention.possessive and not set(between.split()) & _NO_NOUN:
                sides.imposing[party_of(mention)] += 1
            break
        for mention in within(document.countries, Span(end, end + 60)):
            linking = document.text[end : mention.span.start].split()
            if linking and not set("".join(linking)) & set(".;:%") and set(linking) & {"on", "against"} and len(linking) <= 7:
                sides.hit[party_of(mention)] += 1
            break
    _count_title(document, sides)
    return sides


def _count_title(document: Document, sides: Sides) -> None:
    """The imposer that the title names ("US reciprocal tariffs and Fiji's economy")."""
    title = document.article.title or ""
    for mention in find_countries(title):
        after = title[mention.span.end :].lower().split()[:4]
        if not mention.possessive and any(word.startswith("tariff") for word in after) and not set(after) & _NO_NOUN:
            sides.imposing[party_of(mention)] += 1


def tariff_parties(
    row: Row, link: int, index: int, sides: Sides, others: Callable[[Party], Party | None]
) -> tuple[Party | None, Party | None] | None:
    """Imposer and hit of the tariff at token ``index``; None where the words beside its countries do not tell.

    The imposer may come from the whole article: from its other tariffs, else from ``others``, the country it sets beside the hit one.
    """
    low, high = _clause(row, index)
    if not any(token.country for token in row.tokens[low:high]):
        low, high = 0, len(row.tokens)
    high = _before_other(row, index, link, high)
    roles = [(at, *found) for at in range(low, high) if (found := _role(row, at, link, sides))]
    hits = [(at, party) for at, role, party in roles if role == "hit"]
    imposers = [(at, party) for at, role, party in roles if role == "imposer"] or [
        (at, party) for at, role, party in roles if role == "importer"
    ]
    hit = _nearest(hits, index, row)
    reporter = _nearest(imposers, index, row)
    if reporter is not None and reporter.same(hit):
        elsewhere = [(at, party) for at, party in hits if not party.same(reporter)]
        hit = _nearest(elsewhere, index, row)
    if hit is not None and _listed(hits, hit, row):
        return reporter or sides.imposer, None
    if reporter is None and hit is not None:
        reporter = sides.imposer if sides.imposer is not None and not sides.imposer.same(hit) else others(hit)
    return (reporter, hit) if hit is not None else None


def _before_other(row: Row, index: int, link: int, high: int) -> int:
    """The end of what may belong to this tariff: before the next rate or the next mention of tariffs."""
    for at in range(index + 1, high):
        token = row.tokens[at]
        if (
            at > link
            and (token.figure or (token.governor and token.governor.indicator is Indicator.TARIFF))
            and row.word(at - 1) not in _RANGE
        ):
            return at
    return high


def _listed(hits: list[tuple[int, Party]], hit: Party, row: Row) -> bool:
    """Whether several countries are hit by one rate ("Fiji, Togo and Laos face 44 percent"): none of them is the partner."""
    at = next(at for at, party in hits if party.same(hit))
    before = row.word(at - 1)
    first = at - 2 if before in (",", "and") else at - 3 if row.word(at - 2) in (",", "and") else None
    return first is not None and first >= 0 and row.tokens[first].country is not None and not row.tokens[first].country.possessive  # type: ignore[union-attr]


def _clause(row: Row, index: int) -> tuple[int, int]:
    """The tokens of the figure's clause."""
    low, high = index, index
    while low > 0 and row.word(low - 1) not in _CLAUSE:
        low -= 1
    while high < len(row.tokens) and row.word(high) not in _CLAUSE:
        high += 1
    return low, high


def _nearest(found: list[tuple[int, Party]], index: int, row: Row) -> Party | None:
    """The party nearest to the figure, one of its own phrase ("20 percent on Chile") before one of another figure's."""

    def distance(item: tuple[int, Party]) -> tuple[int, int]:
        at = item[0]
        low, high = min(at, index), max(at, index)
        crossed = sum(1 for k in range(low + 1, high) if row.tokens[k].figure and k != index)
        return crossed + (1 if at > index and crossed else 0), high - low

    return min(found, key=distance)[1] if found else None


def _role(row: Row, at: int, link: int, sides: Sides) -> tuple[str, Party] | None:
    """Whether the country at token ``at`` imposes ("imposer"; "importer" where only its market is named) or is hit ("hit")."""
    token = row.tokens[at]
    if token.person and token.person.iso3:
        party = Party(token.person.iso3, token.person.country_name or "")
        return ("imposer", party) if _verb_after(row, at, party, sides) == "imposer" else None
    mention = token.country
    if mention is None or mention.form in (CountryForm.CITY, CountryForm.ORGANISATION) or (mention.in_name and not mention.possessive):
        return None
    party = party_of(mention)
    at_end = _end(row, at)
    if mention.possessive and row.word(at_end) in ("rate", "rates") and not (sides.imposer and sides.imposer.same(party)):
        return "hit", party
    if (owned := _owned_tariff(row, at)) is not None:
        if owned != link:
            return None  # another tariff than the figure's
        if not mention.possessive or row.word(owned + 1) in _ON:
            return "imposer", party
        known = sides.imposer
        if known is not None and not known.same(party) and sides.hit[party] > sides.imposing[party]:
            return "hit", party  # "Togo's 20 percent tariff" where Ghana's tariffs on Togo are meant
        return "imposer", party
    preposition, before = _preposition(row, at)
    after = row.word(at_end)
    if preposition and mention.possessive and after not in _GOODS:
        return None  # "tariffs for the country's trading partners"
    if preposition in _ON:
        return ("importer", party) if after in ("imports", "purchases") and _from_other(row, at_end) else ("hit", party)
    if preposition == "to":
        if before in _SENT:
            return "importer", party
        return ("hit", party) if before in _APPLIED else None
    if preposition == "from":
        return ("hit", party) if before in _GOODS or before in _COMING else None
    if preposition == "of":
        return ("hit", party) if before in _GOODS else None
    if preposition == "for":
        return "hit", party
    if preposition == "by":
        return "imposer", party
    if preposition:
        return None
    if after in _GOODS or row.word(at_end + 1) in _GOODS:
        if after == "imports" and sides.imposer is not None and sides.imposer.same(party):
            return "importer", party
        return "hit", party
    verb = _verb_after(row, at, party, sides)
    return (verb, party) if verb else None


def _end(row: Row, at: int) -> int:
    """The token after a country and its possessive mark."""
    after = at + 1
    while row.word(after) in ("'", "’", "s", "'s"):
        after += 1
    return after


def _from_other(row: Row, at: int) -> bool:
    return any(row.word(k) in ("from", "of") for k in range(at + 1, at + 5))


def _owned_tariff(row: Row, at: int) -> int | None:
    """The tariff noun that follows within the country's noun phrase ("US reciprocal tariff", "Chile's 20 percent tariff")."""
    first = _end(row, at)
    for k in range(first, min(len(row.tokens), first + 6)):
        token = row.tokens[k]
        if token.governor:
            if token.governor.indicator is not Indicator.TARIFF:
                return None
            return k
        if token.country or token.date or token.word in _NO_NOUN or token.word in _TAXING or token.word in _PAYING:
            return None
        if token.plain and not (token.word.isalpha() or token.word in ("-", "%")):
            return None
    return None


def _preposition(row: Row, at: int) -> tuple[str, str]:
    """The preposition that governs the country across adjectives and goods, and the word before it."""
    for k in range(at - 1, max(-1, at - 6), -1):
        word = row.word(k)
        if row.tokens[k].governor and word.endswith((" from", " on", " to", " against")):
            goods, word = word.rsplit(" ", 1)
            return word, goods.rsplit(" ", 1)[-1]
        if word in ("on", "against", "upon", "to", "from", "of", "for", "by", "in", "with", "between", "into", "at"):
            return word, row.word(k - 1)
        token = row.tokens[k]
        if (
            token.figure
            or token.date
            or word in (",", ";", "that", "which", "and")
            or not (token.governor or word.replace("-", "").isalpha())
        ):
            return "", ""
        if word in _TAXING or word in _PAYING:
            return "", ""
    return "", ""


def _verb_after(row: Row, at: int, party: Party, sides: Sides) -> str | None:
    """Whether the country's own verb taxes or pays."""
    for k in range(at + 1, min(len(row.tokens), at + 14)):
        word = row.word(k)
        if row.tokens[k].country and k > at + 1 and row.word(k - 1) not in ("the", "with", "to", "by", "and", "on"):
            return None
        if word in ("subject", "hit", "slapped", "saddled", "slammed") and row.word(k + 1) in ("to", "with", "by"):
            return "hit"
        if word in _PAYING:
            return "hit"
        if word in _SOFT and sides.imposer is not None and not sides.imposer.same(party) and not sides.imposing[party]:
            return "hit"
        if word in _TAXING:
            return "hit" if row.word(k - 1) in ("be", "was", "were", "been", "being", "is", "are") else "imposer"
        if word in (";", "while", "but", "whose", "which", "."):
            return None
    return None
