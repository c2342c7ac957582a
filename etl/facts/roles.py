"""Reporter and partner of an indicator: from its frame, then from what the context gives, each step with a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from etl.document import CountryForm
from etl.facts.context import Context, Party, party_of
from etl.facts.frames import HERE, Frame, find_bank
from etl.facts.pairs import coordinated, dashed, find_other, find_pair, is_total, other_before, same_pair
from etl.facts.subjects import find_institution, named_speaker, speaker_near
from etl.facts.tokens import Row
from etl.model import Indicator

_PROMISED = frozenset({Indicator.LOAN, Indicator.AID, Indicator.INVESTMENT})
_SITES = frozenset({"plant", "plants", "facility", "factory", "site", "manufacturing", "campus", "refinery"})
_TAKING_IN = frozenset({"universities", "schools", "colleges", "campuses", "hospitals", "farms", "factories", "ships", "institutions"})
_INDUSTRY = frozenset({"industries", "industry", "economy", "manufacturing", "factories", "infrastructure", "businesses"})
_REGIONS = frozenset({"africa", "asia", "europe", "america", "oceania", "scandinavia", "caribbean", "oecd"})
_TOWARDS = ("to", "from", "with", "of")
_CONTINENTAL = {"african": "Africa", "asian": "Asia", "european": "Europe"}
_TITLED = frozenset({Indicator.LOAN, Indicator.AID})
_NEEDING = frozenset(
    {Indicator.TARIFF, Indicator.LOAN, Indicator.AID, Indicator.INVESTMENT, Indicator.COMPANIES, Indicator.PEOPLE, Indicator.TOURISTS}
)
_RECENT = 6  # sentences with figures
_FLOWS = (Indicator.EXPORTS, Indicator.IMPORTS, Indicator.TRADE_BALANCE)


@dataclass(frozen=True, slots=True)
class Roles:
    """Reporter and partner with the steps that found them; ``explicit`` if both (or all there are) stand in the frame itself."""

    reporter: Party | None
    partner: Party | None
    steps: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """What earlier figures established, for later ones to inherit."""

    reporter: Party | None = None
    partner: Party | None = None
    bilateral: bool = False
    partner_sentence: int = -9
    last: tuple[Indicator, Party | None, Party | None] | None = None
    sentence: int = -1
    last_sentence: int = -9
    reporter_sentence: int = -9
    before: tuple[Party, ...] = ()  # whom the sentence before names
    topic: Party | None = None  # the only country it is about
    worldwide: int = -9  # the last sentence with a figure of the world's trade
    traded: bool = False  # it tells of trade between the two it names

    @property
    def near(self) -> bool:
        """Whether the reporter was named a few sentences with figures ago, rather than long before."""
        return self.sentence - self.reporter_sentence <= 5

    @property
    def recent(self) -> bool:
        """Whether trade with ``partner`` was told a few sentences with figures ago."""
        return self.sentence - self.partner_sentence <= _RECENT

    hit: Party | None = None  # the only country that the article's tariffs are said to be on
    tariff: tuple[Party | None, Party | None] = (None, None)
    tariff_sentence: int = -9
    imposers: Counter[Party] = field(default_factory=Counter)

    @property
    def imposer(self) -> Party | None:
        """Who imposes most of the article's tariffs, of those whose two sides were named."""
        return min(self.imposers, key=lambda party: (-self.imposers[party], party.name)) if self.imposers else None


def assign_roles(indicator: Indicator, frame: Frame, row: Row, context: Context, memory: Memory, *, same_sentence: bool) -> Roles:
    """Reporter and partner of an indicator from its frame, then from the context; each step has a name."""
    steps: list[str] = []
    owner = frame.owner
    slots = frame.slots
    at = row.tokens[frame.at].start if row.tokens else row.sentence.span.start
    if owner is None and frame.ours:
        if indicator is Indicator.TRADE_TOTAL and not slots and (pair := find_pair(row, frame, context.speaker_at(at), context, memory)):
            return Roles(*pair, ("pair", "ours"))
        owner = context.speaker_at(at) or speaker_near(row) or context.writer or context.home
        steps.append("ours")
    if owner is None and frame.unnamed_owner:
        subject = None if _only_holds(row, frame.at) else frame.subject
        owner = subject or _any_country(row, frame.at) or memory.reporter or context.home
        if frame.subject and frame.subject.same(owner) and subject is None:
            owner = next(
                (
                    party
                    for party in (memory.reporter, context.home, context.other(frame.subject))
                    if party and not party.same(frame.subject)
                ),
                None,
            )
        steps.append("pronoun")
    if frame.foreign_owner and owner is None:
        return Roles(None, None, ("foreign",))
    if frame.theirs and indicator is Indicator.TRADE_TOTAL and not slots and (pair := find_pair(row, frame, None, context, memory)):
        return Roles(*pair, ("pair", *steps))
    if indicator is Indicator.TRADE_TOTAL and owner is None and not slots and not frame.between and (both := coordinated(row, frame)):
        return Roles(*both, ("pair", *steps))
    reporter, partner = _by_frame(indicator, frame, owner, slots)
    if indicator is Indicator.TOURISTS and "from" not in slots and _from_abroad(row, frame.at):
        host = partner or reporter or frame.subject
        if host is not None:
            return Roles(None, host, ("frame", *steps))
    if HERE in (reporter and reporter.iso3, partner and partner.iso3):
        other = partner if reporter and reporter.iso3 == HERE else reporter
        here = _here(other, frame, row, context, memory)
        steps.append("here")
        reporter, partner = (here, partner) if reporter and reporter.iso3 == HERE else (reporter, here)
    if (
        indicator is Indicator.INVESTMENT
        and frame.both
        and reporter is None
        and partner is None
        and (pair := find_pair(row, frame, context.speaker_at(at), context, memory))
    ):
        return Roles(*pair, ("pair", *steps))
    if indicator is Indicator.INVESTMENT and reporter is None and not frame.subject_is(partner or Party(None, "")):
        reporter = frame.subject
        if reporter:
            steps.append("subject")
    if indicator is Indicator.PEOPLE and reporter is not None and reporter.same(partner):
        partner = None  # "7,600 Ukrainian students at Slovak universities and 1,200 firms in Ukraine"
    if partner is None and indicator in _NEEDING and reporter is not None and reporter.iso3:
        partner = _elsewhere(
            reporter,
            row,
            places=indicator in (Indicator.COMPANIES, Indicator.TOURISTS, Indicator.PEOPLE),
            joined=indicator in _PROMISED or indicator is Indicator.TARIFF,
        )
        if partner is None and indicator is Indicator.PEOPLE:
            partner = _school(row, reporter)
        if partner:
            steps.append("row")
    owned = owner is not None or frame.demonym_of is not None or bool({"from", "by"} & set(slots))
    if indicator is Indicator.INVESTMENT and partner is None and reporter is not None and reporter.iso3 and owned:
        speaker = context.speaker_at(at)
        partner = (
            speaker if speaker and not speaker.same(reporter) and speaker.same(context.other(reporter)) else context.title_other(reporter)
        )
        if partner:
            steps.append("title")
    if indicator is Indicator.INVESTMENT and partner is None and reporter is not None and (host := _site(row, reporter, context)):
        partner = host
        steps.append("row")
    given = indicator in (Indicator.AID, Indicator.LOAN) and reporter is None
    if given and frame.receives and partner is not None and frame.subject_is(partner):
        return Roles(_organisation(row), partner, ("frame", "receiver"))
    if given and (giver := _organisation(row)):
        reporter = giver
        partner = partner or context.home
    if partner is None and indicator in _TITLED and reporter is not None and reporter.iso3:
        partner = context.title_other(reporter)
        if partner:
            steps.append("title")
    if reporter is not None and partner is not None and not reporter.same(partner):
        return Roles(reporter, partner, ("frame", *steps))
    if reporter is not None and reporter.same(partner):
        reporter = None
    return _complete(indicator, frame, reporter, partner, steps, row, context, memory, same_sentence=same_sentence)


def _site(row: Row, reporter: Party, context: Context) -> Party | None:
    """The country of the town or state where the money goes ("an investment in its Wisconsin plant")."""
    for at, token in enumerate(row.tokens):
        mention = token.country
        if not mention or mention.form is not CountryForm.CITY or mention.iso3 is None or mention.iso3 == reporter.iso3:
            continue
        if row.word(at - 1) in ("in", "into") or {row.word(at + 1), row.word(at + 2)} & _SITES:
            return context.named(mention.iso3) or Party(mention.iso3, mention.iso3)
    return None


def _only_holds(row: Row, governor: int) -> bool:
    """Whether the subject takes a share of somebody else's trade ("The EU takes 24 percent of the country's exports")."""
    return row.word(governor - 1) != "its" and any(
        row.word(at) in ("takes", "take", "took", "absorbs", "absorb", "absorbed", "buys", "bought") or row.word(at).startswith("account")
        for at in range(max(0, governor - 9), governor)
    )


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
    at = row.tokens[frame.at].start if row.tokens else 0
    named = [party_of(token.country) for token in row.tokens if token.country]
    titled = next((party for party in context.places if not any(party.same(known) for known in named) and not party.same(other)), None)
    candidates = (
        context.speaker_at(at),
        frame.subject,
        titled,
        _elsewhere(other, row),
        context.home,
        context.other(other),
        memory.reporter,
    )
    return next((party for party in candidates if party is not None and party.iso3 != HERE and not party.same(other)), None)


def _elsewhere(party: Party | None, row: Row, *, places: bool = False, joined: bool = False) -> Party | None:
    """The only other country of the sentence."""
    others: list[Party] = []
    for at, token in enumerate(row.tokens):
        if token.country and token.country.iso3 and token.country.form is not CountryForm.CITY and not token.country.in_name:
            named = party_of(token.country)
            if places and token.country.form is CountryForm.DEMONYM:
                continue
            if "outside" in (row.word(at - 1), row.word(at - 2)):
                continue  # "the only plant outside of China"
            near = {row.word(at - 1), row.word(at - 2), row.word(at - 3)} & {"in", "into", "to", "for", "of", "on", "from"}
            if joined and not near and not (_INDUSTRY & {row.word(at + 1), row.word(at + 2)}):
                continue
            if not named.same(party) and not any(named.same(other) for other in others):
                others.append(named)
    return others[0] if len(others) == 1 else None


def _from_abroad(row: Row, at: int) -> bool:
    """Whether visitors of no one nation are counted ("7.4 million foreign visitors")."""
    words = f"{row.word(at - 1)} {row.word(at)} {row.word(at + 1)} {row.word(at + 2)}"
    nation = any(token.country and token.country.form is CountryForm.DEMONYM for token in row.tokens[max(0, at - 1) : at + 3])
    return not nation and any(
        word in words
        for word in (
            "foreign visitors",
            "foreign tourists",
            "international visitors",
            "international tourists",
            "foreign arrivals",
            "international arrivals",
        )
    )


def _school(row: Row, party: Party) -> Party | None:
    """The country whose schools or works take in the people counted ("enrolled at Canadian universities")."""
    for at, token in enumerate(row.tokens):
        if token.country and token.country.iso3 and row.word(at - 1) in ("at", "in", "on") and row.word(at + 1) in _TAKING_IN:
            return party_of(token.country) if not party_of(token.country).same(party) else None
    return None


def _by_frame(indicator: Indicator, frame: Frame, owner: Party | None, slots: dict[str, Party]) -> tuple[Party | None, Party | None]:
    match indicator:
        case Indicator.EXPORTS:
            earned = frame.earning and slots.get("for")
            if frame.earning and "from" in slots:  # "its export earnings from the US": from where the money comes
                return owner or earned or None, slots["from"]
            exporter = (
                owner or slots.get("from") or slots.get("of") or slots.get("by") or frame.demonym_of or frame.dative or earned or None
            )
            return exporter, slots.get("to") or slots.get("with") or slots.get("in")
        case Indicator.IMPORTS:
            return owner or slots.get("to") or slots.get("in") or slots.get("by"), slots.get("from") or frame.demonym_of or slots.get(
                "with"
            )
        case Indicator.TRADE_TOTAL:
            if frame.between:
                return frame.between
            return owner or slots.get("of"), slots.get("with") or slots.get("to")
        case Indicator.TRADE_BALANCE:
            return owner or slots.get("of"), slots.get("with") or slots.get("against") or slots.get("to")
        case Indicator.INVESTMENT:
            if frame.between and not {"in", "to", "on"} & set(slots):
                return frame.between
            if frame.between:  # "Swiss and Danish firms invested in Peru": the first stands for both
                owner = frame.between[0]
            host = slots.get("in") or slots.get("to") or slots.get("on")
            source = owner or slots.get("from") or slots.get("by") or frame.demonym_of
            if frame.receives and host is None and frame.subject and not frame.subject_is(source or frame.subject):
                host = frame.subject
            return source, host
        case Indicator.LOAN | Indicator.AID | Indicator.CONTRACT:
            subject = frame.subject if frame.subject and frame.subject.name not in _CONTINENTAL.values() else None
            giver, receiver = (
                owner or slots.get("from") or slots.get("by") or frame.bank,
                frame.dative or slots.get("to") or slots.get("for") or slots.get("in") or slots.get("with"),
            )
            if frame.asked is not None:
                return frame.asked, receiver if receiver and not receiver.same(frame.asked) else frame.subject
            if frame.repays:
                return receiver, giver or subject
            if indicator is Indicator.CONTRACT and frame.dative is not None:
                return frame.dative, owner or frame.subject  # "Oman awarded a Danish firm a contract"
            if indicator is Indicator.CONTRACT and frame.order:
                return owner or frame.subject, slots.get("from") or slots.get("by")
            if frame.dative is not None:
                return giver or subject, frame.dative
            if frame.subject and frame.receives:
                return giver, receiver if receiver and not receiver.same(giver) else frame.subject
            return giver or subject, receiver
        case Indicator.TARIFF:
            hit = slots.get("on") or slots.get("from") or slots.get("against") or frame.demonym_of or slots.get("of")
            importer, origin = slots.get("on"), slots.get("from")
            if owner is None and importer and origin and not importer.same(origin):
                return importer, origin  # "a tariff on US imports from China"
            if frame.faces and owner is None:
                return None, frame.subject or hit
            return owner or slots.get("by") or slots.get("in") or frame.subject, hit
        case Indicator.COMPANIES | Indicator.TOURISTS | Indicator.PEOPLE:
            if frame.receives and owner is None and indicator is Indicator.TOURISTS and frame.subject:
                return slots.get("from") or frame.demonym_of, frame.subject
            if indicator is Indicator.TOURISTS and owner and "from" in slots and not owner.same(slots["from"]):
                return slots["from"], owner  # "Cuba's arrivals from Canada"
            return owner or slots.get("from") or frame.demonym_of or slots.get("of"), slots.get("in") or slots.get("to")
        case Indicator.OTHER:
            return owner or slots.get("from") or slots.get("of") or slots.get("inside"), None
    return owner or slots.get("of") or slots.get("in") or slots.get("inside"), None


def _complete(
    indicator: Indicator,
    frame: Frame,
    reporter: Party | None,
    partner: Party | None,
    steps: list[str],
    row: Row,
    context: Context,
    memory: Memory,
    *,
    same_sentence: bool,
) -> Roles:
    at = row.tokens[frame.at].start if row.tokens else row.sentence.span.start
    speaker = context.speaker_at(at)
    domestic = indicator in (Indicator.GDP, Indicator.PRODUCTION, Indicator.JOBS, Indicator.OTHER)
    if indicator in (Indicator.TRADE_TOTAL, Indicator.INVESTMENT) and frame.both and reporter is None and partner is None:
        pair = find_pair(row, frame, speaker, context, memory)
        if pair:
            return Roles(*pair, ("pair", *steps))
    alone = reporter is None and partner is None and frame.subject is None
    if indicator is Indicator.TRADE_TOTAL and alone and len(context.titled) == 2 and not is_total(row) and (pair := context.pair):
        return Roles(*pair, ("pair", *steps))
    if indicator is Indicator.TRADE_TOTAL and speaker and reporter is None and partner is None and not is_total(row):
        pair = find_pair(row, frame, speaker, context, memory)
        if pair:
            return Roles(*pair, ("pair", *steps))
    imposer = memory.imposer if partner is None or memory.tariff[1] is None or memory.tariff[1].same(partner) else None
    if indicator is Indicator.TARIFF and reporter is None and imposer is not None and not imposer.same(partner):
        steps.append("tariff-memory")
        return Roles(
            imposer, partner or (memory.tariff[1] if same_sentence and not imposer.same(memory.tariff[1]) else None), ("frame", *steps)
        )
    foremost = context.writer is not None and bool(context.ranking) and context.writer.same(context.ranking[0])
    if indicator is Indicator.TARIFF and reporter is None and foremost and context.writer and not context.writer.same(partner):
        steps.append("home")
        return Roles(context.writer, partner or (memory.hit if not context.writer.same(memory.hit) else None), ("frame", *steps))
    if indicator is Indicator.TARIFF and reporter is None and memory.hit is not None and (imposer := context.other(memory.hit)) is not None:
        steps.append("tariff-memory")
        return Roles(imposer, partner or memory.hit, ("frame", *steps))
    if reporter is None:
        if frame.subject and not frame.subject.same(partner):
            reporter = frame.subject
            steps.append("subject")
        elif _titled_alone(context, memory, partner) and not speaker:
            reporter = context.home
            steps.append("home")
        elif domestic and (only := _only_country(row, frame.at, partner)) is not None:
            reporter = only
            steps.append("subject")
        elif (region := _region_named(row)) is not None:
            reporter = region
            steps.append("subject")
        elif memory.topic and not memory.topic.same(partner) and indicator is not Indicator.TARIFF:
            reporter = memory.topic
            steps.append("carried")
        elif memory.near and memory.reporter and not memory.reporter.same(partner) and indicator is not Indicator.TARIFF:
            reporter = memory.reporter
            steps.append("carried")
        elif speaker and not speaker.same(partner):
            reporter = speaker
            steps.append("speaker")
        elif (named := _teller(row)) is not None and not named.same(partner):
            reporter = named
            steps.append("speaker")
        elif context.home and not context.home.same(partner):
            reporter = context.home
            steps.append("home")
        elif partner and context.other(partner):
            reporter = context.other(partner)
            steps.append("other")
    if reporter is None and (bank := find_bank(row, len(row.tokens))) is not None and not bank.same(partner):
        reporter = bank  # "..., the central bank of Oman said"
        steps.append("speaker")
    if partner is None and indicator is Indicator.TRADE_BALANCE and reporter is not None:
        partner = dashed(reporter, row)
    if partner is None and not domestic:
        if (
            indicator is Indicator.TOURISTS
            and memory.last
            and memory.last[0] is indicator
            and memory.last[1]
            and memory.last[1].same(reporter)
        ):
            partner = memory.last[2]
            steps.append("carried-partner")
        elif (frame.both and indicator is not Indicator.TARIFF) or (
            indicator in (Indicator.COMPANIES, Indicator.PEOPLE, Indicator.TOURISTS) and speaker
        ):
            partner = find_other(reporter, speaker, context, memory)
            steps.append("pair")
        elif (
            memory.bilateral
            and memory.partner
            and indicator in _FLOWS
            and not is_total(row)
            and not memory.partner.same(reporter)
            and (memory.recent or _is_titled(context, memory.partner))
            and (indicator is not Indicator.TRADE_BALANCE or _is_meant(context, memory, memory.partner))
        ):
            partner = memory.partner
            steps.append("bilateral")
        elif (
            indicator in _FLOWS
            and memory.traded
            and reporter is not None
            and not is_total(row)
            and (other := other_before(reporter, row, context, memory))
        ):
            partner = other
            steps.append("pair")
        elif indicator is Indicator.TRADE_TOTAL and "carried" in steps and not is_total(row) and (last := same_pair(reporter, memory)):
            partner = last
            steps.append("bilateral")
    if reporter is not None and reporter.same(partner):
        partner = None
    return Roles(reporter, partner, ("frame", *steps))


def _teller(row: Row) -> Party | None:
    """Whose figures they are by who tells them: the person named, the office that counts, the office-holder who says "our"."""
    told = named_speaker(row) or find_institution(row)
    return told or (speaker_near(row) if any(token.word in ("our", "we") for token in row.tokens) else None)


def _is_meant(context: Context, memory: Memory, partner: Party) -> bool:
    """Whether the balance may be that with the partner told of: the title or the sentence before names it, or nobody is titled."""
    return not context.titled or any(partner.same(party) for party in (*context.titled, *memory.before))


def _is_titled(context: Context, party: Party) -> bool:
    return any(party.same(titled) for titled in context.titled)


def _only_country(row: Row, place: int, partner: Party | None) -> Party | None:
    """The only country that the clause at ``place`` names, however joined ("in the case of Oman alone ... GDP growing at 6 percent")."""
    named: list[Party] = []
    breaks = [at for at, token in enumerate(row.tokens) if token.word in (";", "but", "while", "whereas")]
    first = max((at for at in breaks if at < place), default=0)
    last = min((at for at in breaks if at > place), default=len(row.tokens))
    for token in row.tokens[first:last]:
        if token.country and token.country.iso3 and not token.country.in_name and token.country.form is not CountryForm.CITY:
            party = party_of(token.country)
            if not party.same(partner) and not any(party.same(other) for other in named):
                named.append(party)
    return named[0] if len(named) == 1 else None


def _region_named(row: Row) -> Party | None:
    """The continent or region that the sentence is about ("Africa cannot attain ..."), if it names no country but that of an office."""
    if any(token.country and token.country.iso3 for token in row.tokens):
        return None
    for at, token in enumerate(row.tokens):
        if (token.plain and token.word in (";", "including", "amid", "such")) or token.figure:
            return None
        if row.word(at - 1).endswith(_TOWARDS) or (row.word(at - 1) == "the" and row.word(at - 2).endswith((*_TOWARDS, "in"))):
            continue
        if token.country and token.country.form is not CountryForm.ORGANISATION and not token.country.in_name:
            return party_of(token.country)
        if token.plain and (token.word in _REGIONS or (row.word(at + 1) == "continent" and token.word in _CONTINENTAL)):
            return Party(None, _CONTINENTAL.get(token.word) or token.word.title())
    return None


def _titled_alone(context: Context, memory: Memory, partner: Party | None) -> bool:
    """Whether the title names one country, which is neither the partner nor whom the last figures were about."""
    titled = [party for party in context.titled if party.iso3]
    if len(titled) != 1 or titled[0].same(partner) or not titled[0].same(context.home):
        return False
    if memory.near and context.writer is not None and context.writer.same(memory.reporter):
        return False  # the publisher's own country goes on
    return memory.reporter is None or not titled[0].same(memory.reporter)
