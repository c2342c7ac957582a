"""What a row of the list of acts asks for besides its object: an infinitive, a place, "over", a text that is approved."""

from __future__ import annotations

from etl.events.acts import Row
from etl.events.clause import Clause, Subject
from etl.events.objects import has_noun
from etl.events.reading import Reading
from etl.events.units import Head, Kind, Unit

_TOWARD = frozenset(["to", "for", "with", "of", "on", "behind", "over", "in"])
_DETERMINING = frozenset(["a", "an", "the", "its", "their", "that", "his", "her"])


def has_what_it_needs(clause: Clause, row: Row, reading: Reading, subject: Subject, index: int, last: int, end: int) -> bool:
    """Whether what a row asks for besides its object follows the verb: an infinitive, a place, "out", a text."""
    units = clause.units
    match row.needs:
        case "in":
            rest = units[last + 1 : min(end, last + 8)]
            return not subject.pronoun and any(unit.lower in ("in", "to", "battling", "fighting", "searching") for unit in rest)
        case "out":
            return any(unit.lower in ("out", "back") for unit in units[last + 1 : min(end, last + 8)])
        case "over":
            return any(unit.lower in ("over", "back") for unit in units[last + 2 : min(end, last + 9)])
        case "abroad":
            return subject.start >= 0 and bool(subject.sides)
        case "in_something":
            return any(unit.lower in ("in", "on", "to", "against", "over", "with") for unit in units[last + 1 : min(end, last + 4)])
        case "officials":
            who = units[subject.start]
            return subject.start >= 0 and (who.head is Head.STATE or who.form == "person" or who.prep == "from")
        case "trial":
            return any(unit.lower in ("trial", "charges", "prosecution", "justice") for unit in units[last + 1 : end])
        case "to_visit":
            follow = [unit.lower for unit in units[last + 1 : min(end, last + 14)]]
            return "to" in follow and bool({"visit", "come", "attend"} & set(follow[follow.index("to") :]))
        case "together":
            words = [unit.lower for unit in units[last + 1 : min(end, last + 14)]]
            close = {"closer", "close", "even"} & set(words)  # "bring our nations closer together"
            return " to face " in " ".join(words) or "table" in words or ("together" in words and not close)
        case "blacklist":
            words = [unit.lower for unit in units[last + 1 : min(end, last + 10)]]
            return "from" in words[:5] and bool({"list", "blacklist"} & set(words))
        case "land":
            return _is_land(units, last)
        case "rings":
            return _is_all(units, last)
        case "to_official":
            return not _WISHES & {unit.lower for unit in units[last + 1 : last + 8]} and any(
                unit.kind is Kind.SIDE and (unit.form == "person" or unit.head is Head.STATE or unit.anaphor == "counterpart")
                for unit in units[last + 1 : min(end, last + 14)]
            )
        case "to_help":
            return any(
                units[number].lower == "to" and units[number + 1].lower in ("help", "assist", "support", "aid", "train")
                for number in range(last + 1, min(end, len(units) - 1))
            )
        case "assured":
            return any(unit.lower in ("that", "of", "it", "they", "there") for unit in units[last + 1 : min(end, last + 9)])
        case "of_support":
            return any(unit.lower in ("of", "for", "its", "their", "his", "her") for unit in units[last + 1 : min(end, last + 9)])
        case "jointly":
            return _is_joint(units, index, last, end)
        case "purpose":
            return any(unit.lower in ("to", "for") for unit in units[last + 1 : min(end, last + 8)])
        case "praise":
            return any(unit.lower in _TOWARD for unit in units[last + 1 : end])
        case "helped":
            return reading.passive or _is_act_of_help(units, reading, last)
        case "infinitive":
            return any(unit.lower == "to" for unit in units[last + 1 : min(end, last + 16)])
        case "soon_to":
            verb = after_to(units, last)
            return (
                verb < len(units)
                and units[verb].kind is Kind.WORD
                and units[verb].lower not in _DETERMINING
                and not units[verb].raw_capital
            )
        case "instrument":
            return (subject.pronoun and reading.passive) or speaks_of_text(clause, row, index, end)
    return True


_WISHES = frozenset(["condolences", "congratulations", "congratulation", "greeting", "greetings", "sympathy", "support", "solidarity"])
_LAND = frozenset(
    ["territory", "soil", "land", "waters", "airspace", "side", "province", "region", "border", "town", "city", "valley", "territories"]
)


def _is_land(units: list[Unit], last: int) -> bool:
    """ "withdrew from Kenya", "pulled out of Kenyan territory"; not from a treaty, a union, or Kenya's bank."""
    for unit in units[last + 1 : last + 4]:
        if unit.lower.endswith("ing"):
            return False  # "withdrew from defending Kenya"
        if unit.kind is Kind.SIDE:
            bare = unit.head is Head.BARE and not unit.possessive and unit.form == "name"
            return bare or unit.head_word in _LAND
    return False


def _is_all(units: list[Unit], last: int) -> bool:
    """ "called his Omani counterpart", not "called the Omani minister a liar": nothing is said of whom one calls."""
    for number in range(last + 1, min(len(units), last + 6)):
        if units[number].kind is Kind.SIDE:
            after = units[number + 1] if number + 1 < len(units) else None
            return after is None or after.kind is Kind.DATE or after.lower in _AFTER_A_CALL
    return False


_AFTER_A_CALL = frozenset([".", ",", "on", "about", "to", "after", "late", "early", "twice", "and", "for", "by", "last", "in", "again"])


def _is_joint(units: list[Unit], index: int, last: int, end: int) -> bool:
    """ "jointly built the tunnel", "built the tunnel jointly", "patrol together"."""
    near = [unit.lower for unit in units[max(0, index - 2) : index]] + [unit.lower for unit in units[last + 1 : min(end, last + 9)]]
    follows = [unit.lower for unit in units[last + 1 : min(end, last + 16)]]
    common = any(
        word in ("coordinated", "joint")
        and {"raid", "raids", "operation", "operations", "sweep", "swoop", "action"} & set(follows[at : at + 4])
        for at, word in enumerate(follows)
    )
    return common or "jointly" in near or "together" in near


def _is_act_of_help(units: list[Unit], reading: Reading, last: int) -> bool:
    """ "helped Nepal to rebuild": told as done, with whom right after; "helped by", "helps explain" are none."""
    after = units[last + 1 : last + 4]
    return reading.tense in ("past", "perfect", "pluperfect", "future") and any(unit.kind is Kind.SIDE for unit in after)


def speaks_of_text(clause: Clause, row: Row, index: int, end: int) -> bool:
    """Whether the clause names a text that can be ratified, or the sentence one that a cabinet or parliament approves."""
    units = clause.units
    last = units[min(end, len(units)) - 1].end
    if "approval" not in row.slots:
        return has_noun(clause.lowered, units[max(0, index - 25)].start, last, "instrument")
    body = has_noun(clause.lowered, units[0].start, units[-1].end, "approving")
    if units[index].lower.startswith(("back", "pass", "adopt", "endors", "authori")):  # of a parliament only: others back what they like
        body = has_noun(clause.lowered, units[max(0, index - 8)].start, units[index].start, "approving")
    return body and has_noun(clause.lowered, units[0].start, last, "approved_text")


def after_to(units: list[Unit], last: int) -> int:
    """Index of the verb of "offered on Friday to send": behind the "to" that follows soon; past the end when none does."""
    for number in range(last + 1, min(len(units) - 1, last + 6)):
        if units[number].lower == "to":
            return number + 1
        if units[number].kind is Kind.SIDE or units[number].lower in _DETERMINING | {"not", "never"}:
            break
    return len(units)
