"""Figures whose noun stands in the sentence before: "Investments from Oman grew. They reached 3 billion", "Our goal is to reach 5"."""

from __future__ import annotations

from bisect import bisect_left

from etl.document import CountryForm, Sentence, within
from etl.facts.context import PARTNERS, Party, party_of
from etl.facts.frames import read_frame
from etl.facts.governors import Link
from etl.facts.lexicon import Governor, Lexicon
from etl.facts.roles import assign_roles
from etl.facts.tokens import FLOWS, Row, row_of
from etl.facts.wordlist import words
from etl.facts.work import Work
from etl.model import Indicator, Span

_PRONOUNS = words("it they this that these")
_NOUNS = words("figure figures total volume amount number value")
_GOALS = words("goal goals target targets task aim objective plan plans ambition")
_REACHING = words("reach reaching bring bringing raise raising increase increasing lift lifting take taking hit achieve expand boost grow")
_AUXILIARIES = words("has have had will would could may should also already now is are was were even")
_HEADING, _LINE = 40, 16
_HEADED = frozenset({Indicator.EXPORTS, Indicator.IMPORTS, Indicator.TRADE_BALANCE, Indicator.GDP, Indicator.OTHER})
_TOLD = FLOWS | {Indicator.INVESTMENT, Indicator.TOURISTS}


def told_before(work: Work, row: Row, index: int) -> Link | None:
    """The governing noun of the sentence before, with its parties, where a pronoun or a goal stands for it; None otherwise."""
    near = work.memory.last is not None and work.memory.sentence - work.memory.last_sentence <= 1
    again = row.word(0) in ("that", "those") and row.word(1) in ("with", "to", "from")
    if again and near and work.governor and not any(token.governor for token in row.tokens[:index]):
        return Link(work.governor, 0, "those")  # "That with Oman was 3 million"
    if not (_stands_for(row, index, work.lexicon) or _is_goal(row, index)):
        return _under_heading(work, row, index)
    sentence = _before(work, row)
    if sentence is None:
        return None
    last = work.memory.last
    if work.facts and last and work.governor and work.facts[-1].quote.end >= sentence.span.start:
        if work.facts[-1].quote == row.sentence.span or last[0] not in _TOLD:
            return None
        return Link(work.governor, -1, "told", last[1:])
    return _read_before(work, sentence, None)


def meant_by_these(work: Work, row: Row, link: Link) -> Link | None:
    """The exports, imports or investments of the sentence before that "these exports" means, with their parties; None without both."""
    sentence = _before(work, row) if link.index > 0 and row.word(link.index - 1) in ("these", "such") else None
    told = _read_before(work, sentence, link.governor.indicator) if sentence is not None else None
    return Link(link.governor, link.index, "told", told.sides) if told and told.sides and all(told.sides) else None


def _read_before(work: Work, sentence: Sentence, indicator: Indicator | None) -> Link | None:
    """The first governing noun of a sentence (of one indicator, if given) with its parties, if such nouns can be taken up again."""
    before = row_of(work.document, sentence, work.phrases)
    governors = [(k, token.governor) for k, token in enumerate(before.tokens) if token.governor and token.governor.indicator]
    found = next(((k, told) for k, told in governors if indicator in (None, told.indicator)), None)
    if found is None or found[1].indicator not in _TOLD or found[1].generic:
        return None
    at, told = found
    assert told.indicator is not None
    frame = read_frame(before, at, at, work.context, work.document.text)
    roles = assign_roles(told.indicator, frame, before, work.context, work.memory, same_sentence=False)
    return Link(told, -1, "told", (roles.reporter, roles.partner)) if roles.reporter else None


def _under_heading(work: Work, row: Row, index: int) -> Link | None:
    """The noun of the short line above, where the amount begins its own line ("Exports" / "$2.5 billion (2017)")."""
    above = _before(work, row)
    figure = row.tokens[index].figure
    if index > 1 or above is None or figure is None or figure.form != "money" or len(row.tokens) > _LINE or work.context.home is None:
        return None
    span = above.span
    text = work.document.text
    if span.end - span.start > _HEADING or "\n" not in text[span.end : row.sentence.span.start] or text[span.end - 1] == ".":
        return None
    named = [(start, end, governor) for start, end, governor in work.phrases.within(span) if governor.indicator and not governor.generic]
    if len(named) != 1 or named[0][2].indicator not in _HEADED or text[named[0][1] : span.end].strip(" :;"):
        return None
    return Link(named[0][2], -1, "told", (work.context.home, None))


def tells_another(work: Work, row: Row, carried: Governor) -> bool:
    """Whether a sentence without facts stands between the row and the last fact and tells of another indicator than ``carried``."""
    sentence = _before(work, row)
    if sentence is None or not work.facts or work.facts[-1].quote.end > sentence.span.start:
        return False
    told = [governor for *_, governor in work.phrases.within(sentence.span) if governor.indicator]
    return bool(told) and told[-1].indicator is not carried.indicator and not told[-1].generic


def _stands_for(row: Row, index: int, lexicon: Lexicon) -> bool:
    """Whether the figure's clause begins with a word that stands for a noun told before, followed by a verb of level or change."""
    for at in range(index - 1, max(-1, index - 9), -1):
        token = row.tokens[at]
        if token.governor or token.figure or token.country or token.person or token.word in (";", ":", '"', "“"):
            return False
        noun = token.word in _NOUNS and row.word(at - 1) in ("the", "this", "that", "their") and row.word(at + 1) not in ("of", "for")
        if token.word in _PRONOUNS or noun:
            verb = at + 1
            while row.word(verb) in _AUXILIARIES and verb < index - 1:
                verb += 1
            word = row.word(verb)
            moves = bool(lexicon.direction(word)) or word in lexicon.level
            return moves and at <= 14 and row.word(at - 1) not in ("that", "which", "and", "of", "for", "with", "to", "by", "all")
    return False


def _is_goal(row: Row, index: int) -> bool:
    """Whether a goal is told without its noun ("our aim is to come to 20 billion", "to bring it to 5 billion")."""
    goal = next((at for at in range(min(index, 12)) if row.word(at) in _GOALS), None)
    if goal is None or any(token.governor for token in row.tokens):
        return False
    return any(row.word(at) in _REACHING for at in range(goal, index))


def look_before(work: Work, row: Row) -> None:
    """Keep in memory whom the sentence before names, the one it is about, and whether it tells of trade."""
    memory = work.memory
    sentence = _before(work, row)
    memory.before, memory.topic = _parties_of(work, sentence.span) if sentence else ((), None)
    memory.traded = (
        sentence is not None
        and len(memory.before) == 2
        and any(governor.indicator in FLOWS for *_, governor in work.phrases.within(sentence.span))
    )


def _parties_of(work: Work, span: Span) -> tuple[tuple[Party, ...], Party | None]:
    """The countries and trade blocs that a sentence names, each once, and the only one of them if the sentence is about it."""
    named: list[Party] = []
    topical = False
    for mention in within(work.document.countries, span):
        party = party_of(mention)
        bloc = mention.form is CountryForm.ORGANISATION and mention.name not in PARTNERS
        if bloc or mention.in_name or mention.form is CountryForm.CITY or not (mention.iso3 or mention.name in PARTNERS):
            continue
        if not any(party.same(other) for other in named):
            named.append(party)
        topical = topical or mention.possessive or mention.span.start - span.start < 12
    return tuple(named), named[0] if len(named) == 1 and topical and named[0].iso3 else None


def _before(work: Work, row: Row) -> Sentence | None:
    """The sentence before the row's."""
    sentences = work.document.sentences
    at = bisect_left(sentences, row.sentence.span.start, key=lambda sentence: sentence.span.start)
    return sentences[at - 1] if at else None
