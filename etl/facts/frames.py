"""The parties around a governing word: owner, prepositions, subject, by the frames of English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.document import CountryForm
from etl.facts.context import Context, Party, party_of
from etl.facts.subjects import PREPOSITIONS, find_subject, joined_before, speaker_near
from etl.facts.tokens import Row, Token
from etl.facts.wordlist import words
from etl.model import Indicator

_BREAKS = words("; while but whereas which who because although though ? ! that whose")
_DETERMINERS = words("the a an all other its their certain some most selected both any new our your")
_REGION = words(
    "countries states nations area region world members community west bloc abroad continent neighbours neighbors europe "
    "asia africa america partners markets economies east gulf zone mediterranean caribbean oceania scandinavia"
)
_NP_STOP = words(', ; : . ( ) and or that which while but as than " “ ” said says has have had is are was')
HERE = "here"  # "our country", "the country": resolved when the other party is known
_TIME_POSSESSIVES = words(
    "year's month's today's yesterday's week's quarter's decade's there's that's it's world's let's here's what's he's "
    "she's century's minister's president's administration's ministry's bank's department's agency's season's sector's "
    "industry's side's period's"
)
_COUNTRYS = words("country's nation's government's island's kingdom's republic's")
_IMPOSING = words(
    "imposes imposed impose imposing charges charged charge levies levied levy slapped slaps slap raised raises raise announces announced"
)
_FACING = words("face faces facing faced")
_MADE = words("made built produced based born grown origin backed")
_VERBS_BEHIND = words(
    "which that and or while after said was were is are has have had will would rose fell grew dropped declined increased decreased "
    "climbed jumped slipped soared surged reached totalled totaled amounted stood exceeded came hit ran shrank widened narrowed "
    "doubled made"
)
ABBREVIATED = frozenset({"u.s.", "us", "uk", "u.k.", "eu", "e.u.", "ec", "e.c.", "uae", "u.a.e."})
_OURS = frozenset({"our", "we", "us", "ours"})
_BANKS = words("bank eximbank fund agency corporation cooperation")
_GIVERS = words(
    "provide provides supplied granted grant grants gave give gives given lent lend lends loaned loan offered offer offers promised "
    "promise promises pledged pledge awarded award awards earned earn earns brought bring brings extended sent paid pays netted provided "
    "allocated donated"
)
_GIVEN = words("offered granted promised given awarded lent allocated extended loaned")
_GIVING = words(
    "attract attracts attracting welcome welcomed welcomes hosted hosts drew "
    "receive received receives obtained obtain secured borrowed borrow got attracted accepted sought seek"
)


@dataclass(slots=True)
class Frame:
    """The parties around one governing word, by the way they are joined to it."""

    owner: Party | None = None
    between: tuple[Party, Party] | None = None
    subject: Party | None = None
    slots: dict[str, Party] = field(default_factory=dict)
    unnamed_owner: bool = False  # "its", "their", "the country's"
    ours: bool = False  # "our exports"
    receives: bool = False
    at: int = 0  # the governing token
    faces: bool = False  # "countries facing a tariff": they do not impose it
    foreign_owner: bool = False  # "Toyota's exports": no country's figure
    demonym_of: Party | None = None  # "imports of Russian oil"
    both: bool = False  # "the two countries", "bilateral"
    theirs: bool = False  # "their trade"
    earning: bool = False  # "export revenue for Oman"
    order: bool = False  # "an order from Oman"
    asked: Party | None = None  # "asked Oman for a loan"
    repays: bool = False  # "repaid a loan"
    bank: Party | None = None  # "the Exim Bank of Korea"
    dative: Party | None = None  # "granted Zambia 5 million", "earned Kenya 5 million"

    def subject_is(self, party: Party) -> bool:
        """Whether the clause's subject is ``party``."""
        return self.subject is not None and self.subject.same(party)


def read_frame(row: Row, governor: int, figure: int, context: Context, text: str) -> Frame:
    """The parties joined to the governing token ``governor`` of the figure at token ``figure``."""
    frame = Frame(at=governor)
    tokens = row.tokens
    start = _left(row, governor, frame, context, text)
    low, high = min(governor, figure), max(governor, figure)
    last_word = tokens[governor].word.rsplit(" ", 1)[-1]
    if tokens[governor].governor and last_word in PREPOSITIONS and (found := _parties(row, governor + 1, context, text)):
        _store(frame, last_word, found[0], found[1], override=False)
    read_right(row, governor + 1, high if governor < figure else len(tokens), frame, context, text, override=governor < figure)
    if governor < figure:
        read_right(row, figure + 1, len(tokens), frame, context, text, override=False)
    imposing = next((at for at in range(low - 1, max(-1, low - 25), -1) if tokens[at].word in _IMPOSING), None)
    taxed = tokens[governor].governor
    taxing = imposing is not None and taxed is not None and taxed.indicator is Indicator.TARIFF
    frame.subject = find_subject(row, imposing if taxing and imposing is not None else min(start, low))
    if taxing and imposing is not None and "on" not in frame.slots:
        _name_taxed(row, imposing, low, frame)
    _read_fronted(row, frame)
    if taxed is not None and taxed.indicator is Indicator.IMPORTS and frame.demonym_of is None and "from" not in frame.slots:
        frame.demonym_of = _maker(row, governor)
    giving = _dative(row, figure)
    if giving is not None:
        frame.dative = party_of(tokens[giving[1]].country)  # type: ignore[arg-type]
        frame.subject = find_subject(row, giving[0])
    frame.bank = find_bank(row, high)
    if (asked := _asked(row, high)) is not None:
        frame.asked = party_of(tokens[asked].country)  # type: ignore[arg-type]
        frame.subject = find_subject(row, asked - 1)
    frame.earning = tokens[governor].word.endswith(("revenue", "revenues", "earnings"))
    frame.order = tokens[governor].word.startswith("order")
    frame.repays = any(tokens[at].word.startswith("repa") for at in range(max(0, low - 8), low))
    words = {token.word for token in tokens[max(0, low - 20) : high]}
    frame.faces = bool(words & _FACING)
    words = {token.word for token in tokens[max(0, high - 40) : high]}
    frame.receives = bool(words & _GIVING) or any(
        tokens[at].word in _GIVEN and row.word(at - 1) in ("was", "were", "been", "be", "is", "being")
        for at in range(max(1, high - 40), high)
    )
    sentence = " ".join(token.word for token in tokens)
    frame.both = (
        frame.both
        or any(
            words in sentence
            for words in (
                "bilateral",
                "mutual",
                "two-way",
                "reciprocal",
                "two countries",
                "both countries",
                "our countries",
                "two nations",
                "each other",
                "both sides",
                "two states",
                "two sides",
                "the countries",
                "neighbours",
                "neighbors",
                "two economies",
            )
        )
        or tokens[governor].word.startswith(("bilateral", "mutual", "two way", "reciprocal"))
        or any(token.word == "us" and token.plain and row.word(at - 1) == "between" for at, token in enumerate(tokens))
    )
    return frame


def _read_fronted(row: Row, frame: Frame) -> None:
    """The partner that the sentence begins with ("With Oman, Fiji had a deficit")."""
    opening = row.word(0)
    if opening not in ("with", "to", "from", "in") or opening in frame.slots:
        return
    at = 2 if row.word(1) == "the" else 1
    fronted = opening == "in" or row.word(at + 1) in (",", "it", "the", "its", "they", "we")
    if at < len(row.tokens) and fronted and (mention := row.tokens[at].country) and mention.form is not CountryForm.DEMONYM:
        frame.slots["inside" if opening == "in" else opening] = party_of(mention)


def _maker(row: Row, verb: int) -> Party | None:
    """Whose goods are imported by their adjective ("Fiji imports Omani goods"); None if another word follows the verb."""
    mention = row.tokens[verb + 1].country if verb + 1 < len(row.tokens) else None
    adjective = mention is not None and (mention.form is CountryForm.DEMONYM or row.word(verb + 1) in ABBREVIATED)
    return party_of(mention) if mention and adjective and not mention.possessive and names_thing(row, verb + 2) else None


def _dative(row: Row, figure: int) -> tuple[int, int] | None:
    """A verb of giving and the country between it and the amount: "granted Zambia 5 million", "earned Kenya about 5 million"."""
    for at in range(figure - 1, max(0, figure - 7), -1):
        mention = row.tokens[at].country
        if mention and mention.iso3 and mention.form is not CountryForm.CITY:
            verb = at - 1 if row.word(at - 1) not in ("the", "a", "an") else at - 2
            return (verb, at) if row.word(verb) in _GIVERS else None
        if row.word(at) in (",", ";") or (row.word(at) in PREPOSITIONS and row.word(at) != "with"):
            return None
    return None


def _asked(row: Row, stop: int) -> int | None:
    """The token of the country that is asked for money before ``stop`` ("asked Oman for a loan")."""
    for at in range(max(1, stop - 10), stop):
        mention = row.tokens[at].country
        if mention and mention.iso3 and row.word(at + 1) == "for" and row.word(at - 1) in ("asked", "asks", "ask", "asking"):
            return at
    return None


def find_bank(row: Row, stop: int) -> Party | None:
    """The country whose public bank or fund is named before ``stop`` ("the Exim Bank of Korea")."""
    for at in range(stop - 1, 1, -1):
        mention = row.tokens[at].country
        if mention and mention.iso3 and mention.in_name and row.word(at - 1) == "of":
            return party_of(mention) if any(row.word(back) in _BANKS for back in range(max(0, at - 6), at - 1)) else None
    return None


def _name_taxed(row: Row, imposing: int, stop: int, frame: Frame) -> None:
    """The country between the verb and the rate ("charges U.S. exports a tariff of 18 percent")."""
    for at in range(imposing + 1, stop):
        mention = row.tokens[at].country
        if mention and mention.iso3 and not frame.subject_is(party_of(mention)):
            frame.slots["on"] = party_of(mention)
            return


def _left(row: Row, governor: int, frame: Frame, context: Context, text: str) -> int:
    """Read the owner before the governing noun; returns the index where its noun phrase starts."""
    tokens = row.tokens
    index = governor - 1
    article_between = False
    for _ in range(7):
        if index < 0:
            break
        token = tokens[index]
        if token.country and article_between and not token.country.possessive:
            if row.word(index - 1) in PREPOSITIONS:
                frame.slots[row.word(index - 1)] = party_of(token.country)
            break
        if token.country and not token.country.possessive and row.word(index + 1) in ("-", "‑") and row.word(index + 2) in _MADE:
            frame.demonym_of = party_of(token.country)
            index -= 1
            continue
        if token.country:
            if token.country.form is CountryForm.ORGANISATION or (token.country.in_name and not token.country.possessive):
                break
            first = joined_before(row, index)
            if first is not None and not token.country.possessive:
                frame.between = (party_of(first.country), party_of(token.country))  # type: ignore[arg-type]
                return index - 2
            frame.owner = party_of(token.country)
            return index
        if token.person and token.person.iso3 and row.word(index + 1) in ("'", "’", "s"):
            frame.owner = Party(token.person.iso3, token.person.country_name or "")
            return index
        if token.figure or (token.governor and token.governor.indicator) or token.word in _NP_STOP or token.word in PREPOSITIONS:
            break
        known = _TIME_POSSESSIVES | _COUNTRYS
        if token.plain and token.word.endswith("'s") and len(token.word) > 3 and token.word not in known:
            if token.word[:-2] in _REGION or token.word[:-2] in ("union", "group", "organisation", "organization"):
                frame.owner = Party(None, text[token.start : token.end - 2])
            else:
                frame.foreign_owner = True
            return index
        article_between = article_between or token.word in ("the", "a", "an", "this")
        if token.word in _OURS:
            frame.ours = True
            return index
        if token.word in _COUNTRYS and row.word(index - 1) in ("his", "her", "my") and (speaker := speaker_near(row)):
            frame.owner = speaker
            return index
        if token.word in ("bloc's", "union's", "community's") and (union := context.named("EUU")):
            frame.owner = union
            return index
        if token.word in ("its", "their", "his", "her") or (token.word in _COUNTRYS):
            frame.unnamed_owner = True
            frame.theirs = token.word == "their"
            return index
        index -= 1
    if index >= 1 and tokens[index].word in (",", "and") and tokens[index - 1].country and index >= 2 and row.word(index - 2) == "with":
        frame.slots["with"] = party_of(tokens[index - 1].country)  # type: ignore[arg-type]
    return index + 1


def read_right(row: Row, start: int, stop: int, frame: Frame, context: Context, text: str, *, override: bool) -> None:
    """Read prepositional parties in ``tokens[start:stop]`` into the frame's slots."""
    tokens = row.tokens
    index, crossed = start, False
    while index < stop:
        token = tokens[index]
        if token.word in _BREAKS:
            if override:
                index += 1
                continue
            return
        if token.figure:
            crossed = True
            counted = token.figure.counted and start >= 1 and row.tokens[start - 1].figure and row.word(index - 1) == "and"
            if not override and index > start and not counted and not _same_group(row, start - 1, index):
                return
        elif (
            token.governor
            and token.governor.indicator
            and not override
            and row.word(index - 1) not in ("of", "on", "in", "the", "its", "all", "and", "s", "'", "are", "were", "is", "was")
        ) or (token.word == "," and not override):
            return
        elif token.word in PREPOSITIONS or token.word in ("visited", "visit", "visiting", "visits"):
            found = _parties(row, index + 1, context, text)
            if found:
                parties, demonym, end = found
                _store(frame, token.word, parties, demonym, override=override and crossed)
                index = end
                continue
        index += 1


def _same_group(row: Row, first: int, second: int) -> bool:
    """Whether only small words stand between two figures."""
    return all(
        row.word(k) in ("(", ")", "or", "to", "at", "a", "an", "the", "about", "some", "around", "record", "nearly", "of", "approximately")
        for k in range(first + 1, second)
        if not row.tokens[k].figure
    )


def _store(frame: Frame, preposition: str, parties: tuple[Party, ...], demonym: bool, *, override: bool) -> None:
    slot = {
        "into": "in",
        "within": "in",
        "onto": "on",
        "towards": "to",
        "visited": "in",
        "visit": "in",
        "visiting": "in",
        "visits": "in",
        "among": "between",
    }.get(preposition, preposition)
    if slot == "between":
        if len(parties) > 1:
            frame.between = (parties[0], parties[1])
        elif not frame.between and parties[0].iso3 is None:
            frame.both = True  # "trade between the neighbours"
        return
    if slot == "of" and demonym:
        frame.demonym_of = parties[0]
        return
    if override or slot not in frame.slots:
        frame.slots[slot] = parties[0]


def _parties(row: Row, start: int, context: Context, text: str) -> tuple[tuple[Party, ...], bool, int] | None:
    """The parties that follow a preposition, whether the first is a demonym before a noun, and the index after them."""
    tokens = row.tokens
    found: list[Party] = []
    demonym = False
    index = start
    words: list[Token] = []
    while index < len(tokens) and index < start + 9:
        token = tokens[index]
        if (
            token.country
            and (token.country.form != CountryForm.CITY or row.word(start - 1) == "between")
            and not (token.country.in_name and not found)
        ):
            if not found:
                demonym = not token.country.possessive and (
                    token.country.form is CountryForm.DEMONYM or (token.word in ABBREVIATED and names_thing(row, index + 1))
                )
            if not any(party.same(party_of(token.country)) for party in found):
                found.append(party_of(token.country))
            after = row.word(index + 1)
            if after in (",", "and", "&") and index + 2 < len(tokens):
                following = index + 2 if row.word(index + 2) not in ("the", "and") else index + 3
                if following < len(tokens) and tokens[following].country:
                    index = following
                    continue
            return tuple(found), demonym, index + 1
        if token.person and token.person.iso3 and not words:
            return (Party(token.person.iso3, token.person.country_name or ""),), False, index + 1
        if token.word in ("our", "my") and (speaker := context.speaker_at(token.start) or speaker_near(row)):
            if row.word(index + 1) in ("countries", "two"):
                return None
            return (speaker,), False, index + 2
        if token.word in ("our", "this", "the", "my") and row.word(index + 1) in ("country", "island", "kingdom", "republic") and not words:
            return (Party(HERE, HERE),), False, index + 2
        if token.word == "your" and (speaker := context.speaker_at(token.start) or speaker_near(row)) and (other := context.other(speaker)):
            return (other,), False, index + 2
        if (
            token.figure
            or token.date
            or (token.governor and token.governor.indicator and row.word(start - 1) not in ("on", "of"))
            or token.word in PREPOSITIONS
        ):
            break
        if not (token.word.isalpha() or token.word in "-'’" or token.governor or token.word.replace("'", "").isalpha()):
            break
        if token.word in _VERBS_BEHIND:
            break
        words.append(token)
        index += 1
    return _region(words, text, index, context)


def names_thing(row: Row, at: int) -> bool:
    """Whether a plain noun or adjective stands at ``at``, so that the abbreviation before it is used as an adjective ("U.S. rice")."""
    word = row.word(at)
    return at < len(row.tokens) and row.tokens[at].plain and word.isalpha() and word not in PREPOSITIONS and word not in _VERBS_BEHIND


def _region(words: Sequence[Token], text: str, end: int, context: Context) -> tuple[tuple[Party, ...], bool, int] | None:
    """A region or group without a code ("Mid-East Gulf states"): a party that is named but not identified."""
    named = [token for token in words if token.word not in _DETERMINERS]
    if len(named) == 1 and named[0].word in ("community", "bloc") and (union := context.named("EUU")):
        return (union,), False, end
    if named and (named[-1].word == "world" or any(token.word in ("each", "other's", "one", "another") for token in named)):
        return None
    if named and named[-1].word in ("area", "zone", "region") and not _is_region(named, text):
        return None
    if named and named[-1].word in _REGION and len(named) < 8:
        return (Party(None, text[named[0].start : named[-1].end]),), False, end
    return None


def _is_region(named: Sequence[Token], text: str) -> bool:
    """Whether an area is one of countries ("the franc zone", "the Gulf region") rather than of land."""
    return any(token.word in ("currency", "trade", "franc", "euro", "sterling", "dollar") or text[token.start].isupper() for token in named)
