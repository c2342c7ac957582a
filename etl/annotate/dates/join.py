"""Neighbouring expressions that are one: ranges ("from 2014 to 2017"), lists that share a year, "since 2001"."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.annotate.dates.atoms import Atom, rule
from etl.annotate.dates.meaning import Anchor, Between, DayOfWeek, Ending, Fixed, Meaning, Piece, Shift, Since, YearOf
from etl.annotate.dates.words import words
from etl.document import DateForm

_RANGE_GAP = re.compile(r"[ ]{0,2}(?:-|--|—)[ ]{0,2}|[ ]{1,2}(?:to|until|till|through|thru|up to)[ ]{1,2}(?:the[ ])?(?:end[ -]of[ ])?")
_AND_GAP = re.compile(r",?[ ]{1,2}and[ ]{1,2}(?:the[ ])?")
_LIST_GAP = re.compile(r",?[ ](?:and|or|&)[ ]|,[ ]|[ ]?[/-][ ]?|[ ](?:to|until|till|through)[ ](?:the[ ])?")
_OPENERS = rule(
    r"""(?:^|[^a-z])(
        (from|between|since|ever~since|starting~(?:in|from|on)|beginning~(?:in|from|on))[ ]
        (?:about~|around~|at~least~|as~early~as~|(?:the~)?(?:end|beginning|start)~of~|early~|late~|mid-)?(?:the~)?
    )$"""
)
_OPENER_REACH = 40
_IN_OPENERS = ("from", "between", "since", "ing ")
_LONGEST_GAP = 24
_ENDING_GAP = re.compile(r",?[ ](?:which[ ]|that[ ])?(?:ending|ended|ends?)[ ](?:on[ ]|in[ ])?(?:the[ ])?(?:last[ ]|next[ ])?")
_SEASON_GAP = re.compile(r"(?: (?:season|crop year|marketing year|fiscal year|financial year|year))? \(")
_QUARTER_NOUN = re.compile(r"[ ](?:quarter|period|half)(?![a-z])")


def join_atoms(low: str, atoms: list[Atom]) -> list[Atom]:
    """The atoms with ranges, shared years and openers put together, in reading order."""
    atoms = _share_years(low, atoms)
    joined: list[Atom] = []
    for atom in atoms:
        joined.append(atom)
        while len(joined) > 1 and (one := _pair(low, joined[-2], joined[-1])):
            joined[-2:] = [one]
    return [_with_opener(low, atom, joined[number - 1].end if number else 0) for number, atom in enumerate(joined)]


def _share_years(low: str, atoms: list[Atom]) -> list[Atom]:
    """Give "May" the year of "June 2016" in "in May and June 2016"."""
    shared = list(atoms)
    for number in range(len(shared) - 2, -1, -1):
        here, following = shared[number], shared[number + 1]
        if following.start - here.end > _LONGEST_GAP or not (isinstance(here.meaning, Piece) and isinstance(following.meaning, Piece)):
            continue
        one, other = here.meaning, following.meaning
        if one.year.anchor is Anchor.NONE and other.year.anchor is not Anchor.NONE and one.unit == other.unit != "year" and not one.which:
            gap = low[here.end : following.start]
            if _LIST_GAP.fullmatch(gap) and (one.index, one.day) < (other.index, other.day):
                shared[number] = replace(here, meaning=replace(one, year=other.year))
    return shared


def _pair(low: str, one: Atom, other: Atom) -> Atom | None:
    """The two as one expression, or None."""
    if other.start - one.end > _LONGEST_GAP:
        return None
    gap = low[one.end : other.start]
    if "\n" in gap:
        return None
    weekday = _weekday_of(one, other, gap, low)
    if weekday:
        return weekday
    if named := _in_year_of(one, other, gap):
        return named
    if (ending := _fiscal_ending(one, other, gap)) is not None:
        return ending
    if gap.endswith(" (") and _SEASON_GAP.fullmatch(gap) and (months := _fiscal_months(one, other, low)) is not None:
        return months
    if _quarter_of_months(one, other, gap):
        meaning = one.meaning
        if isinstance(other.meaning, Piece) and other.meaning.year.anchor is not Anchor.NONE:
            meaning = other.meaning
        return replace(one, end=other.end, form=DateForm.QUARTER, meaning=meaning)
    ranged = _RANGE_GAP.fullmatch(gap) or (_AND_GAP.fullmatch(gap) and _opener(low, one.start) == "between")
    ranged = ranged or _is_whole_year(one, other, gap, low)
    if not ranged or not _same_kind(one.meaning, other.meaning):
        return None
    first, last = one.meaning, other.meaning
    if isinstance(first, Piece) and isinstance(last, Piece) and last.year.anchor is Anchor.NONE and first.year.anchor is Anchor.NUMBER:
        later = (last.index, last.day) >= (first.index, first.day)
        last = replace(last, year=YearOf(Anchor.NUMBER, first.year.count + (not later)))
    form = DateForm.SPAN if one.form is not DateForm.DAY else DateForm.DAY
    end = other.end
    if isinstance(last, Piece) and last.unit == "months" and (noun := _QUARTER_NOUN.match(low, end)):
        end = noun.end()
    return Atom(one.start, end, form, Between(first, last), one.fiscal or other.fiscal, comparison=one.comparison)


def _same_kind(first: Meaning, last: Meaning) -> bool:
    if isinstance(first, Piece) and isinstance(last, Piece):
        return first.unit == last.unit or ({first.unit, last.unit} <= {"months", "year", "day"} and last.year.anchor is not Anchor.NONE)
    if isinstance(first, Fixed) and isinstance(last, Fixed):
        return True
    return isinstance(first, DayOfWeek) and isinstance(last, DayOfWeek) and not last.which


def _in_year_of(one: Atom, other: Atom, gap: str) -> Atom | None:
    """ "1985's fourth quarter", "last year's first half", "the 1986 third quarter"."""
    if gap != "'s " and not (gap == " " and other.form is DateForm.QUARTER):
        return None
    year, piece = one.meaning, other.meaning
    if not (isinstance(year, Piece) and isinstance(piece, Piece)):
        return None
    if year.unit != "year" or piece.unit == "year" or piece.year.anchor is not Anchor.NONE or piece.which:
        return None
    return replace(other, start=one.start, meaning=replace(piece, year=year.year), fiscal=one.fiscal or other.fiscal)


def _fiscal_ending(one: Atom, other: Atom, gap: str) -> Atom | None:
    """ "fiscal 1986/87 ending March", "five months of fiscal 1990/91 ending June 30": the year begins a month later."""
    closing = other.meaning
    if not one.fiscal or not _ENDING_GAP.fullmatch(gap) or not isinstance(closing, Piece) or closing.unit not in ("months", "day"):
        return None
    meaning, first_month = one.meaning, closing.index % 12 + 1
    if isinstance(meaning, Between) and isinstance(meaning.first, Piece) and meaning.first.unit == "year":
        year, length, start = meaning.first.year, 12, first_month
    elif isinstance(meaning, Piece) and meaning.unit == "months" and meaning.year.anchor is Anchor.NUMBER:
        year, length, start = meaning.year, meaning.length, (meaning.index - 1 + first_month - 1) % 12 + 1
    else:
        return None
    return replace(one, end=other.end, form=DateForm.MONTH, meaning=Piece(year, "months", start, length))


def _fiscal_months(one: Atom, other: Atom, low: str) -> Atom | None:
    """ "1985/86 (July-June)": the months from which to which the fiscal year runs."""
    run = other.meaning
    if low[other.end : other.end + 1] != ")" or not isinstance(run, Between):
        return None
    first, last = run.first, run.last
    if not (isinstance(first, Piece) and isinstance(last, Piece)):
        return None
    if first.unit != "months" or first.year.anchor is not Anchor.NONE or last.index % 12 + 1 != first.index:
        return None
    years = one.meaning
    if one.fiscal and isinstance(years, Between) and isinstance(years.first, Piece):
        meaning = Piece(years.first.year, "months", first.index, 12)
    elif isinstance(years, Piece) and years.unit == "months" and years.year.anchor is Anchor.NUMBER and years.index == 1:
        meaning = Piece(years.year, "months", first.index, years.length)  # "the first four months of 1986/87 (October-September)"
    else:
        return None
    return replace(one, end=other.end + 1, form=DateForm.MONTH, meaning=meaning)


def _is_whole_year(one: Atom, other: Atom, gap: str, low: str) -> bool:
    """Whether "(July/June)" names the twelve months of a crop year; "January/February" are two."""
    first, last = one.meaning, other.meaning
    if gap.strip() != "/" or low[one.start - 1 : one.start] != "(" or low[other.end : other.end + 1] != ")":
        return False
    return isinstance(first, Piece) and isinstance(last, Piece) and first.unit == "months" and last.index % 12 + 1 == first.index


def _quarter_of_months(one: Atom, other: Atom, gap: str) -> bool:
    """ "the October to December" + "fourth quarter"."""
    return (
        gap in (" ", ", ", " (")
        and isinstance(one.meaning, Between)
        and one.form is DateForm.SPAN
        and isinstance(other.meaning, Piece)
        and other.meaning.unit == "quarter"
    )


def _weekday_of(one: Atom, other: Atom, gap: str, low: str) -> Atom | None:
    """ "25 December (Monday)" and "last week on Monday"."""
    if not isinstance(other.meaning, DayOfWeek) or other.meaning.which:
        return None
    if (
        isinstance(one.meaning, Piece)
        and one.meaning.unit == "day"
        and one.meaning.weekday is None
        and gap.strip() in ("(", ",")
        and len(gap) <= 3
    ):
        end = other.end + (gap.strip() == "(" and low[other.end : other.end + 1] == ")")
        return replace(one, end=end, meaning=replace(one.meaning, weekday=other.meaning.index))
    if (
        isinstance(one.meaning, Shift)
        and one.meaning.unit == "week"
        and one.meaning.anchor is Anchor.PUBLICATION
        and gap.strip() in ("on", ", on", "")
    ):
        return replace(other, start=one.start, meaning=replace(other.meaning, week=one.meaning.count))
    return None


def _opener(low: str, start: int) -> str:
    match = _OPENERS.search(low, max(0, start - _OPENER_REACH), start)
    return match[2] if match else ""


def _with_opener(low: str, atom: Atom, floor: int) -> Atom:
    """ "since 2001" is one expression; so are "from 2014 to 2017" and "between ... and ..."."""
    first = max(floor, atom.start - _OPENER_REACH)
    stretch = low[first : atom.start]
    if not any(word in stretch for word in _IN_OPENERS):  # most dates by far
        return atom
    match = _OPENERS.search(low, first, atom.start)
    if not match:
        return atom
    word = match[2]
    if isinstance(atom.meaning, Between):
        return replace(atom, start=match.start(1)) if word in ("from", "between") else atom
    if word in ("from", "between") or not isinstance(atom.meaning, Piece | Fixed | DayOfWeek | Shift | Ending):
        return atom
    if isinstance(atom.meaning, Piece) and atom.meaning.year.anchor is Anchor.THE_YEAR:
        return atom
    before = low[max(0, match.start(1) - 50) : match.start(1)]
    return replace(atom, start=match.start(1), form=DateForm.SPAN, meaning=Since(atom.meaning), comparison=_looks_back(before))


def _looks_back(before: str) -> bool:
    """Whether a superlative governs: "the highest level since 2001"."""
    return bool(set(re.findall(r"[a-z]+", before)) & words().superlatives)
