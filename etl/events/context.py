"""Who "they", "the two leaders", "he", "it" and "I" are at one point of an article."""

from __future__ import annotations

from collections.abc import Sequence

from etl.document import CountryForm, CountryMention, PersonMention
from etl.events.units import Head, Kind, Side, Unit, is_place

# How many sentences back a pair may have been told of, for "they" and for "the two leaders".
_NEAR_PRONOUN = 4
_NEAR_PHRASE = 15
_NEAR_SINGLE = 10  # for "he" and "it"


_SIZES = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6}
_HEADS = frozenset(["ruler", "leader", "dictator", "strongman", "monarch", "spokesman", "envoy", "emir", "king", "queen", "sultan"])  # "he"


class Context:
    """What the article has said so far about its sides; updated sentence by sentence."""

    def __init__(self, speakers: dict[int, tuple[Side, ...]] | None = None, home: Side | None = None, *, cabinet: bool = False) -> None:
        self.home = home
        self.cabinet = cabinet
        self.pair: tuple[Side, ...] = ()
        self._dyad: tuple[Side, ...] = ()  # the last two that did something with each other, for "both" and "the two"
        self.previous: tuple[Side, ...] = ()
        self._person: tuple[Side, ...] = ()
        self._thing: tuple[Side, ...] = ()
        self._person_at = self._thing_at = 0  # the sentences that last spoke of them
        self._speakers = {} if speakers is None else speakers
        self._current: list[Unit] = []
        self._sentence = -1
        self._paired = -1  # the sentence that last told of the pair

    def enter(self, units: list[Unit], sentence: int) -> None:
        """Start a sentence; its own names come before those of earlier sentences."""
        self._current = units
        self._sentence = sentence

    def pass_by(self, sentence: int, people: Sequence[PersonMention], countries: Sequence[CountryMention]) -> None:
        """Remember who a sentence that tells no act speaks of."""
        self._sentence = sentence
        named = [Side(country.name, country.iso3) for country in countries if country.iso3 and country.form is CountryForm.NAME]
        for person in people:
            if person.country_name:
                self._person, self._person_at = (Side(person.country_name, person.iso3),), sentence
                named += self._person
        if countries and countries[0].form is CountryForm.NAME:
            self._thing, self._thing_at = (Side(countries[0].name, countries[0].iso3),), sentence
        sides = tuple(dict.fromkeys(named))
        if sides:
            self.previous = sides
        if len(sides) == 2 and not self.pair:
            self.pair = self._dyad = sides
            self._paired = sentence

    def leave(self, told: Sequence[frozenset[Side]], one_sided: Sequence[frozenset[Side]] = ()) -> None:
        """Remember a sentence: ``told`` are the parties of what sides did together, ``one_sided`` of what one did to the other."""
        units = self._current
        named: list[Side] = []
        for unit in units:
            if unit.kind is Kind.SIDE and not unit.anaphor and unit.head in (Head.BARE, Head.STATE) and not is_place(unit):
                named += [side for side in unit.sides if side not in named]
                if unit.person and unit.sides:
                    self._person, self._person_at = unit.sides, self._sentence
                if unit.prep == "" and unit.form in ("name", "bloc", "organisation", "capital"):
                    self._thing, self._thing_at = unit.sides, self._sentence
        named = [side for side in named if side.iso3 is not None]
        self.previous = tuple(sorted(told[-1], key=lambda side: side.name)) if told else tuple(named)
        if self.pair and self._sentence - self._paired <= _NEAR_PHRASE and any(unit.anaphor == "pair" for unit in units):
            self._paired = self._sentence
        groups = [group for group in told if len(group) >= 2]
        if groups:
            self.pair = tuple(sorted(groups[0], key=lambda side: side.name))
            self._dyad = self.pair if len(self.pair) == 2 else self._dyad
            self._paired = self._sentence
        elif not self.pair and (len(named) == 2 or (one_sided and len(one_sided[0]) == 2)):
            self.pair = self._dyad = tuple(named) if len(named) == 2 else tuple(sorted(one_sided[0], key=lambda side: side.name))
            self._paired = self._sentence

    def resolve(self, unit: Unit) -> tuple[Side, ...]:
        """The sides that a side unit stands for; empty when nothing before says it."""
        match unit.anaphor:
            case "":
                return unit.sides
            case "pair":
                return self._pair_for(unit)
            case "home":
                return (self.home,) if self.home is not None else ()
            case "counterpart":
                before = [side for other in self._before(unit) for side in other.sides]
                return tuple(side for side in self.pair if side not in before) if set(before) & set(self.pair) else ()
            case "person":
                return self._last(unit, person=True) or self._recent(self._person, self._person_at)
            case "thing":
                own = self._last(unit, person=False)
                return own if own or self._is_said_by_another(unit) else self._recent(self._thing, self._thing_at)
            case _:
                return self._speakers.get(self._sentence, ())

    def _recent(self, sides: tuple[Side, ...], sentence: int) -> tuple[Side, ...]:
        """Who was spoken of, if not too long ago: in between somebody may have come whom no list knows."""
        return sides if self._sentence - sentence <= _NEAR_SINGLE else ()

    def _is_said_by_another(self, unit: Unit) -> bool:
        """ "The firm said it had held talks": who "it" is, the sentence says, though no list knows the firm."""
        return any(other.lower in ("said", "says") for other in self._before(unit))

    def _pair_for(self, unit: Unit) -> tuple[Side, ...]:
        size = next((_SIZES[word] for word in unit.lower.split() if word in _SIZES), 0)
        listed = self._group(self._before(unit))
        if size > 2:
            told = self.pair if len(self.pair) == size and self._sentence - self._paired <= _NEAR_PHRASE else ()
            return listed if len(listed) == size else told
        if unit.lower == "they" and len(listed) > 2:
            return listed
        named = self.sentence_pair(self._before(unit)) or self.between(unit)
        if named:
            return named
        again = any(other.anaphor == "pair" for other in self._before(unit))
        near = _NEAR_PRONOUN if unit.lower in ("they", "them", "each other", "one another") and not again else _NEAR_PHRASE
        pair = self._dyad if size == 2 else self.pair
        if pair and self._sentence - self._paired <= near:
            return pair
        return self._plural(unit) if unit.lower == "they" else ()

    def between(self, unit: Unit) -> tuple[Side, ...]:
        """The sides of "between A and B" in the sentence of "both countries"."""
        return self.sentence_pair([other for other in self._current if other.prep == "between" and other is not unit])

    def speaker_of(self, sentence: int) -> tuple[Side, ...]:
        """The side of the person quoted in the sentence; empty when nobody is."""
        return self._speakers.get(sentence, ())

    def sentence_pair(self, units: list[Unit]) -> tuple[Side, ...]:
        """The two sides named among ``units``, when there are exactly two."""
        named: list[Side] = []
        for unit in units:
            if (
                unit.kind is Kind.SIDE
                and not unit.anaphor
                and unit.head in (Head.BARE, Head.STATE)
                and unit.prep in ("", "with", "between", "by", "of")
                and not is_place(unit)
            ):
                named += [side for side in unit.sides if side not in named]
        return tuple(named) if len(named) == 2 else ()

    def _group(self, units: list[Unit]) -> tuple[Side, ...]:
        """The sides named among ``units`` as those who act, or whose leaders do; no places and no topics."""
        named = [
            side
            for unit in units
            if unit.kind is Kind.SIDE
            and not unit.anaphor
            and unit.head in (Head.BARE, Head.STATE)
            and unit.prep in ("", "with", "between", "of", "from")
            and not is_place(unit)
            for side in unit.sides
            if side.iso3 is not None
        ]
        return tuple(dict.fromkeys(named))

    def _before(self, unit: Unit) -> list[Unit]:
        return [other for other in self._current if other.start < unit.start]

    def _plural(self, unit: Unit) -> tuple[Side, ...]:
        """ "The Fijian rebels said they ...": the plural subject named before in the sentence."""
        for other in self._before(unit):
            if other.kind is Kind.SIDE and not other.anaphor and other.prep == "" and other.head_word.endswith("s"):
                return other.sides
        return ()

    def _last(self, unit: Unit, *, person: bool) -> tuple[Side, ...]:
        """The subject named earlier in the same sentence."""
        for other in self._current:
            if other.start >= unit.start:
                break
            if (
                other.kind is Kind.SIDE
                and not other.anaphor
                and other.prep == ""
                and ((other.form == "person" or other.head_word in _HEADS) is person)
                and other.head in (Head.BARE, Head.STATE)
            ):
                return other.sides
        return ()
