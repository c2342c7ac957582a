"""Lists in parallel: "exports and imports were 3 and 4 billion respectively", "to Chile and Peru ... 2 and 1 billion respectively"."""

from __future__ import annotations

from etl.document import CountryForm
from etl.facts.context import Party, party_of
from etl.facts.lexicon import Governor
from etl.facts.tokens import Row
from etl.model import Indicator

_JOINTS = frozenset({",", "and", "about", "some", "around", "nearly", "over", "by", "to", "a", "the", "of"})
_BOTH = {
    "exports and imports": (Indicator.EXPORTS, Indicator.IMPORTS),
    "imports and exports": (Indicator.IMPORTS, Indicator.EXPORTS),
    "export and import": (Indicator.EXPORTS, Indicator.IMPORTS),
    "import and export": (Indicator.IMPORTS, Indicator.EXPORTS),
}


def respective_place(row: Row, index: int) -> tuple[int, int] | None:
    """The place of the figure among the figures listed before "respectively", and how many there are; None outside such a list."""
    if not row.respectively or not any(token.word == "respectively" for token in row.tokens[index + 1 : index + 14]):
        return None
    listed = [index]
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(row.tokens) and (row.tokens[at].figure or row.word(at) in _JOINTS):
            if row.tokens[at].figure:
                listed.append(at)
            at += step
    listed.sort()
    return (listed.index(index), len(listed)) if len(listed) > 1 else None


def respective_governor(row: Row, index: int, governor: int) -> Governor | None:
    """The noun that stands at the figure's place in the list of nouns; None if the nouns are not listed in parallel."""
    place = respective_place(row, index)
    if place is None or governor < 0:
        return None
    position, count = place
    both = _BOTH.get(row.tokens[governor].word)
    if both and count == len(both):
        return Governor(both[position])
    nouns = [governor]
    at = governor - 1
    while at >= 1 and row.word(at) in ("and", ",") and (earlier := row.tokens[at - 1].governor) and earlier.indicator:
        nouns.insert(0, at - 1)
        at -= 2
    return row.tokens[nouns[position]].governor if len(nouns) == count else None


def respective_party(row: Row, index: int) -> Party | None:
    """The country that stands at the figure's place in the list of countries; None if they are not listed in parallel."""
    listed = _countries_listed(row, index)
    return listed[0][listed[1]] if listed else None


def respective_sides(row: Row, index: int, sides: tuple[Party | None, Party | None]) -> tuple[Party | None, Party | None]:
    """The two sides with the country at the figure's place put for the one of the list that stands among them."""
    listed = _countries_listed(row, index)
    if listed is None:
        return sides
    run, position = listed
    first, second = (side is not None and any(side.same(party) for party in run) for side in sides)
    return (run[position], sides[1]) if first else (sides[0], run[position]) if second else sides


def _countries_listed(row: Row, index: int) -> tuple[list[Party], int] | None:
    """The countries listed before the figures, one for each, and the place of the figure at ``index``."""
    place = respective_place(row, index)
    if place is None:
        return None
    position, count = place
    run: list[Party] = []
    for at in range(index - 1, -1, -1):
        token = row.tokens[at]
        if token.country and token.country.form is not CountryForm.CITY:
            run.insert(0, party_of(token.country))
            if row.word(at - 1) not in (",", "and", "the"):
                break
        elif run and token.word not in (",", "and", "the"):
            break
    return (run, position) if len(run) == count else None
