"""Who stands before a verb: the walk left from the verb to its subject."""

from __future__ import annotations

from collections.abc import Sequence

from etl.events.acts import noun_list
from etl.events.clause import Clause, Subject
from etl.events.units import Head, Kind, Unit
from etl.events.words import word_list

_BODIES = frozenset(["commission", "committee", "council", "group", "board", "intergovernmental", "ministerial", "working"])
_BREAKS = word_list("breaks")
_RELATIONAL = word_list("relational")
_OPENS_ASIDE = frozenset(["which", "who", "whose", "where", "whom", "unlike", "like", "together", "along", "alongside", "joined"])
_COMPANIONS = frozenset(["together", "along", "alongside", "joined", "with"])
_LISTED = 60  # units that the list of a subject may have ("the United States, Australia, ... and Japan met")
_SINGULAR = frozenset(["has", "is", "was"])
_ASIDE = 36  # units that an aside between commas may have


def find_subject(clause: Clause, position: int) -> Subject:
    """Walk left from the verb group to its subject."""
    units = clause.units
    aside = _start_of_aside(units, position)
    if aside > 0:
        subject = find_subject(clause, aside - 1)
        if units[aside + 1].lower in _COMPANIONS:
            others = [side for unit in units[aside + 1 : position] if unit.prep in ("with", "alongside", "by") for side in unit.sides]
            subject.sides = tuple(dict.fromkeys((*subject.sides, *others)))
        return subject
    words: list[str] = []
    crossed_and = comma = False
    best: Subject | None = None
    fallback: int | None = None  # "a deployment of NATO troops", "a delegation of Kenyan officials"
    index = position
    steps = 0
    while index >= 0 and steps < 60:
        unit = units[index]
        steps += 1
        if unit.kind is Kind.SIDE:
            if unit.anaphor in ("thing", "person") and comma and "the" in words and not crossed_and:
                break  # "as it turned out, the council supported": who acts is named in between
            if unit.prep in ("", "that", "as") and unit.prep != "as":
                candidate = _as_subject(clause, index, words)
                if (
                    fallback is not None
                    and "and" in (other.lower for other in units[max(0, candidate.start) : fallback])
                    and _sends(units, fallback)
                ):
                    extra = _as_subject(clause, fallback, words).sides  # "Oman's minister and his colleague from Kenya"
                    candidate.sides += tuple(side for side in extra if side not in candidate.sides)
                if not crossed_and or candidate.private:
                    return candidate
                if best is None or (candidate.sides and index < best.start):
                    best = candidate
            elif unit.prep == "between" and not words:
                subject = _as_subject(clause, index, words)
                subject.between = True
                return subject
            elif fallback is None and not crossed_and and (unit.prep == "of" or _sends(units, index)):
                fallback = index
        elif unit.lower in ("said", "says") and len(words) > 1:
            break  # "Kono said banks would lend": the banks
        elif unit.lower == "but" and index == position and not words:
            crossed_and = True  # "will not sign but promised Oman to talk"
        elif unit.lower in _BREAKS or (unit.lower in ("”", "“", '"') and index != position and not words):
            break
        elif unit.lower in ("who", "which", "that"):
            antecedent = index - 1
            while antecedent >= 0 and units[antecedent].lower in (",", "(", ")"):
                antecedent -= 1
            if antecedent >= 0 and units[antecedent].kind is Kind.SIDE and unit.lower != "that":
                only = unit.lower == "which" and position + 1 < len(units) and units[position + 1].lower in _SINGULAR
                return (
                    Subject(clause.context.resolve(units[antecedent]), start=antecedent) if only else _as_subject(clause, antecedent, words)
                )
            if not (crossed_and and unit.lower == "which" and units[index - 1].lower == ","):
                break  # "condemned the crimes, which showed ..., and confirmed": the clause between belongs to the crimes
        elif unit.lower == "and" or (unit.lower == "," and words):
            crossed_and = crossed_and or (unit.lower == "and" and not words)
        comma = comma or unit.lower == ","
        if unit.kind is Kind.WORD and unit.lower != "and":
            words.append(unit.lower)
        index -= 1
    if best is not None:
        best.crossed = True
        return best
    if fallback is not None and units[fallback].anaphor:
        return Subject(words=tuple(words[:6]))  # "the rights of all parties will help"
    if fallback is not None and _is_private(units, fallback):
        return Subject(private=True, start=fallback, words=tuple(words[:6]))  # "companies of both countries"
    if fallback is not None:
        return _as_subject(clause, fallback, words)
    return Subject(words=tuple(words[:6]))


def _start_of_aside(units: list[Unit], position: int) -> int:
    """Where the comma stands that opens an aside closed at ``position`` ("Peru, which borders Chile, signed"); 0 when none does."""
    if position < 4 or units[position].lower != ",":
        return 0
    for index in range(position - 2, max(0, position - _ASIDE), -1):
        if units[index].lower == "," and (units[index + 1].lower in _OPENS_ASIDE or _names_companions(units, index + 1, position)):
            return index if units[index - 1].kind is Kind.SIDE and not units[index - 1].possessive else 0
        if units[index].lower in _BREAKS:
            return 0
    return 0


def _names_companions(units: list[Unit], start: int, stop: int) -> bool:
    """ "Malta, with Cyprus and Greece, pledged": nothing but names behind "with"."""
    return units[start].lower == "with" and all(unit.kind is Kind.SIDE or unit.lower in ("and", "the") for unit in units[start + 1 : stop])


def _sends(units: list[Unit], index: int) -> bool:
    """ "officers from India, Peru and Oman", "rebels in Yemen", "a delegation led by the Omani minister": whose people they are."""
    prep = units[index].prep
    if prep not in ("from", "in", "by"):
        return False
    before = [unit.lower for unit in units[max(0, index - 18) : index]]
    place = len(before) - 1 - before[::-1].index(prep) if prep in before else 0
    if prep == "by":
        return place > 0 and before[place - 1] in ("led", "headed")
    if any(word in _BREAKS or word in ("that", "which", "who") for word in before[place:]):
        return False
    people = noun_list("state_nouns") if prep == "from" else noun_list("locals")
    return place > 0 and before[place - 1] in people


def _is_coordinated(units: list[Unit], index: int, unit: Unit) -> bool:
    """Whether a word can stand between two coordinated subjects ("A of Norway, the new minister, and B of Peru")."""
    word = units[index]
    if word.lower == "," and index and units[index - 1].kind is Kind.DATE:
        return False
    if word.lower in ("and", ",", "&", "-", "–", "his", "her", "the", "then", "then-", "its", "or") or word.lower in noun_list("state"):
        return True
    if word.lower in _RELATIONAL or (
        units[index + 1].lower in _RELATIONAL and index and units[index - 1].lower in ("its", "their", "his", "her")
    ):
        return True  # "Argentina and its giant neighbour Brazil"
    named = word.lower == "of" and index + 1 < len(units) and units[index + 1].kind is Kind.SIDE and units[index + 1].prep == unit.prep
    return named or (word.raw_capital and word.kind is Kind.WORD and index > 0)


def _is_adjective_of_state(units: list[Unit], index: int) -> bool:
    """ "Guinea's transitional government and Sierra Leone": a word between a country and the body that stands for it."""
    word = units[index]
    if (
        word.kind is not Kind.WORD
        or index < 1
        or word.lower.endswith(("ed", "s"))
        or units[index + 1].lower not in noun_list("state_nouns")
    ):
        return False
    owner = units[index - 1]
    return owner.kind is Kind.SIDE and owner.head is Head.STATE


def _is_private(units: list[Unit], index: int) -> bool:
    near = [unit for unit in units[max(0, index - 3) : index] if unit.kind is Kind.WORD]
    return any(unit.lower in noun_list("private") and not (unit.raw_capital and unit.lower == "national") for unit in near)


def _is_of_both(units: list[Unit], index: int) -> bool:
    """ "the Omani-Kenyan commission": a body of two states."""
    joined = index >= 2 and units[index - 1].lower in ("-", "–") and units[index - 2].kind is Kind.SIDE
    return joined and units[index].head_word in _BODIES


def _as_subject(clause: Clause, index: int, words: Sequence[str]) -> Subject:
    units = clause.units
    unit = units[index]
    if unit.head is Head.PRIVATE:
        return Subject(private=True, start=index, words=(unit.head_word, *words))
    if unit.head is Head.THING and _is_of_both(units, index):
        both = (*clause.context.resolve(units[index - 2]), *clause.context.resolve(unit))
        return Subject(tuple(dict.fromkeys(both)), start=index - 2, words=(unit.head_word, *words))
    if unit.head is Head.THING or (unit.form == "city" and index + 1 < len(units) and units[index + 1].raw_capital):
        return Subject(start=index, words=(unit.head_word, *words))  # "Japan's efforts", "the Kigali Amendment"
    sides = list(clause.context.resolve(unit))
    people = {unit.person} if unit.person else set()
    start = index
    back = index - 1
    pronoun = bool(unit.anaphor)
    while back >= 0 and back > index - _LISTED:  # coordinated names to the left
        other = units[back]
        if other.kind is Kind.SIDE and other.prep == unit.prep and other.head in (Head.BARE, Head.STATE):
            sides += [side for side in clause.context.resolve(other) if side not in sides]
            people |= {other.person} if other.person else set()
            pronoun |= bool(other.anaphor)
            start = back
        elif not (_is_coordinated(units, back, unit) or _is_adjective_of_state(units, back)):
            break
        back -= 1
    words_after = tuple(words)
    return Subject(
        tuple(sides), people=frozenset(people), start=start, pronoun=pronoun, speaker=unit.anaphor == "speaker", words=words_after
    )
