"""The preposition that governs each side: "with" Japan, "to" the Kenyan people, none for a subject or object."""

from __future__ import annotations

from etl.events.acts import noun_list
from etl.events.units import Head, Kind, Unit, is_place
from etl.events.words import word_list

_AMOUNTS = word_list("amounts")
_STRICKEN = ("-stricken", "-torn", "-hit", "-ravaged", "-ridden", "-ruled", "-rich", "-poor", "-starved", "-hungry", "-battered", "-prone")
_SURE = frozenset(["with", "from", "between", "by", "for", "of", "against", "in"])  # before an adjective; after "to" it may be a verb
_ADJECTIVE = ("ous", "ful", "ish", "ern", "less", "al", "ic", "ist", "ed", "ary", "an", "ive", "y")
_AND = word_list("and")
_PREPOSITIONS = word_list("prepositions")
_DETERMINERS = word_list("determiners")
_RELATIONAL = word_list("relational")
_OWNING = frozenset(["its", "their", "his", "her", "our", "the", "a", "fellow"])


def find_prepositions(units: list[Unit]) -> None:
    """Set ``prep`` of each side: the word before its determiners and offices, shared along a list."""
    state = noun_list("state")
    for index, unit in enumerate(units):
        if unit.kind is not Kind.SIDE:
            continue
        back = index - 1
        while back >= 0:
            word = units[back]
            if (
                word.kind is Kind.WORD and (word.lower in _DETERMINERS or (word.lower in state and not _verb_like(units, back)))
            ) or _is_modifier(units, back):
                back -= 1
            elif (relation := _start_of_relation(units, back)) >= 0:
                back = relation
            elif word.lower == "of" and back and units[back - 1].lower in _AMOUNTS:
                back -= 2  # "thousands of Ukrainians"
            elif word.lower == "of" and _is_name_of(units, back):
                back -= 3  # "Benny Gantz of Israel"
            elif (
                word.lower in ("of", "for")
                and back
                and units[back - 1].lower in state
                and units[back - 1].lower not in ("people", "economy")
            ):
                back -= 2
            elif word.lower == '"' or word.lower in ("“", "‘", "(", "'"):
                back -= 1
            else:
                break
        if back < 0:
            continue
        word = units[back]
        if word.kind is Kind.WORD and word.lower in _PREPOSITIONS:
            unit.prep = "" if word.lower in _CONJUNCTIONS and _has_verb_after(units, index) else word.lower
        elif word.lower == "," and _is_in_town(units, index, back):
            unit.prep, unit.form = "in", "city"
        elif word.lower in _AND:
            unit.prep = _prep_of_list(units, index, back)
        elif word.kind is Kind.SIDE and word.sides and word.end + 1 >= unit.start:
            unit.prep = word.prep  # "Japan-Russia relations", "Israel Prime Minister X"


def _start_of_relation(units: list[Unit], index: int) -> int:
    """ "its giant neighbour Brazil", "its neighbour, Brazil": where the words before start, or -1 if no such noun stands there."""
    noun = index - 1 if units[index].lower == "," and index else index
    if units[noun].lower not in _RELATIONAL or units[noun].kind is not Kind.WORD:
        return -1
    if noun >= 2 and units[noun - 1].kind is Kind.WORD and units[noun - 2].lower in _OWNING:
        return noun - 2
    return noun - 1


def _is_modifier(units: list[Unit], index: int) -> bool:
    """ "to 300 Hungarians", "to drought-stricken Ethiopia", "with communist Cuba": what may stand before a name besides determiners."""
    word = units[index]
    if word.kind is not Kind.WORD or word.raw_capital:
        return False
    if word.lower[0].isdigit() or word.lower in _AMOUNTS or word.lower.endswith(_STRICKEN):
        return True
    if (
        index == 0
        or units[index - 1].lower not in _SURE
        or word.lower.endswith(("ing", "ly"))
        or word.lower in _PREPOSITIONS | _DETERMINERS
    ):
        return False
    return word.lower.endswith(_ADJECTIVE) and units[index + 1].kind is Kind.SIDE


def _is_name_of(units: list[Unit], of: int) -> bool:
    """Whether two words of a person's name stand before "of"; institutions are no persons ("the Exim Bank of China")."""
    names = units[max(0, of - 2) : of]
    return len(names) == 2 and all(
        unit.kind is Kind.WORD and unit.raw_capital and unit.lower not in _INSTITUTIONS and unit.lower not in noun_list("state")
        for unit in names
    )


_INSTITUTIONS = word_list("institutions")
_FINITE = frozenset(["has", "have", "had", "is", "was", "were", "are", "will", "would", "said"])
_CONJUNCTIONS = frozenset(["as", "after", "before", "since", "until", "than"])


def _has_verb_after(units: list[Unit], index: int) -> bool:
    """ "as Israel announced": the word before the side opens a clause."""
    after = [unit for unit in units[index + 1 : index + 4] if unit.kind is Kind.WORD]
    return any(unit.lower in _FINITE or unit.lower.endswith("ed") for unit in after)


def _is_in_town(units: list[Unit], index: int, comma: int) -> bool:
    """ "in Évian-les-Bains, France": a town that no list knows, and its country."""
    back = comma - 1
    while back >= 0 and comma - back < 5 and units[back].kind is Kind.WORD and units[back].raw_capital:
        back -= 1
    named = back < comma - 1 and back >= 0 and units[index].form == "name" and not units[index].possessive
    return named and units[back].lower in ("in", "at", "near", "outside", "from", "to")


def _prep_of_list(units: list[Unit], index: int, joint: int) -> str:
    """The preposition of the list that a side continues ("with Japan, China and Peru"); "" when the comma or "and" opens a clause."""
    state = noun_list("state")
    other = joint - 1
    while (
        other >= 0
        and units[other].kind is not Kind.SIDE
        and (units[other].lower in _AND or units[other].lower in state or units[other].lower in _DETERMINERS)
    ):
        other -= 1
    following = units[index + 1].lower if index + 1 < len(units) else ""
    if other >= 0 and units[other].kind is Kind.SIDE:
        if units[joint].lower == "and" and units[joint - 1].lower == "," and following in _FINITE and not _is_listed(units, other):
            return ""  # "to Malawi, and Tanzania has sent"
        if units[index].anaphor in ("person", "thing", "speaker") and units[joint - 1].lower == ",":
            return ""
        if units[joint].lower == "," and joint - 1 == other and is_place(units[other]):
            if units[index].form != "name" or units[index].sides != units[other].sides:
                return ""  # "In Moscow, China's president signed"
            units[index].form = "city"
            return "in"  # "in Kathmandu, Nepal"
        if units[joint].lower == "," and units[index].form == "person" and units[other].form != "person":
            return ""  # "As leaders gather in Peru, the Chinese president"
        if units[joint].lower == "," and following not in (",", "and", "or", "&") and units[index].head is not Head.STATE:
            return ""
        if units[other].prep == "of" and other > 1 and units[other - 2].kind is Kind.SIDE:
            return ""  # "King X of Morocco and President Y"
        if units[joint].lower == "," and units[index].form == "demonym" and units[other].form in ("name", "capital") and joint < 9:
            return ""  # "On a tip from Spain, French police arrested"
        return units[other].prep
    return _prep_of_group(units, joint - 1) if units[joint].lower == "and" else ""


def _is_listed(units: list[Unit], index: int) -> bool:
    """Whether a side is the second of a list, at least ("from Oman, Peru, and ...")."""
    return index >= 2 and units[index - 1].lower == "," and units[index - 2].kind is Kind.SIDE


def _prep_of_group(units: list[Unit], index: int) -> str:
    """ "talks involving six countries and Iran": the preposition before the words that "and" joins."""
    for back in range(index, max(-1, index - 12), -1):
        unit = units[back]
        if unit.kind is Kind.SIDE and unit.prep in ("between", "with") and back < index:
            return unit.prep  # "between the Oman Council for Trade (OCT) and the Kenya Institute"
        named = unit.raw_capital or unit.lower in ("(", ")", "of", "for", "the", "&")
        if index - back >= 4 and not named:
            return ""
        if unit.kind is Kind.SIDE and unit.head is not Head.BARE:
            return unit.prep  # "between an Israeli movement and the PLO"
        if unit.kind is not Kind.WORD and unit.lower not in ("(", ")"):
            return ""
        if unit.lower in ("with", "between", "involving", "among"):
            return unit.lower
    return ""


def _verb_like(units: list[Unit], index: int) -> bool:
    """Whether a word of the office list is used as a verb here ("the two states trade with ...")."""
    return units[index].lower in ("head", "heads", "state", "states") and index > 0 and units[index - 1].kind is Kind.SIDE
