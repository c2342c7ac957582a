"""How a figure is stated: level, change, share, multiple; whether it is the main figure or the one compared with; its sign."""

from __future__ import annotations

from dataclasses import dataclass, replace

from etl.facts.lexicon import Governor, Lexicon
from etl.facts.products import load_goods
from etl.facts.revisions import is_revised
from etl.facts.tokens import Row
from etl.facts.wordlist import CLAUSE_BREAKS, words
from etl.model import Indicator, Kind

_FILLERS = words(
    "dismal cumulative all time new high additional yet currently overall staggering level combined possible potential "
    "impressive solid net gross no low a an the about around some only just nearly almost over record provisional revised "
    "estimated approximately seasonally adjusted roughly well sharply slightly already unadjusted further another whopping "
    "massive huge modest mere average actual downwards upwards upwardly downwardly newly initial least much steep strong total"
)
_QUALITIES = words("likely expensive competitive efficient productive often effective costly powerful and or in on at to for by")
_WAYS = (Indicator.EXPORTS, Indicator.IMPORTS)
_OWNED = words("the a its their our s 's '")
_BOUNDS = words("above past beyond below")  # "climb above 5 billion" ends at a level
_UP_VERBS = words(
    "racked ran run runs running set sets made makes making make built builds piled chalked opened opens signed ended ends wound backed "
    "held summed summing drew drawn turned followed follows buying bought snapped take takes took taken taking"
)
_MEASURES = words("value level volume size")
_GOING = words("went go goes came come comes was were is are")
_TAKING = words("bought took takes buys absorbed received supplied sold")
_SIZES = frozenset({"high", "large", "big", "much", "many", "great"})
_GROUP_WORDS = frozenset({"or", "(", "—", "-", "–", ","})
_SMALL = words("the a an of in its at for on")
_SHARE_OF_SKIPPED = frozenset({"each", "these"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a figure is stated.

    Attributes:
        kind: None if the words around it do not say.
        direction: +1, -1 of a change; 0 if none.
        base: The figure of the period compared with ("from 3 billion", "against 4 pct").
        joined: Said together with the figure before ("rose 3 billion or 12 pct to 28 billion").
        step: The rule that decided.
        revised: An earlier word on the same period ("cut its forecast to 2.7 pct from 4.4 pct"); then it is no base.
    """

    kind: Kind | None
    direction: int = 0
    base: bool = False
    joined: bool = False
    step: str = ""
    revised: bool = False


def read_kind(
    row: Row, index: int, governor: Governor | None, previous: Reading | None, previous_index: int | None, lexicon: Lexicon
) -> Reading:
    """The reading of the figure at token ``index``; ``previous`` is the reading of the figure before it in the sentence."""
    figure = row.tokens[index].figure
    assert figure is not None
    left = left_word(row, index)
    joined = _is_joined(row, index, previous_index)
    base = (_is_base(row, left, index, lexicon) and not _is_other_flow(row, index, governor)) or (
        previous is not None and previous.base and previous_index is not None and _continues_base(row, previous_index, index, lexicon)
    )
    if base and is_revised(row, index):
        earlier = _by_words(row, index, left, governor, previous, lexicon, base=False, joined=joined)
        if previous is not None and joined and previous.kind is not None:
            earlier = replace(earlier, kind=previous.kind, direction=previous.direction)
        return replace(earlier, revised=True)
    return _by_words(row, index, left, governor, previous, lexicon, base=base, joined=joined)


def _by_words(
    row: Row, index: int, left: int, governor: Governor | None, previous: Reading | None, lexicon: Lexicon, *, base: bool, joined: bool
) -> Reading:
    """The reading by the words beside the figure, where it is known whether it is compared with and whom it is joined to."""
    figure = row.tokens[index].figure
    assert figure is not None
    near, before = row.word(left), row.word(left - 1)
    if figure.form == "multiple":
        return _multiple(row, index, left, lexicon, base=base, joined=joined)
    right = _direction_after(row, index, lexicon) or _below_that(row, index, lexicon)
    if figure.form in ("percent", "fraction"):
        return _percent(row, index, left, right, governor, previous, lexicon, base=base, joined=joined)
    if right and not _is_level_word(near):
        return Reading(Kind.CHANGE_ABS, right, base, joined, step="change-noun")
    if near == "by" and (direction := direction_before(row, left, lexicon)):
        return Reading(Kind.CHANGE_ABS, direction, base, joined, step="by")
    if base and _is_over_the(row, left):
        return Reading(Kind.LEVEL, 0, base, joined, step="level")
    totals = near in ("adding", "added") and row.word(left + 1) == "up"
    moves = (
        not (totals or row.word(index - 1) in _BOUNDS)
        and near not in ("more", "less", "above", "below", "additional", "fewer")
        and not (near == "up" and _is_particle(row, left))
    )
    if moves and (direction := lexicon.direction(near)):
        return Reading(Kind.CHANGE_ABS, direction, base, joined, step="verb")
    if near == "of" and (direction := lexicon.direction(before)) and not row.tokens[left - 1].governor:
        return Reading(Kind.CHANGE_ABS, direction, base, joined, step="change-of")
    if near == "or" and previous and previous.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT) and joined:
        return Reading(Kind.CHANGE_ABS, previous.direction, previous.base, joined, step="or")
    if near in ("to", "at") and previous and joined:
        return Reading(Kind.LEVEL, 0, base=False, joined=True, step="to")
    return Reading(Kind.LEVEL, 0, base, joined, step="level")


def left_word(row: Row, index: int) -> int:
    """The index of the first telling token left of a figure, past hedges, articles and dates."""
    figure = row.tokens[index].figure
    hedge = figure.quantity.hedge if figure and figure.quantity else None
    at = index - 1
    while at >= 0:
        token = row.tokens[at]
        inside_hedge = hedge is not None and hedge.start <= token.start < hedge.end
        if inside_hedge and token.start >= hedge.start and token.word != "to":  # type: ignore[union-attr]
            at -= 1
            continue
        if inside_hedge and token.word == "to":
            at -= 1
            continue
        if token.word == "than" and row.word(at - 1) in ("more", "less", "fewer", "greater", "higher") and _starts_amount(row, at - 1):
            at -= 2
            continue
        if token.date:
            at -= 1
            if row.word(at) in ("in", "of", "during", "for", "over", "the", "since", "by", "last", "(") and row.word(at) != "by":
                at -= 1
            if row.word(at) in ("in", "during", "for", "over"):
                at -= 1
            if row.word(at) == "'s":
                at -= 1
            continue
        if token.word in _FILLERS or token.word in ("'s", "'", "s", "$"):
            at -= 1
            continue
        if (token.word == "up" and row.word(at + 1) == "to") or (token.word == "to" and row.word(at - 1) in ("close", "up")):
            at -= 1
            continue
        if token.word == "close" and row.word(at + 1) == "to":
            at -= 1
            continue
        break
    return at


def _starts_amount(row: Row, at: int) -> bool:
    """Whether "more than" bounds the amount, rather than comparing ("was more than in 1985")."""
    return row.word(at) in ("more", "less", "fewer", "greater") or row.word(at - 1) in ("was", "were")


def _is_particle(row: Row, at: int) -> bool:
    """Whether "up" belongs to a verb that says nothing of a rise ("racked up another 1.4 billion in surplus")."""
    return row.word(at - 1) in _UP_VERBS or (row.word(at + 1) == "to" and row.word(at - 1) in ("adding", "adds", "added", "add"))


def _below_that(row: Row, index: int, lexicon: Lexicon) -> int:
    """The direction of "20 million, or 8 percent, below those of 2019" for both figures; 0 without it."""
    at, said_twice = index + 1, row.word(index - 1) == "or"
    while at < min(len(row.tokens), index + 5) and (row.word(at) in (",", "or", "(", ")") or row.tokens[at].figure):
        said_twice = said_twice or row.word(at) == "or"
        at += 1
    if not said_twice or row.word(at) not in ("below", "above", "lower", "higher"):
        return 0
    return lexicon.direction(row.word(at)) if row.word(at + 1) in ("those", "that", "than", "the", "its") else 0


def _is_level_word(word: str) -> bool:
    return word in ("to", "at", "from")


def _is_joined(row: Row, index: int, previous_index: int | None) -> bool:
    """Whether only "or", "to", a bracket or a comma with a verb form stands between this figure and the one before."""
    if previous_index is None:
        return False
    between = row.tokens[previous_index + 1 : index]
    if any(token.governor and token.governor.indicator and token.governor.balance is None for token in between):
        return False
    if any(token.word in CLAUSE_BREAKS or token.country for token in between):
        return False
    words = [token.word for token in between if token.plain and token.word not in _FILLERS]
    commas = words.count(",")
    return len(words) <= 6 and commas <= 1 and "and" not in words


def _is_base(row: Row, left: int, index: int, lexicon: Lexicon) -> bool:
    """Whether the figure is what the main figure is compared with."""
    word = row.word(left)
    if word in ("against", "with", "to") and _is_of_other_country(row, index):
        return False
    if word == "from" and row.word(left - 1).startswith("rang"):
        return False
    if word in ("above", "below") and any(token.date for token in row.tokens[left + 1 : index]):
        return True  # "well above October's revised 56 billion"
    if word in lexicon.comparison:
        if word == "after" and row.tokens[left + 1].word == "all":
            return False
        return not (word == "from" and _from_is_place(row, left, index))
    if lexicon.direction(word) and _is_over_the(row, left):
        return True
    if word in ("with", "to") and row.word(left - 1) in ("compared", "comparing", "compares", "comparison"):
        return True
    if word in ("with", "to") and row.tokens[left - 1].date and row.word(left - 2) in ("compared", "compares"):
        return True
    if word == "of" or (row.tokens[left].governor if left >= 0 else None) or (lexicon.direction(word) and left > 0):
        further = left - 1
        while (
            further >= 0
            and further > left - 7
            and (
                row.word(further) in _FILLERS
                or row.tokens[further].governor
                or row.tokens[further].date
                or row.word(further) in ("of", "drop", "fall", "rise", "increase", "decline", "growth", "'s", "'", "s", "in")
            )
        ):
            further -= 1
        return further >= 0 and (
            row.word(further) in ("after", "against", "versus", "from")
            or (row.word(further) in ("with", "to") and row.word(further - 1) in ("compared", "compares"))
        )
    if word in ("on", "over") and row.word(left - 1) in ("up", "down"):
        return True
    if word in ("double", "twice", "triple") or any(
        t.figure and t.word in ("double", "twice", "triple") for t in row.tokens[max(0, left - 1) : left + 1]
    ):
        return True
    if word == "(":
        return False
    return word == "previously" or (word == "put" and row.word(left - 1) == "originally")


def _is_of_other_country(row: Row, index: int) -> bool:
    """Whether another country or good is compared with, not another time ("against 13.9 percent for China", "... for coffee")."""
    at = index + 2 if row.word(index + 2) != "the" else index + 3
    if row.word(index + 1) != "for" or at >= len(row.tokens):
        return False
    return row.tokens[at].country is not None or (row.tokens[at].plain and row.word(at) in load_goods().nouns)


def _is_other_flow(row: Row, index: int, governor: Governor | None) -> bool:
    """Whether the other direction is compared with, not another time ("exports of 702 million compared with imports of 1.08 billion")."""
    if governor is None or governor.indicator not in _WAYS:
        return False
    at = next((k for k in range(index - 1, max(-1, index - 9), -1) if row.word(k).startswith("compar")), None)
    if at is None or not any(token.governor is governor for token in row.tokens[at:index]):
        return False
    before = next((token.governor.indicator for token in reversed(row.tokens[:at]) if token.governor and token.governor.indicator), None)
    dated = any(token.date for token in row.tokens[at : index + 5])
    return before in _WAYS and before is not governor.indicator and not dated


def _is_over_the(row: Row, left: int) -> bool:
    """Whether a change is counted from the figure ("a large increase over the 159 million deficit of May")."""
    return row.word(left + 1) in ("over", "on", "from") and row.word(left + 2) in ("the", "last", "its")


def _continues_base(row: Row, first: int, index: int, lexicon: Lexicon) -> bool:
    """Whether "and" adds a second base ("against 12 pct a year ago and 2 pct in the previous quarter")."""
    between = row.tokens[first + 1 : index]
    if not any(token.word == "and" for token in between):
        return False
    for token in between:
        if token.word in ("to", ",", ";", "while", "but", "by", "with") or (
            token.governor and token.governor.indicator and token.governor.balance is None
        ):
            return False
        if (
            token.plain
            and (lexicon.direction(token.word) or token.word in ("was", "were", "is", "are"))
            and token.word not in ("decline", "growth", "fall", "rise", "drop", "increase")
        ):
            return False
    return True


def _from_is_place(row: Row, left: int, index: int) -> bool:
    return any(token.country for token in row.tokens[left + 1 : index])


def _direction_after(row: Row, index: int, lexicon: Lexicon) -> int:
    """The direction of a change noun right after the figure ("23 pct gain", "3 billion higher than", "15 pct more goods")."""
    figure = row.tokens[index].figure
    figure_is_percent = figure is not None and figure.form == "percent"
    for offset in (1, 2, 3):
        word = row.word(index + offset)
        if word in (
            "-",
            "year",
            "on",
            "annual",
            "overall",
            "real",
            "sharp",
            "percent",
            "percentage",
            "point",
            "points",
            "nominal",
            "further",
            "average",
            "yearly",
            "annualised",
        ):
            continue
        if index + offset < len(row.tokens) and row.tokens[index + offset].date and "on" in word:
            continue
        if word in ("up", "down"):
            return lexicon.direction(word) if offset == 1 and row.word(index + 2) in ("on", "from", "over") else 0
        if word in ("more", "less", "fewer"):
            following = row.word(index + offset + 1)
            sized = figure_is_percent and following.isalpha() and following not in _QUALITIES
            traded = following in ("from", "to") and any(row.word(at) == "than" for at in range(index + offset + 2, index + offset + 12))
            return lexicon.direction(word) if following == "than" or sized or traded else 0
        return 0 if word in ("loss", "contract") else lexicon.direction(word)
    return 0


def direction_before(row: Row, left: int, lexicon: Lexicon, limit: int = 14) -> int:
    """The nearest direction left of ``left`` in the same clause; 0 if there is none."""
    for at in range(left, max(-1, left - limit), -1):
        token = row.tokens[at] if at >= 0 else None
        if token is None or token.word in CLAUSE_BREAKS:
            return 0
        if (
            token.plain
            and (direction := lexicon.direction(token.word))
            and not (token.word in ("adding", "added") and row.word(at + 1) == "up")
            and token.word not in ("more", "above", "below", "less", "contract", "up")
        ):
            return direction
        if token.governor and (direction := lexicon.direction(token.word.rsplit(" ", 1)[-1])):  # "economy contracted"
            return direction
        if token.word == "up" and row.word(at + 1) != "to" and not _is_particle(row, at):
            return 1
    return 0


def _percent(
    row: Row,
    index: int,
    left: int,
    right: int,
    governor: Governor | None,
    previous: Reading | None,
    lexicon: Lexicon,
    *,
    base: bool,
    joined: bool,
) -> Reading:
    near, before = row.word(left), row.word(left - 1)
    measured = governor.indicator if governor else None
    figure = row.tokens[index].figure
    assert figure is not None
    if (right and measured is not Indicator.TARIFF) or right < 0:
        return Reading(Kind.CHANGE_PCT, right, base, joined, step="change-noun")
    if near == "by" and (direction := direction_before(row, left, lexicon)):
        return Reading(Kind.CHANGE_PCT, direction, base, joined, step="by")
    if row.word(index + 1) != "of" and (direction := _signed(row, index)):
        return Reading(Kind.CHANGE_PCT, direction, base, joined, step="sign")
    after = row.word(index + 1)
    if near == "to" and previous and previous.base and previous.kind is Kind.SHARE:
        return Reading(Kind.SHARE, 0, base, joined, step="share-word")  # "its share fell from 21 percent to 13 percent"
    share_before = (
        near in lexicon.share
        or (near in ("for", "up", "to") and before in lexicon.share | {"made", "makes", "make", "making"})
        or _share_noun(row, left)
    )
    if after == "of" and row.word(index + 2) in ("its", "their") and any(row.word(at) in _MEASURES for at in range(index + 3, index + 6)):
        direction = lexicon.direction(near)  # "lost a third of their value"; but "fell to a fifth of its 2015 level" is no share
        return Reading(Kind.CHANGE_PCT, direction, base, joined, step="verb") if direction else Reading(None)
    if after == "of" and row.word(index + 2) not in _SHARE_OF_SKIPPED:
        return Reading(Kind.SHARE, 0, base, joined, step="share-of")
    if share_before or (row.word(0) == "of" and (near in _TAKING or after in _GOING)):  # "Of Kenya's exports, Peru bought 12 percent"
        return Reading(Kind.SHARE, 0, base, joined, step="share-word")
    if measured is Indicator.TARIFF and near in ("lower", "higher") and (row.word(left - 1) in _OWNED or row.tokens[left - 1].country):
        return Reading(Kind.LEVEL, 0, base, joined, step="tariff")  # "Kenya's lower 20 percent tariff"
    if measured is Indicator.TARIFF:
        if lexicon.direction(near) or (near in ("of", "between") and (lexicon.direction(before) or before == "of" or "cut" in before)):
            return Reading(Kind.CHANGE_PCT, lexicon.direction(near) or lexicon.direction(before) or -1, base, joined, step="tariff-change")
        return Reading(Kind.LEVEL, 0, base, joined, step="tariff")
    if base and previous and previous.kind in (Kind.SHARE, Kind.CHANGE_PCT) and not lexicon.direction(near):
        return Reading(previous.kind, previous.direction, base, joined, step="as-before")
    if measured is Indicator.GDP and near in ("to", "below", "above", "from", "at"):
        return Reading(Kind.CHANGE_PCT, 1, base, joined, step="growth")
    direction = lexicon.direction(near)
    if not direction and near == "of" and not row.tokens[left - 1].governor:
        direction = lexicon.direction(before)
    if direction:
        return Reading(Kind.CHANGE_PCT, direction, base, joined, step="verb")
    if near == "or" and previous and previous.kind in (Kind.CHANGE_ABS, Kind.CHANGE_PCT):
        return Reading(Kind.CHANGE_PCT, previous.direction, previous.base, joined, step="or")
    if direction := direction_before(row, left, lexicon, 12):
        return Reading(Kind.CHANGE_PCT, direction, base, joined, step="clause")
    if measured is Indicator.GDP or row.word(index + 1).startswith("year"):
        return Reading(Kind.CHANGE_PCT, 1, base, joined, step="growth")
    if previous and previous.kind is Kind.CHANGE_PCT and governor and not previous.base:
        return Reading(Kind.CHANGE_PCT, previous.direction, base, joined, step="ellipsis")
    if previous and previous.kind is Kind.SHARE:
        return Reading(Kind.SHARE, 0, base, joined, step="ellipsis")
    return Reading(None)


def _signed(row: Row, index: int) -> int:
    """The direction that a sign before a percentage gives ("(+8%)", "-8%", "plus 8 percent"); 0 without one."""
    figure = row.tokens[index].figure
    assert figure is not None
    if figure.value < 0:
        return -1
    sign = row.tokens[index].word[:1]
    if sign in "+-−–":
        return 1 if sign == "+" else -1
    before = row.word(index - 1)
    if before == "+":
        return 1
    if before in ("plus", "minus") and row.word(index - 2) in ("(", ",", "or"):
        return -1 if before == "minus" else 1
    return -1 if before in ("-", "−", "–") and row.word(index - 2) == "(" else 0


def _share_noun(row: Row, left: int) -> bool:
    """Whether "share" is the head of the clause's subject and no word of change by stands after it."""
    for at in range(left, max(-1, left - 22), -1):
        token = row.tokens[at] if at >= 0 else None
        if token is None or token.word in CLAUSE_BREAKS:
            return False
        if token.word in ("share", "proportion") and row.word(at + 1) in ("of", "in"):
            return row.word(left) != "by"
    return False


def _multiple(row: Row, index: int, left: int, lexicon: Lexicon, *, base: bool, joined: bool) -> Reading:
    figure = row.tokens[index].figure
    assert figure is not None
    word = row.tokens[index].word
    direction = -1 if figure.value < 1 else 1
    if figure.quantity is None and word == "double" and row.word(index + 1) in ("down", "digit", "-", "taxation"):
        return Reading(None)
    if any(row.word(at) in ("average", "rate") for at in range(index + 1, index + 5)):
        return Reading(None)  # "more than double the global average"
    if row.word(index + 1) == "as" and row.word(index + 2) in _SIZES:  # "twice as high as in 2019", but not "as Peru's"
        dated = any(token.date or token.word in ("before", "earlier", "ago") for token in row.tokens[index + 4 : index + 9])
        return Reading(Kind.MULTIPLIER, direction, base, joined, step="multiple") if dated else Reading(None)
    if figure.quantity is None:  # doubled, twice, ...
        if word == "twice" and row.word(index + 1) in (
            "a",
            "as",
            "in",
            "this",
            "before",
            "since",
            ".",
            ",",
            "during",
            "on",
            "with",
            "by",
            "to",
            "at",
        ):
            return Reading(None)
        return Reading(Kind.MULTIPLIER, direction, base, joined, step="multiple")
    if row.word(index + 1) in ("less", "fewer", "lower", "smaller"):
        return Reading(None)  # "2.2 times less"
    if row.word(index + 1) in ("as", "more", "faster", "larger", "bigger") and row.word(index + 2) in (
        "fast",
        "many",
        "likely",
        "as",
        "much",
        "large",
        "often",
    ):
        return Reading(None)
    if direction_before(row, left, lexicon, 10) or _direction_after(row, index, lexicon) or "fold" in word:
        return Reading(Kind.MULTIPLIER, direction, base, joined, step="multiple")
    return Reading(None)
