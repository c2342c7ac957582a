"""What an act is about: area words in its own words, not in titles, ministries or publications."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.document import PersonMention, within
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
# A publication that speaks: "Israel Defense reported".
_PUBLICATION = re.compile(r"(?:[A-Z][\w&.'-]+ ){1,4}(?=reported|reports|writes|wrote|quoted)")


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """All area words of one text, in reading order."""

    starts: tuple[int, ...]
    mentions: tuple[AreaMention, ...]
    weak: tuple[bool, ...]

    def within(self, start: int, end: int) -> list[AreaMention]:
        """The area words in ``text[start:end]``; weak ones ("ties") only where no other area is named."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        found = self.mentions[first:last]
        weak = self.weak[first:last]
        if all(weak):
            return list(found)
        return [mention for mention, is_weak in zip(found, weak, strict=True) if not is_weak]


def index_areas(text: str, lowered: str, spans: Sequence[tuple[int, int]], people: Sequence[PersonMention]) -> AreaIndex:
    """The area words inside ``spans`` (sorted sentences), without those in offices, people's titles and publications."""
    mentions: list[tuple[AreaMention, bool]] = []
    for start, end in spans:
        part = lowered[start:end]
        hidden: list[tuple[int, int]] | None = None
        for left, right, meanings in _lexicon().find(part):
            if meanings[0][0] is None:
                continue
            if hidden is None:
                hidden = [match.span() for pattern in (_OFFICE_OF, _OFFICE) for match in pattern.finditer(part)]
                hidden += [match.span() for match in _PUBLICATION.finditer(text[start:end])]
                hidden += [(person.span.start - start, person.span.end - start) for person in within(people, Span(start, end))]
            if any(a <= left < b for a, b in hidden):
                continue
            span = Span(start + left, start + right)
            mentions += [(AreaMention(area, span), weak) for area, weak in meanings if area is not None]
    return AreaIndex(
        tuple(mention.span.start for mention, _ in mentions if mention.span),
        tuple(mention for mention, _ in mentions),
        tuple(weak for _, weak in mentions),
    )


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
