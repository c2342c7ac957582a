"""A sentence as a row of tokens: figures, countries, people, dates, governing phrases, words and marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from etl.document import CountryMention, DateMention, Document, PersonMention, Sentence, within
from etl.facts.figures import Figure
from etl.facts.lexicon import Governor, Lexicon
from etl.facts.wordlist import words
from etl.model import Indicator, Span
from etl.wrapped import whole_sentences

LONGEST = 250
_HEADLINE = words("with from amid after over into than that")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|[^\w\s]")
_INSTITUTION = re.compile(
    r"(?:[Mm]inist(?:er|ry)|Department|Commission|Secretary|Bureau|Chamber|Council|Office|Directorate|Under ?secretary|Conference)"
    r" (?:of|for|on)(?: (?:[A-Z][\w-]+,?|and|of|the|for|&))* $"
)
_ABROAD = re.compile(r"(?: (?!to |from |in )\w[\w'.,-]*){0,8} (?:to|abroad|overseas)(?![\w-])")
_COMPOUNDS = ("weighted", "oriented", "led", "related", "based", "driven", "dependent", "restrict", "distort", "focus", "process", "bound")
_START = attrgetter("start")
FLOWS = frozenset({Indicator.EXPORTS, Indicator.IMPORTS, Indicator.TRADE_TOTAL, Indicator.TRADE_BALANCE})


@dataclass(slots=True, eq=False)
class Token:
    """One element of a sentence; ``word`` is the lower-case text, the other fields say what it is (at most one of them).

    Never changed once made; not declared frozen because there are many, and frozen ones are made at a third of the speed.

    Attributes:
        plain: Whether it is a mere word or mark: none of the fields before is set.
    """

    start: int
    end: int
    word: str
    figure: Figure | None = None
    country: CountryMention | None = None
    person: PersonMention | None = None
    date: DateMention | None = None
    governor: Governor | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's tokens in reading order; ``respectively`` if it pairs two lists with that word."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    respectively: bool = False

    def word(self, index: int) -> str:
        """The word at ``index``; empty beyond either end."""
        tokens = self.tokens
        return tokens[index].word if 0 <= index < len(tokens) else ""


class Phrases:
    """The governing phrases of one text, found in one pass."""

    def __init__(self, text: str, lowered: str, lexicon: Lexicon) -> None:
        self._text = text
        self.lowered = lowered
        self._spans: list[tuple[int, int, Governor]] = []
        for index, start, end in lexicon.automaton.find_matches_as_indexes(self.lowered):
            if (
                lexicon.governors[index].generic
                and text[start].isupper()
                and not text[start + 1].isupper()
                and start
                and text[start - 1] == " "
            ):
                continue  # "the Darien Gap"
            if lexicon.governors[index].abroad and not _ABROAD.match(self.lowered, end):
                continue  # a shop's sales
            governor: Governor | None = lexicon.governors[index]
            if start and self.lowered[start - 1].isalpha() and (space := self.lowered.find(" ", start, end)) > 0:
                start = space + 1  # "were exports" begins with no "re-exports"
                governor = lexicon.phrases.get(self.lowered[start:end])
            if governor is not None and self._stands_alone(start, end) and not self._is_modifier(start, end, lexicon):
                self._spans.append((start, end, governor))
        self._starts = [start for start, *_ in self._spans]
        self.speaks_of_trade = any(governor.indicator in FLOWS for *_, governor in self._spans if not governor.generic)

    def within(self, span: Span) -> list[tuple[int, int, Governor]]:
        """The phrases that start inside ``span``."""
        return self._spans[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _stands_alone(self, start: int, end: int) -> bool:
        text = self.lowered
        return not (start and (text[start - 1].isalnum() or text[start - 1] == "_")) and not (end < len(text) and text[end].isalnum())

    def _is_name(self, start: int, end: int) -> bool:
        """Whether the phrase is part of a proper name ("the Tech for Trade Alliance") rather than of a headline."""
        text = self._text
        if text[start].isupper() and not text[start + 1 : start + 2].isupper() and _INSTITUTION.search(text, max(0, start - 60), start):
            return True
        if not (text[start].isupper() and text[end : end + 2][1:].isupper()):
            return False
        before = text[max(0, start - 50) : start].rsplit("\n", 1)[-1].split()
        return any(
            word[:1].islower() and len(word) > 3 and word not in ("with", "from", "amid", "after", "over", "into", "than", "that")
            for word in before[-6:]
        )

    def _is_modifier(self, start: int, end: int, lexicon: Lexicon) -> bool:
        """Whether the phrase only modifies another noun ("trade minister", "export market")."""
        after = self.lowered[end : end + 32]
        if after.startswith("-"):
            return after[1:].startswith(_COMPOUNDS)
        if not after.startswith(" "):
            return False
        words = [word.strip(".,;:()\"'") for word in after.split(None, 3)[:3]]
        if not words:
            return False
        if (
            words[0] == "and"
            and len(words) > 1
            and words[1] in ("development", "industry", "commerce", "economic", "economy", "agriculture")
        ):
            return True
        if words[:2] == ["and", "investment"] and words[2:] and words[2] in lexicon.followers:
            return True  # "trade and investment projects"
        return words[0] in lexicon.followers or self._is_name(start, end)


def rows_with_figures(document: Document, figures: Sequence[Figure], phrases: Phrases) -> Iterator[Row]:
    """The sentences that hold a figure, as rows, in reading order."""
    at = 0
    for sentence in whole_sentences(document.sentences, document.text):
        while at < len(figures) and figures[at].span.end <= sentence.span.start:
            at += 1
        last = at
        while last < len(figures) and figures[last].span.start < sentence.span.end:
            last += 1
        if last > at:
            tokens = _tokens(document, sentence.span, figures[at:last], phrases)
            paired = "respectively" in phrases.lowered[sentence.span.start : sentence.span.end]
            for start in range(0, len(tokens), LONGEST):  # a table without full stops is read in pieces, so that time stays linear
                yield Row(sentence, tokens[start : start + LONGEST], paired)
            at = last


def row_of(document: Document, sentence: Sentence, phrases: Phrases) -> Row:
    """One sentence without its figures, as a row."""
    return Row(sentence, _tokens(document, sentence.span, (), phrases))


def _tokens(document: Document, span: Span, figures: Sequence[Figure], phrases: Phrases) -> tuple[Token, ...]:
    text = document.text
    marked: list[Token] = [Token(f.span.start, f.span.end, f.span.of(text).lower(), figure=f) for f in figures]
    marked = _add(marked, [Token(d.span.start, d.span.end, d.span.of(text).lower(), date=d) for d in within(document.dates, span)])
    governing = [Token(start, end, phrases.lowered[start:end], governor=governor) for start, end, governor in phrases.within(span)]
    countries = [
        Token(c.span.start, c.span.end, c.span.of(text).lower(), country=c)
        for c in within(document.countries, span)
        if not _is_excepted(text, c)
    ]
    people = [Token(p.span.start, p.span.end, p.span.of(text).lower(), person=p) for p in within(document.people, span)]
    marked = _add(_add(_add(marked, governing), countries), people)
    tokens: list[Token] = []
    at = span.start
    for token in marked:
        _add_plain(tokens, text, at, token.start)
        tokens.append(token)
        at = max(at, token.end)
    _add_plain(tokens, text, at, span.end)
    return tuple(tokens)


def _is_excepted(text: str, mention: CountryMention) -> bool:
    """Whether "non-" before the name says that all others are meant ("non-European Union countries")."""
    start = mention.span.start
    return text[max(0, start - 4) : start].lower() == "non-"


def _add(marked: list[Token], more: list[Token]) -> list[Token]:
    """Both lists in reading order, without those of ``more`` that overlap one of ``marked``."""
    if not more:
        return marked
    if not marked:
        return more
    starts = [token.start for token in marked]
    kept = list(marked)
    for token in more:
        after = bisect_left(starts, token.start)
        before_ends = after and marked[after - 1].end > token.start
        if not before_ends and not (after < len(marked) and marked[after].start < token.end):
            kept.append(token)
    kept.sort(key=_START)
    return kept


def _add_plain(tokens: list[Token], text: str, start: int, end: int) -> None:
    """Append the words and marks of ``text[start:end]``."""
    if start >= end:
        return
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        if word != "May":  # the month is no modal verb
            word = word.lower().replace("’", "'")
        tokens.append(Token(match.start(), match.end(), word, None, None, None, None, None, True))
