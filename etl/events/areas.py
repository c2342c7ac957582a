"""What an act is about: area words in its own words, not in titles, ministries or publications."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from etl.document import PersonMention
from etl.events.lexicon import Lexicon
from etl.model import Area, AreaMention, Span
from etl.terms.load import read_terms, require_keys

# Titles, ministries and speakers: "minister of economy, trade and industry", "foreign and defense ministers", "the Ministry of Health".
_OFFICE_OF = re.compile(
    r"(?:ministers?|ministry|ministries|secretary|secretaries|department|secretariat|commissioner|chamber|advis[eo]r|agency|deputy|bureau|"
    r"professor|institute|court|office)\s(?:of|for|on)\s(?:the\s)?(?:[\w-]+(?:,\s[\w-]+){0,3}(?:,?\s(?:and|&)\s[\w-]+){0,2})"
)
_OFFICE = re.compile(
    r"(?<![\w])(?:[\w-]+(?:,\s[\w-]+){0,2}\s(?:and|&)\s)?[\w-]+(?:\saffairs)?\s(?:ministers?|ministry|ministries|secretary|department|chiefs?|"
    r"advis[eo]rs?|officials?|correspondent|editor|commissioner|negotiators?|attach[eé]s?|chairman|experts?|ministerial|sources?|leaders?|"
    r"personnel|analysts?)(?!\w)"
)
# As they are written: "Minister of Policy Planning, Economic Affairs, Child and Youth Affairs".
_MINISTRY_OF = re.compile(
    r"(?:Minist(?:er|ers|ry|ries)|Secretary|Department|Commissioner|Committee|Commission|Council|Directorate|Chamber|Institute|Office)"
    r" (?:of|for|on) (?:the )?[A-Z][\w'’-]*(?:(?:,? (?:and|&) |, | )(?:the )?[A-Z][\w'’-]*){1,12}"
)
# A publication that speaks: "Israel Defense reported".
_PUBLICATION = re.compile(r"(?:[A-Z][\w&.'-]+ ){1,4}(?=reported|reports|writes|wrote|quoted)")


class AreaIndex:
    """The area words of one sentence, without those in offices, people's titles and publications; looked up when first asked for."""

    def __init__(self, text: str, lowered: str, sentence: Span, people: Sequence[PersonMention]) -> None:
        self._text, self._lowered, self._sentence, self._people = text, lowered, sentence, people
        self._found: list[tuple[AreaMention, bool]] | None = None

    def within(self, start: int, end: int) -> list[AreaMention]:
        """The area words in ``text[start:end]``; weak ones ("ties") only where no other area is named."""
        if self._found is None:
            self._found = list(self._find())
        inside = [(mention, weak) for mention, weak in self._found if mention.span is not None and start <= mention.span.start < end]
        strong = [mention for mention, weak in inside if not weak]
        return strong or [mention for mention, _ in inside]

    def _find(self) -> Iterator[tuple[AreaMention, bool]]:
        start, end = self._sentence.start, self._sentence.end
        part = self._lowered[start:end]
        hidden: list[tuple[int, int]] | None = None
        for left, right, meanings in _lexicon().find(part):
            if meanings[0][0] is None:
                continue
            if hidden is None:
                hidden = self._hidden(part)
            if not any(a <= left < b for a, b in hidden):
                span = Span(start + left, start + right)
                yield from ((AreaMention(area, span), weak) for area, weak in meanings if area is not None)

    def _hidden(self, part: str) -> list[tuple[int, int]]:
        start, end = self._sentence.start, self._sentence.end
        hidden = [match.span() for pattern in (_OFFICE_OF, _OFFICE) for match in pattern.finditer(part)]
        hidden += [match.span() for pattern in (_MINISTRY_OF, _PUBLICATION) for match in pattern.finditer(self._text[start:end])]
        return hidden + [(person.span.start - start, person.span.end - start) for person in self._people]


def distinct(mentions: Sequence[AreaMention]) -> tuple[AreaMention, ...]:
    """One mention per area: the first that has words, in the order in which the areas appear."""
    best: dict[Area, AreaMention] = {}
    for mention in mentions:
        if mention.area not in best or (best[mention.area].span is None and mention.span is not None):
            best[mention.area] = mention
    return tuple(best.values())


@cache
def _lexicon() -> Lexicon[tuple[Area | None, bool]]:
    terms = read_terms("areas")
    entries: list[tuple[str, tuple[Area | None, bool]]] = []
    for row in terms["area"]:
        require_keys("areas", row, ("code", "words", "example"))
        weak = frozenset(row.get("weak", ()))
        entries += [(phrase, (Area(row["code"]), phrase in weak)) for phrase in row["words"]]
    for row in terms["none"]:
        entries += [(phrase, (None, False)) for phrase in row["words"]]
    return Lexicon(entries)
