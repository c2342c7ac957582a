"""Who imposes a tariff and whose goods it hits: each country near it is read as one or the other by the words beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from etl.document import CountryForm
from etl.facts.context import PARTNERS, Party, party_of
from etl.facts.governors import Link
from etl.facts.kinds import left_word
from etl.facts.roles import Roles
from etl.facts.subjects import PREPOSITIONS, find_subject, speaker_near
from etl.facts.tariff_sides import NO_NOUN, Sides
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.facts.work import Line, Work
from etl.model import Indicator

_ON = words("on against upon")
_TAXING = words(
    "remove removes removed eliminate eliminates scrap scraps abolish waive introduce introducing impose imposes imposed imposing levy "
    "levies levied levying slap slaps slapped slapping charge charges charged charging tax taxes taxed raise raises raised raising hike "
    "hikes hiked announce announces announced apply applies applied reduce reduces reduced place places cut cuts lower lowers lowered "
    "lift lifts lifted threatened threatens retaliated set sets placed put introduced introduces doubled enforces enforce proposed "
    "proposes maintain maintains subjects subjected suspended suspends suspend kept keeps double doubles triple triples tripled "
    "quadruple quadruples quadrupled"
)
_SOFT = words("reduce reduces reduced cut cuts lower lowers lowered lift lifts lifted avoid")  # whoever is hit may get them lowered, too
_PAYING = words(
    "face faces faced facing pay pays paid paying negotiated negotiate secured secure saw sees gets got received receives incurs "
    "incurred avoid avoided escaped suffers stand stands stood bear bears"
)
_TARGETING = words(
    "charge charges charged tax taxes taxed slap slaps slapped hit hits threaten threatens threatened penalise penalize subjects"
)
_SENT = words("exports export shipments sales exported ship ships shipped sell sells selling access goods exporting entering enter enters")
_APPLIED = words("applicable applied applying apply applies extended offered given assigned charged set")
_GOODS = words(
    "goods products exports imports steel aluminium aluminum cars autos vehicles shipments merchandise exporters items electronics "
    "semiconductors chips wine beef apparel garments textiles"
)
_COMING = words(
    "coming originating arriving shipped entering sourced bought imported made trucks pickups oil gas potash lumber timber copper those"
)
_COMPARED = words("than unlike like compared versus from")
_ANY = words("other any all every most each others everyone everybody")
_ALL = words("countries country nations nation partners imports goods products else world")
_WE = words("we our us ours")
_SERVICES = words(
    "electricity power hotel water phone telephone telecom freight utility heating rail railway postal energy licence license stamp "
    "excise estate port parking internet call roaming feed entertainment succession transit"
)
_IMPOSING = words("impose imposes imposed levy levies levied charge charges charged apply applies applied")
_AUXILIARY = words("is are was were will would have has had can could may might now currently must should")
_RELATIVE = words("which who that")
_RANGE = words("from to and or (")
_ASKING = words("wants want wanted urged urges asked asks pressed pressing called calling told")
_RISING = words("rise rising rose rises fall falling fell falls increase increasing climb go drop dropping")
_LEVIES = words("levy levies penalty penalties")
_ARTICLES = words("a an the its their new additional punitive punishing retaliatory")
_CLAUSE = words("; while whereas but although")
_ABROAD = words("globally worldwide abroad elsewhere overseas")


class Side(NamedTuple):
    """A country at a token, and what it is to the tariff: "imposer", "importer" (only its market is named) or "hit"."""

    at: int
    role: str
    party: Party


def tariff_roles(work: Work, line: Line, index: int, link: Link) -> Roles | None:
    """Imposer and hit of the tariff at token ``index``; None where no word beside a country of the sentence tells.

    Whoever the sentence leaves out may come from the article: from its other tariffs, from the country it sets beside the one named.
    """
    row, sides = line.row, work.sides
    figure = row.tokens[index].figure
    beside = _named_beside(row, index)
    if beside is not None and (link.index < 0 or beside > link.index or row.word(index - 1) == "("):
        named = party_of(row.tokens[beside].country)  # type: ignore[arg-type]
        return Roles(named, None, ("frame", "tariff-sides")) if _imposes_after(row, index) else _listed_rate(work, line, named)
    if (own := _in_return(line, index, link)) is not None:
        return own
    found = _sides_of_row(row, index, link.index, sides)
    payer = _payer(row, index)
    general, hit = _find_hit(row, index, link.index, found) if payer is None else (False, payer)
    if hit is None and not general:
        hit = _seller(row, found)
    imposer = _find_imposer(row, index, found, hit)
    if hit is None and not general:
        hit = _hit_of_article(work, row, index, link.index, imposer, figure.value) if imposer is not None and figure else None
        hit = hit or (_hit_at_home(work, row, index, imposer) if imposer is not None else None)
        return Roles(imposer, hit, ("frame", "tariff-sides", "tariff-hit")) if hit is not None else _as_before(work, line, index)
    if imposer is not None:
        return Roles(imposer, hit, ("frame", "tariff-sides"))
    imposer = _imposer_of_article(work, row, index, hit)
    return Roles(imposer, hit, ("frame", "tariff-sides" if hit is not None else "tariff-memory"))


def find_levy(row: Row, index: int) -> int | None:
    """The "levy" or "penalty" of so many percent on foreign goods ("a 25 percent levy on Japanese cars"); None if there is none."""
    if row.word(index - 1) in ("to", "from"):
        return _levies_before(row, index)
    after_it = row.word(index + 1) in _LEVIES
    at = index + 1 if after_it else index - 2 if row.word(index - 1) == "of" and row.word(index - 2) in _LEVIES else None
    if at is None or not (row.word(at - 1) in _ARTICLES or row.tokens[at - 1].figure or row.tokens[at - 1].country):
        return None
    on = next((k for k in range(max(at, index) + 1, min(len(row.tokens), max(at, index) + 4)) if row.word(k) in _ON), None)
    if on is None:
        return None
    goods = any(token.country or token.word in ("imports", "imported") for token in row.tokens[on + 1 : on + 7])
    return at if goods else None


def _levies_before(row: Row, index: int) -> int | None:
    """The levies that are moved to or from the rate ("raising its levies on Kenyan goods to 125 percent from 84 percent")."""
    at = next((k for k in range(index - 2, max(-1, index - 12), -1) if row.word(k) in _LEVIES), None)
    goods = at is not None and row.word(at + 1) in _ON and any(token.country for token in row.tokens[at + 2 : at + 4])
    return at if goods else None


def tariff_refusal(row: Row, index: int, link: Link) -> str | None:
    """Why the percentage at token ``index`` is no tariff on trade; None if it may be one."""
    if link.index >= 0 and any(row.word(at) in _SERVICES for at in (link.index - 1, link.index - 2)):
        return "tariff of a service"
    if link.step != "before" or _named_beside(row, index) is not None:
        return None
    commas = [at for at in range(link.index, index) if row.word(at) == "," and row.word(at + 1) not in ("which", "that")]
    left = row.word(left_word(row, index))
    listed = (row.word(link.index + 1) in ("on", "for") and left in ("to", "from", "of", "at")) or _is_on_country(row, index)
    moved = row.word(index - 1) == "to" and row.word(index - 2) in _RISING
    return (
        "percent beside a tariff"
        if commas and not (listed or moved) and left not in ("with", "against", "from", "than", "versus")
        else None
    )


def _is_on_country(row: Row, index: int) -> bool:
    """Whether the rate goes on a list with the country that it hits ("46% on goods from Kenya, 36% on Peru")."""
    if row.word(index + 1) not in ("on", "for", "against"):
        return False
    at = next((at for at in range(index + 2, min(len(row.tokens), index + 7)) if row.tokens[at].country), None)
    between = row.tokens[index + 2 : at]
    return at is not None and all(token.governor or token.word in _GOODS or token.word in ("the", "from", "all", "of") for token in between)


def _named_beside(row: Row, index: int) -> int | None:
    """The country right before the rate, as in lists: "Chile (25%)", "Chile 25 percent", "Chile at 25 percent"."""
    at = index - 1
    if row.word(at) in ("(", "at", ":", "-", "–"):
        at -= 1
    while row.word(at) in ("'s", "'", "s"):
        at -= 1
    token = row.tokens[at] if at >= 0 else None
    if token is None or token.country is None or token.country.form is CountryForm.CITY:
        return None
    before = row.word(at - 1)
    return None if before in _COMPARED or (row.word(index - 1) != "(" and before in PREPOSITIONS) else at


def _imposes_after(row: Row, index: int) -> bool:
    """Whether the countries of the list are those that impose ("India (80%) and Turkey (31%) impose higher rates")."""
    for at in range(index + 1, min(len(row.tokens), index + 24)):
        token = row.tokens[at]
        if token.word in _IMPOSING:
            return True
        if not (token.figure or token.country or token.word in (")", "(", ",", "and", "also", "both", "all")):
            return False
    return False


def _listed_rate(work: Work, line: Line, named: Party) -> Roles:
    """The sides of a rate in a list of countries: the named one is what the list's first country was, as a rule hit."""
    first = line.roles if line.indicator is Indicator.TARIFF else None
    if first and first.reporter and not named.same(first.reporter):
        return Roles(first.reporter, named, ("frame", "tariff-sides"))
    imposer = _imposer_of_article(work, line.row, line.index or 0, named)
    return Roles(imposer, named, ("frame", "tariff-memory"))


def _sides_of_row(row: Row, index: int, link: int, sides: Sides) -> list[Side]:
    """What each country of the figure's clause is to the tariff; of the whole sentence where the clause names none."""
    low, high = _clause(row, index)
    if not any(token.country or token.person for token in row.tokens[low:high]):
        low, high = 0, len(row.tokens)
    high = _before_other(row, index, link, high)
    found = [Side(at, *role) for at in range(low, high) if (role := _role(row, at, link, sides))]
    if low and not any(side.role != "hit" for side in found):
        found += [side for at in range(low) if (role := _role(row, at, link, sides)) and (side := Side(at, *role)).role == "imposer"]
    return found


def _find_hit(row: Row, index: int, link: int, found: list[Side]) -> tuple[bool, Party | None]:
    """Whether all or several countries are meant, and the one that is hit."""
    hits = [side for side in found if side.role == "hit"]
    end = next((at for at in range(index + 1, len(row.tokens)) if row.tokens[at].figure or row.word(at) in _CLAUSE), len(row.tokens))
    right = [side for side in hits if index < side.at < end]
    start = next((at + 1 for at in range(index - 1, -1, -1) if row.tokens[at].figure and row.word(at + 1) != "to"), 0)
    left = [side for side in hits if start <= side.at < index]
    if not right and any(row.word(at) in ("country", "nation") and row.word(at - 1) in ("that", "such") for at in range(index + 1, end)):
        return True, None  # "on articles of that country"
    if not right and _says_others(row, max(index, link) + 1, end):
        return True, None  # "60 percent on Kenya and 10 percent on goods from all other countries"
    if not (right or left) and (_says_all(row, max(index, link) + 1, end) or _says_all(row, start, index)):
        return True, None
    chosen = _nearest(right or left or hits, index, row)
    if chosen is None:
        return False, None
    if _is_listed(hits, chosen, row):
        return True, None
    return False, chosen.party


def _in_return(line: Line, index: int, link: Link) -> Roles | None:
    """The sides turned round, where the one hit before has tariffs of its own ("while Peru cut its own from 125 percent to 10")."""
    row, before = line.row, line.roles
    if line.indicator is not Indicator.TARIFF or before is None or before.reporter is None or before.partner is None:
        return None
    own = next((at for at in range(max(link.index, 0), index) if row.word(at) == "own" and row.word(at - 1) in ("its", "their")), None)
    if own is None:
        return None
    if line.index is not None and line.index > own:
        return before  # "from 125 percent to 10 percent"
    owner = find_subject(row, own - 1)
    return Roles(owner, before.reporter, ("frame", "tariff-sides")) if owner and owner.same(before.partner) else None


def _payer(row: Row, index: int) -> Party | None:
    """Who pays, where a participle without a subject of its own says so ("Japan will invest, all while paying a 15 percent tariff")."""
    at = next((at for at in range(index - 1, max(-1, index - 6), -1) if row.word(at) in ("paying", "accepting", "facing")), None)
    return find_subject(row, at) if at is not None else None


def _seller(row: Row, found: list[Side]) -> Party | None:
    """The sentence's only other country, where the exports are said to go to the one that taxes ("on its exports to Peru")."""
    markets = [side.party for side in found if side.role == "importer"]
    if len(markets) != 1 or any(side.role == "imposer" for side in found):
        return None
    named = [party_of(token.country) for token in row.tokens if token.country and token.country.form is not CountryForm.CITY]
    others = [party for party in named if not party.same(markets[0])]
    return others[0] if others and all(party.same(others[0]) for party in others) else None


def _says_all(row: Row, low: int, high: int) -> bool:
    """Whether the rate is said of many countries: "on other countries", "on all imports"."""
    for at in range(low, min(high, low + 12)):
        if row.word(at) in ("and", ",") and at > low:
            return False
        if row.word(at) in ("on", "against", "for", "from") and row.word(at + 1) in _ANY:
            return row.word(at + 1) in ("others", "everyone", "everybody") or any(row.word(k) in _ALL for k in range(at + 2, at + 5))
    return False


def _says_others(row: Row, low: int, high: int) -> bool:
    """Whether the rate is said of those who are not named: "on all other countries", "on goods from elsewhere"."""
    stop = next((at for at in range(low, min(high, low + 8)) if row.word(at) in ("and", ",", ";")), min(high, low + 8))
    words = {row.word(at) for at in range(low, stop)}
    return bool(words & {"other", "others", "elsewhere"}) and bool(words & {"on", "from", "for"})


def _find_imposer(row: Row, index: int, found: list[Side], hit: Party | None) -> Party | None:
    imposing = [side for side in found if side.role == "imposer"] or [side for side in found if side.role == "importer"]
    chosen = _nearest([side for side in imposing if not side.party.same(hit)], index, row)
    return chosen.party if chosen else None


def _imposer_of_article(work: Work, row: Row, index: int, hit: Party | None) -> Party | None:
    """Who taxes: the speaker who says "we", who imposes the article's other tariffs, the other of its two countries."""
    if any(row.word(at) in _ABROAD for at in range(max(0, index - 8), min(len(row.tokens), index + 4))):
        return None
    start = row.tokens[index].start
    speaker = work.context.speaker_at(start) or speaker_near(row) if any(row.word(at) in _WE for at in range(index)) else None
    known = (speaker, work.sides.imposer, work.memory.imposer, work.context.title_other(hit) if hit else None)
    first = next((party for party in known if party is not None and not party.same(hit)), None)
    if first is not None or hit is None:
        return first
    foremost = [party for party in work.context.ranking[:2] if party.iso3]
    others = [party for party in foremost if not party.same(hit)]
    return (
        others[0]
        if len(foremost) == 2 and len(others) == 1 and not work.sides.hit[others[0]] and not _is_listed_rate(row, others[0])
        else None
    )


def _is_listed_rate(row: Row, party: Party) -> bool:
    """Whether the country stands with a rate of its own in the list ("Kenya 46%, Peru 36%"): it is hit like the others."""
    return any(
        token.country is not None and party_of(token.country).same(party) and row.tokens[at + 1 : at + 2] and row.tokens[at + 1].figure
        for at, token in enumerate(row.tokens)
    )


def _hit_of_article(work: Work, row: Row, index: int, link: int, imposer: Party, value: Decimal) -> Party | None:
    """Whose goods "the tariff" hits: the country of the same imposer's tariff told of just before, if no other is told of."""
    if not any(row.word(at) in ("the", "this", "its", "these", "such") for at in range(max(0, link - 4), max(0, link))):
        return None
    told = [
        fact
        for fact in work.facts[-12:]
        if fact.indicator is Indicator.TARIFF and fact.value == value and fact.partner and fact.reporter == imposer.iso3
    ]
    if told and all(fact.partner == told[0].partner for fact in told) and row.word(index - 1) in ("the", "this", "its"):
        return Party(told[-1].partner, told[-1].partner_name or "")
    known = work.memory.tariff
    near = work.number - work.memory.tariff_sentence <= 2
    if near and known[0] is not None and known[0].same(imposer) and known[1] is not None and known[1].same(work.sides.only_hit):
        return known[1]
    return None


def _as_before(work: Work, line: Line, index: int) -> Roles | None:
    """The sides of the same rate told of before, where the sentence names none ("went on with the 25% tariff")."""
    figure = line.row.tokens[index].figure
    if figure is None or any(token.country for token in line.row.tokens):
        return None
    for fact in reversed(work.facts[-12:]):
        if fact.indicator is Indicator.TARIFF and fact.value == figure.value and fact.reporter and fact.partner:
            reporter, partner = Party(fact.reporter, fact.reporter_name or ""), Party(fact.partner, fact.partner_name or "")
            return Roles(reporter, partner, ("frame", "tariff-memory"))
    return None


def _hit_at_home(work: Work, row: Row, index: int, imposer: Party) -> Party | None:
    """Whose goods "the 14 percent tariff imposed by Kenya" hits: the speaker's or the article's own, if no third country is named."""
    if row.word(index - 1) not in ("the", "this"):
        return None
    named = [party_of(token.country) for token in row.tokens if token.country and token.country.form is not CountryForm.CITY]
    others = [party for party in named if not party.same(imposer)]
    if not others or not all(party.same(others[0]) for party in others) or others[0].iso3 is None:
        return None
    return others[0] if others[0].same(work.context.home) or others[0].same(speaker_near(row)) else None


def _before_other(row: Row, index: int, link: int, high: int) -> int:
    """The end of what may belong to this tariff: before the next rate, the next mention of tariffs, another rate's "with reduced rates"."""
    for at in range(index + 1, high):
        token = row.tokens[at]
        if row.word(at) == "," and row.word(at + 1) == "with":
            return at
        other = token.figure or (token.governor and token.governor.indicator is Indicator.TARIFF)
        before = row.word(at - 1) if row.word(at - 1) not in ("a", "an", "the") else row.word(at - 2)
        if at > link and other and before not in _RANGE and not row.tokens[at - 1].figure:
            return at
    return high


def _is_listed(hits: list[Side], chosen: Side, row: Row) -> bool:
    """Whether several countries are hit by one rate ("Fiji, Togo and Laos face 44 percent"): none of them is the partner."""
    for step in (-1, 1):
        at = chosen.at + step
        while 0 <= at < len(row.tokens) and row.word(at) in (",", "and", "the", "both"):
            at += step
        joined = row.word(chosen.at + step) in (",", "and")
        other = row.tokens[at].country if joined and 0 <= at < len(row.tokens) else None
        if other is None or other.possessive or party_of(other).same(chosen.party):
            continue
        if step < 0 or row.word(chosen.at + 1) == "and" or any(side.at == at for side in hits) or row.word(at + 1) in (",", "and"):
            return True
    return row.word(chosen.at + 1) == "and" and row.word(chosen.at + 2) in _ANY | {"several", "some"}


def _clause(row: Row, index: int) -> tuple[int, int]:
    """The tokens of the figure's clause."""
    low, high = index, index
    while low > 0 and row.word(low - 1) not in _CLAUSE:
        low -= 1
    while high < len(row.tokens) and row.word(high) not in _CLAUSE:
        high += 1
    return low, high


def _nearest(found: list[Side], index: int, row: Row) -> Side | None:
    """The side nearest to the figure, one of its own phrase ("20 percent on Chile") before one of another figure's."""

    def distance(side: Side) -> tuple[int, int]:
        low, high = min(side.at, index), max(side.at, index)
        crossed = sum(1 for k in range(low + 1, high) if row.tokens[k].figure and k != index)
        return crossed + (1 if side.at > index and crossed else 0), high - low

    return min(found, key=distance) if found else None


def _role(row: Row, at: int, link: int, sides: Sides) -> tuple[str, Party] | None:
    """What the country or office-holder at token ``at`` is to the tariff whose noun stands at ``link``."""
    token = row.tokens[at]
    if token.person and token.person.iso3:
        party = Party(token.person.iso3, token.person.country_name or "")
        return ("imposer", party) if _verb_after(row, at, party, sides) == "imposer" else None
    mention = token.country
    if mention is None or mention.form in (CountryForm.CITY, CountryForm.ORGANISATION) or (mention.in_name and not mention.possessive):
        return None
    party, after_it = party_of(mention), _end(row, at)
    if token.word == "brussels":
        party = Party("EUU", "European Union")  # Belgium itself sets no tariffs
    if _is_aside(row, at) or (party.iso3 is None and party.name not in PARTNERS):
        return None
    if mention.possessive and row.word(after_it) in ("rate", "rates") and not (sides.imposer and sides.imposer.same(party)):
        return "hit", party
    owned = _owned_tariff(row, at)
    if owned is not None:
        return _owner_role(row, at, owned, link, party, sides)
    return _governed_role(row, at, party, sides) or _subject_role(row, at, party, sides)


def _is_aside(row: Row, at: int) -> bool:
    """Whether the country is only compared with, or named in a clause about others ("any country that buys Peruvian oil")."""
    for back in range(at - 1, max(-1, at - 6), -1):
        word = row.word(back)
        if word in ("than", "unlike"):
            return True
        if word in (",", ";") or row.tokens[back].figure or row.tokens[back].country:
            break
    for back in range(at - 1, max(-1, at - 7), -1):
        if row.word(back) in ("country", "countries", "nation", "nations") and row.word(back + 1) in (
            "that",
            "which",
            "importing",
            "buying",
        ):
            return True
    return False


def _owner_role(row: Row, at: int, owned: int, link: int, party: Party, sides: Sides) -> tuple[str, Party] | None:
    """What the owner of a tariff is: "Kenya's tariff" is imposed by it, "Kenya cut Togo's proposed tariff" hits the owner."""
    if owned != link:
        return (
            ("importer", party) if row.tokens[owned].governor and row.word(owned + 1) in ("loophole", "law", "schedule", "system") else None
        )
    if not row.tokens[at].country.possessive or row.word(owned + 1) in _ON:  # type: ignore[union-attr]
        return "imposer", party
    taxing = next((k for k in range(at - 1, max(-1, at - 5), -1) if row.word(k) in _SOFT | {"set", "raised", "raises"}), None)
    if taxing is not None and any(token.country and not token.country.possessive for token in row.tokens[max(0, taxing - 5) : taxing]):
        return "hit", party
    known = sides.imposer
    told = sides.titled is not None and sides.titled.same(known) and not party.same(known) and row.tokens[at].country.possessive  # type: ignore[union-attr]
    if told or (known is not None and not known.same(party) and sides.hit[party] > sides.imposing[party]):
        return "hit", party  # "Togo's 20 percent tariff" where Ghana's tariffs on Togo are meant
    return "imposer", party


def _governed_role(row: Row, at: int, party: Party, sides: Sides) -> tuple[str, Party] | None:
    """What a country under a preposition is, or one whose goods are named; ("", party) is nothing for certain."""
    after_it = _end(row, at)
    after = row.word(after_it)
    preposition, before = _preposition(row, at)
    if preposition and row.tokens[at].country.possessive and after not in _GOODS:  # type: ignore[union-attr]
        return None  # "tariffs for the country's trading partners"
    if preposition in _ON:
        return ("importer", party) if after in ("imports", "purchases") and _from_other(row, after_it) else ("hit", party)
    if preposition in ("to", "into") and (before in _SENT or preposition == "into"):
        return "importer", party
    if preposition == "to":
        return ("hit", party) if before in _APPLIED else None
    if preposition == "from":
        return ("hit", party) if before in _GOODS or before in _COMING else None
    if preposition == "of":
        goods = before in _GOODS or any(row.word(back) == "on" for back in range(max(0, at - 12), at))
        return ("hit", party) if goods else None
    if preposition == "for":
        return "hit", party
    if preposition == "by":
        return "imposer", party
    if preposition == "in":
        return ("importer", party) if after in (",", ".", "", "from", "by") else None
    if preposition:
        return None
    if row.word(at - 1) == "and" and row.tokens[at - 2].country and row.word(at - 3) in _TARGETING:
        return "hit", party
    if row.word(at - 1) in _TARGETING or (row.word(at - 1) in ("the", "only") and row.word(at - 2) in _TARGETING):
        return "hit", party
    if row.word(at - 1) in ("enter", "enters", "entering"):
        return "importer", party
    if after in _GOODS or row.word(after_it + 1) in _GOODS:
        same = after == "imports" and sides.imposer is not None and sides.imposer.same(party)
        return ("importer", party) if same else ("hit", party)
    return None


def _subject_role(row: Row, at: int, party: Party, sides: Sides) -> tuple[str, Party] | None:
    first = at
    while first >= 2 and row.word(first - 1) in ("and", ",") and row.tokens[first - 2].country:
        first -= 2
    if _preposition(row, first)[0]:
        return None
    if row.word(_end(row, at)) in ("tea", "coffee", "tapioca", "fish", "rice", "sugar", "cotton", "fruit", "grain", "oil", "gas"):
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
            return k if token.governor.indicator is Indicator.TARIFF else None
        if (
            token.country
            or token.date
            or token.word in NO_NOUN
            or token.word in ("a", "an")  # "charge Kenya a 25 percent tariff"
            or token.word in _AUXILIARY
            or (token.word in _TAXING and token.word != "proposed")
            or token.word in _PAYING
        ):
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
            or token.country
            or word in (",", ";", "that", "which", "and")
            or not (token.governor or word.replace("-", "").isalpha())
        ):
            return "", ""
        if word in _TAXING or word in _PAYING:
            return "", ""
    return "", ""


def _verb_after(row: Row, at: int, party: Party, sides: Sides) -> str | None:
    """Whether the country's own verb taxes or pays."""
    start = at + 1
    if row.word(start) == "," and row.word(start + 1) in _RELATIVE:
        start += 2
    elif row.word(start) in _RELATIVE:
        start += 1
    for k in range(start, min(len(row.tokens), at + 18)):
        word = row.word(k)
        if row.tokens[k].country and k > start and row.word(k - 1) not in ("the", "with", "to", "by", "and", "on"):
            return None
        if word in _ASKING and any(token.country for token in row.tokens[k + 1 : k + 5]):
            return None  # "Peru wants the EU to impose"
        if word in ("subject", "hit", "slapped", "saddled", "slammed") and row.word(k + 1) in ("to", "with", "by"):
            return "hit"
        if word in ("assigned", "given", "handed", "granted") and row.word(k - 1) in ("was", "were", "been", "is", "are"):
            return "hit"
        if word in _PAYING:
            return "hit"
        if word in _SOFT and sides.imposer is not None and not sides.imposer.same(party) and not sides.imposing[party]:
            return "hit"
        if word in _TAXING:
            passive = not word.endswith("ing") and row.word(k - 1) in ("be", "was", "were", "been", "being", "is", "are")
            return "hit" if passive else "imposer"
        if word in (";", "while", "but", "whose", "which", "."):
            return None
    return None
