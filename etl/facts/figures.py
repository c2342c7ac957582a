"""Candidate figures: quantities of the text, words of multiples ("doubled") and ranks ("third-largest")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from etl.document import CountryForm, Document, within
from etl.facts.lexicon import ORDINALS, CountedNoun, Lexicon, RankedNoun, normalise
from etl.facts.wordlist import words
from etl.model import Dimension, Quantity, Span

_ONE_OF = ("one of the ", "one of ", "among the ", "some of the ", "a ", "two of the ", "its ", "our ")
_UNITS = {"metric ton": "tonne", "ton": "tonne", "kilogram": "kg"}
_NO_UNITS = words("deficit surplus shortfall gap total tally increase rise drop fall decline figure level mark")
_OF_BEFORE = re.compile(
    r" (?:last (?:year|month|quarter)['’]s|the (?:level|figure|amount) (?:of|in|a)"
    r"|the (?:previous|preceding) (?:year|month|quarter)['’]s|the [$£€]?\d[\d.,]* ?(?:mln|million|bln|bn|billion)\b)"
)
_PLACE = attrgetter("span.start", "span.end")
_MONEY_SIGNS = frozenset("%$€£")
_FEW = 20  # fewer people than this are persons of a story
_TOPS = {"three": 3, "five": 5, "ten": 10}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the text that may become a fact.

    Attributes:
        form: "money", "percent", "multiple", "fraction", "rank", "count" or "bare".
        quantity: The quantity it comes from; None for words of multiples and ranks.
        counted: What its counted noun measures by itself ("300 companies"), else None.
        ranked: What its ranked noun measures, and the end of that noun in the text, else None.
    """

    span: Span
    value: Decimal
    unit: str | None
    form: str
    high: Decimal | None = None
    quantity: Quantity | None = None
    counted: CountedNoun | None = None
    ranked: RankedNoun | None = None
    noun_end: int = 0
    up_to: bool = False


def find_figures(document: Document, lowered: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """All candidate figures in reading order, never overlapping; words of multiples and ranks win over the numbers in them.

    ``lowered`` is the normalised text.
    """
    stretches = _near(lowered, lexicon)
    words = _merge(list(_multiples(document.text, stretches, lexicon)), list(_ranks(document.text, stretches, lexicon)))
    quantities = [figure for quantity in document.quantities if (figure := _of_quantity(quantity, document.text, lexicon))]
    quantities = [figure for figure in quantities if not _is_quarters(figure, document.text)]
    quantities = [_as_nationals(figure, document, lexicon) for figure in quantities]
    weak = [figure for figure in quantities if figure.form in ("time", "bare", "count")]
    strong = [figure for figure in quantities if figure.form not in ("time", "bare", "count")]
    dates = [date.span for date in document.dates if _MONEY_SIGNS.isdisjoint(date.span.of(document.text))]
    kept = _apart(weak, dates)
    return tuple(_merge(sorted([*strong, *kept], key=_PLACE), words))


def _merge(weak: Sequence[Figure], strong: Sequence[Figure]) -> list[Figure]:
    """Both lists in reading order, without the weak ones that overlap a strong one."""
    return sorted([*strong, *_apart(weak, [figure.span for figure in strong])], key=_PLACE)


def _apart(figures: Sequence[Figure], spans: Sequence[Span]) -> list[Figure]:
    """The figures that overlap none of the spans, which are in reading order."""
    if not spans:
        return list(figures)
    starts = [span.start for span in spans]
    kept = []
    for figure in figures:
        start, end = figure.span.start, figure.span.end
        after = bisect_left(starts, start)
        if not any(start < span.end and span.start < end for span in spans[max(0, after - 1) : after + 1]):
            kept.append(figure)
    return kept


def _of_quantity(quantity: Quantity, text: str, lexicon: Lexicon) -> Figure | None:
    counted = None
    start = quantity.span.start
    if text.startswith(("one of ", "One of "), start):  # what it is one of is no unit, and may name a country
        return Figure(Span(start, start + 3), quantity.value, None, "bare", None, quantity)
    unit, form = _UNITS.get(quantity.unit or "", quantity.unit), _form(quantity, text)
    value, high = quantity.value, quantity.high
    if unit in ("dls", "dlr", "dl"):
        return Figure(quantity.span, value, "USD", "money", high, quantity)
    if unit in ("pound-mass", "pound") and _is_sterling(quantity, text):
        return Figure(quantity.span, value, "GBP", "money", high, quantity)
    if form == "count" and unit and (noun := unit.lower().split()[-1]) in _NO_UNITS:
        at = quantity.span.of(text).lower().rfind(noun)
        end = quantity.span.start + len(quantity.span.of(text)[:at].rstrip()) if at > 0 else quantity.span.end
        return Figure(Span(quantity.span.start, end), value, None, "bare", high, quantity)
    if quantity.dimension in (Dimension.COUNT, Dimension.NONE):
        counted = _counted(quantity, text, lexicon)
        if counted:
            unit, form = counted.unit, "count"
    if form == "fraction" and _is_half_of_before(quantity, text):
        return Figure(quantity.span, value, "ratio", "multiple")
    if form == "fraction":
        value, high, unit = value * 100, high * 100 if high is not None else None, "percent"
    return Figure(quantity.span, value, unit, form, high, quantity, counted)


def _is_half_of_before(quantity: Quantity, text: str) -> bool:
    """Whether "half" is one of an earlier amount ("half last year's", "less than half the 4.58 billion of 1985"), no share."""
    if not text.startswith(("half", "Half", "HALF"), quantity.span.start):
        return False
    return _OF_BEFORE.match(text, quantity.span.end) is not None


def _is_sterling(quantity: Quantity, text: str) -> bool:
    """Whether pounds are money: counted by the billion, or by the million without "of" behind ("5 million pounds of coffee")."""
    words = quantity.span.of(text).lower()
    if "bn" in words or "billion" in words:
        return True
    return ("million" in words or "mln" in words) and not text.startswith(" of", quantity.span.end)


def _is_quarters(figure: Figure, text: str) -> bool:
    """Whether "three quarters" are those of a year ("in the first three quarters of 2021")."""
    if figure.form != "fraction" or "quarter" not in figure.span.of(text).lower():
        return False
    return text[max(0, figure.span.start - 7) : figure.span.start].lower().rstrip().endswith(("first", "last"))


def _as_nationals(figure: Figure, document: Document, lexicon: Lexicon) -> Figure:
    """The figure as a count of people where it counts a nation's and a verb says that they live or travel ("2,000 Nepalis work in")."""
    if figure.form not in ("count", "bare") or figure.counted or figure.value < _FEW:
        return figure
    start, end = figure.span.start, figure.span.end
    named = [m for m in within(document.countries, Span(start, end + 14)) if m.form is CountryForm.DEMONYM and not m.possessive]
    if not named or named[-1].span.end < end or document.text[end : named[-1].span.start].strip():
        return figure
    before = document.text[max(0, start - 30) : start].lower().split()[-3:]
    if noun := next((lexicon.hosting[word] for word in before if word in lexicon.hosting), None):
        return replace(figure, counted=noun, unit=noun.unit, form="count")
    for word in document.text[named[-1].span.end : named[-1].span.end + 48].lower().split()[:4]:
        word = word.rstrip(",")
        if noun := lexicon.doings.get(word):
            return replace(figure, counted=noun, unit=noun.unit, form="count")
        if word.endswith((".", ";", ":")):
            break
    return figure


def _form(quantity: Quantity, text: str) -> str:
    words = quantity.span.of(text).lower()
    match quantity.dimension:
        case Dimension.MONEY:
            return "money"
        case Dimension.PERCENT:
            return "percent"
        case Dimension.RATIO:
            if any(part in words for part in ("half", "third", "quarter", "fifth", "fourth", "tenth", "/", "sixth", "majority")):
                return "fraction"
            return "multiple"
        case Dimension.COUNT | Dimension.NONE:
            return "count" if quantity.unit else "bare"
        case Dimension.TIME:
            return "time"
    return "physical"


def _counted(quantity: Quantity, text: str, lexicon: Lexicon) -> CountedNoun | None:
    """The counted noun's indicator: by the unit, else by the last word of the quantity, else by a noun shortly after."""
    if quantity.unit and (counted := lexicon.counted.get(quantity.unit.lower())):
        return counted
    inside = quantity.span.of(text).lower().split()
    if inside and (counted := lexicon.counted.get(inside[-1].strip(".,"))):
        return counted
    if quantity.unit and (counted := lexicon.counted.get(quantity.unit.lower().split()[-1])):
        return counted
    if quantity.unit:
        return None
    after = text[quantity.span.end : quantity.span.end + 40].split(",")[0].split(".")[0].lower().split()
    if after[:1] == ["of"] and after[1:2] and after[1] in ("our", "its", "their"):
        after = after[2:]
    for word in after[:3]:
        if counted := lexicon.counted.get(word):
            return counted
        if word in ("of", "in", "to", "and", "from", "with", "for", "by"):
            return None
    return None


def _near(lowered: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Stretches of the text that may hold a rank or multiple: around each of their tell-tale words."""
    stretches: list[tuple[int, int]] = []
    for _, start, end in lexicon.telltales.find_matches_as_indexes(lowered):
        first, last = max(0, start - 24), min(len(lowered), end + 24)
        if stretches and first <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], last)
        else:
            stretches.append((first, last))
    return stretches


def _multiples(text: str, stretches: list[tuple[int, int]], lexicon: Lexicon) -> Iterator[Figure]:
    for match in _matches(lexicon.multiple_pattern, text, stretches):
        yield Figure(Span(*match.span()), lexicon.multiples[match[0].lower()], "ratio", "multiple")


def _matches(pattern: re.Pattern[str], text: str, stretches: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    return (match for first, last in stretches for match in pattern.finditer(text, first, last))


def _ranks(text: str, stretches: list[tuple[int, int]], lexicon: Lexicon) -> Iterator[Figure]:
    for match in _matches(lexicon.rank_pattern, text, stretches):
        before = text[max(0, match.start() - 12) : match.start()].lower()
        if before.rsplit(None, 1)[-1:] and before.split()[-1] in ("two", "three", "four", "five", "six", "ten", "most"):
            continue
        if before.endswith((" a ", " an ", " any ", " every ")) or before == "a ":
            continue  # "a leading investor" has no place
        if before.endswith(("one of the ", "one of ", "among the ", "some of the ", "among ")) or _is_one_of_owned(text, match.start()):
            continue
        start, end = match.span()
        if match["place"]:
            start = match.start("place")
            yield Figure(Span(start, end), Decimal(ORDINALS[match["place"].lower()]), "rank", "rank", noun_end=end)
            continue
        if match["rank"]:
            start = match.start("rank")
            yield Figure(Span(start, end), Decimal(ORDINALS[match["rank"].lower()]), "rank", "rank", noun_end=end)
            continue
        found = _ranked_noun(text, end, lexicon)
        if found is not None:
            noun, noun_end = found
            if match["top"] is None and text[end:noun_end].lower().split(" of ")[0].endswith("s"):
                continue  # "the world's largest economies" gives nobody a place
            yield Figure(Span(start, end), _place(match), "rank", "rank", ranked=noun, noun_end=noun_end, up_to=match["top"] is not None)


def _is_one_of_owned(text: str, start: int) -> bool:
    """Whether "one of China's largest ..." leaves the place open."""
    if (among := text.rfind("Among ", max(0, start - 30), start)) >= 0 and not set(",.;") & set(text[among:start]):
        return True
    before = text[max(0, start - 45) : start].lower()
    at = before.rfind("one of ")
    return at >= 0 and not set(",.;") & set(before[at:])


def _place(match: object) -> Decimal:
    groups = match.groupdict()  # type: ignore[attr-defined]
    if groups["top"]:
        top = groups["top"].lower()
        return Decimal(_TOPS.get(top, 0) or int(top))
    ordinal = (groups["ordinal"] or "first").lower()
    return Decimal(ORDINALS.get(ordinal, 0) or int(ordinal[:-2]))


def _ranked_noun(text: str, start: int, lexicon: Lexicon) -> tuple[RankedNoun, int] | None:
    """The ranked noun that begins within five words after ``start``, and its end."""
    after = normalise(text[start : start + 90]).split(".")[0].split(",")[0].replace("'s", "  ")
    words = list(_words(after))
    for first in range(min(6, len(words))):
        for length in (4, 3, 2, 1):
            if first + length <= len(words):
                begin, end = words[first][0], words[first + length - 1][1]
                noun = lexicon.ranked.get(" ".join(word for *_, word in words[first : first + length]))
                if noun:
                    return noun, start + end
        if words[first][2] in ("of", "in", "and", "to", "for", "with", "after", "is", "was", "that", "on"):
            return None
        del begin
    return None


def _words(text: str) -> Iterable[tuple[int, int, str]]:
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, at + len(word), word
        at += len(word)
