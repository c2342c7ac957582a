"""Finds date and period expressions in English text and says which days they mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from etl.annotate.dates.atoms import Atom
from etl.annotate.dates.context import Context, Place, most_named
from etl.annotate.dates.join import join_atoms
from etl.annotate.dates.marks import is_comparison, is_horizon, is_of_compared_amount, is_of_plan, points_ahead, words_before
from etl.annotate.dates.meaning import Anchor, Fixed, Meaning, Piece, Same, Since
from etl.annotate.dates.names import in_name
from etl.annotate.dates.periods import compatible, contains
from etl.annotate.dates.resolve import resolve
from etl.annotate.dates.scan import find_atoms, lowered
from etl.document import DateMention, Sentence
from etl.model import Basis, Period, Span

_PLANNING = timedelta(days=240)

__all__ = ["compatible", "contains", "find_dates"]


def find_dates(text: str, sentences: Sequence[Sentence], published: Period | None) -> tuple[DateMention, ...]:
    """The date and period expressions of a text in reading order, none overlapping.

    Relative ones are counted from ``published``; without it they have no period. Expressions that lean on another
    date ("the following month") take the nearest one before them.
    """
    low = lowered(text)
    atoms = [_named(text, low, atom) for atom in join_atoms(low, find_atoms(text, low))]
    starts = [sentence.span.start for sentence in sentences]
    places = [Place(atom.start, bisect_right(starts, atom.start)) for atom in atoms]
    context = Context(published, None if published else _main_year(low, atoms))
    mentions = []
    for number, (atom, place) in enumerate(zip(atoms, places, strict=True)):
        if isinstance(atom.meaning, Same) and atom.meaning.looks_ahead and context.year_of_sentence(place) is None:
            _look_ahead(low, atoms[number + 1 : number + 4], places[number + 1 : number + 4], place, context)
        mentions.append(_mention(low, atom, place, context, atoms[number - 1].end if number else -1))
    return tuple(mentions)


def _look_ahead(low: str, following: Sequence[Atom], places: Sequence[Place], here: Place, context: Context) -> None:
    """Take the date that follows in the sentence as context: "rose 5 percent year on year in the first half of 2024"."""
    for atom, place in zip(following, places, strict=True):
        if place.sentence != here.sentence or "\n" in low[here.position : place.position]:
            return
        if not (atom.in_name or isinstance(atom.meaning, Same)) and (period := resolve(atom.meaning, place, context, future=False)):
            context.remember(here, period, compared=False)
            return


def _named(text: str, low: str, atom: Atom) -> Atom:
    return replace(atom, in_name=True) if in_name(text, low, atom) else atom


def _mention(low: str, atom: Atom, place: Place, context: Context, previous_end: int) -> DateMention:
    """The mention of one atom; what it means becomes context for those after it."""
    before = words_before(low, atom)
    comparison = is_comparison(low, atom, before, previous_end)
    past = future = resolve(atom.meaning, place, context, future=False)
    if past is None or past.basis is not Basis.STATED:
        future = resolve(atom.meaning, place, context, future=True)
    if future != past and _is_soon(future, context.published) and points_ahead(low, atom, before):
        past = future
    if past and not atom.in_name and not comparison:
        context.remember(place, past, compared=_is_backward(atom.meaning) or is_of_compared_amount(low, atom, before))
    horizon = is_horizon(low, atom, before) and _ahead(future, context.published)
    return DateMention(Span(atom.start, atom.end), atom.form, past, future, atom.fiscal, atom.in_name, horizon, comparison)


def _is_soon(period: Period | None, published: Period | None) -> bool:
    """Whether a plan may be meant: "initially scheduled for October 24", written in November, was the October before."""
    return bool(period and published and period.start - published.end < _PLANNING)


def _ahead(period: Period | None, published: Period | None) -> bool:
    """Whether a period does not end before publication; unknown counts as ahead."""
    return period is None or published is None or period.end > published.start


def _main_year(low: str, atoms: Sequence[Atom]) -> int | None:
    return most_named(number for atom in atoms if (number := _stated_year(atom.meaning)) and _counts(low, atom))


def _counts(low: str, atom: Atom) -> bool:
    """Whether an absolute year may be the one that the article is about."""
    before = words_before(low, atom)
    return not (
        atom.in_name
        or is_horizon(low, atom, before)
        or is_of_plan(low, atom)
        or is_comparison(low, atom, before)
        or is_of_compared_amount(low, atom, before)
    )


def _is_backward(meaning: Meaning) -> bool:
    """Whether an expression itself steps back from another date: "a year earlier", "the previous year"."""
    if isinstance(meaning, Same):
        return meaning.count < 0 or meaning.year.count < 0
    return isinstance(meaning, Piece) and meaning.year.anchor is Anchor.CONTEXT and meaning.year.count < 0


def _stated_year(meaning: Meaning) -> int | None:
    """The absolute year of an expression, None if it names none."""
    if isinstance(meaning, Since):
        return _stated_year(meaning.first)
    if isinstance(meaning, Fixed):
        return meaning.period.start.year
    if isinstance(meaning, Piece) and meaning.year.anchor is Anchor.NUMBER:
        return meaning.year.count
    return None
