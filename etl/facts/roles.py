"""Who reports and who is the partner: the frames of English around a governing word, then what the context gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.document import CountryForm
from etl.facts.context import Context, Party, party_of
from etl.facts.tokens import Row, Token
from etl.model import Indicator

PREPOSITIONS = frozenset({"to", "from", "with", "in", "into", "between", "of", "on", "by", "against", "among", "via", "within", "for", "onto", "towards"})
_BREAKS = frozenset({";", "while", "but", "whereas", "which", "who", "because", "although", "though", "?", "!", "that", "whose"})
_DETERMINERS = frozenset({"the", "a", "an", "all", "other", "its", "their", "certain", "some", "most", "selected", "both", "any", "new", "our", "your"})
_REGION = frozenset(
    {"countries", "states", "nations", "area", "region", "world", "members", "community", "west", "bloc", "abroad", "continent", "neighbours", "neighbors"}
    | {"europe", "asia", "africa", "america", "partners", "markets", "economies", "east", "gulf", "zone", "mediterranean", "caribbean", "oceania", "scandinavia"}
)
_NP_STOP = frozenset({",", ";", ":", ".", "(", ")", "and", "or", "that", "which", "while", "but", "as", "than", '"', "“", "”", "said", "says", "has", "have", "had", "is", "are", "was"})
_TIME_POSSESSIVES = frozenset({"year's", "month's", "today's", "yesterday's", "week's", "quarter's", "decade's", "there's", "that's", "it's", "world's", "let's", "here's", "what's", "he's", "she's", "century's", "minister's", "president's", "administration's", "ministry's", "bank's", "department's", "agency's", "season's", "sector's", "industry's", "side's", "period's"})
_OFFICIAL = frozenset({"government", "republic", "kingdom", "state", "president", "ministry", "bank", "people", "minister", "cabinet", "parliament", "federation", "economy"})
HERE = "here"  # "our country", "the country": resolved when the other party is known
_OURS = frozenset({"our", "we", "us", "ours"})
_GIVING = frozenset({"receive", "received", "receives", "obtained", "obtain", "secured", "borrowed", "borrow", "got", "attracted", "accepted", "sought", "seek"})


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
    foreign_owner: bool = False  # "Toyota's exports": no country's figure
    demonym_of: Party | None = None  # "imports of Russian oil"
    both: bool = False  # "the two countries", "bilateral"

    def subject_is(self, party: Party) -> bool:
        """Whether the clause's subject is ``party``."""
        return self.subject is not None and self.subject.same(party)


@dataclass(frozen=True, slots=True)
class Roles:
    """Reporter and partner with the steps that found them; ``explicit`` if both (or all there are) stand in the frame itself."""

    reporter: Party | None
    partner: Party | None
    steps: tuple[str, ...]


def read_frame(row: Row, governor: int, figure: int, context: Context, text: str) -> Frame:
    """The parties joined to the governing token ``governor`` of the figure at token ``figure``."""
    frame = Frame(at=governor)
    tokens = row.tokens
    start = _left(row, governor, frame, context, text)
    low, high = min(governor, figure), max(governor, figure)
    last_word = tokens[governor].word.rsplit(" ", 1)[-1]
    if tokens[governor].governor and last_word in PREPOSITIONS and (found := _parties(row, governor + 1, context, text)):
        _store(frame, last_word, found[0], found[1], override=False)
    _right(row, governor + 1, high if governor < figure else len(tokens), frame, context, text, override=governor < figure)
    if governor < figure:
        _right(row, figure + 1, len(tokens), frame, context, text, override=False)
    frame.subject = _subject(row, min(start, low), context)
    words = {token.word for token in tokens[:high]}
    frame.receives = bool(words & _GIVING)
    sentence = " ".join(token.word for token in tokens)
    frame.both = any(
        words in sentence
        for words in ("bilateral", "mutual", "two-way", "reciprocal", "two countries", "both countries", "our countries", "two nations", "each other", "both sides", "two states", "two sides", "the countries")
    ) or tokens[governor].word.startswith(("bilateral", "mutual", "two way", "reciprocal"))
    return frame


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
        if token.country and not token.country.possessive and row.word(index + 1) in ("-", "‑"):
            if row.word(index + 2) in ("made", "built", "produced", "based", "born", "grown", "origin", "backed"):
                frame.demonym_of = party_of(token.country)
                index -= 1
                continue
        if token.country:
            if token.country.form is CountryForm.ORGANISATION or (token.country.in_name and not token.country.possessive):
                break
            first = _joined_before(row, index)
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
        if token.plain and token.word.endswith("'s") and len(token.word) > 3 and token.word not in _TIME_POSSESSIVES:
            if token.word[:-2] in _REGION or token.word[:-2] in ("union", "group", "organisation", "organization"):
                frame.owner = Party(None, text[token.start : token.end - 2])
            else:
                frame.foreign_owner = True
            return index
        article_between = article_between or token.word in ("the", "a", "an", "this")
        if token.word in _OURS:
            frame.ours = True
            return index
        if token.word in ("its", "their", "his", "her") or (token.word in ("country's", "nation's", "government's", "island's", "kingdom's")):
            frame.unnamed_owner = True
            return index
        index -= 1
    if index >= 1 and tokens[index].word in (",", "and") and tokens[index - 1].country and index >= 2 and row.word(index - 2) == "with":
        frame.slots["with"] = party_of(tokens[index - 1].country)  # type: ignore[arg-type]
    return index + 1


def _joined_before(row: Row, index: int) -> Token | None:
    """The country joined to the one at ``index`` by a dash, slash or "and" ("China-Russia trade")."""
    if index >= 2 and row.word(index - 1) in ("-", "–", "—", "/", "‑", "and", "&"):
        first = row.tokens[index - 2]
        if first.country and first.country.form is not CountryForm.ORGANISATION:
            return first
    return None


def _right(row: Row, start: int, stop: int, frame: Frame, context: Context, text: str, *, override: bool) -> None:
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
        elif token.governor and token.governor.indicator and not override and row.word(index - 1) not in ("of", "on", "in", "the", "its", "all", "and"):
            return
        elif token.word == "," and not override:
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
    slot = {"into": "in", "within": "in", "onto": "on", "towards": "to", "visited": "in", "visit": "in", "visiting": "in", "visits": "in", "among": "between"}.get(preposition, preposition)
    if slot == "between":
        if len(parties) > 1:
            frame.between = (parties[0], parties[1])
        elif not frame.between:
            frame.both = True
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
        if token.country and token.country.form not in (CountryForm.CITY,) and not (token.country.in_name and not found):
            if not found:
                demonym = token.country.form is CountryForm.DEMONYM and not token.country.possessive
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
        if token.word in ("our", "my") and (speaker := context.speaker_at(token.start) or _speaker_near(row, context)):
            if row.word(index + 1) in ("countries", "two"):
                return None
            return (speaker,), False, index + 2
        if token.word in ("our", "this", "the", "my") and row.word(index + 1) in ("country", "island", "kingdom", "republic") and not words:
            return (Party(HERE, HERE),), False, index + 2
        if token.word == "your" and (speaker := context.speaker_at(token.start)) and (other := context.other(speaker)):
            return (other,), False, index + 2
        if token.figure or token.date or (token.governor and token.governor.indicator and row.word(start - 1) not in ("on", "of")) or token.word in PREPOSITIONS:
            break
        if not (token.word.isalpha() or token.word in "-'’" or token.governor or token.word.replace("'", "").isalpha()):
            break
        if token.word in ("which", "that", "and", "or", "while", "after", "said"):
            break
        words.append(token)
        index += 1
    return _region(words, text, index, context)


def _region(words: Sequence[Token], text: str, end: int, context: Context) -> tuple[tuple[Party, ...], bool, int] | None:
    """A region or group without a code ("Mid-East Gulf states"): a party that is named but not identified."""
    named = [token for token in words if token.word not in _DETERMINERS]
    if len(named) == 1 and named[0].word in ("community", "bloc") and (union := context.named("EUU")):
        return (union,), False, end
    if named and named[-1].word in _REGION and len(named) < 8:
        return (Party(None, text[named[0].start : named[-1].end]),), False, end
    return None


def _subject(row: Row, start: int, context: Context) -> Party | None:
    """The nearest country or office-holder left of ``start`` that no preposition governs."""
    tokens = row.tokens
    for index in range(start - 1, -1, -1):
        token = tokens[index]
        if token.word in (";", "—", "rather"):
            return None
        party = party_of(token.country) if token.country else None
        if token.person and token.person.iso3 and row.word(index + 1) not in ("said", "says", "told", "added"):
            party = Party(token.person.iso3, token.person.country_name or "")
        if token.country and (token.country.form in (CountryForm.CITY, CountryForm.ORGANISATION) or token.country.in_name):
            continue
        if party is None:
            continue
        if _in_including_list(row, index) or (token.country and token.country.iso3 is None and row.word(index + 1) in ("country", "nation", "member", "state")):
            continue
        if token.country and token.country.form in (CountryForm.DEMONYM, CountryForm.BLOC) and _under_preposition(row, index):
            continue
        before, further = row.word(index - 1), row.word(index - 2)
        if before == "the":
            before, further = further, row.word(index - 3)
        if before == "of" and further in _OFFICIAL:
            return party
        listed = before == "and" or (before == "," and row.word(index + 1) in (",", "and"))
        if before in PREPOSITIONS or (listed and row.word(index - 3) in PREPOSITIONS):
            continue
        return party
    return None


def _under_preposition(row: Row, index: int) -> bool:
    """Whether a preposition governs the country across adjectives ("with newly industrialised Far East countries")."""
    for at in range(index - 1, max(-1, index - 4), -1):
        if row.word(at) in PREPOSITIONS:
            return True
        if not row.tokens[at].plain or not row.word(at).isalpha():
            return False
    return False


def _in_including_list(row: Row, index: int) -> bool:
    """Whether the country is an item of a list of examples ("including Hong Kong, South Korea and Taiwan")."""
    for at in range(index - 1, max(-1, index - 12), -1):
        token = row.tokens[at]
        if token.word in ("including", "as", "like", "namely"):
            return token.word != "as" or row.word(at - 1) == "such"
        if not token.country and token.word not in (",", "and", "the"):
            return False
    return False


def _speaker_near(row: Row, context: Context) -> Party | None:
    """Whose country "our" means outside of transcripts: the person named in the sentence."""
    person = next((token.person for token in row.tokens if token.person and token.person.iso3), None)
    return Party(person.iso3, person.country_name or "") if person else None


@dataclass(slots=True)
class Memory:
    """What earlier figures established, for later ones to inherit."""

    reporter: Party | None = None
    partner: Party | None = None
    bilateral: bool = False
    last: tuple[Indicator, Party | None, Party | None] | None = None
    sentence: int = -1
    last_sentence: int = -9
    hit: Party | None = None  # the only country that the article's tariffs are said to be on
    tariff: tuple[Party | None, Party | None] = (None, None)


def assign_roles(indicator: Indicator, frame: Frame, row: Row, context: Context, memory: Memory, *, same_sentence: bool) -> Roles:
    """Reporter and partner of an indicator from its frame, then from the context; each step has a name."""
    steps: list[str] = []
    owner = frame.owner
    slots = frame.slots
    at = row.tokens[0].start if row.tokens else row.sentence.span.start
    if owner is None and frame.ours:
        if indicator is Indicator.TRADE_TOTAL and not slots and (pair := _pair(row, frame, context.speaker_at(at), context, memory)):
            return Roles(*pair, ("pair", "ours"))
        owner = context.speaker_at(at) or _speaker_near(row, context) or context.home
        steps.append("ours")
    if owner is None and frame.unnamed_owner:
        owner = frame.subject or _any_country(row, frame.at) or memory.reporter or context.home
        steps.append("pronoun")
    if frame.foreign_owner and owner is None:
        return Roles(None, None, ("foreign",))
    reporter, partner = _by_frame(indicator, frame, owner, slots)
    if HERE in (reporter and reporter.iso3, partner and partner.iso3):
        other = partner if reporter and reporter.iso3 == HERE else reporter
        here = _here(other, frame, row, context, memory)
        steps.append("here")
        reporter, partner = (here, partner) if reporter and reporter.iso3 == HERE else (reporter, here)
    if indicator is Indicator.INVESTMENT and frame.both and reporter is None and partner is None and (pair := _pair(row, frame, context.speaker_at(at), context, memory)):
        return Roles(*pair, ("pair", *steps))
    if indicator is Indicator.INVESTMENT and reporter is None and not frame.subject_is(partner or Party(None, "")):
        reporter = frame.subject
        if reporter:
            steps.append("subject")
    if partner is None and indicator in _NEEDING and reporter is not None and reporter.iso3:
        partner = _elsewhere(reporter, frame, row, places=indicator in (Indicator.COMPANIES, Indicator.TOURISTS, Indicator.PEOPLE), joined=indicator in _PROMISED or indicator is Indicator.TARIFF)
        if partner:
            steps.append("row")
    if indicator in (Indicator.AID, Indicator.LOAN) and reporter is None and (giver := _organisation(row)):
        reporter = giver
        partner = partner or context.home
    if partner is None and indicator in _PROMISED and reporter is not None and reporter.iso3:
        partner = context.title_other(reporter)
        if partner:
            steps.append("title")
    if reporter is not None and partner is not None and not reporter.same(partner):
        return Roles(reporter, partner, tuple(["frame", *steps]))
    if reporter is not None and reporter.same(partner):
        reporter = None
    return _complete(indicator, frame, reporter, partner, steps, row, context, memory, same_sentence=same_sentence)


_PROMISED = frozenset({Indicator.LOAN, Indicator.AID, Indicator.INVESTMENT})
_NEEDING = frozenset({Indicator.TARIFF, Indicator.LOAN, Indicator.AID, Indicator.INVESTMENT, Indicator.COMPANIES, Indicator.PEOPLE, Indicator.TOURISTS})


def _organisation(row: Row) -> Party | None:
    """The international organisation that gives: the sentence's only one, before the figure."""
    named = [token.country for token in row.tokens if token.country and token.country.form is CountryForm.ORGANISATION]
    return Party(None, named[0].name) if len({mention.name for mention in named}) == 1 else None


def _any_country(row: Row, stop: int) -> Party | None:
    """The nearest country left of ``stop``, however it is joined: what "its" means where no subject is a country."""
    for token in reversed(row.tokens[:stop]):
        if token.country and token.country.iso3 and token.country.form is not CountryForm.CITY:
            return party_of(token.country)
    return None


def _here(other: Party | None, frame: Frame, row: Row, context: Context, memory: Memory) -> Party | None:
    """The country that "our country", "this country" means."""
    at = row.tokens[0].start if row.tokens else 0
    named = [party_of(token.country) for token in row.tokens if token.country]
    titled = next((party for party in context.places if not any(party.same(known) for known in named) and not party.same(other)), None)
    candidates = (context.speaker_at(at), frame.subject, titled, _elsewhere(other, frame, row), context.home, context.other(other), memory.reporter)
    return next((party for party in candidates if party is not None and party.iso3 != HERE and not party.same(other)), None)


def _elsewhere(party: Party | None, frame: Frame, row: Row, *, places: bool = False, joined: bool = False) -> Party | None:
    """The only other country of the sentence."""
    others: list[Party] = []
    for at, token in enumerate(row.tokens):
        if token.country and token.country.iso3 and token.country.form is not CountryForm.CITY and not token.country.in_name:
            named = party_of(token.country)
            if places and token.country.form is CountryForm.DEMONYM:
                continue
            if joined and not ({row.word(at - 1), row.word(at - 2), row.word(at - 3)} & {"in", "into", "to", "for", "of", "on", "from"}):
                continue
            if not named.same(party) and not any(named.same(other) for other in others):
                others.append(named)
    del frame
    return others[0] if len(others) == 1 else None


def _by_frame(indicator: Indicator, frame: Frame, owner: Party | None, slots: dict[str, Party]) -> tuple[Party | None, Party | None]:
    match indicator:
        case Indicator.EXPORTS:
            return owner or slots.get("from") or slots.get("of") or frame.demonym_of, slots.get("to") or slots.get("with") or slots.get("in")
        case Indicator.IMPORTS:
            return owner or slots.get("to") or slots.get("in") or slots.get("by"), slots.get("from") or frame.demonym_of or slots.get("with")
        case Indicator.TRADE_TOTAL:
            if frame.between:
                return frame.between
            return owner or slots.get("of"), slots.get("with")
        case Indicator.TRADE_BALANCE:
            return owner or slots.get("of"), slots.get("with") or slots.get("against") or slots.get("to")
        case Indicator.INVESTMENT:
            if frame.between:
                return frame.between
            host = slots.get("in") or slots.get("to") or slots.get("on")
            source = owner or slots.get("from") or slots.get("by")
            return source, host
        case Indicator.LOAN | Indicator.AID | Indicator.CONTRACT:
            giver, receiver = owner or slots.get("from") or slots.get("by"), slots.get("to") or slots.get("for") or slots.get("in") or slots.get("with")
            if frame.subject and frame.receives:
                return giver, receiver if receiver and not receiver.same(giver) else frame.subject
            return giver or frame.subject, receiver
        case Indicator.TARIFF:
            return owner or slots.get("by") or frame.subject, slots.get("on") or slots.get("from") or slots.get("against") or frame.demonym_of or slots.get("of")
        case Indicator.COMPANIES | Indicator.TOURISTS | Indicator.PEOPLE:
            return owner or slots.get("from") or frame.demonym_of or slots.get("of"), slots.get("in") or slots.get("to")
        case Indicator.OTHER:
            return owner or slots.get("from") or slots.get("of"), None
    return owner or slots.get("of") or slots.get("in"), None


def _complete(
    indicator: Indicator, frame: Frame, reporter: Party | None, partner: Party | None, steps: list[str], row: Row, context: Context, memory: Memory, *, same_sentence: bool
) -> Roles:
    at = row.tokens[0].start if row.tokens else row.sentence.span.start
    speaker = context.speaker_at(at)
    domestic = indicator in (Indicator.GDP, Indicator.PRODUCTION, Indicator.JOBS, Indicator.OTHER)
    if indicator in (Indicator.TRADE_TOTAL, Indicator.INVESTMENT) and frame.both and reporter is None and partner is None:
        pair = _pair(row, frame, speaker, context, memory)
        if pair:
            return Roles(*pair, ("pair", *steps))
    if indicator is Indicator.TRADE_TOTAL and speaker and reporter is None and partner is None and not _is_total(row):
        pair = _pair(row, frame, speaker, context, memory)
        if pair:
            return Roles(*pair, ("pair", *steps))
    if indicator is Indicator.TARIFF and reporter is None and memory.tariff[0] is not None:
        if partner is None or not memory.tariff[0].same(partner):
            steps.append("tariff-memory")
            return Roles(memory.tariff[0], partner or (memory.tariff[1] if same_sentence else None), ("frame", *steps))
    if indicator is Indicator.TARIFF and reporter is None and memory.hit is not None and (imposer := context.other(memory.hit)):
        steps.append("tariff-memory")
        return Roles(imposer, partner or memory.hit, ("frame", *steps))
    if reporter is None:
        if frame.subject and not frame.subject.same(partner):
            reporter = frame.subject
            steps.append("subject")
        elif memory.reporter and not memory.reporter.same(partner) and indicator is not Indicator.TARIFF:
            reporter = memory.reporter
            steps.append("carried")
        elif speaker and not speaker.same(partner):
            reporter = speaker
            steps.append("speaker")
        elif context.home and not context.home.same(partner):
            reporter = context.home
            steps.append("home")
        elif partner and context.other(partner):
            reporter = context.other(partner)
            steps.append("other")
    if partner is None and not domestic:
        if indicator is Indicator.TOURISTS and memory.last and memory.last[0] is indicator and memory.last[1] and memory.last[1].same(reporter):
            partner = memory.last[2]
            steps.append("carried-partner")
        elif (frame.both and indicator is not Indicator.TARIFF) or (indicator in (Indicator.COMPANIES, Indicator.PEOPLE, Indicator.TOURISTS) and speaker):
            partner = _other(reporter, frame, speaker, context, memory)
            steps.append("pair")
        elif memory.bilateral and memory.partner and indicator in _FLOWS and not _is_total(row) and not memory.partner.same(reporter):
            partner = memory.partner
            steps.append("bilateral")
    if reporter is not None and reporter.same(partner):
        partner = None
    return Roles(reporter, partner, tuple(["frame", *steps]))


_FLOWS = (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.TRADE_BALANCE)
_TOTALS = ("total", "overall", "global", "world", "worldwide", "foreign")


def _is_total(row: Row) -> bool:
    return any(token.word in _TOTALS or (token.governor and token.word.split(" ", 1)[0] in _TOTALS) for token in row.tokens)


def _pair(row: Row, frame: Frame, speaker: Party | None, context: Context, memory: Memory) -> tuple[Party, Party] | None:
    """The two countries that "bilateral" means: memory's pair, the speaker's, the article's."""
    if memory.bilateral and memory.reporter and memory.partner:
        return memory.reporter, memory.partner
    last = memory.last
    if last and last[1] and last[2] and memory.sentence - memory.last_sentence <= 2:
        return last[1], last[2]
    for at, token in enumerate(row.tokens):
        joined = _joined_before(row, at) if token.country and token.country.form is not CountryForm.ORGANISATION else None
        if joined is not None:
            return party_of(joined.country), party_of(token.country)  # type: ignore[arg-type]
    coded: list[Party] = []
    for token in row.tokens:
        if token.country and token.country.iso3 and not any(party_of(token.country).same(party) for party in coded):
            coded.append(party_of(token.country))
    if len(coded) == 2:
        return coded[0], coded[1]
    if frame.subject and (other := context.other(frame.subject)):
        return frame.subject, other
    if speaker and (other := context.other(speaker)):
        return speaker, other
    return context.pair


def _other(reporter: Party | None, frame: Frame, speaker: Party | None, context: Context, memory: Memory) -> Party | None:
    last = memory.last[2] if memory.last and memory.last[1] and memory.last[1].same(reporter) else None
    for party in (memory.partner if memory.bilateral else None, last, speaker, context.other(reporter)):
        if party and not party.same(reporter):
            return party
    return None
