"""Which governing word a figure hangs on: the noun after it, the noun before it, the one carried from earlier."""

from __future__ import annotations

from dataclasses import dataclass

from etl.document import CountryForm
from etl.facts.context import Party
from etl.facts.figures import Figure
from etl.facts.lexicon import Governor, Lexicon
from etl.facts.tokens import Row, Token
from etl.facts.wordlist import words
from etl.model import Indicator

_FORWARD_STOPS = words(
    ", ; . : ( ) to from with at by than compared against after and or while for as on that which who when because if up "
    'down into between versus " “ ” – —'
)
_CAUSES = words("because due despite reflecting amid thanks owing excluding including supporting affecting following driven")
_INNER = words("on of in for from by to against into")
_SKIPPED = words("the its their all a an total u s . goods steel selected certain")
_ANAPHORS = frozenset({"this", "it", "that"})
_STATING = words(
    "compares compared is was were are represents represented has had reached stood stands exceeded included includes "
    "amounted totalled totaled marks marked accounts accounted came comes"
)
_PLAIN = words(
    "with from over about around nearly almost only some more than record estimated approximately total slightly sharply that would will"
)
_NOUNS = words("figure figures total number amount volume corresponding comparable")
_YEARLY = words("a year annually each per every annum yearly")
_EARNING = words("earned earns earn earning made makes netted gained received raised")
_AUXILIARIES = words("will would should could then also later since again only soon even still likely probably")
_CHANGES = words("increase rise growth decline drop fall jump surge reduction decrease gain hike boost expansion")
_FALLS = words("fall falls rise rises increase increases drop drops decline declines gain gains")
_DEGREES = words("year on - annual sharp big large huge overall real nominal net average fold")
_DETERMINERS = words("the a an its their our this that all total both overall")
_SAME_NOUN = words("value volume terms it them this these total amount number dollar dollars real nominal recent trade both bilateral")
_COINS = words("dollar franc mark yen pound rupee rouble ruble peso baht ringgit rupiah won yuan dinar lira krone crown rand currency")
_BEFORE_INFINITIVES = words("likely expected set due going able poised ready forecast projected unlikely bound sure")
_RELATIVES = frozenset({"which", "who", "whose", "where"})
_CLAUSE = frozenset({";", "while", "whereas", "but", "although", "though"})
_VERBS = words("is are was were stood stands reached totalled totaled amounted hit had has have")
_KNOWN_SUBJECTS = words(
    "figure figures total totals it they those that which this these latter former value volume country two countries "
    "government index amount cumulative number share growth surplus deficit gap increase rise"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A figure's governing word.

    Attributes:
        governor: What it says.
        index: Its token; the figure's own token where the counted noun governs, -1 where it stands in an earlier sentence.
        step: "after", "before", "own", "carried", "those", "deed", "growth", "told".
        sides: Reporter and partner, where the link itself tells them (a verb with both, the sentence before).
    """

    governor: Governor
    index: int
    step: str
    sides: tuple[Party | None, Party | None] | None = None


def link_figure(row: Row, index: int, lexicon: Lexicon, carried: Governor | None, *, list_item: bool) -> Link | None:
    """The governing word of the figure at token ``index``; None if no noun governs it."""
    figure = row.tokens[index].figure
    assert figure is not None
    before = _before(row, index, lexicon)
    after = (
        None
        if figure.form == "rank"
        else _after(row, index, lexicon, blocked=before is not None and before.governor.reason == "value of deals")
    )
    if figure.form == "multiple" and after and before and row.word(index) == "twice":
        return before
    if row.word(index - 1) == "which" and row.word(index - 2) == "of" and row.word(index + 1) in ("were", "was", "are", "is"):
        named = row.tokens[index + 2] if index + 2 < len(row.tokens) else None
        if named and named.governor and named.governor.indicator:
            return Link(named.governor, index + 2, "after")  # "of which 900 million were exports"
    if figure.counted and figure.counted.indicator is not Indicator.JOBS:
        return Link(Governor(figure.counted.indicator, parties=True), index, "own")
    if after and before and _is_share(row, index):
        same = after.governor.indicator is before.governor.indicator
        if before.governor.indicator is Indicator.TARIFF and not same:
            taxed = index - before.index <= 5 and "on" in (row.word(before.index + 1), row.word(before.index + 2))
            return before if taxed else after  # "tariffs on 80 percent of Kenyan exports"
        if same and after.governor.indicator is Indicator.GDP:
            return after
        if before.governor.indicator and (same or after.governor.indicator in (None, Indicator.GDP)) and row.word(index + 1) == "of":
            return before
        return after
    if figure.counted:
        return Link(Governor(Indicator.JOBS, parties=True), index, "own")
    if before is not None and after is not None and before.governor.balance and row.word(index - 1) == "of" and before.index == index - 2:
        return before  # "a deficit of 3 billion in its trade with Oman"
    if after is None and before is not None and _has_own_noun(row, index, lexicon):
        return Link(Governor(None, reason="change of something else"), before.index, "before")
    if after or before:
        return after or before
    listed = list_item and carried is not None and carried.indicator in (Indicator.AID, Indicator.LOAN) and row.word(index - 1) == ":"
    if carried and (listed or _is_anaphoric(row, index, lexicon)):
        return Link(carried, -1, "carried")
    return None


def _has_own_noun(row: Row, index: int, lexicon: Lexicon) -> bool:
    """Whether the change is one of a plain noun that follows ("invested 5 million, a threefold rise in public money")."""
    at = index + 1
    if row.word(index - 1) == "of" and row.word(index - 2) in _FALLS:  # "falls of 2 pct and 3 pct in private consumption"
        while at < index + 5 and (row.tokens[at : at + 1] and (row.tokens[at].figure or row.word(at) in ("and", ","))):
            at += 1
        at -= 1
    elif row.word(index - 1) == "and" and row.word(at) == "in" and index > 3 and row.word(index - 4) in _FALLS:
        at -= 1
    else:
        while at < index + 4 and row.word(at) in _DEGREES:
            at += 1
        if row.word(at) not in _CHANGES:
            return False
    if row.word(at + 1) not in ("in", "of"):
        return False
    for token in row.tokens[at + 2 : at + 6]:
        if token.date or token.country or token.governor or token.figure or token.word in _SAME_NOUN:
            return False
        if token.plain and token.word.isalpha() and token.word not in _DETERMINERS and not lexicon.direction(token.word):
            return True
    return False


def _is_share(row: Row, index: int) -> bool:
    figure = row.tokens[index].figure
    return figure is not None and figure.form in ("percent", "fraction") and row.word(index + 1) == "of"


def _after(row: Row, index: int, lexicon: Lexicon, *, blocked: bool) -> Link | None:
    """The governing noun in the figure's own noun phrase ("7 billion dlr trade surplus", "23 pct gain in car exports")."""
    figure = row.tokens[index].figure
    assert figure is not None
    changed = False
    words = 0
    crossed = False
    at = index + 1
    while at < min(len(row.tokens), index + 12):
        token = row.tokens[at]
        if token.governor:
            if blocked and crossed:
                return None
            if token.governor.reason and crossed and not changed:
                return None
            promised = any(row.word(k) in ("commitments", "deals", "pledges") for k in range(at, at + 5))
            if promised and token.governor.indicator is Indicator.TRADE_TOTAL:
                return None
            return Link(token.governor, at, "after")
        if token.word == "(" and at == index + 1:
            close = next((k for k in range(at, min(len(row.tokens), at + 8)) if row.word(k) == ")"), None)
            if close is None or not row.tokens[close + 1 : close + 2]:
                return None
            at = close + 1
            continue
        if token.figure:
            return None
        if token.word in ("in", "of"):
            following = row.tokens[at + 1] if at + 1 < len(row.tokens) else None
            if following is None or following.date:
                return None
            if token.word == "in" and not (changed or all(row.word(k) in _YEARLY for k in range(index + 1, at))):
                return None
            crossed = True
            at += 1
            continue
        if token.word in ("from", "through") and at == index + 1 and _earns(row, index):
            at += 1
            continue
        if token.word in _FORWARD_STOPS:
            return None
        if token.plain and token.word in _VERBS:
            return None
        if token.plain and lexicon.direction(token.word):
            if token.word.endswith("ed") or token.word in ("rose", "fell", "grew", "higher", "lower"):
                return None
            changed = True
        elif token.plain and token.word.isalpha() and token.word not in _SKIPPED:
            if token.word.endswith("ing") and token.word not in ("manufacturing", "existing", "remaining"):
                return None
            if (
                crossed
                and token.word.endswith("s")
                and not token.word.endswith(("ss", "'s"))
                and token.word not in ("goods", "services", "overseas", "textiles", "vehicles", "cars", "sales")
            ):
                return None
            words += 1
            if words > 4:
                return None
        at += 1
    return None


def _earns(row: Row, index: int) -> bool:
    """Whether the amount is what somebody earns ("earned about 3 billion from coffee exports")."""
    return any(row.word(at) in _EARNING for at in range(max(0, index - 4), index))


def _before(row: Row, index: int, lexicon: Lexicon) -> Link | None:
    """The nearest governing noun left of the figure that heads its phrase."""
    at = index
    while at > 0:
        at -= 1
        token = row.tokens[at]
        if token.word == "," and (opening := _aside_before(row, at, lexicon)) is not None:
            at = opening
            continue
        if (token.word == "those" and row.word(at + 1) in ("to", "from", "with", "of")) or (
            token.word == "that" and row.word(at + 1) in ("to", "from", "with")
        ):
            earlier = _before(row, at, lexicon)
            return Link(earlier.governor, at, "those") if earlier else None
        if token.plain and token.word in _COINS and at and row.tokens[at - 1].country:
            return Link(Governor(None, reason="currency"), at, "before")
        if (
            token.word == "number"
            and row.word(at + 1) == "of"
            and not any(t.governor or t.word in lexicon.counted for t in row.tokens[at + 2 : at + 5])
        ):
            nation = any(t.country and t.country.form is CountryForm.DEMONYM for t in row.tokens[at + 2 : at + 4])
            lives = nation and row.word(at + 3) in lexicon.doings  # "the number of Indians living in Oman"
            counts = Governor(lexicon.doings[row.word(at + 3)].indicator, parties=True) if lives else None
            return Link(counts or Governor(None, reason="number of something else"), at, "before")
        if token.plain and token.word in lexicon.counted and _is_number_of(row, at):
            return Link(Governor(lexicon.counted[token.word].indicator, parties=True), at, "before")
        if not token.governor:
            continue
        gap = _gap_between(row, at)
        if (
            (gap is not None or _between_totals(row, at))
            and token.governor.indicator is Indicator.TRADE_TOTAL
            and " and " not in token.word
        ):
            return Link(Governor(None, reason="gap between two totals"), at, "before")
        if _is_of_percentage(row, at, index):
            continue
        head = gap or _head(row, at)
        if head is None:
            continue
        governor = row.tokens[head].governor
        assert governor is not None
        if _foreign_subject(row, head, index, lexicon):
            return Link(Governor(None, reason="another subject"), head, "before")
        return Link(governor, head, "before")
    return None


def _aside_before(row: Row, comma: int, lexicon: Lexicon) -> int | None:
    """The comma that opens the relative clause closed by ``comma``, if the main verb follows ("the surplus, which ..., climbed to")."""
    after = row.word(comma + 1)
    if not (lexicon.direction(after) or after in lexicon.level):
        return None
    for at in range(comma - 1, max(-1, comma - 24), -1):
        if row.word(at) in (",", ";"):
            opening = row.word(at + 1) if not row.word(at + 1).endswith("ly") else row.word(at + 2)
            return at if opening in _RELATIVES or opening.endswith(("ated", "ked", "sed")) else None
    return None


def _is_of_percentage(row: Row, at: int, index: int) -> bool:
    """Whether the noun only says of what an earlier percentage is ("1.19 billion or 1.8 pct of GNP, from 1.79 billion")."""
    figure = row.tokens[index].figure
    if figure is None or figure.form != "money":
        return False
    before = at - 1 if row.word(at - 1) not in ("the", "its") else at - 2
    whole = row.tokens[before - 1].figure if before >= 1 and row.word(before) == "of" else None
    governor = row.tokens[at].governor
    return whole is not None and whole.form == "percent" and governor is not None and governor.indicator is Indicator.GDP


def _is_number_of(row: Row, at: int) -> bool:
    """Whether the counted noun is what "the number of" counts."""
    return any(
        row.word(back) == "of" and row.word(back - 1) in ("number", "flow", "numbers", "total")
        for back in range(at - 1, max(0, at - 6), -1)
    )


def _gap_between(row: Row, at: int) -> int | None:
    """The head of "the gap between exports and imports"."""
    for back in range(at - 1, max(0, at - 7), -1):
        if row.word(back) == "between" and row.tokens[back - 1].governor:
            return back - 1
        if row.tokens[back].figure or row.word(back) in (",", ";"):
            return None
    return None


def _between_totals(row: Row, at: int) -> bool:
    """Whether two totals are compared ("the gap between Fiji-Oman trade and Fiji-Togo trade")."""
    return any(row.word(back) == "between" and row.word(back - 1) in ("gap", "difference") for back in range(at - 1, max(0, at - 16), -1))


def _balance_reached(row: Row, at: int) -> bool:
    """Whether the noun is the balance that trade came to ("trade fell into a deficit of 5 billion")."""
    governor = row.tokens[at].governor
    if governor is None or not governor.generic:
        return False
    if row.word(at - 1) in ("a", "the") and row.word(at - 2) in ("into", "to", "in"):
        return True
    outer = next((row.tokens[back].governor for back in range(at - 1, max(-1, at - 6), -1) if row.tokens[back].governor), None)
    return row.word(at - 1) in ("in", "into") and outer is not None and outer.indicator is Indicator.TRADE_TOTAL


def _head(row: Row, at: int) -> int | None:
    """The head of the phrase that the governing token stands in; None if it only names a cause."""
    governing = row.tokens[at].governor
    if _balance_reached(row, at) or (governing is not None and governing.indicator is Indicator.TARIFF):
        return at
    for back in range(at - 1, max(-1, at - 6), -1):
        token = row.tokens[back]
        if token.word in _CAUSES:
            if token.word == "including" and _is_stated(row, at):
                return at  # "turnover was 13 million, including exports of 5 million"
            return None if any(t.governor and t.governor.indicator for t in row.tokens[:back]) else at
        if token.word == "by" and row.word(back + 1).endswith("ing"):
            return at  # "narrow the gap by cutting imports"
        if token.word == "to" and row.word(back - 1) in _BEFORE_INFINITIVES:
            return at  # "imports are likely to boost prices"
        if token.word == "with" and row.word(at + 1) in (
            "totalling",
            "totaling",
            "reaching",
            "amounting",
            "at",
            "worth",
            "growing",
            "rising",
        ):
            return at  # "a surplus with revenues totalling 3 million"
        if token.word in _INNER:
            for further in range(back - 1, max(-1, back - 4), -1):
                outer = row.tokens[further]
                if outer.governor:
                    return further
                if outer.figure and token.word == "on":
                    taxed = next((k for k in range(further - 1, max(-1, further - 5), -1) if row.tokens[k].governor), None)
                    if taxed is not None:
                        return taxed
                if outer.figure or outer.word in (",", ";"):
                    break
            if back >= 1 and row.word(back - 1) in _CAUSES:
                continue
            return at
        if token.governor or token.figure or token.word in (",", ";", "and", "or"):
            return at
    return at


def _is_stated(row: Row, at: int) -> bool:
    """Whether the amount of the noun at ``at`` follows it ("exports of about 5 million")."""
    return row.word(at + 1) in ("of", "at", "worth", ":") and any(token.figure for token in row.tokens[at + 2 : at + 4])


def _foreign_subject(row: Row, head: int, index: int, lexicon: Lexicon) -> bool:
    """Whether a clause with an unknown subject of its own stands between the governing word and the figure."""
    start = None
    for at in range(index - 1, head, -1):
        word = row.word(at)
        if word in _CLAUSE or (word == "and" and row.word(at - 1) == ",") or (word == "," and row.word(at + 1) == "the"):
            start = at + 1
            break
    if start is None:
        return False
    nouns = 0
    for at in range(start, index):
        token = row.tokens[at]
        if token.plain and (lexicon.direction(token.word) or token.word in _VERBS):
            return nouns > 0
        if token.word in _AUXILIARIES:
            continue
        if token.word in _KNOWN_SUBJECTS or token.governor or token.word in ("to", "from", "with", "in", "at", "by"):
            return False
        if token.plain and token.word.isalpha() and len(token.word) > 3:
            nouns += 1
    return False


def _is_anaphoric(row: Row, index: int, lexicon: Lexicon) -> bool:
    """Whether the sentence begins with a word that stands for an earlier figure's noun."""
    words = [token.word for token in row.tokens[: min(index, 4)]]
    if words[:1] in (["that"], ["those"]) and words[1:2] and words[1] in ("with", "to", "from"):
        return False  # "That with Oman was 3 million" has a partner of its own
    if not words or index > 12 or not any(word in _STATING or lexicon.direction(word) for word in words[1:]):
        return False
    if any(token.word in _CAUSES for token in row.tokens[:index]):
        return False  # "this was due to a 4 percent higher inflow"
    if sum(_is_noun(token, lexicon) for token in row.tokens[2:index]) > 1:
        return False
    return (
        words[0] in _ANAPHORS
        or (words[0] == "the" and len(words) > 1 and words[1] in _NOUNS)
        or (words[0] in ("in", "and", "but") and bool(set(words[1:3]) & {"it", "this"}))
    )


def _is_noun(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word may be a noun of its own: long, and neither a verb of change or level nor a small word."""
    word = token.word
    if not token.plain or len(word) <= 3 or not word.isalpha():
        return False
    return not (lexicon.direction(word) or word in lexicon.level or word in _PLAIN or word in _STATING)


def elided_unit_ok(figure: Figure) -> bool:
    """Whether a bare number is large enough to be an amount whose unit was left out."""
    return abs(figure.value) >= 1000
