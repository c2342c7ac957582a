"""Which dates of a sentence can be the date of an act in it."""

from __future__ import annotations

from etl.document import DateForm, DateMention
from etl.events.acts import Row
from etl.events.clause import Clause
from etl.events.reading import Reading
from etl.events.units import Kind, Unit, is_place
from etl.events.words import word_list
from etl.model import Act

_SMALL = word_list("prepositions") | word_list("stops_head") | word_list("adverbs") | word_list("breaks")


def find_dates_of(clause: Clause, row: Row, index: int, last: int, end: int, reading: Reading) -> list[DateMention]:
    """Dates that can be the act's, nearest first: of its clause, not of what is agreed or planned in it."""
    units = clause.units
    found: list[tuple[int, DateMention]] = []
    content = row.topic == "all" or row.act in (Act.AGREED_TO, Act.PLAN_ANNOUNCED, Act.URGED, Act.INVITED, Act.REQUESTED, Act.ENDORSED)
    infinitive = units[last].lower in ("to", "will", "would")  # "announced plans to deploy them in 2023"
    for number, unit in enumerate(units):
        if (
            number > last
            and unit.lower == "to"
            and unit.kind is Kind.WORD
            and number + 1 < len(units)
            and units[number + 1].kind is Kind.WORD
        ):
            infinitive = True
        if unit.kind is not Kind.DATE or unit.date is None:
            continue
        date = unit.date
        if "approval" in row.slots and number < index:
            continue  # the dates of what is approved
        if date.in_name or date.horizon or date.comparison:
            continue
        if (
            number > last
            and content
            and (infinitive or (row.topic == "all" and number > last + 2 and not _follows_place(units, number)))
            and reading.tense != "future"
        ):
            continue
        if number >= end and number > 2:
            continue
        if number and (
            units[number - 1].lower == "(" or (units[number - 1].lower == "of" and number > 1 and units[number - 2].raw_capital)
        ):
            continue  # "(1999-2004)", "the Minsk Package of Measures of 2015"
        if date.form is DateForm.YEAR and _is_in_name(units, number):
            continue
        if (
            _of_report(units, number)
            or clause.lowered[unit.end : unit.end + 2] in ("'s", "’s")
            or _of_other_verb(clause, number, index, last, row.kind == "noun")
        ):
            continue
        if _is_attribute(units, number, index):
            continue
        if number > last and units[number - 1].lower == "for" and date.form in (DateForm.YEAR, DateForm.SPAN):
            continue  # "signed a programme for 2003-2006"
        if number > last and (_of_earlier_deed(units, last, number) or (row.act is Act.ENDORSED and _of_praised(units, last, number))):
            continue
        if number and units[number - 1].kind is Kind.DATE and units[number - 1].lower.endswith("ago"):
            continue  # "one year ago this week"
        found.append((abs(number - index) + (8 if number < index and number > 2 else 0), date))
    return [date for _, date in sorted(found, key=lambda pair: (pair[0], pair[1].span.start))]


def find_date_of_picture(clause: Clause, reading: Reading) -> list[DateMention]:
    """ "The sultan shakes hands with the president as he arrives in Lima on Nov. 15, 2022.": the day that ends a caption in the present."""
    closing = next((unit for unit in reversed(clause.units[-2:]) if unit.date is not None), None)
    if reading.tense != "present" or closing is None or closing.date is None or closing.date.form is not DateForm.DAY:
        return []
    return [closing.date] if closing.lower[-4:].isdigit() else []


def _follows_place(units: list[Unit], number: int) -> bool:
    """ "discussed oil in Luanda on Wednesday": where and when, both of the act."""
    return number >= 2 and units[number - 1].lower == "on" and units[number - 2].kind is Kind.SIDE and is_place(units[number - 2])


def _is_attribute(units: list[Unit], number: int, index: int) -> bool:
    """ "the 1974 framework", "the January 19 ceasefire": tells which one, not when; but "the 2019 summit" is the summit's own."""
    if not 0 < number < len(units) - 1 or units[number - 1].lower not in ("the", "its", "their", "that", "a"):
        return False
    following = units[number + 1]
    if following.kind is not Kind.WORD or following.lower in _SMALL or following.lower.endswith("ed"):
        return False
    return not number < index <= number + 4


def _of_earlier_deed(units: list[Unit], last: int, number: int) -> bool:
    """ "held talks, following an agreement between the banks in May": the date of what came before."""
    return any(unit.lower in ("following", "since", "under") for unit in units[last + 1 : max(last + 1, number - 2)])


def _of_praised(units: list[Unit], last: int, number: int) -> bool:
    """ "congratulated him on his victory on May 3": the date of what is praised."""
    return any(unit.lower in ("on", "for", "over", "after", "of", "upon", "with") for unit in units[last + 1 : number - 1])


def _is_in_name(units: list[Unit], number: int) -> bool:
    """ "the German 2022 G7 Presidency"."""
    if not 0 < number < len(units) - 1:
        return False
    return units[number + 1].raw_capital and units[number - 1].kind is not Kind.WORD


def _of_other_verb(clause: Clause, number: int, index: int, last: int, is_noun: bool) -> bool:
    """Whether a date belongs to another act's words, which stand nearer ("who arrived on Sunday, will meet")."""
    units = clause.units
    if number > last and any(unit.lower in ("who", "which", "that") for unit in units[last + 1 : number]):
        return True
    if number < index:
        if _after_participle(units, number):
            return True
        between = [place for place in clause.verbs if number < place < index]
        before = [place for place in clause.verbs if place < number]
        joined = units[index - 1].lower == "and" or (index > 1 and units[index - 2].lower == "and")
        if joined and not (before and units[index - 1].lower in ("has", "have")):
            return False
        if not before or between:
            return bool(between)
        return any(unit.lower in (",", "and", "–", ")") for unit in units[number + 1 : index]) and not any(
            unit.lower in (",", "and") for unit in units[before[-1] : number]
        )
    return not is_noun and any(last < place < number for place in clause.verbs)  # "talks are set to begin on Wednesday"


def _after_participle(units: list[Unit], number: int) -> bool:
    """ "who was abducted in 2023": the date of another deed, told before."""
    back = number - 1
    while back >= 0 and units[back].lower in ("in", "on", "since", "late", "early", "the", "back"):
        back -= 1
    return back >= 0 and units[back].kind is Kind.WORD and units[back].lower.endswith("ed") and units[back].lower not in ("united", "need")


def _of_report(units: list[Unit], number: int) -> bool:
    """Whether a date says when the report came ("Israel Defense reported in June", "said on Monday")."""
    for back in range(number - 1, max(-1, number - 4), -1):
        word = units[back].lower
        if word in ("reported", "reports", "quoted"):
            return True
        if units[back].kind is Kind.WORD and word not in ("in", "on", "late", "early", "here", "today", "the"):
            return False
    return False
