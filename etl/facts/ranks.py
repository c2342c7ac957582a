"""Ranks: "X is Y's third-largest trading partner" and their turns, with whose list it is."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Context, Party, party_of
from etl.facts.frames import HERE, Frame, read_frame, read_right
from etl.facts.roles import Memory, Roles
from etl.facts.subjects import PREPOSITIONS
from etl.facts.tokens import Row
from etl.facts.wordlist import words
from etl.model import Indicator

_PASSED = words(
    "surpassed surpassing overtook overtaking overtaken replaced replacing behind surpass overtake passing displacing displaced"
)
_LISTS = {
    "trading partners": Indicator.TRADE_TOTAL,
    "trade partners": Indicator.TRADE_TOTAL,
    "export markets": Indicator.EXPORTS,
    "export destinations": Indicator.EXPORTS,
    "import sources": Indicator.IMPORTS,
}
_UNREAL = words("will aims aim could would may wants hopes")
_BE = words(
    "is was are were be been became become remain remains remained as ranks ranked rank being put puts consistently make makes represent"
)


def read_rank(row: Row, index: int, context: Context, memory: Memory, text: str, previous: Roles | None) -> tuple[Indicator, Roles] | None:
    """The indicator and parties of the rank at token ``index``; None if they are not clear."""
    figure = row.tokens[index].figure
    assert figure is not None
    if figure.ranked is None:
        return _place_among(row, index, context, text)
    if any(token.word in _UNREAL for token in row.tokens[max(0, index - 6) : index]):
        return None
    owner, possessive = _owner(row, index, context, memory)
    if owner is None and previous is not None and row.word(index - 1) == "and":
        return figure.ranked.indicator, previous
    ranked = _ranked(row, index, owner, memory)
    after = _after(row, index, context, text)
    side = figure.ranked.side
    indicator = figure.ranked.indicator
    host = after.slots.get("in") or after.slots.get("to")
    if host is not None and host.iso3 == HERE:
        host = _country_meant(row, index, ranked)
    if side == "alone":
        if ranked is not None and _is_object(row, index):
            return None  # "sell more to the world's third-largest economy": which one it is stands elsewhere
        subject = ranked or (owner if not possessive else None)
        return (indicator, Roles(subject, None, ("frame",))) if subject and _is_world(row, index) else None
    if side == "self":
        partner = after.slots.get("of") or after.demonym_of or after.slots.get("from") or after.slots.get("to")
        return (indicator, Roles(ranked, partner, ("frame",))) if ranked else None
    if side == "home":
        nationality = owner or _inside(row, index)
        subject = ranked
        return (indicator, Roles(nationality, subject, ("frame",))) if nationality and subject else None
    if side == "destination":
        source = after.slots.get("for") or after.slots.get("among") or after.slots.get("of") or after.demonym_of
        return (indicator, Roles(source, ranked, ("frame",))) if source and ranked else None
    if side == "actor":
        target = owner or host or after.slots.get("of") or (context.title_other(ranked) if ranked else None)
        return (indicator, Roles(ranked, target, ("frame",))) if ranked and target and not ranked.same(target) else None
    whose = owner or after.slots.get("of") or after.slots.get("for") or after.demonym_of or after.slots.get("to")
    return (indicator, Roles(whose, ranked, ("frame",))) if whose and ranked and not whose.same(ranked) else None


def _owner(row: Row, index: int, context: Context, memory: Memory) -> tuple[Party | None, bool]:
    """Whose list: the possessor right before the rank ("Hong Kong's", "its", "our", "the country's")."""
    for at in range(index - 1, max(-1, index - 5), -1):
        token = row.tokens[at]
        if (
            token.country
            and token.country.form is not CountryForm.ORGANISATION
            and (token.country.possessive or token.country.form is CountryForm.DEMONYM)
        ):
            return party_of(token.country), True
        if token.person and token.person.iso3:
            return None, False
        if token.word in ("our", "my"):
            return context.speaker_at(token.start) or context.home, True
        if token.word in ("its", "their") or token.word in ("country's", "nation's", "island's"):
            return _antecedent(row, at) or memory.reporter or context.home, True
        if token.word in _BE or token.word in (",", ".", ";", "and"):
            return None, False
    return None, False


def _antecedent(row: Row, stop: int) -> Party | None:
    """Whom "its" means before ``stop``: the nearest country, but not the one that the rank is an aside to ("in Peru, by far its ...")."""
    countries = [at for at, token in enumerate(row.tokens) if token.country and token.country.form is not CountryForm.CITY]
    aside = next((at for at in reversed(countries) if at < stop and row.word(at + 1) == ","), None)
    if aside is None and row.word(stop - 1) in _BE:  # "For Mongolia, China is its largest partner": not China's
        aside = next((at for at in reversed(countries) if at < stop - 1), None)
    elif aside is not None and row.word(stop - 1) in _BE and aside != (nearest := max(at for at in countries if at < stop)):
        aside = nearest
    same = row.tokens[aside].country if aside is not None else None
    others = [at for at in countries if at < stop and not (same and party_of(row.tokens[at].country).same(party_of(same)))]  # type: ignore[arg-type]
    named = others or [at for at in countries if at > stop and aside is not None]
    if not named:
        return None
    token = row.tokens[named[-1] if named[-1] < stop else named[0]]
    return party_of(token.country) if token.country else None


def _ranked(row: Row, index: int, owner: Party | None, memory: Memory) -> Party | None:
    """Who holds the place: the subject before "is", the noun an apposition explains."""
    for at in range(index - 1, -1, -1):
        token = row.tokens[at]
        if token.word == ";":
            break
        if token.country and token.country.form not in (CountryForm.CITY, CountryForm.ORGANISATION) and not token.country.in_name:
            party = party_of(token.country)
            if party.same(owner):
                continue
            before = row.word(at - 1) if row.word(at - 1) != "the" else row.word(at - 2)
            if before in _PASSED:
                continue
            if before in PREPOSITIONS and not (row.word(at + 1) == "," and at + 6 >= index) and before != "of":
                continue
            if token.country.possessive and row.word(at + 1) not in ("'", "’"):
                pass
            return party
        if token.person and token.person.iso3 and row.word(at + 1) not in ("said", "says"):
            return Party(token.person.iso3, token.person.country_name or "")
    if (
        any(token.word in ("it", "this", "that", "which", "they") for token in row.tokens[:index])
        and memory.reporter
        and not memory.reporter.same(owner)
    ):
        return memory.reporter
    return _after_subject(row, index, owner)


def _after_subject(row: Row, index: int, owner: Party | None) -> Party | None:
    """ "Peru's largest trading partner is Chile"."""
    for at in range(index + 1, min(len(row.tokens), index + 8)):
        if row.word(at) in ("is", "was", "are", "remains") and at + 1 < len(row.tokens):
            following = row.tokens[at + 1] if row.word(at + 1) != "the" else row.tokens[min(at + 2, len(row.tokens) - 1)]
            if following.country:
                party = party_of(following.country)
                return None if party.same(owner) else party
    return None


def _country_meant(row: Row, index: int, ranked: Party | None) -> Party | None:
    """Which country "the country" means behind a rank: the nearest one before it that does not hold the rank."""
    for token in reversed(row.tokens[:index]):
        if token.country and token.country.iso3 and not party_of(token.country).same(ranked):
            return party_of(token.country)
    return None


def _after(row: Row, index: int, context: Context, text: str) -> Frame:
    figure = row.tokens[index].figure
    assert figure is not None
    end = next((at for at in range(index + 1, len(row.tokens)) if row.tokens[at].start >= figure.noun_end), len(row.tokens))
    frame = Frame()
    read_right(row, end, min(len(row.tokens), end + 10), frame, context, text, override=False)
    return frame


def _inside(row: Row, index: int) -> Party | None:
    figure = row.tokens[index].figure
    assert figure is not None
    for token in row.tokens[index + 1 :]:
        if token.start >= figure.noun_end:
            return None
        if token.country:
            return party_of(token.country)
    return None


def _is_object(row: Row, index: int) -> bool:
    """Whether a preposition of direction governs "the world's largest economy" and no name in apposition follows."""
    at = index - 1
    while at > 0 and row.word(at) in ("'", "’", "s", "'s", "world", "world's", "the"):
        at -= 1
    named = any(token.country for token in row.tokens[index + 1 : index + 5])
    return at < index - 1 and row.word(at) in ("to", "with", "from", "into", "for") and not named


def _is_world(row: Row, index: int) -> bool:
    words = [token.word for token in row.tokens]
    near = words[max(0, index - 6) : index + 8]
    return "world" in near or "world's" in near or "after" in near or "economy" in near or "global" in near or "largest" in near


def _place_among(row: Row, index: int, context: Context, text: str) -> tuple[Indicator, Roles] | None:
    """ "Czech tourists hold first place among Malta's guests", "among Kenya's trading partners Peru ranked fifth"."""
    words = " ".join(token.word for token in row.tokens)
    ranked = _ranked(row, index, None, Memory())
    if any(word in words for word in ("tourist", "visitor", "visiting", "travel")):
        frame = read_frame(row, index, index, context, text)
        after = frame.between[0] if frame.between else next((party_of(t.country) for t in row.tokens[index + 1 :] if t.country), None)
        if ranked and after and not ranked.same(after):
            return Indicator.TOURISTS, Roles(ranked, after, ("frame",))
        return None
    for phrase, indicator in _LISTS.items():
        if phrase in words and ranked and (whose := _list_owner(row, phrase.split()[0])) and not whose.same(ranked):
            return indicator, Roles(whose, ranked, ("frame",))
    return None


def _list_owner(row: Row, noun: str) -> Party | None:
    """Whose list "Kenya's trading partners" or "the trading partners of Kenya" is."""
    for at, token in enumerate(row.tokens):
        if token.word.split()[0] != noun:
            continue
        before = next((row.tokens[k].country for k in range(at - 1, max(-1, at - 4), -1) if row.tokens[k].country), None)
        if before and (before.possessive or before.form is CountryForm.DEMONYM):
            return party_of(before)
        if row.word(at + 2) == "of" and at + 3 < len(row.tokens) and (after := row.tokens[at + 3].country):
            return party_of(after)
    return None
